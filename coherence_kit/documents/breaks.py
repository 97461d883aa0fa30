"""Long words, and long texts of narrow signs, in pieces that a line can end between.

WeasyPrint lays out a little more of a text than a line is likely to hold. Where a line cannot end
in it, or where all of it has room because its signs are narrow, it lays out the whole rest of the
text instead, once for every line: 40,000 no-break spaces take minutes, and so do 40,000 times
"i ".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

LONGEST_PIECE = 80
"""Characters of a word between two places to break."""
NARROW_PIECE = 200
"""Characters of a text of narrow signs between two of them."""
_TAG = re.compile(r"(<[^<>]*>)")
# A line cannot end at a no-break space, nor at most other signs.
_LONG_BLANK = re.compile(rf"[ \t]{{{LONGEST_PIECE + 1},}}")
_LONG_WORD = re.compile(rf"[^ \n\t]{{{LONGEST_PIECE + 1},}}")
# Signs of the faces that are narrower than 0.36 of the size of the type. WeasyPrint expects a
# quarter of it on the average, which no text reaches that has more than three in ten others.
_NARROW = str.maketrans(dict.fromkeys(" \u00a0\u00ad.,:;'’!|¡¦·ijlIÌÍÎÏìíîïtrf()[]{}/-°\""))
_NARROW_IN_TEN = 7


def breakable(text: str) -> Markup:
    """Text, escaped, with places to break in words of more than 80 characters.

    Likewise at blanks of long texts of narrow signs. What is marked with its language or direction
    stays marked.
    """
    if not (_LONG_WORD.search(text) or _is_narrow(text)):
        return escape(text)
    return Markup().join(
        Markup(piece) if place % 2 else _with_breaks(Markup(piece).unescape())  # noqa: S704 - tags
        for place, piece in enumerate(_TAG.split(escape(text)))
    )


def _is_narrow(text: str) -> bool:
    """Whether a piece of a text may be all narrow signs."""
    return len(text) > NARROW_PIECE and any(map(_fits_a_line, _windows(text)))


def _windows(text: str) -> Iterator[str]:
    return (
        text[start : start + NARROW_PIECE]
        for start in range(0, len(text) - NARROW_PIECE + 1, NARROW_PIECE)
    )


def _fits_a_line(window: str) -> bool:
    wide = len(window.translate(_NARROW))
    return 10 * (len(window) - wide) >= _NARROW_IN_TEN * len(window)


def _with_breaks(text: str) -> Markup:
    found: list[str | Markup] = []
    place = 0
    for word in _LONG_WORD.finditer(text):
        found += [_between_words(text[place : word.start()]), _in_pieces(word[0])]
        place = word.end()
    return Markup().join([*found, _between_words(text[place:])])


def _in_pieces(word: str) -> Markup:
    pieces = (word[start : start + LONGEST_PIECE] for start in range(0, len(word), LONGEST_PIECE))
    return Markup("<wbr>").join(pieces)


def _between_words(text: str) -> Markup:
    """Words none of which is long, with a place to break at a blank of every narrow piece."""
    text = _LONG_BLANK.sub(" ", text)  # which is how it is drawn
    found: list[str] = []
    place = 0
    for number, window in enumerate(_windows(text)):
        blank = number * NARROW_PIECE + window.rfind(" ") + 1
        if blank > place and _fits_a_line(window):
            found.append(text[place:blank])
            place = blank
    return Markup("<wbr>").join([*found, text[place:]])
