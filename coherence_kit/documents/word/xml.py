"""The pieces of XML that parts of a document of a word processor share."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape

MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
SPACES: Final = (
    f'xmlns:w="{MAIN}" xmlns:r="{RELATIONS}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:a="{DRAWING}" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)

TWIPS_A_MM: Final = 1440 / 25.4
EMU_A_MM: Final = 36_000

# What XML 1.0 cannot hold even escaped; one such character would spoil the file.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escaped(text: str) -> str:
    """Text safe inside an element or attribute; characters that XML forbids become U+FFFD."""
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text), {'"': "&quot;"})


def twips(millimetres: float) -> int:
    """A length in twentieths of a point."""
    return round(millimetres * TWIPS_A_MM)


def emu(millimetres: float) -> int:
    """A length as drawings measure it."""
    return max(1, round(millimetres * EMU_A_MM))
