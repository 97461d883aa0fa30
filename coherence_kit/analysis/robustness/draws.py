"""What is drawn: weights of siblings, and answers in place of the missing ones.

(What other readers make of the answers that are there has `readings`.)

Everything hangs on one constant, so that the same input gives the same figures. The weights depend
on the questionnaire alone: submissions that are compared share them. The answers have a stream of
their own for each set of known answers: what one country has left out says nothing of another. A
missing answer takes any of its possible scores, all as likely; where an open condition reads it,
any of its answers, and `conditions` says what is then asked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence

from coherence_kit.analysis.robustness.conditions import (
    OpenConditions,
    given_scores,
    scored_as_asked,
)
from coherence_kit.analysis.robustness.readings import Readings
from coherence_kit.analysis.robustness.rules import Floats
from coherence_kit.analysis.robustness.vectorised import Known, VectorScorer
from coherence_kit.model.merging import is_disputed
from coherence_kit.model.submission import Answer, Submission
from coherence_kit.questions import kind_of
from coherence_kit.scoring.engine import score
from coherence_kit.scoring.node_score import NodeScore
from coherence_kit.scoring.states import MISSING_STATES
from coherence_kit.scoring.tree import Node

SEED = 281
"""Of MC/INF/281, the paper that the kit begins with; any other would do."""
VARIATION = 0.3
"""Standard deviation over mean of a drawn weight where siblings weigh the same."""
_WEIGHTS, _ANSWERS, _PAIRS, _READERS, _LIMITS = range(5)  # streams must not repeat each other


def concentration(siblings: int) -> float:
    """Sum of the parameters of the Dirichlet distribution of so many weights."""
    return float((siblings - 1) / VARIATION**2 - 1)


class WeightDraws:
    """Weights of the children of every group.

    They are drawn around the weights stated and add up to the same.
    """

    def __init__(self, scorer: VectorScorer) -> None:
        self._groups = {
            name: group.weights[:, 0]
            for name, group in scorer.groups.items()
            if len(group.weights) > 1
        }

    def draw(self, generator: Generator, many: int) -> dict[str, Floats]:
        """So many draws: of each group with two or more children a row for each child.

        Gamma variates over their sum are a Dirichlet draw; drawn child by
        child, which is how they are needed.
        """
        drawn = {}
        for name, weights in self._groups.items():
            rows = np.empty((len(weights), many))
            for row, shape in zip(
                rows, weights * (concentration(len(weights)) / weights.sum()), strict=True
            ):
                generator.standard_gamma(shape, out=row)
            rows *= weights.sum() / rows.sum(axis=0)
            drawn[name] = rows
        return drawn


class AnswerDraws:
    """The scores of one submission as columns, and draws of what is missing.

    In a draw every missing question is answered or not asked, and of a disputed one somebody's
    answer counts.

    `scores` are the engine's; `known` is a single draw: the submission as it is. `missing` are the
    questions that count and have no score yet, in every place in which they count. `as_asked`
    are the scores with what is said of questions that wait for others, which counts in the draws
    in which they are asked. `readings` are the answers that another reader may read otherwise.
    """

    def __init__(self, scorer: VectorScorer, submission: Submission) -> None:
        self.scores = score(scorer.tree, submission)
        known = [self.scores[question] for question in scorer.questions]
        self.known = Known.of(
            _as_row([node.value for node in known]),
            _as_row([node.low for node in known]),
            _as_row([node.high for node in known]),
        )
        self.missing = tuple(node.id for node in known if node.is_included and _is_drawn(node))
        self.stream = _stream(known)
        self._conditions = OpenConditions(scorer.tree, submission, self.scores)
        self.as_asked = scored_as_asked(
            scorer.tree, submission, self.scores, self._conditions.waiting
        )
        self.readings = Readings(scorer, submission, self.as_asked)
        self._columns = {
            name: [
                scorer.column[place] for place in scorer.tree.places(name) if place in scorer.column
            ]
            for name in scorer.tree.asking_order
        }
        self._filled = _as_row([self.as_asked[question].value for question in scorer.questions])
        self._possible = {
            question: _possible(scorer.tree.nodes[question], submission.answer(question))
            for question in self.missing
            if scorer.tree.nodes[question].shares is None
            and _is_drawn(self.as_asked[question])
            and question not in self._conditions.drawn
        }

    def draw(self, generator: Generator, many: int) -> Floats:
        """So many draws, or the single one that is the submission where nothing is missing."""
        if not self.missing:
            return self.known.values
        rows = np.repeat(self._filled.T, many, axis=1)
        for question, possible in self._possible.items():
            if possible is None:
                rows[self._columns[question]] = 100 * generator.random(many)
            else:
                picked = generator.integers(len(possible), size=many)
                rows[self._columns[question]] = possible[picked]
        if self._conditions.waiting:
            self._decide(rows, generator)
        return rows.T

    def _decide(self, rows: Floats, generator: Generator) -> None:
        """Put in the answers that conditions read, and take out what is then not asked."""
        scores, asked = self._conditions.draw(generator, rows.shape[1])
        for question, drawn in scores.items():
            rows[self._columns[question]] = drawn
        for question, is_asked in asked.items():
            columns = self._columns[question]
            rows[columns] = np.where(is_asked, rows[columns], np.nan)


def _as_row(figures: Sequence[Fraction | None]) -> Floats:
    return np.array([[np.nan if figure is None else float(figure) for figure in figures]])


def _is_drawn(scored: NodeScore) -> bool:
    return scored.state in MISSING_STATES or scored.is_disputed


def _possible(node: Node, answer: Answer) -> Floats | None:
    """Every score that an answer can have, each once; of a disputed one those of all answers.

    None where anything from 0 to 100 is possible.
    """
    if is_disputed(answer):
        return given_scores(node, answer)
    drawn = None if node.question is None else kind_of(node.question).drawn_scores(node.letters)
    return None if drawn is None else np.array([float(score) for score in drawn])


def _stream(known: list[NodeScore]) -> int:
    """A number for these answers, whatever the comments and documents beside them."""
    told = "\n".join(f"{node.id} {node.state} {node.low} {node.high}" for node in known)
    return int.from_bytes(hashlib.sha256(told.encode()).digest()[:8])


def weights_generator() -> Generator:
    """The generator of the weights."""
    return _generator(_WEIGHTS)


def answers_generator(answers: AnswerDraws) -> Generator:
    """The generator of a submission's missing answers."""
    return _generator(_ANSWERS, answers.stream)


def readers_generator(answers: AnswerDraws) -> Generator:
    """The generator of what readers make of a submission's answers."""
    return _generator(_READERS, answers.stream)


def limits_generator() -> Generator:
    """The generator of where the limits of levels lie."""
    return _generator(_LIMITS)


def pairs_generator(answers: AnswerDraws | None = None) -> Generator:
    """The generator of the two samples that Sobol indices are made of.

    A sample is one of weights and rules, or of a submission's missing answers and its readers.
    """
    return _generator(_PAIRS) if answers is None else _generator(_PAIRS, answers.stream)


def _generator(*stream: int) -> Generator:
    return Generator(PCG64(SeedSequence([SEED, *stream])))
