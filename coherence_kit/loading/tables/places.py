"""Where something stands in a table."""

from __future__ import annotations

from dataclasses import dataclass

from coherence_kit.problems import Problem


@dataclass(frozen=True, slots=True)
class TablePlace:
    """A table, or a row and column of it, in a way that a problem can name.

    That is the line, or the number of the row, and the number of the column. A problem of a
    workbook shows the cell in their place.

    Args:
        source: the file as the user named it.
        sheet: of a workbook; empty for other files.
        number: of that sheet in its workbook, from 1; 0 for other files.
        letters: by which a workbook knows the columns.
        line: from 1; 0 for the whole table.
        column: its number, from 1.
        name: of the column.

    """

    source: str
    sheet: str = ""
    number: int = 0
    letters: tuple[str, ...] = ()
    line: int = 0
    column: int = 0
    name: str = ""

    def at(self, line: int, column: int, name: str = "") -> TablePlace:
        """A row and a column of the same table."""
        return TablePlace(self.source, self.sheet, self.number, self.letters, line, column, name)

    @property
    def cell(self) -> str:
        """The cell of a workbook; of other files the name of the column."""
        if not self.sheet:
            return self.name
        is_known = 0 < self.column <= len(self.letters)
        letter = self.letters[self.column - 1] if is_known else "A"
        return f"{self.sheet}!{letter}{self.line}" if self.line else self.sheet

    def problem_at(self, code: str, **params: str) -> Problem:
        """A problem here."""
        at = self.line, self.column
        return Problem(code, self.source, *at, (), params, self.cell, self.number)
