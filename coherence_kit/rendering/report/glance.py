"""The minister's page: always one page, and complete by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from coherence_kit.charts import (
    CHART_PADDING,
    CHART_WIDTH,
    SQUARE,
    AnswerCounts,
    Figure,
    Zone,
    answer_squares,
    result_chart,
)
from coherence_kit.documents.geometry import Pt
from coherence_kit.documents.text_widths import Face, line_count, text_width
from coherence_kit.i18n import half_up, long_date, percent_text, plural
from coherence_kit.model.assessment import Assessment
from coherence_kit.rendering.report import minister_blocks, text_fit
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.cover import questionnaire_name
from coherence_kit.rendering.report.gains import glance_note
from coherence_kit.rendering.report.gaps import gaps_in_order, unproved_note
from coherence_kit.rendering.report.headlines import glance_headline, nothing_applies
from coherence_kit.rendering.report.questions import (
    QuestionSummary,
    now_text,
    question_summary,
    who_answers,
)
from coherence_kit.rendering.report.sizes import COLUMNS, SIZES
from coherence_kit.rendering.report.words import (
    HORIZON_NAMES,
    NOTHING,
    capital,
    counted,
    cut,
    first_clause,
    lower_first,
)

MOST_STRENGTHS, MOST_GAPS, MOST_TO_COLLECT = 3, 5, 5
LONGEST_LABEL, LONGEST_MEASURE, LONGEST_LEAD, LONGEST_HEADLINE = 36, 60, 54, 110
_LONGEST_WHO = 70
_SHORT_NOW, _SHORTEST_NOW = 70, 55
"""Characters of what is in place, beside its question, where the page is full."""
ROOM = SIZES.glance_height - SIZES.glance_slack
"""Millimetres between the running lines, less a little."""
_HAIR = 0.2  # the line below a row
_BETWEEN = 1.3  # what the marks in the key add to its line
_STRONG = re.compile("<strong>(.*?)</strong>")
_EM = 1.0
_METER = "mmmmmm"  # as wide as a meter with its figures
_STANDS = (
    "This page takes stock of arrangements, not of results for people. "
    "It compares no countries and grades nobody."
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A strength or a gap: what is in place, its meter, what closing it adds."""

    standing: QuestionSummary
    label: str
    now: str
    points: str


@dataclass(frozen=True, slots=True)
class FirstMeasure:
    """A measure in one row."""

    number: str
    anchor: str
    label: str
    lead: str
    horizon: str
    effort: str
    points: str


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """A missing answer in one row."""

    number: str
    label: str
    who: str
    narrows: str


@dataclass(frozen=True, slots=True)
class LevelZone:
    """A level under the result chart."""

    name: str
    limits: str
    reached: bool
    width: str


@dataclass(frozen=True, slots=True)
class Glance:
    """Everything on the page, in its order; nothing about strengths, gaps and measures where no question `applies`."""

    applies: bool

    headline: str
    about: str
    figure: str
    figure_size: str
    lead: Markup
    meaning: str
    chart: Markup
    has_value: bool
    levels: tuple[LevelZone, ...]
    squares: Markup
    answers: str
    strengths_title: str
    strengths: tuple[Fact, ...]
    gaps_title: str
    gaps: tuple[Fact, ...]
    gaps_note: str
    no_gaps: str
    measures_title: str
    measures: tuple[FirstMeasure, ...]
    measures_note: str
    collect_title: str
    collect: tuple[FirstAnswer, ...]
    asks: tuple[minister_blocks.Ask, ...]
    star: str
    stands: str


def glance(context: ChapterContext) -> Glance:
    """The page, with texts left out until it fits."""
    page = _whole(context)
    for shorten in (
        _with_shorter_texts,
        _without_strength_texts,
        _with_shorter_gap_texts,
        _without_gap_texts,
        _without_strength_texts,
        _without_meaning,
    ):
        if height(page) <= ROOM:
            break
        shorter = shorten(page)
        if height(shorter) < height(page):  # the longer of two columns decides
            page = shorter
    return page


