"""Headings that are statements made from the result; no praise, no blame."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from coherence_kit.model.assessment import Gap
from coherence_kit.model.base import Localizable
from coherence_kit.model.measures import HORIZONS
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.gains import gained, is_nothing
from coherence_kit.rendering.report.words import capital, cut
from coherence_kit.words import in_a_row, message, plural, words_of

_MOST_NAMED, _LONGEST_NAMES = 3, 90
"""Sections that a headline names; more of them, or longer names, are counted."""


def glance_headline(context: ChapterContext, most: int) -> str:
    """The result in one sentence of at most so many characters."""
    a, words = context.assessment, context.words
    if nothing_applies(context):
        return words.say("Every question is said not to apply, so that there is no result")
    if a.root.low is None:
        return words.count(
            "A profile without a figure for the whole: {answered} of {n} question answered",
            "A profile without a figure for the whole: {answered} of {n} questions answered",
            a.counts.asked,
            answered=a.counts.answered,
        )
    if a.root.value is None:
        return words.count(
            "Not enough answers for a result yet: {answered} of {n} question answered",
            "Not enough answers for a result yet: {answered} of {n} questions answered",
            a.counts.asked,
            answered=a.counts.answered,
        )
    first, second = _result(context), _where(context)
    both = words.say("{result}; {where}", result=first, where=second) if second else first
    return both if len(both) <= most else cut(first, most)


def _result(context: ChapterContext) -> str:
    """What the result says of the country's policies."""
    root, words = context.assessment.root, context.words
    named = () if root.letters is not None else context.levels_named
    if root.letters is not None:
        return words.say("The result is {result}", result=root.text)
    if not named:
        return words.say(
            "The result is {result} of {maximum}", result=root.text, maximum=context.full_marks
        )
    level = named[0]
    if len(named) > 1:
        return words.say(
            "{policies} stand between “{lower}” and “{higher}”",
            policies=_policies(context),
            lower=context.localize(level.label, is_name=True),
            higher=context.localize(named[1].label, is_name=True),
        )
    if level.statement is None:
        return words.say(
            "{policies} stand at “{level}”",
            policies=_policies(context),
            level=context.localize(level.label, is_name=True),
        )
    return _stated(context, level.statement)


def nothing_applies(context: ChapterContext) -> bool:
    """Whether no question is left to score, in the whole and in every part of a profile."""
    a = context.assessment
    return not applies(context, a.root_id) and a.counts.answered + a.counts.missing == 0


def applies(context: ChapterContext, section: str) -> bool:
    """Whether a question of the section is left to score."""
    return any(context.node(question).low is not None for question in context.scored_of(section))


def _where(context: ChapterContext) -> str:
    by_section, words = context.assessment.together.gap_gain_by_section, context.words
    if not by_section or max(by_section.values()) <= 0:
        return words.say("no answer is below its target")
    most = max(by_section.values())
    sections = [section for section in context.top_sections if by_section.get(section) == most]
    if len(context.top_sections) == 1:
        return ""
    if len(sections) == len(context.top_sections) > _MOST_NAMED:
        return words.say("equally much can be gained in each section")
    return words.count(
        "most can be gained in {sections}",
        "equally much can be gained in {sections}",
        len(sections),
        sections=_named(context, sections),
    )


def profile_headline(context: ChapterContext) -> str:
    """Which sections are nearest their target, which furthest from it; ties are named together."""
    if nothing_applies(context):
        return context.words.say(
            "Every question is said not to apply, so that no section has a score"
        )
    if context.assessment.is_by_question:
        return context.words.say(
            "Each question stands for itself: {answered} of {n} answered",
            answered=context.assessment.counts.answered,
            n=context.assessment.counts.asked,
        )
    shown = [
        (max(node.target - node.value, Fraction(0)), section)
        for section in context.top_sections
        if (node := context.node(section)).value is not None and node.target is not None
    ]
    applying = [section for section in context.top_sections if applies(context, section)]
    if len(applying) == 1:
        return _of_one_section(context, applying[0])
    if len(shown) < 2:  # noqa: PLR2004
        return context.words.say("Too few answers to compare the sections")
    return _compared(context, shown)


def _compared(context: ChapterContext, shown: Sequence[tuple[Fraction, str]]) -> str:
    """The sentence on sections, each with its distance from the target; none is negative."""
    least, most = min(shown)[0], max(shown)[0]
    if most == 0:
        return context.words.say("Every section with a score has reached its target")
    if least == most:
        return context.words.say("The sections are equally far from their targets")
    nearest = [section for distance, section in shown if distance == least]
    furthest = [section for distance, section in shown if distance == most]
    # above the target is no nearer to it
    table = _REACHED if least == 0 else _NEAREST
    sentence = context.words.say(
        table[len(nearest) > 1, len(furthest) > 1],
        nearest=_named(context, nearest),
        furthest=_named(context, furthest),
    )
    return capital(sentence)


# By whether several sections are named first, and whether several are named last.
_REACHED = {
    (False, False): message(
        "{nearest} has reached its target, {furthest} is furthest from its own"
    ),
    (False, True): message("{nearest} has reached its target, {furthest} are furthest from theirs"),
    (True, False): message(
        "{nearest} have reached their targets, {furthest} is furthest from its own"
    ),
    (True, True): message(
        "{nearest} have reached their targets, {furthest} are furthest from theirs"
    ),
}
_NEAREST = {
    (False, False): message("{nearest} is nearest its target, {furthest} furthest from it"),
    (False, True): message("{nearest} is nearest its target, {furthest} furthest from theirs"),
    (True, False): message("{nearest} are nearest their targets, {furthest} furthest from its own"),
    (True, True): message("{nearest} are nearest their targets, {furthest} furthest from theirs"),
}


