"""The rows of a sheet as columns of texts: a table in a workbook that may come from anyone.

A form has sheets that people fill in, and is read by :mod:`coherence_kit.documents.workbook_cells`
with all that they may have done to it. A table has many rows, which programs write. So nothing is
kept of it but what its cells say: a number as it was typed, a date as a date, of a formula the
result that was stored. How a cell looks is of no account. The limits of hostile files hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar, Final

from coherence_kit.documents.cell_places import MOST_COLUMNS, whole_number
from coherence_kit.documents.cell_sight import Eyes
from coherence_kit.documents.ods_looks import Looks, NamedStyles
from coherence_kit.documents.ods_xml import CONTENT, STYLES, Table, Tables
from coherence_kit.documents.sheet_xml import Cells, Listing, RawCell
from coherence_kit.documents.sheets import column_letter
from coherence_kit.documents.workbook_archive import is_open_document, open_archive
from coherence_kit.documents.workbook_cells import BookReader, CellKind
from coherence_kit.documents.workbook_xml import Attributes, Budget, StopReading
from coherence_kit.problems import Problem, ProblemsFound, has_errors
from coherence_kit.questions.typed_numbers import unmistakable

if TYPE_CHECKING:
    from coherence_kit.documents.workbook_archive import Archive

MOST_CELLS: Final = 4_000_000
"""Cells of a sheet that are kept as a table, empty ones between them too.

