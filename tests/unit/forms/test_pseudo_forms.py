"""Every word of a form is a message or a text of the questionnaire, in every kind of form."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest

from coherence_kit.forms.layout import Layout, lay_out
from coherence_kit.forms.paper.form import print_form_html
from coherence_kit.forms.xlsx.dates import MONTHS_BEGIN
from coherence_kit.forms.xlsx.form import workbook_form
from coherence_kit.forms.xlsx.reader import read_workbook
from coherence_kit.forms.xlsx.schema import DATE_CHECK, DATE_PARTS, ENTERED, KEY, KIND, TYPED
from coherence_kit.forms.yaml.form import yaml_form
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.scoring.tree import build_tree
from tests.builders import a_matrix, a_question, a_questionnaire, a_section
from tests.pseudo import LONGER, RIGHT_TO_LEFT, pseudo, pseudo_languages
from tests.unit.rendering.test_html import Page
from tests.workbooks import PLACES, SHA256

# Brackets of content; they are none of those of the pseudo-language.
CONTENT = re.compile(r"⟦[^⟧]*⟧")
MESSAGE = re.compile(r"\[[^\[\]]*\]")
# Keys of the file and what is typed at a command line, which no language changes.
KEYS = re.compile(
    r"\b(?:answers?|comment|evidence|title|reference|date|page|not_applicable|unknown|recheck|"
    r"format|questionnaire|country|country_box|round|respondent|entity|role|id|version|sha256|review|by|"
    r"verdict|note)\b:|url:\s+https:\S+|coherence(?:-kit/submission/1| check)|: true\b"
)
LETTERS = re.compile(r"[^\W\d_]{2,}")
A_FIGURE = re.compile(r'(?<=.)"&[^"]*&"(?=.)')
IN_A_FORMULA = re.compile(r'"((?:[^"]|"")*)"')


@pytest.fixture(autouse=True)
def _pseudo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with pseudo_languages(monkeypatch):
        yield


def _said(number: int) -> str:
    return f"⟦{number}⟧"


def asked_in_brackets() -> Questionnaire:
    """A question of every type; ids are digits and points, texts stand in brackets of content."""
    guidance = dict.fromkeys(("asked", "counts", "between"), _said(1))
    options, boxes = {"0": 0, "1": 100}, dict.fromkeys(("0", "1", "2"))
    steps = {0: {"name": _said(0), "text": _said(1)}, 1: {"name": _said(2), "text": _said(3)}}
    either = {"any": [{"question": "1.1", "in": ["true"]}, {"question": "1.2", "in": ["1"]}]}
    every = {"all": [either, {"question": "1.3", "in": ["1"]}]}
    texts: dict[str, Any] = {"label": _said(4), "text": _said(5)}
    first = a_section(
        "1",
        a_question("1.1", "boolean", evidence={"true": _said(6)}, **texts),
        a_question("1.2", steps=steps, guidance=guidance, evidence={"1": _said(7)}, **texts),
        a_question("1.3", "choice", options=options, depends_on=either, **texts),
        a_question("1.4", "multiple-choice", boxes=boxes, depends_on=every, **texts),
        a_question("1.5", "number", unit=_said(8), smallest=-5, largest=20, weight=0, **texts),
        title=_said(9),
    )
    half = {"id": "5", "text": _said(10)}
    rows = [{"id": "1", "label": _said(11)}, {"id": "2", "label": _said(12)}]
    second = a_section(
        "2",
        a_question("2.1", "text", **texts),
        a_question("2.2", "date", **texts),
        a_question("2.3", half_step=half, steps=steps, not_applicable="forbidden", **texts),
        a_matrix("2.4", rows, options=options, **texts),
        title=_said(13),
    )
    return a_questionnaire(
        first,
        second,
        id="17",
        title=_said(14),
        summary=_said(15),
        languages=["sw"],
        scale={"id": "2", "steps": [0, 1], "hint": _said(16)},
    )


FILLED: dict[str, Any] = {
    "country": "123",
    "standing": "documented",
    "answers": {
        "1.1": {"answer": "yes"},
        "1.2": {"answer": "1", "review": {"verdict": "query", "answer": "0"}},
        "1.4": {"answer": []},
        "1.5": {"answer": "7"},
        "2.1": {"unknown": None},
        "2.2": {"comment": "0" * 16_001},
        "2.3": {"answer": "1-5", "unknown": "1"},
    },
}


def laid_out(language: str, *, is_marked: bool = False) -> Layout:
    asked = asked_in_brackets()
    return lay_out(asked, build_tree(asked), SHA256, language, is_marked=is_marked)


def bypassing(texts: Iterator[str] | list[str]) -> list[str]:
    """Words that stand neither in brackets of the catalogue nor in those of content."""
    found = []
    for text in texts:
        rest = CONTENT.sub(" ", text)
        while rest != (rest := MESSAGE.sub(" ", rest)):
            pass
        if LETTERS.search(rest):
            found.append(f"{LETTERS.findall(rest)} in {text}")
    return found


def test_the_file_of_text_says_nothing_of_its_own() -> None:
    text = yaml_form(laid_out(LONGER))
    lines = " ".join(re.sub(r"^ *# ?", "", line) for line in text.splitlines())
    assert bypassing([KEYS.sub(" ", lines.replace(SHA256, ""))]) == []


def _texts_of(workbook: Any) -> Iterator[str]:
    """What a person can see of a workbook, texts in formulas among it."""
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            continue
        yield from (sheet.oddFooter.left.text or "", sheet.oddHeader.left.text or "")
        for validation in sheet.data_validations.dataValidation:
            yield validation.promptTitle or ""
            yield validation.prompt or ""
        yield from _cells_of(sheet)


def _cells_of(sheet: Any) -> Iterator[str]:
    is_section = sheet.cell(1, 1).value == "coherence-kit:section"
    hidden = (
        {PLACES[name] for name in (KEY, KIND, TYPED, DATE_PARTS, DATE_CHECK)} if is_section else {1}
    )
    for row in sheet.iter_rows(min_row=2):
        if sheet.row_dimensions[row[0].row].hidden:
            continue
        for cell in row:
            if cell.column in hidden or cell.value is None:
                continue
            text = str(cell.value)
            is_formula = text.startswith("=")
            is_entered = is_section and cell.column == PLACES[ENTERED]
            joined = A_FIGURE.sub("0", text)
            texts = IN_A_FORMULA.findall(joined) if is_formula else [text]
            keys = (
                {"yes", "no", "true", "false", "query", "changed", "✓ yes"} if is_formula else set()
            )
            if is_entered:
                keys |= {"x", *MONTHS_BEGIN}
            yield from (one for one in texts if one not in keys)


def test_the_workbook_says_nothing_of_its_own() -> None:
    for draft in (None, FILLED):
        workbook = openpyxl.load_workbook(io.BytesIO(workbook_form(laid_out(LONGER), draft)))
        texts = [text for text in _texts_of(workbook) if text != SHA256]
        assert len(texts) > 200
        assert bypassing(texts) == []


def test_what_the_cells_let_choose_is_said_in_the_language_of_the_form() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_form(laid_out(LONGER))))
    lists = workbook.worksheets[-2]
    spoken = [
        str(text.value) for key, text in lists.iter_rows(min_row=2, max_col=2)
        if str(key.value).startswith("#")
    ]  # fmt: skip
    assert len(spoken) > 20
    assert bypassing(spoken) == []


@pytest.mark.parametrize("language", [LONGER, RIGHT_TO_LEFT])
def test_a_workbook_is_read_in_whatever_language_it_was_written(language: str) -> None:
    document = read_workbook(workbook_form(laid_out(language), FILLED), "form.xlsx")
    assert document.problems == []
    assert document.value["answers"] == FILLED["answers"]
    assert document.value["standing"] == "documented"


def test_the_page_to_print_says_nothing_of_its_own() -> None:
    for draft in (None, FILLED):
        html = print_form_html(laid_out(LONGER), draft)
        page = Page(re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))
        attributes = [
            value or ""
            for _, named in page.tags
            for name, value in named.items()
            if name.startswith("data-") or name in {"title", "alt", "aria-label"}
        ]
        assert bypassing(page.text.splitlines() + attributes) == []


@pytest.mark.parametrize(
    ("language", "direction", "is_from_right"),
    [(LONGER, "ltr", False), (RIGHT_TO_LEFT, "rtl", True)],
)
def test_forms_begin_where_their_language_does(
    language: str, direction: str, *, is_from_right: bool
) -> None:
    page = print_form_html(laid_out(language))
    assert f'dir="{direction}"' in page
    assert ("@bottom-left { content: counter(page)" in page) is is_from_right
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_form(laid_out(language))))
    for sheet in workbook.worksheets:
        assert bool(sheet.sheet_view.rightToLeft) is is_from_right


def test_texts_in_another_language_say_so_on_paper_and_the_form_says_it_once() -> None:
    layout = laid_out(LONGER, is_marked=True)
    html = print_form_html(layout)
    assert f'<html lang="{LONGER}"' in html
    told = re.sub(r'<span lang="sw">[^<]*</span>', "", html.partition("<body")[2])
    outside = re.sub(r"<[^>]*>", "", told)
    assert CONTENT.findall(outside) == []
    assert html.count(str(layout.note)) == 1


def test_the_names_of_sheets_are_messages_too() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_form(laid_out(LONGER))))
    own = [workbook.sheetnames[place] for place in (0, -2, -1)]
    assert own == [pseudo(name).strip("[]") for name in ("Start", "Lists", "Kept")]


def test_every_form_says_once_that_the_questions_are_in_another_language() -> None:
    layout = laid_out(LONGER)
    head = " ".join(line.removeprefix("# ") for line in yaml_form(layout).splitlines()[:8])
    assert layout.note in head
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_form(layout)))
    cells = [
        str(cell.value)
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert cells.count(layout.note) == 1
    assert laid_out("sw").note == ""
