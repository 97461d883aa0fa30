"""Questionnaire, section, question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from coherence_kit.model.base import (
    Boolean,
    Id,
    Integer,
    Language,
    LocalizedText,
    Model,
    Number,
    Positive,
    Text,
    Version,
    scalar_as_value,
)
from coherence_kit.model.conditions import Condition
from coherence_kit.model.rubric import NotApplicable, Rubric

FORMAT = "coherence-kit/questionnaire/1"


class Weight(Model):
    """A weight of 0 or more, with the reason that a reader is owed."""

    value: Positive = Fraction(1)
    reason: LocalizedText | None = None


class StepTarget(Model):
    """The step a country can show within two years, with the reason."""

    value: Integer
    reason: LocalizedText | None = None


class BooleanTarget(Model):
    """The answer that is aimed at."""

    value: Boolean
    reason: LocalizedText | None = None


class OptionTarget(Model):
    """The option that is aimed at."""

    value: Id
    reason: LocalizedText | None = None


def _as_unit(value: object) -> object:
    return {"unit": value} if isinstance(value, str) else value


class SourceRef(Model):
    """A unit of the source register, and the step of this question at which what it asks is met.

    Where several questions share a unit, `part` says which part of it this one asks.
    """

    unit: Id
    step: Integer | None = None
    part: LocalizedText | None = None


class Scale(Model):
    """Whole steps without holes, lowest first, and the hint printed beside every question that uses it."""

    id: Id
    steps: Annotated[tuple[Integer, ...], Field(min_length=2)]
    hint: LocalizedText | None = None


class Option(Model):
    """One answer of a choice, with its score from 0 to 100."""

    id: Id
    text: LocalizedText
    score: Annotated[Number, Field(ge=0, le=100)]


Weighted = Annotated[Weight, BeforeValidator(scalar_as_value)]


class BaseQuestion(Model):
    """What questions of every type have."""

    id: Id
    label: LocalizedText
    text: LocalizedText
    guidance: LocalizedText | None = None
    evidence: Mapping[Text, LocalizedText] = {}
    weight: Weighted = Weight()
    points: Weighted | None = None
    depends_on: Condition | None = None
    sources: tuple[Annotated[SourceRef, BeforeValidator(_as_unit)], ...] = ()
    not_applicable: NotApplicable | None = None


class ScaleQuestion(BaseQuestion):
    """Five steps, or as many as the scale has, each described for this question."""

    type: Literal["scale"]
    steps: Annotated[Mapping[Integer, LocalizedText], Field(min_length=2)]
    scale: Scale | None = None
    target: Annotated[StepTarget, BeforeValidator(scalar_as_value)] | None = None


class BooleanQuestion(BaseQuestion):
    """Yes or no."""

    type: Literal["boolean"]
    target: Annotated[BooleanTarget, BeforeValidator(scalar_as_value)] | None = None


class ChoiceQuestion(BaseQuestion):
    """One of several options, each with a score."""

    type: Literal["choice"]
    options: Annotated[tuple[Option, ...], Field(min_length=2)]
    target: Annotated[OptionTarget, BeforeValidator(scalar_as_value)] | None = None


class TextQuestion(BaseQuestion):
    """Printed, never scored."""

    type: Literal["text"]


class DateQuestion(BaseQuestion):
    """A calendar day; printed, never scored."""

    type: Literal["date"]


Question = Annotated[
    ScaleQuestion | BooleanQuestion | ChoiceQuestion | TextQuestion | DateQuestion, Field(discriminator="type")
]


class Section(Model):
    """A group of questions and of further sections; its questions come before its sections."""

    id: Id
    title: LocalizedText
    weight: Weighted = Weight()
    points: Weighted | None = None
    rubric: Rubric = Rubric()
    questions: tuple[Question, ...] = ()
    sections: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """This section and all below it, depth first."""
        yield self
        for section in self.sections:
            yield from section.walk()


class Questionnaire(Model):
    """A questionnaire as written, with everything its scoring needs.

    `subject` is what the statements of the levels speak of: "Migration and development policies" work side by side.
    """

    format: Literal["coherence-kit/questionnaire/1"]
    id: Id
    version: Version
    title: LocalizedText
    subtitle: LocalizedText | None = None
    summary: LocalizedText | None = None
    subject: LocalizedText | None = None
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = ("en",)
    scale: Scale | None = None
    rubric: Rubric = Rubric()
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    renamed: Mapping[Id, Id] = {}
    removed: tuple[Id, ...] = ()

    def all_sections(self) -> Iterator[Section]:
        """Every section, depth first, in the order of the file."""
        for section in self.sections:
            yield from section.walk()

    def questions(self) -> Iterator[Question]:
        """Every question in the order of the file."""
        for section in self.all_sections():
            yield from section.questions
