"""Measures by horizon, each with what it takes, and the way forward."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from coherence_kit.charts import gain_bar
from coherence_kit.model.assessment import Assessment, Move, Recommendation
from coherence_kit.model.measures import EFFORTS, HORIZONS, FirstStep, Measure
from coherence_kit.questions import kind_of
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.cover import respondent
from coherence_kit.rendering.report.glance import short_lead
from coherence_kit.rendering.report.headlines import measures_headline
from coherence_kit.rendering.report.minister_blocks import span
from coherence_kit.rendering.report.moves import move_texts
from coherence_kit.rendering.report.questions import QuestionSummary, question_summary, who_answers
from coherence_kit.rendering.report.sources import citation
from coherence_kit.rendering.report.words import (
    ARROW,
    EFFORT_NOTES,
    HORIZON_NAMES,
    HORIZON_NOTES,
    NOTHING,
    capital,
    counted,
    cut,
    ended,
    enumerated,
    lower_first,
)

_LONGEST_WHO = 60
LONGEST_TOGETHER = 2400
"""A measure with more characters may break over pages."""


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A question that the measure moves."""

    standing: QuestionSummary
    text: str


@dataclass(frozen=True, slots=True)
class ExampleText:
    """A documented case, and what it is no proof of."""

    shows: str
    does_not_show: str
    source: str


@dataclass(frozen=True, slots=True)
class StepText:
    """Who does what, and the paper that results."""

    actor: str
    action: str
    product: str


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """One measure in full."""

    number: str
    anchor: str
    label: str
    text: str
    points: str
    lead: str
    partners: str
    effort: str
    cost: str
    moves: tuple[MoveLine, ...]
    why: str
    steps: tuple[StepText, ...]
    on_the_way: str
    after: str
    helped_by: str
    alternative: bool
    rests_on: str
    examples: tuple[ExampleText, ...]
    together: bool


@dataclass(frozen=True, slots=True)
class HorizonGroup:
    """Measures of one horizon; also a row of the overview."""

    name: str
    note: str
    entries: tuple[MeasureEntry, ...]
    numbers: str
    efforts: str
    points: str
    bar: Markup


@dataclass(frozen=True, slots=True)
class NextStep:
    """One row of the way forward."""

    number: int
    what: str
    detail: str
    who: str


@dataclass(frozen=True, slots=True)
class Measures:
    """All of it."""

    headline: str
    groups: tuple[HorizonGroup, ...]
    empty: str
    note: str
    way_forward: tuple[NextStep, ...]


def measures(context: ChapterContext) -> Measures:
    """The measures of a chapter."""
    a = context.assessment
    groups = tuple(group for horizon in HORIZONS if (group := _group(context, horizon)) is not None)
    points = (
        "Points are points of the whole, gained by all measures of the horizon together; horizons need not add up. "
        if context.shows_result
        else "There is no result yet, so that measures have no points. "
    )
    options = "Measures are options that follow from the answers, not part of the assessment. "
    note = points + options + _effort_note(a)
    return Measures(
        headline=measures_headline(context),
        groups=groups,
        empty="" if groups else _empty(context),
        note=note if groups else "",
        way_forward=tuple(way_forward(context)),
    )


def _empty(context: ChapterContext) -> str:
    if not context.has_measures:
        return "The questionnaire comes without measures; its gaps say what is still asked for."
    return "Measures follow from answers; none of those given so far calls for one."


def _effort_note(a: Assessment) -> str:
    present = [
        effort for effort in EFFORTS if any(item.effort == effort for item in a.recommendations)
    ]
    return "Effort: " + "; ".join(f"{effort}, {EFFORT_NOTES[effort]}" for effort in present) + "."


def _group(context: ChapterContext, horizon: str) -> HorizonGroup | None:
    a = context.assessment
    items = [item for item in a.recommendations if item.horizon == horizon]
    if not items:
        return None
    gains = a.together.gain_by_horizon
    points = context.points(gains[horizon]) if context.shows_result else NOTHING
    efforts = [(effort, sum(item.effort == effort for item in items)) for effort in EFFORTS]
    greatest = max(gains.values())
    bar = gain_bar(
        float(gains[horizon]), float(greatest) or 1.0, f"{points} points", palette=context.palette
    )
    return HorizonGroup(
        name=HORIZON_NAMES[horizon],
        note=HORIZON_NOTES[horizon],
        entries=tuple(_entry(context, item) for item in items),
        numbers=", ".join(context.measure_numbers[item.id] for item in items),
        efforts=", ".join(f"{number} {effort}" for effort, number in efforts if number),
        points=points,
        bar=Markup(bar if context.shows_result else ""),  # noqa: S704 - charts escape the only text they take
    )


