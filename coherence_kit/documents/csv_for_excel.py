"""Tables of comma-separated values as Excel opens them with a click, in the language of a country.

Excel takes the signs of the machine's region: where the decimal sign is a comma, a semicolon parts
the cells. A byte order mark tells it that the letters are UTF-8. Formulas stay what they are made
in :mod:`coherence_kit.documents.csv_cells`: texts.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from coherence_kit.documents.csv_cells import quoted

BYTE_ORDER_MARK: Final = "\ufeff"
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?")


def for_excel(
    rows: Iterable[list[str]], figures: Collection[str], decimal_sign: str
) -> Iterator[str]:
    """The lines of a table, the byte order mark before the first.

    Args:
        rows: as they stand in a table of the kit, the heads first.
        figures: heads of the columns that hold figures; a letter in one of them stays a letter.
        decimal_sign: of the language, a full stop or a comma.

    """
    separator = ";" if decimal_sign == "," else ","
    places: frozenset[int] = frozenset()
    for number, row in enumerate(rows):
        if not number:
            places = frozenset(at for at, head in enumerate(row) if head in figures)
        cells = [
            cell.replace(".", decimal_sign)
            if at in places and _NUMBER.fullmatch(cell)
            else quoted(cell)
            for at, cell in enumerate(row)
        ]
        before = "" if number else BYTE_ORDER_MARK
        yield f"{before}{separator.join(cells)}\n"


def table_for_excel(table: str, figures: Collection[str], decimal_sign: str) -> str:
    """A whole table of the kit in this form."""
    rows = csv.reader(io.StringIO(table, newline=""))
    return "".join(for_excel(rows, figures, decimal_sign))
