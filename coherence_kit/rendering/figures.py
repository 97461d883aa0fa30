"""Figures as every output prints them."""

from __future__ import annotations

NO_FIGURE = "–"
"""Stands where there is no figure, or nothing else to print."""
UNPROVED, DISPUTED = "*", "≠"
"""Behind an answer that names no document, and behind one on which respondents differ."""


def span(low: str, high: str) -> str:
    """`40.9–50.0`; one figure where both are the same."""
    return low if low == high else f"{low}–{high}"
