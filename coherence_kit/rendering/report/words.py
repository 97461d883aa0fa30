"""Words and small rules of language that several parts share."""

from __future__ import annotations

import re

from markupsafe import Markup

from coherence_kit.words import Marked, in_a_row, on_one_line

_SENTENCE_END = re.compile(r"(?<=[^\W\d_][^\W\d_])\. (?=[A-ZÀ-Þ])")
_FIRST_LETTER = re.compile(r"^((?:<[^<>]*>)*)(.)")


def cut(text: str, most: int) -> str:
    """At most so many characters; where something is left out it ends with a whole word and `…`."""
    flat = on_one_line(text)
    if len(flat) <= most:
        return flat
    head, _, begun = flat[:most].rpartition(" ")
    kept = (head or begun[:-1]).rstrip(" ,;:.")
    if isinstance(flat, Marked):
        return in_a_row((flat.first(len(kept)), "…"), "")
    return f"{kept}…"


def in_words(text: str, most: int) -> str:
    """The whole text, or of one with more words its first sentence, at most so many words of it."""
    flat = on_one_line(text)
    words = flat.split(" ")
    if len(words) <= most:
        return flat
    sentence = _SENTENCE_END.split(flat, maxsplit=1)[0]
    kept = " ".join(sentence.split(" ")[:most]).rstrip(" ,;:.")
    if isinstance(flat, Marked):
        return in_a_row((flat.first(len(kept)), "…"), " ")
    return f"{kept} …"


def capital(text: str) -> str:
    """With a capital letter, for what begins with a number in a word or with an office."""
    if isinstance(text, Marked):
        html = _FIRST_LETTER.sub(lambda found: found[1] + found[2].upper(), text.__html__())
        return Marked(text[:1].upper() + text[1:], Markup(html))  # noqa: S704 - one letter changed
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """The text with a full stop, unless it ends with one already."""
    stripped = text.rstrip()
    if isinstance(text, Marked):
        stripped = text.first(len(stripped))
    return stripped if not stripped or stripped[-1] in ".!?…:" else in_a_row((stripped, "."), "")


def unended(text: str) -> str:
    """The text without a full stop, for a place that has one of its own."""
    stripped = text.rstrip(". ")
    return text.first(len(stripped)) if isinstance(text, Marked) else stripped
