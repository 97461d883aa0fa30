"""Parts that may still leave a group: which of them are there at an end of its bounds.

A missing part with a floor, or one whose table reaches neither end, does not span 0 to 100, so
that no score stands for its leaving: a monotone rule is tried with and without it. Most sets of
such parts cannot decide a bound.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TypeVar

from coherence_kit.model.rubric import RuleSpec
from coherence_kit.scoring.rules import RULES

Part = TypeVar("Part")

MOST_LEAVING = 10
"""Parts of a sum under a cap of which every set is tried, 1,024 of them."""


def candidate_subsets(
    rule: RuleSpec,
    staying: Sequence[Part],
    leaving: Sequence[Part],
    distance: Callable[[Part], Fraction],
) -> Iterator[list[Part]]:
    """The sets of parts one of which decides the bound; none of them is empty.

    There are none where there are too many to try.

    A mean moves towards an end with each part that lies beyond it, and away from it with each other
    one, so the nearest parts are there and the others not; the same holds of minimum, maximum, any
    n of and the weakest link. Where points are summed under a cap there is no such order.

    Args:
        rule: a monotone one.
        staying: parts that are there.
        leaving: parts that are there or not.
        distance: of a part from the end.

    """
    chosen: Iterable[Sequence[Part]]
    if RULES[rule.name].needs_points:
        sizes = range(len(leaving) + 1) if len(leaving) <= MOST_LEAVING else ()
        chosen = itertools.chain.from_iterable(
            itertools.combinations(leaving, size) for size in sizes
        )
    else:
        nearest = sorted(leaving, key=distance)
        chosen = (nearest[:size] for size in range(len(nearest) + 1))
    return ([*staying, *some] for some in chosen if staying or some)
