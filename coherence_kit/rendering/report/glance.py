"""The minister's page: always one page, and complete by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from html import unescape

from markupsafe import Markup, escape

from coherence_kit.charts import (
    CHART_PADDING,
    CHART_WIDTH,
    SQUARE,
    Figure,
    result_chart,
)
from coherence_kit.documents import text_fit
from coherence_kit.documents.geometry import Pt, Type
from coherence_kit.documents.text_widths import Face, line_count, text_width
from coherence_kit.i18n import half_up
from coherence_kit.model.assessment import Assessment, Gap
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.report import minister_blocks
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.cover import questionnaire_name
from coherence_kit.rendering.report.differences import disputed_sentence
from coherence_kit.rendering.report.gains import gained, glance_note
from coherence_kit.rendering.report.gaps import gaps_in_order, marks_note, to_reach
from coherence_kit.rendering.report.headlines import glance_headline, nothing_applies
from coherence_kit.rendering.report.levels import level_limits, zones
from coherence_kit.rendering.report.minister_blocks import carried_sentence, unanswered_sentence
from coherence_kit.rendering.report.moved import since_text
from coherence_kit.rendering.report.questions import (
    QuestionSummary,
    ladder,
    now_text,
    question_summary,
    who_answers,
)
from coherence_kit.rendering.report.recipe import printed_unseen
from coherence_kit.rendering.report.sizes import COLUMNS, SIZES
from coherence_kit.rendering.report.words import capital, cut
from coherence_kit.rendering.respondents import answered_by
from coherence_kit.rendering.short_form import long_form_text, short_form_text
from coherence_kit.rendering.squares import has_squares, squares
from coherence_kit.words import Words, in_a_row, message
from coherence_kit.words.measures import effort_name

MOST_STRENGTHS, MOST_GAPS, MOST_TO_COLLECT = 3, 5, 5
LONGEST_LABEL, LONGEST_MEASURE, LONGEST_LEAD, LONGEST_HEADLINE = 36, 60, 54, 110
_LONGEST_WHO = 70
_SHORT_NOW, _SHORTEST_NOW = 70, 55
"""Characters of what is in place, beside its question, where the page is full."""
ROOM = SIZES.glance_height - SIZES.glance_slack
"""Millimetres between the running lines, less a little."""
_HAIR = 0.2  # the line below a row
_MARKS = 45  # with the room around them, of the marks in the key
_ABOUT_START = 25  # the eyebrow before what was assessed
_BETWEEN = 1.3  # what the marks in the key add to its line
_STRONG, _TAG = re.compile("<strong>(.*?)</strong>"), re.compile("<[^<>]*>")
_EM = 1.0
_METER = "mmmmmm"  # as wide as a meter with its figures
_RUNGS_OF_MOST = 5


@dataclass(frozen=True, slots=True)
class Fact:
    """A strength or a gap: what is in place, its meter, what closing it adds."""

    standing: QuestionSummary
    number: str
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
    """A level under the result chart: its name with its limits."""

    text: str
    reached: bool
    width: str


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of the columns, and the words of the key below the chart."""

    strengths: str
    gaps: tuple[str, ...]
    measures: tuple[str, ...]
    collect: tuple[str, ...]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """Everything on the page, in its order.

    It has nothing about strengths, gaps and measures where no question `applies`.
    """

    applies: bool

    headline: str
    about: str
    figure: str
    figure_size: str
    lead: str
    meaning: str
    chart: Markup
    has_value: bool
    levels: tuple[LevelZone, ...]
    squares: Markup
    squares_note: str
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
    heads: Heads


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
        _with_one_way,
        _without_numbers,
    ):
        if height(page) <= ROOM:
            break
        shorter = shorten(page)
        if height(shorter) < height(page):  # the longer of two columns decides
            page = shorter
    return page


