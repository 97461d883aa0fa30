"""A questionnaire cut down to some of its questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction

from coherence_kit.model.conditions import tests
from coherence_kit.model.questionnaire import (
    MatrixQuestion,
    Question,
    Questionnaire,
    Row,
    Section,
    SharedQuestion,
    Weight,
)

_NO_WEIGHT = Weight.model_construct(value=Fraction(0), reason=None)


def only_questions(questionnaire: Questionnaire, wanted: Collection[str]) -> Questionnaire:
    """The same questionnaire with these questions alone, wherever their answers count.

    A question that decides whether one of them is asked stays as well, at weight 0: it is asked and
    never counts. Sections in which nothing is left go. Rules and all else stay as they are, also
    where a rule speaks of so many parts.

    Args:
        questionnaire: a valid one.
        wanted: ids of questions; those of rows of a matrix are `<matrix>.<row>`.

    """
    others = deciding(conditions_of(questionnaire), wanted) - {*wanted}
    sections = tuple(_kept_sections(questionnaire.sections, wanted, others))
    return questionnaire.model_copy(update={"sections": sections})


def conditions_of(questionnaire: Questionnaire) -> dict[str, set[str]]:
    """Of each question with a condition the ids of those that it reads."""
    return {
        question.id: {test.question for test in tests(question.depends_on)}
        for question in questionnaire.questions()
        if question.depends_on
    }


def deciding(conditions: Mapping[str, set[str]], wanted: Iterable[str]) -> set[str]:
    """Ids of the questions whose answers decide, however many lie between, if one is asked.

    Args:
        conditions: those of the questionnaire, as :func:`conditions_of` gives them.
        wanted: ids of questions.

    """
    found: set[str] = set()
    to_look_at = [*wanted]
    while to_look_at:
        new = conditions.get(to_look_at.pop(), set()) - found
        found |= new
        to_look_at += new
    return found


def _kept_sections(
    sections: tuple[Section, ...], wanted: Collection[str], others: Collection[str]
) -> Iterator[Section]:
    for section in sections:
        questions = tuple(
            kept
            for child in section.questions
            if (kept := _kept_question(child, wanted, others)) is not None
        )
        inner = tuple(_kept_sections(section.sections, wanted, others))
        if questions or inner:
            yield section.model_copy(update={"questions": questions, "sections": inner})


def _kept_question(
    child: Question | MatrixQuestion | SharedQuestion,
    wanted: Collection[str],
    others: Collection[str],
) -> Question | MatrixQuestion | SharedQuestion | None:
    if isinstance(child, SharedQuestion):
        return child if child.question in wanted else None
    if isinstance(child, MatrixQuestion):
        return _kept_matrix(child, wanted, others)
    if child.id in wanted:
        return child
    return child.model_copy(update={"weight": _NO_WEIGHT}) if child.id in others else None


def _kept_matrix(
    matrix: MatrixQuestion, wanted: Collection[str], others: Collection[str]
) -> MatrixQuestion | None:
    """The matrix with those of its rows that stay."""
    rows: list[Row] = []
    for row in matrix.rows:
        name = f"{matrix.id}.{row.id}"
        if name in wanted:
            rows.append(row)
        elif name in others:
            rows.append(row.model_copy(update={"weight": _NO_WEIGHT}))
    return with_fields(matrix, rows=tuple(rows)) if rows else None


def with_fields(matrix: MatrixQuestion, **fields: object) -> MatrixQuestion:
    """A matrix with other fields, and without the group that was made of the earlier ones."""
    kept = {name: getattr(matrix, name) for name in MatrixQuestion.model_fields}
    return MatrixQuestion.model_construct(**{**kept, **fields})