def _whole(context: ChapterContext) -> Glance:
    a = context.assessment
    strengths_title, strengths = _strengths(context)
    measures = (
        tuple(_measure(context, name) for name in a.together.first_measures)
        if context.shows_result
        else ()
    )
    collect = () if context.shows_result else _collect(context)
    level = a.level(a.root.level)
    first_gaps = gaps_in_order(context)[:MOST_GAPS]
    is_empty = nothing_applies(context)
    figure = NOTHING if is_empty else a.root.text or f"{a.counts.answered}/{a.counts.total}"
    return Glance(
        applies=not is_empty,
        headline=glance_headline(context, LONGEST_HEADLINE),
        about=_about(context),
        figure=figure,
        figure_size=_figure_size(figure),
        lead=_lead(context),
        meaning=f"{context.localize(level.label)}: {lower_first(context.localize(level.meaning))}"
        if level and level.meaning
        else "",
        chart=_chart(context),
        has_value=a.root.value is not None,
        levels=_zones(context),
        squares=_squares(context),
        answers=_answers(a),
        strengths_title=strengths_title,
        strengths=strengths,
        gaps_title=_gaps_title(context, len(a.gaps)),
        gaps=tuple(_fact(context, gap.id, context.gap_points([gap])) for gap in first_gaps),
        gaps_note=glance_note(context, first_gaps),
        no_gaps="" if a.gaps else "No answer given so far is below its target.",
        measures_title=f"{capital(counted(len(measures), 'first measure', 'first measures'))}",
        measures=measures,
        measures_note=_measures_note(context),
        collect_title=f"{capital(counted(len(collect), 'answer', 'answers'))} to collect first",
        collect=collect,
        asks=() if is_empty else minister_blocks.minister_blocks(context),
        star=unproved_note(context, sum(context.node(gap.id).lacks_evidence for gap in first_gaps)),
        stands=_STANDS,
    )


# --- result -----------------------------------------------------------------------------------------------------------


def _about(context: ChapterContext) -> str:
    """What was assessed, by whom, when."""
    submission = context.assessment.submission
    by = (
        "compiled from documents"
        if submission.is_documented
        else f"answered by {cut(_entity(context), 56)}"
    )
    return " · ".join(
        (
            f"{questionnaire_name(context)} {context.assessment.questionnaire.version}",
            by,
            long_date(submission.date) if submission.date else "date not stated",
        )
    )


def _entity(context: ChapterContext) -> str:
    answering = context.assessment.submission.respondent
    return (
        context.printable(answering.entity)
        if answering and answering.entity
        else "a respondent not stated"
    )


def _lead(context: ChapterContext) -> Markup:
    root = context.assessment.root
    if nothing_applies(context):
        return Markup(
            "There is nothing to score: annex A has the reasons that were given. "
            "A question that does apply has to be answered before anything can be said."
        )
    if root.is_profile:
        return Markup(
            "The questionnaire gives no figure for the whole; each section of the profile stands for itself."
        )
    if root.low is None:
        return Markup(
            "No question of the questionnaire applies, so that there is nothing to score."
        )
    if root.value is None:
        return Markup(
            "A result needs answers for at least {} % of the weight; so far there are answers for {} %. "
            "It can still lie anywhere between <strong>{}</strong> and <strong>{}</strong>."
        ).format(percent_text(root.min_coverage), root.coverage_text, root.low_text, root.high_text)
    target = f"; the target is {root.target_text}" if root.target_text else ""
    on = f"of {context.full_marks}" if root.letters is None else context.full_marks
    first = Markup("The result is <strong>{}</strong> {}{}. ").format(root.text, on, target)
    covered = Markup("Answers cover {} % of the weight. ").format(root.coverage_text)
    return first + covered + _interval_sentence(context)


def _figure_size(figure: str) -> str:
    """The size of type in which a long figure has the width of its column; empty where it fits."""
    size, column = SIZES.figure.size, SIZES.side_head - SIZES.gutter
    width = text_width(figure, size, Face.SERIF_BOLD)
    return f"{size * column / width:.1f}pt" if width > column else ""


def _interval_sentence(context: ChapterContext) -> Markup:
    a, root = context.assessment, context.assessment.root
    if root.low == root.high:
        return Markup("Nothing is missing, so that the result is one figure.")
    unproved = sum(node.lacks_evidence for node in a.nodes.values())
    reasons = []
    if a.counts.missing:
        reasons.append(f"{counted(a.counts.missing, 'question has', 'questions have')} no answer")
    if unproved:
        reasons.append(f"{counted(unproved, 'answer names', 'answers name')} no document yet")
    why = capital(" and ".join(reasons)) if reasons else "The interval has room"
    low, high = a.level(root.level_low), a.level(root.level_high)
    sentence = Markup(
        "{}; whatever they turn out to be, it lies between <strong>{}</strong> and <strong>{}</strong>"
    ).format(why, root.low_text, root.high_text)
    if low is None or high is None or root.letters is not None:
        return sentence + "."
    if low == high:
        return sentence + Markup(", and the level stays “{}”.").format(
            lower_first(context.localize(low.label))
        )
    return sentence + Markup(": from “{}” to “{}”.").format(
        lower_first(context.localize(low.label)), lower_first(context.localize(high.label))
    )