def _named(context: ChapterContext, sections: Sequence[str]) -> str:
    """`“a”, “b” and “c”`, or how many there are."""
    words = context.words
    names = words.enumerate([words.quoted(context.label(section)) for section in sections])
    if len(sections) == 1 or (len(sections) <= _MOST_NAMED and len(names) <= _LONGEST_NAMES):
        return names
    return words.counted("{n} section", "{n} sections", len(sections))


def _of_one_section(context: ChapterContext, section: str) -> str:
    """Where there is nothing to compare it with."""
    node, words, name = context.node(section), context.words, context.label(section)
    if node.value is None or node.target is None:
        return words.count(
            "{section}: {answered} of {n} question answered",
            "{section}: {answered} of {n} questions answered",
            len(context.scored_of(section)),
            section=name,
            answered=len(context.answered_of(section)),
        )
    if node.value >= node.target:
        return words.say("“{section}” has reached its target", section=name)
    return words.say("“{section}” is below its target", section=name)


def section_headline(context: ChapterContext, section: str) -> str:
    """`Planning and budget: three gaps, 5.5 points to gain`."""
    name, gaps = context.label(section), context.gaps_of(section)
    if not gaps:
        return context.words.say("{section}: no gap among the answers given", section=name)
    together = context.assessment.together.gap_gain_by_section[section]
    return context.words.say(
        "{section}: {gaps}", section=name, gaps=_counted_gaps(context, gaps, together)
    )


def gaps_headline(context: ChapterContext) -> str:
    """`13 gaps, 22.7 points to gain`."""
    a = context.assessment
    if not a.gaps:
        return context.words.say("No gap among the answers given")
    return capital(_counted_gaps(context, a.gaps, a.together.gap_gain))


def _counted_gaps(context: ChapterContext, gaps: Sequence[Gap], together: Fraction) -> str:
    """`three gaps, 22.7 points to gain`.

    The gain is left out where the gaps are of several figures, or of none that can be stated, and
    of a question that stands for itself.
    """
    words, number = context.words, len(gaps)
    roots = {gap.root for gap in gaps}
    alone = words.counted("{n} gap", "{n} gaps", number)
    if len(roots) > 1:
        return alone
    root = roots.pop()
    if context.node(root).kind == "question":
        return alone
    if not context.shows_result:
        # shares of the weight are points only where every rule is a mean
        if not context.counts_points:
            return alone
        gain = words.say("{number} points", number=context.gap_points(gaps))
    elif is_nothing(context, root, together):
        return words.counted(
            "{n} gap, nothing to gain by closing it alone",
            "{n} gaps, nothing to gain by closing them alone",
            number,
        )
    else:
        gain = gained(context, root, together)
    return words.counted("{n} gap, {gain} to gain", "{n} gaps, {gain} to gain", number, gain=gain)


def measures_headline(context: ChapterContext) -> str:
    """How many measures there are, and by when."""
    items, words = context.assessment.recommendations, context.words
    if not items:
        return (
            words.say("No measure follows from the answers given")
            if context.has_measures
            else words.say("What to do next")
        )
    counts = {horizon: sum(item.horizon == horizon for item in items) for horizon in HORIZONS}
    found = {horizon: number for horizon, number in counts.items() if number}
    if len(found) == 1:
        return capital(words.counted(*_ALL_WITHIN[next(iter(found))], len(items)))
    parts = [words.counted(*_WITHIN[horizon], number) for horizon, number in found.items()]
    return capital(
        words.counted(
            "{n} measure: {parts}",
            "{n} measures: {parts}",
            len(items),
            parts=words.enumerate(parts, "unit"),
        )
    )


# How many of the measures of a headline can be proved by when.
_WITHIN = {
    "immediate": plural("{n} within 6 months", "{n} within 6 months"),
    "short": plural("{n} within 18 months", "{n} within 18 months"),
    "medium": plural("{n} within 36 months", "{n} within 36 months"),
    "long": plural("{n} later", "{n} later"),
}
_ALL_WITHIN = {
    "immediate": plural("{n} measure, within 6 months", "{n} measures, within 6 months"),
    "short": plural("{n} measure, within 18 months", "{n} measures, within 18 months"),
    "medium": plural("{n} measure, within 36 months", "{n} measures, within 36 months"),
    "long": plural("{n} measure, beyond 36 months", "{n} measures, beyond 36 months"),
}


def _policies(context: ChapterContext) -> str:
    """What the result is about, in the plural; the questionnaire's own word for it."""
    stated = context.assessment.questionnaire.subject
    return (
        context.localize(stated)
        if stated
        else context.words.say("Migration and development policies")
    )


def _stated(context: ChapterContext, statement: Localizable) -> str:
    """What the policies do, in the questionnaire's words: one text if they are of one language."""
    language = context.language_of(statement)
    said, stated = context.localize(statement), context.assessment.questionnaire.subject
    own = words_of(language)
    if stated and context.language_of(stated) == language:
        policies = context.localize(stated)
    elif not stated and own.language == language:
        policies = own.say("Migration and development policies")
    else:
        return in_a_row((_policies(context), said))
    return context.marked(f"{policies} {said}", language)
