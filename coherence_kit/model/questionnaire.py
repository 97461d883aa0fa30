"""Questionnaire, section, question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from coherence_kit.model.base import (
    Boolean,
    Id,
    Integer,
    Language,
    LocalizedText,
    Model,
    Number,
    Positive,
    Short,
    Text,
    Version,
    scalar_as_value,
)
from coherence_kit.model.conditions import Condition
from coherence_kit.model.guidance import Guidance, Who
from coherence_kit.model.letters import LetterScale
from coherence_kit.model.rubric import Figure100, NotApplicable, Rubric

FORMAT = "coherence-kit/questionnaire/1"
SHARED = "use"
"""The type of :class:`SharedQuestion`, which no file needs to state."""


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


class OptionsTarget(Model):
    """The options that are aimed at, all of them."""

    value: tuple[Id, ...]
    reason: LocalizedText | None = None


class NumberTarget(Model):
    """The number that is aimed at."""

    value: Number
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
    """Whole steps without holes, lowest first.

    The hint is printed beside every question that uses the scale.
    """

    id: Id
    steps: Annotated[tuple[Integer, ...], Field(min_length=2)]
    hint: LocalizedText | None = None


class Option(Model):
    """One answer of a choice, with its score from 0 to 100, its letter, or both."""

    id: Id
    text: LocalizedText
    score: Figure100 | None = None
    letter: Text | None = None


class Box(Model):
    """One answer of several that can be ticked together.

    It has the points that it adds where points are summed.
    """

    id: Id
    text: LocalizedText
    points: Positive | None = None


class BoxScoring(Model):
    """How ticked boxes become a score.

    `share` is boxes ticked over boxes there are; `points` sums the points of those ticked, at most
    `cap`, over the most that can be had; `any-n-of` is reached with `n` boxes, whichever they are.
    """

    name: Literal["share", "points", "any-n-of"] = "share"
    cap: Positive | None = None
    n: Integer | None = None


class HalfStep(Model):
    """A flag that takes half a step off: what is there holds only for some (`answer: 2-partly`).

    Args:
        id: what is written behind the step and a hyphen.
        text: what the flag says.
        steps: the steps that can have it; every one but the lowest if none is stated.

    """

    id: Id
    text: LocalizedText
    steps: tuple[Integer, ...] | None = None


class Goalposts(Model):
    """The number that scores 0 and the one that scores 100; beyond them nothing is gained or lost.

    `low` may be the greater number, where less is better. On the
    logarithmic scale both are above 0.
    """

    low: Number
    high: Number
    scale: Literal["linear", "logarithmic"] = "linear"


class Threshold(Model):
    """A class of numbers, closed below, with its score or letter; the first has no `from`."""

    start: Annotated[Number | None, Field(alias="from")] = None
    score: Figure100 | None = None
    letter: Text | None = None
    text: LocalizedText | None = None


Weighted = Annotated[Weight, BeforeValidator(scalar_as_value), Short("number")]


class BaseQuestion(Model):
    """What questions of every type have; `short` says that the short form asks it too."""

    id: Id
    label: LocalizedText
    text: LocalizedText
    guidance: Guidance | None = None
    who: Who | None = None
    evidence: Mapping[Text, LocalizedText] = {}
    weight: Weighted = Weight()
    points: Weighted | None = None
    depends_on: Condition | None = None
    sources: tuple[Annotated[SourceRef, BeforeValidator(_as_unit), Short("string")], ...] = ()
    not_applicable: NotApplicable | None = None
    short: Boolean = False


def _scoring_named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


def _list_as_value(value: object) -> object:
    return {"value": value} if isinstance(value, (list, tuple)) else value


def _step_named(value: object) -> object:
    is_by_language = isinstance(value, Mapping) and not value.keys() & {"name", "text"}
    return {"name": value} if isinstance(value, str) or is_by_language else value


class Step(Model):
    """One step of a scale question.

    Args:
        name: two to four words without a full stop. A step that has nothing
            more is written as its name alone.
        text: what must be there.

    """

    name: LocalizedText
    text: LocalizedText | None = None

    def in_language(self, wanted: str, available: tuple[str, ...] = ()) -> str:
        """Name and text of a step, with a full stop between.

        For example `With an objective. The plan sets at least one`.
        """
        name = self.name.in_language(wanted, available)
        if self.text is None:
            return name
        return f"{name}. {self.text.in_language(wanted, available)}"

    def language_for(self, wanted: str, available: tuple[str, ...] = ()) -> str:
        """Tag of the language of the name, in which the text is looked for too."""
        return self.name.language_for(wanted, available)


class _NameAlone:
    """In JSON Schema, the name of a step beside a step with name and text."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        name = handler(LocalizedText.__pydantic_core_schema__)
        return {"anyOf": [handler(core_schema), name]}


