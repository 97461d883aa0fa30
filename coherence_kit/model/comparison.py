"""Two rounds side by side: what moved, what cannot be compared, what became of the measures.

Bounds decide what may be called a change: only where the intervals of the two rounds lie apart has
something risen or fallen, whatever is missing, disputed or not proved in either of them.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.base import split_version
from coherence_kit.model.followed import MeasureThen, Outcome
from coherence_kit.model.submission import Answer

ANSWERED = "answered"


class Movement(enum.StrEnum):
    """What two intervals prove of a section or a question."""

    RISEN = "risen"
    FALLEN = "fallen"
    SAME = "same"
    """Both intervals are one and the same figure."""
    UNPROVED = "unproved"
    """The intervals overlap, so that there is no change that the answers prove."""
    LEFT = "left"
    """It does not apply, or is not asked, in one of the rounds or in both."""
    NOT_SCORED = "not_scored"
    """It has no figure: text, date, weight 0, or a profile."""


class Part(enum.StrEnum):
    """What was worded differently in a question that is the same."""

    QUESTION = "question"
    STEPS = "steps"
    GUIDANCE = "guidance"


class Unlike(enum.StrEnum):
    """Why a question that has kept its id cannot be compared."""

    TYPE = "type"
    """It is a question of another type."""
    ANSWERS = "answers"
    """It has other steps, options or scores."""
    WORDING = "wording"
    """In another major version its steps say something else."""


@dataclass(frozen=True, slots=True)
class Change:
    """A section or a question in both rounds, as both are scored by one method.

    `least` is by how much it has risen or fallen at least: the distance of the two intervals, in
    points from 0 to 100; 0 unless it has. `by_value` is the difference of the values, None unless
    both are shown; `steps` that of the steps answered, None off a scale.
    `reworded` are the parts of a question whose texts are others now.
    """

    id: str
    id_then: str
    then: NodeResult
    now: NodeResult
    answer_then: Answer
    answer_now: Answer
    movement: Movement
    least: Fraction = Fraction(0)
    by_value: Fraction | None = None
    steps: int | None = None
    reworded: tuple[Part, ...] = ()

    @property
    def is_question(self) -> bool:
        """Whether it is a question, and no group."""
        return self.now.kind == "question"

    @property
    def is_proved(self) -> bool:
        """Whether it has risen or fallen for sure."""
        return self.movement in {Movement.RISEN, Movement.FALLEN}

    @property
    def proved_steps(self) -> int:
        """By how many steps a question has moved for sure; 0 where it is not known to the step."""
        is_exact = self.then.low == self.then.high and self.now.low == self.now.high
        return self.steps or 0 if self.is_proved and is_exact else 0

    @property
    def is_settled(self) -> bool:
        """Whether it is known for sure that it has moved, or that it has not."""
        return self.is_proved or self.movement is Movement.SAME


@dataclass(frozen=True, slots=True)
class NotCompared:
    """A question that has kept its id and is another one all the same."""

    id: str
    id_then: str
    why: Unlike


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything there is to say about two rounds of one questionnaire.

    Args:
        then: the earlier round, as its own report gives it.
        now: the later one, likewise.
        scored_then: the earlier answers, and
        scored_now: the later ones, both by the questions and rules of the later questionnaire that
            can be compared; `then` and `now` themselves where the method is the same.
        changes: what stands in both by id, in the order of the later questionnaire.
        not_compared: questions that have kept their ids and are others.
        new: ids of questions that the later round alone asks.
        gone: ids of questions that the earlier one alone asked.
        measures: what was recommended then, in its order, and what the plan takes up beside it.
        came: respondents that have answered the later round alone, by name; of merged rounds only.
        went: those that have answered the earlier one alone.

    """

    then: Assessment
    now: Assessment
    scored_then: Assessment
    scored_now: Assessment
    changes: Mapping[str, Change]
    not_compared: tuple[NotCompared, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    measures: tuple[MeasureThen, ...]
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()

    def __getstate__(self) -> list[Any]:
        """The fields in their order, for another process; the view of a mapping becomes one."""
        values = (getattr(self, field.name) for field in fields(self))
        return [dict(value) if isinstance(value, MappingProxyType) else value for value in values]

    @property
    def questions(self) -> tuple[Change, ...]:
        """The questions that count and stand in both, each once."""
        return tuple(
            one
            for one in self.changes.values()
            if one.is_question
            and one.now.shares is None
            and one.movement is not Movement.NOT_SCORED
        )

    @property
    def moved(self) -> tuple[Change, ...]:
        """The questions that have risen or fallen for sure, those furthest apart first."""
        proved = [one for one in self.questions if one.is_proved]
        return tuple(sorted(proved, key=lambda one: -one.least))

    @property
    def sections(self) -> tuple[Change, ...]:
        """The sections of the first rank that have figures in both rounds."""
        found = (self.changes.get(name) for name in self.scored_now.root.children)
        return tuple(
            one for one in found if one is not None and one.movement is not Movement.NOT_SCORED
        )

    @property
    def whole(self) -> Change | None:
        """The whole; None where it has no figure."""
        found = self.changes.get(self.scored_now.root_id)
        return None if found is None or found.movement is Movement.NOT_SCORED else found

    @property
    def reworded(self) -> tuple[Change, ...]:
        """The questions that are compared and have other texts now."""
        return tuple(one for one in self.changes.values() if one.is_question and one.reworded)

    @property
    def unsettled(self) -> tuple[Change, ...]:
        """The questions answered in one round at least of which the answers prove no change."""
        return tuple(
            one
            for one in self.questions
            if not one.is_settled and ANSWERED in {one.then.state, one.now.state}
        )

    @property
    def never_answered(self) -> tuple[Change, ...]:
        """The questions that are missing in both rounds."""
        return tuple(
            one
            for one in self.questions
            if one.movement is Movement.UNPROVED and ANSWERED not in {one.then.state, one.now.state}
        )

    @property
    def by_outcome(self) -> tuple[MeasureThen, ...]:
        """The measures recommended then, those that are reached first."""
        order = [*Outcome]
        return tuple(sorted(self.measures, key=lambda one: order.index(one.outcome)))

    @property
    def recommended(self) -> tuple[MeasureThen, ...]:
        """Those of the measures that were recommended as now."""
        now = {one.id for one in self.then.recommendations if one.when == "now"}
        return tuple(one for one in self.measures if one.id in now)

    @property
    def planned(self) -> tuple[MeasureThen, ...]:
        """Those of which a plan of the earlier round says something."""
        return tuple(one for one in self.measures if one.planned is not None)

    @property
    def is_partial(self) -> bool:
        """Whether something was scored again, over the questions that are the same alone."""
        return self.scored_now is not self.now or self.scored_then is not self.then

    @property
    def is_of_other_major(self) -> bool:
        """Whether the two answer different major versions of the questionnaire."""
        then, now = self.then.questionnaire.version, self.now.questionnaire.version
        return split_version(then)[0] != split_version(now)[0]

    @property
    def is_of_other_form(self) -> bool:
        """Whether one answers the short form and the other the long one."""
        return self.then.submission.short != self.now.submission.short

    @property
    def is_reversed(self) -> bool:
        """Whether the second submission is older than the first, by their dates."""
        then, now = self.then.submission.date, self.now.submission.date
        return then is not None and now is not None and now < then

    @property
    def is_same_submission(self) -> bool:
        """Whether both are one and the same submission."""
        return self.then.submission_sha256 == self.now.submission_sha256
