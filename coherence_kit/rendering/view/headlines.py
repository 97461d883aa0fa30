"""Headings that are statements made from the result; no praise, no blame."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from coherence_kit.i18n import count_word, plural
from coherence_kit.model.assessment import Gap
from coherence_kit.model.measures import HORIZONS
from coherence_kit.rendering.view.frame import Frame
from coherence_kit.rendering.view.gains import gained, is_nothing
from coherence_kit.rendering.view.words import NOTHING, capital, counted, cut, enumerated, lower_first

_MOST_NAMED, _LONGEST_NAMES = 3, 90
"""Sections that a headline names; more of them, or longer names, are counted."""


def glance_headline(frame: Frame, most: int) -> str:
    """The result in one sentence of at most so many characters."""
    a = frame.assessment
    if nothing_applies(frame):
        return "Every question is said not to apply, so that there is no result"
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
    verb = "is" if counts.answered == 1 or counts.total == 1 else "are"
    return f"{counts.answered} of {counts.total} {plural(counts.total, 'question', 'questions')} {verb} answered"


def nothing_applies(frame: Frame) -> bool:
    """Whether no question is left to score, in the whole and in every part of a profile."""
    counts = frame.assessment.counts
    left = any(frame.node(question).low is not None for question in frame.scored_of(frame.assessment.root_id))
    return not left and counts.answered + counts.missing == 0


def applies(frame: Frame, section: str) -> bool:
    """Whether a question of the section is left to score."""
    return any(frame.node(question).low is not None for question in frame.scored_of(section))


def _where(frame: Frame) -> str:
    by_section = frame.assessment.together.gap_gain_by_section
    if not by_section or max(by_section.values()) <= 0:
        return "no answer is below its target"
    section = max(by_section, key=lambda name: by_section[name])
    return f"most can be gained in {lower_first(frame.label(section))}"


def profile_headline(frame: Frame) -> str:
    """Which sections are nearest their target and which furthest from it; ties are named together."""
    if nothing_applies(frame):
        return "Every question is said not to apply, so that no section has a score"
    shown = [
        (max(node.target - node.value, Fraction(0)), section)
        for section in frame.top_sections
        if (node := frame.node(section)).value is not None and node.target is not None
    ]
    applying = [section for section in frame.top_sections if applies(frame, section)]
    if len(applying) == 1:
        return _of_one_section(frame, applying[0])
    if len(shown) < 2:  # noqa: PLR2004
        return "Too few answers to compare the sections"
    return _compared(frame, shown)


def _compared(frame: Frame, shown: Sequence[tuple[Fraction, str]]) -> str:
    """The sentence on sections, each with its distance from the target; none is negative."""
    least, most = min(shown)[0], max(shown)[0]
    if most == 0:
        return "Every section with a score has reached its target"
    if least == most:
        return "The sections are equally far from their targets"
    nearest = [section for distance, section in shown if distance == least]
    furthest = [section for distance, section in shown if distance == most]
    first, last = _named(frame, nearest, starts=True), _named(frame, furthest)
    if least == 0:  # above the target is no nearer to it
        reached = "has reached its target" if len(nearest) == 1 else "have reached their targets"
        far = "is furthest from its own" if len(furthest) == 1 else "are furthest from theirs"
        return f"{first} {reached}, {last} {far}"
    near = "is nearest its target" if len(nearest) == 1 else "are nearest their targets"
    if len(furthest) > 1:
        return f"{first} {near}, {last} furthest from theirs"
    return f"{first} {near}, {last} furthest from {'it' if len(nearest) == 1 else 'its own'}"


def _named(frame: Frame, sections: Sequence[str], *, starts: bool = False) -> str:
    """`a, b and c`, or how many there are; where it starts the sentence the first name stands as it is written."""
    labels = [frame.label(section) for section in sections]
    names = enumerated([label if starts and place == 0 else lower_first(label) for place, label in enumerate(labels)])
    if len(sections) == 1 or (len(sections) <= _MOST_NAMED and len(names) <= _LONGEST_NAMES):
        return names
    number = counted(len(sections), "section", "sections")
    return capital(number) if starts else number


def _of_one_section(frame: Frame, section: str) -> str:
    """Where there is nothing to compare it with."""
    node, name = frame.node(section), frame.label(section)
    if node.value is None or node.target is None:
        return f"{name}: {len(frame.answered_of(section))} of {_questions(len(frame.scored_of(section)))} answered"
    return f"{name} {'has reached its target' if node.value >= node.target else 'is below its target'}"


def _questions(number: int) -> str:
    return f"{number} {plural(number, 'question', 'questions')}"


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
    """`, 22.7 points to gain`; nothing where the gaps are of several figures, or of none that can be stated."""
    roots = {gap.root for gap in gaps}
    if len(roots) > 1:
        return ""
    root = roots.pop()
    if not frame.shows_result:
        # shares of the weight are points only where every rule is a mean
        return f", {frame.gap_points(gaps)} points to gain" if frame.counts_points else ""
    if frame.gap_points(gaps) == NOTHING:
        return ""
    if is_nothing(frame, root, together):
        return f", nothing to gain by closing {'it' if len(gaps) == 1 else 'them'} alone"
    return f", {gained(frame, root, together)} to gain"


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
