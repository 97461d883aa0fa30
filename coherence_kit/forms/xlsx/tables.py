"""Sheets of a filled form as tables.

Columns are known by their marks and rows by their keys, wherever they are now.
"""

from __future__ import annotations

from dataclasses import dataclass

from coherence_kit.documents.workbook_cells import CellKind, ReadCell, ReadSheet
from coherence_kit.forms.xlsx.schema import COLUMNS, HEAD, INPUTS, KEY, KIND, Spoken

_MARK = "coherence-kit:"
_ROWS_OF_A_HEAD = 20


@dataclass(slots=True)
class Table:
    """A sheet of the form: what each column is for, and its rows."""

    sheet: ReadSheet
    columns: dict[str, int]
    head: int
    rows: dict[int, dict[int, ReadCell]]
    strangers: int = 0
    """Rows and cells named so far that belong to no question."""

    @property
    def mark(self) -> str:
        """What kind of sheet it says it is."""
        return self.text(self.head, KEY) if self.head else ""

    def cell(self, row: int, name: str) -> ReadCell | None:
        """What stands in a row under this column; None if nothing does."""
        return self.rows[row].get(self.columns.get(name, 0))

    def text(self, row: int, name: str) -> str:
        """What a locked cell says."""
        cell = self.cell(row, name)
        return "" if cell is None else cell.text.strip()

    def place(self, row: int, name: str) -> str:
        """Where that is, as a message names it."""
        return self.sheet.place(row, self.columns.get(name, 1))

    def is_seen(self, row: int, name: str) -> bool:
        """Whether who looks through the workbook sees it."""
        return self.sheet.is_seen(row, self.columns.get(name, 1))


def marked_table(sheet: ReadSheet) -> Table | None:
    """The sheet by its marked row, wherever that is now; None if it has none."""
    for (row, column), cell in sheet.cells.items():
        if cell.kind is CellKind.TEXT and cell.text.startswith(_MARK):
            rows = _by_row(sheet)
            columns = {rows[row][place].text: place for place in rows[row]}
            return Table(sheet, {**columns, KEY: column}, row, rows)
    return None


def unmarked_table(sheet: ReadSheet, spoken: Spoken) -> Table:
    """A sheet that lost its marked row: its columns by their heads, or as if none was moved."""
    rows = _by_row(sheet)
    by_head = {text: name for name in COLUMNS for text in spoken.texts.get(f"{HEAD}{name}", ())}
    for row in sorted(rows)[:_ROWS_OF_A_HEAD]:
        columns = {
            by_head[cell.text]: place for place, cell in rows[row].items() if cell.text in by_head
        }
        if len(columns.keys() & {*INPUTS}) > len(INPUTS) // 2:
            return Table(sheet, {**columns, KEY: 1, KIND: 2}, 0, rows)
    return Table(sheet, {name: place for place, name in enumerate(COLUMNS, 1)}, 0, rows)


def lost_its_ids(sheet: ReadSheet, spoken: Spoken) -> bool:
    """Whether a sheet that has no ids has the columns of a section all the same.

    They are known by their marks, or by their heads.
    """
    rows = _by_row(sheet)
    heads = {text for name in INPUTS for text in spoken.texts.get(f"{HEAD}{name}", ())}
    names = ({*INPUTS}, heads)
    return any(
        len(known & {cell.text for cell in rows[row].values()}) > len(INPUTS) // 2
        for row in sorted(rows)[:_ROWS_OF_A_HEAD]
        for known in names
    )


def _by_row(sheet: ReadSheet) -> dict[int, dict[int, ReadCell]]:
    rows: dict[int, dict[int, ReadCell]] = {}
    for (row, column), cell in sheet.cells.items():
        rows.setdefault(row, {})[column] = cell
    return rows
