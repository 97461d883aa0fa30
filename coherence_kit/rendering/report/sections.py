"""Section by section: mechanisms in place and gaps, visibly apart.

Sections without an answer share a table.
"""

from __future__ import annotations

from dataclasses import dataclass

from coherence_kit.model.assessment import Gap
from coherence_kit.model.merging import speaking
from coherence_kit.questions import kind_of
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.holds_up import holds_up_text
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.gains import section_note
from coherence_kit.rendering.report.gaps import (
    CollectRow,
    MeasureLink,
    collect_row,
    gaps_in_order,
    marks_note,
    measures_for,
)
from coherence_kit.rendering.report.headlines import applies, section_headline
from coherence_kit.rendering.report.interval_rows import strip_row
from coherence_kit.rendering.report.questions import (
    QuestionSummary,
    answer_text,
    ladder,
    question_summary,
    target_text,
)
from coherence_kit.rendering.report.words import ended
from coherence_kit.words import in_a_row

_LONGEST_COMMENT = 110
"""More than this of a comment stands in annex A only."""


@dataclass(frozen=True, slots=True)
class Mechanism:
    """An answered question from step 1 up."""

    standing: QuestionSummary
    text: str
    documents: str


@dataclass(frozen=True, slots=True)
class SectionGap:
    """What the target's step asks for, and the measures that lead there."""

    standing: QuestionSummary
    text: str
    holds_up: str
    points: str
    measures: tuple[MeasureLink, ...]


@dataclass(frozen=True, slots=True)
class SectionPage:
    """A section with at least one answer."""

    number: str
    of: int
    name: str
    anchor: str
    headline: str
    mechanisms: tuple[Mechanism, ...]
    gaps: tuple[SectionGap, ...]
    gaps_note: str
    unproved: str
    not_known: str

    @property
    def heading(self) -> str:
        """Number and name, for bookmarks and the head of the page."""
        return in_a_row((self.number, self.name))


@dataclass(frozen=True, slots=True)
class EmptySection:
    """A section without an answer, on one row; its questions stand in what to collect next."""

    number: str
    name: str
    anchor: str
    target: str
    interval: str
    missing: int
    first: CollectRow | None
    note: str


def section_pages(context: ChapterContext) -> tuple[SectionPage, ...]:
    """Sections with answers, in the order of the questionnaire."""
    return tuple(
        _page(context, section) for section in context.top_sections if context.answered_of(section)
    )


def empty_sections(context: ChapterContext) -> tuple[EmptySection, ...]:
    """Sections that miss every answer, in order; not those in which nothing applies."""
    return tuple(
        _empty(context, section)
        for section in context.top_sections
        if applies(context, section) and not context.answered_of(section)
    )


def _page(context: ChapterContext, section: str) -> SectionPage:
    answered = context.answered_of(section)
    gaps = gaps_in_order(context, section)
    return SectionPage(
        number=context.numbers[section],
        of=len(context.top_sections),
        name=context.label(section),
        anchor=context.anchor("s", section),
        headline=section_headline(context, section),
        mechanisms=tuple(
            _mechanism(context, question)
            for question in answered
            if (context.node(question).answered_as or 0) > 0
        ),
        gaps=tuple(_gap(context, gap) for gap in gaps),
        gaps_note=section_note(context, section),
        unproved=marks_note(context, answered),
        not_known=_not_known(context, section),
    )


def _mechanism(context: ChapterContext, question: str) -> Mechanism:
    answer = context.assessment.submission.answer(question)
    number = sum(item.is_named for item in answer.evidence)
    return Mechanism(
        question_summary(context, question),
        in_place(context, question),
        str(number) if number else NO_FIGURE,
    )


def in_place(context: ChapterContext, question: str) -> str:
    """As much of the comment as fits; without a comment what the step says."""
    comment = speaking(context.assessment.submission.answer(question)).comment
    return (
        context.beginning(comment, _LONGEST_COMMENT)
        or answer_text(context, question)
        or context.words.say("Respondents differ; annex A has what each answered.")
    )


def _gap(context: ChapterContext, gap: Gap) -> SectionGap:
    return SectionGap(
        question_summary(context, gap.id),
        asked_for(context, gap.id),
        holds_up_text(context.words, gap.holds_up, context.measure_numbers, context.numbers),
        context.gap_points([gap]),
        measures_for(context, gap),
    )


def _not_known(context: ChapterContext, section: str) -> str:
    """The missing answers by their numbers; what to collect next has them with their reasons."""
    below = set(context.questions_of(section))
    missing = [item.id for item in context.assessment.to_collect if item.id in below]
    if not missing:
        return ""
    named = (in_a_row((context.numbers[name], context.label(name))) for name in missing)
    return context.words.say("Not known yet: {questions}.", questions=in_a_row(named, "; "))


def asked_for(context: ChapterContext, question_id: str) -> str:
    """What is asked for: of yes or no the question; of a scale the steps up to the target."""
    question, node = context.question(question_id), context.node(question_id)
    kind = kind_of(question)
    if kind.is_tick:
        text = ended(context.localize(question.text))
        aims_at_no = kind.target is not None and not kind.target
        aimed_at = context.words.say("The answer aimed at is no.") if aims_at_no else ""
        return in_a_row((text, aimed_at))
    aim = ended(target_text(context, question_id))
    target = None if kind.target is None else kind.step_of(kind.target)
    if target is None or node.value is None:
        return aim
    rungs = ladder(question)
    if rungs is None:
        return aim
    answered = (
        rungs.place(node.answered_as or node.value)
        if node.lacks_evidence
        else rungs.place(node.value)
    )
    rest = [
        (place, step)
        for place, step in enumerate(kind.steps)
        if rungs.scores[place] > node.value and step <= target
    ]
    if len(rest) < 2:  # noqa: PLR2004  (one step needs no number)
        return aim
    said = []
    steps = {label.named_step: label for label in kind.labels if label.flag is None}
    for place, step in rest:
        stated = steps[step]
        if place <= answered:  # what is said to be there is named in short
            said.append(
                context.words.say(
                    "Step {step} (answered; its document is to be named): {name}",
                    step=step,
                    name=ended(context.localize(stated.name)),
                )
            )
        else:
            said.append(
                context.words.say(
                    "Step {step}: {text}", step=step, text=ended(context.localize(stated))
                )
            )
    return in_a_row(said)


def _empty(context: ChapterContext, section: str) -> EmptySection:
    below = set(context.questions_of(section))
    missing = [item for item in context.assessment.to_collect if item.id in below]
    left = [
        question for question in context.scored_of(section) if context.node(question).low is None
    ]
    note = ""
    if left:
        numbers = [context.numbers[question] for question in left]
        note = context.words.say(
            "Not applicable or not asked: {numbers}.",
            numbers=context.words.enumerate(numbers, "unit"),
        )
    row = strip_row(context, section)
    return EmptySection(
        number=context.numbers[section],
        name=context.label(section),
        anchor=context.anchor("s", section),
        target=row.target,
        interval=row.interval,
        missing=len(missing),
        first=collect_row(context, missing[0]) if missing else None,
        note=note,
    )