def _whole(context: ChapterContext) -> Glance:
    a, words = context.assessment, context.words
    strengths_title, strengths = _strengths(context)
    measures = (
        tuple(_measure(context, name) for name in context.first_measures)
        if context.shows_result
        else ()
    )
    collect = () if context.shows_result else _collect(context)
    first_gaps = gaps_in_order(context)[:MOST_GAPS]
    is_empty = nothing_applies(context)
    answers = _answers(words, a)
    figure = NO_FIGURE if is_empty else a.root.text or f"{a.counts.answered}/{a.counts.asked}"
    return Glance(
        applies=not is_empty,
        headline=glance_headline(context, LONGEST_HEADLINE),
        about=_about(context),
        figure=figure,
        figure_size=_figure_size(figure),
        lead=in_a_row((_lead(context), _long_form(context), since_text(context))),
        meaning=_meaning(context),
        chart=_chart(context),
        has_value=a.root.value is not None,
        levels=_zones(context),
        squares=squares(a.counts, answers, palette=context.palette, mirrored=context.mirrored),
        squares_note=words.say("One square, one question")
        if has_squares(a.counts)
        else words.say("Questions by what is known"),
        answers=answers,
        strengths_title=strengths_title,
        strengths=strengths,
        gaps_title=_gaps_title(context, len(a.gaps)),
        gaps=tuple(_gap(context, gap) for gap in first_gaps),
        gaps_note=glance_note(context, first_gaps),
        no_gaps="" if a.gaps else words.say("No answer given so far is below its target."),
        measures_title=capital(
            words.counted("{n} first measure", "{n} first measures", len(measures))
        ),
        measures=measures,
        measures_note=_measures_note(context),
        collect_title=capital(
            words.counted(
                "{n} answer to collect first", "{n} answers to collect first", len(collect)
            )
        ),
        collect=collect,
        asks=() if is_empty else minister_blocks.minister_blocks(context),
        star=marks_note(context, (gap.id for gap in first_gaps)),
        stands=words.say(
            "This page takes stock of arrangements, not of results for people. It compares no "
            "countries and grades nobody."
        ),
        heads=_heads(words, has_value=a.root.value is not None, has_points=not a.is_by_question),
    )


def _heads(words: Words, *, has_value: bool, has_points: bool) -> Heads:
    say, say_as = words.say, words.say_as
    number, question = say_as("column", "No."), say_as("column", "Question")
    points = say_as("column", "Points")
    score = (
        (say("score over what was answered"), say("lowest to highest that is still possible"))
        if has_value
        else (say("too few answers for a score: lowest to highest"),)
    )
    return Heads(
        strengths=say("Question, with its step"),
        gaps=(question, say("Step now → target"), *([points] if has_points else [])),
        measures=(
            number,
            say_as("column", "Measure"),
            say_as("column", "Lead"),
            say_as("column", "Horizon"),
            say_as("column", "Effort"),
            points,
        ),
        collect=(number, question, say("Who could find out"), say("Narrows interval by")),
        key=(*score, say_as("mark", "target")),
    )


# --- result --------------------------------------------------------------------------------------


def _about(context: ChapterContext) -> str:
    """What was assessed, by whom, when."""
    return in_a_row(
        (
            in_a_row((questionnaire_name(context), context.assessment.questionnaire.version)),
            _answered_by(context),
            _dated(context),
        ),
        " · ",
    )


def _dated(context: ChapterContext) -> str:
    assessment, words = context.assessment, context.words
    if assessment.submission.date:
        return words.date(assessment.submission.date)
    typed = context.printable(assessment.typed_date, is_name=True)
    return cut(typed, 40) if typed else words.say("date not stated")


def _answered_by(context: ChapterContext) -> str:
    submission, say = context.assessment.submission, context.words.say
    if submission.is_documented:
        return say("compiled from documents")
    if submission.respondents:
        return say("answered by {respondent}", respondent=answered_by(context.words, submission))
    answering = submission.respondent
    if answering is None or not answering.entity:
        return say("answered by a respondent not stated")
    return say("answered by {respondent}", respondent=context.beginning(answering.entity, 56))


def _meaning(context: ChapterContext) -> str:
    """What the level that is reached means; empty where it is not sure, or nobody wrote it."""
    named = context.levels_named if context.assessment.root.value is not None else ()
    if len(named) != 1 or not named[0].meaning:
        return ""
    level = named[0]
    return context.words.say(
        "{level}: {meaning}",
        level=context.localize(level.label, is_name=True),
        meaning=context.localize(level.meaning),
    )


def _long_form(context: ChapterContext) -> str:
    """That this is the short form, and what that leaves open of the long one."""
    words, assessment = context.words, context.assessment
    short = short_form_text(words, assessment)
    bounds = long_form_text(words, assessment, partial(context.localize, is_name=True))
    return in_a_row((f"{short}." if short else "", bounds))


