"""The first sheet: what was assessed, the result with its interval, the sections, what follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coherence_kit.documents.cell_lines import text_look
from coherence_kit.documents.report_workbook import MARK
from coherence_kit.documents.row_heights import height
from coherence_kit.documents.sheets import (
    Cell,
    Column,
    Look,
    Printed,
    Row,
    Sheet,
    column_letter,
    quoted_sheet,
)
from coherence_kit.model.assessment import Counts, NodeResult
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.cover import questionnaire_title, respondent, version
from coherence_kit.rendering.report.minister_blocks import programme_sentence
from coherence_kit.rendering.report.status import tags
from coherence_kit.rendering.report.words import cut
from coherence_kit.rendering.workbook import looks
from coherence_kit.rendering.workbook.chapters import Part, Parts
from coherence_kit.rendering.workbook.figures import figure_cell, share_cell, value_cell
from coherence_kit.rendering.workbook.results import level_text
from coherence_kit.rendering.workbook.tables import text_parts
from coherence_kit.words import Words
from coherence_kit.words.states import state_head

_LABEL, _TEXT, _VALUE, _LOW, _HIGH, _TARGET, _COVERED, _ANSWERED = range(1, 9)
_WIDTHS: Mapping[int, float] = {
    _LABEL: 32, _TEXT: 44, _VALUE: 10, _LOW: 10, _HIGH: 10, _TARGET: 10,
    _COVERED: 11, _ANSWERED: 12,
}  # fmt: skip
_LEAST = 16.0
_LONGEST_TITLE = 50  # characters of a country that have room above the rest


@dataclass(frozen=True, slots=True)
class Listed:
    """Another sheet, and what stands on it in a few words."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands on the whole workbook: its date in words, and who publishes it; or nothing."""

    date: str
    publisher: str


def summary_sheet(
    parts: Parts, name: str, footer: str, facts: Facts, *, others: Sequence[Listed]
) -> Sheet:
    """The sheet.

    Args:
        parts: the chapters and voices.
        name: of the sheet.
        footer: of every printed page.
        facts: on the whole.
        others: the sheets behind it, to which it leads.

    """
    sheet = _Rows()
    marks = (Cell(MARK, looks.TECHNICAL), Cell(len(others) + 1, looks.TECHNICAL))
    sheet.add(dict(enumerate(marks, 1)), is_hidden=True)
    first, words = parts.chapters[0].context, parts.words
    sheet.add({_LABEL: _cell(cut(first.country, _LONGEST_TITLE), looks.TITLE)}, least=30)
    sheet.add({_LABEL: _cell(words.say("Results of the assessment"), looks.SUBTITLE)})
    for fact in _facts(words, first, facts):
        sheet.fact(*fact)
    for part in parts.every:
        _chapter(sheet, part)
    sheet.heading(words.say("In this workbook"))
    for other in others:
        cell = Cell(other.name, looks.LINK, link=f"{quoted_sheet(other.name)}!A1")
        sheet.add({_LABEL: cell, _TEXT: _cell(other.title, looks.PLAIN)})
    return Sheet(
        name=name,
        columns=tuple(Column(width) for width in _WIDTHS.values()),
        rows=tuple(sheet.rows),
        printed=Printed(
            is_upright=True,
            area=f"A2:{column_letter(_ANSWERED)}{len(sheet.rows)}",
            footer=footer,
        ),
        is_protected=False,
        tab=looks.PALETTE.accent,
        selected="A2",
    )


@dataclass(slots=True)
class _Rows:
    """The rows of the sheet, as they are added."""

    rows: list[Row] = field(default_factory=list)

    def add(
        self, cells: Mapping[int, Cell | None], *, least: float = _LEAST, is_hidden: bool = False
    ) -> None:
        """A row that is as high as its texts are."""
        there = {place: cell for place, cell in cells.items() if cell is not None}
        texts = (
            (cell.value, _WIDTHS[place], cell.look.size)
            for place, cell in there.items()
            if isinstance(cell.value, str) and cell.look.wraps
        )
        self.rows.append(Row(height(texts, least=least), there, is_hidden))

    def heading(self, text: str) -> None:
        """A heading with air above it."""
        self.add({_LABEL: _cell(text, looks.HEADING)}, least=34)

    def fact(self, label: str, text: str) -> None:
        """Something by its name; nothing where it is empty."""
        for place, part in enumerate(text_parts(text, _WIDTHS[_TEXT], looks.PLAIN.size)):
            said = {_TEXT: _cell(part, looks.PLAIN)} if part else {}
            if said:
                self.add({_LABEL: Cell(label, looks.PLAIN_STRONG), **said} if not place else said)


