"""What single gains do not say: that they need not add up, and that one alone may be nothing."""

from __future__ import annotations

from fractions import Fraction

from coherence_kit.i18n import plain_number
from coherence_kit.model.assessment import Gap
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.words import message

# Why closing one gap alone moves nothing, by the first rule above it that can hold a rise back.
# Means are not here: they rise with every part.
_WHY_NOTHING = {
    "minimum": message(
        "Closing {numbers} alone moves nothing: in “{section}” the lowest part decides."
    ),
    "maximum": message(
        "Closing {numbers} alone moves nothing: in “{section}” the highest part decides."
    ),
    "weakest-link": message(
        "Closing {numbers} alone moves nothing: in “{section}” the lowest letter decides."
    ),
    "conversion-table": message(
        "Closing {numbers} alone moves nothing: in “{section}” the table gives the same letter "
        "for both."
    ),
    "sum-of-points": message(
        "Closing {numbers} alone moves nothing: in “{section}” no more points than its cap count."
    ),
    "any-n-of": message(
        "Closing {numbers} alone moves nothing: in “{section}” only so many parts count."
    ),
}


def gains_nothing(context: ChapterContext, gap: Gap) -> bool:
    """Whether closing one gap alone leaves the figure where it is; False without a figure."""
    return context.shows_result and is_nothing(context, gap.root, gap.gain)


def is_nothing(context: ChapterContext, root: str, gain: Fraction) -> bool:
    """Whether a gain is none: of letters, one of less than a grade."""
    letters = context.node(root).letters
    return gain <= 0 if letters is None else letters.rank(gain) == 0


def gained(context: ChapterContext, root: str, gain: Fraction) -> str:
    """`6.3 points`, or `2 grades`."""
    text = context.points_of(context.node(root), gain)
    if context.node(root).letters is not None:
        return text
    if text == "1":
        return context.words.say("1 point")
    return context.words.say("{number} points", number=text)


def adds_up(context: ChapterContext, section: str) -> bool:
    """Whether the gaps of a section gain together at least the sum of their single gains."""
    gaps = context.gaps_of(section)
    if not context.shows_result or len({gap.root for gap in gaps}) != 1:
        return True
    return sum(gap.gain for gap in gaps) <= context.assessment.together.gap_gain_by_section[section]


def section_note(context: ChapterContext, section: str) -> str:
    """What a reader of the section's single gains has to know; empty if there is nothing."""
    return " ".join(
        text for text in (_together(context, section), _nothing(context, section)) if text
    )


def chapter_note(context: ChapterContext) -> str:
    """The same below the list of all gaps, section by section and shorter."""
    shared = [text for section in context.top_sections if (text := _briefly(context, section))]
    nothing = [text for section in context.top_sections if (text := _nothing(context, section))]
    if shared:
        shared.insert(0, context.words.say("Points of one section need not add up."))
    return " ".join([*shared, *nothing])


def _briefly(context: ChapterContext, section: str) -> str:
    """A line on one section, such as `Section 6: its two gaps gain 6.3 points together`."""
    gaps, words, number = context.gaps_of(section), context.words, context.numbers[section]
    if _shares_a_cap(context, section):
        return words.counted(
            "Section {number}, whose points are capped: its {n} gap may gain less.",
            "Section {number}, whose points are capped: its {n} gaps may gain less together.",
            len(gaps),
            number=number,
        )
    if adds_up(context, section):
        return ""
    together = context.assessment.together.gap_gain_by_section[section]
    figure = gained(context, gaps[0].root, together)
    if all(gap.gain == together for gap in gaps):
        return words.counted(
            "Section {number}: its {n} gap gains {gain}.",
            "Section {number}: any one of its {n} gaps gains as much as all of them, {gain}.",
            len(gaps),
            number=number,
            gain=figure,
        )
    return words.counted(
        "Section {number}: its {n} gap gains {gain}.",
        "Section {number}: its {n} gaps gain {gain} together.",
        len(gaps),
        number=number,
        gain=figure,
    )


