"""Columns for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Columns as wide as needed.

    The first is text, the others end at the same edge; a last one without a head is text.
    """
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        if not rows[0][-1]:
            cells[-1] = row[-1].ljust(widths[-1])
        yield "  ".join(cells).rstrip()
