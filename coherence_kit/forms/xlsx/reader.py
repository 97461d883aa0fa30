"""A filled workbook back to a submission, whatever was done to it and in whatever language it is.

Every cell that cannot be used is named.

The result has the shape of a submission file with texts only, and is checked like one
(:mod:`coherence_kit.loading.submissions`). What one cell spoils is left out; all the rest is there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from coherence_kit.documents.cell_places import Area
from coherence_kit.documents.cell_texts import day_of_number
from coherence_kit.documents.report_workbook import MARK as REPORT_MARK
from coherence_kit.documents.sheets import cell_name
from coherence_kit.documents.workbook_cells import (
    CellKind,
    ReadBook,
    ReadCell,
    ReadSheet,
    read_book,
)
from coherence_kit.forms.xlsx.kept import Record, Refused, put_at, records, says_the_same
from coherence_kit.forms.xlsx.schema import (
    ANSWER,
    ASKED,
    BETWEEN,
    CLOSED,
    COLUMNS,
    COMMENT,
    DATE,
    EVIDENCE,
    FORM,
    FORM_KEY,
    FORMAT,
    HEAD,
    HEADER,
    HINT,
    ID,
    INPUTS,
    KEPT,
    KEY,
    KIND,
    LABEL,
    LISTED,
    LISTS,
    MEETING,
    NOT_APPLICABLE,
    NUMBER,
    OFFICES,
    QUESTION,
    RECHECK,
    REST,
    REVIEW,
    SECTION,
    SHA256,
    SHORT,
    SPOKEN,
    STANDINGS,
    START,
    UNKNOWN,
    VALUE,
    VERDICT,
    VERDICTS,
    VERSION,
    WORDS,
    Entry,
    Spoken,
    answer_of,
    boxes_of,
    entry_named,
    keys_in,
    split_key,
    tick_of,
    unknown_of,
)
from coherence_kit.forms.xlsx.tables import Table, lost_its_ids, marked_table, unmarked_table
from coherence_kit.forms.xlsx.words import spoken_anywhere
from coherence_kit.loading.countries import meant_country
from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.model.submission import FORMAT as SUBMISSION
from coherence_kit.problems import Problem, ProblemsFound, command_line
from coherence_kit.problems.shortening import keep
from coherence_kit.questions.typed import plain_words, truth_typed

_LONGEST_QUOTE = 60
_BOOLEANS = frozenset({"true", "false", "yes", "no"})
_MOST_NAMED = 5
_MOST_STRANGERS = (
    100  # rows and cells of a sheet that are named; of a million pasted ones nobody reads more
)
_CHOSEN = frozenset({ANSWER, DATE, RECHECK, VERDICT, f"review.{ANSWER}"})
"""Columns of single words and numbers; in the others people write as they like."""
_SAID = frozenset({*HEADER, *OFFICES})
_OF_THE_START = _SAID | {ID, VERSION, SHA256, SHORT, ASKED, FORM_KEY, FORMAT}


def read_workbook(data: bytes, source: str) -> Document:
    """The submission that a filled workbook holds.

    `value` of the result is None where nothing could be read; `cells` says where each value
    stands; `problems` has what is wrong so far.
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
    is_seen: bool = True


