"""Gaps by priority, and what to collect where answers are missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.i18n import plain_number
from coherence_kit.model.assessment import Gap, ToCollect
from coherence_kit.questions import kind_of
from coherence_kit.questions.answers import answer_key, answer_keys
from coherence_kit.rendering.figures import span
from coherence_kit.rendering.holds_up import holds_up_text
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.gains import adds_up, chapter_note, gained
from coherence_kit.rendering.report.headlines import gaps_headline, nothing_applies
from coherence_kit.rendering.report.interval_rows import interval_text
from coherence_kit.rendering.report.proofs import proof_of
from coherence_kit.rendering.report.questions import (
    QuestionSummary,
    all_who_answer,
    missing_reason,
    now_text,
    question_summary,
)
from coherence_kit.rendering.report.words import capital, ended, in_words
from coherence_kit.words import in_a_row
from coherence_kit.words.states import state_name

_FIRST = 3
LONGEST_TO_REACH = 20
"""Words of what a step asks for; with "To reach step 2:" a gap has 25 at most."""


@dataclass(frozen=True, slots=True)
class MeasureLink:
    """A measure by its number."""

    number: str
    anchor: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap with what closing it adds, and what proves that it is closed."""

    standing: QuestionSummary
    now: str
    holds_up: str
    points: str
    proof: str
    measures: tuple[MeasureLink, ...]


