"""How much room a text takes, near enough to keep the at-a-glance page on one page.

Widths are those of the report's sans in its heavier weight, in classes of letters that differ by a few hundredths.
"""

from __future__ import annotations

import math

_CLASSES = {
    0.20: " ",
    0.28: "ij|'.,:;Il’",
    0.33: "!()-[]f{}",
    0.37: "tr/\\",
    0.45: "*?szcx–",
    0.56: "ABCEKPRSTVXZbdhnpqu",
    0.67: "DGHNUOQ&",
    0.80: "MwW",
    0.96: "m%@—…",
}
_WIDTHS = {sign: width for width, signs in _CLASSES.items() for sign in signs}
_MIDDLING = 0.52  # em; digits and the other small letters
_MM_PER_POINT = 0.3528
_RAGGED = 1.05  # lines end before their column does


def text_width(text: str, size: float) -> float:
    """Millimetres that a text takes on one line, at a size in points."""
    return sum(_WIDTHS.get(sign, _MIDDLING) for sign in text) * size * _MM_PER_POINT


def lines(text: str, width: float, size: float) -> int:
    """Lines that a text takes in a column so many millimetres wide."""
    return max(1, math.ceil(text_width(text, size) * _RAGGED / width)) if text else 0
