"""Letters in drawings as the shapes that they have, for programs that lack the faces of the report.

A drawing that is kept as such in a document is drawn by whatever opens it: letters as text would
come in another face, run into each other, or not at all.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Final

from coherence_kit.documents.fonts import font_faces

if TYPE_CHECKING:
    from collections.abc import Mapping

    import uharfbuzz

_FAMILY: Final = "Source Sans 3"
_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_REGULAR: Final = 400
_BOLD: Final = 600
_NO_GLYPH: Final = 0


def outlined(svg: str, faces: Mapping[int, bytes] | None = None) -> str:
    """A drawing of the kit with its letters as shapes; what the face lacks stays text.

    Args:
        svg: the whole drawing; texts are centred, as all in the charts of the kit are.
        faces: others than those of the kit, each a font by its weight, 400 and 600.

    Raises:
        CannotRenderError: a font package is missing, or no folder can be written.

    """
    if "<text " not in svg:
        return svg
    fonts = {weight: _opened(data) for weight, data in (faces or {}).items()}
    return _TEXT.sub(lambda found: _as_path(found, fonts), svg)


def _as_path(found: re.Match[str], fonts: Mapping[int, uharfbuzz.Font]) -> str:
    stated = dict(_ATTRIBUTE.findall(found[1]))
    weight = _BOLD if int(stated.get("font-weight", "400")) >= _BOLD else _REGULAR
    font = fonts.get(weight) or _font(weight)
    size, x, y = (float(stated[name]) for name in ("font-size", "x", "y"))
    shape = _shape(unescape(found[2]), font, size, x, y)
    return found[0] if shape is None else f'<path d="{shape}" fill="{stated["fill"]}"/>'


def _shape(text: str, font: uharfbuzz.Font, size: float, x: float, y: float) -> str | None:
    """The outline of a text centred at `x` on the baseline `y`; None where a letter is missing."""
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    glyphs = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    if any(info.codepoint == _NO_GLYPH for info, _ in glyphs):
        return None
    scale = size / font.face.upem
    pen = _Pen(scale, x - sum(place.x_advance for _, place in glyphs) * scale / 2, y)
    for info, place in glyphs:
        font.draw_glyph_with_pen(info.codepoint, pen)
        pen.x += place.x_advance * scale
    return "".join(pen.path)


@cache
def _font(weight: int) -> uharfbuzz.Font:
    import uharfbuzz as hb

    path = next(
        face.path for face in font_faces() if (face.family, face.weight) == (_FAMILY, weight)
    )
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))


def _opened(data: bytes) -> uharfbuzz.Font:
    import uharfbuzz as hb

    return hb.Font(hb.Face(hb.Blob(data)))


class _Pen:
    """Writes outlines as the path of a drawing, whose axis runs down.

    The names of its methods are those of HarfBuzz.
    """

    def __init__(self, scale: float, x: float, y: float) -> None:
        self.x, self._y, self._scale = x, y, scale
        self.path: list[str] = []

    def _point(self, point: tuple[float, float]) -> str:
        x, y = self.x + point[0] * self._scale, self._y - point[1] * self._scale
        return f"{round(x, 3):g} {round(y, 3):g}"

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        """Begin an outline."""
        self.path.append(f"M{self._point(point)}")

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        """Draw a straight line."""
        self.path.append(f"L{self._point(point)}")

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        """Draw a curve with one point beside it."""
        self.path.append(f"Q{' '.join(map(self._point, points))}")

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        """Draw a curve with two points beside it."""
        self.path.append(f"C{' '.join(map(self._point, points))}")

    def closePath(self) -> None:  # noqa: N802
        """End an outline."""
        self.path.append("Z")

    def endPath(self) -> None:  # noqa: N802
        """End an outline that is not closed; letters have none."""
