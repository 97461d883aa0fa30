"""What has moved since an earlier round: sections, questions, what cannot be compared, measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from coherence_kit.charts import strip_chart
from coherence_kit.model.assessment import NodeResult
from coherence_kit.model.comparison import Change, Comparison
from coherence_kit.model.followed import MeasureThen
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.questions.parts import AnswerLabel
from coherence_kit.rendering.comparison_words import (
    OUTCOMES,
    ComparisonWords,
    round_names,
)
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.interval_rows import (
    alt_text,
    axis_texts,
    before_text,
    interval_text,
)
from coherence_kit.rendering.report.words import capital, cut, ended
from coherence_kit.words import Words, in_a_row

_LONGEST_ROUND, _LONGEST_OPTION = 40, 40


@dataclass(frozen=True, slots=True)
class MovedSection:
    """A section, or the whole, in both rounds; an interval is empty where it is the score."""

    number: str
    name: str
    strip: Markup
    then: str
    then_interval: str
    now: str
    now_interval: str
    moved: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class MovedQuestion:
    """A question in both rounds.

    `said` is which way it has moved, or why that is not proved; `steps` and `points` are by how
    much it has moved at least.
    """

    number: str
    label: str
    then: str
    now: str
    said: str
    steps: str = ""
    points: str = ""


@dataclass(frozen=True, slots=True)
class Apart:
    """Questions that stand apart, under what they have in common."""

    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MovedMeasure:
    """A measure that was recommended then, or planned.

    `status` and `plan` are what the plan says: how far it has come, and who leads it by when;
    `accord` is in what that and the answers do not agree. They are empty without a plan.
    """

    label: str
    goals: str
    then: str
    now: str
    outcome: str
    status: str = ""
    plan: str = ""
    accord: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """The page; `then` and `now` are the names of the rounds, `key` is what their marks are."""

    then: str
    now: str
    headline: str
    lead: str
    notes: tuple[str, ...]
    axis: tuple[str, ...]
    sections: tuple[MovedSection, ...]
    proved_title: str
    proved: tuple[MovedQuestion, ...]
    unproved_title: str
    unproved: tuple[MovedQuestion, ...]
    signs: str
    apart: tuple[Apart, ...]
    measures_title: str
    measures: tuple[MovedMeasure, ...]
    measures_note: str
    plan_note: str


def rounds_of(context: ChapterContext, comparison: Comparison) -> tuple[str, str]:
    """The names of the earlier round and of the later one as they stand in a sentence."""
    then, now = round_names(context.words, comparison)
    return context.beginning(then, _LONGEST_ROUND), context.beginning(now, _LONGEST_ROUND)


def since_text(context: ChapterContext) -> str:
    """What has moved, in one sentence; empty without an earlier round."""
    comparison = context.comparison
    if comparison is None:
        return ""
    said = _said(context, comparison).summary()
    if not comparison.is_partial:
        return said
    return in_a_row(
        (said, context.words.say("That is over the questions alone that are the same in both."))
    )


def moved_title(words: Words, page: Moved) -> str:
    """The title of the page, as the contents have it."""
    return words.say("What has moved since {round}", round=page.then)


def moved(context: ChapterContext) -> Moved | None:
    """The page of a chapter; None without an earlier round."""
    return None if context.comparison is None else moved_page(context, context.comparison)


def moved_page(context: ChapterContext, comparison: Comparison) -> Moved:
    """The page on a comparison whose later assessment is that of the context."""
    words, said = context.words, _said(context, comparison)
    sections = [*comparison.sections, *([comparison.whole] if comparison.whole else [])]
    proved, unproved = comparison.moved, comparison.unsettled
    return Moved(
        then=said.then,
        now=said.now,
        headline=capital(said.headline()),
        lead=in_a_row((said.whole(), said.rest())),
        notes=tuple(said.notes()),
        axis=axis_texts(one.now for one in sections),
        sections=tuple(_section(context, comparison, said, one) for one in sections),
        proved_title=capital(
            words.counted(
                "{n} question has moved for sure", "{n} questions have moved for sure", len(proved)
            )
        ),
        proved=tuple(_moved(context, said, one) for one in proved),
        unproved_title=capital(
            words.counted(
                "For {n} question no change can be shown",
                "For {n} questions no change can be shown",
                len(unproved),
            )
        ),
        unproved=tuple(_question(context, said, one, said.why(one)) for one in unproved),
        signs=said.signs_note(),
        apart=tuple(_apart(context, comparison, said)),
        measures_title=said.measures_headline() if comparison.measures else "",
        measures=tuple(_measure(context, comparison, said, one) for one in comparison.by_outcome),
        measures_note=said.measures_note(),
        plan_note=said.planned(),
    )


def _said(context: ChapterContext, comparison: Comparison) -> ComparisonWords:
    def option(label: AnswerLabel) -> str:
        return cut(context.localize(label), _LONGEST_OPTION)

    then, now = rounds_of(context, comparison)
    return ComparisonWords(comparison, context.words, then, now, option)


def _section(
    context: ChapterContext, comparison: Comparison, said: ComparisonWords, change: Change
) -> MovedSection:
    then, now = change.then, change.now
    is_whole = change.id == comparison.scored_now.root_id
    name = context.words.say("Whole") if is_whole else context.label(change.id)
    alt = in_a_row((alt_text(context.words, name, now), before_text(context.words, then)))
    drawn = strip_chart(
        value=None if now.value is None else float(now.value),
        low=None if now.low is None else float(now.low),
        high=None if now.high is None else float(now.high),
        target=None,
        previous=None if then.value is None else float(then.value),
        previous_interval=_both(then),
        alt=alt,
        palette=context.palette,
        mirrored=context.mirrored,
    )
    return MovedSection(
        number="" if is_whole else context.numbers[change.id],
        name=name,
        strip=Markup(drawn),  # noqa: S704 - charts escape the only text they take
        then=then.text or NO_FIGURE,
        then_interval=_apart_from_score(then),
        now=now.text or NO_FIGURE,
        now_interval=_apart_from_score(now),
        moved=said.moved(change),
        is_whole=is_whole,
    )


def _apart_from_score(node: NodeResult) -> str:
    shown = interval_text(node)
    return "" if shown in {node.text, NO_FIGURE} else shown


def _both(node: NodeResult) -> tuple[float, float] | None:
    return None if node.low is None or node.high is None else (float(node.low), float(node.high))


def _question(
    context: ChapterContext, said: ComparisonWords, change: Change, why: str
) -> MovedQuestion:
    then, now = said.answers(change)
    return MovedQuestion(
        context.numbers[change.id], context.label(change.id), then, now, why or NO_FIGURE
    )


def _moved(context: ChapterContext, said: ComparisonWords, change: Change) -> MovedQuestion:
    row = _question(context, said, change, said.way(change))
    return replace(row, steps=said.least_steps(change), points=said.least(change))


def _apart(
    context: ChapterContext, comparison: Comparison, said: ComparisonWords
) -> Iterator[Apart]:
    say = context.words.say
    before = numbers_of(comparison.then.nodes, comparison.then.root_id)

    def now(name: str) -> str:
        return in_a_row((context.numbers[name], context.label(name)))

    def then(name: str) -> str:
        return in_a_row((before[name], context.localize(comparison.then.questions[name].label)))

    for title, questions in (
        (say("New in the questionnaire"), [now(name) for name in comparison.new]),
        (say("No longer asked"), [then(name) for name in comparison.gone]),
        (
            say("Not compared"),
            [
                say("{one}: {other}", one=now(one.id), other=said.unlike(one.why))
                for one in comparison.not_compared
            ],
        ),
        (
            say("Worded otherwise"),
            [
                say("{one}: {other}", one=now(one.id), other=said.reworded(one))
                for one in comparison.reworded
            ],
        ),
        (say("No answer in either round"), [now(one.id) for one in comparison.never_answered]),
    ):
        if questions:
            yield Apart(title, tuple(questions))


def _measure(
    context: ChapterContext, comparison: Comparison, said: ComparisonWords, one: MeasureThen
) -> MovedMeasure:
    words, goals = context.words, []
    answers: list[tuple[str, str]] = []
    for goal in one.goals:
        number = context.numbers.get(goal.question, goal.question)
        wanted = said.goal(goal.question, goal.to)
        goals.append(words.say("{one}: {other}", one=number, other=wanted))
        change = comparison.changes.get(goal.question)
        answers.append((NO_FIGURE, NO_FIGURE) if change is None else said.answers(change))
    then, now = zip(*answers, strict=True) if answers else ((), ())
    row = MovedMeasure(
        label=context.localize(comparison.then.catalogue[one.id].label),
        goals=words.enumerate(goals, "unit"),
        then=words.enumerate(then, "unit"),
        now=words.enumerate(now, "unit"),
        outcome=words.say(OUTCOMES[one.outcome]),
    )
    if one.planned is None:
        return replace(row, status=NO_FIGURE if comparison.planned else "")
    due = words.partial_date(one.planned.due)
    lead = context.of_plan(one.planned.lead, is_name=True)
    by_whom = in_a_row((lead, words.say("due {date}", date=due) if due else ""), "; ")
    plan = in_a_row((ended(by_whom), context.of_plan(one.planned.note)))
    return replace(row, status=said.status(one), plan=plan, accord=said.accord(one))
