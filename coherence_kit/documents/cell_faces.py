"""The types of the pieces of a text in a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from coherence_kit.documents.cell_looks import Face, stated_colour
from coherence_kit.documents.cell_places import is_true

if TYPE_CHECKING:
    from coherence_kit.documents.workbook_xml import Attributes

USUAL_SIZE: Final = "11"
_MOST = 64  # of one text; of a text with more it is taken that some cannot be seen
_UNSEEN: Final = Face(size=0.0)


class Faces:
    """Which types the pieces of a text have; None is that of the style of its cell."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._of_piece: Face | None = None
        self._found: set[Face | None] = set()

    def start(self, name: str, attributes: Attributes) -> None:
        """Of a piece, of its properties, or of one of these."""
        if name in {"r", "si", "is"}:
            self._of_piece = None
        elif name == "rPr":
            self._of_piece = Face()
        elif self._of_piece is not None:
            self._of_piece = with_property(self._of_piece, name, attributes)

    def text(self, piece: str) -> None:
        """Characters of a piece; how blanks look means nothing."""
        if piece.strip():
            self._found.add(self._of_piece if len(self._found) < _MOST else _UNSEEN)

    def take(self) -> frozenset[Face | None]:
        """All that were found since the last one."""
        found = frozenset(self._found)
        self._found.clear()
        self._of_piece = None
        return found


def with_property(face: Face, name: str, attributes: Attributes) -> Face:
    """A type with what an element of its properties says."""
    if name == "strike":
        return face._replace(is_struck=is_true(attributes.get("val", "1")))
    if name == "color":
        return face._replace(ink=stated_colour(attributes))
    if name == "sz":
        return face._replace(size=_size(attributes.get("val", USUAL_SIZE)))
    return face


def _size(stated: str) -> float:
    try:
        return float(stated)
    except ValueError:
        return 0.0
