"""The sheet of disputed answers: what each respondent of a round says where they differ."""

from __future__ import annotations

from collections.abc import Iterator

from coherence_kit.documents.sheets import Cell
from coherence_kit.i18n import half_up
from coherence_kit.model.assessment import Dispute
from coherence_kit.model.merging import counting
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.questions import said_text
from coherence_kit.rendering.workbook import looks
from coherence_kit.rendering.workbook.chapters import Parts
from coherence_kit.rendering.workbook.figures import share_cell
from coherence_kit.rendering.workbook.tables import Cells, TableColumn, TableSheet, text_cell
from coherence_kit.words import Words

NUMBER, QUESTION, APART, SHARE, OFFICE, ANSWER, COUNTS, COMMENT = (
    "number", "question", "apart", "share", "office", "answer", "counts", "comment",
)  # fmt: skip


def disputed_sheet(parts: Parts, name: str, footer: str) -> TableSheet:
    """Each answer in a row of its own, the questions on which offices are furthest apart first."""
    words = parts.words
    return TableSheet(
        name=name,
        title=words.say("Disputed answers"),
        note=words.say(
            "Offices differ on these questions, and nobody has decided. Nothing is averaged: the "
            "answer that counts so far is marked, and the lowest and highest figures have all of "
            "them."
        ),
        columns=(parts.column(), *_columns(words)),
        rows=[
            {**part.named(), **row}
            for part in parts.counted
            for dispute in part.context.assessment.disputed
            for row in _rows(part.context, dispute)
        ],
        frozen=QUESTION,
        footer=footer,
    )


def _columns(words: Words) -> Iterator[TableColumn]:
    yield TableColumn(NUMBER, words.say_as("column", "No."), 7, repeats=True)
    yield TableColumn(QUESTION, words.say_as("column", "Question"), 34, repeats=True)
    yield TableColumn(APART, words.say_as("column", "Steps apart"), 9, is_number=True)
    yield TableColumn(SHARE, words.say_as("column", "Share"), 9, is_number=True)
    yield TableColumn(OFFICE, words.say_as("column", "Office"), 28, repeats=True)
    yield TableColumn(ANSWER, words.say_as("column", "Answer"), 28)
    yield TableColumn(COUNTS, words.say_as("column", "Counts"), 9)
    yield TableColumn(COMMENT, words.say_as("column", "Comment"), 60)


def _rows(context: ChapterContext, dispute: Dispute) -> Iterator[Cells]:
    answer = context.assessment.submission.answer(dispute.id)
    offices = {
        one.id: context.printable(one.entity, is_name=True)
        for one in context.assessment.submission.respondents
    }
    share = half_up(dispute.share * 100, 1)
    for name, one in counting(answer).items():
        yield {
            NUMBER: text_cell(context.numbers[dispute.id]),
            QUESTION: text_cell(context.label(dispute.id), looks.STRONG),
            APART: None if dispute.steps is None else Cell(dispute.steps, looks.NUMBER),
            SHARE: share_cell(dispute.share, share) if dispute.share else None,
            OFFICE: text_cell(offices.get(name, name)),
            ANSWER: text_cell(said_text(context, dispute.id, one)),
            COUNTS: text_cell(context.words.say("yes")) if name == dispute.whose else None,
            COMMENT: text_cell(context.printable(one.comment)),
        }
