"""How the parts of a node become its figure, and what the figure is called.

Settings that a node does not state are its parent's, but for the rule, which
is the weighted arithmetic mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from coherence_kit.model.base import (
    Id,
    Integer,
    LocalizedText,
    Model,
    Number,
    Positive,
    Share,
    Short,
    Text,
)

DEFAULT_MIN_COVERAGE = Fraction(3, 5)


def _rule_as_map(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


class RuleSpec(Model):
    """An aggregation rule by name, with its parameters.

    `rule: minimum` is short for `rule: {name: minimum}`.

    Args:
        cap: most points that a sum can reach.
        n: how many children are enough.
        exponent: of a power mean; not 0.
        floor: score, from 0 up to below 100, that a lower one counts as; with 0
            one zero makes the whole mean 0.
        tables: number of children to letters, separated by blanks in any
            order, to the letter that results.
        by: `sum` makes of each table the least sum at which a letter comes
            out, `{D: 0, C: 2, A: 5}`.
        worth: of a table by sum what a letter counts; from the lowest up 0, 1, 2 … if not stated.
        reason: why this rule.

    """

    name: Text = "arithmetic-mean"
    cap: Positive | None = None
    n: Integer | None = None
    exponent: Number | None = None
    floor: Number | None = None
    tables: Mapping[Integer, Mapping[Text, Text]] | None = None
    by: Literal["lines", "sum"] | None = None
    worth: Mapping[Text, Number] | None = None
    reason: LocalizedText | None = None


Figure100 = Annotated[
    Number,
    Field(ge=0, le=100),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100}),
]


class Level(Model):
    """A class of results, closed below: from this value, 0 to 100, up to the next level's.

    With `every_part` it holds only where each part that counts has at least that figure.
    """

    id: Id
    start: Annotated[Number, Field(alias="from")]
    every_part: Figure100 | None = None
    label: LocalizedText
    statement: LocalizedText | None = None
    meaning: LocalizedText | None = None
    reason: LocalizedText | None = None

    def allows(self, weakest: Fraction | None) -> bool:
        """Whether the floor under the parts holds, of which this is the lowest figure."""
        return self.every_part is None or weakest is None or weakest >= self.every_part


def level_of(
    value: Fraction | None, levels: tuple[Level, ...], weakest: Fraction | None = None
) -> str | None:
    """The highest level whose lower limit is not above the value, and whose floor holds.

    Classes are closed below, and read from the unrounded figure.

    Args:
        value: of the node, 0 to 100; None if there is none, and then no level.
        levels: the classes.
        weakest: the lowest figure of the parts that count; None where there are none.

    """
    if value is None:
        return None
    reached = [level for level in levels if level.start <= value and level.allows(weakest)]
    return max(reached, key=lambda level: level.start).id if reached else None


class Publish(Model):
    """How a figure is printed: 100 becomes `max`, with so many decimals."""

    max: Positive = Fraction(100)
    decimals: Annotated[
        Integer,
        Field(ge=0, le=6),
        WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 6}),
    ] = 1


NotApplicable = Literal["exclude", "target", "forbidden"]
Missing = Literal["interval", "lowest"]
EvidencePolicy = Literal["none", "cap"]
Scored = Literal["respondent", "reviewer"]


class Rubric(Model):
    """What a node states about its own scoring; everything is optional.

    Args:
        min_coverage: share of the weight, 0 to 1, that must be answered before a figure is shown.
        missing: `interval` leaves what is missing out of the value; `lowest` counts it as 0.
        not_applicable: what happens to a question that does not apply.
        evidence: `cap` lets an answer without the evidence demanded count as
            `evidence_cap` until it is supplied.
        evidence_from: the lowest step of a scale that demands evidence.
        evidence_cap: the step it is capped at; the one below `evidence_from` if not stated.
        scored: of the whole questionnaire, whose answer counts where a reviewer has
            changed one; both are printed.
        levels: classes of results, the lowest first.
        aim: the level that a government is meant to reach by meeting every target.

    """

    rule: Annotated[RuleSpec, BeforeValidator(_rule_as_map), Short("string")] = RuleSpec()
    min_coverage: Share | None = None
    missing: Missing | None = None
    not_applicable: NotApplicable | None = None
    evidence: EvidencePolicy | None = None
    evidence_from: Integer | None = None
    evidence_cap: Integer | None = None
    scored: Scored | None = None
    publish: Publish | None = None
    levels: tuple[Level, ...] | None = None
    aim: Id | None = None
    limits: LocalizedText | None = None

    @property
    def unproved_step(self) -> int:
        """The step that an answer without its document counts as."""
        if self.evidence_cap is not None:
            return self.evidence_cap
        return (self.evidence_from or 1) - 1
