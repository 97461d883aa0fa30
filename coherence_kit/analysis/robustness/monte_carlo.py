"""The draws of weights, missing answers and readers, scored: apart and together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coherence_kit.analysis.robustness.draws import (
    AnswerDraws,
    WeightDraws,
    answers_generator,
    limits_generator,
    readers_generator,
    weights_generator,
)
from coherence_kit.analysis.robustness.rules import Floats
from coherence_kit.analysis.robustness.vectorised import Figures, Known, VectorScorer

if TYPE_CHECKING:
    from numpy.random import Generator

DRAWS = 10_000
BLOCK = 1_000
"""Draws at a time: so few stay in the fast memory, and 5,000 questions fit into any."""
LIMIT_SHIFT = 5.0
"""How far the limits of levels move, at most, in points of 100 (docs/analysts.md tells of it)."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Figures with other weights, with the missing answers given, with other readers, and with all.

    A value is NaN where there is none.

    The first are over what is answered, as the score itself, and so are those of other readers.
    `answers` is None where nothing is missing, `readers` where no answer stands on a ladder.
    """

    weights: Figures
    answers: Figures | None
    readers: Figures | None
    together: Figures


@dataclass(frozen=True, slots=True)
class _Subject:
    """A submission with the streams that it draws from, and room for what comes out."""

    answers: AnswerDraws
    answers_from: Generator
    readers_from: Generator
    drawn: Drawn


def simulate(scorer: VectorScorer, subjects: Sequence[AnswerDraws]) -> list[Drawn]:
    """Draw and score; every submission meets the same weights."""
    maker, weights_from = WeightDraws(scorer), weights_generator()
    found = [_subject(scorer, subject) for subject in subjects]
    for start in range(0, DRAWS, BLOCK):
        block = slice(start, min(start + BLOCK, DRAWS))
        weights = maker.draw(weights_from, block.stop - block.start)
        for subject in found:
            _draw(scorer, subject, weights, block)
    return [subject.drawn for subject in found]


def _draw(
    scorer: VectorScorer, subject: _Subject, weights: dict[str, Floats], block: slice
) -> None:
    """Fill one block of draws."""
    answers, drawn, many = subject.answers, subject.drawn, block.stop - block.start
    known, scores = answers.known, answers.scores
    _keep(drawn.weights, block, scorer.evaluate(known, weights=weights, scores=scores))
    every = known
    if drawn.answers is not None:
        every = Known.complete(answers.draw(subject.answers_from, many))
        _keep(drawn.answers, block, scorer.evaluate(every, scores=answers.as_asked))
    if drawn.readers is not None:
        readings = answers.readings
        reread = readings.scores(readings.draw(subject.readers_from, many))
        read = readings.read(known, reread)
        _keep(drawn.readers, block, scorer.evaluate(read, scores=scores))
        every = read if every is known else readings.read(every, reread)
    if drawn.together is not drawn.weights:
        together = scorer.evaluate(every, weights=weights, scores=answers.as_asked)
        _keep(drawn.together, block, together)


def limit_shifts() -> Floats:
    """How far the limits of all levels lie from those stated, in every draw."""
    return limits_generator().uniform(-LIMIT_SHIFT, LIMIT_SHIFT, DRAWS)


def _subject(scorer: VectorScorer, answers: AnswerDraws) -> _Subject:
    weights = _room(scorer)
    missing = _room(scorer) if answers.missing else None
    readers = _room(scorer) if answers.readings.questions else None
    together = _room(scorer) if missing or readers else weights
    return _Subject(
        answers,
        answers_generator(answers),
        readers_generator(answers),
        Drawn(weights, missing, readers, together),
    )


def _room(scorer: VectorScorer) -> Figures:
    return Figures(
        {root: np.empty(DRAWS) for root in scorer.roots},
        {root: np.empty(DRAWS) for root in scorer.floored},
    )


def _keep(room: Figures, block: slice, figures: Figures) -> None:
    for kept, found in ((room.values, figures.values), (room.weakest, figures.weakest)):
        for root, column in kept.items():
            column[block] = found[root]
