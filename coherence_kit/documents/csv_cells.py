"""Users' texts in CSV files cannot become formulas of the spreadsheet program that opens them."""

from __future__ import annotations

# What spreadsheets take for the start of a formula, the full-width signs of East Asian keyboards too.
FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(cell: str) -> str:
    """A text that a spreadsheet would calculate gets an apostrophe in front; it looks behind blanks and line ends."""
    starts_blank = cell[:1] in {"\t", "\r", "\n"}
    return f"'{cell}" if starts_blank or cell.lstrip().startswith(FORMULA_STARTS) else cell
