"""What several gaps or measures add when they are closed together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from coherence_kit.analysis.recommendation import Position, steps_forward
from coherence_kit.analysis.standing import standing
from coherence_kit.model.assessment import Gap, NextLevel, Recommendation, Together
from coherence_kit.model.measures import HORIZONS, Measure
from coherence_kit.scoring.engine import rescore
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.tree import Tree
from coherence_kit.scoring.what_if import WhatIf

ZERO = Fraction(0)
MOST_FIRST_MEASURES = 5


def joint_gains(
    position: Position,
    gaps: tuple[Gap, ...],
    recommendations: tuple[Recommendation, ...],
    catalogue: Mapping[str, Measure],
) -> Together:
    """Joint gains, as points of the whole, exact."""
    tree, scores = position.tree, position.scores
    what_if = WhatIf(tree, scores)

    def gain_of_measures(names: list[str]) -> Fraction:
        return what_if.gain(position.raised_scores([catalogue[name] for name in names]))

    def at_target(closed: Iterable[Gap]) -> dict[str, Fraction]:
        targets = {gap.id: scores[gap.id].target for gap in closed}
        return {name: target for name, target in targets.items() if target is not None}

    sections: dict[str, list[Gap]] = {}
    for gap in gaps:
        for section in {tree.path(place)[-2]: None for place in tree.places(gap.id)}:
            sections.setdefault(section, []).append(gap)
    by_section = {section: what_if.gain(at_target(found)) for section, found in sections.items()}
    now_measures = [catalogue[item.id] for item in recommendations if item.when == "now"]
    moving = [name for name, moved in steps_forward(position, now_measures) if moved]
    own_gains = {item.id: item.gain for item in recommendations}
    first = _without_idle(moving, own_gains, gain_of_measures)[:MOST_FIRST_MEASURES]
    first = _without_idle(first, own_gains, gain_of_measures)
    by_horizon = {}
    for horizon in HORIZONS:
        within = [item.id for item in recommendations if item.horizon == horizon]
        by_horizon[horizon] = gain_of_measures(within)
    return Together(
        all_gaps=standing(tree, what_if.with_all(at_target(gaps))),
        gap_gain=what_if.gain(at_target(gaps)),
        gap_gain_by_section=by_section,
        first_measures=tuple(first),
        first_measures_gain=gain_of_measures(first),
        gain_by_horizon=by_horizon,
        next_level=_next_level(tree, scores, gaps),
    )


def _without_idle(
    names: list[str],
    own_gains: Mapping[str, Fraction],
    gain_of_measures: Callable[[list[str]], Fraction],
) -> list[str]:
    """The measures without those that add nothing, neither alone nor to the others.

    Under a minimum two measures may add something only together; both stay.
    """
    kept = list(names)
    for name in reversed(names):
        rest = [other for other in kept if other != name]
        if own_gains[name] <= 0 and gain_of_measures(rest) == gain_of_measures(kept):
            kept = rest
    return kept


def _next_level(tree: Tree, scores: Scores, gaps: tuple[Gap, ...]) -> NextLevel | None:
    """The first gaps by priority whose closing lifts the value to the next level.

    None at the top level.
    """
    levels = tree.nodes[tree.root].settings.levels
    now = standing(tree, scores)
    if now.value is None or now.level is None:
        return None
    ranks = [level.id for level in sorted(levels, key=lambda level: level.start)]
    above = ranks[ranks.index(now.level) + 1 :]
    if not above:
        return None
    wanted = next(level for level in levels if level.id == above[0])
    points = max(ZERO, wanted.start - now.value)
    after = scores
    for place, gap in enumerate(gaps, start=1):
        after = rescore(tree, after, {gap.id: scores[gap.id].target or ZERO})
        if standing(tree, after).level in above:
            return NextLevel(wanted.id, points, tuple(closed.id for closed in gaps[:place]))
    return NextLevel(wanted.id, points, None)
