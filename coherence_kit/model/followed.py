"""What became of a measure: as far as answers show, and as its plan says."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from coherence_kit.model.plan import PlannedMeasure


class Outcome(enum.StrEnum):
    """What became of a measure, as far as answers show."""

    REACHED = "reached"
    """What it leads to is reached, and proved."""
    PARTLY = "partly"
    """Something has risen, but what it leads to is not reached, or not all of it."""
    NOT = "not"
    UNKNOWN = "unknown"
    """Answers are missing, disputed or not proved, or the question is another one."""


class Accord(enum.StrEnum):
    """Whether what a plan says of a measure and what the answers show agree."""

    AGREES = "agrees"
    DONE_NOT_MOVED = "done_not_moved"
    """It is said to be done, and nothing that it raises has moved."""
    DONE_IN_PART = "done_in_part"
    """It is said to be done, and only a part of what it leads to is reached."""
    DONE_NOT_SHOWN = "done_not_shown"
    """It is said to be done, and the answers do not show whether it is."""
    MOVED_WITHOUT = "moved_without"
    """What it raises has moved, and it was dropped or only proposed."""
    AHEAD = "ahead"
    """What it leads to is reached before it is said to be done."""
    OVERDUE = "overdue"
    """It was due before the later round, is not said to be done, and not reached."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A question that a measure raises, and what became of that.

    `to` is the key of the answer to which the measure leads, `then` and `now` are those of the
    answers given, None where there is none or the question is another one. The id is the one that
    the question has now, or had then where it is gone.
    """

    question: str
    to: str
    outcome: Outcome
    then: str | None = None
    now: str | None = None


@dataclass(frozen=True, slots=True)
class MeasureThen:
    """A measure that was recommended as now in the earlier round, or that a plan of it takes up.

    `goals` are the questions that it raises. `planned` is what the plan says of it, and `accord`
    whether that and the answers agree; both are None where no plan says anything of it, and the
    latter where it does not say how far the measure has come.
    """

    id: str
    outcome: Outcome
    goals: tuple[Goal, ...]
    planned: PlannedMeasure | None = None
    accord: Accord | None = None