def _lead(context: ChapterContext) -> str:
    root, say = context.assessment.root, context.words.say
    if nothing_applies(context):
        return say(
            "There is nothing to score: annex A has the reasons that were given. A question that "
            "does apply has to be answered before anything can be said."
        )
    if context.assessment.is_by_question:
        alone = say(
            "The questionnaire gives no figure, neither for the whole nor for a section; each "
            "question stands for itself."
        )
        return in_a_row((alone, carried_sentence(context)))
    if root.is_profile:
        profile = say(
            "The questionnaire gives no figure for the whole; each section of the profile stands "
            "for itself."
        )
        return in_a_row((profile, carried_sentence(context)))
    if root.low is None:
        return say("No question of the questionnaire applies, so that there is nothing to score.")
    coverage = say("{number} %", number=root.coverage_text)
    if root.value is None:
        too_few = say(
            "A result needs answers for at least {least} of the weight; so far there are answers "
            "for {share}. It can still lie anywhere between {low} and {high}.",
            least=context.words.stated_percent(root.min_coverage),
            share=coverage,
            low=_strong(root.low_text),
            high=_strong(root.high_text),
        )
        return in_a_row((too_few, carried_sentence(context), disputed_sentence(context)))
    covered = say("Answers cover {share} of the weight.", share=coverage)
    disputed = disputed_sentence(context)
    return in_a_row((_result_sentence(context), covered, _interval_sentences(context), disputed))


# By whether the result is a letter, and whether there is a target.
_RESULT = {
    (False, True): message("The result is {result} of {maximum}; the target is {target}."),
    (False, False): message("The result is {result} of {maximum}."),
    (True, True): message(
        "The result is {result} on a scale from {lowest} to {highest}; the target is {target}."
    ),
    (True, False): message("The result is {result} on a scale from {lowest} to {highest}."),
}


def _result_sentence(context: ChapterContext) -> str:
    root = context.assessment.root
    order = root.letters.order if root.letters else ("", "")
    return context.words.say(
        _RESULT[root.letters is not None, bool(root.target_text)],
        result=_strong(root.text),
        maximum=context.full_marks,
        target=root.target_text,
        lowest=order[0],
        highest=order[-1],
    )


def _strong(text: str | None) -> Markup:
    return Markup("<strong>{}</strong>").format(text)


def _figure_size(figure: str) -> str:
    """The size of type in which a long figure has the width of its column; empty where it fits."""
    size, column = SIZES.figure.size, SIZES.side_head - SIZES.gutter
    width = text_width(figure, size, Face.SERIF_BOLD)
    return f"{size * column / width:.1f}pt" if width > column else ""


def _interval_sentences(context: ChapterContext) -> str:
    """What is missing, and between which figures the result lies whatever it turns out to be."""
    a, words = context.assessment, context.words
    missing = in_a_row((unanswered_sentence(context), carried_sentence(context)))
    if a.root.low == a.root.high and not missing:
        return words.say("Nothing is missing, so that the result is one figure.")
    if a.root.low == a.root.high:
        return in_a_row(
            (missing, words.say("Whatever the missing answers say, the result stays as it is."))
        )
    claimed = ""
    if context.unproved and a.root.value is not None and a.root.is_claimed_higher:
        claimed = capital(
            words.counted(
                "{n} answer names no document yet; as claimed, the result would be {claimed}.",
                "{n} answers name no document yet; as claimed, the result would be {claimed}.",
                context.unproved,
                claimed=a.root.claimed_text,
            )
        )
    elif context.unproved:
        claimed = capital(
            words.counted(
                "{n} answer names no document yet.",
                "{n} answers name no document yet.",
                context.unproved,
            )
        )
    return in_a_row((missing, claimed, _between(context)))


# By whether the level is sure, and whether respondents of a round differ.
_BETWEEN_ENDS = {
    ("", False): message(
        "Whatever the missing answers and documents say, it lies between {low} and {high}."
    ),
    ("level stays", False): message(
        "Whatever the missing answers and documents say, it lies between {low} and {high}, and "
        "the level stays “{level}”."
    ),
    ("levels", False): message(
        "Whatever the missing answers and documents say, it lies between {low} and "
        "{high}: from “{lower}” to “{higher}”."
    ),
    ("", True): message("Whatever is missing or disputed, it lies between {low} and {high}."),
    ("level stays", True): message(
        "Whatever is missing or disputed, it lies between {low} and "
        "{high}, and the level stays “{level}”."
    ),
    ("levels", True): message(
        "Whatever is missing or disputed, it lies between {low} and "
        "{high}: from “{lower}” to “{higher}”."
    ),
}


