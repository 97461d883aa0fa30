"""Open conditions, decided in every draw.

Which questions are asked depends on the answers that are drawn for others.

An answer that a condition reads is a set of keys: the one that was chosen, or the boxes that were
ticked. Over many draws it is a table of flags, a row for each key; one column stands for all
draws where the answer is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, Any, assert_never

import numpy as np
from numpy.typing import NDArray

from coherence_kit.analysis.robustness.rules import Flags, Floats
from coherence_kit.model.conditions import AllOf, AnswerIn, Condition, tests
from coherence_kit.model.merging import counting, is_disputed
from coherence_kit.model.questionnaire import Question
from coherence_kit.model.submission import Answer, Submission
from coherence_kit.questions import kind_of
from coherence_kit.questions.kind import AnyKind
from coherence_kit.questions.shapes import Shape
from coherence_kit.scoring.engine import score, score_said
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.states import LEFT_STATES, MISSING_STATES, State, stated
from coherence_kit.scoring.tree import Node, Tree

if TYPE_CHECKING:
    from numpy.random import Generator


Columns = NDArray[Any]
"""A column for each draw, or a single one of them: flags or places of keys."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Answers to one question over many draws.

    Args:
        flags: a row for each key; set where a condition that names the key is met.
        orders: of answers that put their keys in order, the place of each key among
            the keys, the first one first.
        picks: of a disputed question, which of the answers given it is.

    """

    flags: Flags
    orders: Columns = field(default_factory=lambda: np.empty((0, 0), dtype=np.int_))
    picks: Columns = field(default_factory=lambda: np.empty(0, dtype=np.int_))


class OpenConditions:
    """The conditions of one submission that its answers leave open.

    `waiting` are the questions that have one, each after those that it reads; `drawn` those without
    an answer, or with several, that they read, counted or not, of which an answer is drawn and not
    merely a score.
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
        answer = self._answers[name]
        is_drawn = stated(answer) in MISSING_STATES or is_disputed(answer)
        return is_drawn and name not in self._left

    def draw(self, generator: Generator, many: int) -> tuple[dict[str, Floats], dict[str, Flags]]:
        """Draw the answers that conditions read, so many times.

        Returns the scores of the drawn answers that count, and of every
        waiting question whether it is asked.
        """
        chosen = {name: self._chosen(name, generator, many) for name in self._read}
        scores = {
            name: self._scores(name, chosen[name]) for name in self.drawn if self._read[name].scored
        }
        asked: dict[str, Flags] = {}
        for name, condition in self._conditions.items():
            asked[name] = self._holds(condition, chosen, asked)
        return scores, asked

    def _scores(self, name: str, chosen: Drawn) -> Floats:
        """What the drawn answers to a question score."""
        if is_disputed(self._answers[name]):
            return given_scores(self._read[name], self._answers[name])[chosen.picks]
        return _drawn_scores(self._read[name], chosen)

    def _chosen(self, name: str, generator: Generator, many: int) -> Drawn:
        """The answers; no flag is set of a question that has left or was said not to apply."""
        question = _question_of(self._read[name])
        if name in self.drawn and is_disputed(self._answers[name]):
            return _one_of_those_given(question, self._answers[name], generator, many)
        if name in self.drawn:
            return drawn_answers(question, generator, many)
        kind, given = kind_of(question), self._answers[name].value
        known = () if name in self._left or given is None else kind.condition_keys(given)
        return Drawn(np.array([[key in known] for key in kind.keys], dtype=np.bool_))

    def _holds(
        self, condition: Condition, chosen: Mapping[str, Drawn], asked: Mapping[str, Flags]
    ) -> Flags:
        """Whether a condition is true, in every draw.

        It is not true where the question that it reads is not asked.
        """
        if isinstance(condition, AnswerIn):
            kind = kind_of(_question_of(self._read[condition.question]))
            flags = chosen[condition.question].flags[_rows_of_keys(kind, condition)]
            found: Flags = np.logical_or.reduce(flags, axis=0)
            return found & asked[condition.question] if condition.question in asked else found
        settle = np.logical_and if isinstance(condition, AllOf) else np.logical_or
        return reduce(settle, [self._holds(part, chosen, asked) for part in condition.parts])


