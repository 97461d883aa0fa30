"""Where cells are, as the parts of a workbook say it, and other small words of its XML."""

from __future__ import annotations

from typing import Final, NamedTuple

MOST_ROWS = 20_000
MOST_COLUMNS = 200
_MOST_DIGITS = 9  # of a number in the XML itself; the last row of a sheet has seven
_LAST_ROW = 1_048_576
_LONGEST_REFERENCE = len(f"XFD{_LAST_ROW}")
_TRUE_WORDS: Final = frozenset({"1", "true", "on"})


class Area(NamedTuple):
    """Cells that stand together: first and last row and column."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell is one of them."""
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )


def is_true(word: str) -> bool:
    """Whether a property holds."""
    return word.strip().lower() in _TRUE_WORDS


def whole_number(text: str) -> int:
    """A number that says where something is, such as a row; -1 for what is none, or is too long."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else -1


def row_and_column(reference: str) -> tuple[int, int] | None:
    """Row and column of `D7`."""
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if (
        not digits
        or not letters.isascii()
        or not letters.isalpha()
        or len(reference) > _LONGEST_REFERENCE
    ):
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return (int(digits), column) if int(digits) else None


def area_named(reference: str) -> Area | None:
    """The cells of `A1:B9`, `A:B`, `1:9` or `A1`."""
    first, _, last = reference.replace("$", "").partition(":")
    last = last or first
    if first.isdecimal() and last.isdecimal():
        first, last = f"A{first}", f"XFD{last}"
    elif first.isalpha() and last.isalpha():
        first, last = f"{first}1", f"{last}{_LAST_ROW}"
    start, end = row_and_column(first), row_and_column(last)
    return None if start is None or end is None else Area(*start, *end)
