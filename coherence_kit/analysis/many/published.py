"""What is said of figures in words: levels, and the text that is printed."""

from __future__ import annotations

from math import ceil

import numpy as np

from coherence_kit.analysis.many.exact import Exact, Floats, whole
from coherence_kit.i18n import figure_text, with_point
from coherence_kit.model.rubric import Level
from coherence_kit.scoring.tree import Node

Figure = float | None
Words = list[str | None]


def as_figures(figures: Floats) -> list[Figure]:
    """Doubles as a list, None where there is none."""
    found: list[Figure] = figures.tolist()
    for row in np.flatnonzero(np.isnan(figures)).tolist():
        found[row] = None
    return found


def levels_of(figures: Exact, levels: tuple[Level, ...], weakest: Exact | None) -> Words:
    """The level of each figure, as `model.rubric.level_of` has it.

    Args:
        figures: of a node.
        levels: of the node.
        weakest: the lowest figures of its parts; None where it has none.

    """
    found = np.zeros(len(figures), dtype=np.intp)
    names: list[str | None] = [None]
    for level in sorted(levels, key=lambda level: level.start, reverse=True):
        reached = figures.reaches(level.start)
        if level.every_part is not None and weakest is not None:
            reached &= weakest.reaches(level.every_part) | ~weakest.there
        names.append(level.id)
        found[reached & (found == 0)] = len(names) - 1
    return np.array(names, dtype=object)[found].tolist()  # type: ignore[no-any-return]


def texts_of(node: Node, figures: Exact) -> Words:
    """The published text of each figure of a node, as `i18n.figure_text` has it.

    A text takes more decimals only where rounding carries it over the limit of a level, which that
    function does for the few figures of which it is so.
    """
    publish, limits = node.settings.publish, tuple(level.start for level in node.settings.levels)
    shift = 10**publish.decimals
    rounded = figures.rounded(publish.max / 100 * shift)
    # the least rounded figure that is not below each limit
    edges = sorted(max(0, ceil(limit * publish.max / 100 * shift)) for limit in limits)
    passed = np.zeros(len(figures), dtype=np.intp)
    for limit in limits:
        passed += figures.reaches(limit)
    texts = {number: with_point(number, publish.decimals) for number in set(rounded.tolist())}
    found: Words = list(map(texts.__getitem__, rounded.tolist()))
    carried_over = passed != np.searchsorted(whole(edges), rounded, side="right")
    for row in np.flatnonzero(carried_over & figures.there).tolist():
        found[row] = figure_text(
            figures.at(row), scale_maximum=publish.max, decimals=publish.decimals, limits=limits
        )
    for row in np.flatnonzero(~figures.there).tolist():
        found[row] = None
    return found