def glance_note(context: ChapterContext, shown: tuple[Gap, ...]) -> str:
    """One line below the gaps of the minister's page; empty if no two shown share their gain."""
    sections = [
        section
        for section in context.top_sections
        if not adds_up(context, section)
        and sum(gap in shown for gap in context.gaps_of(section)) > 1
    ]
    if not sections:
        return ""
    return context.words.count(
        "Points of gaps in section {sections} do not add up: see “Action plan”.",
        "Points of gaps in sections {sections} do not add up: see “Action plan”.",
        len(sections),
        sections=context.words.enumerate([context.numbers[section] for section in sections]),
    )


def _shares_a_cap(context: ChapterContext, section: str) -> bool:
    """Whether only the rule tells that gains need not add up, as there is no result yet."""
    rule = context.node(section).rule
    return (
        not context.shows_result
        and rule is not None
        and rule.cap is not None
        and len(context.gaps_of(section)) > 1
    )


def _together(context: ChapterContext, section: str) -> str:
    words = context.words
    rule = context.node(section).rule
    cap = rule.cap if rule else None
    full = ""
    if cap is not None:
        full = words.say(
            "The section is full once {points} points are reached.", points=plain_number(cap)
        )
        if _shares_a_cap(context, section):
            less = words.say("The points of its gaps need not add up.")
            return f"{full} {less}"
    if adds_up(context, section):
        return ""
    sentence = _not_added_up(context, section)
    return f"{full} {sentence}" if full else sentence


def _not_added_up(context: ChapterContext, section: str) -> str:
    gaps, words = context.gaps_of(section), context.words
    together = context.assessment.together.gap_gain_by_section[section]
    figure = gained(context, gaps[0].root, together)
    enough = [context.numbers[gap.id] for gap in gaps if gap.gain == together]
    if len(enough) == len(gaps):
        return words.counted(
            "The gains do not add up: the {n} gap gains {gain}.",
            "The gains do not add up: any one of the {n} gaps, closed alone, already gains the "
            "{gain} that all of them gain together.",
            len(gaps),
            gain=figure,
        )
    sentence = words.counted(
        "The gains do not add up: closing the {n} gap gains {gain}.",
        "The gains do not add up: closing all {n} gaps gains {gain} together.",
        len(gaps),
        gain=figure,
    )
    if not enough:
        return sentence
    alone = words.say(
        "Closing {numbers} alone already gains as much.", numbers=words.enumerate(enough, "or")
    )
    return f"{sentence} {alone}"


def _nothing(context: ChapterContext, section: str) -> str:
    """Of the gaps that move nothing alone, why."""
    gaps = context.gaps_of(section)
    by_reason: dict[str, list[Gap]] = {}
    for gap in gaps:
        if gains_nothing(context, gap):
            by_reason.setdefault(_holding_back(context, gap), []).append(gap)
    said = [_moves_nothing(context, above, held) for above, held in by_reason.items()]
    return " ".join(said)


def _moves_nothing(context: ChapterContext, above: str, gaps: list[Gap]) -> str:
    numbers = context.words.enumerate([context.numbers[gap.id] for gap in gaps], "or")
    rule = context.node(above).rule_name if above else None
    if rule is None:
        return context.words.say("Closing {numbers} alone moves nothing.", numbers=numbers)
    return context.words.say(_WHY_NOTHING[rule], numbers=numbers, section=context.label(above))


def _holding_back(context: ChapterContext, gap: Gap) -> str:
    """The first group above a gap whose rule can hold a rise back; an empty text if none can."""
    above = context.node(gap.id).parent
    while above is not None:
        node = context.node(above)
        if node.rule_name in _WHY_NOTHING:
            return above
        above = node.parent if node.parent != context.assessment.root_id else None
    return ""
