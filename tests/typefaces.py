"""Typefaces to try brands with: made from one of the kit's own, under another name."""

from __future__ import annotations

import functools
import io
from typing import Any

from fontTools.ttLib import TTFont

from coherence_kit.documents.fonts import font_faces

FAMILY = "Tried Sans"


@functools.cache
def a_face(
    *, weight: int = 400, rights: int = 0, without: str = "", wider: float = 1.0, name: str = FAMILY
) -> bytes:
    """A static font that states a weight and what its maker allows (OS/2 fsType)."""
    out = io.BytesIO()
    face = next(one for one in font_faces() if one.weight == (600 if weight > 500 else 400))
    with TTFont(face.path, recalcTimestamp=False) as font:
        about: Any = font["OS/2"]
        about.usWeightClass, about.fsType = weight, rights
        names: Any = font["name"]
        for number in (1, 4, 16):
            names.setName(name, number, 3, 1, 0x409)
        tables: Any = font["cmap"]
        for table in tables.tables:
            for sign in without:
                table.cmap.pop(ord(sign), None)
        widths: Any = font["hmtx"]
        for glyph, (advance, side) in list(widths.metrics.items()):
            widths.metrics[glyph] = (round(advance * wider), side)
        font.save(out)
    return out.getvalue()
