"""What other readers would make of the answers: the same documents, read a step higher or lower.

Two things are drawn. A reader now and then takes one answer for its neighbour, each on its own; and
a reader is lenient or strict throughout, which moves all answers together and does not even out.
Both move an answer along its ladder, the scores that its question lists, and stop at its ends.

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

Scoring rule 15 of the kit.
"""
LENIENCY = 0.5
"""How far a reader is lenient or strict throughout, at most, in steps; scoring rule 15 too."""
_FEWEST = 3
"""Scores of a ladder: of two, one is the opposite of the other and not its neighbour."""


@dataclass(frozen=True, slots=True)
class _Ladder:
    """The scores of one question in one place, lowest first.

    `counted` are those with the documents that were named for the answer, `claimed` without a look
    at documents.
    """

    column: int
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
        self._own: list[int] = []
        self._ladders: list[tuple[_Ladder, ...]] = []
        found = []
        for name in scorer.tree.asking_order:
            places = [place for place in scorer.tree.places(name) if place in scorer.column]
            answer = submission.answer(name)
            if places and scores[name].state is State.ANSWERED and _is_on_ladder(nodes, places):
                answers = _rungs(nodes[places[0]], answer)
                found.append(name)
                self._own.append(answers.index(answer))
                self._ladders.append(
                    tuple(_ladder(nodes[place], scorer.column[place], answers) for place in places)
                )
        self.questions = tuple(found)
        self.places = tuple(
            place for name in found for place in scorer.tree.places(name) if place in scorer.column
        )

    def draw(self, generator: Generator, many: int) -> Floats:
        """The places on the ladders at which the answers are read, questions by so many draws.

        Where there is no step in a direction the answer stays in the draws that have it go there.
        """
        own = np.array(self._own, dtype=float)[:, np.newaxis]
        top = np.array([len(ladders[0].counted) - 1 for ladders in self._ladders])[:, np.newaxis]
        lenient = generator.uniform(-LENIENCY, LENIENCY, many)
        chance = generator.random((len(own), many))
        off = (chance >= 1 - READER_ERROR / 2).astype(float) - (chance < READER_ERROR / 2)
        places: Floats = np.clip(np.clip(own + off, 0, top) + lenient, 0, top)
        return places

    def read(self, known: Known, places: Floats) -> Known:
        """Draws in which these answers are read so; between two steps a score lies between theirs.

        What has left in a draw, or is missing, stays so.
        """
        answered = ~np.isnan(known.values.T)
        values = self._moved(known.values, places, answered, is_claimed=False)
        if known.lows is known.values:
            return Known.complete(values)
        return Known(
            values,
            self._moved(known.lows, places, answered, is_claimed=False),
            self._moved(known.highs, places, answered, is_claimed=True),
        )

    def _moved(
        self, scores: Floats, places: Floats, answered: Flags, *, is_claimed: bool
    ) -> Floats:
        rows = np.empty((scores.shape[1], places.shape[1]))
        rows[:] = scores.T
        for at, ladders in zip(places, self._ladders, strict=True):
            for ladder in ladders:
                rungs = ladder.claimed if is_claimed else ladder.counted
                score = np.interp(at, np.arange(len(rungs)), rungs)
                rows[ladder.column] = np.where(answered[ladder.column], score, rows[ladder.column])
        return rows.T


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


def _ladder(node: Node, column: int, answers: list[Answer]) -> _Ladder:
    scored = [score_question(node, State.ANSWERED, answer) for answer in answers]
    return _Ladder(
        column,
        np.array([float(one.low or 0) for one in scored]),
        np.array([float(one.high or 0) for one in scored]),
    )
