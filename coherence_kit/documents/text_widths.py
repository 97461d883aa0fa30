"""How wide a text is in the faces of the report, and how many lines it takes in a column.

Widths are sums of the advances of the faces themselves. Kerning is left out: it makes a line
narrower by less than one per cent, so that a text takes no more room than is said here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from coherence_kit.documents.fonts import advances

MM_PER_POINT = 25.4 / 72
_EM = 1000  # advances are counted in thousandths of the size of the type
_WIDE = frozenset("WF")  # characters of Chinese, Japanese and Korean, by their Unicode property
_WITHOUT_WIDTH = frozenset({"Mn", "Me", "Cf"})  # marks on another character, and invisible ones
_NOT_IN_FACE, _MARK = 600, 0


class Face(Enum):
    """A face of the report, by family and weight."""

    SANS = ("Source Sans 3", 400)
    SANS_BOLD = ("Source Sans 3", 600)
    SERIF_BOLD = ("Source Serif 4 Display", 600)


@dataclass(frozen=True, eq=False)
class OwnWidths:
    """How far characters move the pen in faces that stand in place of the kit's own.

    In thousandths of the size; what a face lacks is as wide as in the kit's own, which lends it.
    """

    of: Mapping[Face, Mapping[str, int]]
    _merged: dict[Face, Mapping[str, int]] = field(default_factory=dict)

    def merged(self, face: Face, lent: Mapping[str, int]) -> Mapping[str, int]:
        """The widths of a face, with those of the face that lends what it lacks."""
        if face not in self._merged:
            self._merged[face] = {**lent, **self.of[face]}
        return self._merged[face]


_KITS_OWN = OwnWidths({})
_own: ContextVar[OwnWidths] = ContextVar("_own", default=_KITS_OWN)


@contextmanager
def set_in(widths: OwnWidths | None) -> Iterator[None]:
    """Measure texts in other faces meanwhile; None for those of the kit."""
    token = _own.set(widths or _KITS_OWN)
    try:
        yield
    finally:
        _own.reset(token)


def text_width(text: str, size: float, face: Face = Face.SANS) -> float:
    """Millimetres that a text takes on one line.

    Args:
        text: without line feeds. What the face lacks counts as wide as other faces have it: an em
            for Chinese, Japanese and Korean, nothing for a combining mark, else 0.6 em.
        size: of the type, in points.
        face: in which it is set.

    """
    return _units(text, face, _own.get()) * size * MM_PER_POINT / _EM


@lru_cache(maxsize=20_000)
def _units(text: str, face: Face, own: OwnWidths) -> int:
    table: Mapping[str, int] = advances(*face.value)
    if face in own.of:
        table = own.merged(face, table)
    try:
        return sum(map(table.__getitem__, text))
    except KeyError:
        return sum(table[sign] if sign in table else _elsewhere(sign) for sign in text)


def _elsewhere(sign: str) -> int:
    """The advance of a character that another face has to lend."""
    if unicodedata.category(sign) in _WITHOUT_WIDTH:
        return _MARK
    return _EM if unicodedata.east_asian_width(sign) in _WIDE else _NOT_IN_FACE


def line_count(runs: Iterable[tuple[str, Face]], width: float, size: float) -> int:
    """Lines that texts set one after the other take in a column so many millimetres wide.

    Lines end between words; a word that is longer than a line is broken where the line ends. An
    empty text takes none.
    """
    words = [
        (text_width(word, size, face), text_width(" ", size, face))
        for text, face in runs
        for word in text.split()
    ]
    return lines_of(words, width) if words else 0


def lines_of(words: Iterable[tuple[float, float]], width: float) -> int:
    """Lines that words take, each given by its width and that of the space before it."""
    count, used = 1, 0.0
    for word, space in words:
        if used and used + space + word > width:
            count, used = count + 1, 0.0
        if word > width:
            whole = int(word / width)
            count, used = count + whole, word - whole * width
        else:
            used += word + (space if used else 0.0)
    return count
