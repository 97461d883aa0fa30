"""Columns of exact fractions: a whole number above and one below for each row.

Numbers are of 64 bits as long as they fit, and Python's own, of any length, where they would not:
slower, and as exact. What is not there, because a question has left or nothing is known, stands as
0 over 1 and is marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]
"""Whole numbers, none below 0: of 64 bits, or Python's own."""
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

_ROOM: Final = 2**62
_EXACT_AS_DOUBLE: Final = 2**53


def whole(numbers: Sequence[int]) -> Ints:
    """Whole numbers as an array."""
    fits = max(numbers, default=0) < _ROOM
    return np.array(numbers, dtype=np.int64 if fits else object)


def largest(numbers: Ints) -> int:
    """The largest of them; 0 of none."""
    return int(numbers.max(initial=0))


def times(one: Ints, other: Ints) -> Ints:
    """The products of two arrays, as long as they have to be."""
    if largest(one) * largest(other) >= _ROOM:
        one = one.astype(object)
    product: Ints = one * other
    return product


def summed(weights: Ints, rows: Ints) -> Ints:
    """The weighted sum of the rows of a matrix."""
    if sum(map(int, weights)) * largest(rows) >= _ROOM:
        rows = rows.astype(object)
    total: Ints = weights @ rows
    return total


def common_multiple(one: Ints, other: Ints) -> Ints:
    """The least common multiple, of 64 bits wherever it fits."""
    return _slim(times(one, other // np.gcd(one, other)))


def _slim(numbers: Ints) -> Ints:
    return numbers.astype(np.int64) if largest(numbers) < _ROOM else numbers


@dataclass(frozen=True, slots=True)
class Exact:
    """A fraction in each row, or none.

    Args:
        above: numerators, 0 where there is none.
        below: denominators, 1 where there is none; a single one stands for all rows.
        there: whether there is one.

    """

    above: Ints
    below: Ints
    there: Flags

    @classmethod
    def of(cls, above: Ints, below: Ints, there: Flags) -> Self:
        """With what stands where there is none made 0 over 1."""
        return cls(np.where(there, above, 0), np.where(there, below, 1), there)

    @classmethod
    def from_fractions(cls, figures: Sequence[Fraction | None]) -> Self:
        """The same from the engine's figures."""
        known = [Fraction(0) if one is None else one for one in figures]
        return cls(
            whole([one.numerator for one in known]),
            whole([one.denominator for one in known]),
            np.array([one is not None for one in figures], dtype=np.bool_),
        )

    def __len__(self) -> int:
        return len(self.there)

    def where(self, there: Flags) -> Self:
        """The same in these rows alone."""
        return type(self).of(self.above, self.below, self.there & there)

    def otherwise(self, other: Exact) -> Exact:
        """The other where there is none."""
        return Exact(
            np.where(self.there, self.above, other.above),
            np.where(self.there, self.below, other.below),
            self.there | other.there,
        )

    def reaches(self, limit: Fraction) -> Flags:
        """Whether there is a figure that is not below the limit."""
        if limit <= 0:
            return self.there
        found: Flags = times(self.above, whole([limit.denominator])) >= times(
            self.below, whole([limit.numerator])
        )
        return found & self.there

    def is_less_than(self, other: Exact) -> Flags:
        """Whether both are there and this one is less."""
        found: Flags = times(self.above, other.below) < times(other.above, self.below)
        return found & self.there & other.there

    def is_equal_to(self, number: int) -> Flags:
        """Whether there is a figure and it is just this."""
        found: Flags = self.above == times(self.below, whole([number]))
        return found & self.there

    def between(self, low: Exact, high: Exact) -> Exact:
        """The same, raised to `low` and brought down to `high` where it lies beyond."""
        raised = low.where(self.is_less_than(low)).otherwise(self).where(self.there)
        return high.where(high.is_less_than(raised)).otherwise(raised).where(self.there)

    def nearest(self, scale: Fraction) -> Floats:
        """The doubles nearest to the figures on a scale; NaN where there is none.

        Dividing whole numbers that are doubles themselves rounds once and rightly, and so does
        Python with longer ones.
        """
        above = times(self.above, whole([scale.numerator]))
        below = times(self.below, whole([scale.denominator]))
        if max(largest(above), largest(below)) >= _EXACT_AS_DOUBLE:
            above, below = above.astype(object), below.astype(object)
        return np.where(self.there, (above / below).astype(np.float64), np.nan)

    def rounded(self, scale: Fraction) -> Ints:
        """The whole numbers nearest to the figures on a scale, halves up; 0 where there is none."""
        above = times(self.above, whole([2 * scale.numerator]))
        below = times(self.below, whole([scale.denominator]))
        found: Ints = (above + below) // times(below, whole([2]))
        return found

    def at(self, row: int) -> Fraction:
        """The figure of a row in which there is one."""
        return Fraction(int(self.above[row]), int(np.broadcast_to(self.below, len(self))[row]))

    def fractions(self) -> list[Fraction | None]:
        """The figures as the engine has them."""
        below = np.broadcast_to(self.below, len(self)).tolist()
        rows = list(zip(self.above.tolist(), below, self.there.tolist(), strict=True))
        made = {row: Fraction(row[0], row[1]) if row[2] else None for row in set(rows)}
        return [made[row] for row in rows]


@dataclass(frozen=True, slots=True)
class Items:
    """The figures of the parts of a group over one denominator: a row of a matrix for each part.

    Args:
        above: numerators, parts by rows.
        below: the denominator of each row; a single one stands for all.
        there: whether the part has a figure.

    """

    above: Ints
    below: Ints
    there: Flags

    @classmethod
    def of(cls, parts: Sequence[Exact]) -> Self:
        """The figures of these parts, at least one."""
        below = reduce(common_multiple, [part.below for part in parts])
        rows = [_over(part, below) for part in parts]
        return cls(np.stack(rows), below, np.stack([part.there for part in parts]))


def _over(part: Exact, below: Ints) -> Ints:
    """The numerators of a part over another denominator."""
    factor = below // part.below
    return part.above if largest(factor) == 1 else times(part.above, factor)
