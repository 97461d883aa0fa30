"""Widths of the columns of a table, so that no word of a narrow one breaks letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from coherence_kit.documents.text_widths import Face, text_width
from coherence_kit.documents.word.blocks import Cell, Text
from coherence_kit.documents.word.xml import TWIPS_A_MM

_SIZE: Final = 9.0  # of the type in a cell, in points
_WIDER: Final = 1.12  # than the faces of the report may be those of who opens the file
_MARGINS: Final = 100 / TWIPS_A_MM + 0.4  # of a cell, and a hair's breadth for roundings
_LONGEST: Final = 24.0  # what a single word can ask for, in millimetres

_WORD: Final = re.compile(r"[^\s-]+-?")  # a line may end behind a hyphen


def fitting_widths(
    widths: Sequence[float], rows: Sequence[Sequence[Cell]], whole: float
) -> list[float]:
    """The widths scaled to those of the text, each at least as wide as its longest word.

    What narrow columns need is taken from those that have more than they need, in proportion. Where
    all together need more than there is, each stays as it would be without.

    Args:
        widths: as the report has them, in millimetres.
        rows: all rows of the table.
        whole: of all columns together, in millimetres.

    """
    scale = whole / sum(widths)
    scaled = [width * scale for width in widths]
    least = _least_widths(rows, len(widths))
    lacking = sum(max(0.0, need - width) for need, width in zip(least, scaled, strict=True))
    spare = sum(max(0.0, width - need) for need, width in zip(least, scaled, strict=True))
    if not lacking or spare < lacking:
        return scaled
    kept = 1 - lacking / spare
    return [
        need if width < need else need + (width - need) * kept
        for need, width in zip(least, scaled, strict=True)
    ]


def _least_widths(rows: Sequence[Sequence[Cell]], count: int) -> list[float]:
    least = [0.0] * count
    for row in _placed(rows, count):
        for column, cell in row:
            if cell.columns == 1:
                least[column] = max(least[column], _longest_word(cell) + _MARGINS)
    return least


def _placed(rows: Sequence[Sequence[Cell]], count: int) -> Iterator[list[tuple[int, Cell]]]:
    """The cells of each row with their columns; those of rows above may take some of them."""
    taken = [0] * count
    for row in rows:
        found, column = [], 0
        for cell in row:
            while column < count and taken[column]:
                column += 1
            if column >= count:
                break
            found.append((column, cell))
            end = min(column + cell.columns, count)
            taken[column:end] = [cell.rows] * (end - column)
            column = end
        taken = [max(0, rows_left - 1) for rows_left in taken]
        yield found


def _longest_word(cell: Cell) -> float:
    """In millimetres; one that is very long may break."""
    words = (
        word
        for block in cell.blocks
        if not block.stops
        for run in block.runs
        if isinstance(run, Text)
        for word in _WORD.findall(run.text)
    )
    widest = max((text_width(word, _SIZE, Face.SANS_BOLD) for word in words), default=0.0)
    return min(widest * _WIDER, _LONGEST)
