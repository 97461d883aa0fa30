"""What the country calls the offices that lead measures: asked for in every form, and kept."""

from __future__ import annotations

import json
from typing import Any

import pytest

from coherence_kit.forms.layout import Layout, lay_out
from coherence_kit.forms.offices import form_offices
from coherence_kit.forms.page.form import html_form
from coherence_kit.forms.page.reader import read_page
from coherence_kit.forms.paper.form import print_form_html
from coherence_kit.forms.xlsx.form import workbook_form
from coherence_kit.forms.yaml.form import yaml_form
from coherence_kit.loading.documents import Document, compose_document
from coherence_kit.loading.schema_problems import validate
from coherence_kit.model.fingerprint import fingerprint
from coherence_kit.model.submission import SubmissionFile
from coherence_kit.scoring.tree import build_tree
from tests.unit.rendering.test_html import Page
from tests.workbooks import SHA256, a_draft, changed, of_every_type, opened, read, row_of

ASKED = of_every_type()
NAMED = {"planning": "National Planning Commission", "central-bank": "Bank of Ghana"}
HINT = "If your country calls an office otherwise, write its name: reports then use it."
USUAL = ("Planning authority", "Ministry of finance")


def laid_out(language: str = "en") -> Layout:
    """Of a questionnaire whose measures are led by two offices."""
    roles = {"finance", "planning"}
    return lay_out(ASKED, build_tree(ASKED), SHA256, language, roles=roles)


def file_of(document: Document) -> SubmissionFile:
    file = validate(document, SubmissionFile)
    assert document.problems == []
    assert file is not None
    return file


def from_yaml(draft: dict[str, Any] | None = None) -> SubmissionFile:
    return file_of(compose_document(yaml_form(laid_out(), draft).encode(), "form.yaml"))


def from_page(draft: dict[str, Any]) -> SubmissionFile:
    return file_of(read_page(html_form(laid_out(), draft).encode(), "form.html"))


def test_a_form_asks_for_those_that_lead_measures_and_for_those_that_are_named() -> None:
    assert [(one.role, one.usual, one.named) for one in form_offices(laid_out(), {})] == [
        ("planning", "Planning authority", ""),
        ("finance", "Ministry of finance", ""),
    ]
    assert [(one.role, one.named) for one in form_offices(laid_out(), {"offices": NAMED})] == [
        ("planning", "National Planning Commission"),
        ("finance", ""),
        ("central-bank", "Bank of Ghana"),
    ]
    assert form_offices(lay_out(ASKED, build_tree(ASKED), SHA256), {}) == ()


def test_a_yaml_form_has_a_line_for_each_with_its_usual_name() -> None:
    lines = yaml_form(laid_out()).splitlines()
    start = lines.index(f"# {HINT}")
    assert lines[start + 1 : start + 5] == [
        "offices:",
        "  planning: # Planning authority",
        "  finance:  # Ministry of finance",
        "answers:",
    ]
    assert from_yaml().offices == {}
    assert from_yaml(a_draft(offices=NAMED)).offices == NAMED


def test_a_role_without_a_name_is_as_if_it_were_not_there() -> None:
    whole = {**a_draft(), "offices": {"planning": "NPC"}}
    lines = {**whole, "offices": {"planning": "NPC", "finance": None}}
    assert fingerprint(SubmissionFile.model_validate(lines)) == fingerprint(
        SubmissionFile.model_validate(whole)
    )


def test_a_workbook_has_a_row_for_each_that_is_read_wherever_it_is() -> None:
    sheet = opened(workbook_form(laid_out(), a_draft(offices=NAMED))).worksheets[0]
    rows = [row_of(sheet, f"offices.{role}") for role in ("planning", "finance", "central-bank")]
    assert [sheet.cell(row, 3).value for row in rows] == [*USUAL, "Central bank"]
    assert [sheet.cell(row, 4).value for row in rows] == [NAMED["planning"], None, "Bank of Ghana"]
    assert sheet.cell(rows[0] - 1, 3).value == HINT
    assert rows[0] > row_of(sheet, "signed_off")

    def name_another(workbook: Any) -> None:
        workbook.worksheets[0].cell(rows[0], 4).value = None
        workbook.worksheets[0].cell(rows[1], 4).value = "Treasury"

    document = read(changed(workbook_form(laid_out(), a_draft(offices=NAMED)), name_another))
    assert document.problems == []
    assert document.value["offices"] == {"finance": "Treasury", "central-bank": "Bank of Ghana"}


def test_names_are_printed_with_the_first_sheet_once_there_are_any() -> None:
    empty, filled = (
        opened(workbook_form(laid_out(), draft)).worksheets[0]
        for draft in (None, a_draft(offices=NAMED))
    )
    last = {sheet: int(sheet.print_area.rpartition("$")[2]) for sheet in (empty, filled)}
    assert last[empty] < row_of(empty, "offices.planning")
    assert last[filled] == row_of(filled, "offices.central-bank")


@pytest.mark.parametrize("name", ["a\tb", "_x0041_", "=1+1", "Amt\nfür Planung", "x" * 40_000])
def test_any_name_comes_back_whole(name: str) -> None:
    draft = a_draft(offices={"planning": name, "justice": name})
    document = read(workbook_form(laid_out(), draft))
    assert document.problems == []
    assert document.value["offices"] == draft["offices"]
    assert from_yaml(draft).offices == draft["offices"]
    assert from_page(draft).offices == draft["offices"]


def test_a_page_has_a_field_for_each_folded_away() -> None:
    page = Page(html_form(laid_out(), a_draft(offices=NAMED)))
    fields = [field["data-head"] for field in page.named("textarea") if "data-head" in field]
    of_offices = [field for field in fields if str(field).startswith("offices.")]
    assert of_offices == ["offices.planning", "offices.finance", "offices.central-bank"]
    (box,) = [box for box in page.named("details") if box.get("id") == "offices"]
    assert "open" not in box
    without = Page(html_form(lay_out(ASKED, build_tree(ASKED), SHA256)))
    assert all(box.get("id") != "offices" for box in without.named("details"))


def test_a_form_to_print_lists_them_behind_the_questions() -> None:
    html = print_form_html(laid_out(), a_draft(offices=NAMED))
    text = " ".join(" ".join(Page(html).texts).split())
    assert text.endswith(
        f"Names of offices {HINT} Planning authority National Planning Commission "
        "Ministry of finance Central bank Bank of Ghana"
    )
    assert HINT not in Page(print_form_html(lay_out(ASKED, build_tree(ASKED), SHA256))).text


def test_their_usual_names_are_in_the_language_of_the_form() -> None:
    layout = laid_out("fr")
    sheet = opened(workbook_form(layout)).worksheets[0]
    cells = [sheet.cell(row, 3).value for row in range(1, sheet.max_row + 1)]
    french = "Autorité de planification"
    assert french in cells
    for text in (yaml_form(layout), html_form(layout), print_form_html(layout)):
        assert french in text
        assert "Si un service porte un autre nom" in text


def test_what_is_no_map_of_names_stays_in_a_workbook_as_it_was() -> None:
    for wrong in ("Treasury", ["Treasury"], {"planning": ["NPC"]}, {"plan": "NPC"}):
        document = read(workbook_form(laid_out(), a_draft(offices=wrong)))
        assert json.dumps(document.value["offices"]) == json.dumps(wrong)
