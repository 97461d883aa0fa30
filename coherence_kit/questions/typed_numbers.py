"""Numbers as people type them, and each number that such a text can mean.

Offices write `1 250`, `1.250,5`, `1'250` or `2,5`, and Arabic has signs of its own. A text such as
`1.250` or `1,250` has two meanings, one with thousands and one with decimals, and whoever typed it
has to say which one is right. A number of YAML, JSON or a spreadsheet has one.
"""

from __future__ import annotations

import re
from typing import Final

from coherence_kit.questions.typed import plain_words

_LONGEST: Final = 200
_ARABIC_POINT: Final = "\u066b"
_ARABIC_THOUSANDS: Final = "\u066c"
_POINT: Final = "\u00b7"
"""Stands for the Arabic one, in which nobody writes thousands."""
_DIGITS: Final = re.compile(r"\d+", re.ASCII)
_WHOLE: Final = re.compile(r"-?\d+", re.ASCII)
_IN_GROUPS: Final = re.compile(
    rf"-?[1-9]\d{{0,2}}([ '_.,{_ARABIC_THOUSANDS}])\d{{3}}(?:\1\d{{3}})*", re.ASCII
)
_IN_INDIAN_GROUPS: Final = re.compile(r"-?[1-9]\d?(?:,\d{2})+,\d{3}", re.ASCII)
_NO_DIGIT: Final = re.compile(r"[^0-9-]")
_EXPONENT: Final = re.compile(r"e[+-]?\d+$", re.ASCII)
_OF_TWO_MEANINGS: Final = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)


def numbers_meant(text: str) -> tuple[str, ...]:
    """The numbers that a text can mean: `1250.5`, with a point before decimals.

    None if it is no number; two, of which the first has the decimals, if a point or a comma stands
    before three digits and may be either.
    """
    if len(text) > _LONGEST:
        return ()
    # the sign that Arabic has for decimals is no full stop, which may stand between thousands
    head, point, part = text.partition(_ARABIC_POINT)
    typed = plain_words(f"{head}{_POINT}{part}" if point else text)
    exponent = _EXPONENT.search(typed)
    bare = typed[: exponent.start()] if exponent else typed
    meant = [_with_decimals(bare, mark) for mark in ([_POINT] if point else ".,")]
    if not (point or (exponent and any(meant))):
        meant.append(_whole(bare))
    behind = exponent[0] if exponent else ""
    return tuple(dict.fromkeys(number + behind for number in meant if number))


def _with_decimals(text: str, mark: str) -> str:
    """The number, if this mark stands before its decimals; else an empty text."""
    head, found, part = text.partition(mark)
    whole = _whole(head, mark) if found and _DIGITS.fullmatch(part) else ""
    return f"{whole}.{part}" if whole else ""


def _whole(text: str, besides: str = "") -> str:
    """A whole number, whatever sign but this one stands between its thousands."""
    if _WHOLE.fullmatch(text):
        return text
    groups = _IN_GROUPS.fullmatch(text)
    is_grouped = groups is not None and groups[1] != besides
    if is_grouped or (besides != "," and _IN_INDIAN_GROUPS.fullmatch(text)):
        return _NO_DIGIT.sub("", text)
    return ""


def unmistakable(text: str) -> str:
    """A number as a file has it, so that its point is not taken for one between thousands.

    `1.250` becomes `1.2500`; every other text stays as it is.
    """
    return f"{text}0" if _OF_TWO_MEANINGS.fullmatch(text) else text