def _between(context: ChapterContext) -> str:
    a, root, say = context.assessment, context.assessment.root, context.words.say
    low, high = a.level(root.level_low), a.level(root.level_high)
    ends = {"low": _strong(root.low_text), "high": _strong(root.high_text)}
    is_disputed = bool(a.disputed)
    if low is None or high is None or root.letters is not None:
        return say(_BETWEEN_ENDS["", is_disputed], **ends)
    if low == high:
        return say(
            _BETWEEN_ENDS["level stays", is_disputed],
            level=context.localize(low.label, is_name=True),
            **ends,
        )
    return say(
        _BETWEEN_ENDS["levels", is_disputed],
        lower=context.localize(low.label, is_name=True),
        higher=context.localize(high.label, is_name=True),
        **ends,
    )


# By whether there is a result, and whether there is a target.
_CHART_ALT = {
    (True, True): message("Result {result}, lowest {low}, highest {high}, target {target}."),
    (True, False): message("Result {result}, lowest {low}, highest {high}."),
    (False, True): message("Insufficient data, lowest {low}, highest {high}, target {target}."),
    (False, False): message("Insufficient data, lowest {low}, highest {high}."),
}


def _chart(context: ChapterContext) -> Markup:
    root = context.assessment.root
    if root.low is None or root.high is None or root.low_text is None or root.high_text is None:
        return Markup()
    alt = context.words.say(
        _CHART_ALT[bool(root.text), bool(root.target_text)],
        result=root.text,
        low=root.low_text,
        high=root.high_text,
        target=root.target_text,
    )
    drawn = result_chart(
        levels=zones(context.assessment.levels),
        value=None if root.value is None or root.text is None else _figure(root.value, root.text),
        low=_figure(root.low, root.low_text),
        high=_figure(root.high, root.high_text),
        target=None
        if root.target is None or root.target_text is None
        else _figure(root.target, root.target_text),
        alt=alt,
        palette=context.palette,
        mirrored=context.mirrored,
    )
    return Markup(drawn)  # noqa: S704 - charts escape the only text they take


def _figure(points: Fraction, text: str) -> Figure:
    return Figure(float(points), text, text_width(text, _EM, Face.SANS_BOLD) / Pt(_EM).mm)


def _zones(context: ChapterContext) -> tuple[LevelZone, ...]:
    """The levels below the chart.

    One that is reached only at full marks has no width and stands with the one below.
    """
    a, words = context.assessment, context.words
    found: list[LevelZone] = []
    limits = level_limits(a.levels)
    ids = [level.id for level, _, _ in limits]
    ends = [ids.index(level.id) for level in context.levels_named]
    between = ids[min(ends) : max(ends) + 1] if ends and a.root.value is not None else []
    for place, (level, start, end) in enumerate(limits):
        label, reached = context.localize(level.label, is_name=True), level.id in between
        if start == end and found:
            full = words.say("{level} {limit}", level=label, limit=context.limit(start))
            said = words.say("{one}; {other}", one=found[-1].text, other=full)
            found[-1] = replace(found[-1], text=said, reached=found[-1].reached or reached)
            continue
        last = place == len(limits) - 1
        at_an_end = start == 0 or end == 100  # noqa: PLR2004
        scale = (CHART_WIDTH - 2 * CHART_PADDING) / CHART_WIDTH
        beside = 100 * CHART_PADDING / CHART_WIDTH  # the track is longer than the scale on it
        width = half_up((end - start) * Fraction(scale) + Fraction(beside if at_an_end else 0), 2)
        found.append(
            LevelZone(_with_limits(context, label, (start, end), last=last), reached, width)
        )
    return tuple(found)


def _with_limits(
    context: ChapterContext, label: str, limits: tuple[Fraction, Fraction], *, last: bool
) -> str:
    """`Side by side: 40 to under 70`; the name alone where the level is a letter."""
    if context.assessment.root.letters is not None:
        return label
    low, high = map(context.limit, limits)
    if last:
        return context.words.say("{level}: {low} to {high}", level=label, low=low, high=high)
    return context.words.say("{level}: {low} to under {high}", level=label, low=low, high=high)