Of those that hold something about 700,000 are read, since each is two elements of XML.
"""
MOST_ROWS: Final = 200_000
LETTERS: Final = tuple(map(column_letter, range(1, MOST_COLUMNS + 1)))
_LONGEST_RESULT: Final = 32_767
_MOST_KNOWN: Final = 50_000

Cell = str | int | None
"""What a cell says; an integer is the number of a text that is not looked up yet."""


@dataclass(slots=True)
class SheetRows:
    """Rows of a sheet, column by column.

    Args:
        name: of the sheet.
        number: its place in the workbook, from 1.
        lines: the number of each row that has anything in it.
        columns: of each the texts of these rows; None for an empty cell.
        spoiled: places of the rows with a cell that could not be read.
        problems: that say why.

    """

    name: str
    number: int
    lines: list[int] = field(default_factory=list)
    columns: list[list[str | None]] = field(default_factory=list)
    spoiled: frozenset[int] = frozenset()
    problems: tuple[Problem, ...] = ()

    @property
    def first_row(self) -> list[str]:
        """The texts of the first row."""
        return [column[0] or "" for column in self.columns] if self.lines else []


class _Gathered:
    """The cells of rows, column by column."""

    def __init__(self) -> None:
        self.lines: list[int] = []
        self.columns: list[list[Cell]] = []

    @property
    def size(self) -> int:
        return len(self.lines) * len(self.columns)

    def add(self, line: int, cells: dict[int, Cell]) -> None:
        """Another row, by its columns, from 1."""
        for _ in range(len(self.columns), max(cells)):
            self.columns.append([None] * len(self.lines))
        self.lines.append(line)
        for number, column in enumerate(self.columns, 1):
            column.append(cells.get(number))


class _RowCells(Cells):
    """The cells of a sheet, of which those of one row are kept as the file has them."""

    most_rows: ClassVar[int] = 1_048_576
    longest_result: ClassVar[int] = _LONGEST_RESULT

    def __init__(
        self, budget: Budget, say: Callable[[int, int, RawCell], Cell], most_rows: int
    ) -> None:
        super().__init__(budget)
        self.gathered = _Gathered()
        self._say = say
        self._most = most_rows

    def end(self, name: str) -> None:
        """Hand the cells of a row on."""
        super().end(name)
        if name == "row" and self.cells:
            row = {
                column: self._say(line, column, raw) for (line, column), raw in self.cells.items()
            }
            self.gathered.add(self._row, row)
            self.cells.clear()
            if self.gathered.size > MOST_CELLS or len(self.gathered.lines) >= self._most:
                self.is_cut = True
                raise StopReading

    def start(self, name: str, attributes: Attributes) -> None:
        """How cells look is not looked at."""
        if name in {"row", "c", "v", "t", "f", "rPh", "is", "r", "rPr"}:
            super().start(name, attributes)


class BookRows(BookReader):
    """The sheets of a workbook as tables.

    Args:
        data: the workbook.
        source: the file as the user named it.

    Raises:
        ProblemsFound: nothing of it can be read.

    """

    def __init__(self, data: bytes, source: str) -> None:
        archive: Archive = open_archive(data, source)
        super().__init__(archive, source)
        self._targets: list[tuple[str, str]] = []
        self._tables: list[Table] = []
        self._spoiled: set[int] = set()
        self._sheet_name, self._sheet_number = "", 0
        self._known: dict[tuple[str, str, int], Cell] = {}
        """What cells of a kind, with a text and a style, say: most are like others."""
        if is_open_document(archive):
            self._open_tables()
        else:
            self._open_sheets()

    def _open_sheets(self) -> None:
        main = self._main_part()
        self._relations_of_book = self._relations(main)
        listing = self._part(main, Listing(), needed=True)
        self._book.since_1904 = listing.since_1904
        self._read_styles(self._relations_of_book)
        for listed in listing.sheets:
            kind, target = self._relations_of_book.get(listed.identity, ("", ""))
            if kind == "worksheet" and not listed.is_hidden:
                self._targets.append((listed.name, target))

    def _open_tables(self) -> None:
        looks = Looks()
        if self._archive.has(STYLES):
            self._part(STYLES, NamedStyles(looks))
        part = self._part(CONTENT, Tables(self._budget, looks))
        self._eyes = Eyes(part.styles)
        self._tables = [table for table in part.tables if not table.is_hidden]
        if part.is_damaged:
            raise ProblemsFound(self._book.problems)

    @property
    def names(self) -> tuple[str, ...]:
        """The sheets that are shown, in their order."""
        return tuple([name for name, _ in self._targets] or [table.name for table in self._tables])

    def first_row(self, number: int) -> list[str]:
        """The texts of the first row of a sheet that has anything in it.

        Args:
            number: of the sheet, from 1.

        """
        before = len(self._book.problems)
        row = self._read(number, 1).first_row
        del self._book.problems[before:]
        return row

    def rows(self, number: int) -> SheetRows:
        """All rows of a sheet.

        Args:
            number: of the sheet, from 1.

        Raises:
            ProblemsFound: it is damaged, or larger than any sheet that is read.

        """
        return self._read(number, MOST_ROWS)

    def _read(self, number: int, most_rows: int) -> SheetRows:
        self._sheet_name, self._sheet_number, self._spoiled = self.names[number - 1], number, set()
        before = len(self._book.problems)
        # each sheet may be as large as any, since one of them is kept
        self._budget = Budget()
        self._budget.cells = MOST_CELLS
        if self._tables:
            found = self._rows_of_table(self._tables[number - 1], most_rows)
        else:
            found = self._rows_of_sheet(self._targets[number - 1][1], most_rows)
        columns = self._with_texts(found)
        lines = found.lines
        problems = tuple(self._book.problems[before:])
        spoiled = frozenset(place for place, line in enumerate(lines) if line in self._spoiled)
        return SheetRows(self._sheet_name, number, lines, columns, spoiled, problems)

    def _rows_of_sheet(self, target: str, most_rows: int) -> _Gathered:
        part = _RowCells(self._budget, self._say, most_rows)
        self._part(target, part, called=self._sheet_name)
        if part.is_damaged:
            raise ProblemsFound(self._book.problems)
        if part.is_cut and most_rows > 1:
            self._refuse_size()
        return part.gathered

    def _rows_of_table(self, table: Table, most_rows: int) -> _Gathered:
        found = _Gathered()
        rows: dict[int, dict[int, Cell]] = {}
        for (line, column), raw in table.cells.items():
            if line not in rows and len(rows) >= most_rows:
                break
            rows.setdefault(line, {})[column] = self._say(line, column, raw)
        for line, cells in rows.items():
            found.add(line, cells)
        if table.is_cut and most_rows > 1:
            self._refuse_size()
        return found

    def _refuse_size(self) -> None:
        limit = f"{MOST_ROWS:,} rows, {MOST_COLUMNS} columns or about 700,000 cells"
        code, name = "table.too-large", self._sheet_name
        raise ProblemsFound([Problem(code, self._source, params={"limit": limit}, cell=name)])

    def _say(self, line: int, column: int, raw: RawCell) -> Cell:
        """What a cell says; nothing, which is told, where that cannot be told."""
        is_plain = not (raw.has_formula or raw.damage)
        alike = raw.kind, raw.text, raw.style
        if is_plain and alike in self._known:
            return self._known[alike]
        place = f"{self._sheet_name}!{LETTERS[column - 1]}{line}"
        before = len(self._book.problems)
        said = self._said(place, raw)
        told = [
            replace(problem, line=line, column=column, sheet=self._sheet_number)
            for problem in self._book.problems[before:]
        ]
        self._book.problems[before:] = told
        if has_errors(told):
            self._spoiled.add(line)
        elif is_plain and not told and len(self._known) < _MOST_KNOWN:
            self._known[alike] = said
        return said

    def _said(self, place: str, raw: RawCell) -> Cell:
        if raw.has_formula and not raw.damage:
            if not raw.result and raw.kind == "n":
                self._report("table.no-result", place)
                return None
            raw = raw._replace(text=raw.result, has_formula=False)
        if raw.kind == "s" and not raw.damage:
            return whole_number(raw.text)
        cell = self._cell(place, raw, {})
        if cell is None:
            return None
        if cell.kind is CellKind.ERROR:
            self._report("table.error-value", place, value=cell.text)
            return None
        if cell.kind is CellKind.NUMBER:
            return unmistakable(cell.text.removesuffix("%"))
        return cell.text

    def _with_texts(self, found: _Gathered) -> list[list[str | None]]:
        """The columns with the texts that cells name by number."""
        wanted = {cell for column in found.columns for cell in column if isinstance(cell, int)}
        texts = {} if self._tables else self._shared_texts(self._relations_of_book, wanted - {-1})
        said: dict[int, str | None] = {}
        lost: set[int] = set()
        for number in sorted(wanted):
            before = len(self._book.problems)
            cell = self._text(self._sheet_name, texts.get(number))
            said[number] = None if cell is None else cell.text
            if has_errors(self._book.problems[before:]) or number not in texts:
                lost.add(number)
        for column in found.columns if lost else ():
            lines = zip(found.lines, column, strict=True)
            self._spoiled.update(line for line, cell in lines if cell in lost)
        return [
            [said[cell] if isinstance(cell, int) else cell for cell in column]
            for column in found.columns
        ]


def chunks_of(rows: SheetRows, size: int) -> Iterator[tuple[Sequence[int], list[list[str | None]]]]:
    """Rows behind the first one, so many at a time: their lines and their columns."""
    for start in range(1, len(rows.lines), size):
        stop = start + size
        yield rows.lines[start:stop], [column[start:stop] for column in rows.columns]