def _cell(text: str, look: Look) -> Cell:
    return Cell(str(text), text_look(look, text))


def _facts(words: Words, context: ChapterContext, facts: Facts) -> Iterator[tuple[str, str]]:
    submission = context.assessment.submission
    if cut(context.country, _LONGEST_TITLE) != context.country:
        yield words.say_as("fact", "Country"), context.country
    yield words.say_as("fact", "Round"), context.printable(submission.round, is_name=True)
    yield words.say_as("fact", "Date"), facts.date
    yield words.say_as("fact", "Published by"), facts.publisher


def _chapter(sheet: _Rows, part: Part) -> None:
    context = part.context
    words, a = context.words, context.assessment
    sheet.heading(part.name or questionnaire_title(context))
    for tag in tags(words, a):
        sheet.add({_LABEL: _cell(tag, replace(looks.PLAIN_STRONG, wraps=False))})
    for fact in _facts_of_chapter(words, context):
        sheet.fact(*fact)
    if not a.is_by_question:
        sheet.add(_heads(words), least=30)
        sheet.add(_figures(context, a.root, words.say("Whole"), is_whole=True))
        for section in context.top_sections:
            label = f"{context.numbers[section]}  {context.label(section)}"
            sheet.add(_figures(context, context.node(section), label))


def _facts_of_chapter(words: Words, context: ChapterContext) -> Iterator[tuple[str, str]]:
    a = context.assessment
    yield words.say_as("fact", "Questionnaire"), version(context)
    yield words.say_as("fact", "Answered by"), respondent(context)
    yield words.say_as("fact", "Answers"), _counts(words, a.counts)
    if a.evidence_share is not None:
        yield (
            words.say_as("fact", "Documents"),
            words.say(
                "named for {given} of {demanded} answers that ask for one",
                given=words.number(a.evidence_given),
                demanded=words.number(a.evidence_demanded),
            ),
        )
    if a.recommendations:
        yield words.say_as("fact", "What follows"), programme_sentence(context)


def _counts(words: Words, counts: Counts) -> str:
    """How many questions are in which state, of those that occur."""
    said = {
        "answered": counts.answered,
        "unknown": counts.unknown,
        "unanswered": counts.unanswered + counts.open,
        "carried": counts.carried,
        "not_applicable": counts.not_applicable,
        "not_asked": counts.not_asked,
    }
    return words.enumerate(
        [
            words.say("{state}: {n}", state=state_head(words, state), n=words.number(number))
            for state, number in said.items()
            if number
        ],
        "unit",
    )


def _heads(words: Words) -> Mapping[int, Cell]:
    heads = {
        _LABEL: words.say_as("column", "Section"),
        _TEXT: words.say_as("column", "Level"),
        _VALUE: words.say_as("column", "Value"),
        _LOW: words.say_as("column", "Lowest"),
        _HIGH: words.say_as("column", "Highest"),
        _TARGET: words.say_as("column", "Target"),
        _COVERED: words.say_as("column", "Covered"),
        _ANSWERED: words.say_as("column", "Answered"),
    }
    return {
        place: Cell(head, looks.HEAD if place <= _TEXT else looks.HEAD_OF_NUMBERS)
        for place, head in heads.items()
    }


def _figures(
    context: ChapterContext, node: NodeResult, label: str, *, is_whole: bool = False
) -> Mapping[int, Cell]:
    text, number = looks.TEXT, looks.NUMBER
    if is_whole:
        text, number = looks.of_group(text), looks.of_group(number)
    answered = len(context.answered_of(node.id))
    found: Iterable[tuple[int, Cell | None]] = (
        (_LABEL, _cell(label, text)),
        (_TEXT, _cell(level_text(context, node), text)),
        (_VALUE, value_cell(node, number)),
        (_LOW, figure_cell(node, node.low, number)),
        (_HIGH, figure_cell(node, node.high, number)),
        (_TARGET, figure_cell(node, node.target, number)),
        (_COVERED, share_cell(node.coverage, node.coverage_text, number)),
        (_ANSWERED, _cell(f"{answered}/{len(context.scored_of(node.id))}", number)),
    )
    return {place: cell or Cell(None, text) for place, cell in found}
