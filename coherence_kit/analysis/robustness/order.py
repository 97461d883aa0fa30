"""The order of several submissions by one result.

It is given as it is, and in draws with the same weights for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from coherence_kit.analysis.robustness.roots import DECIMALS, HIGHEST_SHARE, LOWEST_SHARE
from coherence_kit.analysis.robustness.rules import Floats
from coherence_kit.model.robustness import Order, Place

_EQUAL = 1e-9


def order_of(root: str, values: Sequence[float | None], draws: Sequence[Floats]) -> Order:
    """How often two submissions change places, and which places each of them takes.

    Args:
        root: the result.
        values: of each submission as it is published; None where nothing is shown or
            nothing applies, which has no place.
        draws: of each submission, NaN where nothing applies; the n-th
            draws of all have the same weights.

    """
    turned: list[list[float | None]] = [[None] * len(values) for _ in values]
    for one, other in combinations(range(len(values)), 2):
        turned[one][other] = turned[other][one] = _turned(
            values[one], values[other], draws[one] - draws[other]
        )
    return Order(root, tuple(map(tuple, turned)), tuple(_places(values, draws)))


def _turned(one: float | None, other: float | None, ahead: Floats) -> float | None:
    """The share of draws in which the one that is ahead is behind.

    A draw in which either has no value does not count as one. None where the results
    are equal or one has no value.
    """
    if one is None or other is None or abs(one - other) < _EQUAL:
        return None
    return round(float(np.mean(ahead < -_EQUAL if one > other else ahead > _EQUAL)), DECIMALS)


def _places(values: Sequence[float | None], draws: Sequence[Floats]) -> list[Place | None]:
    """The place of each submission, counted from 1; equals share one.

    A draw without a value stands behind all that have one.
    """
    shown = [number for number, value in enumerate(values) if value is not None]
    drawn_of = {number: np.nan_to_num(draws[number], nan=-np.inf) for number in shown}
    found: list[Place | None] = [None] * len(values)
    for number in shown:
        own = values[number] or 0.0
        place = 1 + sum((values[other] or 0.0) > own + _EQUAL for other in shown)
        drawn = np.ones(len(draws[number]), dtype=np.int64)
        for other in shown:
            drawn += drawn_of[other] > drawn_of[number] + _EQUAL
        ordered = np.sort(drawn)
        best, last = (
            int(ordered[int(share * (len(ordered) - 1))]) for share in (LOWEST_SHARE, HIGHEST_SHARE)
        )
        found[number] = Place(place, best, last, round(float(np.mean(drawn == place)), DECIMALS))
    return found
