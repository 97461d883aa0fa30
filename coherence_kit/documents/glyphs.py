"""Text as a printed page can hold it.

Every character that cannot stand on the page is replaced by its number, so that a reader sees it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import groupby

from coherence_kit.documents.fonts import covered_characters
from coherence_kit.documents.office_signs import DIRECTION_MARKS, JOINERS, like
from coherence_kit.documents.script_faces import FONTS, script_with

# What text is made of; layout turns them into lines and spaces.
_ALWAYS = "\n\t"
# Controls, marks without a look of their own (they turn text round, join or hide), halves of
# characters, private ones (which PDF/A forbids), unassigned ones, and separators of lines and
# paragraphs other than the line feed.
_WITHOUT_A_LOOK = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_MOST_MARKS = 32
"""Combining marks on one letter that are drawn; no writing has more than a few."""
_MARKS = frozenset({"Mn", "Me"})
_MAYBE_PILED = re.compile(f"[\u0300-\U0010ffff]{{{_MOST_MARKS + 1},}}")

_noted: ContextVar[set[str] | None] = ContextVar("_noted", default=None)


@contextmanager
def noting() -> Iterator[set[str]]:
    """Collect what is printed by its number meanwhile, to be told to whoever prints it."""
    found: set[str] = set()
    before = _noted.set(found)
    try:
        yield found
    finally:
        _noted.reset(before)


def printable(text: str) -> tuple[str, frozenset[str]]:
    """The text as the installed faces can print it; what they lack stands as `[U+4E2D]`.

    Letters and marks are composed where Unicode has a sign for both (NFC). Marks without a look
    vanish, among them those that turn text round (U+202E), so that no comment can reorder a page;
    those that join letters, or settle the side of a full stop, stay where the text is in a script
    that needs them. Of the bullets of office programs a like sign is drawn. Where a letter
    has more than 32 combining marks the others are counted: `[U+0301 … × 968]`.

    Args:
        text: as typed.

    Returns:
        The text, and the characters that no face has, to be noted once in the report.

    """
    text = unicodedata.normalize("NFC", _without_piles(text))
    # 4 ms for 2,000 comments of 300 characters: most texts end here.
    if not _beyond_latin().search(text):
        return text, frozenset()
    beyond = set(_beyond_latin().findall(text))
    kept = _marks_that_count(beyond)
    drawn = {sign: sign if sign in kept else _drawn(sign) for sign in beyond}
    lacking = frozenset(sign for sign, shown in drawn.items() if shown is None)
    told = _noted.get()
    if told is not None:
        told |= lacking
    table = {
        ord(sign): f"[U+{ord(sign):04X}]" if shown is None else shown
        for sign, shown in drawn.items()
    }
    return text.translate(table), lacking


def as_typed(text: str) -> str:
    """The text as a page for a browser can hold it, which brings the faces of its machine.

    Only controls and halves of characters, which no page may hold, stand as their numbers.
    """
    return _FORBIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def _without_piles(text: str) -> str:
    """The text with no more marks on a letter than can be drawn.

    Composing sorts the marks of a letter, which takes minutes for a million of them.
    """
    return _MAYBE_PILED.sub(_counted, text)


def _counted(run: re.Match[str]) -> str:
    kept = []
    for is_mark, signs in groupby(run[0], key=lambda sign: unicodedata.category(sign) in _MARKS):
        piece = "".join(signs)
        more = len(piece) - _MOST_MARKS
        if is_mark and more > 0:
            piece = f"{piece[:_MOST_MARKS]}[U+{ord(piece[_MOST_MARKS]):04X} … × {more}]"
        kept.append(piece)
    return "".join(kept)


def _drawn(sign: str) -> str | None:
    """A character itself where a face has it, else what is drawn for it; None for its number."""
    if _has_a_look(sign) and script_with(sign) is not None:
        return sign
    instead = like(sign)
    if instead is None:
        instead = unicodedata.normalize("NFD", sign)
    is_there = all(char in _ALWAYS or ord(char) in covered_characters() for char in instead)
    return instead if is_there else None


def _marks_that_count(signs: set[str]) -> frozenset[str]:
    """The unseen marks among the signs that change how the other ones are drawn."""
    joined = any(map(_is_joined, signs))
    turned = any(
        unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in signs - DIRECTION_MARKS
    )
    return frozenset(
        (signs & JOINERS if joined else set()) | (signs & DIRECTION_MARKS if turned else set())
    )


def _is_joined(sign: str) -> bool:
    """Whether it is a letter of a script in which letters join; those of China do not."""
    if unicodedata.category(sign)[0] not in "LM" or like(sign) is not None:
        return False
    script = script_with(sign)
    return script is not None and script.extra is FONTS


@cache
def _beyond_latin() -> re.Pattern[str]:
    """One character that the faces of every report cannot print."""
    kept = sorted(filter(_has_a_look, map(chr, covered_characters())))
    return re.compile(f"[^{re.escape(_ALWAYS)}{_class(kept)}]")


def _has_a_look(sign: str) -> bool:
    return unicodedata.category(sign) not in _WITHOUT_A_LOOK and like(sign) != ""


def _class(characters: list[str]) -> str:
    """Sorted characters as the inside of a character class of a regular expression.

    Neighbours are written as ranges, which match faster.
    """
    ranges: list[list[int]] = []
    for code in map(ord, characters):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
