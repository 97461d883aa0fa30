"""Headings that are statements made from the result; no praise, no blame."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from coherence_kit.i18n import count_word, plural
from coherence_kit.model.assessment import Gap
from coherence_kit.model.measures import HORIZONS
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.gains import gained, is_nothing
from coherence_kit.rendering.report.words import (
    NOTHING,
    capital,
    counted,
    cut,
    enumerated,
    lower_first,
)

_MOST_NAMED, _LONGEST_NAMES = 3, 90
"""Sections that a headline names; more of them, or longer names, are counted."""


def glance_headline(context: ChapterContext, most: int) -> str:
    """The result in one sentence of at most so many characters."""
    a = context.assessment
    if nothing_applies(context):
        return "Every question is said not to apply, so that there is no result"
    if a.root.low is None:
        return f"A profile without a figure for the whole: {_answered(context)}"
    if a.root.value is None:
        return f"Not enough answers for a result yet: {_answered(context)}"
    level = a.level(a.root.level)
    if level is None:
        first = f"The result is {a.root.text} of {context.full_marks}"
    elif level.statement is None:
        first = f"{subject(context)} stand at “{lower_first(context.localize(level.label))}”"
    else:
        first = f"{subject(context)} {context.localize(level.statement)}"
    second = _where(context)
    return (
        f"{first}; {second}"
        if second and len(first) + len(second) + 2 <= most
        else cut(first, most)
    )


def _answered(context: ChapterContext) -> str:
    counts = context.assessment.counts
    verb = "is" if counts.answered == 1 or counts.total == 1 else "are"
    return f"{counts.answered} of {counts.total} {plural(counts.total, 'question', 'questions')} {verb} answered"


def nothing_applies(context: ChapterContext) -> bool:
    """Whether no question is left to score, in the whole and in every part of a profile."""
    counts = context.assessment.counts
    left = any(
        context.node(question).low is not None
        for question in context.scored_of(context.assessment.root_id)
    )
    return not left and counts.answered + counts.missing == 0


def applies(context: ChapterContext, section: str) -> bool:
    """Whether a question of the section is left to score."""
    return any(context.node(question).low is not None for question in context.scored_of(section))


def _where(context: ChapterContext) -> str:
    by_section = context.assessment.together.gap_gain_by_section
    if not by_section or max(by_section.values()) <= 0:
        return "no answer is below its target"
    most = max(by_section.values())
    sections = [section for section in context.top_sections if by_section.get(section) == most]
    if len(context.top_sections) == 1:
        return ""
    if len(sections) == 1:
        return f"most can be gained in {lower_first(context.label(sections[0]))}"
    is_all = len(sections) == len(context.top_sections) > _MOST_NAMED
    named = "each section" if is_all else _named(context, sections)
    return f"equally much can be gained in {named}"


def profile_headline(context: ChapterContext) -> str:
    """Which sections are nearest their target and which furthest from it; ties are named together."""
    if nothing_applies(context):
        return "Every question is said not to apply, so that no section has a score"
    shown = [
        (max(node.target - node.value, Fraction(0)), section)
        for section in context.top_sections
        if (node := context.node(section)).value is not None and node.target is not None
    ]
    applying = [section for section in context.top_sections if applies(context, section)]
    if len(applying) == 1:
        return _of_one_section(context, applying[0])
    if len(shown) < 2:  # noqa: PLR2004
        return "Too few answers to compare the sections"
    return _compared(context, shown)


def _compared(context: ChapterContext, shown: Sequence[tuple[Fraction, str]]) -> str:
    """The sentence on sections, each with its distance from the target; none is negative."""
    least, most = min(shown)[0], max(shown)[0]
    if most == 0:
        return "Every section with a score has reached its target"
    if least == most:
        return "The sections are equally far from their targets"
    nearest = [section for distance, section in shown if distance == least]
    furthest = [section for distance, section in shown if distance == most]
    first, last = _named(context, nearest, starts=True), _named(context, furthest)
    if least == 0:  # above the target is no nearer to it
        reached = "has reached its target" if len(nearest) == 1 else "have reached their targets"
        far = "is furthest from its own" if len(furthest) == 1 else "are furthest from theirs"
        return f"{first} {reached}, {last} {far}"
    near = "is nearest its target" if len(nearest) == 1 else "are nearest their targets"
    if len(furthest) > 1:
        return f"{first} {near}, {last} furthest from theirs"
    return f"{first} {near}, {last} furthest from {'it' if len(nearest) == 1 else 'its own'}"


def _named(context: ChapterContext, sections: Sequence[str], *, starts: bool = False) -> str:
    """`a, b and c`, or how many there are; where it starts the sentence the first name stands as it is written."""
    labels = [context.label(section) for section in sections]
    names = enumerated(
        [
            label if starts and place == 0 else lower_first(label)
            for place, label in enumerate(labels)
        ]
    )
    if len(sections) == 1 or (len(sections) <= _MOST_NAMED and len(names) <= _LONGEST_NAMES):
        return names
    number = counted(len(sections), "section", "sections")
    return capital(number) if starts else number


def _of_one_section(context: ChapterContext, section: str) -> str:
    """Where there is nothing to compare it with."""
    node, name = context.node(section), context.label(section)
    if node.value is None or node.target is None:
        return f"{name}: {len(context.answered_of(section))} of {_questions(len(context.scored_of(section)))} answered"
    return (
        f"{name} {'has reached its target' if node.value >= node.target else 'is below its target'}"
    )


def _questions(number: int) -> str:
    return f"{number} {plural(number, 'question', 'questions')}"


def section_headline(context: ChapterContext, section: str) -> str:
    """`Planning and budget: three gaps, 5.5 points to gain`."""
    name, gaps = context.label(section), context.gaps_of(section)
    if gaps:
        together = context.assessment.together.gap_gain_by_section[section]
        return f"{name}: {counted(len(gaps), 'gap', 'gaps')}{_to_gain(context, gaps, together)}"
    return f"{name}: no gap among the answers given"


def gaps_headline(context: ChapterContext) -> str:
    """`13 gaps, 22.7 points to gain`."""
    a = context.assessment
    if not a.gaps:
        return "No gap among the answers given"
    return f"{capital(counted(len(a.gaps), 'gap', 'gaps'))}{_to_gain(context, a.gaps, a.together.gap_gain)}"


def _to_gain(context: ChapterContext, gaps: Sequence[Gap], together: Fraction) -> str:
    """`, 22.7 points to gain`; nothing where the gaps are of several figures, or of none that can be stated."""
    roots = {gap.root for gap in gaps}
    if len(roots) > 1:
        return ""
    root = roots.pop()
    if not context.shows_result:
        # shares of the weight are points only where every rule is a mean
        return f", {context.gap_points(gaps)} points to gain" if context.counts_points else ""
    if context.gap_points(gaps) == NOTHING:
        return ""
    if is_nothing(context, root, together):
        return f", nothing to gain by closing {'it' if len(gaps) == 1 else 'them'} alone"
    return f", {gained(context, root, together)} to gain"


def measures_headline(context: ChapterContext) -> str:
    """How many measures there are, and by when."""
    items = context.assessment.recommendations
    if not items:
        return (
            "No measure follows from the answers given"
            if context.has_measures
            else "What to do next"
        )
    counts = {horizon: sum(item.horizon == horizon for item in items) for horizon in HORIZONS}
    words = {
        "immediate": "within 6 months",
        "short": "within 18",
        "medium": "within 36",
        "long": "later",
    }
    parts = [
        f"{count_word(number)} {words[horizon]}" for horizon, number in counts.items() if number
    ]
    if len(parts) == 1:
        full = {
            **words,
            "short": "within 18 months",
            "medium": "within 36 months",
            "long": "beyond 36 months",
        }
        horizon = next(horizon for horizon, number in counts.items() if number)
        return f"{capital(counted(len(items), 'measure', 'measures'))}, {full[horizon]}"
    if not counts["immediate"]:
        parts[0] = (
            parts[0]
            .replace("within 18", "within 18 months")
            .replace("within 36", "within 36 months")
        )
    return f"{capital(counted(len(items), 'measure', 'measures'))}: {', '.join(parts)}"


def subject(context: ChapterContext) -> str:
    """What the result is about, in the plural; the questionnaire's own word for it."""
    stated = context.assessment.questionnaire.subject
    return context.localize(stated) if stated else "Migration and development policies"
