"""What a comparison of two rounds is as JSON, format 1; its JSON Schema is made from these classes.

Figures run from 0 to 100 whatever scale they are printed on, unrounded, as the nearest double;
null where there is none.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, with_config
from typing_extensions import TypedDict

from coherence_kit.rendering.data.assessment_shape import (
    Figure,
    QuestionnaireData,
    SubmissionData,
)
from coherence_kit.rendering.data.plan_shape import MeasureThenData

Difference = Annotated[float | None, Field(ge=-100, le=100)]
MovementName = Literal["risen", "fallen", "same", "unproved", "left", "not_scored"]


@with_config(extra="forbid")
class RoundSideData(TypedDict):
    """One of the two rounds: its submission, and the questionnaire by which that was read."""

    submission: SubmissionData
    questionnaire: QuestionnaireData


@with_config(extra="forbid")
class SideData(TypedDict):
    """A section or a question in one of the rounds; `answer` is that of a question, as a key."""

    id: str
    state: str
    low: Figure
    value: Figure
    high: Figure
    text: Annotated[str | None, Field(description="the value as it is printed")]
    answer: str | None
    lacks_evidence: bool
    disputed: bool


@with_config(extra="forbid")
class ChangeData(TypedDict):
    """What stands in both rounds.

    Only where the intervals lie apart has something risen or fallen, by `least` at least.
    """

    number: str | None
    kind: str
    movement: MovementName
    least: Annotated[Figure, Field(description="distance of the two intervals")]
    by_value: Annotated[Difference, Field(description="difference of the two values")]
    steps: int | None
    reworded: list[Literal["question", "steps", "guidance"]]
    then: SideData
    now: SideData


@with_config(extra="forbid")
class NotComparedData(TypedDict):
    """A question that kept its id and is another one: of another type, or with other answers."""

    id: str
    id_then: str
    why: Literal["type", "answers", "wording"]


@with_config(extra="forbid")
class ComparisonData(TypedDict):
    """Two rounds of one questionnaire.

    `is_partial` says that both were scored again, over the questions that are the same alone and by
    the later questionnaire; the figures are then not those of their reports.
    """

    format: Literal["coherence-kit/comparison"]
    format_version: Literal[1]
    kit_version: str
    then: RoundSideData
    now: RoundSideData
    is_partial: bool
    nodes: dict[str, ChangeData]
    not_compared: list[NotComparedData]
    new: list[str]
    gone: list[str]
    measures: list[MeasureThenData]
    came: Annotated[list[str], Field(description="respondents of the later merged round alone")]
    went: Annotated[list[str], Field(description="those of the earlier one alone")]
