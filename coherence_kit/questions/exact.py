"""Numbers that are no fractions: roots, powers and logarithms.

They are worked out in 50-digit decimals and rounded to 12 places before anything is compared, so
that a mean of equal scores is that score and a level is decided the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from fractions import Fraction

_WORKING = Context(prec=60, rounding=ROUND_HALF_EVEN)
_PLACES = Decimal(1).scaleb(-12)


def settled(calculate: Callable[[], Decimal]) -> Fraction:
    """What a calculation in decimals gives, rounded to 12 places."""
    with localcontext(_WORKING):
        return Fraction(calculate().quantize(_PLACES))


def decimal(value: Fraction) -> Decimal:
    """A fraction as a decimal, as exact as the calculation it stands in."""
    return Decimal(value.numerator) / Decimal(value.denominator)
