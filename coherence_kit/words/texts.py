"""Texts that know their language, for pages that say it with `lang`.

A page in French may hold a question that exists in English alone. `in_language` marks such a text;
a sentence that takes it in is marked too. Both are plain strings for everybody who prints text,
while templates, which ask a value for its `__html__`, write `<span lang="en">` around it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Self

from markupsafe import Markup, escape

_TAG = re.compile(r"(<[^<>]*>)")

# Classes of characters by which way they run; what turns a text round counts as running against.
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_STRONG = _RIGHT_TO_LEFT | {"L"}
_TURNS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_RUNS_AGAINST = {"ltr": _RIGHT_TO_LEFT | _TURNS, "rtl": _TURNS | {"L"}}

_BLANKS = re.compile("[^\\S\u00a0\u202f]+")


class Marked(str):
    """A text some or all of which stands in another language than the page around it.

    `language` is the tag of the language that all of it stands in, empty where only parts of it do;
    `direction` is `ltr` or `rtl` where that language runs against the page, else empty.
    """

    __slots__ = ("_html", "direction", "language")
    _html: Markup
    direction: str
    language: str

    def __new__(cls, text: str, html: Markup, language: str = "", direction: str = "") -> Self:
        """Make a text from what it says and from the same as HTML."""
        marked = super().__new__(cls, text)
        marked._html, marked.language, marked.direction = html, language, direction
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
        html = Markup("".join(kept))  # noqa: S704 - escaped again above
        return Marked(self[:length], html, self.language, self.direction)


def in_language(text: str, language: str, direction: str = "") -> Marked:
    """A text in a language other than that of the page.

    Args:
        text: what it says.
        language: its tag (`en`, `pt-BR`).
        direction: `ltr` or `rtl` where it runs against the page; else empty.

    """
    said = Markup("<span{}>{}</span>").format(_attributes(language, direction), text)
    return Marked(text, said, language, direction)


def isolated(text: str, page: str) -> str:
    """A text that a person typed, kept from turning round what stands beside it.

    It runs in the direction of its first letter, in an element of its own (`<bdi dir="rtl">`). A
    text that runs with the page all through comes back as it is.

    Args:
        text: as typed, or as it can be printed.
        page: the direction of the page, `ltr` or `rtl`.

    """
    if text.isascii() and page == "ltr":
        return text
    classes = [unicodedata.bidirectional(sign) for sign in text]
    if not _RUNS_AGAINST[page].intersection(classes):
        return text
    first = next((name for name in classes if name in _STRONG), "L")
    direction = "ltr" if first == "L" else "rtl"
    said = Markup('<bdi dir="{}">{}</bdi>').format(direction, text)
    return Marked(text, said, direction="" if direction == page else direction)


def language_attributes(text: str) -> Markup:
    """` lang="ar" dir="rtl"` for an element that holds such a text alone.

    Empty for a text in the language of the page, and for one only parts of which are in another.
    """
    language, direction = _tongue(text)
    return _attributes(language, direction) if language else Markup()


def inside_attributes(text: str) -> str:
    """The text as it goes into an element with its `language_attributes`: not marked twice."""
    return str(text) if language_attributes(text) else text


def _attributes(language: str, direction: str) -> Markup:
    runs = Markup(' dir="{}"').format(direction) if direction else Markup()
    return Markup(' lang="{}"{}').format(language, runs)


def filled(template: str, values: Mapping[str, object]) -> str:
    """A message with its values; marked where one of the values is.

    A value that is markup, such as a figure in bold or a link, is taken in as it is. What puts only
    signs between texts of one language, as `{name}. {detail}` does, is in that language as a whole
    and runs in its direction from its beginning.
    """
    if not any(isinstance(value, Marked | Markup) for value in values.values()):
        return template.format_map(values)
    said = {
        name: value.striptags() if isinstance(value, Markup) else value
        for name, value in values.items()
    }
    text = template.format_map(said)
    tongues = {_tongue(value) for value in values.values()}
    language, direction = tongues.pop() if len(tongues) == 1 else ("", "")
    if language and not any(map(str.isalpha, template.format_map(dict.fromkeys(values, "")))):
        return in_language(text, language, direction)
    return Marked(text, escape(template).format_map(values))


def _tongue(value: object) -> tuple[str, str]:
    return (value.language, value.direction) if isinstance(value, Marked) else ("", "")


def on_one_line(text: str) -> str:
    """A text with single blanks in place of its line breaks, marked as it was.

    Blanks at which no line may end, as French has them before a colon, stay what they are.
    """
    flat = _BLANKS.sub(" ", text).strip()
    if not isinstance(text, Marked):
        return flat
    html = Markup(_BLANKS.sub(" ", text.__html__()))  # noqa: S704 - it was HTML
    return Marked(flat, html, text.language, text.direction)


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
