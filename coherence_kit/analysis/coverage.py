"""The source register against the questionnaires.

For each unit: where it is asked, and which measures rest on it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from coherence_kit.i18n import DEFAULT_LANGUAGE
from coherence_kit.model.measures import Measure
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.sources import SourceDocument, Unit
from coherence_kit.questions import kind_of

ASKED_KINDS = frozenset({"approach", "principle"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that asks a unit.

    `step` is the one at which the unit is met, with its text, or None.

    `part` says what of the unit is asked here, where several questions share it; `also` are the
    questionnaires that take the question over.
    """

    questionnaire: str
    question: str
    text: str
    step: int | None
    step_text: str | None
    part: str | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitCoverage:
    """A unit with the questions that ask it and the measures that have to do with it.

    Some measures rest on the unit, others cite it as an example.
    """

    document: SourceDocument
    unit: Unit
    questions: tuple[Asked, ...]
    measures: tuple[str, ...]
    examples: tuple[str, ...]

    @property
    def is_to_be_asked(self) -> bool:
        """Whether the unit is to be asked.

        Approaches and principles are; practices are examples.
        """
        return self.unit.kind in ASKED_KINDS

    @property
    def is_used(self) -> bool:
        """Whether anything cites it."""
        return bool(self.questions or self.measures or self.examples)


def cover(
    documents: Iterable[SourceDocument],
    questionnaires: Iterable[tuple[Questionnaire, Iterable[Measure]]],
) -> tuple[UnitCoverage, ...]:
    """Every unit of the register, in its order, with what cites it."""
    questions: dict[str, list[Asked]] = {}
    measures: dict[str, list[str]] = {}
    examples: dict[str, list[str]] = {}
    for questionnaire, catalogue in questionnaires:
        for unit, asked in _asked_by(questionnaire):
            questions.setdefault(unit, []).append(asked)
        for measure in catalogue:
            for unit in measure.source_units:
                measures.setdefault(unit, []).append(measure.id)
            for unit in measure.example_units:
                examples.setdefault(unit, []).append(measure.id)
    return tuple(
        UnitCoverage(
            document,
            unit,
            tuple(questions.get(unit.id, ())),
            tuple(measures.get(unit.id, ())),
            tuple(examples.get(unit.id, ())),
        )
        for document in documents
        for unit in document.units
    )


def told_once(item: UnitCoverage, borrows: Mapping[str, Collection[str]]) -> UnitCoverage:
    """The unit with each question once, where it stands itself.

    Args:
        item: the unit, with a question for each questionnaire that has it.
        borrows: questionnaire to those from which it takes questions over.

    """
    asked_in = {(asked.questionnaire, asked.question) for asked in item.questions}

    def is_taken_over(asked: Asked) -> bool:
        return any((name, asked.question) in asked_in for name in borrows[asked.questionnaire])

    own = [asked for asked in item.questions if not is_taken_over(asked)]
    taken_over = [asked for asked in item.questions if is_taken_over(asked)]

    def also(asked: Asked) -> tuple[str, ...]:
        return tuple(
            other.questionnaire
            for other in taken_over
            if other.question == asked.question
            and asked.questionnaire in borrows[other.questionnaire]
        )

    return replace(item, questions=tuple(replace(asked, also=also(asked)) for asked in own))


def _asked_by(questionnaire: Questionnaire) -> Iterable[tuple[str, Asked]]:
    for question in questionnaire.questions():
        labels = kind_of(question).labels
        steps = {label.step: label for label in labels if label.flag is None}
        for source in question.sources:
            described = None if source.step is None else steps.get(Fraction(source.step))
            step_text = described.in_language(DEFAULT_LANGUAGE) if described else None
            text = question.text.in_language(DEFAULT_LANGUAGE)
            part = source.part.in_language(DEFAULT_LANGUAGE) if source.part else None
            yield (
                source.unit,
                Asked(questionnaire.id, question.id, text, source.step, step_text, part),
            )
