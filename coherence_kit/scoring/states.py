"""The state of every question: what was said about it, and whether it was asked at all."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from coherence_kit.model.conditions import AllOf, AnswerIn, Condition
from coherence_kit.model.merging import counting, is_disputed
from coherence_kit.model.questionnaire import Question
from coherence_kit.model.submission import Answer, Submission
from coherence_kit.questions import kind_of
from coherence_kit.scoring.tree import Tree


class State(enum.StrEnum):
    """Of a question the first seven, of a group the last three and `not_applicable`."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"
    UNANSWERED = "unanswered"
    NOT_ASKED = "not_asked"
    OPEN = "open"
    CARRIED = "carried"
    SCORED = "scored"
    PARTIAL = "partial"
    MISSING = "missing"


QUESTION_STATES = (
    State.ANSWERED,
    State.NOT_APPLICABLE,
    State.NOT_ASKED,
    State.UNKNOWN,
    State.UNANSWERED,
    State.OPEN,
    State.CARRIED,
)
MISSING_STATES = frozenset(
    {State.UNKNOWN, State.UNANSWERED, State.OPEN, State.CARRIED, State.MISSING}
)
LEFT_STATES = frozenset({State.NOT_APPLICABLE, State.NOT_ASKED})


def question_states(tree: Tree, submission: Submission) -> dict[str, State]:
    """The state of each question of the tree, conditions decided."""
    states: dict[str, State] = {}
    for question_id in tree.asking_order:
        question = tree.nodes[question_id].question
        condition = question.depends_on if question else None
        holds = True if condition is None else _condition_holds(condition, tree, submission, states)
        if holds is None:
            states[question_id] = State.OPEN
        elif holds:
            states[question_id] = stated(submission.answer(question_id))
        else:
            states[question_id] = State.NOT_ASKED
    return states


def stated(answer: Answer) -> State:
    """The state an answer claims, its question's condition apart.

    Whatever was said in an earlier round is carried until somebody has looked at it again.
    """
    if answer.is_carried:
        return State.CARRIED
    if is_disputed(answer):
        return State.ANSWERED
    if answer.not_applicable is not None:
        return State.NOT_APPLICABLE
    if answer.is_unknown:
        return State.UNKNOWN
    return State.UNANSWERED if answer.value is None else State.ANSWERED


def _condition_holds(
    condition: Condition, tree: Tree, submission: Submission, states: Mapping[str, State]
) -> bool | None:
    """True, False, or None while it cannot be decided."""
    if isinstance(condition, AnswerIn):
        state = states[condition.question]
        question = tree.nodes[condition.question].question
        answer = submission.answer(condition.question)
        if state is State.ANSWERED and question is not None:
            return _is_met(question, answer, condition.values)
        return False if state in LEFT_STATES else None
    parts = [_condition_holds(part, tree, submission, states) for part in condition.parts]
    settling = not isinstance(condition, AllOf)  # one True settles `any`, one False settles `all`
    if settling in parts:
        return settling
    return None if None in parts else not settling


def _is_met(question: Question, answer: Answer, wanted: tuple[str, ...]) -> bool | None:
    """Whether an answer meets a condition; of a disputed one, None unless all of them do or none.

    One that the question does not apply meets none.
    """
    given = counting(answer).values() if is_disputed(answer) else (answer,)
    kind = kind_of(question)
    met = {one.value is not None and kind.meets(one.value, wanted) for one in given}
    return met.pop() if len(met) == 1 else None
