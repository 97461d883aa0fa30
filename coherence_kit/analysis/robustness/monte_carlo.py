"""The draws of weights and missing answers, scored: apart and together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coherence_kit.analysis.robustness.draws import (
    AnswerDraws,
    WeightDraws,
    answers_generator,
    weights_generator,
)
from coherence_kit.analysis.robustness.rules import Floats
from coherence_kit.analysis.robustness.vectorised import VectorScorer

DRAWS = 10_000
BLOCK = 1_000
"""Draws at a time: so few stay in the fast memory, and 5,000 questions fit into any."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Values of each root with other weights, with the missing answers given, and with both.

    A value is NaN where nothing applies.

    The first are over what is answered, as the score itself. `answers` is empty where nothing is
    missing; weights alone are then all there is.
    """

    weights: dict[str, Floats]
    answers: dict[str, Floats]
    together: dict[str, Floats]


def simulate(scorer: VectorScorer, subjects: Sequence[AnswerDraws]) -> list[Drawn]:
    """Draw and score; every submission meets the same weights."""
    maker = WeightDraws(scorer)
    weights_from = weights_generator()
    answers_from = [answers_generator(subject) for subject in subjects]
    found = [_room(scorer, subject) for subject in subjects]
    for start in range(0, DRAWS, BLOCK):
        block = slice(start, min(start + BLOCK, DRAWS))
        many = block.stop - block.start
        weights = maker.draw(weights_from, many)
        for subject, generator, drawn in zip(subjects, answers_from, found, strict=True):
            reweighted = scorer.evaluate(
                subject.values, subject.lows, weights=weights, scores=subject.scores
            )
            _keep(drawn.weights, block, reweighted)
            if subject.missing:
                filled = subject.draw(generator, many)
                _keep(drawn.answers, block, scorer.evaluate(filled, scores=subject.as_asked))
                _keep(
                    drawn.together,
                    block,
                    scorer.evaluate(filled, weights=weights, scores=subject.as_asked),
                )
    return found


def _room(scorer: VectorScorer, subject: AnswerDraws) -> Drawn:
    weights, answers, together = (
        {root: np.empty(DRAWS) for root in scorer.roots} for _ in range(3)
    )
    return Drawn(weights, answers, together) if subject.missing else Drawn(weights, {}, weights)


def _keep(values: dict[str, Floats], block: slice, figures: dict[str, Floats]) -> None:
    for root, kept in values.items():
        kept[block] = figures[root]
