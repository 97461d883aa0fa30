"""Measures by horizon, each with what it takes, and the way forward."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from coherence_kit.charts import gain_bar
from coherence_kit.i18n import plain_number
from coherence_kit.model.assessment import Move, PackageResult, Recommendation
from coherence_kit.model.measures import EFFORTS, HORIZONS, Example, FirstStep, Measure
from coherence_kit.questions import kind_of
from coherence_kit.rendering.holds_up import named
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.cover import respondent
from coherence_kit.rendering.report.differences import to_decide_sentence
from coherence_kit.rendering.report.gains import gained
from coherence_kit.rendering.report.headlines import measures_headline
from coherence_kit.rendering.report.minister_blocks import programme_sentence, span
from coherence_kit.rendering.report.moves import move_texts, recommended_too
from coherence_kit.rendering.report.questions import QuestionSummary, question_summary, who_answers
from coherence_kit.rendering.report.sources import citation
from coherence_kit.rendering.report.words import capital, cut, ended
from coherence_kit.words import in_a_row, on_one_line, plural
from coherence_kit.words.measures import effort_name, effort_note, horizon_note, horizon_span

# How many measures take an effort of each class.
_EFFORT_COUNTS = {
    "small": plural("{n} small", "{n} small"),
    "medium": plural("{n} medium", "{n} medium"),
    "large": plural("{n} large", "{n} large"),
    "very large": plural("{n} very large", "{n} very large"),
}
_LONGEST_WHO = 60
LONGEST_TOGETHER = 1100
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
    """One measure in full.

    `told_in` is the chapter in which it stands in full, where that is another one; `too` says which
    others recommend it.
    """

    number: str
    anchor: str
    label: str
    told_in: str
    too: str
    text: str
    points: str
    lead: str
    planned: tuple[tuple[str, str], ...]
    partners: str
    effort: str
    cost: str
    moves: tuple[MoveLine, ...]
    moves_elsewhere: tuple[str, ...]
    why: str
    steps: tuple[StepText, ...]
    on_the_way: str
    after: str
    helped_by: str
    holds_up: str
    opens: str
    eases: str
    alternative: bool
    rests_on: str
    examples: tuple[ExampleText, ...]
    together: bool

    @property
    def heading(self) -> str:
        """Number and label, for bookmarks."""
        return in_a_row((self.number, self.label))


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
class PackageRow:
    """Measures that one office can carry out together."""

    label: str
    why: str
    lead: str
    numbers: str
    effort: str
    after: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """One row of the way forward."""

    number: int
    what: str
    detail: str
    who: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Measures:
    """All of it."""

    headline: str
    groups: tuple[HorizonGroup, ...]
    packages: tuple[PackageRow, ...]
    empty: str
    note: str
    way_forward: tuple[NextStep, ...]
    way_headline: str


def measures(context: ChapterContext) -> Measures:
    """The measures of a chapter."""
    groups = tuple(group for horizon in HORIZONS if (group := _group(context, horizon)) is not None)
    steps = tuple(way_forward(context))
    return Measures(
        headline=measures_headline(context),
        groups=groups,
        packages=tuple(_package(context, item) for item in context.assessment.packages),
        empty="" if groups else _empty(context),
        note=_note(context) if groups else "",
        way_forward=steps,
        way_headline=capital(
            context.words.counted("{n} step comes next", "{n} steps come next", len(steps))
        ),
    )


def _package(context: ChapterContext, item: PackageResult) -> PackageRow:
    words = context.words
    days = words.count("{n} working day", "{n} working days", item.days)
    years = plain_number(item.staff_years)
    money = words.say("{n} staff-years of money", n=years) if item.staff_years else ""
    in_order = sorted(item.measures, key=list(context.measure_numbers).index)
    return PackageRow(
        label=context.localize(item.package.label, is_name=True),
        why=context.localize(item.package.why),
        lead=context.office(item.package.lead_role),
        numbers=words.enumerate([context.measure_numbers[name] for name in in_order], "unit"),
        effort=in_a_row((days, money), ", "),
        after=context.standing(item.after),
    )


def _empty(context: ChapterContext) -> str:
    if not context.has_measures:
        return context.words.say(
            "The questionnaire comes without measures; its gaps say what is still asked for."
        )
    return context.words.say(
        "Measures follow from answers; none of those given so far calls for one."
    )


def _note(context: ChapterContext) -> str:
    say = context.words.say
    points = say(
        "Points are points of the whole, gained by all measures of the horizon together; "
        "horizons need not add up."
    )
    later = context.assessment.programme.later
    if later.value is not None and later.value != context.assessment.programme.now.value:
        then = say(
            "With all that follow as well it is {standing}.", standing=context.standing(later)
        )
    else:
        then = ""
    programme = in_a_row((programme_sentence(context), then))
    options = say("Measures are options that follow from the answers, not part of the assessment.")
    return in_a_row((points, programme, options, effort_classes(context)))


def effort_classes(context: ChapterContext) -> str:
    """What the classes of effort that occur stand for."""
    words = context.words
    present = {item.effort for item in context.assessment.recommendations}
    classes = (
        in_a_row((effort_name(words, effort), effort_note(words, effort)), ", ")
        for effort in EFFORTS
        if effort in present
    )
    # For translators: the classes are listed as “small, up to 20 working days; medium, …”.
    return words.say("Effort: {classes}.", classes=in_a_row(classes, "; "))


def _group(context: ChapterContext, horizon: str) -> HorizonGroup | None:
    a, words = context.assessment, context.words
    items = [item for item in a.recommendations if item.horizon == horizon]
    if not items:
        return None
    gains = a.together.gain_by_horizon
    points = context.points(gains[horizon])
    counts = [(effort, sum(item.effort == effort for item in items)) for effort in EFFORTS]
    efforts = [words.count(*_EFFORT_COUNTS[effort], number) for effort, number in counts if number]
    bar = gain_bar(
        float(gains[horizon]),
        float(max(gains.values())) or 1.0,
        gained(context, a.root_id, gains[horizon]),
        palette=context.palette,
        mirrored=context.mirrored,
    )
    return HorizonGroup(
        name=horizon_span(words, horizon),
        note=horizon_note(words, horizon),
        entries=tuple(_entry(context, item) for item in items),
        numbers=words.enumerate([context.measure_numbers[item.id] for item in items], "unit"),
        efforts=words.enumerate(efforts, "unit"),
        points=points,
        bar=Markup(bar),  # noqa: S704 - charts escape the only text they take
    )


def _entry(context: ChapterContext, item: Recommendation) -> MeasureEntry:
    measure = context.assessment.catalogue[item.id]
    steps = tuple(_step(context, step) for step in measure.first_steps)
    examples = tuple(
        ExampleText(
            context.localize(example.shows),
            context.localize(example.does_not_show),
            _origin(context, example),
        )
        for example in measure.examples
    )
    planned, told = context.planned(item.id), context.first_told(item.id)
    said = [
        context.localize(measure.why),
        *(step.action for step in steps),
        *(item.shows + item.does_not_show for item in examples),
        *(text for _, text in planned),
    ]
    return MeasureEntry(
        number=context.measure_numbers[item.id],
        anchor=context.measure_anchor(item.id),
        label=context.localize(measure.label, is_name=True),
        told_in=context.chapters[told - 1] if told != context.place else "",
        too=recommended_too(context, item.id),
        text=context.localize(measure.text),
        points=context.measure_points(item),
        lead=context.lead(item.id),
        planned=planned,
        partners=context.localize(measure.partners, is_name=True),
        effort=effort_text(context, item, measure),
        cost=cost_text(context, measure),
        moves=tuple(move_line(context, move) for move in item.moves),
        moves_elsewhere=context.elsewhere.get(item.id, ()),
        why=context.localize(measure.why),
        steps=steps,
        on_the_way=_on_the_way(context, measure),
        after=_listed(context, measure.prerequisites),
        helped_by=_listed(context, measure.helped_by),
        holds_up=named(context.words, item.holds_up.measures, context.measure_numbers),
        opens=named(context.words, item.holds_up.questions, context.numbers),
        eases=named(context.words, item.holds_up.eases, context.measure_numbers),
        alternative=item.alternative,
        rests_on=in_a_row((citation(context, unit) for unit in measure.source_units), "; "),
        examples=examples,
        together=sum(map(len, said)) < LONGEST_TOGETHER,
    )


def _origin(context: ChapterContext, example: Example) -> str:
    """Where the case stands: the unit of the register, or a later document, told apart from it."""
    if example.later is None:
        return citation(context, example.unit or "")
    later = example.later
    named = ", ".join((later.publisher, later.title, str(later.year), later.reference))
    return context.words.say(
        "Later practice, not one of the sources: {document}", document=context.printable(named)
    )


def _step(context: ChapterContext, step: FirstStep) -> StepText:
    return StepText(
        context.localize(step.actor),
        ended(context.localize(step.action)),
        context.localize(step.product),
    )


def effort_text(context: ChapterContext, item: Recommendation, measure: Measure) -> str:
    """`Small: 40 working days`."""
    return context.words.count(
        "{effort}: {n} working day",
        "{effort}: {n} working days",
        measure.effort.days,
        effort=capital(effort_name(context.words, item.effort)),
    )


def cost_text(context: ChapterContext, measure: Measure) -> str:
    """What it costs in money until it is proved, and afterwards."""
    effort, say = measure.effort, context.words.say
    money = say("Money: {money}.", money=context.localize(effort.money)) if effort.money else ""
    running = (
        say("Afterwards: {running}.", running=context.localize(effort.running))
        if effort.running
        else ""
    )
    return in_a_row((money, running))


def move_line(context: ChapterContext, move: Move) -> MoveLine:
    """A question that a measure moves, and from where to where."""
    item = question_summary(context, move.question)
    before, after = move_texts(context, move)
    question = in_a_row((item.number, item.label))
    way = in_a_row((before, context.arrow, after))
    if kind_of(context.question(move.question)).steps:
        return MoveLine(
            item, context.words.say("{question}, step {way}", question=question, way=way)
        )
    return MoveLine(item, in_a_row((question, way), ", "))


def _on_the_way(context: ChapterContext, measure: Measure) -> str:
    if measure.on_the_way is None:
        return ""
    return context.words.say(
        "Step {step} is passed when this holds: {when}",
        step=measure.on_the_way.step,
        when=ended(context.localize(measure.on_the_way.when)),
    )


def _listed(context: ChapterContext, names: tuple[str, ...]) -> str:
    """The measures of the list that are recommended here, by number."""
    return context.words.enumerate(
        [context.measure_numbers[name] for name in names if name in context.measure_numbers]
    )


def way_forward(context: ChapterContext) -> list[NextStep]:
    """What to do next, and who."""
    rows: list[_Row | _DatedRow] = [
        *_of_documents(context),
        *_to_settle(context),
        *_to_collect(context),
        *_to_prove(context),
        *_to_decide(context),
        _again(context),
    ]
    return [NextStep(place, *row) for place, row in enumerate(rows, start=1)]


# What to do, a remark on it, and who; where a plan says it, by when.
_Row = tuple[str, str, str]
_DatedRow = tuple[str, str, str, str]


def _of_documents(context: ChapterContext) -> Iterator[_Row]:
    say = context.words.say
    if context.assessment.submission.is_documented:
        yield (
            say("Have the government read this report."),
            say("It was compiled from documents; only the government can say what stands today."),
            say("The focal point"),
        )


def _who_decides(context: ChapterContext) -> str:
    say = context.words.say
    return say("Minister") if context.has_minister else say("Head of the administration")


def _to_settle(context: ChapterContext) -> Iterator[_Row]:
    """What the offices see differently."""
    disputed = context.assessment.disputed
    if disputed:
        yield (
            to_decide_sentence(context),
            ended(context.label(disputed[0].id)),
            _who_decides(context),
        )


def _to_collect(context: ChapterContext) -> Iterator[_Row]:
    missing, words = context.assessment.to_collect, context.words
    if not missing:
        return
    first = missing[0]
    yield (
        words.counted(
            "Collect the {n} missing answer.", "Collect the {n} missing answers.", len(missing)
        ),
        words.say("{number} first.", number=context.numbers[first.id])
        if context.assessment.is_by_question
        else words.say(
            "{number} first: {resting} rest on it.",
            number=context.numbers[first.id],
            resting=context.resting([first]),
        ),
        capital(cut(who_answers(context, first.id), _LONGEST_WHO)) or words.say("The respondent"),
    )


def _to_prove(context: ChapterContext) -> Iterator[_Row]:
    words = context.words
    if context.unproved:
        yield (
            words.counted(
                "Name the documents for {n} answer.",
                "Name the documents for {n} answers.",
                context.unproved,
            ),
            words.say("Marked * in this report."),
            _answering(context),
        )


def _to_decide(context: ChapterContext) -> Iterator[_Row | _DatedRow]:
    words = context.words
    undecided = [context.measure_numbers[name] for name in context.measures_to_decide]
    if undecided:
        yield (
            words.say("Decide on {measures}.", measures=span(words, undecided)),
            words.say("Each comes with its first steps and the office that can lead."),
            _who_decides(context),
        )
    for name in context.measures_to_begin[:2]:
        yield (
            words.say("Begin {measure}.", measure=context.measure_numbers[name]),
            context.localize(context.assessment.catalogue[name].first_steps[0].action),
            on_one_line(context.lead(name)),
            context.begins_by(name),
        )


def _again(context: ChapterContext) -> _Row:
    return (
        context.words.say("Answer the questionnaire again."),
        context.words.say(
            "Version {version} or a later minor one, so that rounds can be compared.",
            version=context.assessment.questionnaire.version,
        ),
        _answering(context),
    )


def _answering(context: ChapterContext) -> str:
    """Who answers next time; what was compiled from documents is for the government."""
    if context.assessment.submission.is_documented:
        return context.words.say("The government")
    return cut(respondent(context), _LONGEST_WHO)
