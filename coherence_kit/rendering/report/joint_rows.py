"""What the page in front of several chapters says of each: its result, its ends, its first gap."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.rendering.level_words import level_words
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.gaps import gaps_in_order
from coherence_kit.rendering.report.glance import LONGEST_LABEL
from coherence_kit.rendering.report.interval_rows import StripRow, strip_row
from coherence_kit.rendering.report.questions import QuestionSummary, question_summary
from coherence_kit.rendering.report.words import capital, cut
from coherence_kit.words import in_a_row


@dataclass(frozen=True, slots=True)
class Standing:
    """A section with its score and its target."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class JointGap:
    """The gap of a questionnaire with most to gain."""

    standing: QuestionSummary
    label: str
    points: str


@dataclass(frozen=True, slots=True)
class JointRow:
    """A questionnaire: its result, its ends, its gaps and its measures.

    `note` stands in place of the strip where the questionnaire gives no figure for the whole.
    """

    place: int
    name: str
    anchor: str
    level: str
    strip: StripRow
    note: str
    nearest: Standing | None
    furthest: Standing | None
    gap: JointGap | None
    gaps: str
    measures: str


def joint_row(context: ChapterContext) -> JointRow:
    """The row of a chapter."""
    a, words = context.assessment, context.words
    nearest, furthest = _ends(context)
    return JointRow(
        place=context.place,
        name=context.name,
        anchor=context.anchor("glance"),
        level=_level(context),
        strip=strip_row(context, a.root_id),
        note="" if a.root.low is not None else words.say("No figure for the whole."),
        nearest=nearest,
        furthest=furthest,
        gap=_gap(context),
        gaps=words.count("{n} gap", "{n} gaps", len(a.gaps)),
        measures=words.count("{n} measure", "{n} measures", len(a.recommendations)),
    )


def _level(context: ChapterContext) -> str:
    root = context.assessment.root
    if root.value is None:
        return ""
    return capital(
        level_words(
            context.words,
            context.levels_named,
            lambda label: context.localize(label, is_name=True),
        )
    )


def _ends(context: ChapterContext) -> tuple[Standing | None, Standing | None]:
    """The section nearest its target and the one furthest from it, where they differ."""
    found = [
        (node.target - node.value, section)
        for section in context.top_sections
        if (node := context.node(section)).value is not None and node.target is not None
    ]
    if context.assessment.is_by_question or len({distance for distance, _ in found}) < 2:  # noqa: PLR2004
        return None, None
    ends = (min(found, key=_distance), max(found, key=_distance))
    nearest, furthest = (_standing(context, section) for _, section in ends)
    return nearest, furthest


def _distance(found: tuple[Fraction, str]) -> Fraction:
    return found[0]


def _standing(context: ChapterContext, section: str) -> Standing:
    node = context.node(section)
    return Standing(
        in_a_row((context.numbers[section], context.label(section))),
        context.words.say("{score}, target {target}", score=node.text, target=node.target_text),
    )


def _gap(context: ChapterContext) -> JointGap | None:
    in_order = gaps_in_order(context)
    if not in_order:
        return None
    gap = in_order[0]
    return JointGap(
        question_summary(context, gap.id),
        cut(context.label(gap.id), LONGEST_LABEL),
        "" if context.assessment.is_by_question else context.gap_points([gap]),
    )
