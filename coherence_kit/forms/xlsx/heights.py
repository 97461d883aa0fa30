"""How high a row must be for its texts, which no office program finds out when it opens a file."""

from __future__ import annotations

from collections.abc import Iterable

from coherence_kit.documents.geometry import Pt
from coherence_kit.documents.text_widths import Face, line_count

HIGHEST = 405.0
"""Points; Excel allows 409."""
_LINE = 1.36  # height of a line in parts of the size of its type
_AIR = 5.0
# A column's width counts digits of 7 pixels, one of which its margins take; a pixel is 3/4 point.
_UNIT = Pt(7 * 0.75).mm
# Workbooks name Calibri, which is not ours to measure. In Carlito, which has its widths, 99 of 100
# words of the shipped questionnaires are at most so much wider than in the face measured here.
_SAFETY = 1.07


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


def pieces(paragraphs: Iterable[str], width: float, size: float) -> list[list[str]]:
    """Paragraphs shared out over as many rows as they need.

    One that is too high by itself is cut between words.
    """
    rows: list[list[str]] = [[]]
    room = HIGHEST
    for paragraph in paragraphs:
        for part in _cut(paragraph, width, size):
            needed = lines(part, width, size) * size * _LINE
            if rows[-1] and needed > room - _AIR:
                rows.append([])
                room = HIGHEST
            rows[-1].append(part)
            room -= needed
    return rows


def _cut(paragraph: str, width: float, size: float) -> list[str]:
    most = int((HIGHEST - _AIR) / (size * _LINE))
    if lines(paragraph, width, size) <= most:
        return [paragraph]
    parts: list[str] = []
    rest = paragraph
    letters = int(most * width)
    while lines(rest, width, size) > most:
        cut = rest[:letters]
        while lines(cut, width, size) > most:
            cut = cut[: len(cut) * 9 // 10]
        head = cut.rpartition(" ")[0] or cut
        parts.append(head)
        rest = rest[len(head) :].lstrip(" ")
    return [*parts, rest] if rest else parts
