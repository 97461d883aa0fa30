"""Text as a report can print it.

Every character that cannot stand in a report is replaced by its number, so that a reader sees it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# What text is made of; layout turns them into lines and spaces.
_ALWAYS = "\n\t"
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
# Controls, marks without a look of their own (they turn text round, join or hide), halves of
# characters, private ones (which PDF/A forbids), unassigned ones, and separators of lines and
# paragraphs other than the line feed.
_WITHOUT_A_LOOK = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# No width, but no format characters by their category either: they fill a place in
# Korean, or look like a space.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")


def printable(text: str, covered: frozenset[int]) -> tuple[str, frozenset[str]]:
    """The text with every character that has no glyph, or that would act unseen, as `[U+4E2D]`.

    Marks that turn text round (U+202E) are among them, so that no comment can reorder a page. Line
    feed, tab, the soft hyphen and combining marks that the font has stay.

    Args:
        text: as typed.
        covered: the code points that a face of the report has (`fonts.covered_characters`).

    Returns:
        The text, and the characters that were replaced, to be noted once in the report.

    """
    unprintable = _unprintable(covered)
    # 4 ms for 2,000 comments of 300 characters: most texts end here.
    if not unprintable.search(text):
        return text, frozenset()
    replaced = frozenset(unprintable.findall(text))
    return unprintable.sub(lambda found: f"[U+{ord(found[0]):04X}]", text), replaced


@lru_cache(maxsize=4)
def _unprintable(covered: frozenset[int]) -> re.Pattern[str]:
    """One character that cannot be printed."""
    kept = sorted(map(chr, filter(_has_a_look, covered)))
    return re.compile(f"[^{re.escape(_ALWAYS)}{_class(kept)}]")


def _has_a_look(code_point: int) -> bool:
    character = chr(code_point)
    if character == _SOFT_HYPHEN:
        return True
    return unicodedata.category(character) not in _WITHOUT_A_LOOK and character not in _BLANKS


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