def drawn_answers(question: Question, generator: Generator, many: int) -> Drawn:
    """Any answer, all as likely: one of the keys, any set of them, or any order."""
    kind = kind_of(question)
    keys = len(kind.keys)
    match kind.shape:
        case Shape.PICK_ONE:
            return Drawn(generator.integers(keys, size=many) == np.arange(keys)[:, np.newaxis])
        case Shape.PICK_MANY:
            return Drawn(generator.integers(2, size=(keys, many)).astype(np.bool_))
        case Shape.ORDER:
            orders = generator.random((keys, many)).argsort(axis=0)
            return Drawn(orders[0] == np.arange(keys)[:, np.newaxis], orders)
        case Shape.QUANTITY | Shape.PROSE:
            msg = f"no condition reads {question.id}, whose answers cannot be listed"
            raise ValueError(msg)
    assert_never(kind.shape)


def _one_of_those_given(
    question: Question, answer: Answer, generator: Generator, many: int
) -> Drawn:
    """One of the answers that were given to a disputed question, all as likely."""
    kind = kind_of(question)
    given = [
        () if one.value is None else kind.condition_keys(one.value)
        for one in counting(answer).values()
    ]
    flags = np.array([[key in keys for keys in given] for key in kind.keys], dtype=np.bool_)
    picks = generator.integers(len(given), size=many)
    return Drawn(flags[:, picks], picks=picks)


def given_scores(node: Node, answer: Answer) -> Floats:
    """What each answer to a disputed question scores with the documents that were named for it.

    NaN stands for one that the question does not apply and leaves its group.
    """
    each = [score_said(node, one) for one in counting(answer).values()]
    values = [None if one is None else one.value for one in each]
    return np.array([np.nan if value is None else float(value) for value in values])


def scored_as_asked(
    tree: Tree, submission: Submission, scores: Scores, waiting: tuple[str, ...]
) -> Scores:
    """These scores with those that waiting questions have once they are asked.

    What was said of the waiting questions counts then.
    """
    if not waiting:
        return scores
    asked = {
        name: replace(
            tree.nodes[name],
            question=_question_of(tree.nodes[name]).model_copy(update={"depends_on": None}),
        )
        for name in waiting
    }
    after = score(replace(tree, nodes={**tree.nodes, **asked}), submission)
    places = [place for name in waiting for place in tree.places(name)]
    return {**scores, **{name: after[name] for name in places}}


def _question_of(node: Node) -> Question:
    if node.question is None:
        msg = f"{node.id} is no question"
        raise ValueError(msg)
    return node.question


def _condition(node: Node) -> Condition:
    condition = _question_of(node).depends_on
    if condition is None:
        msg = f"{node.id} has no condition"
        raise ValueError(msg)
    return condition


def _rows_of_keys(kind: AnyKind, test: AnswerIn) -> list[int]:
    """The rows of the keys that a condition waits for, however they are spelt (`yes` is `true`)."""
    return [kind.keys.index(kind.key_named(item)) for item in test.values]


def _drawn_scores(node: Node, drawn: Drawn) -> Floats:
    """What the answers score.

    Where answers are lists, each list that was drawn is scored once, however often it was drawn.
    """
    kind = kind_of(_question_of(node))
    match kind.shape:
        case Shape.PICK_ONE:
            scores = np.array([float(node.answer_scores[key]) for key in kind.keys])
            listed: Floats = scores @ drawn.flags
            return listed
        case Shape.PICK_MANY:
            return _scores_of_lists(drawn.flags, lambda column: _ticked(kind, column))
        case Shape.ORDER:
            return _scores_of_lists(drawn.orders, lambda column: _ordered(kind, column))
        case Shape.QUANTITY | Shape.PROSE:
            msg = f"no answer to {node.id} is drawn, only its score"
            raise ValueError(msg)
    assert_never(kind.shape)


def _scores_of_lists(columns: Columns, score_of: Callable[[Columns], Fraction]) -> Floats:
    different, places = np.unique(columns, axis=1, return_inverse=True)
    scores = np.array([float(score_of(column)) for column in different.T])
    return scores[places.reshape(-1)]


def _ticked(kind: AnyKind, column: Columns) -> Fraction:
    return kind.score(
        tuple(key for key, is_ticked in zip(kind.keys, column, strict=True) if is_ticked)
    )


def _ordered(kind: AnyKind, column: Columns) -> Fraction:
    return kind.score(tuple(kind.keys[place] for place in column))