@dataclass(frozen=True, slots=True)
class CollectRow:
    """One missing answer; `who` could give it."""

    number: str
    anchor: str
    label: str
    reason: str
    who: str
    state: str
    narrows: str
    resting: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps by priority and the missing answers, with their notes."""

    headline: str
    rows: tuple[GapRow, ...]
    note: str
    adding_up: str
    holding_most: str
    empty: str
    unproved: str
    collect: tuple[CollectRow, ...]
    collect_note: str


def gaps(context: ChapterContext) -> Gaps:
    """Both tables of a chapter."""
    a = context.assessment
    return Gaps(
        headline=gaps_headline(context),
        rows=gap_rows(context),
        note=gaps_note(context),
        adding_up=chapter_note(context),
        holding_most=_holding_most(context),
        empty="" if a.gaps else _no_gaps(context),
        unproved=marks_note(context, (gap.id for gap in a.gaps)),
        collect=tuple(collect_row(context, item) for item in a.to_collect),
        collect_note=_collect_note(context),
    )


def gap_rows(context: ChapterContext) -> tuple[GapRow, ...]:
    """Every gap of a chapter by priority."""
    return tuple(gap_row(context, gap) for gap in gaps_in_order(context))


def gaps_in_order(context: ChapterContext, section: str | None = None) -> tuple[Gap, ...]:
    """The gaps, of the whole or of a section, in the order of the points printed beside them."""
    a = context.assessment
    return a.gaps if section is None else tuple(context.gaps_of(section))


def _no_gaps(context: ChapterContext) -> str:
    if nothing_applies(context):
        return context.words.say(
            "Every question is said not to apply, so that there is nothing to compare with a "
            "target."
        )
    return in_a_row(
        (context.words.say("No answer given so far is below its target."), silence_note(context))
    )


def silence_note(context: ChapterContext) -> str:
    """What a missing answer is not."""
    return context.words.say("Missing answers are no gaps: silence is not absence.")


def marks_note(context: ChapterContext, questions: Iterable[str]) -> str:
    """What the marks * and ≠ say; empty where none of the questions carries one."""
    nodes, said = [context.node(question) for question in questions], []
    unproved = [node for node in nodes if node.lacks_evidence]
    if any(kind_of(context.question(node.id)).steps for node in unproved):
        said.append(
            context.words.say(
                "* Answered higher, but no document is named: counts as step {step} until one is.",
                step=context.assessment.questionnaire.rubric.unproved_step,
            )
        )
    elif unproved:
        said.append(
            context.words.say("* Answered higher, but no document is named: counts for less.")
        )
    if any(node.is_disputed for node in nodes):
        said.append(context.words.say("≠ Respondents differ, and nobody has decided."))
    return in_a_row(said)


def gap_row(context: ChapterContext, gap: Gap) -> GapRow:
    """One gap."""
    return GapRow(
        standing=question_summary(context, gap.id),
        now=to_reach(context, gap) or now_text(context, gap.id),
        holds_up=holds_up_text(
            context.words, gap.holds_up, context.measure_numbers, context.numbers
        ),
        points=context.gap_points([gap]),
        proof=_proof(context, gap),
        measures=measures_for(context, gap),
    )


def _proof(context: ChapterContext, gap: Gap) -> str:
    target = kind_of(context.question(gap.id)).target
    return "" if target is None else proof_of(context, gap.id, ", ".join(answer_keys(target)))


def to_reach(context: ChapterContext, gap: Gap) -> str:
    """What the next step asks for, in 25 words; without a measure that leads on, the target.

    A measure that goes beyond the target is said to reach that.
    """
    question, say = context.question(gap.id), context.words.say
    kind = kind_of(question)
    items = (item for item in context.assessment.recommendations if item.id == gap.next_measure)
    moves = (move.after for item in items for move in item.moves if move.question == gap.id)
    target = "" if kind.target is None else answer_key(kind.target)
    labels = {label.key: label for label in kind.labels}
    label, aim = labels.get(next(moves, target)), labels.get(target)
    if label and aim and label.step is not None and aim.step is not None:
        label = min(label, aim, key=lambda one: one.step or 0)
    if label is None or kind.shape.takes_several:
        return ""
    if label.step is None:
        if not label.is_worded:
            return ""
        return say("To reach: {text}", text=in_words(context.localize(label), LONGEST_TO_REACH))
    asked = label.text if label.text is not None else label.name
    return say(
        "To reach step {step}: {text}",
        step=plain_number(label.step),
        text=ended(in_words(context.localize(asked), LONGEST_TO_REACH)),
    )


def measures_for(context: ChapterContext, gap: Gap) -> tuple[MeasureLink, ...]:
    """The recommended measures that close a gap, the one that leads to the next step first."""
    moving = [
        item.id
        for item in context.assessment.recommendations
        if any(move.question == gap.id for move in item.moves)
    ]
    in_order = sorted(moving, key=lambda name: (name != gap.next_measure, moving.index(name)))
    return tuple(
        MeasureLink(context.measure_numbers[name], context.measure_anchor(name))
        for name in in_order
    )


def _holding_most(context: ChapterContext) -> str:
    """Which gaps come first by what waits for them; empty where they do so in the table."""
    a = context.assessment
    first = a.holding_most[:_FIRST]
    if first == tuple(gap.id for gap in a.gaps[: len(first)]):
        return ""
    return context.words.say(
        "What holds most up or makes most easier: {numbers}.",
        numbers=context.words.enumerate([context.numbers[name] for name in first], "unit"),
    )


def gaps_note(context: ChapterContext) -> str:
    """What closing the gaps adds together, and what their points are points of."""
    if not context.assessment.gaps:
        return ""
    return in_a_row(
        (
            _first_gaps(context),
            _closing(context),
            points_note(context),
        )
    )


def _first_gaps(context: ChapterContext) -> str:
    """What the first three add; empty where there are no more, or where gains do not add up."""
    a, first = context.assessment, context.assessment.gaps[:_FIRST]
    additive = all(adds_up(context, section) for section in context.top_sections)
    if len(a.gaps) <= _FIRST or a.root.is_profile or not context.shows_result or not additive:
        return ""
    gain = sum((gap.gain for gap in first), Fraction(0))
    return context.words.say(
        "The first three add {gain} if each is closed alone.",
        gain=gained(context, a.root_id, gain),
    )


def _closing(context: ChapterContext) -> str:
    """From where to where all gaps together move the interval of the whole."""
    a, words = context.assessment, context.words
    together, number = a.together.all_gaps, len(a.gaps)
    if together.low is None or together.high is None or not a.root.low_text:
        return ""
    after = span(context.points(together.low), context.points(together.high))
    before = interval_text(a.root)
    if number == 2:  # noqa: PLR2004  (two are both)
        return words.say(
            "Closing both would move the interval from {before} to {after}.",
            before=before,
            after=after,
        )
    return words.count(
        "Closing it would move the interval from {before} to {after}.",
        "Closing all {n} would move the interval from {before} to {after}.",
        number,
        before=before,
        after=after,
    )


def points_note(context: ChapterContext) -> str:
    """What points to gain are points of."""
    say = context.words.say
    if context.assessment.is_by_question:
        return say("Each question stands for itself; the widest gaps stand first.")
    if context.assessment.root.is_profile:
        return say(
            "Points to gain are points of the section, or of the part of it, that stands for "
            "itself; of letters, grades."
        )
    if context.shows_result:
        return say("Points to gain are points of the whole; annex B works one out.")
    if not context.counts_points:
        return say(
            "There is no result yet; points to gain are those by which its lowest value rises."
        )
    marked = any(context.node(gap.id).lacks_evidence for gap in context.assessment.gaps)
    rising = say(
        "There is no result yet; points to gain are those by which its lowest and its highest "
        "value rise."
    )
    claimed = say(
        "Where an answer is marked *, the highest counts what was answered already, and rises by "
        "less or not at all."
    )
    return in_a_row((rising, claimed if marked else ""))


def collect_row(context: ChapterContext, item: ToCollect) -> CollectRow:
    """One missing answer."""
    return CollectRow(
        number=context.numbers[item.id],
        anchor=context.anchor("a", item.id),
        label=context.label(item.id),
        reason=ended(missing_reason(context, item.id)),
        who=ended(capital(all_who_answer(context, item.id))),
        state=state_name(context.words, item.state),
        narrows=context.narrows(item),
        resting=context.resting([item]),
    )


def _collect_note(context: ChapterContext) -> str:
    a = context.assessment
    if not a.to_collect:
        return ""
    if a.root.is_profile:
        return silence_note(context)  # shares of different sections do not add up
    together = context.words.counted(
        "{n} missing answer: {resting}.",
        "{n} missing answers together: {resting}.",
        len(a.to_collect),
        resting=context.resting(a.to_collect),
    )
    return in_a_row((capital(together), silence_note(context)))
