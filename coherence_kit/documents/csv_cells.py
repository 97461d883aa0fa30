"""Tables of comma-separated values in which a user's text stays text, in whatever program.

Which sign parts the cells depends on the country: a spreadsheet in French or German takes the
semicolon, others look for tabs or bars as well. So a text that holds any of them stands in
quotation marks, and wherever a program could begin a cell a sign of a formula gets an apostrophe in
front.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from coherence_kit.problems import shown

Cell = str | float | None

# What spreadsheets take for the start of a formula, the full-width signs of East Asian keyboards
# too. They look for it behind blanks and quotation marks.
SIGNS: Final = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_FORMULA: Final = re.compile(f"\\s*[\"'\\s]*[{SIGNS}]")
_FORMULA_BEHIND: Final = re.compile(f"([;|\t\r\n])(?=[\"'\\s]*[{SIGNS}])")
_STARTS_BLANK: Final = ("\t", "\r", "\n")
# What stands in a table as it is; most names and codes are of this kind.
_PLAIN: Final = re.compile("[0-9A-Za-z_./](?:[0-9A-Za-z_ .:/()#-]*[0-9A-Za-z_.:/()#-])?")
_QUOTED: Final = re.compile("[,;|\t\r\n\"']|^\\s|\\s$")


def csv_table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table: a comma between cells, a line feed at the end of each line, a header line.

    Figures have every digit that they have; None is an empty cell.
    """
    return "".join(map(csv_line, (columns, *rows)))


def csv_line(cells: Iterable[Cell]) -> str:
    """One line of such a table, with its line feed."""
    return ",".join(map(_csv_cell, cells)) + "\n"


def csv_lines(columns: Sequence[Sequence[Cell]]) -> list[str]:
    """The lines of a table without its header, from its columns."""
    # one column after the other, whose cells lie close together
    rows = zip(*(list(_cells_of_column(column)) for column in columns), strict=True)
    return [f"{line}\n" for line in map(",".join, rows)]


def _cells_of_column(column: Sequence[Cell]) -> Iterable[str]:
    """The cells of a column; where they are few different ones each is written out once."""
    different = set(column)
    if 2 * len(different) > len(column):
        return map(_csv_cell, column)
    # 0.0 and -0.0 are equal, and written otherwise
    texts = _Texts({cell: _csv_cell(cell) for cell in different if cell != 0})
    return map(texts.__getitem__, column)


class _Texts(dict[Cell, str]):
    """Cells written out; one that is not among them is written each time."""

    def __missing__(self, cell: Cell) -> str:
        return _csv_cell(cell)


def harmless(text: str) -> str:
    """A text as a cell may hold it: no part of it is calculated, and no sign in it acts unseen."""
    text = shown(text)
    begins = text.startswith(_STARTS_BLANK) or _FORMULA.match(text)
    return ("'" if begins else "") + _FORMULA_BEHIND.sub(r"\1'", text)


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return repr(cell)
    return cell if _PLAIN.fullmatch(cell) else quoted(harmless(cell))


def quoted(text: str) -> str:
    """A cell as a table has it: in quotation marks where a sign in it parts cells or lines."""
    if _QUOTED.search(text) is None:
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