@dataclass(slots=True)
class _Question:
    """What was found of one question, from wherever its rows are."""

    entry: Entry | None = None
    place: str = ""
    place_of_reason: str = ""
    cells: dict[str, _Typed] = field(default_factory=dict)
    documents: list[tuple[int, dict[str, _Typed]]] = field(default_factory=list)
    boxes: list[tuple[str, _Typed]] = field(default_factory=list)

    def every_cell(self) -> Iterator[_Typed]:
        """Every cell that says something of it."""
        yield from self.cells.values()
        for _, document in self.documents:
            yield from document.values()
        for _, box in self.boxes:
            yield box


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
        self._numbers: dict[str, str] = {}
        self._choices: dict[str, str] = {}
        self._said = Spoken({})
        self._damaged: set[str] = set()
        self._records: list[Record] = []
        self._unseen: dict[PathLike, str] = {}
        self._as_numbers: set[PathLike] = set()

    def read(self) -> Document:
        tables = [
            table for sheet in self._book.sheets if (table := marked_table(sheet)) is not None
        ]
        start = [table for table in tables if table.mark == START]
        for table in tables:
            if table.mark == KEPT:
                self._read_kept(table)
            elif table.mark == LISTS:
                self._read_lists(table)
        if not self._said.texts:
            self._said = spoken_anywhere()
        sections = self._sections(tables)
        self._damaged = {sheet.name for sheet in self._book.sheets if sheet.is_damaged}
        if not start and not sections:
            self._report_no_form(tables)
            return self._document()
        stated = self._read_start(start)
        if stated is None:
            return self._document()
        for table in sections:
            self._read_section(table)
        for table in (*start, *sections):
            self._report_notes(table.sheet)
        self._report_sheets(tables, sections)
        value = {**stated, "answers": self._answers()}
        self._restore(value)
        document = self._document()
        document.replace_value(value)
        return document

    def _report_no_form(self, tables: list[Table]) -> None:
        """What the workbook is instead, if that can be said."""
        if any(table.mark == MEETING for table in tables):
            words = ("collect", self._source, "--round", "ROUND", "-o", "DIR")
            self._report("meeting.is-sheet", cure=command_line(*words))
        elif any(table.mark == REPORT_MARK for table in tables):
            self._report("workbook.is-report")
        elif not self._damaged:
            self._report("workbook.no-form")

    def _answers(self) -> dict[str, Any]:
        """What was found of each question, as a submission has it."""
        answers = {}
        for name, found in self._questions.items():
            entry = self._entry(name, found)
            if entry:
                answers[name] = entry
                self._note_unseen(("answers", name), found.every_cell())
        return answers

    def _document(self) -> Document:
        """What was told so far, each problem with the place of its sheet."""
        sheets = tuple(sheet.name for sheet in self._book.sheets)
        heads = {name: self._said.text(f"{HEAD}{name}") or name for name in INPUTS}
        document = Document(
            self._source,
            cells=self._cells,
            heads=heads,
            sheets=sheets,
            numbers=frozenset(self._as_numbers),
            unseen=self._unseen,
        )
        document.problems += [
            replace(problem, sheet=document.sheet_of(problem.cell)) for problem in self._problems
        ]
        return document

    # --- sheets -----------------------------------------------------------------------------------

    def _report_sheets(self, tables: list[Table], sections: list[Table]) -> None:
        """Sheets that are not of the form or have lost their ids, and those that are missing."""
        known = {id(table.sheet) for table in (*tables, *sections)}
        others = [
            sheet for sheet in self._book.sheets if id(sheet) not in known and not sheet.is_damaged
        ]
        nameless = {sheet.name for sheet in others if lost_its_ids(sheet, self._said)}
        for sheet in others:
            if sheet.name in nameless:
                self._report("workbook.no-ids", sheet.name, name=sheet.name)
            elif sheet.cells:
                self._report("workbook.other-sheet", sheet.name, name=sheet.name)
        self._report_missing({table.sheet.name for table in sections}, nameless | self._damaged)

    def _sections(self, tables: list[Table]) -> list[Table]:
        """The sheets of sections.

        One that lost its marked row goes by the keys of its rows, if none was moved.
        """
        marked = [table for table in tables if table.mark == SECTION]
        for table in marked:
            missing = [
                self._said.text(f"{HEAD}{name}") or name
                for name in INPUTS
                if name not in table.columns
            ]
            if missing:
                self._report("workbook.columns", table.sheet.name, columns=", ".join(missing))
        known = {id(table.sheet) for table in tables}
        unmarked = [
            unmarked_table(sheet, self._said)
            for sheet in self._book.sheets
            if id(sheet) not in known
            and any(
                column == 1 and cell.text in self._listed
                for (_, column), cell in sheet.cells.items()
            )
        ]
        return marked + unmarked

    def _report_missing(self, names: set[str], spoiled: set[str]) -> None:
        """Questions of which no row is left, by the sheet they were on.

        Those of sheets that are spoiled anyway are not named.
        """
        lost: dict[str, list[str]] = {}
        for question, sheet in self._listed.items():
            if question not in self._seen:
                lost.setdefault(sheet, []).append(question)
        there = {sheet.name for sheet in self._book.sheets}
        of_sheet = Counter(self._listed.values())
        for sheet, questions in lost.items():
            if sheet in spoiled or (spoiled and sheet not in there):  # it may have been renamed
                continue
            if len(questions) == of_sheet[sheet] and sheet not in names:
                self._report("workbook.sheet-missing", sheet, name=sheet, count=str(len(questions)))
            else:
                shown = ", ".join(questions[:_MOST_NAMED]) + (
                    " …" if len(questions) > _MOST_NAMED else ""
                )
                self._report("workbook.row-missing", sheet, questions=shown)

    # --- start sheet ------------------------------------------------------------------------------

    def _read_start(self, tables: list[Table]) -> dict[str, Any] | None:
        """What the start sheet says of the submission; None if the form is of another kind."""
        found: dict[str, _Typed] = {}
        for table in tables:
            above = self._report_above(table)
            for row in table.rows:
                if row != table.head and row not in above and table.text(row, KEY) != WORDS:
                    self._read_start_row(table, row, found)
        form = found.get(FORM_KEY)
        if form is not None and form.text.strip() != FORM:
            self._report("workbook.form-version", form.place, value=form.text, known=FORM)
            return None
        if ID not in found or VERSION not in found:
            if not self._damaged:
                self._report("workbook.no-start", tables[0].sheet.name if tables else "")
            return None
        stated: dict[str, Any] = {"format": SUBMISSION, "questionnaire": {}}
        for key, typed in found.items():
            if key not in {FORM_KEY, FORMAT}:
                text = self._header_text(key, typed.text)
                put_at(stated, _header_path(key), text)
                self._typed[_header_path(key)] = typed.text
                if key in _SAID:
                    self._note_unseen(_header_path(key), (typed,))
        return stated

    def _read_start_row(self, table: Table, row: int, found: dict[str, _Typed]) -> None:
        key = table.text(row, KEY)
        if key not in _OF_THE_START:
            self._report_strays(table, row, {KEY, LABEL, HINT} if key else {KEY})
            return
        if HINT in table.columns:  # a form of an earlier kit has no marks of the columns beside
            self._report_strays(table, row, {KEY, LABEL, VALUE, HINT})
        self._cells.setdefault(_header_path(key), table.place(row, VALUE))
        cell = table.cell(row, VALUE)
        if cell is not None:
            typed = self._usable(table, row, VALUE, cell)
            typed = self._as_day(typed) if key == DATE else typed
            first = found.setdefault(key, typed)
            if first.text != typed.text:
                self._report("workbook.duplicate-id", typed.place, id=key, first=first.place)

    # --- section sheets ---------------------------------------------------------------------------

    def _read_section(self, table: Table) -> None:
        self._check_merged(table)
        if self._report_apart(table):
            return
        above = self._report_above(table)
        for row in table.rows:
            if row == table.head or row in above:
                continue
            key = table.text(row, KEY)
            if key == WORDS:
                is_of_heads = self._is_of_heads(table, row)
                known = set(table.columns) - (set() if is_of_heads else set(INPUTS))
                self._report_strays(table, row, known)
                continue
            typed = dict(self._typed_in(table, row))
            split = self._known_row(key)
            if split is None:
                self._report_stranger(table, row, key, typed)
                continue
            self._report_strays(table, row, COLUMNS)
            self._take(table, row, key, split, typed)

    def _is_of_heads(self, table: Table, row: int) -> bool:
        return any(self._said.means(table.text(row, name), f"{HEAD}{name}") for name in INPUTS)

    def _known_row(self, key: str) -> tuple[str, int, str] | None:
        """Question, number of the document and box of a row; None where it is of no question."""
        split = split_key(key)
        is_unknown = split is None or (self._listed and split[0] not in self._listed)
        return None if is_unknown else split

    def _report_apart(self, table: Table) -> bool:
        """Whether ids were left behind when what stands beside them was sorted.

        Then it cannot be told which answer is to which question. (One row alone was not sorted.)
        """
        splits = {row: self._known_row(table.text(row, KEY)) for row in table.rows}
        numbers = set(self._numbers.values())
        apart = [
            row
            for row, split in splits.items()
            if split is not None
            and (
                (
                    ((shown := table.text(row, NUMBER)) != self._numbers.get(split[0], shown))
                    and shown in numbers
                )
                or self._asks_another(table, row, split[0])
            )
        ]
        if len(apart) <= 1:
            return False
        key, number = (table.text(min(apart), name) for name in (KEY, NUMBER))
        self._report("workbook.apart", table.place(min(apart), NUMBER), id=key, number=number)
        self._seen |= {split[0]: table.sheet.name for split in splits.values() if split is not None}
        return True

    def _asks_another(self, table: Table, row: int, question: str) -> bool:
        """Whether the question that stands in a row, with its id below it, is another one's."""
        asked = table.text(row, QUESTION).rpartition("\n")[2].strip()
        return asked in self._listed and asked != question

    def _report_above(self, table: Table) -> set[int]:
        """The rows above all that is of the form, where some programs put a title."""

        def is_own(row: int) -> bool:
            key = table.text(row, KEY)
            is_key = key == WORDS or key in _OF_THE_START or self._known_row(key) is not None
            return row == table.head or is_key

        first = next((row for row in sorted(table.rows) if is_own(row)), 0)
        above = {row for row in table.rows if row < first}
        for row in sorted(above):
            for column, cell in sorted(table.rows[row].items()):
                if table.strangers < _MOST_STRANGERS:
                    table.strangers += 1
                    place = table.sheet.place(row, column)
                    self._report("workbook.above-head", place, value=_quote(cell.text))
        return above

    def _typed_in(self, table: Table, row: int) -> Iterator[tuple[str, _Typed]]:
        for name in INPUTS:
            cell = table.cell(row, name)
            if cell is None or (name == NOT_APPLICABLE and self._said.means(cell.text, CLOSED)):
                continue
            typed = self._usable(table, row, name, cell)
            is_date = name == DATE or (
                name == ANSWER and entry_named(table.text(row, KIND)) is Entry.DATE
            )
            yield name, self._as_day(typed) if is_date else typed

    def _as_day(self, typed: _Typed) -> _Typed:
        """A number where a date belongs: the day it counts, though its cell does not show it."""
        if typed.kind is not CellKind.NUMBER:
            return typed
        return typed._replace(text=day_of_number(typed.text, since_1904=self._book.since_1904))

    def _usable(self, table: Table, row: int, name: str, cell: ReadCell) -> _Typed:
        """What stands in a cell; what cannot be an answer is told, and kept as its text.

        So is what is struck out: whether somebody withdrew it is not for us to guess.
        """
        place = table.place(row, name)
        if cell.rounded:
            self._report("workbook.rounded", place, shown=cell.rounded, value=cell.text)
        if cell.is_struck:
            self._report("workbook.struck-out", place, value=_quote(cell.text))
        if cell.kind is CellKind.FORMULA:
            self._report("workbook.formula", place, value=cell.text)
        elif cell.kind is CellKind.ERROR:
            self._report("workbook.error-value", place, value=cell.text)
        is_of_words = name not in _CHOSEN or entry_named(table.text(row, KIND)) is Entry.TEXT
        is_seen = table.is_seen(row, name) and cell.is_shown
        return _Typed(
            cell.text, cell.kind, place, is_seen and not _begins_late(cell.text, is_of_words)
        )

    def _report_stranger(
        self, table: Table, row: int, key: str, typed: Mapping[str, _Typed]
    ) -> None:
        """A row with content that belongs to no question."""
        if key and table.strangers < _MOST_STRANGERS:
            table.strangers += 1
            self._report("workbook.unknown-id", table.place(row, KEY), value=key)
        elif typed and not key and table.strangers < _MOST_STRANGERS:
            table.strangers += 1
            first = next(iter(typed.values()))
            self._report("workbook.no-id", first.place, value=_quote(first.text))
        elif not key and not table.text(
            row, NUMBER
        ):  # a row of the form that lost its id is missed as such
            self._report_strays(table, row, set())

    def _report_strays(self, table: Table, row: int, known: Collection[str]) -> None:
        """Something in other columns than these."""
        places = {table.columns[name] for name in known if name in table.columns}
        for column, cell in table.rows[row].items():
            if (
                column not in places
                and cell.kind is not CellKind.FORMULA
                and table.strangers < _MOST_STRANGERS
            ):
                table.strangers += 1
                self._report(
                    "workbook.stray", table.sheet.place(row, column), value=_quote(cell.text)
                )

    def _report_notes(self, sheet: ReadSheet) -> None:
        """What was pinned to cells, which no submission has."""
        for (row, column), text in list(sheet.notes.items())[:_MOST_STRANGERS]:
            self._report("workbook.note", sheet.place(row, column), value=_quote(text))

    def _take(
        self,
        table: Table,
        row: int,
        key: str,
        split: tuple[str, int, str],
        typed: dict[str, _Typed],
    ) -> None:
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
            self._report(
                "workbook.duplicate-id",
                next(iter(typed.values())).place,
                id=key,
                first=question.place,
            )
        if not is_again and (typed or not question.place):
            question.entry = entry_named(table.text(row, KIND)) or question.entry
            question.place = table.place(row, ANSWER)
            question.place_of_reason = table.place(row, NOT_APPLICABLE)
            question.cells = typed

    def _report_unread(self, typed: Mapping[str, _Typed], read: tuple[str, ...]) -> None:
        """Of a row that is for one thing only, what is something else."""
        for column, cell in typed.items():
            if column not in read:
                self._report("workbook.stray", cell.place, value=_quote(cell.text))

    def _check_merged(self, table: Table) -> None:
        inputs = [table.columns[name] for name in INPUTS if name in table.columns]
        rows = sorted(row for row in table.rows if split_key(table.text(row, KEY)))
        for area in dict.fromkeys(table.sheet.merged):
            of_form = bisect_left(rows, area.first_row) < bisect_right(rows, area.last_row)
            if of_form and _covers(area, inputs):
                first = cell_name(area.first_row, area.first_column)
                name = f"{first}:{cell_name(area.last_row, area.last_column)}"
                self._report("workbook.merged", f"{table.sheet.name}!{name}", first=first)

    # --- entries ----------------------------------------------------------------------------------

    def _entry(self, name: str, found: _Question) -> dict[str, Any]:
        path: PathLike = ("answers", name)
        self._cells[path] = found.place
        if found.place_of_reason:
            self._cells[*path, NOT_APPLICABLE] = found.place_of_reason
        entry: dict[str, Any] = {}
        answer = self._answer(found, (*path, ANSWER))
        if answer is not None:
            entry[ANSWER] = answer
        for column in (NOT_APPLICABLE, UNKNOWN):
            typed = found.cells.get(column)
            if typed is None:
                continue
            self._note((*path, column), typed)
            entry[column] = (
                unknown_of(typed.text, self._said) if column == UNKNOWN else _plain(typed)
            )
        if COMMENT in found.cells:
            entry[COMMENT] = self._note((*path, COMMENT), found.cells[COMMENT])
        if RECHECK in found.cells:
            entry[RECHECK] = _truth(self._note((*path, RECHECK), found.cells[RECHECK]))
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
        if found.entry is Entry.SEVERAL or found.boxes:
            return self._boxes(found, typed, path)
        if typed is None:
            return None
        self._note(path, typed)
        if found.entry is Entry.ORDER:
            return self._order(typed, path)
        return self._chosen(typed, found.entry, path)

    def _order(self, typed: _Typed, path: PathLike) -> list[str]:
        placed = keys_in(typed.text)
        for place in range(len(placed)):
            self._cells[*path, place] = typed.place
        return placed

    def _chosen(self, typed: _Typed, entry: Entry | None, path: PathLike) -> str:
        if entry is Entry.NUMBER and typed.kind is CellKind.NUMBER:
            self._as_numbers.add(path)
            number = typed.text.removesuffix("%")
            if number != typed.text:
                self._report("workbook.percent", typed.place, value=typed.text, number=number)
            return number
        if entry is Entry.TEXT:
            return _plain(typed)
        is_truth_value = entry is Entry.ONE and typed.kind is CellKind.BOOLEAN
        text = _plain(typed).lower() if is_truth_value else typed.text
        return answer_of(text, entry, self._said, self._choices or None)

    def _boxes(self, found: _Question, typed: _Typed | None, path: PathLike) -> list[str] | None:
        ticked: dict[str, None] = {}  # in their order, each once
        for box, cell in found.boxes:
            is_ticked = tick_of(cell.text, self._said)
            if is_ticked is None and cell.kind not in {CellKind.FORMULA, CellKind.ERROR}:
                self._report("workbook.box", cell.place, value=_quote(cell.text))
            said = (
                box if is_ticked else cell.text.strip()
            )  # what is no tick is kept, so that nobody takes it for none
            if is_ticked is not False and said not in ticked:
                self._cells[*path, len(ticked)] = cell.place
                ticked[said] = None
        if typed is None:
            return list(ticked) or None
        self._typed[path] = typed.text
        named = boxes_of(typed.text, self._said, {box for box, _ in found.boxes})
        if not named and ticked:
            self._report("workbook.boxes", typed.place, count=str(len(ticked)))
            named = [typed.text.strip()]
        for box in named:
            if box not in ticked:
                self._cells[*path, len(ticked)] = typed.place
                ticked[box] = None
        return list(ticked)

    def _evidence(self, found: _Question, path: PathLike) -> list[dict[str, str]]:
        own = {name: found.cells[name] for name in EVIDENCE if name in found.cells}
        documents = [(1, own)] if own else []
        documents += sorted(found.documents, key=lambda document: document[0])
        evidence = []
        for place, (_, cells) in enumerate(documents):
            evidence.append(
                {name: self._note((*path, place, name), typed) for name, typed in cells.items()}
            )
            self._cells[*path, place] = next(iter(cells.values())).place
        return evidence

    def _review(self, found: _Question, path: PathLike) -> dict[str, Any]:
        review: dict[str, Any] = {}
        for name in REVIEW:
            typed = found.cells.get(f"review.{name}")
            if typed is None:
                continue
            text = self._note((*path, name), typed)
            review[name] = text
            if name == "verdict" and text not in VERDICTS:
                review[name] = self._said.meant(text, VERDICTS) or text.strip().casefold()
            if name == ANSWER:
                review[name] = self._own(typed, found, (*path, name))
        return review

    def _own(self, typed: _Typed, found: _Question, path: PathLike) -> str | list[str]:
        """The reviewer's own answer."""
        if found.entry is Entry.SEVERAL:
            return boxes_of(typed.text, self._said, {box for box, _ in found.boxes})
        if found.entry is Entry.ORDER:
            return keys_in(typed.text)
        return self._chosen(typed, found.entry, path)

    def _note(self, path: PathLike, typed: _Typed) -> str:
        """Remember where a value stands and what its cell shows."""
        self._cells[path] = typed.place
        self._typed[path] = typed.text
        return _plain(typed)

    # --- what is kept beside the cells ------------------------------------------------------------

    def _read_kept(self, table: Table) -> None:
        for row, cells in table.rows.items():
            kind, key, sheet, number = (
                cells[place].text if place in cells else "" for place in range(1, 5)
            )
            if kind == LISTED and row != table.head:
                self._listed[key], self._numbers[key] = sheet, number
        for record in records(table):
            if isinstance(record, Refused):
                self._report("workbook.kept", record.place, reason=record.reason)
            else:
                self._records.append(record)

    def _note_unseen(self, path: PathLike, cells: Iterable[_Typed]) -> None:
        """Remember a value of which something stands where nobody sees it."""
        hidden = next((typed for typed in cells if not typed.is_seen), None)
        if hidden is not None:
            self._unseen.setdefault(path, hidden.place)

    def _read_lists(self, table: Table) -> None:
        """What the cells let choose, as the reader compares it, and what they say of their own.

        A line is known in small letters by its text and, before all texts, by its key.
        """
        lines = [
            tuple(cells[place].text if place in cells else "" for place in (1, 2))
            for row, cells in table.rows.items()
            if row != table.head
        ]
        said = {key.removeprefix(SPOKEN): (text,) for key, text in lines if key.startswith(SPOKEN)}
        self._said = Spoken({**self._said.texts, **said})
        shown = [(key, text) for key, text in lines if key and text and not key.startswith(SPOKEN)]
        for key, _ in shown:
            self._choices[key.casefold()] = key
        for key, text in shown:
            named = self._choices.get(text.partition(BETWEEN)[0].casefold(), key)
            if BETWEEN in text and named != key:  # whoever chooses it has chosen another answer
                place = table.sheet.name
                self._report("workbook.lists", place, text=_quote(text), named=named, key=key)
        for key, text in shown:
            self._choices.setdefault(" ".join(text.split()).casefold(), key)

    def _header_text(self, key: str, text: str) -> str | list[str]:
        if key == ASKED:
            return keys_in(text)
        if key == "country":
            return meant_country(text.partition(BETWEEN)[0])
        if key == "standing":
            return self._said.meant(text, STANDINGS) or text.strip()
        return text.strip() if key in {"date", ID, VERSION, SHA256, SHORT} else text

    def _restore(self, value: dict[str, Any]) -> None:
        """Put back what no cell shows, unless somebody wrote something else in its place."""
        rests = set()
        holders = {path[:length] for path in self._typed for length in range(1, len(path))}
        for record in self._records:
            if record.kind == REST:
                if self._put_rest(value, record):
                    rests.add(record.path)
            elif self._typed.get(record.path, "") == record.shown and record.path not in holders:
                self._put_whole(value, record)
        for path, text in self._typed.items():
            if path not in rests and self._said.beginning_of(text) is not None:
                self._report(
                    "workbook.kept",
                    self._cells.get(path, ""),
                    reason="the end of a long text is gone",
                )

    def _put_rest(self, value: dict[str, Any], record: Record) -> bool:
        """Put the end of a text behind its beginning, if that is still there."""
        text = _get(value, record.path)
        begun = self._said.beginning_of(text) if isinstance(text, str) else None
        if begun is None or not isinstance(record.value, str):
            return False
        return put_at(value, record.path, begun + record.value)

    def _put_whole(self, value: dict[str, Any], record: Record) -> None:
        """Put a value in its place; what is wrong with one that no cell shows is told there."""
        if not put_at(value, record.path, record.value):
            self._report("workbook.kept", record.place, reason="it leads nowhere")
        elif record.value is not None and not says_the_same(record.shown, record.value):
            self._cells[record.path] = record.place
            # the name of a country by language fits into no cell, and nobody has hidden it
            if record.path[0] == "answers" or isinstance(record.value, str):
                self._unseen.setdefault(record.path, record.place)

    def _report(self, code: str, cell: str = "", **params: str) -> None:
        keep(self._problems, Problem(code, self._source, params=params, cell=cell))


