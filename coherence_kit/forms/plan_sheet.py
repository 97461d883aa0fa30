"""The sheet of an action plan, filled in, back to a plan; what cannot be used is named by its cell.

The plan has the shape of a file of its kind, with texts only, and is checked like one
(:mod:`coherence_kit.loading.plans`). How the sheet is marked is told in
:mod:`coherence_kit.documents.plan_sheet`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from coherence_kit.documents import plan_sheet
from coherence_kit.documents.cell_texts import day_of_number
from coherence_kit.documents.workbook_cells import CellKind, ReadBook, ReadCell, read_book
from coherence_kit.forms.xlsx.schema import KEY
from coherence_kit.forms.xlsx.tables import Table, marked_table
from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.model.plan import FORMAT, STATUSES
from coherence_kit.problems import Problem, ProblemsFound
from coherence_kit.problems.shortening import keep
from coherence_kit.words import available_languages, words_of
from coherence_kit.words.plan import status_name

_DAYS = frozenset((plan_sheet.START, plan_sheet.DUE))
_ABOUT = frozenset((plan_sheet.COUNTRY, plan_sheet.COUNTRY_NAME, plan_sheet.ROUND, plan_sheet.DATE))
_YEARS = range(1950, 2200)
"""A number like these is a year, which a cell for days shows as one of 1905 or 1906."""
_FIRST_DAYS = {False: dt.date(1899, 12, 30), True: dt.date(1904, 1, 1)}
"""The day 0 of a workbook, and of one that counts from 1904."""
_LONGEST_QUOTE = 60
_MOST_NOTES = 100


@dataclass(frozen=True, slots=True)
class FilledPlan:
    """What was read of a workbook.

    `document.value` is a plan; None where there is none. `shown` is what each measure is called on
    the sheet, by its key in the plan.
    """

    document: Document
    shown: Mapping[str, str]


def read_plan(data: bytes, source: str) -> FilledPlan:
    """The plan that a workbook holds."""
    try:
        book = read_book(data, source)
    except ProblemsFound as found:
        return FilledPlan(Document(source, problems=list(found.problems)), {})
    return _Reader(book, source).read()


class _Reader:
    """Reads one workbook."""

    def __init__(self, book: ReadBook, source: str) -> None:
        self._book, self._source = book, source
        self._problems = list(book.problems)
        self._cells: dict[PathLike, str] = {}
        self._about: dict[str, str] = {}
        self._questionnaires: dict[str, None] = {}
        self._statuses: dict[str, str] = {
            _folded(status_name(words_of(language), status)): status
            for language in available_languages()
            for status in STATUSES
        }
        self._measures: dict[str, dict[str, str]] = {}
        self._first: dict[str, str] = {}
        self._shown: dict[str, str] = {}

    def read(self) -> FilledPlan:
        found = (marked_table(sheet) for sheet in self._book.sheets)
        tables = [table for table in found if table is not None and table.mark == plan_sheet.MARK]
        if not tables:
            self._report("plan.no-sheet")
            return FilledPlan(self._document(), {})
        for table in tables:
            self._read_facts(table)
        for table in tables:
            self._read_measures(table)
            self._report_notes(table)
        document = self._document()
        about = {"format": FORMAT, **self._about}
        named = {"questionnaires": [*self._questionnaires], "measures": self._measures}
        document.replace_value({**about, **named})
        return FilledPlan(document, self._shown)

    def _document(self) -> Document:
        sheets = tuple(sheet.name for sheet in self._book.sheets)
        document = Document(self._source, cells=self._cells, sheets=sheets)
        document.problems += [
            replace(problem, sheet=document.sheet_of(problem.cell)) for problem in self._problems
        ]
        return document

    # --- what it belongs to -----------------------------------------------------------------------

    def _read_facts(self, table: Table) -> None:
        for row in sorted(table.rows):
            key = table.text(row, KEY)
            if key not in plan_sheet.FACTS:
                continue
            said = _behind(table, row)
            first = said[0] if said else ""
            if key == plan_sheet.FORMAT and first != FORMAT:
                place = table.place(row, KEY)
                self._report("workbook.form-version", place, value=first, known=FORMAT)
            elif key == plan_sheet.QUESTIONNAIRE and first:
                self._questionnaires[first] = None
            elif key == plan_sheet.STATUS_WORD and len(said) > 1 and first in STATUSES:
                self._statuses[_folded(said[1])] = first
            elif key in _ABOUT and first:
                self._about[key] = first
                self._cells[key,] = table.place(row, KEY)

    # --- measures ---------------------------------------------------------------------------------

    def _read_measures(self, table: Table) -> None:
        missing = [name for name in plan_sheet.INPUTS if name not in table.columns]
        if missing:
            self._report("plan.no-columns", table.sheet.name, columns=", ".join(missing))
            return
        head = self._head(table)
        for row in sorted(table.rows):
            typed = {
                name: cell
                for name in plan_sheet.INPUTS
                if (cell := table.cell(row, name)) is not None and cell.text.strip()
            }
            key = table.text(row, KEY)
            if "/" in key:
                self._shown.setdefault(key, table.text(row, plan_sheet.MEASURE))
                self._read_measure(table, row, key, typed)
            elif row not in {table.head, head} and key not in plan_sheet.FACTS:
                for name, cell in typed.items():
                    place = table.place(row, name)
                    self._report("plan.no-measure", place, value=_quote(cell.text))

    def _head(self, table: Table) -> int:
        """The row with the heads of the columns: the first that has a text under every mark."""
        marks = [*table.columns.values()]
        rows = sorted(table.rows)
        return next(
            (
                row
                for row in rows
                if table.text(row, KEY) == plan_sheet.WORDS
                and all(place in table.rows[row] for place in marks)
            ),
            0,
        )

    def _read_measure(
        self, table: Table, row: int, key: str, typed: Mapping[str, ReadCell]
    ) -> None:
        """A row of a measure; a second one may only say the same."""
        path: PathLike = ("measures", key)
        place = table.place(row, plan_sheet.LEAD)
        entry: dict[str, str] = {}
        for name, cell in typed.items():
            self._check(cell, table.place(row, name))
            entry[name] = self._said(name, cell)
        if key in self._measures and entry and self._measures[key] not in ({}, entry):
            self._report("plan.row-twice", place, id=key, first=self._first[key])
            return
        if key in self._measures and not entry:
            return
        self._measures[key], self._first[key] = entry, place
        self._cells[path] = place
        self._cells |= {(*path, name): table.place(row, name) for name in entry}

    def _said(self, name: str, cell: ReadCell) -> str:
        text = cell.text.strip()
        if name == plan_sheet.STATUS:
            return self._statuses.get(_folded(text), text)
        return self._day(cell) if name in _DAYS else text

    def _day(self, cell: ReadCell) -> str:
        """A day, a month or a year; a number stands for the day that it counts, or for a year."""
        text = cell.text.strip()
        if cell.kind is CellKind.NUMBER and not _is_year(text):
            text = day_of_number(text, since_1904=self._book.since_1904)
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            return text
        number = str((day - _FIRST_DAYS[self._book.since_1904]).days)
        return number if _is_year(number) else text

    def _check(self, cell: ReadCell, place: str) -> None:
        """What stands in a cell and is nothing that somebody has typed is told."""
        if cell.is_struck:
            self._report("workbook.struck-out", place, value=_quote(cell.text))
        if cell.kind is CellKind.FORMULA:
            self._report("workbook.formula", place, value=cell.text)
        elif cell.kind is CellKind.ERROR:
            self._report("workbook.error-value", place, value=cell.text)

    def _report_notes(self, table: Table) -> None:
        for (row, column), text in [*table.sheet.notes.items()][:_MOST_NOTES]:
            self._report("plan.pinned", table.sheet.place(row, column), value=_quote(text))

    def _report(self, code: str, cell: str = "", **params: str) -> None:
        keep(self._problems, Problem(code, self._source, params=params, cell=cell))


def _behind(table: Table, row: int) -> list[str]:
    """What stands in a row behind its key, from left to right."""
    key = table.columns[KEY]
    cells = sorted(table.rows[row].items())
    return [cell.text.strip() for place, cell in cells if place > key and cell.text.strip()]


def _is_year(number: str) -> bool:
    return number.isdecimal() and int(number) in _YEARS


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _quote(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…"
