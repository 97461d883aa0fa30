"""The same options asked of several rows: a group in which each row is a single choice.

A matrix is not answered itself; its rows are, and a row is of the kind of its choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from coherence_kit.model.base import LocalizedText
from coherence_kit.model.questionnaire import (
    ChoiceQuestion,
    MatrixGroup,
    MatrixQuestion,
    Section,
)
from coherence_kit.questions.options import repeated_options
from coherence_kit.questions.parts import Fault, Graded, Way

MATRIX = Way(
    "matrix",
    "type: matrix, rows, columns, rubric",
    "a group with one single choice, <matrix>.<row>, for each row",
)


def is_matrix(group: Section) -> bool:
    """Whether a group is a matrix."""
    return isinstance(group, MatrixGroup)


def asked_of_rows(group: Section) -> LocalizedText | None:
    """What a matrix asks of every row; None for a section."""
    return group.text if isinstance(group, MatrixGroup) else None


def rows_of(matrix: MatrixQuestion) -> tuple[ChoiceQuestion, ...]:
    """The rows as the single choices that they are."""
    return tuple(row for row in matrix.group.children if isinstance(row, ChoiceQuestion))


def columns_of(matrix: MatrixQuestion) -> Graded:
    """The columns, which state scores or letters for every row."""
    return Graded("columns", "column", "columns", matrix.columns)


def matrix_faults(matrix: MatrixQuestion) -> Iterator[Fault]:
    """No column is there twice."""
    yield from repeated_options(matrix.columns, "columns")
