"""Where the levels of a figure begin and end."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from coherence_kit.charts import Zone
from coherence_kit.model.rubric import Level

_TOP = Fraction(100)


def level_limits(levels: Iterable[Level]) -> list[tuple[Level, Fraction, Fraction]]:
    """The levels with the points they run from and to, lowest first."""
    rising = sorted(levels, key=lambda level: level.start)
    limits = pairwise([*(level.start for level in rising), _TOP])
    return [(level, start, end) for level, (start, end) in zip(rising, limits, strict=True)]


def zones(levels: Iterable[Level]) -> list[Zone]:
    """The levels as a chart draws them; one that is reached only at full marks has no zone."""
    return [Zone(float(start), float(end)) for _, start, end in level_limits(levels) if start < end]
