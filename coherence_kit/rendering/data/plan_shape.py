"""What is planned of measures, and what became of them, as JSON."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from coherence_kit.model.plan import Status

OutcomeName = Literal["reached", "partly", "not", "unknown"]
AccordName = Literal[
    "agrees",
    "done_not_moved",
    "done_in_part",
    "done_not_shown",
    "moved_without",
    "ahead",
    "overdue",
]


@with_config(extra="forbid")
class PlannedData(TypedDict):
    """What is planned of a measure; a date is a day, a month or a year."""

    lead: str | None
    start: str | None
    due: str | None
    status: Status | None
    cost: str | None
    note: str | None


@with_config(extra="forbid")
class PlanData(TypedDict):
    """What the country made of the measures, by their ids; `round` is the one of the plan."""

    round: str
    date: str | None
    measures: dict[str, PlannedData]


@with_config(extra="forbid")
class GoalData(TypedDict):
    """A question that a measure raises, with keys of answers.

    They are the one to which it leads, and those given in the two rounds.
    """

    question: str
    to: str
    outcome: OutcomeName
    then: str | None
    now: str | None


@with_config(extra="forbid")
class MeasureThenData(TypedDict):
    """A measure recommended then as now, or planned then, and what became of it.

    The outcome is as far as answers show; `plan` is what the plan says, and `accord` whether both
    agree.
    """

    id: str
    outcome: OutcomeName
    goals: list[GoalData]
    plan: NotRequired[PlannedData]
    accord: NotRequired[
        Annotated[AccordName | None, Field(description="null where the plan has no status")]
    ]