def _answers(words: Words, a: Assessment) -> str:
    counts, count = a.counts, words.count
    carried = count("{n} carried over (…)", "{n} carried over (…)", counts.carried)
    parts = [
        count("{n} answered", "{n} answered", counts.answered),
        count("{n} unknown (?)", "{n} unknown (?)", counts.unknown),
        *([carried] if counts.carried else []),
        count("{n} not answered", "{n} not answered", counts.unanswered + counts.open),
        count("{n} not applicable (–)", "{n} not applicable (–)", counts.not_applicable),
    ]
    if counts.not_asked:
        parts.append(count("{n} not asked", "{n} not asked", counts.not_asked))
    said = [f"{words.enumerate(parts, 'unit')}."]
    if a.empty_reasons:
        said.append(
            count(
                "{n} question is left out with a reason that says nothing, which can raise the "
                "result.",
                "{n} questions are left out with a reason that says nothing, which can raise the "
                "result.",
                len(a.empty_reasons),
            )
        )
    unseen = sum(int(note.params["answers"]) for note in printed_unseen(a.notes))
    if unseen:
        said.append(
            count(
                "{n} answer stands in no visible cell of the form; annex B names the sheet.",
                "{n} answers stand in no visible cell of the form; annex B names the sheets.",
                unseen,
            )
        )
    if a.evidence_demanded:
        said.append(
            count(
                "Evidence named for {named} of {n} answer.",
                "Evidence named for {named} of {n} answers.",
                a.evidence_demanded,
                named=a.evidence_given,
            )
        )
    return " ".join(said)


# --- strengths, gaps, measures -------------------------------------------------------------------


def strengths(context: ChapterContext) -> list[str]:
    """Questions at or above target whose answer names a document and nobody disputes.

    Highest first, then what most rests on.
    """
    a = context.assessment
    found = [
        question
        for question in context.answered_of(a.root_id)
        if (node := a.nodes[question]).value is not None
        and node.target is not None
        and node.value >= node.target
        and a.submission.answer(question).has_evidence
        and not node.is_disputed
    ]
    return sorted(found, key=lambda question: -(a.nodes[question].value or 0))


def _strengths(context: ChapterContext) -> tuple[str, tuple[Fact, ...]]:
    found, words = strengths(context)[:MOST_STRENGTHS], context.words
    if found:
        title = capital(words.counted("{n} strength", "{n} strengths", len(found)))
        return title, tuple(_strength(context, question) for question in found)
    # Never the same question in both columns.
    others = sorted(gaps_in_order(context)[MOST_GAPS:], key=lambda gap: gap.gap)[:MOST_STRENGTHS]
    title = words.say("Closest to target") if others else words.say("Strengths")
    return title, tuple(_fact(context, gap.id, "") for gap in others)


def _strength(context: ChapterContext, question: str) -> Fact:
    """A strength; on a scale of another length than most the figure says of how many it is."""
    fact = _fact(context, question, "")
    rungs = ladder(context.question(question), context.node(question).letters)
    if rungs is None or len(rungs.names) == _RUNGS_OF_MOST:
        return fact
    step, top = fact.standing.move, rungs.names[-1]
    if not (step.isdecimal() and top.isdecimal()):
        return fact
    move = context.words.say("{step} of {top}", step=step, top=top)
    return replace(fact, standing=replace(fact.standing, move=move))


def _gaps_title(context: ChapterContext, number: int) -> str:
    words, shown = context.words, min(number, MOST_GAPS)
    if number == 0:
        return words.say("Gaps")
    if number == 1:
        return words.say("One gap")
    if context.assessment.is_by_question:
        title = words.counted("{n} gap, the widest first", "{n} gaps, the widest first", shown)
    elif context.shows_result:
        title = words.counted("{n} gap, by points to gain", "{n} gaps, by points to gain", shown)
    else:
        title = words.counted(
            "{n} gap, by what rests on it", "{n} gaps, by what rests on them", shown
        )
    return capital(title)


def _fact(context: ChapterContext, question: str, points: str) -> Fact:
    return Fact(
        question_summary(context, question),
        context.numbers[question],
        cut(context.label(question), LONGEST_LABEL),
        now_text(context, question),
        points,
    )


def _gap(context: ChapterContext, gap: Gap) -> Fact:
    fact = _fact(context, gap.id, context.gap_points([gap]))
    return replace(fact, now=to_reach(context, gap) or fact.now)


