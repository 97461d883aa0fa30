"""A French form is French, and what is typed into it in French is read."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from coherence_kit.forms.layout import lay_out
from coherence_kit.forms.paper.form import print_form_html
from coherence_kit.forms.xlsx.form import workbook_form
from coherence_kit.forms.xlsx.reader import read_workbook
from coherence_kit.forms.xlsx.schema import COLUMNS, INPUTS
from coherence_kit.forms.xlsx.words import heads, hint
from coherence_kit.forms.yaml.form import yaml_form
from coherence_kit.scoring.tree import build_tree
from coherence_kit.words import available_languages, words_of
from tests.builders import a_question, a_questionnaire
from tests.workbooks import FULL, PLACES, SHA256, changed, laid_out, read, row_of

FRENCH = laid_out(language="fr")
LONGEST_TITLE, LONGEST_HINT = 32, 255


def _choose(workbook: Any) -> None:
    """What the lists of a French form let choose, and what French people type."""
    start, first, second = workbook.worksheets[:3]
    for row in range(1, start.max_row + 1):
        if start.cell(row, 1).value == "standing":
            start.cell(row, 4).value = "Documents"
    said = {
        "first.boolean": {"answer": "Oui", "review.verdict": "Modifiée", "review.answer": "non"},
        "first.scale": {"unknown": "inconnu"},
    }
    for name, cells in said.items():
        for column, text in cells.items():
            first.cell(row_of(first, name), PLACES[column]).value = text
    first.cell(row_of(first, "first.boxes [one]"), PLACES["answer"]).value = "oui"
    first.cell(row_of(first, "first.boxes [two]"), PLACES["answer"]).value = "Non"
    second.cell(row_of(second, "second.half"), PLACES["answer"]).value = "2-partly"


CHOSEN = {
    "first.boolean": {"answer": "yes", "review": {"verdict": "changed", "answer": "no"}},
    "first.scale": {"unknown": None},
    "first.boxes": {"answer": ["one"]},
    "second.half": {"answer": "2-partly"},
}


def _without_lists(workbook: Any) -> None:
    _choose(workbook)
    del workbook["Listes"]


@pytest.mark.parametrize("fill", [_choose, _without_lists])
def test_what_is_chosen_in_french_is_read(fill: Any) -> None:
    document = read(changed(workbook_form(FRENCH), fill))
    assert document.problems == []
    assert (document.value["standing"], document.value["answers"]) == ("documented", CHOSEN)


def test_none_of_the_boxes_is_chosen_in_french() -> None:
    def choose(workbook: Any) -> None:
        sheet = workbook.worksheets[1]
        cell = sheet.cell(row_of(sheet, "first.boxes"), PLACES["answer"])
        cell.value = "aucune de ces réponses"

    document = read(changed(workbook_form(FRENCH), choose))
    assert document.value["answers"] == {"first.boxes": {"answer": []}}


def test_a_filled_french_form_comes_back_as_the_english_one_does() -> None:
    assert read(workbook_form(FRENCH, FULL)).value == read(workbook_form(laid_out(), FULL)).value


def test_what_a_cell_says_where_a_question_may_not_be_left_out_is_no_answer_in_french() -> None:
    asked = a_questionnaire(a_question("q", not_applicable="forbidden"))
    data = workbook_form(lay_out(asked, build_tree(asked), SHA256, "fr"))
    document = read_workbook(data, "form.xlsx")
    assert (document.problems, document.value["answers"]) == ([], {})


def test_a_french_sheet_that_has_lost_its_ids_is_known_by_its_heads() -> None:
    def lose(workbook: Any) -> None:
        sheet = workbook.worksheets[2]
        sheet.delete_rows(1)
        for row in range(1, sheet.max_row + 1):
            sheet.cell(row, 1).value = None

    codes = [problem.code for problem in read(changed(workbook_form(FRENCH), lose)).problems]
    assert "workbook.no-ids" in codes


def test_the_heads_and_states_of_a_french_form_are_french() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_form(FRENCH)), data_only=True).worksheets[1]
    said = {name: sheet.cell(3, PLACES[name]).value for name in COLUMNS if name in INPUTS}
    assert said["answer"] == "Réponse"
    assert sheet.cell(row_of(sheet, "first.scale"), PLACES["state"]).value == "○ à faire"
    waits = str(sheet.cell(row_of(sheet, "first.choice"), PLACES["question"]).value)
    condition = "la réponse à la question 1.2 (first.boolean) est oui"
    assert f"Posée uniquement si {condition}." in waits


def test_countries_have_their_french_names_in_the_order_of_the_alphabet() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_form(FRENCH)))
    named = [str(row[1].value) for row in workbook["Listes"].iter_rows() if row[1].value]
    places = [
        named.index(name)
        for name in (
            "DZA · Algérie",
            "EGY · Égypte",
            "ESP · Espagne",
            "FRA · France",
            "ZMB · Zambie",
        )
    ]
    assert places == sorted(places)
    assert "Sénégal (SEN)" in print_form_html(FRENCH, {"country": "SEN"})


def test_a_french_file_says_what_is_typed() -> None:
    text = yaml_form(laid_out(a_questionnaire(a_question("a", "boolean")), "fr"))
    assert "# yes (oui) ou no (non)" in text


@pytest.mark.parametrize("language", available_languages())
def test_hints_fit_where_spreadsheets_show_them(language: str) -> None:
    words = words_of(language)
    columns = [name for name in INPUTS if not name.startswith("review.") and name != "answer"]
    hints = [hint(words, name) for name in columns]
    assert [text for title, text in hints if len(text) > LONGEST_HINT] == []
    assert [title for title, _ in hints if len(title) > LONGEST_TITLE] == []
    assert len(set(heads(words).values())) == len(heads(words))
