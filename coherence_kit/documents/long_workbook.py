"""Workbooks of tables with any number of rows, written row by row.

No more of them is in memory than a row. Where a table has more rows than a sheet, it goes on in
further ones under the same heads. The same rows give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from coherence_kit.documents.report_workbook import PROPERTY
from coherence_kit.documents.sheets import LONGEST_SHEET_NAME, utf16_length
from coherence_kit.documents.workbook import (
    A4,
    CREATOR,
    CUTS,
    DAY,
    LONGEST_TEXT,
    OPTIONS,
    cut_text,
    plain_text,
)

MOST_ROWS: Final = 1_048_576
"""Of a sheet, its heads among them."""
_WIDEST_TOGETHER: Final = 300
"""Digits beside each other that can still be read on one page; what is wider goes on several."""
_HEAD_FORMAT: Final = {
    "bold": True, "font_color": "#FFFFFF", "bg_color": "#0B4F60", "valign": "vcenter",
}  # fmt: skip


class Figure(NamedTuple):
    """A number with the format that shows it, such as `0.0`."""

    value: float
    number_format: str = "General"


class LongColumn(NamedTuple):
    """A column by its head, with its width in digits."""

    head: str
    width: float


LongCell = str | Figure | None


class LongWorkbook:
    """A workbook to which rows are added.

    Args:
        stream: the file.
        temporary: a folder for what cannot be kept in memory.
        title: of the whole.
        holds: which results it holds (:mod:`coherence_kit.documents.report_workbook`).
        cut: what stands behind the beginning of a text that is longer than a cell takes.

    """

    def __init__(
        self, stream: BinaryIO, temporary: Path, *, title: str, holds: str, cut: str
    ) -> None:
        from xlsxwriter import Workbook

        on_disk = {"constant_memory": True, "tmpdir": str(temporary), "in_memory": False}
        self._workbook = Workbook(stream, {**OPTIONS, **on_disk, "use_zip64": True})
        self._workbook.set_properties({"title": title, "author": CREATOR, "created": DAY})
        self._workbook.set_custom_property(PROPERTY, holds)
        self._head = self._workbook.add_format(_HEAD_FORMAT)
        self._text = self._workbook.add_format()
        self._formats: dict[str, Any] = {}
        self._cut = cut
        self._sheets: list[LongSheet] = []

    def sheet(self, name: str, columns: Sequence[LongColumn]) -> LongSheet:
        """A further sheet; `name` is one that a sheet can have, and no other has."""
        made = LongSheet(self, name, columns)
        self._sheets.append(made)
        return made

    def close(self) -> None:
        """Write what is left, and the end of the file."""
        for sheet in self._sheets:
            sheet.finish()
        self._workbook.close()

    def begin(self, name: str, columns: Sequence[LongColumn]) -> Any:  # noqa: ANN401  (no types)
        """A sheet of the library, with its heads."""
        target = self._workbook.add_worksheet(name)
        for place, column in enumerate(columns):
            target.set_column(place, place, column.width)
        target.freeze_panes(1, 1)
        target.set_landscape()
        target.set_paper(A4)
        target.repeat_rows(0)
        target.repeat_columns(0)
        target.set_footer("&L&8 &A&R&8 &P / &N")
        if sum(column.width for column in columns) <= _WIDEST_TOGETHER:
            target.fit_to_pages(1, 0)
        target.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})
        for place, column in enumerate(columns):
            target.write_string(0, place, column.head, self._head)
        return target

    def write(self, target: Any, row: int, cells: Sequence[LongCell]) -> None:  # noqa: ANN401
        """One row of cells."""
        for place, cell in enumerate(cells):
            if isinstance(cell, Figure):
                target.write_number(row, place, cell.value, self._format(cell.number_format))
            elif cell:
                self._write_text(target, row, place, cell)

    def _format(self, stated: str) -> Any:  # noqa: ANN401
        if stated not in self._formats:
            self._formats[stated] = self._workbook.add_format({"num_format": stated})
        return self._formats[stated]

    def _write_text(self, target: Any, row: int, place: int, text: str) -> None:  # noqa: ANN401
        said = plain_text(text)
        if utf16_length(said) > LONGEST_TEXT:
            said = cut_text(said, LONGEST_TEXT - utf16_length(self._cut)) + self._cut
        pieces = [piece for piece in CUTS.split(said) if piece]
        if len(pieces) == 1:
            target.write_string(row, place, said)
        elif pieces:
            # a text that looks like one that the library has already put together
            fragments = [part for piece in pieces for part in (self._text, piece)]
            target.write_rich_string(row, place, *fragments)


class LongSheet:
    """A table in one sheet, or in as many as its rows need."""

    def __init__(self, book: LongWorkbook, name: str, columns: Sequence[LongColumn]) -> None:
        """Begin with the heads alone."""
        self._book, self._name, self._columns = book, name, columns
        self._number = 1
        self._target = book.begin(name, columns)
        self._row = 0

    def add(self, cells: Sequence[LongCell]) -> None:
        """One more row; a text stays a text whatever it begins with."""
        if self._row + 1 >= MOST_ROWS:
            self.finish()
            self._number += 1
            again = f" {self._number}"
            name = f"{self._name[: LONGEST_SHEET_NAME - len(again)]}{again}"
            self._target, self._row = self._book.begin(name, self._columns), 0
        self._row += 1
        self._book.write(self._target, self._row, cells)

    def finish(self) -> None:
        """What is said of all rows."""
        self._target.autofilter(0, 0, self._row, max(len(self._columns) - 1, 0))