def _measure(context: ChapterContext, name: str) -> FirstMeasure:
    measure = context.assessment.catalogue[name]
    item = next(item for item in context.assessment.recommendations if item.id == name)
    return FirstMeasure(
        number=context.measure_numbers[name],
        anchor=context.measure_anchor(name),
        label=cut(context.localize(measure.label, is_name=True), LONGEST_MEASURE),
        lead=short_lead(context, name),
        horizon=context.by_when(name),
        effort=effort_name(context.words, item.effort),
        points=context.measure_points(item),
    )


def short_lead(context: ChapterContext, measure: str) -> str:
    """The office that leads, as much as there is room for; the measure itself has it in full."""
    return cut(context.lead(measure), LONGEST_LEAD)


def _measures_note(context: ChapterContext) -> str:
    a, words = context.assessment, context.words
    first = a.together.first_measures
    if not first:
        return ""
    order = words.say("Those of the measures due now that add most, the soonest first.")
    together = words.count(
        "It adds {added} of the {all} that closing all gaps would add.",
        "Together they add {added} of the {all} that closing all gaps would add.",
        len(first),
        added=context.points(a.together.first_measures_gain),
        all=gained(context, a.root_id, a.together.gap_gain),
    )
    return f"{order} {together}"


def _collect(context: ChapterContext) -> tuple[FirstAnswer, ...]:
    return tuple(
        FirstAnswer(
            number=context.numbers[item.id],
            label=cut(context.label(item.id), LONGEST_LABEL),
            who=cut(capital(who_answers(context, item.id)), _LONGEST_WHO) or NO_FIGURE,
            narrows=context.narrows(item),
        )
        for item in context.assessment.to_collect[:MOST_TO_COLLECT]
    )


# --- one page ------------------------------------------------------------------------------------


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


def _without_numbers(page: Glance) -> Glance:
    strengths, gaps = (
        tuple(replace(fact, number="") for fact in facts) for facts in (page.strengths, page.gaps)
    )
    return replace(page, strengths=strengths, gaps=gaps)


def _without_meaning(page: Glance) -> Glance:
    return replace(page, meaning="")


def _with_one_way(page: Glance) -> Glance:
    """What the measures reach says more than where the next level begins."""
    if not page.asks:
        return page
    ways = replace(page.asks[0], texts=page.asks[0].texts[-1:])
    return replace(page, asks=(ways, *page.asks[1:]))


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
    about = text_fit.line_count(page.about, SIZES.text_width - _ABOUT_START, SIZES.small)
    above = SIZES.eyebrow.line.mm + (about - 1) * SIZES.small.line.mm + SIZES.eyebrow_below
    return above + title + SIZES.glance_title_below


def _result_height(page: Glance) -> float:
    beside = SIZES.text_width - SIZES.side_head
    said = (
        line_count(_runs(page.lead), beside, SIZES.glance_lead.size) * SIZES.glance_lead.line.mm
        + SIZES.glance_lead_below
        + text_fit.height(page.meaning, beside, SIZES.table)
    )
    said_in_key = text_fit.height(" ".join(page.heads.key), SIZES.text_width - _MARKS, SIZES.small)
    key = SIZES.note_above + said_in_key + _BETWEEN
    chart = SIZES.chart_above + SIZES.chart_height + _zones_height(page) + key
    counted_answers = text_fit.height(page.answers, beside, SIZES.small)
    answers = SIZES.answers_above + SQUARE + SIZES.answers_note_above + counted_answers
    figure = SIZES.figure.line.mm
    return max(figure, said) + (chart if page.chart else 0) + answers


def _runs(text: str) -> Iterator[tuple[str, Face]]:
    """A text with `<strong>` in it, piece by piece, each with its face."""
    for place, piece in enumerate(_STRONG.split(str(escape(text)))):
        said = _TAG.sub("", piece)
        yield unescape(said), Face.SANS_BOLD if place % 2 else Face.SANS


def _zones_height(page: Glance) -> float:
    """The names of the levels, each as wide as its zone."""
    return max(
        (
            text_fit.height(
                zone.text,
                float(zone.width) * SIZES.text_width / 100 - SIZES.zone_start,
                SIZES.small,
                face=Face.SANS_BOLD if zone.reached else Face.SANS,
            )
            for zone in page.levels
        ),
        default=0.0,
    )


def _named(fact: Fact) -> str:
    return f"{fact.number} {fact.label}.".strip()


