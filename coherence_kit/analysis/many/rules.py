"""The aggregation rules once more, over columns of exact fractions.

A rule takes the parts of a group, each with its weight and a figure in every row, or none. Those
that need no more than whole numbers are worked out for all rows at once; the others, with roots,
powers or a quotient of each score, by the engine's own rule, once for each set of figures that
occurs. A new rule of `scoring.rules` is one of the latter until it has an entry here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

import numpy as np

from coherence_kit.analysis.many.exact import Exact, Ints, Items, summed, times, whole
from coherence_kit.scoring.tree import Node


@dataclass(frozen=True, slots=True)
class Weights:
    """What the parts of a group weigh.

    Args:
        exact: as the engine has them.
        numbers: the same as whole numbers.
        unit: what a weight of 1 is among these.

    """

    exact: Sequence[Fraction]
    numbers: Ints
    unit: int

    @classmethod
    def of(cls, exact: Sequence[Fraction]) -> Self:
        """These weights."""
        unit = math.lcm(*(weight.denominator for weight in exact))
        return cls(exact, whole([int(weight * unit) for weight in exact]), unit)

    def alike(self) -> Weights:
        """Parts that all weigh the same."""
        return Weights.of([Fraction(1)] * len(self.exact))


Combine = Callable[[Node, Weights, Items], Exact]
_HUNDRED = whole([100])


def combine(node: Node, weights: Weights, parts: Sequence[Exact]) -> Exact:
    """The figure of a group in every row; none where no part has one."""
    if node.rule is None:
        msg = f"{node.id} is no group"
        raise ValueError(msg)
    if node.rule.name in IN_WHOLE_NUMBERS:
        return IN_WHOLE_NUMBERS[node.rule.name](node, weights, Items.of(parts))
    return _case_by_case(node, weights, parts)


def weighted_mean(weights: Weights, items: Items) -> Exact:
    """The mean over what is there."""
    total = summed(weights.numbers, items.there.astype(np.int64))
    below = times(total, items.below)
    return Exact.of(summed(weights.numbers, items.above), below, total > 0)


def _arithmetic_mean(_node: Node, weights: Weights, items: Items) -> Exact:
    return weighted_mean(weights, items)


def _share_of_boxes(_node: Node, weights: Weights, items: Items) -> Exact:
    return weighted_mean(weights.alike(), items)


def lowest(items: Items) -> Exact:
    """The lowest figure of the parts."""
    beyond = times(items.below, whole([101]))  # no figure is above 100
    found = np.where(items.there, items.above, beyond).min(axis=0)
    return Exact.of(found, items.below, np.logical_or.reduce(items.there))


def _minimum(_node: Node, _weights: Weights, items: Items) -> Exact:
    return lowest(items)


def _maximum(_node: Node, _weights: Weights, items: Items) -> Exact:
    # what is not there stands as 0
    return Exact.of(items.above.max(axis=0), items.below, np.logical_or.reduce(items.there))


def _reached(weights: Weights, items: Items, cap: Fraction | None) -> Exact:
    """How much of the points that can be reached are."""
    points, limit = weights.numbers, None
    if cap is not None:
        points = times(points, whole([cap.denominator]))
        limit = whole([cap.numerator * weights.unit])
    most = summed(points, items.there.astype(np.int64))
    below = times(most if limit is None else np.minimum(most, limit), items.below)
    above = np.minimum(times(below, _HUNDRED), summed(points, items.above))
    return Exact.of(above, below, most > 0)


def _sum_of_points(node: Node, weights: Weights, items: Items) -> Exact:
    return _reached(weights, items, node.rule.cap if node.rule else None)


def _any_n_of(node: Node, weights: Weights, items: Items) -> Exact:
    return _reached(weights.alike(), items, Fraction((node.rule.n if node.rule else None) or 1))


def _case_by_case(node: Node, weights: Weights, parts: Sequence[Exact]) -> Exact:
    """What the engine makes of every set of figures that occurs."""
    cases = list(zip(*(part.fractions() for part in parts), strict=True))
    found = {case: _case(node, weights, case) for case in set(cases)}
    return Exact.from_fractions([found[case] for case in cases])


def _case(node: Node, weights: Weights, case: Sequence[Fraction | None]) -> Fraction | None:
    items = [
        (weight, figure)
        for weight, figure in zip(weights.exact, case, strict=True)
        if figure is not None
    ]
    return node.combine(items) if items and node.combine is not None else None


IN_WHOLE_NUMBERS: dict[str, Combine] = {
    "arithmetic-mean": _arithmetic_mean,
    "minimum": _minimum,
    "maximum": _maximum,
    "sum-of-points": _sum_of_points,
    "any-n-of": _any_n_of,
    "share-of-boxes": _share_of_boxes,
}