def _chart(context: ChapterContext) -> Markup:
    root = context.assessment.root
    if root.low is None or root.high is None or root.low_text is None or root.high_text is None:
        return Markup()
    shown = f"Result {root.text}" if root.text else "Insufficient data"
    target = f", target {root.target_text}" if root.target_text else ""
    drawn = result_chart(
        levels=[
            Zone(float(start), float(end))
            for _, start, end in level_limits(context.assessment)
            if start < end
        ],
        value=None if root.value is None or root.text is None else _figure(root.value, root.text),
        low=_figure(root.low, root.low_text),
        high=_figure(root.high, root.high_text),
        target=None
        if root.target is None or root.target_text is None
        else _figure(root.target, root.target_text),
        alt=f"{shown}, lowest {root.low_text}, highest {root.high_text}{target}.",
        palette=context.palette,
    )
    return Markup(drawn)  # noqa: S704 - charts escape the only text they take


def _figure(points: Fraction, text: str) -> Figure:
    return Figure(float(points), text, text_width(text, _EM, Face.SANS_BOLD) / Pt(_EM).mm)


def level_limits(a: Assessment) -> list[tuple[str, Fraction, Fraction]]:
    """Level id with the points it runs from and to, lowest first."""
    levels = sorted(a.levels, key=lambda level: level.start)
    starts = [*(level.start for level in levels), Fraction(100)]
    return [
        (level.id, start, end) for level, (start, end) in zip(levels, pairwise(starts), strict=True)
    ]


def _zones(context: ChapterContext) -> tuple[LevelZone, ...]:
    """The levels below the chart; one that is reached only at full marks has no width and stands with the one below."""
    a = context.assessment
    zones: list[LevelZone] = []
    limits = level_limits(a)
    for place, (name, start, end) in enumerate(limits):
        level = a.level(name)
        label, reached = context.localize(level.label) if level else "", name == a.root.level
        if start == end and zones:
            said = f"{zones[-1].limits}; {label} {context.limit(start)}"
            zones[-1] = replace(zones[-1], limits=said, reached=zones[-1].reached or reached)
            continue
        last = place == len(limits) - 1
        ends = start == 0 or end == 100  # noqa: PLR2004
        scale = (CHART_WIDTH - 2 * CHART_PADDING) / CHART_WIDTH
        beside = 100 * CHART_PADDING / CHART_WIDTH  # the track is longer than the scale on it
        width = half_up((end - start) * Fraction(scale) + Fraction(beside if ends else 0), 2)
        zones.append(LevelZone(label, _limits_text(context, start, end, last=last), reached, width))
    return tuple(zones)


def _limits_text(context: ChapterContext, start: Fraction, end: Fraction, *, last: bool) -> str:
    """`40 to under 70`; nothing where the level is a letter."""
    if context.assessment.root.letters is not None:
        return ""
    return f"{context.limit(start)} to {'' if last else 'under '}{context.limit(end)}"


def _squares(context: ChapterContext) -> Markup:
    counts = context.assessment.counts
    drawn = answer_squares(
        AnswerCounts(
            answered=counts.answered,
            unknown=counts.unknown,
            unanswered=counts.unanswered + counts.open,
            not_applicable=counts.not_applicable + counts.not_asked,
        ),
        _answers(context.assessment),
        palette=context.palette,
    )
    return Markup(drawn)  # noqa: S704 - charts escape the only text they take


def _answers(a: Assessment) -> str:
    counts = a.counts
    parts = [
        f"{counts.answered} answered",
        f"{counts.unknown} unknown (?)",
        f"{counts.unanswered + counts.open} not answered",
        f"{counts.not_applicable} not applicable (–)",
    ]
    if counts.not_asked:
        parts.append(f"{counts.not_asked} not asked (–)")
    if not a.evidence_demanded:
        return ", ".join(parts) + "."
    return f"{', '.join(parts)}. Evidence named for {a.evidence_given} of {a.evidence_demanded} {plural(a.evidence_demanded, 'answer', 'answers')}."


# --- strengths, gaps, measures ----------------------------------------------------------------------------------------


def strengths(context: ChapterContext) -> list[str]:
    """Questions at or above target whose answer names a document: highest first, then what most rests on."""
    a = context.assessment
    found = [
        question
        for question in context.answered_of(a.root_id)
        if (node := a.nodes[question]).value is not None
        and node.target is not None
        and node.value >= node.target
        and a.submission.answer(question).has_evidence
    ]
    return sorted(found, key=lambda question: -(a.nodes[question].value or 0))


