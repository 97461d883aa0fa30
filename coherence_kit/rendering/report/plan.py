"""The plan by itself: each measure with what is planned of it, or with room to write it down."""

from __future__ import annotations

from dataclasses import dataclass

from coherence_kit.model.assessment import Recommendation
from coherence_kit.model.plan import STATUSES, PlannedMeasure
from coherence_kit.rendering.comparison_words import counted_statuses
from coherence_kit.rendering.measure_numbers import by_horizon
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.headlines import measures_headline
from coherence_kit.rendering.report.moves import moved_questions
from coherence_kit.rendering.report.words import capital
from coherence_kit.words import in_a_row
from coherence_kit.words.measures import effort_name, horizon_span
from coherence_kit.words.plan import status_name

_LONGEST_ROUND = 40


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A measure; what nobody has planned yet is empty, so that it can be written down.

    `general` is what the catalogue says of it: who could lead it, within which time. `told` is all
    that is planned, in a line.
    """

    number: str
    what: str
    moves: tuple[str, ...]
    general: str
    lead: str
    start: str
    due: str
    status: str
    cost: str
    note: str
    told: str


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """The measures of a chapter; `others` are planned and not recommended here.

    `elsewhere` names those that an earlier chapter recommends too: they are filled in there.
    """

    headline: str
    lead: str
    rows: tuple[PlanRow, ...]
    elsewhere: str
    others: tuple[PlanRow, ...]
    note: str


def plan_sheet(context: ChapterContext) -> PlanSheet:
    """The plan of a chapter."""
    assessment, words = context.assessment, context.words
    items = by_horizon(assessment)
    statuses = [status_name(words, status) for status in STATUSES]
    before = [item for item in items if _is_told_before(context, item.id)]
    recommended = {item.id for item in items}
    planned = assessment.plan.measures if assessment.plan else {}
    return PlanSheet(
        headline=measures_headline(context),
        lead=_told(context),
        rows=tuple(_recommended(context, item) for item in items if item not in before),
        elsewhere=words.say(
            "Filled in where they stand first: {measures}.",
            measures=words.enumerate([context.measure_numbers[item.id] for item in before]),
        )
        if before
        else "",
        others=tuple(
            _row(context, name, "")
            for name in planned
            if name in assessment.catalogue and name not in recommended
        ),
        note=words.say(
            "Status: {statuses}. Points are what a measure adds to the result of the whole.",
            statuses=words.enumerate(statuses, "or"),
        ),
    )


def _is_told_before(context: ChapterContext, measure_id: str) -> bool:
    """Whether an earlier chapter has the measure, and nothing of its own is planned in this one."""
    is_elsewhere = context.first_told(measure_id) != context.place
    return is_elsewhere and context.assessment.planned(measure_id) is None


def _told(context: ChapterContext) -> str:
    """Which plan it is, and how far it has come; of no plan what the sheet is for."""
    plan, words = context.assessment.plan, context.words
    if plan is None or not plan.measures:
        return words.say(
            "To be filled in: who answers for each measure, from when to when, at what cost. What "
            "is said in general comes from the catalogue of measures."
        )
    round_name = context.beginning(plan.round, _LONGEST_ROUND)
    counts = words.enumerate(
        counted_statuses(words, [entry.status for entry in plan.measures.values()]), "unit"
    )
    if plan.date is None:
        return words.say("Plan of “{round}”: {counts}.", round=round_name, counts=counts)
    return words.say(
        "Plan of “{round}”, as of {date}: {counts}.",
        round=round_name,
        date=words.partial_date(plan.date),
        counts=counts,
    )


def _recommended(context: ChapterContext, item: Recommendation) -> PlanRow:
    words = context.words
    general = (
        context.office(context.assessment.catalogue[item.id].lead_role),
        horizon_span(words, item.horizon),
        words.say("effort {effort}", effort=effort_name(words, item.effort)),
        words.say("points {points}", points=context.measure_points(item)),
    )
    return _row(context, item.id, in_a_row(general, " · "), _moves(context, item))


def _moves(context: ChapterContext, item: Recommendation) -> tuple[str, ...]:
    """What it moves in this chapter, and in those that recommend it too."""
    return (*moved_questions(context, item), *context.elsewhere.get(item.id, ()))


def _row(
    context: ChapterContext, measure_id: str, general: str, moves: tuple[str, ...] = ()
) -> PlanRow:
    words = context.words
    entry = context.assessment.planned(measure_id) or PlannedMeasure()
    lead = context.of_plan(entry.lead, is_name=True)
    named = [(words.say_as("of a measure", "Lead"), lead), *context.planned(measure_id)]
    told = (words.say("{label}: {text}", label=name, text=text) for name, text in named if text)
    return PlanRow(
        number=context.measure_numbers.get(measure_id, ""),
        what=context.localize(context.assessment.catalogue[measure_id].label, is_name=True),
        moves=moves,
        general=general,
        lead=lead,
        start=words.partial_date(entry.start),
        due=words.partial_date(entry.due),
        status="" if entry.status is None else capital(status_name(words, entry.status)),
        cost=context.of_plan(entry.cost, is_name=True),
        note=context.of_plan(entry.note),
        told=in_a_row(told, "; "),
    )
