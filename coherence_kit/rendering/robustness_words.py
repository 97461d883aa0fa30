"""Words and figures of robustness that terminal and report share."""

from __future__ import annotations

from fractions import Fraction

from coherence_kit.i18n import half_up, plural
from coherence_kit.model.assessment import NodeResult
from coherence_kit.model.robustness import Change, OtherRule, Sensitivity, Spread, Where

NO_FIGURE = "–"
_RULES = {
    "arithmetic-mean": "arithmetic mean",
    "geometric-mean": "geometric mean",
    "minimum": "minimum",
}
_OF_WHOLE: dict[Where, str] = {
    "root": "for the whole",
    "below": "in the sections",
    "everywhere": "everywhere",
}
_OF_PART: dict[Where, str] = {
    "root": "for the section",
    "below": "in its parts",
    "everywhere": "everywhere",
}


def figure(node: NodeResult, value: float | None, level: str | None) -> str:
    """A value as it is published; where the result is a letter, its level is the letter."""
    if value is None:
        return NO_FIGURE
    if node.letters is not None:
        return level or NO_FIGURE
    return node.published(_exact(value)) or NO_FIGURE


def change_text(node: NodeResult, change: float | None) -> str:
    """`+1.5`, `−3.3`, `0.0`; `+1 grade` where the result is a letter."""
    if change is None:
        return NO_FIGURE
    if node.letters is not None:
        grades = round(abs(change) * (len(node.letters.grades) - 1) / 100)
        size = f"{grades} {plural(grades, 'grade', 'grades')}"
    else:
        size = half_up(abs(_exact(change)) * node.publish.max / 100, node.publish.decimals)
    nothing = not any(digit in size for digit in "123456789")
    return size if nothing else f"{'+' if change > 0 else '−'}{size}"


def level_name(node: NodeResult, level_id: str | None, language: str = "en") -> str:
    """The name of a level, for the middle of a sentence; a letter is its own."""
    if node.letters is not None:
        return level_id or ""
    found = next((level for level in node.levels if level.id == level_id), None)
    return found.label.in_language(language) if found else ""


def has_levels(node: NodeResult) -> bool:
    """Whether a figure has a level beside it; a letter is its own."""
    return bool(node.levels) and node.letters is None


def share_text(share: float | None) -> str:
    """Whole per cent, and never `100 %` or `0 %` of what is not quite all or none."""
    if share is None:
        return NO_FIGURE
    text = half_up(_exact(share) * 100, 0)
    if text == "100" and share < 1:
        return "over 99 %"
    if text == "0" and share > 0:
        return "under 1 %"
    return f"{text} %"


def variance_text(share: float) -> str:
    """An estimated share of the variance; what lies below 0 or above 1 is sampling error and printed as 0 or 100 %."""
    return share_text(min(max(share, 0.0), 1.0))


def error_text(found: Sensitivity) -> str:
    """How far the estimated shares may be off: two standard errors, in percentage points."""
    error = 2 * max(item.error for item in (found.rule, found.weights, found.answers))
    return share_text(error).removesuffix(" %")


def is_settled(node: NodeResult) -> bool:
    """Whether the result is the same whatever is still missing."""
    return node.low is not None and node.low == node.high


def interval(node: NodeResult, spread: Spread) -> tuple[str, str]:
    """Both ends as they are published."""
    return figure(node, spread.low, spread.level_low), figure(node, spread.high, spread.level_high)


def rule_text(rule: OtherRule, *, of_whole: bool) -> str:
    """`minimum in the sections`."""
    return f"{_RULES[rule.rule]} {(_OF_WHOLE if of_whole else _OF_PART)[rule.where]}"


def ends(changes: tuple[Change, ...]) -> tuple[Change, Change] | None:
    """The lowest and the highest of what was tried; None where nothing has a value."""
    found = [change for change in changes if change.value is not None]
    if not found:
        return None
    return min(found, key=lambda change: change.value or 0), max(
        found, key=lambda change: change.value or 0
    )


def _exact(value: float) -> Fraction:
    return Fraction(str(value))
