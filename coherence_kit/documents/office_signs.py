"""Signs that office programs put into texts and that no face has, and what is drawn for them.

Word writes bullets and ticks as private characters of its fonts Symbol and Wingdings (U+F0B7), and
everybody copies invisible marks without knowing. The marks have no look, so that nothing is lost
where they vanish; of the signs a like one is drawn.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

JOINERS: Final = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{ZERO WIDTH SPACE}")
"""They choose how letters join in Arabic and Indian scripts, and where a line of Khmer may end."""
DIRECTION_MARKS: Final = frozenset(
    "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}"
)
"""They settle on which side a full stop stands in a text from right to left."""

# No width, but no format characters by their category either.
_UNSEEN: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\uffa0\ufffc"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
_BLANK: Final = frozenset("\u2800\u3164")
_LINE_ENDS: Final = frozenset("\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}")

# Bullets, arrows and boxes; the private ones by their places in Symbol and Wingdings.
_LIKE: Final = str.maketrans(
    {
        "\u2043": "–",
        "\u25a1": "☐",
        "\u25c7": "◆",
        "\u2605": "●",
        "\u2606": "○",
        "\u2751": "☐",
        "\u2756": "◆",
        "\u2794": "→",
        "\u2799": "→",
        "\u279c": "→",
        "\u279e": "→",
        "\u27a2": "►",
        "\u27a4": "►",
        "\u27b2": "→",
        "\uf02d": "–",
        "\uf06c": "●",
        "\uf06d": "○",
        "\uf06e": "■",
        "\uf06f": "☐",
        "\uf071": "☐",
        "\uf075": "◆",
        "\uf076": "◆",
        "\uf0a3": "≤",
        "\uf0a7": "▪",
        "\uf0a8": "☐",
        "\uf0ae": "→",
        "\uf0b0": "°",
        "\uf0b1": "±",
        "\uf0b3": "≥",
        "\uf0b4": "×",
        "\uf0b7": "•",
        "\uf0d8": "►",
        "\uf0e0": "→",
        "\uf0e8": "→",
        "\uf0f0": "→",
        "\uf0fb": "✗",
        "\uf0fc": "✓",
        "\uf0fd": "☒",
        "\uf0fe": "☑",
    }
)
# Letters in another dress, as Unicode names it; a digit in a circle is more than the digit.
_DRESSES: Final = frozenset(
    f"<{name}>"
    for name in ("font", "wide", "narrow", "initial", "medial", "final", "isolated", "noBreak")
)


@cache
def like(character: str) -> str | None:
    """What is drawn for a character that no face has; empty where it has no look of its own.

    None where nothing is like it. Joiners and direction marks vanish too: who prints a script in
    which they count keeps them.
    """
    if character in _LINE_ENDS:
        return "\n"
    if character in _BLANK or unicodedata.category(character) == "Zs":
        return " "
    if character in _UNSEEN or unicodedata.category(character) == "Cf":
        return ""
    replaced = character.translate(_LIKE)
    if replaced != character:
        return replaced
    if unicodedata.decomposition(character).partition(" ")[0] in _DRESSES:
        return unicodedata.normalize("NFKC", character)
    return None
