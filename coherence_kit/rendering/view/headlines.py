"""Headings that are statements made from the result; no praise, no blame."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from coherence_kit.i18n import count_word
from coherence_kit.model.assessment import Gap
from coherence_kit.model.measures import HORIZONS
from coherence_kit.rendering.view.frame import Frame
from coherence_kit.rendering.view.words import capital, counted, cut, lower_first


def glance_headline(frame: Frame, most: int) -> str:
    """The result in one sentence of at most so many characters."""
    a = frame.assessment
    if a.root.low is None:
        return f"A profile without a figure for the whole: {_answered(frame)}"
    if a.root.value is None:
        return f"Not enough answers for a result yet: {_answered(frame)}"
    level = a.level(a.root.level)
    if level is None:
        first = f"The result is {a.root.text} of {frame.full_marks}"
    elif level.statement is None:
        first = f"{subject(frame)} stand at “{lower_first(frame.say(level.label))}”"
    else:
        first = f"{subject(frame)} {frame.say(level.statement)}"
    second = _where(frame)
    return f"{first}; {second}" if second and len(first) + len(second) + 2 <= most else cut(first, most)


def _answered(frame: Frame) -> str:
    counts = frame.assessment.counts
    verb = "is" if counts.answered == 1 else "are"
    return f"{counts.answered} of {counts.total} questions {verb} answered"


def _where(frame: Frame) -> str:
    by_section = frame.assessment.together.gap_gain_by_section
    if not by_section or max(by_section.values()) <= 0:
        return "no answer is below its target"
    section = max(by_section, key=lambda name: by_section[name])
    return f"most can be gained in {lower_first(frame.label(section))}"


def profile_headline(frame: Frame) -> str:
    """Which section is nearest its target and which furthest from it."""
    shown = [
        (node.target - node.value, section)
        for section in frame.top_sections
        if (node := frame.node(section)).value is not None and node.target is not None
    ]
    if len(shown) < 2:  # noqa: PLR2004
        return "Too few answers to compare the sections"
    nearest, furthest = min(shown, key=lambda item: item[0]), max(shown, key=lambda item: item[0])
    if furthest[0] <= 0:
        return "Every section with a score has reached its target"
    if nearest[0] == furthest[0]:
        return "The sections are equally far from their targets"
    return f"{frame.label(nearest[1])} is nearest its target, {lower_first(frame.label(furthest[1]))} furthest from it"


def section_headline(frame: Frame, section: str) -> str:
    """`Planning and budget: three gaps, 5.5 points to gain`."""
    name, gaps = frame.label(section), frame.gaps_of(section)
    if gaps:
        together = frame.assessment.together.gap_gain_by_section[section]
        return f"{name}: {counted(len(gaps), 'gap', 'gaps')}{_to_gain(frame, gaps, together)}"
    return f"{name}: no gap among the answers given"


def gaps_headline(frame: Frame) -> str:
    """`13 gaps, 22.7 points to gain`."""
    a = frame.assessment
    if not a.gaps:
        return "No gap among the answers given"
    return f"{capital(counted(len(a.gaps), 'gap', 'gaps'))}{_to_gain(frame, a.gaps, a.together.gap_gain)}"


def _to_gain(frame: Frame, gaps: Sequence[Gap], together: Fraction) -> str:
    """`, 22.7 points to gain`; nothing where the gaps are of several figures, which cannot be added up."""
    roots = {gap.root for gap in gaps}
    if len(roots) > 1:
        return ""
    root = frame.node(roots.pop())
    gained = frame.points_of(root, together) if frame.shows_result else frame.gap_points(gaps)
    return f", {gained} to gain" if root.letters is not None else f", {gained} points to gain"


def measures_headline(frame: Frame) -> str:
    """How many measures there are, and by when."""
    items = frame.assessment.recommendations
    if not items:
        return "No measure follows from the answers given" if frame.has_measures else "What to do next"
    counts = {horizon: sum(item.horizon == horizon for item in items) for horizon in HORIZONS}
    words = {"immediate": "within 6 months", "short": "within 18", "medium": "within 36", "long": "later"}
    parts = [f"{count_word(number)} {words[horizon]}" for horizon, number in counts.items() if number]
    if len(parts) == 1:
        full = {**words, "short": "within 18 months", "medium": "within 36 months", "long": "beyond 36 months"}
        horizon = next(horizon for horizon, number in counts.items() if number)
        return f"{capital(counted(len(items), 'measure', 'measures'))}, {full[horizon]}"
    if not counts["immediate"]:
        parts[0] = parts[0].replace("within 18", "within 18 months").replace("within 36", "within 36 months")
    return f"{capital(counted(len(items), 'measure', 'measures'))}: {', '.join(parts)}"


def subject(frame: Frame) -> str:
    """What the result is about, in the plural; the questionnaire's own word for it."""
    stated = frame.assessment.questionnaire.subject
    return frame.say(stated) if stated else "Migration and development policies"
