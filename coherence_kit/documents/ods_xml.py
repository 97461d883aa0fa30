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

from coherence_kit.documents.cell_looks import Change, Face, Style
from coherence_kit.documents.cell_places import MOST_COLUMNS, MOST_ROWS, Area, area_named
from coherence_kit.documents.ods_looks import Looks, hex_colour
from coherence_kit.documents.ods_values import says_the_same
from coherence_kit.documents.sheet_sight import SHOWS_NOTHING, Sight
from coherence_kit.documents.sheet_xml import LONGEST_TEXT, MOST_CELLS_OF_A_SHEET, RawCell
from coherence_kit.documents.workbook_xml import Attributes, Budget, Part

CONTENT: Final = "content.xml"
PLAIN_TEXT: Final = "text"
"""The kind of a cell with a text in which nothing is written in codes."""
STYLES: Final = "styles.xml"
_MOST_TABLES = 200
_MOST_MERGED = 10_000
_LONGEST_NOTE = 2_000
_LONGEST_QUOTE = 30
_TRUTHS: Final = {"true": "1", "false": "0"}
# What stands in a cell beside its text; a note has a text of its own.
_NOTE = "office:annotation"
_NO_TEXT = frozenset(
    {
        "table:shapes", "table:detective", "table:tracked-changes", "text:ruby-text",
    }
)  # fmt: skip
_OUTLINES = frozenset({"table:table-row-group", "table:table-column-group"})
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_TEXTS = frozenset({"text:p", "text:span", "text:a", "text:ruby", "text:ruby-base"})
"""Elements of which the characters are those of a cell."""
_RULES = frozenset({"calcext:data-bar", "calcext:icon-set"})
_LETTERS_AND_DIGITS = r"\.\$?([A-Z]{1,3})\$?([0-9]{1,7})"
_RANGE = re.compile(rf"{_LETTERS_AND_DIGITS}(?::(?:'(?:[^']|'')*'|[^.\s]*){_LETTERS_AND_DIGITS})?")
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
    is_hidden: bool = False
    """Its tab is not shown."""
    filtered: set[int] = field(default_factory=set)
    """Rows that a filter leaves out."""
    sight: Sight = field(default_factory=Sight)


