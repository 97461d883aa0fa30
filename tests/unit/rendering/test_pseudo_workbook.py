"""The workbook of results says no word that bypasses the catalogue, on no sheet and in no hint."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest

from coherence_kit.model.assessment import Assessment
from coherence_kit.rendering.workbook.book import render_workbook
from coherence_kit.words import words_of
from tests.pseudo import LONGER, RIGHT_TO_LEFT, pseudo_languages
from tests.unit.rendering.test_pseudo_report import (
    CAPPED,
    DATE,
    LEVELS,
    answers,
    assessed,
    of_a_round,
    words_outside,
)

_TECHNICAL = 8
"""Points of the type of ids and of hidden cells, which no language has."""


def spoken(book: Any) -> Iterator[str]:
    """Every text that somebody reads in cells and hints; names of sheets can have no brackets."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                is_name = cell.value in book.sheetnames
                if isinstance(cell.value, str) and cell.font.size != _TECHNICAL and not is_name:
                    yield cell.value
        for told in sheet.data_validations.dataValidation:
            yield from (told.promptTitle, told.prompt, told.error or "")


def words_of_the_code(*assessments: Assessment, language: str) -> list[str]:
    data = render_workbook(assessments, date=DATE, language=language)
    book = openpyxl.load_workbook(io.BytesIO(data))
    words = words_of(language)
    dates = {DATE, *(one.date for each in assessments for one in each.submission.respondents)}
    text = "\n".join(spoken(book))
    for date in dates:
        text = text.replace(words.date(date), "") if date else text
    return words_outside(text)


@pytest.mark.parametrize("language", [LONGER, RIGHT_TO_LEFT])
@pytest.mark.parametrize(
    "stated", [{}, {**CAPPED, "scored": "reviewer", "levels": LEVELS}, {"rule": "none"}]
)
@pytest.mark.parametrize("given", [answers(), {}, {"two": 4, "choice": "qqq"}])
def test_every_word_is_a_message(
    stated: dict[str, Any],
    given: dict[str, Any],
    language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pseudo_languages(monkeypatch):
        assert words_of_the_code(assessed(given, **stated), language=language) == []


def test_of_a_round_and_of_several_chapters_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with pseudo_languages(monkeypatch):
        merged = of_a_round(answers(), {"two": 1, "yes": False, "choice": "q"})
        assert words_of_the_code(merged, language=LONGER) == []
        assert words_of_the_code(assessed(answers()), assessed({}), language=LONGER) == []


def test_where_the_language_runs_from_right_to_left_so_do_the_sheets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pseudo_languages(monkeypatch):
        data = render_workbook([assessed(answers())], date=DATE, language=RIGHT_TO_LEFT)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)