def _strengths(context: ChapterContext) -> tuple[str, tuple[Fact, ...]]:
    found = strengths(context)[:MOST_STRENGTHS]
    if found:
        title = capital(counted(len(found), "strength", "strengths"))
        return title, tuple(_fact(context, question, "") for question in found)
    # Never the same question in both columns.
    others = sorted(gaps_in_order(context)[MOST_GAPS:], key=lambda gap: gap.gap)[:MOST_STRENGTHS]
    return "Closest to target" if others else "Strengths", tuple(
        _fact(context, gap.id, "") for gap in others
    )


def _gaps_title(context: ChapterContext, number: int) -> str:
    if number == 0:
        return "Gaps"
    if number == 1:
        return "One gap"
    title = counted(min(number, MOST_GAPS), "gap", "gaps")
    return (
        f"{capital(title)}, by {'points to gain' if context.shows_result else 'what rests on them'}"
    )


def _fact(context: ChapterContext, question: str, points: str) -> Fact:
    return Fact(
        question_summary(context, question),
        cut(context.label(question), LONGEST_LABEL),
        now_text(context, question),
        points,
    )


def _measure(context: ChapterContext, name: str) -> FirstMeasure:
    measure = context.assessment.catalogue[name]
    item = next(item for item in context.assessment.recommendations if item.id == name)
    return FirstMeasure(
        number=context.measure_numbers[name],
        anchor=context.anchor("m", name),
        label=cut(context.localize(measure.label), LONGEST_MEASURE),
        lead=short_lead(context, name),
        horizon=HORIZON_NAMES[item.horizon],
        effort=item.effort,
        points=context.measure_points(item),
    )


def short_lead(context: ChapterContext, measure: str) -> str:
    """The office that leads, without its conditions."""
    return cut(
        first_clause(context.localize(context.assessment.catalogue[measure].lead)), LONGEST_LEAD
    )


def _measures_note(context: ChapterContext) -> str:
    a = context.assessment
    first = a.together.first_measures
    if not first:
        return ""
    added = context.points(a.together.first_measures_gain)
    together = f"Together they add {added} of the {context.points(a.together.gap_gain)} points that closing all gaps would add."
    if len(first) == 1:
        together = f"It adds {added} of the {context.points(a.together.gap_gain)} points that closing all gaps would add."
    return f"In order of points to gain; what a measure rests on comes first. {together}"


def _collect(context: ChapterContext) -> tuple[FirstAnswer, ...]:
    return tuple(
        FirstAnswer(
            number=context.numbers[item.id],
            label=cut(context.label(item.id), LONGEST_LABEL),
            who=cut(capital(who_answers(context, item.id)), _LONGEST_WHO) or "–",
            narrows=context.narrows(item),
        )
        for item in context.assessment.to_collect[:MOST_TO_COLLECT]
    )


# --- one page ---------------------------------------------------------------------------------------------------------


def _with_shorter_texts(page: Glance) -> Glance:
    strengths, gaps = (
        tuple(replace(fact, now=cut(fact.now, _SHORT_NOW)) for fact in facts)
        for facts in (page.strengths, page.gaps)
    )
    return replace(page, strengths=strengths, gaps=gaps)


def _without_strength_texts(page: Glance) -> Glance:
    return replace(page, strengths=tuple(replace(fact, now="") for fact in page.strengths))


def _with_shorter_gap_texts(page: Glance) -> Glance:
    return replace(
        page, gaps=tuple(replace(fact, now=cut(fact.now, _SHORTEST_NOW)) for fact in page.gaps)
    )


def _without_gap_texts(page: Glance) -> Glance:
    return replace(page, gaps=tuple(replace(fact, now="") for fact in page.gaps))


def _without_meaning(page: Glance) -> Glance:
    return replace(page, meaning="")


def height(page: Glance) -> float:
    """Millimetres that the page needs, by the sizes of the style sheet."""
    return sum(
        (_head_height(page), _result_height(page), _facts_height(page), _table_height(page),
         _foot_height(page))
    )  # fmt: skip


def _head_height(page: Glance) -> float:
    title = text_fit.height(
        page.headline, SIZES.text_width, SIZES.glance_title, face=Face.SERIF_BOLD
    )
    above = SIZES.eyebrow.line.mm + SIZES.eyebrow_below
    return above + title + SIZES.glance_title_below


