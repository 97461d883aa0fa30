"""Rows of the profile: a section's score, interval, target and answers, drawn and in figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from coherence_kit.charts import AXIS_MARKS, strip_chart
from coherence_kit.i18n import limit_text
from coherence_kit.model.assessment import NodeResult
from coherence_kit.rendering.figures import NO_FIGURE, span
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.words import Words, in_a_row, message


@dataclass(frozen=True, slots=True)
class StripRow:
    """One row; `score` is empty where too little is answered."""

    number: str
    name: str
    strip: Markup
    score: str
    interval: str
    target: str
    answers: str


def axis_texts(nodes: Iterable[NodeResult]) -> tuple[str, ...]:
    """What the marks of the strips stand for, as the figures in their rows are published.

    In per cent where the rows are published on different scales; none where one is a letter.
    """
    rows = list(nodes)
    if any(node.letters is not None for node in rows):
        return ()
    scales = {node.publish.max for node in rows}
    if len(scales) > 1:
        return tuple(f"{mark} %" for mark in AXIS_MARKS)
    maximum = scales.pop() if scales else Fraction(100)
    return tuple(limit_text(Fraction(mark), scale_maximum=maximum) for mark in AXIS_MARKS)


def strip_row(context: ChapterContext, node_id: str) -> StripRow:
    """The row of a section, or of the whole."""
    node = context.node(node_id)
    is_whole = node_id == context.assessment.root_id
    name = context.words.say("Whole") if is_whole else context.label(node_id)
    before = context.before(node_id)
    alt = alt_text(context.words, name, node)
    drawn = strip_chart(
        value=None if node.value is None else float(node.value),
        low=None if node.low is None else float(node.low),
        high=None if node.high is None else float(node.high),
        target=None if node.target is None else float(node.target),
        previous=None if before is None or before.value is None else float(before.value),
        alt=alt if before is None else in_a_row((alt, before_text(context.words, before))),
        palette=context.palette,
        mirrored=context.mirrored,
    )
    return StripRow(
        number="" if is_whole else context.numbers[node_id],
        name=name,
        strip=Markup(drawn),  # noqa: S704 - charts escape the only text they take
        score=node.text or (NO_FIGURE if node.low is None else ""),
        interval=interval_text(node),
        target=node.target_text or NO_FIGURE,
        answers=f"{len(context.answered_of(node_id))}/{len(context.scored_of(node_id))}",
    )


def before_text(words: Words, before: NodeResult) -> str:
    """What the mark of an earlier round shows, for those who do not see it."""
    if before.text is None:
        return ""
    return words.say("In the earlier round {score}.", score=before.text)


def interval_text(node: NodeResult) -> str:
    """`40.9–50.0`; one figure where both are the same."""
    if node.low_text is None or node.high_text is None:
        return NO_FIGURE
    return span(node.low_text, node.high_text)


# By whether there is a score, and whether there is a target.
_ALT = {
    (True, True): message(
        "{section}: score {score}, lowest {low}, highest {high}, target {target}."
    ),
    (True, False): message("{section}: score {score}, lowest {low}, highest {high}."),
    (False, True): message(
        "{section}: insufficient data, lowest {low}, highest {high}, target {target}."
    ),
    (False, False): message("{section}: insufficient data, lowest {low}, highest {high}."),
}


def alt_text(words: Words, name: str, node: NodeResult) -> str:
    """What a strip shows, for those who do not see it."""
    if node.low_text is None:
        return words.say("{section}: nothing in it applies.", section=name)
    return words.say(
        _ALT[node.text is not None, bool(node.target_text)],
        section=name,
        score=node.text,
        low=node.low_text,
        high=node.high_text,
        target=node.target_text,
    )
