"""Whether the text of a cell of an OpenDocument spreadsheet says what its value says.

Each cell has both. Programs show the one or the other; LibreOffice writes the text from the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

_NUMBERS: Final = re.compile(r"\d+")
_FALSE, _TRUE = frozenset({"false", "0", "no"}), frozenset({"true", "1", "yes"})
_LONGEST: Final = 100  # characters of a number; what is longer is compared no further


def says_the_same(kind: str, written: str, value: str) -> bool:
    """Whether nobody who sees the one would read something else than the other.

    Args:
        kind: of the value: `n` for a number, `d` for a date, `b` for a truth value, else a text.
        written: the text of the cell; empty where the program has to make it.
        value: empty where there is none beside the text.

    """
    if not written or not value:
        return True
    if kind == "n":
        return _is_number(written, value)
    if kind == "d":
        numbers = {int(part) for part in _NUMBERS.findall(value)}
        numbers |= {number % 100 for number in numbers}
        return {int(part) for part in _NUMBERS.findall(written)} <= numbers
    if kind == "b":
        word = written.strip().casefold()
        return word not in (_FALSE if value == "true" else _TRUE)
    return " ".join(written.split()) == " ".join(value.split())


def _is_number(written: str, value: str) -> bool:
    """Whether a text shows a number, perhaps rounded, with the separators of any country."""
    if len(written) > _LONGEST or "/" in written:
        return "/" in written  # a fraction: close enough
    try:
        number = Decimal(value)
    except InvalidOperation:
        return True  # that it is none is told elsewhere
    if "%" in written:
        number *= 100
    return any(
        abs(abs(number) - shown) <= Decimal(5).scaleb(-decimals - 1)
        for shown, decimals in _readings(written)
    )


def _readings(written: str) -> Iterator[tuple[Decimal, int]]:
    """The numbers without sign that a text may show, each with its decimals."""
    plain = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in written.strip())
    try:
        exact = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        exact = None
    if exact is not None and exact.is_finite() and "e" in plain.casefold():
        digits = -int(exact.as_tuple().exponent)
        yield abs(exact), digits
    groups = _NUMBERS.findall(plain)
    if not groups:
        return
    yield Decimal("".join(groups)), 0
    if len(groups) > 1:
        yield Decimal(f"{''.join(groups[:-1])}.{groups[-1]}"), len(groups[-1])