NamedStep = Annotated[Step, BeforeValidator(_step_named), _NameAlone()]


class ScaleQuestion(BaseQuestion):
    """Five steps, or as many as the scale has, each described for this question."""

    type: Literal["scale"]
    steps: Annotated[Mapping[Integer, NamedStep], Field(min_length=2)]
    scale: Scale | None = None
    half_step: HalfStep | None = None
    target: Annotated[StepTarget, BeforeValidator(scalar_as_value), Short("integer")] | None = None


class BooleanQuestion(BaseQuestion):
    """Yes or no."""

    type: Literal["boolean"]
    target: (
        Annotated[BooleanTarget, BeforeValidator(scalar_as_value), Short("string", "boolean")]
        | None
    ) = None


class ChoiceQuestion(BaseQuestion):
    """One of several options, each with a score."""

    type: Literal["choice"]
    options: Annotated[tuple[Option, ...], Field(min_length=2)]
    target: Annotated[OptionTarget, BeforeValidator(scalar_as_value), Short("string")] | None = None


class MultipleChoiceQuestion(BaseQuestion):
    """Any of several boxes. No box at all, `[]`, is an answer."""

    type: Literal["multiple-choice"]
    options: Annotated[tuple[Box, ...], Field(min_length=2)]
    scoring: Annotated[BoxScoring, BeforeValidator(_scoring_named), Short("string")] = BoxScoring()
    target: Annotated[OptionsTarget, BeforeValidator(_list_as_value), Short("array")] | None = None


class NumberQuestion(BaseQuestion):
    """A number, scored by goalposts or by thresholds.

    Args:
        unit: what is counted, such as "per cent" or "days".
        smallest: no answer lies below it.
        largest: no answer lies above it.

    """

    type: Literal["number"]
    unit: LocalizedText | None = None
    smallest: Number | None = None
    largest: Number | None = None
    goalposts: Goalposts | None = None
    thresholds: tuple[Threshold, ...] | None = None
    target: Annotated[NumberTarget, BeforeValidator(scalar_as_value), Short("number")] | None = None


class TextQuestion(BaseQuestion):
    """Printed, never scored."""

    type: Literal["text"]


class DateQuestion(BaseQuestion):
    """A calendar day; printed, never scored."""

    type: Literal["date"]


class Row(Model):
    """One row of a matrix; answered under the id `<matrix>.<row>`."""

    id: Id
    label: LocalizedText
    text: LocalizedText | None = None
    weight: Weighted = Weight()
    points: Weighted | None = None
    target: Annotated[OptionTarget, BeforeValidator(scalar_as_value), Short("string")] | None = None


class MatrixQuestion(BaseQuestion):
    """The same options asked of several rows: a group with one single choice for each row.

    Sources, guidance, who answers, evidence and condition are those of all rows; `target` is that
    of every row that states none.
    """

    type: Literal["matrix"]
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]
    columns: Annotated[tuple[Option, ...], Field(min_length=2)]
    rubric: Rubric = Rubric()
    target: Annotated[OptionTarget, BeforeValidator(scalar_as_value), Short("string")] | None = None

    @cached_property
    def group(self) -> MatrixGroup:
        """The matrix as the group that it is, each row a single choice."""
        shared = {
            name: getattr(self, name)
            for name in (
                "guidance",
                "who",
                "evidence",
                "depends_on",
                "sources",
                "not_applicable",
                "short",
            )
        }
        rows = tuple(
            ChoiceQuestion.model_construct(
                type="choice",
                id=f"{self.id}.{row.id}",
                label=_joined(self.label, row.label),
                text=row.text or self.text,
                options=self.columns,
                weight=row.weight,
                points=row.points,
                target=row.target or self.target,
                **shared,
            )
            for row in self.rows
        )
        return MatrixGroup.model_construct(
            id=self.id,
            title=self.label,
            text=self.text,
            weight=self.weight,
            points=self.points,
            rubric=self.rubric,
            questions=rows,
            sections=(),
        )


def _joined(first: LocalizedText, second: LocalizedText) -> LocalizedText:
    """`first: second` in every language of the second."""
    texts = {
        language: f"{first.in_language(language)}: {text}" for language, text in second.root.items()
    }
    return LocalizedText.model_construct(texts)


