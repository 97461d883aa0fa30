"""The sheets of gaps and of missing answers, in the order of the report."""

from __future__ import annotations

from collections.abc import Iterator

from coherence_kit.documents.sheets import Cell
from coherence_kit.i18n import half_up
from coherence_kit.model.assessment import Gap, ToCollect
from coherence_kit.rendering.holds_up import holds_up_text
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.gaps import measures_for, to_reach
from coherence_kit.rendering.report.questions import (
    all_who_answer,
    missing_reason,
    question_summary,
)
from coherence_kit.rendering.report.words import capital
from coherence_kit.rendering.workbook import looks
from coherence_kit.rendering.workbook.chapters import Parts
from coherence_kit.rendering.workbook.figures import figure_cell, points_cell, share_cell
from coherence_kit.rendering.workbook.tables import Cells, TableColumn, TableSheet, text_cell
from coherence_kit.words import Words
from coherence_kit.words.measures import effort_name
from coherence_kit.words.states import state_head

PRIORITY, NUMBER, QUESTION, NOW, WANTED, GAIN, GAP = (
    "priority", "number", "question", "now", "wanted", "gain", "gap",
)  # fmt: skip
EFFORT, MEASURES, HOLDS_UP, WHO = "effort", "measures", "holds_up", "who"
STATE, REASON, REACH = "state", "reason", "reach"


def gaps_sheet(parts: Parts, name: str, footer: str) -> TableSheet:
    """Answered questions below their target, those that gain most first."""
    words = parts.words
    return TableSheet(
        name=name,
        title=words.say("Gaps by priority"),
        note=words.say(
            "Answers below their target, by what closing each alone adds to the lowest figure of "
            "the whole. Missing answers are no gaps: silence is not absence."
        ),
        columns=(parts.column(), *_gap_columns(words)),
        rows=[
            {**part.named(), **_gap(part.context, gap)}
            for part in parts.counted
            for gap in part.context.assessment.gaps
        ],
        frozen=QUESTION,
        footer=footer,
    )


def _gap_columns(words: Words) -> Iterator[TableColumn]:
    yield TableColumn(PRIORITY, words.say_as("column", "Priority"), 9, is_number=True)
    yield TableColumn(NUMBER, words.say_as("column", "No."), 7)
    yield TableColumn(QUESTION, words.say_as("column", "Question"), 34, repeats=True)
    yield TableColumn(NOW, words.say_as("column", "From, to"), 11)
    yield TableColumn(WANTED, words.say_as("column", "What it takes"), 46)
    yield TableColumn(GAIN, words.say_as("column", "Gain"), 9, is_number=True)
    yield TableColumn(GAP, words.say_as("column", "Gap"), 9, is_number=True)
    yield TableColumn(EFFORT, words.say_as("column", "Effort"), 11)
    yield TableColumn(MEASURES, words.say_as("column", "Measures"), 12)
    yield TableColumn(WHO, words.say_as("column", "Who answers"), 28)
    yield TableColumn(HOLDS_UP, words.say_as("column", "What waits for it"), 30)


def _gap(context: ChapterContext, gap: Gap) -> Cells:
    words, a, node = context.words, context.assessment, context.node(gap.id)
    held = holds_up_text(words, gap.holds_up, context.measure_numbers, context.numbers)
    first = a.catalogue[gap.next_measure].effort.name if gap.next_measure else ""
    named = words.enumerate([link.number for link in measures_for(context, gap)], "unit")
    return {
        PRIORITY: Cell(gap.priority, looks.NUMBER),
        NUMBER: text_cell(context.numbers[gap.id]),
        QUESTION: text_cell(context.label(gap.id), looks.STRONG),
        NOW: text_cell(question_summary(context, gap.id).move),
        WANTED: text_cell(to_reach(context, gap)),
        GAIN: points_cell(words, context.node(gap.root), gap.gain),
        GAP: None if node.letters else figure_cell(node, gap.gap),
        EFFORT: text_cell(effort_name(words, first)) if first else None,
        MEASURES: text_cell(named),
        WHO: text_cell(capital(all_who_answer(context, gap.id)), looks.SMALL),
        HOLDS_UP: text_cell(held, looks.SMALL),
    }


def collect_sheet(parts: Parts, name: str, footer: str) -> TableSheet:
    """Missing answers, the one on which most rests first."""
    words = parts.words
    return TableSheet(
        name=name,
        title=words.say("Answers to collect"),
        note=words.say(
            "Questions that are asked and have no answer yet, by the share of the weight that "
            "rests on each: the interval narrows by as much once it is answered."
        ),
        columns=(parts.column(), *_collect_columns(words)),
        rows=[
            {**part.named(), **_missing(part.context, item)}
            for part in parts.counted
            for item in part.context.assessment.to_collect
        ],
        frozen=QUESTION,
        footer=footer,
    )


def _collect_columns(words: Words) -> Iterator[TableColumn]:
    yield TableColumn(NUMBER, words.say_as("column", "No."), 7)
    yield TableColumn(QUESTION, words.say_as("column", "Question"), 36, repeats=True)
    yield TableColumn(STATE, words.say_as("column", "State"), 14)
    yield TableColumn(REACH, words.say_as("column", "Share"), 9, is_number=True)
    yield TableColumn(REASON, words.say_as("column", "Why"), 46)
    yield TableColumn(WHO, words.say_as("column", "Who can answer"), 36)


def _missing(context: ChapterContext, item: ToCollect) -> Cells:
    return {
        NUMBER: text_cell(context.numbers[item.id]),
        QUESTION: text_cell(context.label(item.id), looks.STRONG),
        STATE: text_cell(state_head(context.words, item.state)),
        REACH: share_cell(item.reach, half_up(item.reach * 100, 1)) if item.reach else None,
        REASON: text_cell(missing_reason(context, item.id)),
        WHO: text_cell(capital(all_who_answer(context, item.id)), looks.SMALL),
    }
