"""Any text as a printed page can show it, in the language that it is marked with."""

from __future__ import annotations

import re

from markupsafe import Markup

from coherence_kit.documents.breaks import breakable
from coherence_kit.documents.glyphs import printable
from coherence_kit.words import Marked, Words, isolated

_TAG = re.compile(r"(<[^<>]*>)")


def as_printed(text: str, words: Words) -> Markup:
    """A text for a page in the language of these words.

    What has no glyph stands as its number, and very long words have places to break.
    """
    if not isinstance(text, Marked):
        return breakable(isolated(printable(text)[0], words.direction))
    pieces = _TAG.split(text.__html__())
    return Markup("").join(
        Markup(piece) if place % 2 else _printable(Markup(piece).unescape())  # noqa: S704
        for place, piece in enumerate(pieces)
    )


def _printable(text: str) -> Markup:
    return breakable(printable(text)[0])
