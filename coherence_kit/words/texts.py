"""Texts that know their language, for pages that say it with `lang`.

A page in French may hold a question that exists in English alone. `in_language` marks such a text;
a sentence that takes it in is marked too. Both are plain strings for everybody who prints text,
while templates, which ask a value for its `__html__`, write `<span lang="en">` around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Self

from markupsafe import Markup, escape

_TAG = re.compile(r"(<[^<>]*>)")

_BLANKS = re.compile("[^\\S\u00a0\u202f]+")


class Marked(str):
    """A text some or all of which stands in another language than the page around it."""

    __slots__ = ("_html",)
    _html: Markup

    def __new__(cls, text: str, html: Markup) -> Self:
        """Make a text from what it says and from the same as HTML."""
        marked = super().__new__(cls, text)
        marked._html = html
        return marked

    def __html__(self) -> Markup:
        """The text as HTML, with the language of each part that is in another one."""
        return self._html

    def first(self, length: int) -> Marked:
        """So many characters from its beginning, with their marks."""
        kept, left = [], length
        for piece in _TAG.split(str(self._html)):
            if _TAG.fullmatch(piece):
                kept.append(piece)
                continue
            said = unescape(piece)[:left]
            left -= len(said)
            kept.append(str(escape(said)))
        return Marked(self[:length], Markup("".join(kept)))  # noqa: S704 - escaped again above


def in_language(text: str, language: str, direction: str = "") -> Marked:
    """A text in a language other than that of the page.

    Args:
        text: what it says.
        language: its tag (`en`, `pt-BR`).
        direction: `ltr` or `rtl` where it runs against the page; else empty.

    """
    runs = Markup(' dir="{}"').format(direction) if direction else Markup()
    return Marked(text, Markup('<span lang="{}"{}>{}</span>').format(language, runs, text))


def filled(template: str, values: Mapping[str, object]) -> str:
    """A message with its values; marked where one of the values is.

    A value that is markup, such as a figure in bold or a link, is taken in as it is.
    """
    if not any(isinstance(value, Marked | Markup) for value in values.values()):
        return template.format_map(values)
    said = {
        name: value.striptags() if isinstance(value, Markup) else value
        for name, value in values.items()
    }
    return Marked(template.format_map(said), escape(template).format_map(values))


def on_one_line(text: str) -> str:
    """A text with single blanks in place of its line breaks, marked as it was.

    Blanks at which no line may end, as French has them before a colon, stay what they are.
    """
    flat = _BLANKS.sub(" ", text).strip()
    if not isinstance(text, Marked):
        return flat
    return Marked(flat, Markup(_BLANKS.sub(" ", text.__html__())))  # noqa: S704 - it was HTML


def joined(pattern: str, first: str, second: str) -> str:
    """Two texts put into a pattern of CLDR such as `{0} and {1}`."""
    named = pattern.replace("{0}", "{first}").replace("{1}", "{second}")
    return filled(named, {"first": first, "second": second})


def in_a_row(texts: Iterable[str], between: str = " ") -> str:
    """Sentences or parts of a line one after the other, without those that are empty."""
    said = [text for text in texts if text]
    if not any(isinstance(text, Marked) for text in said):
        return between.join(said)
    return Marked(between.join(said), escape(between).join(escape(text) for text in said))
