"""Open conditions, decided in every draw: which questions are asked hangs on the answers that are drawn for others.

An answer that a condition reads is a set of keys: the one that was chosen, or the boxes that were ticked. Over many draws
it is a table of flags, a row for each key; one column stands for all draws where the answer is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from coherence_kit.analysis.robustness.rules import Flags, Floats
from coherence_kit.model.conditions import AllOf, AnswerIn, Condition, tests
from coherence_kit.model.questionnaire import MultipleChoiceQuestion, Question
from coherence_kit.model.submission import Submission
from coherence_kit.scoring.answers import (
    QUESTION_TYPES,
    answer_key,
    answer_keys,
    box_points,
    enough_points,
    parse_answer,
)
from coherence_kit.scoring.engine import score
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.states import LEFT_STATES, MISSING_STATES, State, stated
from coherence_kit.scoring.tree import Node, Tree

if TYPE_CHECKING:
    from numpy.random import Generator


class OpenConditions:
    """The conditions of one submission that its answers leave open.

    `waiting` are the questions that have one, each after those that it reads; `drawn` those without an answer that
    they read, counted or not, of which an answer is drawn and not merely a score.
    """

    def __init__(self, tree: Tree, submission: Submission, scores: Scores) -> None:
        self.waiting = tuple(name for name in tree.asking_order if scores[name].state is State.OPEN)
        self._conditions = {name: _condition(tree.nodes[name]) for name in self.waiting}
        read = {
            test.question for condition in self._conditions.values() for test in tests(condition)
        }
        self._read = {name: tree.nodes[name] for name in tree.asking_order if name in read}
        self._left = {name for name in read if scores[name].state in LEFT_STATES}
        self._answers = {name: submission.answer(name) for name in self._read}
        self.drawn = tuple(name for name in self._read if self._is_drawn(name))

    def _is_drawn(self, name: str) -> bool:
        return name not in self._left and stated(self._answers[name]) in MISSING_STATES

    def draw(self, generator: Generator, many: int) -> tuple[dict[str, Floats], dict[str, Flags]]:
        """So many draws: scores of the drawn answers that count, and of every waiting question whether it is asked."""
        chosen = {name: self._chosen(name, generator, many) for name in self._read}
        scores = {
            name: _scores(self._read[name], chosen[name])
            for name in self.drawn
            if self._read[name].scored
        }
        asked: dict[str, Flags] = {}
        for name, condition in self._conditions.items():
            asked[name] = self._holds(condition, chosen, asked)
        return scores, asked

    def _chosen(self, name: str, generator: Generator, many: int) -> Flags:
        """The answers as flags; none is set of a question that has left or was said not to apply."""
        question = _question(self._read[name])
        if name in self.drawn:
            return drawn_answers(question, generator, many)
        keys = QUESTION_TYPES[question.type].keys(question)
        given = self._answers[name].value
        known = () if name in self._left or given is None else answer_keys(given)
        return np.array([[key in known] for key in keys], dtype=np.bool_)

    def _holds(
        self, condition: Condition, chosen: Mapping[str, Flags], asked: Mapping[str, Flags]
    ) -> Flags:
        """Whether a condition is true, in every draw; it is not where the question it reads is not asked."""
        if isinstance(condition, AnswerIn):
            question = _question(self._read[condition.question])
            found: Flags = np.logical_or.reduce(
                chosen[condition.question][_rows(question, condition)], axis=0
            )
            return found & asked[condition.question] if condition.question in asked else found
        settle = np.logical_and if isinstance(condition, AllOf) else np.logical_or
        return reduce(settle, [self._holds(part, chosen, asked) for part in condition.parts])


def drawn_answers(question: Question, generator: Generator, many: int) -> Flags:
    """Any answer, all as likely: one of the keys, or of boxes any set of them."""
    kind = QUESTION_TYPES[question.type]
    keys = len(kind.keys(question))
    if kind.takes_several:
        return generator.integers(2, size=(keys, many)).astype(np.bool_)
    flags: Flags = generator.integers(keys, size=many) == np.arange(keys)[:, np.newaxis]
    return flags


def scored_as_asked(
    tree: Tree, submission: Submission, scores: Scores, waiting: tuple[str, ...]
) -> Scores:
    """These scores with those that waiting questions have once they are asked: what was said of them counts then."""
    if not waiting:
        return scores
    asked = {
        name: replace(
            tree.nodes[name],
            question=_question(tree.nodes[name]).model_copy(update={"depends_on": None}),
        )
        for name in waiting
    }
    after = score(replace(tree, nodes={**tree.nodes, **asked}), submission)
    return {**scores, **{name: after[name] for name in waiting}}


def _question(node: Node) -> Question:
    if node.question is None:
        msg = f"{node.id} is no question"
        raise ValueError(msg)
    return node.question


def _condition(node: Node) -> Condition:
    condition = _question(node).depends_on
    if condition is None:
        msg = f"{node.id} has no condition"
        raise ValueError(msg)
    return condition


def _rows(question: Question, test: AnswerIn) -> list[int]:
    """The rows of the keys that a condition waits for, however they are spelt (`yes` is `true`)."""
    kind = QUESTION_TYPES[question.type]
    keys = kind.keys(question)
    wanted = (
        test.values
        if kind.takes_several
        else [answer_key(parse_answer(question, item)) for item in test.values]
    )
    return [keys.index(key) for key in wanted]


def _scores(node: Node, chosen: Flags) -> Floats:
    """What the answers score."""
    if isinstance(node.question, MultipleChoiceQuestion):
        points = np.array([float(box) for box in box_points(node.question).values()])
        enough = float(enough_points(node.question))
        ticked: Floats = 100 * np.minimum(enough, points @ chosen) / enough
        return ticked
    scores = np.array(
        [
            float(node.answer_scores[key])
            for key in QUESTION_TYPES[_question(node).type].keys(node.question)
        ]
    )
    listed: Floats = scores @ chosen
    return listed
