"""A filled workbook back to a submission, whatever was done to it; every cell that cannot be used is named.

The result has the shape of a submission file with texts only, and is checked like one
(:mod:`coherence_kit.loading.submissions`). What one cell spoils is left out; all the rest is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from coherence_kit.documents.sheet_xml import Area
from coherence_kit.documents.sheets import cell_name
from coherence_kit.documents.workbook_cells import CellKind, ReadBook, ReadCell, ReadSheet, read_book
from coherence_kit.forms import xlsx_words as words
from coherence_kit.forms.xlsx_addresses import (
    ANSWER,
    BETWEEN,
    COLUMNS,
    COMMENT,
    CONTINUES,
    EVIDENCE,
    FORM,
    FORM_KEY,
    FORMAT,
    HEADER,
    ID,
    INPUTS,
    KEPT,
    KEY,
    KIND,
    LISTED,
    NOT_APPLICABLE,
    RECHECK,
    REST,
    REVIEW,
    SECTION,
    START,
    UNKNOWN,
    VALUE,
    VERSION,
    WHOLE,
    WORDS,
    answer_of,
    boxes_of,
    split_key,
    tick_of,
    unknown_of,
)
from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.model.submission import FORMAT as SUBMISSION
from coherence_kit.problems import Problem, ProblemsFound

_MARK = "coherence-kit:"
_LONGEST_QUOTE = 60
_MOST_NAMED = 5
_MOST_STRANGERS = 100  # rows of a sheet that are named; of a million pasted ones nobody reads more


def read_workbook(data: bytes, source: str) -> Document:
    """The submission that a filled workbook holds.

    `value` of the result is None where nothing could be read; `cells` says where each value stands; `problems` has what
    is wrong so far.
    """
    try:
        book = read_book(data, source)
    except ProblemsFound as found:
        return Document(source, problems=list(found.problems))
    return _Reader(book, source).read()


class _Typed(NamedTuple):
    """A cell that somebody typed into."""

    text: str
    kind: CellKind
    place: str


@dataclass(slots=True)
class _Table:
    """A sheet of the form: what each column is for, and its rows."""

    sheet: ReadSheet
    columns: dict[str, int]
    head: int
    rows: dict[int, dict[int, ReadCell]]
    strangers: int = 0
    """Rows found so far that belong to no question."""

    def cell(self, row: int, name: str) -> ReadCell | None:
        return self.rows[row].get(self.columns.get(name, 0))

    def text(self, row: int, name: str) -> str:
        """What a locked cell says."""
        cell = self.cell(row, name)
        return "" if cell is None else cell.text.strip()

    def place(self, row: int, name: str) -> str:
        return self.sheet.place(row, self.columns.get(name, 1))


@dataclass(slots=True)
class _Question:
    """What was found of one question, from wherever its rows are."""

    kind: str = ""
    place: str = ""
    cells: dict[str, _Typed] = field(default_factory=dict)
    documents: list[tuple[int, dict[str, _Typed]]] = field(default_factory=list)
    boxes: list[tuple[str, _Typed]] = field(default_factory=list)


class _Reader:
    """Reads one workbook."""

    def __init__(self, book: ReadBook, source: str) -> None:
        self._book = book
        self._source = source
        self._problems = list(book.problems)
        self._cells: dict[PathLike, str] = {}
        self._typed: dict[PathLike, str] = {}
        self._questions: dict[str, _Question] = {}
        self._seen: dict[str, str] = {}
        self._listed: dict[str, str] = {}
        self._records: list[tuple[str, PathLike, str, Any]] = []

    def read(self) -> Document:
        tables = [table for sheet in self._book.sheets for table in [self._table(sheet)] if table is not None]
        start = [table for table in tables if table.sheet.cells[table.head, table.columns[KEY]].text == START]
        kept = [table for table in tables if table.sheet.cells[table.head, table.columns[KEY]].text == KEPT]
        for table in kept:
            self._read_kept(table)
        sections = self._sections(tables)
        if not start and not sections:
            self._report("workbook.no-form")
            return Document(self._source, problems=self._problems)
        stated = self._read_start(start)
        if stated is None:
            return Document(self._source, problems=self._problems)
        for table in sections:
            self._read_section(table)
        known = {id(table.sheet) for table in (*tables, *sections)}
        for sheet in self._book.sheets:
            if id(sheet) not in known and sheet.cells:
                self._report("workbook.other-sheet", sheet.name, name=sheet.name)
        self._report_missing({table.sheet.name for table in sections})
        answers = {name: entry for name, found in self._questions.items() if (entry := self._entry(name, found))}
        value = {**stated, "answers": answers}
        self._restore(value)
        document = Document(self._source, problems=self._problems, cells=self._cells)
        document.replace_value(value)
        return document

    # --- sheets -------------------------------------------------------------------------------------------------------

    def _table(self, sheet: ReadSheet) -> _Table | None:
        """The sheet by its marked row, wherever that is now; None if it has none."""
        for (row, column), cell in sheet.cells.items():
            if cell.kind is CellKind.TEXT and cell.text.startswith(_MARK):
                rows = _by_row(sheet)
                columns = {rows[row][place].text: place for place in rows[row]}
                return _Table(sheet, {**columns, KEY: column}, row, rows)
        return None

    def _sections(self, tables: list[_Table]) -> list[_Table]:
        """The sheets of sections; one that lost its marked row goes by the keys of its rows, if none was moved."""
        marked = [table for table in tables if table.sheet.cells[table.head, table.columns[KEY]].text == SECTION]
        for table in marked:
            missing = [words.HEADS[name] for name in INPUTS if name not in table.columns]
            if missing:
                self._report("workbook.columns", table.sheet.name, columns=", ".join(missing))
        known = {id(table.sheet) for table in tables}
        columns = {name: place for place, name in enumerate(COLUMNS, 1)}
        unmarked = [
            _Table(sheet, columns, 0, _by_row(sheet))
            for sheet in self._book.sheets
            if id(sheet) not in known
            and any(column == 1 and cell.text in self._listed for (_, column), cell in sheet.cells.items())
        ]
        return marked + unmarked

    def _report_missing(self, names: set[str]) -> None:
        """Questions of which no row is left, by the sheet they were on."""
        lost: dict[str, list[str]] = {}
        for question, sheet in self._listed.items():
            if question not in self._seen:
                lost.setdefault(sheet, []).append(question)
        for sheet, questions in lost.items():
            whole = [name for name, home in self._listed.items() if home == sheet]
            if len(questions) == len(whole) and sheet not in names:
                self._report("workbook.sheet-missing", sheet, name=sheet, count=str(len(questions)))
            else:
                shown = ", ".join(questions[:_MOST_NAMED]) + (" …" if len(questions) > _MOST_NAMED else "")
                self._report("workbook.row-missing", sheet, questions=shown)

    # --- start sheet --------------------------------------------------------------------------------------------------

    def _read_start(self, tables: list[_Table]) -> dict[str, Any] | None:
        """What the start sheet says of the submission; None if the form is of another kind."""
        found: dict[str, _Typed] = {}
        for table in tables:
            for row in table.rows:
                key = table.text(row, KEY)
                self._cells.setdefault(_header_path(key), table.place(row, VALUE))
                cell = table.cell(row, VALUE)
                if cell is not None and key in {*HEADER, ID, VERSION, FORM_KEY, FORMAT}:
                    typed = self._usable(cell, table.place(row, VALUE))
                    if typed is not None:
                        found.setdefault(key, typed)
        form = found.get(FORM_KEY)
        if form is not None and form.text.strip() != FORM:
            self._report("workbook.form-version", form.place, value=form.text, known=FORM)
            return None
        if ID not in found or VERSION not in found:
            self._report("workbook.no-start", tables[0].sheet.name if tables else "")
            return None
        stated: dict[str, Any] = {"format": SUBMISSION, "questionnaire": {}}
        for key, typed in found.items():
            if key not in {FORM_KEY, FORMAT}:
                text = _header_text(key, typed.text)
                _set(stated, _header_path(key), text)
                self._typed[_header_path(key)] = typed.text
        return stated

    # --- section sheets -----------------------------------------------------------------------------------------------

    def _read_section(self, table: _Table) -> None:
        self._check_merged(table)
        for row in table.rows:
            if row == table.head:
                continue
            key = table.text(row, KEY)
            if key == WORDS:
                continue
            typed = dict(self._typed_in(table, row))
            split = split_key(key)
            if split is None or (self._listed and split[0] not in self._listed):
                self._report_stranger(table, row, key, typed)
                continue
            self._report_stray(table, row)
            self._take(table, row, key, split, typed)

    def _typed_in(self, table: _Table, row: int) -> Iterator[tuple[str, _Typed]]:
        for name in INPUTS:
            cell = table.cell(row, name)
            if cell is None or (name == NOT_APPLICABLE and cell.text == words.MUST_BE_ANSWERED):
                continue
            usable = self._usable(cell, table.place(row, name))
            if usable is not None:
                yield name, usable

    def _usable(self, cell: ReadCell, place: str) -> _Typed | None:
        if cell.kind is CellKind.FORMULA:
            self._report("workbook.formula", place, value=cell.text)
            return None
        if cell.kind is CellKind.ERROR:
            self._report("workbook.error-value", place, value=cell.text)
            return None
        return _Typed(cell.text, cell.kind, place)

    def _report_stranger(self, table: _Table, row: int, key: str, typed: Mapping[str, _Typed]) -> None:
        """A row with content that belongs to no question."""
        if key and table.strangers < _MOST_STRANGERS:
            table.strangers += 1
            self._report("workbook.unknown-id", table.place(row, KEY), value=key)
        elif typed and not key and table.strangers < _MOST_STRANGERS:
            table.strangers += 1
            first = next(iter(typed.values()))
            self._report("workbook.no-id", first.place, value=_quote(first.text))

    def _report_stray(self, table: _Table, row: int) -> None:
        """Something beside the columns of the form."""
        known = set(table.columns.values())
        for column, cell in table.rows[row].items():
            if column not in known and cell.kind is not CellKind.FORMULA:
                self._report("workbook.stray", table.sheet.place(row, column), value=_quote(cell.text))

    def _take(self, table: _Table, row: int, key: str, split: tuple[str, int, str], typed: dict[str, _Typed]) -> None:
        name, number, box = split
        question = self._questions.setdefault(name, _Question())
        if number:
            document = {column: cell for column, cell in typed.items() if column in EVIDENCE}
            if document:
                question.documents.append((number, document))
            self._report_unread(typed, EVIDENCE)
            return
        if box:
            if ANSWER in typed:
                question.boxes.append((box, typed[ANSWER]))
            self._report_unread(typed, (ANSWER,))
            return
        first = self._seen.setdefault(key, table.place(row, KEY))
        is_again = first != table.place(row, KEY) and bool(typed) and bool(question.cells)
        if is_again and question.cells != typed:
            self._report("workbook.duplicate-id", next(iter(typed.values())).place, id=key, first=question.place)
        if not is_again and (typed or not question.place):
            question.kind = table.text(row, KIND) or question.kind
            question.place = table.place(row, ANSWER)
            question.cells = typed

    def _report_unread(self, typed: Mapping[str, _Typed], read: tuple[str, ...]) -> None:
        """Of a row that is for one thing only, what is something else."""
        for column, cell in typed.items():
            if column not in read:
                self._report("workbook.stray", cell.place, value=_quote(cell.text))

    def _check_merged(self, table: _Table) -> None:
        inputs = [table.columns[name] for name in INPUTS if name in table.columns]
        for area in table.sheet.merged:
            if _covers(area, inputs) and any(
                split_key(table.text(row, KEY)) for row in range(area.first_row, area.last_row + 1) if row in table.rows
            ):
                first = cell_name(area.first_row, area.first_column)
                name = f"{first}:{cell_name(area.last_row, area.last_column)}"
                self._report("workbook.merged", f"{table.sheet.name}!{name}", first=first)

    # --- entries ------------------------------------------------------------------------------------------------------

    def _entry(self, name: str, found: _Question) -> dict[str, Any]:
        path: PathLike = ("answers", name)
        self._cells[path] = found.place
        entry: dict[str, Any] = {}
        answer = self._answer(found, (*path, ANSWER))
        if answer is not None:
            entry[ANSWER] = answer
        for column in (NOT_APPLICABLE, UNKNOWN):
            if column not in found.cells:
                continue
            typed = found.cells[column]
            if entry:
                self._report("workbook.two-answers", typed.place, value=_quote(typed.text))
                continue
            self._note((*path, column), typed)
            entry[column] = unknown_of(typed.text) if column == UNKNOWN else _plain(typed)
        for column in (COMMENT, RECHECK):
            if column in found.cells:
                entry[column] = self._note((*path, column), found.cells[column])
        evidence = self._evidence(found, (*path, "evidence"))
        if evidence:
            entry["evidence"] = evidence
        review = self._review(found, (*path, "review"))
        if review:
            entry["review"] = review
        return entry

    def _answer(self, found: _Question, path: PathLike) -> str | list[str] | None:
        typed = found.cells.get(ANSWER)
        self._cells[path] = found.place
        if found.kind == "multiple-choice" or found.boxes:
            return self._boxes(found, typed, path)
        if typed is None:
            return None
        self._note(path, typed)
        return _answer(typed, found.kind)

    def _boxes(self, found: _Question, typed: _Typed | None, path: PathLike) -> list[str] | None:
        ticked: list[str] = []
        for box, cell in found.boxes:
            is_ticked = tick_of(cell.text)
            if is_ticked is None:
                self._report("workbook.box", cell.place, value=_quote(cell.text))
            elif is_ticked and box not in ticked:
                self._cells[*path, len(ticked)] = cell.place
                ticked.append(box)
        if typed is None:
            return ticked or None
        self._typed[path] = typed.text
        named = boxes_of(typed.text)
        if not named and ticked:
            self._report("workbook.boxes", typed.place, count=str(len(ticked)))
        for box in named:
            if box not in ticked:
                self._cells[*path, len(ticked)] = typed.place
                ticked.append(box)
        return ticked

    def _evidence(self, found: _Question, path: PathLike) -> list[dict[str, str]]:
        own = {name: found.cells[name] for name in EVIDENCE if name in found.cells}
        documents = [(1, own)] if own else []
        documents += sorted(found.documents, key=lambda document: document[0])
        evidence = []
        for place, (_, cells) in enumerate(documents):
            evidence.append({name: self._note((*path, place, name), typed) for name, typed in cells.items()})
            self._cells[*path, place] = next(iter(cells.values())).place
        return evidence

    def _review(self, found: _Question, path: PathLike) -> dict[str, Any]:
        review: dict[str, Any] = {}
        for name in REVIEW:
            typed = found.cells.get(f"review.{name}")
            if typed is None:
                continue
            text = self._note((*path, name), typed)
            review[name] = text.strip().casefold() if name == "verdict" and text not in words.VERDICTS else text
            if name == ANSWER:
                several = found.kind == "multiple-choice"
                review[name] = boxes_of(text) if several else _answer(typed, found.kind)
        return review

    def _note(self, path: PathLike, typed: _Typed) -> str:
        """Remember where a value stands and what its cell shows."""
        self._cells[path] = typed.place
        self._typed[path] = typed.text
        return _plain(typed)

    # --- what is kept beside the cells ------------------------------------------------------------------------------

    def _read_kept(self, table: _Table) -> None:
        pieces: dict[tuple[str, str, str], list[str]] = {}
        for row, cells in table.rows.items():
            kind, key, third, piece = (cells[place].text if place in cells else "" for place in range(1, 5))
            if kind == LISTED:
                self._listed[key] = third
            elif kind in {WHOLE, REST} and row != table.head:
                pieces.setdefault((kind, key, third), []).append(piece)
        for (kind, key, shown), parts in pieces.items():
            try:
                path = tuple(json.loads(key))
                self._records.append((kind, path, shown, json.loads("".join(parts))))
            except (ValueError, TypeError, RecursionError):
                self._report("workbook.kept", table.sheet.name, value=_quote(key))

    def _restore(self, value: dict[str, Any]) -> None:
        """Put back what no cell shows, unless somebody wrote something else in its place."""
        rests = set()
        for kind, path, shown, kept in self._records:
            if kind == REST:
                text = _get(value, path)
                if isinstance(text, str) and isinstance(kept, str) and text.endswith(CONTINUES):
                    _set(value, path, text.removesuffix(CONTINUES) + kept)
                    rests.add(path)
            elif self._typed.get(path, "") == shown:
                _set(value, path, kept)
        for path, text in self._typed.items():
            if text.endswith(CONTINUES) and path not in rests:
                self._report("workbook.kept", self._cells.get(path, ""), value="the end of a long text")

    def _report(self, code: str, cell: str = "", **params: str) -> None:
        self._problems.append(Problem(code, self._source, params=params, cell=cell))


def _by_row(sheet: ReadSheet) -> dict[int, dict[int, ReadCell]]:
    rows: dict[int, dict[int, ReadCell]] = {}
    for (row, column), cell in sheet.cells.items():
        rows.setdefault(row, {})[column] = cell
    return rows


def _covers(area: Area, inputs: list[int]) -> bool:
    """Whether a merged area swallows a cell to type into; one that only reaches to its right swallows nothing typed."""
    touched = [column for column in inputs if area.first_column <= column <= area.last_column]
    return bool(touched) and (area.last_row > area.first_row or area.first_column not in touched)


def _header_path(key: str) -> PathLike:
    return tuple(key.split("."))


def _header_text(key: str, text: str) -> str:
    if key == "country":
        return text.partition(BETWEEN)[0].strip()
    return text.strip() if key in {"date", "basis", ID, VERSION} else text


def _plain(typed: _Typed) -> str:
    """A cell of words: what a spreadsheet took for a truth value is shown as it shows it."""
    if typed.kind is CellKind.BOOLEAN:
        return {"yes": "TRUE", "no": "FALSE"}[typed.text]
    return typed.text


def _answer(typed: _Typed, kind: str) -> str:
    return _plain(typed) if kind == "text" else answer_of(typed.text, kind)


def _quote(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…"


def _get(value: Any, path: PathLike) -> Any:  # noqa: ANN401  (nested dicts and lists)
    """What stands at a path; None if nothing does."""
    for segment in path:
        try:
            value = value[segment]
        except (LookupError, TypeError):
            return None
    return value


def _set(value: dict[str, Any], path: PathLike, new: Any) -> None:  # noqa: ANN401
    """Put a value at a path, making the maps that lead there; a place in a list is there, or the next one."""
    holder: Any = value
    for segment, follows in pairwise(path):
        if isinstance(holder, list) and isinstance(segment, int) and 0 <= segment < len(holder):
            holder = holder[segment]
        elif isinstance(holder, dict):
            holder = holder.setdefault(segment, [] if isinstance(follows, int) else {})
        else:
            return
    last = path[-1]
    if isinstance(holder, dict):
        holder[last] = new
    elif isinstance(holder, list) and isinstance(last, int) and 0 <= last <= len(holder):
        holder[last : last + 1] = [new]