Question = (
    ScaleQuestion
    | BooleanQuestion
    | ChoiceQuestion
    | MultipleChoiceQuestion
    | NumberQuestion
    | TextQuestion
    | DateQuestion
)
"""What is answered under an id of its own; the rows of a matrix are single choices."""


class SharedQuestion(Model):
    """A question whose one answer counts in this group too; it is asked where it stands itself.

    Args:
        type: always `use`; it is put in when a file is read.
        use: the questionnaire and the question in it, as the file has them.
        weight: of the question in this group.
        points: likewise.

    """

    type: Literal["use"]
    use: Text
    weight: Weighted = Weight()
    points: Weighted | None = None

    @property
    def question(self) -> str:
        """Id of the question."""
        return self.use.rpartition("/")[2]


Asked = Question | MatrixQuestion
KEYS_OF_ANSWERS = (
    frozenset(name for kind in get_args(Asked) for name in kind.model_fields)
    - BaseQuestion.model_fields.keys()
    - {"scale", "target", "rubric"}
)
"""What says which answers a question of some type has and what each scores, its type included."""
Listed = Annotated[Question | MatrixQuestion | SharedQuestion, Field(discriminator="type")]


class Section(Model):
    """A group of questions and of further sections; its questions come before its sections.

    `questions` are those asked in it and those that are asked elsewhere and count in it too.
    """

    id: Id
    title: LocalizedText
    weight: Weighted = Weight()
    points: Weighted | None = None
    rubric: Rubric = Rubric()
    questions: tuple[Listed, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def children(self) -> tuple[Question | Section, ...]:
        """What is asked in the section, in order, every matrix as the group that it is."""
        questions = (
            child.group if isinstance(child, MatrixQuestion) else child
            for child in self.questions
            if not isinstance(child, SharedQuestion)
        )
        return (*questions, *self.sections)

    @property
    def asks(self) -> bool:
        """Whether anything is asked in the section or below it."""
        return any(not isinstance(child, Section) or child.asks for child in self.children)

    def parts(self, asked: Mapping[str, Question]) -> Iterator[tuple[str, Question | Section]]:
        """What counts in the section, in order, each with the id of its node.

        A question that is asked elsewhere has the id `<section>/<question>`, and the weight and
        points that it has here.

        Args:
            asked: the questions of the questionnaire by id.

        """
        for child in self.questions:
            if isinstance(child, SharedQuestion):
                here = {"weight": child.weight, "points": child.points}
                question = asked[child.question].model_copy(update=here)
                yield f"{self.id}/{question.id}", question
            else:
                yield child.id, child.group if isinstance(child, MatrixQuestion) else child
        for section in self.sections:
            yield section.id, section

    def walk(self) -> Iterator[Section]:
        """This group and all below it, depth first."""
        yield self
        for child in self.children:
            if isinstance(child, Section):
                yield from child.walk()


class MatrixGroup(Section):
    """A matrix as the group that it is; `text` is what it asks of every row."""

    text: LocalizedText


class Origin(Model):
    """The published instrument that a questionnaire puts into YAML.

    The questions of such a questionnaire need no source units.
    """

    title: LocalizedText
    publisher: LocalizedText
    edition: LocalizedText
    reference: LocalizedText | None = None


class Questionnaire(Model):
    """A questionnaire as written, with everything its scoring needs.

    `subject` is what the statements of the levels speak of: "Migration and
    development policies" work side by side. `borrow_measures` says whether the
    measures of questions taken over from other questionnaires come with these.
    """

    format: Literal["coherence-kit/questionnaire/1"]
    id: Id
    version: Version
    title: LocalizedText
    subtitle: LocalizedText | None = None
    summary: LocalizedText | None = None
    subject: LocalizedText | None = None
    origin: Origin | None = None
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = ("en",)
    letters: LetterScale | None = None
    scale: Scale | None = None
    rubric: Rubric = Rubric()
    borrow_measures: Boolean = True
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    renamed: Mapping[Id, Id] = {}
    removed: tuple[Id, ...] = ()

    def all_sections(self) -> Iterator[Section]:
        """Every group, matrices too, depth first, in the order of the file."""
        for section in self.sections:
            yield from section.walk()

    def questions(self) -> Iterator[Question]:
        """Everything that is answered under an id of its own, in the order of the file."""
        for section in self.sections:
            yield from _questions_below(section)


def _questions_below(section: Section) -> Iterator[Question]:
    for child in section.children:
        if isinstance(child, Section):
            yield from _questions_below(child)
        else:
            yield child
