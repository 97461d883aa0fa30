"""What to do: gaps, measures and who leads them in one table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coherence_kit.model.assessment import Recommendation
from coherence_kit.rendering.measure_numbers import by_horizon
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.gaps import GapRow, gap_rows, gaps_note
from coherence_kit.rendering.report.headlines import gaps_headline, measures_headline
from coherence_kit.rendering.report.measures import effort_classes
from coherence_kit.rendering.report.minister_blocks import programme_sentence
from coherence_kit.rendering.report.moves import moved_questions, recommended_too
from coherence_kit.rendering.report.proofs import proof_of
from coherence_kit.rendering.report.words import capital, cut, ended
from coherence_kit.words import in_a_row
from coherence_kit.words.measures import effort_name

_LONGEST_PROOF = 190
"""More than this of what proves a measure stands in its sheet only."""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One measure: what it moves to which step, who leads it, by when, and what will prove it.

    `too` says which other chapters recommend it.
    """

    number: str
    anchor: str
    what: str
    too: str
    moves: tuple[str, ...]
    lead: str
    by_when: str
    after: str
    effort: str
    points: str
    is_alternative: bool
    proof: str


@dataclass(frozen=True, slots=True)
class Actions:
    """The measures, and the gaps that none of them closes; both may be empty."""

    headline: str
    rows: tuple[ActionRow, ...]
    gaps: tuple[GapRow, ...]
    gaps_title: str
    notes: tuple[str, ...]


def actions(context: ChapterContext) -> Actions:
    """What is to be done in a chapter."""
    words = context.words
    rows = tuple(_row(context, item) for item in by_horizon(context.assessment))
    alone = tuple(row for row in gap_rows(context) if not row.measures)
    title = words.counted("{n} gap without a measure", "{n} gaps without a measure", len(alone))
    return Actions(
        headline=measures_headline(context) if rows else gaps_headline(context),
        rows=rows,
        gaps=alone,
        gaps_title=capital(title) if rows and alone else "",
        notes=tuple(filter(None, _notes(context, has_measures=bool(rows)))),
    )


def _row(context: ChapterContext, item: Recommendation) -> ActionRow:
    measure = context.assessment.catalogue[item.id]
    after = [
        context.measure_numbers[name]
        for name in measure.prerequisites
        if name in context.measure_numbers
    ]
    return ActionRow(
        number=context.measure_numbers[item.id],
        anchor=context.measure_anchor(item.id),
        what=context.localize(measure.label, is_name=True),
        too=recommended_too(context, item.id),
        moves=tuple(moved_questions(context, item)),
        lead=context.lead(item.id),
        by_when=context.by_when(item.id),
        after=context.words.say("after {measures}", measures=context.words.enumerate(after))
        if after
        else "",
        effort=capital(effort_name(context.words, item.effort)),
        points=context.measure_points(item),
        is_alternative=item.alternative,
        proof=_proof(context, item),
    )


def _proof(context: ChapterContext, item: Recommendation) -> str:
    """What the questions ask as proof of the answers that the measure leads to.

    The paper in which its first steps end, where they ask for none.
    """
    asked = {
        move.question: text
        for move in item.moves
        if (text := proof_of(context, move.question, move.after))
    }
    if not asked:
        steps = context.assessment.catalogue[item.id].first_steps
        return cut(capital(ended(context.localize(steps[-1].product))), _LONGEST_PROOF)
    return cut(_told(context, asked), _LONGEST_PROOF)


def _told(context: ChapterContext, asked: Mapping[str, str]) -> str:
    """The proofs of one question, or of several by their numbers."""
    if len(asked) == 1:
        return next(iter(asked.values()))
    return in_a_row(
        context.words.say("{label}: {text}", label=context.numbers[name], text=proof)
        for name, proof in asked.items()
    )


def _notes(context: ChapterContext, *, has_measures: bool) -> Iterator[str]:
    yield gaps_note(context)
    if has_measures:
        say = context.words.say
        yield programme_sentence(context)
        yield effort_classes(context)
        yield say("Measures are options that follow from the answers, not part of the assessment.")
