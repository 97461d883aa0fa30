"""What a sheet of a workbook keeps from the sight of whoever looks at it.

Hidden and tiny rows and columns, a view that cannot be scrolled to its beginning, and formats that
depend on a condition. What is folded away in an outline, or left out by a filter that has a button,
is a click away and counts as seen. Source: ECMA-376-1, 18.3.1.
"""

from __future__ import annotations

from typing import Final

from coherence_kit.documents.cell_looks import Change, Stated, stated_colour
from coherence_kit.documents.cell_places import (
    MOST_COLUMNS,
    MOST_ROWS,
    Area,
    area_named,
    is_true,
    row_and_column,
    whole_number,
)
from coherence_kit.documents.workbook_styles import Changes
from coherence_kit.documents.workbook_xml import Attributes

SHOWS_NOTHING: Final = Change(number_format=";;;")
_SMALLEST = 1.0  # of a row or a column; below it no letter shows
_MOST_RANGES = 20_000  # of columns; a sheet has 16,384 columns
_MOST_AREAS = 100  # of one look; of one with more it is taken that it may be anywhere
_EVERYWHERE: Final = Area(1, 1, MOST_ROWS, MOST_COLUMNS)

Look = int | Change
"""What a condition changes: by its number among the styles of the file, or as it stands here."""


class Sight:
    """What is said of it around the cells of a sheet."""

    def __init__(self) -> None:
        """Everything is seen."""
        self.hidden_columns: set[int] = set()
        self.hides_zeros = False
        self.looks: dict[Look, list[Area]] = {}
        """Where conditional formats may change how cells look."""
        self._hidden_rows: set[int] = set()
        self._columns: set[int] = set()
        self._usual_row: Attributes = {}
        self._usual_width = ""
        self._ranges = 0
        self._top_left = (1, 1)
        self._filtered: Area | None = None
        self._is_filtering = False
        self._has_signs = True  # to fold and unfold an outline
        self._areas: list[Area] = []
        self._changes = Changes()

    def start(self, name: str, parent: str, attributes: Attributes) -> None:
        """Of what is said beside the cells."""
        if name == "col" and parent == "cols":
            self._start_columns(attributes)
        elif name == "sheetFormatPr":
            self._start_usual(attributes)
        elif name == "sheetView":
            self._has_signs &= is_true(attributes.get("showOutlineSymbols", "1"))
            self.hides_zeros |= not is_true(attributes.get("showZeros", "1"))
            self._top_left = row_and_column(attributes.get("topLeftCell", "")) or (1, 1)
        elif name == "pane" and parent == "sheetView":
            self._start_pane(attributes)
        elif name == "autoFilter" and parent == "worksheet":
            self._filtered = area_named(attributes.get("ref", ""))
        elif name == "filterColumn" and parent == "autoFilter":
            has_button = not is_true(attributes.get("hiddenButton", "0"))
            self._is_filtering |= has_button and is_true(attributes.get("showButton", "1"))
        else:
            self._start_condition(name, parent, attributes)

    def end(self, name: str) -> None:
        """Of a look that stands in the sheet itself."""
        change = self._changes.end(name)
        if change is not None:
            self.add(change, [_EVERYWHERE])

    def start_row(self, row: int, attributes: Attributes) -> None:
        """Of a row with cells."""
        stated = attributes if "ht" in attributes else {**self._usual_row, **attributes}
        if row <= MOST_ROWS and self._is_out_of_sight(stated, "ht"):
            self.hide_row(row)

    def hide_row(self, row: int) -> None:
        """Of a row that nobody sees."""
        self._hidden_rows.add(row)

    @property
    def hidden_rows(self) -> set[int]:
        """Rows that somebody has hidden; a filter in use hides rows for a while."""
        area = self._filtered if self._is_filtering else None
        if area is None:
            return self._hidden_rows
        return {row for row in self._hidden_rows if not area.first_row <= row <= area.last_row}

    def finish(self) -> None:
        """Columns of which nothing is said have the usual width."""
        if _is_tiny(self._usual_width):
            self.hidden_columns |= set(range(1, MOST_COLUMNS + 1)) - self._columns

    def _start_usual(self, attributes: Attributes) -> None:
        """Rows and columns of which nothing else is said."""
        self._usual_width = attributes.get("defaultColWidth", attributes.get("baseColWidth", ""))
        self._usual_row = {"ht": attributes.get("defaultRowHeight", "")}
        if is_true(attributes.get("zeroHeight", "0")):
            self._usual_row = {"hidden": "1"}

    def _start_columns(self, attributes: Attributes) -> None:
        """Columns of one look."""
        self._ranges += 1
        if self._ranges > _MOST_RANGES:
            return
        first, last = (whole_number(attributes.get(key, "")) for key in ("min", "max"))
        columns = range(max(first, 1), min(last, MOST_COLUMNS) + 1)
        self._columns.update(columns)
        if self._is_out_of_sight({"width": self._usual_width, **attributes}, "width"):
            self.hidden_columns.update(columns)

    def _start_pane(self, attributes: Attributes) -> None:
        """Of rows and columns that always stand in view none before the first can be reached."""
        if not attributes.get("state", "split").startswith("frozen"):
            return
        row, column = self._top_left
        if attributes.get("ySplit", "0") != "0":
            self._hidden_rows.update(range(1, min(row, MOST_ROWS + 1)))
        if attributes.get("xSplit", "0") != "0":
            self.hidden_columns.update(range(1, min(column, MOST_COLUMNS + 1)))

    def _is_out_of_sight(self, attributes: Attributes, size: str) -> bool:
        """Whether a row or column is hidden, or too small to be seen.

        Those of an outline have a sign beside them that unfolds them, so nothing in them is hidden;
        unless the sheet shows no such signs.
        """
        is_folded = self._has_signs and attributes.get("outlineLevel", "0") != "0"
        is_hidden = is_true(attributes.get("hidden", "0"))
        return (is_hidden or _is_tiny(attributes.get(size, ""))) and not is_folded

    # --- conditional formats ----------------------------------------------------------------------

    def _start_condition(self, name: str, parent: str, attributes: Attributes) -> None:
        """What a condition shows; whether it holds depends on cells that may change."""
        if name == "conditionalFormatting":
            found = [area_named(one) for one in attributes.get("sqref", "").split()]
            self._areas = [area for area in found if area is not None]
        elif name == "cfRule" and "dxfId" in attributes:
            self.add(whole_number(attributes["dxfId"]), self._areas)
        elif name in {"dataBar", "iconSet"} and not is_true(attributes.get("showValue", "1")):
            self.add(SHOWS_NOTHING, self._areas)
        elif name in {"x14:dataBar", "x14:iconSet"}:
            if not is_true(attributes.get("showValue", "1")):
                self.add(SHOWS_NOTHING, [_EVERYWHERE])
        elif name == "color" and parent == "colorScale":
            colour: Stated = stated_colour(attributes)
            self.add(Change(behind=(colour,)), self._areas)
        else:
            self._changes.start(name, parent, attributes)

    def add(self, look: Look, areas: list[Area]) -> None:
        """Of a look that depends on a condition."""
        known = self.looks.setdefault(look, [])
        known += areas[: _MOST_AREAS + 1 - len(known)]
        if len(known) > _MOST_AREAS:
            known[:] = [_EVERYWHERE]


def _is_tiny(size: str) -> bool:
    """Whether a height in points, or a width in letters, leaves nothing to be seen."""
    try:
        return float(size or "inf") < _SMALLEST
    except ValueError:
        return False
