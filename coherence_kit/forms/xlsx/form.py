"""The spreadsheet form.

It has a start sheet, a sheet for each section, and two hidden ones for what no cell can show.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from coherence_kit.documents.cell_lines import text_look
from coherence_kit.documents.sheets import Book, Cell, Column, Row, Sheet, quoted_sheet, sheet_names
from coherence_kit.documents.workbook import write_book
from coherence_kit.forms.layout import FormSection, Layout
from coherence_kit.forms.offices import form_offices
from coherence_kit.forms.xlsx import looks
from coherence_kit.forms.xlsx.prefill import Filled, Prefill, Record
from coherence_kit.forms.xlsx.schema import KEPT, LISTED, LISTS, SPOKEN, STANDINGS, VERDICTS
from coherence_kit.forms.xlsx.section import Lists, SectionSheet, SheetContext
from coherence_kit.forms.xlsx.start import StartSheet
from coherence_kit.forms.xlsx.states import Homes, Known, entered_value
from coherence_kit.forms.xlsx.words import cell_words, footer, sheet_titles
from coherence_kit.words import Words

_PIECE = 30_000


def workbook_form(layout: Layout, draft: Mapping[str, Any] | None = None) -> bytes:
    """A form as a workbook; the same form with the same draft gives the same bytes.

    Args:
        layout: what is asked.
        draft: what is answered already, in the shape of a submission
            (:mod:`coherence_kit.forms.draft`). All of it comes back when the form is read, also
            what no cell shows.

    """
    filling = Prefill(layout, draft or {})
    words = layout.words
    start_title, *hidden_titles = sheet_titles(words)
    titles = (start_title, *(section.title for section in layout.sections), *hidden_titles)
    start, *section_names, lists_name, kept_name = sheet_names(titles)
    lists = Lists(quoted_sheet(lists_name))
    _list_words(lists, words)
    placed = list(zip(layout.sections, section_names, strict=True))
    homes: Homes = {
        question.id: (name, question)
        for section, name in placed
        for question in section.questions()
    }
    entered = {
        question.id: entered_value(words, question, filling.questions.get(question.id, Filled()))
        for question in layout.questions()
    }
    frame = SheetContext(start, layout.hint, footer(layout), Known(words, homes, entered), lists)
    sections = [
        SectionSheet(name, frame).build(section, filling.questions) for section, name in placed
    ]
    offices = form_offices(layout, draft or {})
    first = StartSheet(layout, filling.header, (start, *section_names), frame, offices)
    sheets = (
        first.build(),
        *sections,
        _lists_sheet(lists_name, lists),
        _kept_sheet(kept_name, placed, filling.records),
    )
    is_from_right = words.direction == "rtl"
    book = Book(layout.title, layout.language, sheets, first.names, is_from_right=is_from_right)
    return write_book(book)


def _list_words(lists: Lists, words: Words) -> None:
    """What cells say in the language of the form, so that it can be read without knowing that."""
    said = cell_words(words)
    for keys in (
        VERDICTS,
        STANDINGS,
        *((key,) for key in said if key not in {*VERDICTS, *STANDINGS}),
    ):
        lists.place((f"{SPOKEN}{key}", said[key]) for key in keys)


def _lists_sheet(name: str, lists: Lists) -> Sheet:
    rows = [_record(LISTS), *(_record(key, text) for key, text in lists.rows)]
    return Sheet(name, (Column(30), Column(80)), tuple(rows), is_hidden=True)


def _kept_sheet(
    name: str, placed: Iterable[tuple[FormSection, str]], records: Iterable[Record]
) -> Sheet:
    """Every question with the title of its sheet and its number, and what no cell can show.

    Of the latter there stand its kind, its path, what its cell shows, and the value.
    """
    rows = [Row(15, {1: _technical(KEPT)})]
    rows += [
        _record(LISTED, question.id, sheet, question.number)
        for section, sheet in placed
        for question in section.questions()
    ]
    for record in records:
        value = _json(record.value)
        for begin in range(0, len(value), _PIECE):
            rows.append(
                _record(
                    record.kind,
                    _json(record.path),
                    record.shown,
                    value[begin : begin + _PIECE],
                )
            )
    return Sheet(
        name, (Column(12), Column(40), Column(30), Column(80)), tuple(rows), is_hidden=True
    )


def _json(value: object) -> str:
    """A value as JSON of plain letters, with nothing that could be taken for a code (_x0041_)."""
    return json.dumps(value, separators=(",", ":")).replace("_x", "\\u005fx")


def _record(*texts: str) -> Row:
    return Row(15, {place: _technical(text) for place, text in enumerate(texts, 1) if text})


def _technical(text: str) -> Cell:
    return Cell(text, text_look(looks.TECHNICAL, text))