def _truth(text: str) -> str:
    """Yes or no as a submission has it, however it is written; else the text."""
    plain = plain_words(text)
    if plain in _BOOLEANS:
        return plain
    truth = truth_typed(plain)
    return text if truth is None else {True: "yes", False: "no"}[truth]


def _covers(area: Area, inputs: list[int]) -> bool:
    """Whether a merged area swallows a cell to type into.

    One that only reaches to its right swallows nothing typed.
    """
    touched = [column for column in inputs if area.first_column <= column <= area.last_column]
    return bool(touched) and (area.last_row > area.first_row or area.first_column not in touched)


def _header_path(key: str) -> PathLike:
    return tuple(key.split("."))


def _plain(typed: _Typed) -> str:
    """A cell of words: what a spreadsheet took for a truth value is shown as it shows it."""
    if typed.kind is CellKind.BOOLEAN:
        return {"yes": "TRUE", "no": "FALSE"}[typed.text]
    return typed.text


def _begins_late(text: str, is_of_words: bool) -> bool:  # noqa: FBT001 - it is what is asked of
    """Whether so much emptiness stands before a text that its cell may show nothing else."""
    before = text[: len(text) - len(text.lstrip())]
    most_ends, most_blanks = (2, 100) if is_of_words else (0, 15)
    return before.count("\n") > most_ends or len(before) > most_blanks


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
