"""Very long words, in pieces that a line can end between."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

LONGEST_PIECE = 80
_TAG = re.compile(r"(<[^<>]*>)")
_LONG_WORD = re.compile(rf"\S{{{LONGEST_PIECE + 1},}}")


def breakable(text: str) -> Markup:
    """Text, escaped, with places to break inside words of more than 80 characters.

    What is marked with its language or direction stays marked.

    Without them every line of such a word is laid out together with all that follows: 100,000
    letters without a space take minutes.
    """
    if not _LONG_WORD.search(text):
        return escape(text)
    return Markup().join(
        Markup(piece) if place % 2 else _with_breaks(Markup(piece).unescape())  # noqa: S704 - tags
        for place, piece in enumerate(_TAG.split(escape(text)))
    )


def _with_breaks(text: str) -> Markup:
    found: list[str | Markup] = []
    place = 0
    for word in _LONG_WORD.finditer(text):
        found += [text[place : word.start()], _in_pieces(word[0])]
        place = word.end()
    return Markup().join([*found, text[place:]])


def _in_pieces(word: str) -> Markup:
    pieces = (word[start : start + LONGEST_PIECE] for start in range(0, len(word), LONGEST_PIECE))
    return Markup("<wbr>").join(pieces)
