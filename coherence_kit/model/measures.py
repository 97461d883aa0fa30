"""Measures: what a government can do next, when it is worth recommending, what it costs.

Classes of effort: a measure's days and its money each give a class, and the higher one counts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from coherence_kit.i18n import plain_number
from coherence_kit.model.base import (
    Id,
    Integer,
    LocalizedText,
    Model,
    Number,
    OneOrMore,
    Positive,
    Text,
    Version,
)
from coherence_kit.model.roles import Role

FORMAT = "coherence-kit/measures/1"

EFFORTS = ("small", "medium", "large", "very large")
HORIZONS = ("immediate", "short", "medium", "long")
MOST_IN_A_PACKAGE = 5
Horizon = Literal["immediate", "short", "medium", "long"]
Founds = Literal["law", "treaty", "institution", "data-system"]
# (most working days, most staff-years of money) of each class; beyond the last, or with
# something founded: very large
_CLASS_LIMITS = ((20, Fraction(0)), (120, Fraction(1, 2)), (440, Fraction(5)))


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _as_items(value: object) -> object:
    return [value] if isinstance(value, dict) else value


class FiresAtStep(Model):
    """Fires if the answer is one of these steps."""

    question: Id
    steps: Annotated[
        tuple[Integer, ...],
        BeforeValidator(_as_list),
        OneOrMore(),
        Field(alias="step", min_length=1),
    ]


class FiresAtOption(Model):
    """Fires if one of these options was chosen."""

    question: Id
    options: Annotated[
        tuple[Text, ...],
        BeforeValidator(_as_list),
        OneOrMore(),
        Field(alias="option", min_length=1),
    ]


class FiresWithoutOption(Model):
    """Fires if the question was answered and none of these options was chosen."""

    question: Id
    options: Annotated[
        tuple[Text, ...],
        BeforeValidator(_as_list),
        OneOrMore(),
        Field(alias="not_option", min_length=1),
    ]


class FiresAtNumber(Model):
    """Fires if the number that was answered lies above one limit, below another, or between."""

    question: Id
    above: Number | None = None
    below: Number | None = None

    @model_validator(mode="after")
    def _has_a_limit(self) -> Self:
        if self.above is None and self.below is None:
            raise PydanticCustomError("kit_number", "number expected", {"at": (self._stated(),)})
        return self

    def _stated(self) -> str:
        return next(name for name in ("above", "below") if name in self.model_fields_set)

    def holds_of(self, number: Fraction) -> bool:
        """Whether a number lies where the measure fires; at a limit it does not."""
        is_above = self.above is None or number > self.above
        return is_above and (self.below is None or number < self.below)

    @property
    def limits(self) -> str:
        """The limits in words: `above 5`."""
        stated = (("above", self.above), ("below", self.below))
        return " and ".join(f"{word} {plain_number(at)}" for word, at in stated if at is not None)


class FiresAll(Model):
    """Fires if every part does."""

    parts: Annotated[tuple[Trigger, ...], Field(alias="all", min_length=1)]


class FiresAny(Model):
    """Fires if one part does."""

    parts: Annotated[tuple[Trigger, ...], Field(alias="any", min_length=1)]


def _trigger_shape(value: object) -> str:
    for name, model in (
        ("all", FiresAll),
        ("any", FiresAny),
        ("option", FiresAtOption),
        ("not_option", FiresWithoutOption),
        ("above", FiresAtNumber),
        ("below", FiresAtNumber),
    ):
        if isinstance(value, model) or (isinstance(value, Mapping) and name in value):
            return "number" if model is FiresAtNumber else name
    return "step"


Trigger = Annotated[
    Annotated[FiresAtStep, Tag("step")]
    | Annotated[FiresAtOption, Tag("option")]
    | Annotated[FiresWithoutOption, Tag("not_option")]
    | Annotated[FiresAtNumber, Tag("number")]
    | Annotated[FiresAll, Tag("all")]
    | Annotated[FiresAny, Tag("any")],
    Discriminator(_trigger_shape),
]
FiresAll.model_rebuild()
FiresAny.model_rebuild()


class Raises(Model):
    """The question a measure moves, and the step, option or answer it then stands at."""

    question: Id
    to: Text


class OnTheWay(Model):
    """A step that is passed before the last one, and what shows that it is reached."""

    step: Integer
    when: LocalizedText


class FirstStep(Model):
    """What one official can start next week: who, what, and the paper that results."""

    actor: LocalizedText
    action: LocalizedText
    product: LocalizedText


class Effort(Model):
    """Cost until the step is provable; the running cost stands apart.

    Args:
        days: working days.
        staff_years: money, in staff-years of a senior official of the country (220
            days), so that it holds everywhere.
        founds: a law, treaty, institution or data system that the measure
            needs; makes it very large.

    """

    days: Annotated[Integer, Field(ge=0)]
    staff_years: Positive = Fraction(0)
    money: LocalizedText | None = None
    running: LocalizedText | None = None
    founds: Founds | None = None

    @property
    def rank(self) -> int:
        """0 small, 1 medium, 2 large, 3 very large."""
        if self.founds:
            return len(_CLASS_LIMITS)
        by_days = next(
            (i for i, (days, _) in enumerate(_CLASS_LIMITS) if self.days <= days),
            len(_CLASS_LIMITS),
        )
        by_money = next(
            (i for i, (_, money) in enumerate(_CLASS_LIMITS) if self.staff_years <= money),
            len(_CLASS_LIMITS),
        )
        return max(by_days, by_money)

    @property
    def name(self) -> str:
        """The class in words."""
        return EFFORTS[self.rank]


class LaterPractice(Model):
    """A document that is not one of the sources and younger than they are.

    `reference` is a symbol, an address or a page by which it can be found.
    """

    publisher: Text
    year: Annotated[Integer, Field(ge=1945, le=2100)]
    title: Text
    reference: Text


class Example(Model):
    """A documented case: what it shows and, as plainly, what it does not.

    Either a practice of the source register, by its `unit`, or `later` practice.
    """

    unit: Id | None = None
    later: LaterPractice | None = None
    shows: LocalizedText
    does_not_show: LocalizedText

    @model_validator(mode="after")
    def _has_one_origin(self) -> Self:
        if (self.unit is None) == (self.later is None):
            raise PydanticCustomError("kit_example", "one origin expected")
        return self


class Measure(Model):
    """One verb, one result that is a step of a question.

    `ends_in_document` has the reason why nothing is done but a paper written, where that is so.
    """

    id: Id
    label: LocalizedText
    text: LocalizedText
    fires_when: Trigger
    raises: Annotated[
        tuple[Raises, ...], BeforeValidator(_as_items), OneOrMore(), Field(min_length=1)
    ]
    on_the_way: OnTheWay | None = None
    why: LocalizedText
    first_steps: Annotated[tuple[FirstStep, ...], Field(min_length=1)]
    lead_role: Role
    partners: LocalizedText | None = None
    effort: Effort
    horizon: Horizon
    prerequisites: tuple[Id, ...] = ()
    helped_by: tuple[Id, ...] = ()
    source_units: tuple[Id, ...] = ()
    examples: tuple[Example, ...] = ()
    ends_in_document: LocalizedText | None = None

    @property
    def example_units(self) -> tuple[str, ...]:
        """Ids of the practices of the source register among the examples."""
        return tuple(example.unit for example in self.examples if example.unit is not None)


class Package(Model):
    """Measures that one office can carry out together within a year, under one name."""

    id: Id
    label: LocalizedText
    why: LocalizedText
    lead_role: Role
    measures: Annotated[tuple[Id, ...], Field(min_length=2, max_length=MOST_IN_A_PACKAGE)]


class MeasureCatalogue(Model):
    """The measures for one questionnaire."""

    format: Literal["coherence-kit/measures/1"]
    id: Id
    version: Version
    questionnaire: Id
    measures: tuple[Measure, ...]
    packages: tuple[Package, ...] = ()


def questions_of(measure: Measure) -> tuple[str, ...]:
    """Every question that a measure reads or raises."""
    found = [raised.question for raised in measure.raises]
    waiting: list[Trigger] = [measure.fires_when]
    while waiting:
        trigger = waiting.pop()
        if isinstance(trigger, (FiresAll, FiresAny)):
            waiting += trigger.parts
        else:
            found.append(trigger.question)
    return tuple(dict.fromkeys(found))


def only(measure: Measure, ids: Collection[str]) -> Measure:
    """The measure without what it says of measures that are not among these."""
    return measure.model_copy(
        update={
            "prerequisites": tuple(needed for needed in measure.prerequisites if needed in ids),
            "helped_by": tuple(helper for helper in measure.helped_by if helper in ids),
        }
    )
