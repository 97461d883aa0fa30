"""One page a section: mechanisms in place, gaps, recommendations, visibly apart. Sections without an answer share pages."""

from __future__ import annotations

from dataclasses import dataclass

from coherence_kit.model.assessment import Gap, Move, Recommendation
from coherence_kit.model.questionnaire import BooleanQuestion, ScaleQuestion
from coherence_kit.rendering.view.frame import Frame
from coherence_kit.rendering.view.gains import section_note
from coherence_kit.rendering.view.gaps import CollectRow, collect_row, gaps_in_order, unproved_note
from coherence_kit.rendering.view.glance import short_lead
from coherence_kit.rendering.view.headlines import applies, section_headline
from coherence_kit.rendering.view.moves import move_texts
from coherence_kit.rendering.view.questions import Standing, answer_text, ladder, standing, target_text
from coherence_kit.rendering.view.strips import StripRow, strip_row
from coherence_kit.rendering.view.words import HORIZON_NAMES, NOTHING, ended, first_sentence, whole_sentences

_LONGEST_COMMENT = 180
"""More than this of a comment stands in annex A only."""


@dataclass(frozen=True, slots=True)
class Mechanism:
    """An answered question from step 1 up."""

    standing: Standing
    text: str
    documents: str


@dataclass(frozen=True, slots=True)
class SectionGap:
    """What the target's step asks for."""

    standing: Standing
    text: str
    points: str


@dataclass(frozen=True, slots=True)
class SectionMeasure:
    """A measure that moves a question of the section."""

    number: str
    anchor: str
    label: str
    raises: str
    lead: str
    horizon: str


@dataclass(frozen=True, slots=True)
class SectionPage:
    """A section with at least one answer."""

    number: str
    of: int
    name: str
    anchor: str
    headline: str
    row: StripRow
    mechanisms: tuple[Mechanism, ...]
    gaps: tuple[SectionGap, ...]
    gaps_empty: str
    gaps_note: str
    unproved: str
    not_known: tuple[CollectRow, ...]
    measures: tuple[SectionMeasure, ...]


@dataclass(frozen=True, slots=True)
class EmptySection:
    """A section without a single answer, on one row; its questions stand in what to collect next."""

    number: str
    name: str
    anchor: str
    target: str
    interval: str
    missing: int
    first: CollectRow | None
    note: str


def section_pages(frame: Frame) -> tuple[SectionPage, ...]:
    """Sections with answers, in the order of the questionnaire."""
    return tuple(_page(frame, section) for section in frame.top_sections if frame.answered_of(section))


def empty_sections(frame: Frame) -> tuple[EmptySection, ...]:
    """Sections that miss every answer, in the order of the questionnaire; not those in which nothing applies."""
    return tuple(
        _empty(frame, section)
        for section in frame.top_sections
        if applies(frame, section) and not frame.answered_of(section)
    )


def _page(frame: Frame, section: str) -> SectionPage:
    below = set(frame.questions_of(section))
    answered = frame.answered_of(section)
    gaps = gaps_in_order(frame, section)
    recommended = [item for item in frame.assessment.recommendations if any(m.question in below for m in item.moves)]
    unproved = sum(frame.node(question).lacks_evidence for question in answered)
    return SectionPage(
        number=frame.numbers[section],
        of=len(frame.top_sections),
        name=frame.label(section),
        anchor=frame.anchor("s", section),
        headline=section_headline(frame, section),
        row=strip_row(frame, section),
        mechanisms=tuple(_mechanism(frame, question) for question in answered if (frame.node(question).high or 0) > 0),
        gaps=tuple(_gap(frame, gap) for gap in gaps),
        gaps_empty="" if gaps else "No answer given here is below its target.",
        gaps_note=section_note(frame, section),
        unproved=unproved_note(frame, unproved),
        not_known=tuple(collect_row(frame, item) for item in frame.assessment.to_collect if item.id in below),
        measures=tuple(_measure(frame, item, below) for item in recommended),
    )


def _mechanism(frame: Frame, question: str) -> Mechanism:
    answer = frame.assessment.submission.answer(question)
    number = sum(bool(item.title or item.reference) for item in answer.evidence)
    return Mechanism(standing(frame, question), in_place(frame, question), str(number) if number else NOTHING)


def in_place(frame: Frame, question: str) -> str:
    """The first sentences of the comment, whole ones only; without a comment what the step says."""
    comment = frame.own(frame.assessment.submission.answer(question).comment)
    return whole_sentences(comment, _LONGEST_COMMENT) or answer_text(frame, question)


def _gap(frame: Frame, gap: Gap) -> SectionGap:
    return SectionGap(standing(frame, gap.id), asked_for(frame, gap.id), frame.gap_points([gap]))


def asked_for(frame: Frame, question_id: str) -> str:
    """What is asked for: of yes or no the question; of a scale every step from the next up to the target's."""
    question, node = frame.question(question_id), frame.node(question_id)
    if isinstance(question, BooleanQuestion):
        text = ended(frame.say(question.text))
        return text if question.target is None or question.target.value else f"{text} The answer aimed at is no."
    aim = ended(target_text(frame, question_id))
    if not isinstance(question, ScaleQuestion) or question.target is None or node.value is None:
        return aim
    rungs = ladder(question)
    if rungs is None:
        return aim
    answered = rungs.place(node.high or node.value) if node.lacks_evidence else rungs.place(node.value)
    rest = [
        (place, step)
        for place, step in enumerate(sorted(question.steps))
        if rungs.scores[place] > node.value and step <= question.target.value
    ]
    if len(rest) < 2:  # noqa: PLR2004  (one step needs no number)
        return aim
    said = []
    for place, step in rest:
        text = frame.say(question.steps[step])
        if place <= answered:  # what is said to be there is named in short
            said.append(f"Step {step} (answered; its document is to be named): {ended(first_sentence(text))}")
        else:
            said.append(f"Step {step}: {ended(text)}")
    return " ".join(said)


def _measure(frame: Frame, item: Recommendation, below: set[str]) -> SectionMeasure:
    moves = [move for move in item.moves if move.question in below]
    raised = ", ".join(_raised(frame, move) for move in moves)
    return SectionMeasure(
        number=frame.measure_numbers[item.id],
        anchor=frame.anchor("m", item.id),
        label=frame.say(frame.assessment.catalogue[item.id].label),
        raises=f"Raises {raised}",
        lead=short_lead(frame, item.id),
        horizon=HORIZON_NAMES[item.horizon],
    )


def _raised(frame: Frame, move: Move) -> str:
    before, after = move_texts(frame, move)
    return f"{frame.numbers[move.question]} from {before} to {after}"


def _empty(frame: Frame, section: str) -> EmptySection:
    below = set(frame.questions_of(section))
    missing = [item for item in frame.assessment.to_collect if item.id in below]
    left = [question for question in frame.scored_of(section) if frame.node(question).low is None]
    note = f"Not applicable or not asked: {', '.join(frame.numbers[question] for question in left)}." if left else ""
    row = strip_row(frame, section)
    return EmptySection(
        number=frame.numbers[section],
        name=frame.label(section),
        anchor=frame.anchor("s", section),
        target=row.target,
        interval=row.interval,
        missing=len(missing),
        first=collect_row(frame, missing[0]) if missing else None,
        note=note,
    )