def _entry(context: ChapterContext, item: Recommendation) -> MeasureEntry:
    measure = context.assessment.catalogue[item.id]
    steps = tuple(_step(context, step) for step in measure.first_steps)
    examples = tuple(
        ExampleText(
            context.localize(example.shows),
            context.localize(example.does_not_show),
            citation(context, example.unit),
        )
        for example in measure.examples
    )
    said = [
        context.localize(measure.why),
        *(step.action for step in steps),
        *(item.shows + item.does_not_show for item in examples),
    ]
    return MeasureEntry(
        number=context.measure_numbers[item.id],
        anchor=context.anchor("m", item.id),
        label=context.localize(measure.label),
        text=context.localize(measure.text),
        points=context.measure_points(item) if context.shows_result else NOTHING,
        lead=context.localize(measure.lead),
        partners=context.localize(measure.partners),
        effort=f"{capital(item.effort)}: {counted_days(measure)}",
        cost=_cost(context, measure),
        moves=tuple(_move(context, move) for move in item.moves),
        why=context.localize(measure.why),
        steps=steps,
        on_the_way=_on_the_way(context, measure),
        after=_listed(context, measure.prerequisites),
        helped_by=_listed(context, measure.helped_by),
        alternative=item.alternative,
        rests_on="; ".join(citation(context, unit) for unit in measure.source_units),
        examples=examples,
        together=sum(map(len, said)) < LONGEST_TOGETHER,
    )


def _step(context: ChapterContext, step: FirstStep) -> StepText:
    return StepText(
        context.localize(step.actor),
        ended(context.localize(step.action)),
        context.localize(step.product),
    )


def counted_days(measure: Measure) -> str:
    """`40 working days`."""
    days = measure.effort.days
    return f"{days} working {'day' if days == 1 else 'days'}"


def _cost(context: ChapterContext, measure: Measure) -> str:
    parts = []
    if measure.effort.money:
        parts.append(f"Money: {context.localize(measure.effort.money)}.")
    if measure.effort.running:
        parts.append(f"Afterwards: {context.localize(measure.effort.running)}.")
    return " ".join(parts)


def _move(context: ChapterContext, move: Move) -> MoveLine:
    item = question_summary(context, move.question)
    before, after = move_texts(context, move)
    step = "step " if kind_of(context.question(move.question)).steps else ""
    return MoveLine(item, f"{item.number} {item.label}, {step}{before} {ARROW} {after}")


def _on_the_way(context: ChapterContext, measure: Measure) -> str:
    if measure.on_the_way is None:
        return ""
    return f"Step {measure.on_the_way.step} is passed when {ended(lower_first(context.localize(measure.on_the_way.when)))}"


def _listed(context: ChapterContext, names: tuple[str, ...]) -> str:
    """The measures of the list that are recommended here, by number."""
    return enumerated(
        [context.measure_numbers[name] for name in names if name in context.measure_numbers]
    )


def way_forward(context: ChapterContext) -> list[NextStep]:
    """What to do next, and who."""
    a = context.assessment
    rows: list[tuple[str, str, str]] = []
    if a.submission.is_documented:
        rows.append(
            (
                "Have the government read this report.",
                "It was compiled from documents; only the government can say what stands today.",
                "The focal point",
            )
        )
    if a.to_collect:
        first = a.to_collect[0]
        number = counted(len(a.to_collect), "missing answer", "missing answers")
        detail = f"{context.numbers[first.id]} first: {context.resting([first])} rest on it."
        rows.append(
            (
                f"Collect the {number}.",
                detail,
                capital(cut(who_answers(context, first.id), _LONGEST_WHO)) or "The respondent",
            )
        )
    unproved = sum(node.lacks_evidence for node in a.nodes.values())
    if unproved:
        rows.append(
            (
                f"Name the documents for {counted(unproved, 'answer', 'answers')}.",
                "Marked * in this report.",
                _answering(context),
            )
        )
    first_measures = a.together.first_measures
    if first_measures:
        numbers = [context.measure_numbers[name] for name in first_measures]
        rows.append(
            (
                f"Decide on {span(context.words, numbers)}.",
                "Each comes with its first steps and the office that can lead.",
                "Minister",
            )
        )
        for name in first_measures[:2]:
            label = context.localize(a.catalogue[name].first_steps[0].action)
            rows.append(
                (f"Begin {context.measure_numbers[name]}.", label, short_lead(context, name))
            )
    rows.append(
        (
            "Answer the questionnaire again.",
            f"Version {a.questionnaire.version} or a later minor one, so that rounds can be compared.",
            _answering(context),
        )
    )
    return [NextStep(place, *row) for place, row in enumerate(rows, start=1)]


def _answering(context: ChapterContext) -> str:
    """Who answers next time; what was compiled from documents is for the government."""
    is_documented = context.assessment.submission.is_documented
    return "The government" if is_documented else cut(respondent(context), _LONGEST_WHO)
