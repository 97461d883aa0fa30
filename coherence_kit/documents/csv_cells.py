"""Users' texts in CSV files cannot become formulas of the spreadsheet program that opens them."""

from __future__ import annotations

# What spreadsheets take for the start of a formula, the full-width signs
# of East Asian keyboards too.
FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(cell: str) -> str:
    """The text for a cell of a CSV file, with an apostrophe in front if it would be calculated.

    A spreadsheet looks for the start of a formula behind blanks and line
    ends, and so does this function.
    """
    starts_blank = cell[:1] in {"\t", "\r", "\n"}
    return f"'{cell}" if starts_blank or cell.lstrip().startswith(FORMULA_STARTS) else cell
