"""The tables of an OpenDocument spreadsheet as events of XML, kept within the same budget.

LibreOffice offers to save in this format (.ods) whatever a workbook was. Source: OpenDocument 1.3,
part 3, chapter 9. A cell or row that stands once for many is one element with a number; only what
fits into a workbook of the kit is kept of it. (The known libraries build such a table in memory
first: a file of one kilobyte takes five gigabytes.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from coherence_kit.documents.sheet_xml import (
    LONGEST_TEXT,
    MOST_CELLS_OF_A_SHEET,
    MOST_COLUMNS,
    MOST_ROWS,
    Area,
    Attributes,
    Budget,
    Part,
    RawCell,
)

CONTENT: Final = "content.xml"
PLAIN_TEXT: Final = "text"
"""The kind of a cell with a text in which nothing is written in codes."""
FORMATS: Final = ("", "0%")
"""Number formats of the cells that are read; a style is a place in them."""
_PLAIN, _PER_CENT = range(len(FORMATS))
_MOST_TABLES = 200
_MOST_MERGED = 10_000
_LONGEST_NOTE = 2_000
# What stands in a cell beside its text; a note has a text of its own.
_NOTE = "office:annotation"
_NO_TEXT = frozenset({"table:shapes", "table:detective", "draw:frame", "draw:custom-shape"})
_OUTLINES = frozenset({"table:table-row-group", "table:table-column-group"})
_STYLES = frozenset({"style:style", "style:table-properties"})
_LINE_ENDS = re.compile("[\r\n]+ *")
_KINDS: Final = {"float": "n", "percentage": "n", "currency": "n", "date": "d", "boolean": "b"}
_VALUES: Final = {"d": "office:date-value", "b": "office:boolean-value", "n": "office:value"}


@dataclass(slots=True)
class Table:
    """One sheet: its cells by row and column, from 1, what is merged, and notes to cells."""

    name: str
    cells: dict[tuple[int, int], RawCell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    is_cut: bool = False
    style: str = ""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


class Tables(Part):
    """Every table of the file."""

    def __init__(self, budget: Budget) -> None:
        """Keep what the budget allows."""
        self.tables: list[Table] = []
        self.hidden_styles: set[str] = set()
        """The styles of tables that are not shown."""
        self._style = ""
        self._groups = 0  # outlines around the present row or column
        self._next_column = 1
        self._budget = budget
        self._table = Table("")
        self._row = self._column = 0
        self._is_row_hidden = False
        self._rows = self._columns = 1  # how many rows and cells the present element stands for
        self._of_row: list[tuple[int, int, RawCell]] = []
        self._attributes: Attributes = {}
        self._is_cell = False
        self._paragraphs = 0
        self._texts: list[str] = []
        self._note: list[str] | None = None
        self._skipped = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Of a table, a row, a cell, or of what is in one."""
        if self._skipped or name in _NO_TEXT:
            self._skipped += 1
        elif name == "table:table":
            self._start_table(attributes)
        elif name == "table:table-row":
            self._row += 1
            self._rows = _number(attributes, "table:number-rows-repeated")
            self._column, self._of_row = 0, []
            self._is_row_hidden = self._is_out_of_sight(attributes)
        elif name == "table:table-column":
            self._start_column(attributes)
        elif name in _OUTLINES:
            self._groups += 1
        elif name in _STYLES:
            self._start_style(name, attributes)
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            self._is_cell, self._attributes = name == "table:table-cell", attributes
            self._columns = _number(attributes, "table:number-columns-repeated")
            self._paragraphs, self._texts = 0, []
        elif name == _NOTE:
            self._note = []
        elif self._is_cell:
            self._start_in_cell(name, attributes)

    def end(self, name: str) -> None:
        """Keep a cell, then a row, then a table."""
        if self._skipped:
            self._skipped -= 1
        elif name == _NOTE:
            self._end_note()
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            self._end_cell()
        elif name == "table:table-row":
            self._end_row()
        elif name in _OUTLINES:
            self._groups -= 1

    def text(self, piece: str) -> None:
        """Characters of a cell or of a note; line ends are spaces.

        LibreOffice writes several spaces as they are, beside the elements that stand for them.
        """
        if self._skipped or not self._is_cell or not self._paragraphs:
            return
        self._put(_LINE_ENDS.sub(" ", piece))

    def _start_table(self, attributes: Attributes) -> None:
        self._table = Table(
            attributes.get("table:name", ""), style=attributes.get("table:style-name", "")
        )
        self._row, self._next_column = 0, 1
        if len(self.tables) < _MOST_TABLES:
            self.tables.append(self._table)

    def _start_column(self, attributes: Attributes) -> None:
        """Columns of one look."""
        first = self._next_column
        self._next_column += _number(attributes, "table:number-columns-repeated")
        if self._is_out_of_sight(attributes):
            last = min(self._next_column - 1, MOST_COLUMNS)
            self._table.hidden_columns.update(range(first, last + 1))

    def _is_out_of_sight(self, attributes: Attributes) -> bool:
        """Whether a row or column is hidden; in an outline it can be unfolded, and is not.

        (What a filter leaves out is called so, and not hidden.)
        """
        return attributes.get("table:visibility") == "collapse" and not self._groups

    def _start_style(self, name: str, attributes: Attributes) -> None:
        if name == "style:style":
            self._style = attributes.get("style:name", "")
        elif attributes.get("table:display") == "false" and len(self.hidden_styles) < _MOST_TABLES:
            self.hidden_styles.add(self._style)

    def _start_in_cell(self, name: str, attributes: Attributes) -> None:
        if name == "text:p":
            self._paragraphs += 1
            if self._paragraphs > 1:
                self._put("\n")
        elif name == "text:line-break":
            self._put("\n")
        elif name == "text:tab":
            self._put("\t")
        elif name == "text:s":
            self._put(" " * min(_number(attributes, "text:c"), LONGEST_TEXT))

    def _put(self, piece: str) -> None:
        if self._budget.text < 0:
            self._table.is_cut = True
            return
        self._budget.text -= len(piece)
        (self._texts if self._note is None else self._note).append(piece)

    def _end_note(self) -> None:
        note = "".join(self._note or ()).strip()
        if note and self._row <= MOST_ROWS:
            self._table.notes[self._row, self._column + 1] = note[:_LONGEST_NOTE]
        self._note = None
        self._paragraphs = 0

    def _end_cell(self) -> None:
        cell = self._cell()
        if cell is not None:
            self._of_row.append((self._column + 1, self._columns, cell))
        self._merge()
        self._column += self._columns
        self._is_cell = False

    def _cell(self) -> RawCell | None:
        """What the cell holds; None if it is empty, or hidden below a merged one."""
        if not self._is_cell:
            return None
        stated = self._attributes.get("office:value-type", "")
        kind = _KINDS.get(stated, PLAIN_TEXT)
        formula = self._attributes.get("table:formula")
        shown = "".join(self._texts) or self._attributes.get("office:string-value", "")
        text = self._attributes.get(_VALUES.get(kind, ""), shown)
        if formula is not None:
            return RawCell(kind, formula.partition("=")[2], _PLAIN, has_formula=True)
        style = _PER_CENT if stated == "percentage" else _PLAIN
        return RawCell(kind, text, style, has_formula=False) if text else None

    def _merge(self) -> None:
        wide = _number(self._attributes, "table:number-columns-spanned")
        high = _number(self._attributes, "table:number-rows-spanned")
        if wide * high > 1 and len(self._table.merged) < _MOST_MERGED:
            row, column = self._row, self._column + 1
            self._table.merged.append(Area(row, column, row + high - 1, column + wide - 1))

    def _end_row(self) -> None:
        if self._of_row:
            for row in range(self._row, self._row + self._rows):
                if not self._keep(row):
                    self._table.is_cut = True
                    break
        self._row += self._rows - 1

    def _keep(self, row: int) -> bool:
        """Keep the cells of a row; whether they all found room."""
        for column, cell in _spread(self._of_row):
            is_full = len(self._table.cells) >= MOST_CELLS_OF_A_SHEET or self._budget.cells <= 0
            if is_full or row > MOST_ROWS or column > MOST_COLUMNS:
                return False
            self._budget.cells -= 1
            self._table.cells[row, column] = cell
            if self._is_row_hidden:
                self._table.hidden_rows.add(row)
        return True


def _spread(cells: list[tuple[int, int, RawCell]]) -> Iterator[tuple[int, RawCell]]:
    """Each cell with its column, those that stand for many as often as they do."""
    for first, many, cell in cells:
        for column in range(first, first + many):
            yield column, cell


def _number(attributes: Attributes, name: str) -> int:
    """A number of repeats; one where none, or none that can be meant, is stated."""
    stated = attributes.get(name, "")
    return max(int(stated), 1) if stated.isdecimal() and len(stated) < len("10000000") else 1
