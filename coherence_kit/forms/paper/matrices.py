"""The height of a matrix on paper, and whether it needs the whole width."""

from __future__ import annotations

from collections.abc import Sequence

from coherence_kit.documents import text_fit
from coherence_kit.documents.text_widths import Face, line_count, text_width
from coherence_kit.forms.layout import FormQuestion, FormSection
from coherence_kit.forms.paper.sizes import SIZES

_HAIR = 0.2  # the line below a row, in millimetres
# Columns of the rows, as the style sheet has them; the second beside guidance and without it.
_NUMBER, _LABEL, _WIDE_LABEL = 12.0, 40.0, 64.0
_PADDING = 2.0  # of a cell, on both sides together
_LABEL_PADDING = 3.0


def is_too_wide_for_beside(matrix: FormSection) -> bool:
    """Whether a word at the head of a column would be broken beside the guidance."""
    room = _column(matrix, SIZES.beside)
    words = [word for answer in _answers(matrix) for word in answer.split()]
    return any(text_width(word, SIZES.small.size, Face.SANS_BOLD) > room for word in words)


def matrix_height(matrix: FormSection, width: float) -> float:
    """The height of question, table and proofs in a column so wide, in millimetres."""
    first, room = next(matrix.questions()), _column(matrix, width)
    lines = max(
        line_count([(text, Face.SANS_BOLD)], room, SIZES.small.size) for text in _answers(matrix)
    )
    height = text_fit.height(matrix.text, width, SIZES.text, face=Face.SANS_BOLD) + SIZES.text_below
    if first.asked_if:
        height += text_fit.height(first.asked_if, width, SIZES.table, face=Face.SANS_BOLD)
        height += SIZES.condition_below
    height += lines * SIZES.small.line.mm + 2 * SIZES.box_row + _HAIR
    height += sum(_row_height(row, _label(width)) for row in matrix.questions())
    proofs = [(answer.text, first.proof_of(answer)) for answer in first.answers]
    return height + sum(
        text_fit.height(f"{text}: {proof}", width, SIZES.small) + SIZES.guidance_below
        for text, proof in proofs
        if proof
    )


def _answers(matrix: FormSection) -> Sequence[str]:
    return [answer.text for answer in next(matrix.questions()).answers]


def _column(matrix: FormSection, width: float) -> float:
    """The room in a column for ticks: those of the answers, one for not known, one to leave out."""
    rows = list(matrix.questions())
    many = len(rows[0].answers) + 1 + any(row.may_leave for row in rows)
    return (width - _NUMBER - _label(width)) / many - _PADDING


def _label(width: float) -> float:
    """The column with what a row asks."""
    return _LABEL if width <= SIZES.beside else _WIDE_LABEL


def _row_height(row: FormQuestion, label: float) -> float:
    """How high a row will be, with its label and what it asks."""
    said = [(f"{row.label} ", Face.SANS_BOLD), (row.text, Face.SANS)]
    lines = line_count(said, label - _LABEL_PADDING, SIZES.table.size)
    return lines * SIZES.table.line.mm + 2 * SIZES.box_row + _HAIR
