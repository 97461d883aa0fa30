"""How high a row must be for its texts, which no office program finds out when it opens a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coherence_kit.documents.cell_lines import Line
from coherence_kit.documents.geometry import Pt
from coherence_kit.documents.text_widths import Face, line_count

HIGHEST = 405.0
"""Points; Excel allows 409."""
_LINE = 1.29  # height of a line in parts of the size of its type
_AIR = 5.0
# A column's width counts digits of 7 pixels, one of which its margins take; a pixel is 3/4 point.
_UNIT = Pt(7 * 0.75).mm
# Workbooks name Calibri, which is not ours to measure. In Carlito, which has its widths, 99 of 100
# words of the shipped questionnaires are at most so much wider than in the face measured here.
_SAFETY = 1.07
_NARROWEST = 4  # letters that stand in the room of a digit, at most


def height(texts: Iterable[tuple[str, float, float]], least: float = 0.0) -> float:
    """The height of a row with these texts.

    Each comes with the width of its column and the size of its type.
    """
    highest = max(
        (lines(text, width, size) * size * _LINE + _AIR for text, width, size in texts if text),
        default=0.0,
    )
    return round(min(max(highest, least), HIGHEST), 1)


def lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a column."""
    room = max(width - 1, 1) * _UNIT / _SAFETY
    return sum(
        max(line_count([(paragraph, Face.SANS)], room, size), 1) for paragraph in text.split("\n")
    )


def lines_height(paragraphs: Iterable[Line], width: float) -> float:
    """The height of a row with these paragraphs below each other in a column."""
    used = sum(lines(line.plain, width, line.size) * line.size * _LINE for line in paragraphs)
    return round(min(used + _AIR, HIGHEST), 1) if used else 0.0


def pieces(paragraphs: Iterable[Line], width: float) -> list[list[Line]]:
    """Paragraphs shared out over as many rows as they need.

    One that is too high by itself is cut between words.
    """
    rows: list[list[Line]] = [[]]
    room = HIGHEST - _AIR
    for paragraph in paragraphs:
        for part in _cut(paragraph, width):
            needed = lines(part.plain, width, part.size) * part.size * _LINE
            if rows[-1] and needed > room:
                rows.append([])
                room = HIGHEST - _AIR
            rows[-1].append(part)
            room -= needed
    return rows


def _cut(line: Line, width: float) -> list[Line]:
    most = int((HIGHEST - _AIR) / (line.size * _LINE))
    letters = int(most * width)

    def has_room(text: str) -> bool:
        # The first question alone would measure all that is left of a very long text in each turn.
        return len(text) <= letters * _NARROWEST and lines(text, width, line.size) <= most

    if has_room(line.text):
        return [line]
    parts: list[str] = []
    rest = line.text
    while not has_room(rest):
        cut = rest[:letters]
        while not has_room(cut):
            cut = cut[: len(cut) * 9 // 10]
        head = cut.rpartition(" ")[0] or cut
        parts.append(head)
        rest = rest[len(head) :].lstrip(" ")
    texts = [*parts, rest] if rest else parts
    return [replace(line, text=text) for text in texts]
