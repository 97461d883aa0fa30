"""How high a row must be for its texts: no office program finds that out by itself when it opens a file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

HIGHEST = 405.0
"""Points; Excel allows 409."""
_LINE = 1.36  # height of a line in parts of the size of its type
_AIR = 5.0
_WIDE = frozenset("WF")
# Column widths count digits of 11 points; most letters are narrower, capitals and bold ones wider.
_UNIT_SIZE = 11.0
_LETTER = 0.95


def height(texts: Iterable[tuple[str, float, float]], least: float = 0.0) -> float:
    """The height of a row with these texts: each with the width of its column and the size of its type."""
    highest = max(
        (lines(text, width, size) * size * _LINE + _AIR for text, width, size in texts if text),
        default=0.0,
    )
    return round(min(max(highest, least), HIGHEST), 1)


def lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a column."""
    room = max(width - 1, 1) * _UNIT_SIZE / (size * _LETTER)
    return sum(_lines_of_paragraph(paragraph, room) for paragraph in text.split("\n"))


def _lines_of_paragraph(paragraph: str, room: float) -> int:
    count, used = 1, 0.0
    for word in paragraph.split(" "):
        needed = _width(word)
        if used and used + 1 + needed > room:
            count, used = count + 1, 0.0
        if needed > room:
            count += int(needed / room)
            used = needed % room
        else:
            used += needed + (1 if used else 0)
    return count


def _width(word: str) -> float:
    if word.isascii():
        return float(len(word))
    return sum(2.0 if unicodedata.east_asian_width(char) in _WIDE else 1.05 for char in word)


def pieces(paragraphs: Iterable[str], width: float, size: float) -> list[list[str]]:
    """Paragraphs shared out over as many rows as they need; one that is too high by itself is cut between words."""
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