class Tables(Part):
    """Every table of the file."""

    root = "office:document-content"

    def __init__(self, budget: Budget, looks: Looks) -> None:
        """Keep what the budget allows; `looks` has the styles with names."""
        self.tables: list[Table] = []
        self.styles: list[Style] = []
        """How cells look; the style of a cell is a place in it."""
        self._looks = looks
        self._numbers: dict[tuple[str, bool], int] = {}
        self._of_columns: list[tuple[int, str]] = []  # last column, and the style of its cells
        self._of_row_style = ""
        self._has_buttons = False
        self._groups = 0  # outlines around the present row or column
        self._next_column = 1
        self._budget = budget
        self._table = Table("")
        self._row = self._column = 0
        self._is_row_hidden = self._is_row_filtered = False
        self._rows = self._columns = 1  # how many rows and cells the present element stands for
        self._of_row: list[tuple[int, int, RawCell]] = []
        self._attributes: Attributes = {}
        self._is_cell = False
        self._inside: list[str] = []  # elements around the characters of a cell
        self._spans: list[Face | None] = []
        self._faces: set[Face | None] = set()
        self._damage = ""
        self._paragraphs = 0
        self._texts: list[str] = []
        self._note: list[str] | None = None
        self._outside = 0  # paragraphs of the cell before its note
        self._skipped = 0
        self._areas: list[Area] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """Of a table, a row, a cell, or of what is in one."""
        if self._skipped or name in _NO_TEXT or name.startswith("draw:"):
            self._skipped += 1
        elif name == _NOTE:
            self._start_note()
        elif self._is_cell:
            self._start_in_cell(name, attributes)
        elif name == "table:table":
            self._start_table(attributes)
        elif name == "table:table-row":
            self._start_row(attributes)
        elif name in _CELLS:
            self._start_cell(name, attributes)
        elif name == "table:table-column":
            self._start_column(attributes)
        else:
            self._start_around(name, attributes)

    def end(self, name: str) -> None:
        """Keep a cell, then a row, then a table."""
        if self._skipped:
            self._skipped -= 1
        elif name == _NOTE:
            self._end_note()
        elif self._is_cell and self._inside:
            if self._inside.pop() == "text:span":
                self._spans.pop()
        elif name in _CELLS:
            self._end_cell()
        elif name == "table:table-row":
            self._end_row()
        elif name in _OUTLINES:
            self._groups -= 1
        elif name == self.root:
            self._finish()
        else:
            self._looks.end(name)

    def foreign(self) -> None:
        """What is of no known namespace stands beside the text of a cell, or in it."""
        if self._is_cell and self._note is None and not self._skipped:
            self._damage = "something of another program stands in it"

    def text(self, piece: str) -> None:
        """Characters of a cell or of a note; line ends are spaces.

        LibreOffice writes several spaces as they are, beside the elements that stand for them.
        """
        if self._skipped:
            return
        if not self._is_cell:
            self._looks.text(piece)
        elif self._note is not None:
            if self._paragraphs:
                self._put(_LINE_ENDS.sub(" ", piece))
        elif self._inside and self._inside[-1] in _TEXTS:
            if piece.strip():
                self._faces.add(next((one for one in reversed(self._spans) if one), None))
            self._put(_LINE_ENDS.sub(" ", piece))
        elif piece.strip():
            self._damage = "it holds more than a text"

    def _start_table(self, attributes: Attributes) -> None:
        self._table = Table(
            attributes.get("table:name", ""), style=attributes.get("table:style-name", "")
        )
        self._row, self._next_column, self._of_columns = 0, 1, []
        if len(self.tables) < _MOST_TABLES:
            self.tables.append(self._table)

    def _start_column(self, attributes: Attributes) -> None:
        """Columns of one look."""
        first = self._next_column
        self._next_column += _number(attributes, "table:number-columns-repeated")
        self._of_columns.append(
            (self._next_column - 1, attributes.get("table:default-cell-style-name", ""))
        )
        if self._is_out_of_sight(attributes, "table-column"):
            last = min(self._next_column - 1, MOST_COLUMNS)
            self._table.sight.hidden_columns.update(range(first, last + 1))

    def _start_row(self, attributes: Attributes) -> None:
        self._row += 1
        self._rows = _number(attributes, "table:number-rows-repeated")
        self._column, self._of_row = 0, []
        self._of_row_style = attributes.get("table:default-cell-style-name", "")
        self._is_row_hidden = self._is_out_of_sight(attributes, "table-row")
        self._is_row_filtered = attributes.get("table:visibility") == "filter"

    def _start_cell(self, name: str, attributes: Attributes) -> None:
        self._is_cell, self._attributes = name == "table:table-cell", attributes
        self._columns = _number(attributes, "table:number-columns-repeated")
        self._paragraphs, self._texts, self._damage = 0, [], ""
        self._inside, self._spans, self._faces = [], [], set()

    def _is_out_of_sight(self, attributes: Attributes, family: str) -> bool:
        """Whether a row or column is hidden; in an outline it can be unfolded, and is not."""
        is_collapsed = attributes.get("table:visibility") == "collapse"
        is_tiny = self._looks.hides(family, attributes.get("table:style-name", ""))
        return (is_collapsed or is_tiny) and not self._groups

    def _start_around(self, name: str, attributes: Attributes) -> None:
        if name in _OUTLINES:
            self._groups += 1
        elif name == "table:database-range":
            self._has_buttons |= attributes.get("table:display-filter-buttons") == "true"
        elif name.startswith("calcext:"):
            self._start_condition(name, attributes)
        else:
            self._looks.start(name, attributes)

    def _start_condition(self, name: str, attributes: Attributes) -> None:
        """What a condition shows; whether it holds depends on cells that may change."""
        looks = self._table.sight
        if name == "calcext:conditional-format":
            stated = attributes.get("calcext:target-range-address", "")
            self._areas = list(_areas(stated))
        elif name == "calcext:condition":
            change = self._looks.change(attributes.get("calcext:apply-style-name", ""))
            looks.add(change, self._areas)
        elif name in _RULES and attributes.get("calcext:show-value") == "false":
            looks.add(SHOWS_NOTHING, self._areas)
        elif name == "calcext:color-scale-entry":
            colour = hex_colour(attributes.get("calcext:color", ""))
            looks.add(Change(behind=(colour,)), self._areas)

    def _start_in_cell(self, name: str, attributes: Attributes) -> None:
        self._inside.append(name)
        if name == "text:span":
            self._spans.append(self._looks.face(attributes.get("text:style-name", "")))
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
        is_paragraph_below = name == "text:p" and len(self._inside) > 1
        if self._note is None and (is_paragraph_below or name == "table:table"):
            self._damage = "more than paragraphs stand in it"

    def _start_note(self) -> None:
        if self._inside:
            self._damage = "a note stands in its text"
        self._note, self._outside, self._paragraphs = [], self._paragraphs, 0

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
        self._paragraphs = self._outside

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
        written = "".join(self._texts)
        shown = written or self._attributes.get("office:string-value", "")
        text = self._attributes.get(_VALUES.get(kind, ""), shown)
        style = self._style(is_per_cent=stated == "percentage")
        faces = frozenset(self._faces or {None})
        if formula is not None:
            formula = formula.partition("=")[2]
            result = _TRUTHS.get(self._attributes.get("office:boolean-value", ""), "")
            return RawCell(kind, formula, style, has_formula=True, faces=faces, result=result)
        value = text if kind != PLAIN_TEXT else self._attributes.get("office:string-value", "")
        damage = self._damage or (
            f"its text says {written[:_LONGEST_QUOTE]!r}, and its value {value[:_LONGEST_QUOTE]!r}"
            if not says_the_same(kind, written, value)
            else ""
        )
        if not text and not damage:
            return None
        self._add_conditions()
        return RawCell(kind, text, style, has_formula=False, faces=faces, damage=damage)

    def _style_name(self) -> str:
        """The style of the cell, else that of its row, else that of its column."""
        column = self._column + 1
        of_column = next((name for last, name in self._of_columns if column <= last), "")
        return self._attributes.get("table:style-name", "") or self._of_row_style or of_column

    def _add_conditions(self) -> None:
        """Conditions that the style of the cell names."""
        row, column = self._row, self._column + 1
        area = Area(row, column, row + self._rows - 1, column + self._columns - 1)
        for change in self._looks.maps(self._style_name()):
            self._table.sight.add(change, [area])

    def _style(self, *, is_per_cent: bool) -> int:
        """How the cell looks, as a place among the styles."""
        name = self._style_name()
        key = name, is_per_cent
        if key not in self._numbers:
            self._numbers[key] = len(self.styles)
            self.styles.append(self._looks.cell(name, is_per_cent=is_per_cent))
        return self._numbers[key]

    def _finish(self) -> None:
        """What holds for the file as a whole."""
        for table in self.tables:
            table.is_hidden = self._looks.hides("table", table.style)
            for row in table.filtered if not self._has_buttons else ():
                table.sight.hide_row(row)

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
                self._table.sight.hide_row(row)
            if self._is_row_filtered:
                self._table.filtered.add(row)
        return True


def _spread(cells: list[tuple[int, int, RawCell]]) -> Iterator[tuple[int, RawCell]]:
    """Each cell with its column, those that stand for many as often as they do."""
    for first, many, cell in cells:
        for column in range(first, first + many):
            yield column, cell


def _areas(stated: str) -> Iterator[Area]:
    """The cells of `'First sheet'.F5:'First sheet'.F9 Second.A1`."""
    for letters, digits, last_letters, last_digits in _RANGE.findall(stated):
        area = area_named(f"{letters}{digits}:{last_letters or letters}{last_digits or digits}")
        if area is not None:
            yield area


def _number(attributes: Attributes, name: str) -> int:
    """A number of repeats; one where none, or none that can be meant, is stated."""
    stated = attributes.get(name, "")
    return max(int(stated), 1) if stated.isdecimal() and len(stated) < len("10000000") else 1
