"""What single gains do not say: that they need not add up, and that one gap alone may gain nothing."""

from __future__ import annotations

from fractions import Fraction

from coherence_kit.i18n import plain_number
from coherence_kit.model.assessment import Gap
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.words import NOTHING, counted, enumerated

# Why a part that rises may leave its group where it is. Means are not here: they rise with every part.
_WHY_NOTHING = {
    "minimum": "the lowest part decides",
    "maximum": "the highest part decides",
    "weakest-link": "the lowest letter decides",
    "conversion-table": "the table gives the same letter for both",
    "sum-of-points": "no more points than its cap count",
    "any-n-of": "only so many parts count",
}


def gains_nothing(context: ChapterContext, gap: Gap) -> bool:
    """Whether closing one gap alone leaves the figure where it is; False where there is no figure to move."""
    return (
        context.shows_result
        and context.gap_points([gap]) != NOTHING
        and is_nothing(context, gap.root, gap.gain)
    )


def is_nothing(context: ChapterContext, root: str, gain: Fraction) -> bool:
    """Whether a gain is none: of letters, one of less than a grade."""
    letters = context.node(root).letters
    return gain <= 0 if letters is None else letters.rank(gain) == 0


def gained(context: ChapterContext, root: str, gain: Fraction) -> str:
    """`6.3 points`, or `2 grades`."""
    text = context.points_of(context.node(root), gain)
    if context.node(root).letters is not None:
        return text
    return f"{text} {'point' if text == '1' else 'points'}"


def adds_up(context: ChapterContext, section: str) -> bool:
    """Whether the gaps of a section gain together at least what each of them gains alone, added up."""
    gaps = context.gaps_of(section)
    if not context.shows_result or len({gap.root for gap in gaps}) != 1:
        return True
    return sum(gap.gain for gap in gaps) <= context.assessment.together.gap_gain_by_section[section]


def section_note(context: ChapterContext, section: str) -> str:
    """What a reader of the section's single gains has to know; empty where they speak for themselves."""
    return " ".join(
        text for text in (_together(context, section), _nothing(context, section)) if text
    )


def chapter_note(context: ChapterContext) -> str:
    """The same below the list of all gaps, section by section and shorter."""
    shared = [text for section in context.top_sections if (text := _briefly(context, section))]
    said = [f"Points of one section need not add up: {'; '.join(shared)}."] if shared else []
    return " ".join(
        (*said, *(text for section in context.top_sections if (text := _nothing(context, section))))
    )


def _briefly(context: ChapterContext, section: str) -> str:
    """`in section 6 any one of the three gaps gains as much as all of them, 6.3 points`."""
    gaps = context.gaps_of(section)
    if _shares_a_cap(context, section):
        return f"in section {context.numbers[section]}, whose points are capped, {_all(len(gaps))} may gain less together"
    if adds_up(context, section):
        return ""
    together = context.assessment.together.gap_gain_by_section[section]
    figure, where = (
        gained(context, gaps[0].root, together),
        f"in section {context.numbers[section]}",
    )
    if all(gap.gain == together for gap in gaps):
        return f"{where} any one of the {counted(len(gaps), 'gap', 'gaps')} gains as much as all of them, {figure}"
    return f"{where} {_all(len(gaps))} gain {figure} together"


def _all(number: int) -> str:
    """`all three gaps`, `both gaps`."""
    return "both gaps" if number == 2 else f"all {counted(number, 'gap', 'gaps')}"  # noqa: PLR2004


def glance_note(context: ChapterContext, shown: tuple[Gap, ...]) -> str:
    """One line below the gaps of the minister's page; empty where no two of those shown share what they gain."""
    sections = [
        section
        for section in context.top_sections
        if not adds_up(context, section)
        and sum(gap in shown for gap in context.gaps_of(section)) > 1
    ]
    if not sections:
        return ""
    named = enumerated([context.numbers[section] for section in sections])
    return f"Points of gaps in section{'' if len(sections) == 1 else 's'} {named} do not add up: see “Gaps by priority”."


def _shares_a_cap(context: ChapterContext, section: str) -> bool:
    """Whether only the rule tells that gains need not add up, as there is no result yet to see them in."""
    rule = context.node(section).rule
    return (
        not context.shows_result
        and rule is not None
        and rule.cap is not None
        and len(context.gaps_of(section)) > 1
    )


def _together(context: ChapterContext, section: str) -> str:
    gaps = context.gaps_of(section)
    rule = context.node(section).rule
    cap = rule.cap if rule else None
    if cap is not None and _shares_a_cap(context, section):
        return f"The section is full once {plain_number(cap)} points are reached: the points of its gaps need not add up."
    if adds_up(context, section):
        return ""
    root, together = gaps[0].root, context.assessment.together.gap_gain_by_section[section]
    figure = gained(context, root, together)
    enough = [context.numbers[gap.id] for gap in gaps if gap.gain == together]
    full = (
        "" if cap is None else f"The section is full once {plain_number(cap)} points are reached. "
    )
    if len(enough) == len(gaps):
        return (
            f"{full}The gains do not add up: any one of the {counted(len(gaps), 'gap', 'gaps')}, closed alone, "
            f"already gains the {figure} that all of them gain together."
        )
    alone = ""
    if enough:
        alone = (
            f"; closing {enumerated(enough).replace(' and ', ' or ')} alone already gains as much"
        )
    return (
        f"{full}The gains do not add up: closing {_all(len(gaps))} gains {figure} together{alone}."
    )


def _nothing(context: ChapterContext, section: str) -> str:
    gaps = context.gaps_of(section)
    said = []
    unshown = [gap for gap in gaps if context.shows_result and context.gap_points([gap]) == NOTHING]
    if unshown:
        named = enumerated([context.numbers[gap.id] for gap in unshown])
        said.append(
            f"What closing {named} gains cannot be said while answers beside {_it(len(unshown))} are missing."
        )
    for reason in dict.fromkeys(
        _reason(context, gap) for gap in gaps if gains_nothing(context, gap)
    ):
        numbers = [
            context.numbers[gap.id]
            for gap in gaps
            if gains_nothing(context, gap) and _reason(context, gap) == reason
        ]
        why = f": {reason}" if reason else ""
        said.append(
            f"Closing {enumerated(numbers).replace(' and ', ' or ')} alone moves nothing{why}."
        )
    return " ".join(said)


def _it(number: int) -> str:
    return "it" if number == 1 else "them"


def _reason(context: ChapterContext, gap: Gap) -> str:
    """Why closing it alone moves nothing, from the first rule above that can hold a rise back."""
    above = context.node(gap.id).parent
    while above is not None:
        node = context.node(above)
        if node.rule_name in _WHY_NOTHING and node.rule_name is not None:
            return f"in “{context.label(above)}” {_WHY_NOTHING[node.rule_name]}"
        above = node.parent if node.parent != context.assessment.root_id else None
    return ""
