"""What was answered as JSON: every answer with all that was typed beside it."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

Value = Annotated[
    bool | int | float | str | list[str],
    Field(description="a number as the nearest double; a choice by its id, several as a list"),
]


@with_config(extra="forbid")
class DocumentData(TypedDict):
    """A document that proves an answer, as it was typed; of a key that is not there nothing was."""

    title: NotRequired[str]
    reference: NotRequired[str]
    date: NotRequired[str]
    page: NotRequired[str]


@with_config(extra="forbid")
class ReviewData(TypedDict):
    """What a reviewer says of an answer; `answer` is the reviewer's own."""

    by: NotRequired[str]
    verdict: NotRequired[Literal["accepted", "changed", "query"]]
    answer: NotRequired[Value]
    note: NotRequired[str]


class SaidData(TypedDict):
    """What was said to one question; without `value`, `not_applicable` and `unknown` nothing was.

    Where a reviewer's answer is scored it is the `value`, and `given` the respondent's. `unknown`
    is null where no reason is given. A `recheck` is of an answer of an earlier round that
    nobody has looked at again.
    """

    value: NotRequired[Value]
    given: NotRequired[Value]
    not_applicable: NotRequired[str]
    unknown: NotRequired[str | None]
    comment: NotRequired[str]
    evidence: NotRequired[list[DocumentData]]
    review: NotRequired[ReviewData]
    recheck: NotRequired[Literal[True]]


@with_config(extra="forbid")
class OneSaidData(SaidData):
    """What one respondent of a round said."""


@with_config(extra="forbid")
class DecisionData(TypedDict):
    """Who decided which answer counts, on which day, and why."""

    by: NotRequired[str]
    date: NotRequired[str]
    note: NotRequired[str]


@with_config(extra="forbid")
class AnswerData(SaidData):
    """An answer as it counts.

    Of merged answers `said` has each respondent's, by its id; `lead` is the one that leads the
    question.
    """

    said: NotRequired[dict[str, OneSaidData]]
    lead: NotRequired[str]
    not_asked_of: NotRequired[list[str]]
    decision: NotRequired[DecisionData]
