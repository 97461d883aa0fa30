"""A sheet of a meeting, filled in, back to decisions; every cell that cannot be used is named.

The decisions have the shape of those of a round file, with texts only, and are checked like them
(:mod:`coherence_kit.loading.rounds`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from coherence_kit.documents.cell_texts import day_of_number
from coherence_kit.documents.workbook_cells import CellKind, ReadBook, ReadCell, read_book
from coherence_kit.forms.meeting.schema import (
    ANSWER,
    BELONGS,
    COUNTRY,
    DATE,
    FORMAT,
    FORMAT_KEY,
    INPUTS,
    KEY,
    KIND,
    MEETING,
    NOT_APPLICABLE,
    NUMBER,
    QUESTION,
    QUESTIONNAIRE,
    ROUND,
)
from coherence_kit.forms.xlsx.schema import (
    LISTS,
    SPOKEN,
    WORDS,
    Entry,
    Spoken,
    answer_of,
    boxes_of,
    entry_named,
    keys_in,
)
from coherence_kit.forms.xlsx.tables import Table, marked_table
from coherence_kit.forms.xlsx.words import spoken_anywhere
from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.unseen import UNSEEN, unseen_params
from coherence_kit.problems import Problem, ProblemsFound
from coherence_kit.problems.shortening import keep

_LONGEST_QUOTE = 60
_MOST_NAMED = 100


class OfQuestionnaire(NamedTuple):
    """A questionnaire as the sheet was made from it."""

    id: str
    version: str
    sha256: str


@dataclass(slots=True)
class Belongs:
    """What a sheet says that it belongs to."""

    country: str = ""
    round: str = ""
    questionnaires: list[OfQuestionnaire] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """What was read of a sheet.

    `document.value` holds `decisions`, as a round file has them; it is None, and `belongs` too,
    where nothing could be read. `document.problems` has what is wrong so far.
    """

    document: Document
    belongs: Belongs | None


def is_meeting_sheet(data: bytes, source: str) -> bool:
    """Whether a workbook says that it is one."""
    try:
        book = read_book(data, source)
    except ProblemsFound:
        return False
    return any(table.mark == MEETING for table in _tables(book))


def read_meeting(data: bytes, source: str) -> FilledSheet:
    """The decisions that a filled sheet holds."""
    try:
        book = read_book(data, source)
    except ProblemsFound as found:
        return FilledSheet(Document(source, problems=list(found.problems)), None)
    return _Reader(book, source).read()


def _tables(book: ReadBook) -> list[Table]:
    return [table for sheet in book.sheets if (table := marked_table(sheet)) is not None]


class _Reader:
    """Reads one sheet."""

    def __init__(self, book: ReadBook, source: str) -> None:
        self._book, self._source = book, source
        self._problems = list(book.problems)
        self._cells: dict[PathLike, str] = {}
        self._heads: dict[str, str] = {}
        self._said = Spoken({})
        self._choices: dict[str, str] = {}
        self._numbers: set[PathLike] = set()
        self._decisions: dict[str, dict[str, Any]] = {}
        self._seen: dict[str, tuple[str, Mapping[str, ReadCell]]] = {}
        self._hidden: dict[str, list[str]] = {}

    def read(self) -> FilledSheet:
        tables = _tables(self._book)
        meetings = [table for table in tables if table.mark == MEETING]
        kept = [table for table in tables if table.mark == BELONGS]
        if not meetings:
            self._report("meeting.no-sheet")
            return FilledSheet(self._document(), None)
        for table in tables:
            if table.mark == LISTS:
                self._read_lists(table)
        if not self._said.texts:
            self._said = spoken_anywhere()
        belongs = self._belongs(kept)
        if belongs is None:
            return FilledSheet(self._document(), None)
        for table in meetings:
            self._read_decisions(table)
        self._report_beside(tables)
        document = self._document()
        document.replace_value({"decisions": self._decisions})
        return FilledSheet(document, belongs)

    def _document(self) -> Document:
        sheets = tuple(sheet.name for sheet in self._book.sheets)
        document = Document(
            self._source,
            cells=self._cells,
            heads=self._heads,
            sheets=sheets,
            numbers=frozenset(self._numbers),
        )
        document.problems += [
            replace(problem, sheet=document.sheet_of(problem.cell)) for problem in self._problems
        ]
        return document

    # --- what it belongs to -----------------------------------------------------------------------

    def _belongs(self, tables: list[Table]) -> Belongs | None:
        """None, which is told, where that cannot be said any more."""
        found, known_as = Belongs(), ""
        for table in tables:
            for row in table.rows:
                kind, first, second, third = (
                    table.rows[row][place].text if place in table.rows[row] else ""
                    for place in range(1, 5)
                )
                if kind == FORMAT_KEY:
                    known_as = first
                elif kind == COUNTRY:
                    found.country = first
                elif kind == ROUND:
                    found.round = first
                elif kind == QUESTIONNAIRE:
                    found.questionnaires.append(OfQuestionnaire(first, second, third))
        if known_as and known_as != FORMAT:
            self._report("workbook.form-version", value=known_as, known=FORMAT)
            return None
        if not (known_as and found.country and found.round and found.questionnaires):
            self._report("meeting.of-nothing")
            return None
        return found

    def _read_lists(self, table: Table) -> None:
        """What the cells let choose, and what yes and no are in the language of the sheet."""
        for row, cells in table.rows.items():
            key, text = (cells[place].text if place in cells else "" for place in (1, 2))
            if row == table.head or not (key and text):
                continue
            if key.startswith(SPOKEN):
                word = {key.removeprefix(SPOKEN): (text,)}
                self._said = Spoken({**self._said.texts, **word})
            else:
                self._choices[key.casefold()] = key
                self._choices.setdefault(" ".join(text.split()).casefold(), key)

    # --- decisions --------------------------------------------------------------------------------

    def _read_decisions(self, table: Table) -> None:
        missing = [name for name in (*INPUTS, KIND, NUMBER) if name not in table.columns]
        if missing:
            self._report("workbook.columns", table.sheet.name, columns=", ".join(missing))
            return
        if self._is_apart(table):
            return
        for row in sorted(table.rows):
            typed = {
                name: cell
                for name in INPUTS
                if (cell := table.cell(row, name)) is not None and cell.text.strip()
            }
            if row != table.head:
                self._read_row(table, row, typed)
        for sheet, keys in self._hidden.items():
            self._report(UNSEEN, sheet, **unseen_params(sheet, len(keys), 0))

    def _read_row(self, table: Table, row: int, typed: Mapping[str, ReadCell]) -> None:
        key = table.text(row, KEY)
        if key == WORDS:
            self._take_words(table, row, typed)
        elif "/" in key:
            self._read_question(table, row, key, typed)
        elif key:
            self._report("workbook.unknown-id", table.place(row, KEY), value=_quote(key))
        elif typed:
            name, cell = next(iter(typed.items()))
            self._report("workbook.no-id", table.place(row, name), value=_quote(cell.text))

    def _read_question(
        self, table: Table, row: int, key: str, typed: Mapping[str, ReadCell]
    ) -> None:
        """A row of a question; a second one may only say the same."""
        if not typed:
            return
        place = table.place(row, ANSWER)
        first, said = self._seen.setdefault(key, (place, typed))
        if said != typed:
            self._report("workbook.duplicate-id", place, id=key, first=first)
        elif first == place:
            self._take(table, row, key, typed)

    def _is_apart(self, table: Table) -> bool:
        """Whether keys were left behind when what stands beside them was sorted."""
        keys = {row: table.text(row, KEY) for row in table.rows}
        ids = {key.partition("/")[2] for key in keys.values()} - {""}
        for row, key in keys.items():
            shown = table.text(row, QUESTION).rpartition("\n")[2].strip()
            if "/" in key and shown in ids and shown != key.partition("/")[2]:
                number = table.text(row, NUMBER)
                self._report("workbook.apart", table.place(row, NUMBER), id=key, number=number)
                return True
        return False

    def _take_words(self, table: Table, row: int, typed: Mapping[str, ReadCell]) -> None:
        """The heads of the columns; below a question, where its texts go on, nobody decides."""
        if not self._heads and len(typed) == len(INPUTS):
            self._heads = {name: cell.text for name, cell in typed.items()}
            return
        for name, cell in typed.items():
            self._report("workbook.stray", table.place(row, name), value=_quote(cell.text))

    def _take(self, table: Table, row: int, key: str, typed: Mapping[str, ReadCell]) -> None:
        path: PathLike = ("decisions", key)
        self._cells[path] = table.place(row, ANSWER)
        self._cells[*path, NOT_APPLICABLE] = table.place(row, NOT_APPLICABLE)
        entry = entry_named(table.text(row, KIND))
        decision: dict[str, Any] = {}
        for name, cell in typed.items():
            place = table.place(row, name)
            self._cells[*path, name] = place
            self._check(cell, place)
            if not (table.is_seen(row, name) and cell.is_shown):
                self._hidden.setdefault(table.sheet.name, []).append(key)
            if name == ANSWER:
                decision[name] = self._answer(cell, entry, (*path, name))
            else:
                decision[name] = self._day(cell) if name == DATE else cell.text
        self._decisions[key] = decision

    def _answer(self, cell: ReadCell, entry: Entry | None, path: PathLike) -> str | list[str]:
        if entry is Entry.SEVERAL:
            return self._each(boxes_of(cell.text, self._said), path)
        if entry is Entry.ORDER:
            return self._each(keys_in(cell.text), path)
        if entry is Entry.NUMBER and cell.kind is CellKind.NUMBER:
            self._numbers.add(path)
        if entry is Entry.DATE:
            return self._day(cell)
        return answer_of(cell.text, entry, self._said, self._choices or None)

    def _each(self, keys: list[str], path: PathLike) -> list[str]:
        for place in range(len(keys)):
            self._cells[*path, place] = self._cells[path]
        return keys

    def _day(self, cell: ReadCell) -> str:
        """A number where a date belongs: the day it counts, though its cell does not show it."""
        if cell.kind is not CellKind.NUMBER:
            return cell.text.strip()
        return day_of_number(cell.text, since_1904=self._book.since_1904)

    def _check(self, cell: ReadCell, place: str) -> None:
        """What stands in a cell and is nothing that somebody has decided is told."""
        if cell.rounded:
            self._report("workbook.rounded", place, shown=cell.rounded, value=cell.text)
        if cell.is_struck:
            self._report("workbook.struck-out", place, value=_quote(cell.text))
        if cell.kind is CellKind.FORMULA:
            self._report("workbook.formula", place, value=cell.text)
        elif cell.kind is CellKind.ERROR:
            self._report("workbook.error-value", place, value=cell.text)

    def _report_beside(self, tables: list[Table]) -> None:
        """Sheets and notes that somebody has added, which are not read."""
        known = {id(table.sheet) for table in tables}
        for sheet in self._book.sheets:
            if id(sheet) not in known and sheet.cells and not sheet.is_damaged:
                self._report("workbook.other-sheet", sheet.name, name=sheet.name)
        for place, text in self._notes():
            self._report("workbook.note", place, value=_quote(text))

    def _notes(self) -> Iterator[tuple[str, str]]:
        for sheet in self._book.sheets:
            for (row, column), text in list(sheet.notes.items())[:_MOST_NAMED]:
                yield sheet.place(row, column), text

    def _report(self, code: str, cell: str = "", **params: str) -> None:
        keep(self._problems, Problem(code, self._source, params=params, cell=cell))


def _quote(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…"
