"""Signs without a look of their own, and what may be shown of a text that holds some.

A file may come from a stranger. A control sequence in it acts on the terminal that prints it, a
bidirectional override turns round what stands beside it, and marks without a width hide what is
there. Everything that is printed passes here. What people need to write their languages stays: the
joiners of Arabic, Persian and Indian scripts and of emoji, the spaces without a width of Khmer and
Thai, and the direction marks of a text that runs from right to left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

# Controls but line feed and tab, format characters but the number signs of Arabic, halves of
# characters, separators of lines and paragraphs, blanks that count as letters, and what is no
# character. A test compares the list with the categories of Unicode.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb"
    "\ufffe\uffff\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
_JOINERS: Final = frozenset("\u200c\u200d\u180b\u180c\u180d\u180f")
_SPACE_WITHOUT_WIDTH: Final = "\u200b"
_DIRECTION_MARKS: Final = frozenset("\u200e\u200f\u061c")
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u05d0-\u05f4\u0620-\u064a\u066e-\u06d5\u06ee-\u08c9\ufb1d-\ufdfc\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001eeff]"
)
_LAST_OF_EUROPE: Final = "\u0590"  # what comes behind Latin, Greek, Cyrillic and Armenian
_NOT_LETTERS: Final = "\u2000"  # signs of typography begin here
_LETTERS_AGAIN: Final = "\u2600"  # pictures, then the scripts of East Asia

Replace = Callable[[str], str]


def shown(text: str) -> str:
    """A text as it may be printed: an unseen sign stands as its code, `[U+202E]`."""
    return replaced(text, code_of)


def code_of(sign: str) -> str:
    """The code of a sign as messages have it: `[U+202E]`."""
    return f"[U+{ord(sign):04X}]"


def replaced(text: str, instead: Replace) -> str:
    """A text with something else for every unseen sign that no language needs where it stands.

    Args:
        text: of one line or several; line feeds and tabs stay.
        instead: what stands for such a sign.

    """
    if _UNSEEN.search(text) is None:
        return text
    return "\n".join(_replaced_in_line(line, instead) for line in text.split("\n"))


def _replaced_in_line(text: str, instead: Replace) -> str:
    runs_from_the_right = _RIGHT_TO_LEFT.search(text) is not None

    def put(found: re.Match[str]) -> str:
        sign, place = found[0], found.start()
        before = text[place - 1] if place else ""
        is_needed = (
            runs_from_the_right if sign in _DIRECTION_MARKS else _is_needed_behind(before, sign)
        )
        return sign if is_needed else instead(sign)

    return _UNSEEN.sub(put, text)


def _is_needed_behind(before: str, sign: str) -> bool:
    """Whether a sign joins letters, or parts words, where it stands behind this character."""
    if sign not in _JOINERS and sign != _SPACE_WITHOUT_WIDTH:
        return False
    if not before or unicodedata.category(before)[0] not in "LMS":
        return False
    if sign in _JOINERS:
        return _LAST_OF_EUROPE < before < _NOT_LETTERS or before >= _LETTERS_AGAIN
    return "\u0e00" <= before < "\u1100" or "\u1780" <= before < "\u1b00"
