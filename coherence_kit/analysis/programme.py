"""What the measures come to once they are carried out: in all, by horizon, and in packages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from coherence_kit.analysis.recommendation import Position
from coherence_kit.analysis.standing import standing
from coherence_kit.model.assessment import (
    Gap,
    Interval,
    PackageResult,
    Programme,
    Recommendation,
)
from coherence_kit.model.measures import HORIZONS, Measure, Package
from coherence_kit.scoring.what_if import WhatIf

FEWEST_IN_A_PACKAGE = 2
"""Measures of a package that have to fire; one alone stands for itself."""


def programme(
    position: Position,
    gaps: Iterable[Gap],
    recommendations: Iterable[Recommendation],
    catalogue: Mapping[str, Measure],
) -> Programme:
    """The whole after the recommended measures.

    Args:
        position: the submission with its scores.
        gaps: of it.
        recommendations: every measure that fires; those shown as "now" are the programme.
        catalogue: the measures by id.

    """
    what_if = WhatIf(position.tree, position.scores)
    firing = [(item.when, catalogue[item.id]) for item in recommendations]
    now = [measure for when, measure in firing if when == "now"]

    def after(measures: Iterable[Measure]) -> Interval:
        return standing(position.tree, what_if.with_all(position.raised_scores(measures)))

    done = position.raised_scores(now)
    served = {
        raised.question
        for measure in catalogue.values()
        for raised in measure.raises
        if raised.question in position.scores and position.reaches_target(raised)
    }
    by_horizon: dict[str, Interval] = {}
    begun: list[Measure] = []
    reached = standing(position.tree, position.scores)
    for horizon in HORIZONS:
        due = [measure for measure in now if measure.horizon == horizon]
        if due:
            begun += due
            reached = after(begun)
        by_horizon[horizon] = reached
    return Programme(
        now=reached,
        later=reached if len(firing) == len(now) else after(measure for _, measure in firing),
        by_horizon=by_horizon,
        gain=what_if.gain(done),
        open_gaps=tuple(gap.id for gap in gaps if not _is_closed(position, gap.id, done)),
        unserved=tuple(gap.id for gap in gaps if gap.id not in served),
    )


def _is_closed(position: Position, question: str, reached: Mapping[str, Fraction]) -> bool:
    target = position.scores[question].target
    return question in reached and target is not None and reached[question] >= target


def package_results(
    position: Position,
    packages: Iterable[Package],
    recommendations: Iterable[Recommendation],
    catalogue: Mapping[str, Measure],
) -> tuple[PackageResult, ...]:
    """Every package of which enough measures fire, the one that adds most first."""
    what_if = WhatIf(position.tree, position.scores)
    firing = {item.id for item in recommendations if not item.alternative}
    found = []
    for package in packages:
        measures = [catalogue[name] for name in package.measures if name in firing]
        if len(measures) < FEWEST_IN_A_PACKAGE:
            continue
        raised = position.raised_scores(measures)
        found.append(
            PackageResult(
                package=package,
                measures=tuple(measure.id for measure in measures),
                gain=what_if.gain(raised),
                after=standing(position.tree, what_if.with_all(raised)),
                days=sum(measure.effort.days for measure in measures),
                staff_years=sum((m.effort.staff_years for m in measures), Fraction(0)),
            )
        )
    return tuple(sorted(found, key=lambda item: (-item.gain, item.package.id)))
