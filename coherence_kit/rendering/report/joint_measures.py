"""The measures of several chapters together, each once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from coherence_kit.rendering.measure_numbers import by_horizon
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.glance import short_lead
from coherence_kit.rendering.report.words import cut
from coherence_kit.words import in_a_row
from coherence_kit.words.measures import effort_name

_LONGEST_MEASURE = 90


@dataclass(frozen=True, slots=True)
class JointMeasure:
    """A measure, and the questionnaires that recommend it by their places."""

    number: str
    anchor: str
    label: str
    chapters: str
    lead: str
    by_when: str
    effort: str
    points: str
    is_undecided: bool


def first_measures(frames: Sequence[ChapterContext]) -> list[JointMeasure]:
    """The measures to begin with, those of the chapters by turns."""
    return list(_by_turns(frames, [_by_gain(context) for context in frames]))


def due_now(frames: Sequence[ChapterContext]) -> list[JointMeasure]:
    """Every measure due now, those of the chapters by turns."""
    return list(_by_turns(frames, [_due_now(context) for context in frames]))


def in_order(measures: Sequence[JointMeasure]) -> list[JointMeasure]:
    """In the order of their numbers."""
    return sorted(measures, key=lambda measure: int(measure.number[1:]))


def _by_turns(
    frames: Sequence[ChapterContext], names: Sequence[Sequence[str]]
) -> Iterator[JointMeasure]:
    """Measures of each chapter, a chapter after the other and each measure once."""
    told: set[str] = set()
    for turn in zip_longest(*names):
        for context, name in zip(frames, turn, strict=True):
            number = context.measure_numbers.get(name or "")
            if name is not None and number is not None and number not in told:
                told.add(number)
                yield _measure(frames, context, name)


def _by_gain(context: ChapterContext) -> list[str]:
    """The first measures, the one that adds most before the others."""
    if not context.shows_result:
        return []
    gains = {item.id: item.gain for item in context.assessment.recommendations}
    return sorted(context.first_measures, key=gains.__getitem__, reverse=True)


def _due_now(context: ChapterContext) -> list[str]:
    return [item.id for item in by_horizon(context.assessment) if item.when == "now"]


def _measure(frames: Sequence[ChapterContext], context: ChapterContext, name: str) -> JointMeasure:
    """Its points are those of each chapter that recommends it."""
    measure = context.assessment.catalogue[name]
    places = context.measures[name].chapters
    items = [
        (other, item)
        for other in frames
        for item in other.assessment.recommendations
        if item.id == name and other.place in places
    ]
    return JointMeasure(
        number=context.measure_numbers[name],
        anchor=context.measure_anchor(name),
        label=cut(context.localize(measure.label, is_name=True), _LONGEST_MEASURE),
        chapters=context.words.enumerate([str(place) for place in places], "unit"),
        lead=short_lead(context, name),
        by_when=context.by_when(name),
        effort=effort_name(context.words, items[0][1].effort),
        points=in_a_row((other.measure_points(item) for other, item in items), "; "),
        is_undecided=name in context.measures_to_decide,
    )
