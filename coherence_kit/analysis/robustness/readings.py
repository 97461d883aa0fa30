"""What other readers would make of the answers: the same documents, read a step higher or lower.

Two things are drawn. A reader now and then takes one answer for its neighbour, each on its own; and
a reader is lenient or strict throughout, which moves all answers together and does not even out.
Both move an answer along its ladder, the scores that its question lists, and stop at its ends.

A disputed question is not read again either: somebody's answer to it is drawn.

Only answers on ladders are read again: steps and options with three or more scores. Yes and no,
boxes and numbers stay, and so do letters, between which there is nothing. What is asked stays as
the answers given decide it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coherence_kit.analysis.robustness.rules import Flags, Floats
from coherence_kit.analysis.robustness.vectorised import Known, VectorScorer
from coherence_kit.model.submission import Answer, Submission
from coherence_kit.questions import kind_of
from coherence_kit.questions.answers import answer_key
from coherence_kit.questions.shapes import Shape
from coherence_kit.scoring.engine import score_question
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.states import State
from coherence_kit.scoring.tree import Node

if TYPE_CHECKING:
    from numpy.random import Generator

READER_ERROR = 0.2
"""How often a reader takes an answer for the one above it or below it, both together.

The page for analysts tells readers of it (docs/analysts.md, “How sure a result is”).
"""
LENIENCY = 0.5
"""How far a reader is lenient or strict throughout, at most, in steps; told there too."""
_NEARLY = 1e-9
_FEWEST = 3
"""Scores of a ladder: of two, one is the opposite of the other and not its neighbour."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What answers score where they are read, a row for each place in which they count.

    `counted` are the scores with the documents that were named for the answers, `claimed` those
    without a look at documents.
    """

    counted: Floats
    claimed: Floats


class Readings:
    """The answers of a submission that stand on ladders, and draws of where they are read.

    `questions` are these, `places` all in which they count. Missing answers are none of them.

    Args:
        scorer: of the questionnaire.
        submission: as it is scored.
        scores: of the engine, where questions that wait for others count as asked.

    """

    def __init__(self, scorer: VectorScorer, submission: Submission, scores: Scores) -> None:
        nodes = scorer.tree.nodes
        found: list[str] = []
        own, of_place, columns, scored = [], [], [], []
        for name in scorer.tree.asking_order:
            places = [place for place in scorer.tree.places(name) if place in scorer.column]
            answer = submission.answer(name)
            is_read = scores[name].state is State.ANSWERED and not scores[name].is_disputed
            if places and is_read and _is_on_ladder(nodes, places):
                answers = _rungs(nodes[places[0]], answer)
                own.append([answers.index(answer), len(answers) - 1])
                for place in places:
                    columns.append(scorer.column[place])
                    of_place.append(len(found))
                    scored.append([_scored(nodes[place], one) for one in answers])
                found.append(name)
        self.questions = tuple(found)
        self.places = tuple(scorer.questions[column] for column in columns)
        self._own, self._top = np.array(own, dtype=float).reshape(-1, 2, 1).swapaxes(0, 1)
        # a chance below the one reads an answer a step lower, one from the other up a step higher
        self._down = np.where(self._own > 0, READER_ERROR / 2, 0)
        self._up = np.where(self._own < self._top, 1 - READER_ERROR / 2, 1)
        self._columns = np.array(columns, dtype=np.int64)
        self._counted = _Ladders(of_place, [[low for low, _ in rungs] for rungs in scored])
        self._claimed = _Ladders(of_place, [[high for _, high in rungs] for rungs in scored])

    def draw(self, generator: Generator, many: int) -> Floats:
        """The places on the ladders at which the answers are read, questions by so many draws.

        Where there is no step in a direction the answer stays in the draws that have it go there.
        """
        lenient = generator.uniform(-LENIENCY, LENIENCY, many)
        chance = generator.random((len(self._own), many))
        places: Floats = self._own + (chance >= self._up)
        places -= chance < self._down
        places += lenient
        np.maximum(places, 0, out=places)
        np.minimum(places, self._top, out=places)
        return places

    def scores(self, places: Floats) -> Reread:
        """What the answers score there; between two steps a score lies between theirs."""
        counted = self._counted.scores(places)
        is_proved = self._claimed.rungs == self._counted.rungs
        return Reread(counted, counted if is_proved else self._claimed.scores(places))

    def read(self, known: Known, reread: Reread) -> Known:
        """Draws in which these answers score so; what has left, or is missing, stays so."""
        answered = ~np.isnan(known.values.T[self._columns])
        values = self._with(known.values, reread.counted, answered)
        if known.answered is known.values:
            return Known.complete(values)
        return Known(
            values,
            known.answered,
            lambda: (
                self._with(known.lows, reread.counted, answered),
                self._with(known.highs, reread.claimed, answered),
            ),
        )

    def _with(self, draws: Floats, scores: Floats, answered: Flags) -> Floats:
        """These draws with the scores of the answers that are there."""
        rows = np.empty((draws.shape[1], scores.shape[1]))
        rows[:] = draws.T
        rows[self._columns] = (
            scores if answered.all() else np.where(answered, scores, rows[self._columns])
        )
        return rows.T


class _Ladders:
    """The scores of answers rung by rung, lowest first.

    Args:
        answers: the number of the answer that each of them belongs to.
        rungs: the scores of each.

    """

    def __init__(self, answers: list[int], rungs: list[list[float]]) -> None:
        self.rungs = rungs
        self._answers = np.array(answers, dtype=np.int64)
        self._is_one_each = answers == list(range(len(answers)))
        self._first = np.array([scores[0] for scores in rungs]).reshape(-1, 1)
        self._step = np.array([scores[1] - scores[0] for scores in rungs]).reshape(-1, 1)
        self._uneven = [
            row for row, scores in enumerate(rungs) if np.ptp(np.diff(scores)) > _NEARLY
        ]

    def scores(self, places: Floats) -> Floats:
        """The scores at these places, a row for each ladder.

        Rungs as far from each other as those of a scale need no search.
        """
        there = places if self._is_one_each else places[self._answers]
        found: Floats = self._step * there
        found += self._first
        for row in self._uneven:
            found[row] = np.interp(there[row], np.arange(len(self.rungs[row])), self.rungs[row])
        return found


def _is_on_ladder(nodes: dict[str, Node], places: list[str]) -> bool:
    """Whether a question lists three scores or more, and counts as numbers in all its places."""
    node = nodes[places[0]]
    return (
        node.question is not None
        and kind_of(node.question).shape is Shape.PICK_ONE
        and len(set(node.answer_scores.values())) >= _FEWEST
        and all(nodes[place].letters is None for place in places)
    )


def _rungs(node: Node, answer: Answer) -> list[Answer]:
    """One answer for each score that a question lists, lowest first, with the same documents.

    The answer given is among them; of several others with one score the first is taken.
    """
    if node.question is None or answer.value is None:
        msg = f"{node.id} has no answer"
        raise ValueError(msg)
    given, kind = answer_key(answer.value), kind_of(node.question)
    keys = {score: key for key, score in reversed(list(node.answer_scores.items()))}
    keys[node.answer_scores[given]] = given
    return [
        answer
        if keys[score] == given
        else answer.model_copy(update={"value": kind.parse(keys[score])})
        for score in sorted(keys)
    ]


def _scored(node: Node, answer: Answer) -> tuple[float, float]:
    """What an answer counts, and what it claims."""
    scored = score_question(node, State.ANSWERED, answer)
    return float(scored.low or 0), float(scored.high or 0)