def _result_height(page: Glance) -> float:
    beside = SIZES.text_width - SIZES.side_head
    said = (
        line_count(_runs(page.lead), beside, SIZES.glance_lead.size) * SIZES.glance_lead.line.mm
        + SIZES.glance_lead_below
        + text_fit.height(page.meaning, beside, SIZES.table)
    )
    key = SIZES.note_above + SIZES.small.line.mm + _BETWEEN
    chart = SIZES.chart_above + SIZES.chart_height + _zones_height(page) + key
    counted_answers = text_fit.height(page.answers, beside, SIZES.small)
    answers = SIZES.answers_above + SQUARE + SIZES.answers_note_above + counted_answers
    figure = SIZES.figure.line.mm
    return max(figure, said) + (chart if page.chart else 0) + answers


def _runs(text: Markup) -> Iterator[tuple[str, Face]]:
    """A text with `<strong>` in it, piece by piece, each with its face."""
    for place, piece in enumerate(_STRONG.split(str(text))):
        yield str(Markup(piece).striptags()), Face.SANS_BOLD if place % 2 else Face.SANS  # noqa: S704 - a part of what is Markup already


def _zones_height(page: Glance) -> float:
    """The names of the levels, each as wide as its zone."""
    return max(
        (
            text_fit.height(
                f"{zone.name}: {zone.limits}",
                float(zone.width) * SIZES.text_width / 100 - SIZES.zone_start,
                SIZES.small,
                face=Face.SANS_BOLD if zone.reached else Face.SANS,
            )
            for zone in page.levels
        ),
        default=0.0,
    )


def _facts_height(page: Glance) -> float:
    """Strengths and gaps beside each other: the higher of the two columns."""
    kind, row = SIZES.glance_table, 2 * SIZES.glance_row + _HAIR
    column = SIZES.facts_column - SIZES.gutter
    left = sum(
        text_fit.height(f"{fact.now} {_METER}", column, kind, lead=f"{fact.label}.") + row
        for fact in page.strengths
    )
    beside = SIZES.text_width - SIZES.facts_column
    said = beside - COLUMNS["w25"] - COLUMNS["w13"] - SIZES.glance_cell_end
    right = sum(
        text_fit.height(fact.now, said, kind, lead=f"{fact.label}.") + row for fact in page.gaps
    )
    if page.gaps_note:
        right += SIZES.note_above + text_fit.height(page.gaps_note, beside, SIZES.small)
    return _block_head() + max(left, right)


def _block_head() -> float:
    """A rule with its heading and the head of the table below it."""
    heading = SIZES.facts_above + SIZES.rule.mm + SIZES.facts_rule_below + SIZES.heading.line.mm
    return heading + 2 * SIZES.glance_head_row + SIZES.small.line.mm + _HAIR


def _table_height(page: Glance) -> float:
    """Of the first measures, or of the answers to collect."""
    kind, free = SIZES.glance_table, SIZES.text_width - COLUMNS["no"]
    lead = COLUMNS["w50"]
    label = free - lead - COLUMNS["w25"] - COLUMNS["w16"] - COLUMNS["w12"]
    rows = [
        max(_cell(item.label, label, Face.SANS_BOLD), _cell(item.lead, lead))
        for item in page.measures
    ]
    label = COLUMNS["w58"]
    who = free - label - COLUMNS["w24"]
    rows += [
        max(_cell(item.label, label, Face.SANS_BOLD), _cell(item.who, who)) for item in page.collect
    ]
    note = text_fit.height(page.measures_note, SIZES.text_width, SIZES.small)
    row = 2 * SIZES.glance_row + _HAIR
    return (
        _block_head()
        + sum(count * kind.line.mm + row for count in rows)
        + (SIZES.note_above + note if note else 0)
    )


def _cell(text: str, column: float, face: Face = Face.SANS) -> int:
    return text_fit.line_count(text, column - SIZES.glance_cell_end, SIZES.glance_table, face=face)


def _foot_height(page: Glance) -> float:
    column = SIZES.text_width / max(len(page.asks), 1) - SIZES.asks_end
    texts = max(
        (
            sum(text_fit.height(text, column, SIZES.asks) + SIZES.ask_below for text in ask.texts)
            for ask in page.asks
        ),
        default=0.0,
    )
    above = SIZES.asks_above + SIZES.rule.mm + SIZES.asks_rule_below + SIZES.side_heading.line.mm
    note = text_fit.height(f"{_STANDS} {page.star}", SIZES.text_width, SIZES.small)
    return above + texts + SIZES.stand_above + note