def _facts_height(page: Glance) -> float:
    """Strengths and gaps beside each other: the higher of the two columns."""
    kind, row = SIZES.glance_table, 2 * SIZES.glance_row + _HAIR
    column = SIZES.facts_column - SIZES.gutter
    left = sum(
        text_fit.height(f"{fact.now} {_METER}", column, kind, lead=_named(fact)) + row
        for fact in page.strengths
    )
    left += _block_head(page.strengths_title, column, (page.heads.strengths,), (column,))
    beside = SIZES.text_width - SIZES.facts_column
    figures = (COLUMNS["w28"], COLUMNS["w13"])[: len(page.heads.gaps) - 1]
    said = beside - sum(figures)
    right = sum(
        text_fit.height(fact.now, said - SIZES.glance_cell_end, kind, lead=_named(fact)) + row
        for fact in page.gaps
    )
    if page.gaps_note:
        right += SIZES.note_above + text_fit.height(page.gaps_note, beside, SIZES.small)
    columns = (said, *figures)
    return max(left, right + _block_head(page.gaps_title, beside, page.heads.gaps, columns))


def _block_head(title: str, width: float, heads: Sequence[str], columns: Sequence[float]) -> float:
    """A rule with its heading and the head of the table below it."""
    heading = text_fit.height(title, width, SIZES.heading, face=Face.SANS_BOLD)
    lines = _row_lines(
        heads, columns, SIZES.small, dict.fromkeys(range(len(heads)), Face.SANS_BOLD)
    )
    above = SIZES.facts_above + SIZES.rule.mm + SIZES.facts_rule_below
    return above + heading + 2 * SIZES.glance_head_row + lines * SIZES.small.line.mm + _HAIR


def _table_height(page: Glance) -> float:
    """Of the first measures, or of the answers to collect."""
    kind, row = SIZES.glance_table, 2 * SIZES.glance_row + _HAIR
    rows: list[tuple[str, ...]]
    if page.collect:
        title, heads, columns = page.collect_title, page.heads.collect, _COLLECT_COLUMNS
        rows = [(item.number, item.label, item.who, item.narrows) for item in page.collect]
    else:
        title, heads, columns = page.measures_title, page.heads.measures, MEASURE_COLUMNS
        rows = [
            (item.number, item.label, item.lead, item.horizon, item.effort, item.points)
            for item in page.measures
        ]
    lines = sum(_row_lines(cells, columns, kind, {1: Face.SANS_BOLD}) for cells in rows)
    note = text_fit.height(page.measures_note, SIZES.text_width, SIZES.small)
    return (
        _block_head(title, SIZES.text_width, heads, columns)
        + lines * kind.line.mm
        + len(rows) * row
        + (SIZES.note_above + note if note else 0)
    )


def _with_rest(widths: Sequence[float], rest: int) -> tuple[float, ...]:
    """The widths of a table's columns; the one at the place `rest` has what the others leave."""
    left = SIZES.text_width - sum(widths)
    return (*widths[:rest], left, *widths[rest:])


MEASURE_COLUMNS = _with_rest([COLUMNS[name] for name in ("w9", "w50", "w25", "w16", "w12")], 1)
# As if numbers had three parts: where they have, their column is wider.
_COLLECT_COLUMNS = _with_rest([SIZES.deep_number, COLUMNS["w58"], COLUMNS["w24"]], 2)


def _row_lines(
    cells: Sequence[str], columns: Sequence[float], kind: Type, faces: Mapping[int, Face]
) -> int:
    """Lines of a table's row, by its longest cell; the last has no room at its end."""
    last = len(cells) - 1
    return max(
        text_fit.line_count(
            text,
            column - (0 if place == last else SIZES.glance_cell_end),
            kind,
            face=faces.get(place, Face.SANS),
        )
        for place, (text, column) in enumerate(zip(cells, columns, strict=True))
    )


def _foot_height(page: Glance) -> float:
    column = SIZES.text_width / max(len(page.asks), 1) - SIZES.asks_end
    texts = max(
        (
            sum(text_fit.height(text, column, SIZES.asks) + SIZES.ask_below for text in ask.texts)
            for ask in page.asks
        ),
        default=0.0,
    )
    titles = max(
        (
            text_fit.height(a.title, column, SIZES.side_heading, face=Face.SANS_BOLD)
            for a in page.asks
        ),
        default=0.0,
    )
    above = SIZES.asks_above + SIZES.rule.mm + SIZES.asks_rule_below + titles
    note = text_fit.height(f"{page.stands} {page.star}", SIZES.text_width, SIZES.small)
    return above + texts + SIZES.stand_above + note
