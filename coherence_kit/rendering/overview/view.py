"""All that the pages of an overview print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from coherence_kit.analysis.instrument import Instrument
from coherence_kit.charts import DEFAULT_PALETTE, Palette
from coherence_kit.model.run_overview import MOST_ROUNDS, QuestionnaireOverview, RunOverview
from coherence_kit.rendering.overview.frame import Frame
from coherence_kit.rendering.overview.levels import Levels, levels
from coherence_kit.rendering.overview.lists import Lists, lists
from coherence_kit.rendering.overview.panels import (
    LEAST_FOR_QUARTILES,
    MOST_DOTS,
    Panels,
    bound_panels,
    section_panels,
)
from coherence_kit.rendering.overview.reasons import Reasons, reasons
from coherence_kit.rendering.overview.rows import Rows, rows
from coherence_kit.rendering.report.contents import Marks, marks
from coherence_kit.rendering.report.words import capital, cut
from coherence_kit.words import Words, in_a_row, language_attributes, words_of

if TYPE_CHECKING:
    from markupsafe import Markup

_LONGEST_ROUND, _NAMED_ROUNDS = 60, 2
_WIDTHS = (0, 5, 10, 20)
"""Points to which an interval is wide; of numbers, as each is published."""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One questionnaire in the table at the beginning.

    `tongue` are the attributes for the language of the title: a link may hold nothing but text.
    """

    title: str
    tongue: Markup
    anchor: str
    submissions: str
    with_value: str
    too_few: str
    rounds: str


@dataclass(frozen=True, slots=True)
class WidthRow:
    """How many intervals are not wider than so much and wider than the row before."""

    text: str
    number: str


@dataclass(frozen=True, slots=True)
class Part:
    """One questionnaire. Where it has too many submissions, `bounds` stand in place of `rows`."""

    anchor: str
    title: str
    headline: str
    status: str
    short: str
    levels: Levels | None
    sections: Panels | None
    rows: Rows | None
    bounds: Panels | None
    widths: tuple[WidthRow, ...]
    lists: Lists


@dataclass(frozen=True, slots=True)
class OverviewView:
    """What the templates print; what the style of the report asks for is called as there."""

    language: str
    direction: str
    date: str
    day: str
    title: str
    heading: str
    running: str
    summary: tuple[SummaryRow, ...]
    parts: tuple[Part, ...]
    reasons: Reasons | None
    reads: tuple[str, ...]
    marks: Marks
    palette: Palette
    steps: tuple[object, ...] = ()
    deep: bool = False


def build_view(  # noqa: PLR0913  (all but two are named)
    run: RunOverview,
    instruments: Mapping[str, Instrument],
    *,
    date: dt.date | None,
    language: str = "en",
    for_print: bool = True,
    palette: Palette = DEFAULT_PALETTE,
) -> OverviewView:
    """Turn counts into texts, figures and charts.

    Raises:
        KeyError: one of the questionnaires is not among the instruments.

    """
    words = words_of(language)
    frames = [
        Frame(instruments[one.id], language, for_print, palette) for one in run.questionnaires
    ]
    pairs = list(zip(frames, run.questionnaires, strict=True))
    heading = _heading(words, run)
    parts = tuple(_part(*pair, place) for place, pair in enumerate(pairs, start=1))
    return OverviewView(
        language=words.language,
        direction=words.direction,
        date=date.isoformat() if date else "",
        day=words.date(date) if date else "",
        title=words.say("{heading}: overview", heading=heading),
        heading=heading,
        running=in_a_row((words.say("Overview"), cut(heading, _LONGEST_ROUND)), " · "),
        summary=tuple(_summary(*pair, place) for place, pair in enumerate(pairs, start=1)),
        parts=parts,
        reasons=reasons(words, run),
        reads=_reads(words, run),
        marks=marks(words, palette),
        palette=palette,
        deep=any(row.number.count(".") > 1 for part in parts for row in part.lists.missing),
    )


def _heading(words: Words, run: RunOverview) -> str:
    """How many there are, and the round if they have one."""
    found = {name for one in run.questionnaires for name in one.rounds}
    number = words.decimal(Fraction(run.submissions), 0)
    many = words.count(
        "{number} submission", "{number} submissions", run.submissions, number=number
    )
    if len(found) != 1:
        return many
    return words.say("{round}: {text}", round=cut(found.pop(), _LONGEST_ROUND), text=many)


def _summary(frame: Frame, counts: QuestionnaireOverview, place: int) -> SummaryRow:
    return SummaryRow(
        title=frame.title,
        tongue=language_attributes(frame.title),
        anchor=f"q{place}",
        submissions=frame.number(counts.submissions),
        with_value=frame.number(counts.with_value),
        too_few=frame.number(counts.too_few),
        rounds=_rounds(frame, counts.rounds),
    )


def _rounds(frame: Frame, names: Sequence[str]) -> str:
    """Their names where there is one or two, else how many there are."""
    if len(names) <= _NAMED_ROUNDS:
        return in_a_row([cut(frame.typed(name), _LONGEST_ROUND) for name in names], " · ")
    if len(names) > MOST_ROUNDS:
        return frame.words.say("more than {n} rounds", n=MOST_ROUNDS)
    return frame.words.count("{n} round", "{n} rounds", len(names))


def _part(frame: Frame, counts: QuestionnaireOverview, place: int) -> Part:
    found = rows(frame, counts)
    is_many = found is None and bool(counts.low.number)
    with_whole = not is_many and counts.value.number > MOST_DOTS  # fewer stand in rows below
    bounds = bound_panels(frame, counts) if is_many else None
    return Part(
        anchor=f"q{place}",
        title=frame.title,
        headline=_headline(frame, counts),
        status=frame.words.say("A stock-taking, not a ranking."),
        short=_short(frame, counts),
        levels=levels(frame, counts),
        sections=section_panels(frame, counts, with_whole=with_whole, with_note=bounds is None),
        rows=found,
        bounds=bounds,
        widths=_widths(frame, counts) if is_many else (),
        lists=lists(frame, counts),
    )


def _short(frame: Frame, counts: QuestionnaireOverview) -> str:
    words = frame.words
    if not counts.short:
        return ""
    return words.count(
        "{number} of these submissions answers the short form.",
        "{number} of these submissions answer the short form.",
        counts.short,
        number=frame.number(counts.short),
    )


# --- sentences ------------------------------------------------------------------------------------


def _headline(frame: Frame, counts: QuestionnaireOverview) -> str:
    """What the counts come to, in a sentence that ranks nobody."""
    words, number = frame.words, counts.with_value
    if not counts.low.number and any(part.values.number for part in counts.parts):
        return words.count(
            "What {number} submission says, section by section",
            "What {number} submissions say, section by section",
            counts.submissions,
            number=frame.number(counts.submissions),
        )
    if not counts.low.number:
        return words.count(
            "What {number} submission leaves open, question by question",
            "What {number} submissions leave open, question by question",
            counts.submissions,
            number=frame.number(counts.submissions),
        )
    if not number:
        return words.say("Not enough answers for a result yet in any submission")
    if counts.levels and number >= LEAST_FOR_QUARTILES:
        return words.say(
            "{sure} of {number} results stay in one level whatever is missing",
            sure=frame.number(counts.sure),
            number=frame.number(number),
        )
    return _between(frame, counts)


def _between(frame: Frame, counts: QuestionnaireOverview) -> str:
    words, number = frame.words, counts.with_value
    is_few = number < LEAST_FOR_QUARTILES
    shares = (Fraction(0), Fraction(1)) if is_few else (Fraction(1, 4), Fraction(3, 4))
    first, last = (counts.value.quantile(share) or Fraction(0) for share in shares)
    ends = {"low": frame.figure(frame.root, first), "high": frame.figure(frame.root, last)}
    if number == 1:
        return words.say("One result: {value}", value=ends["low"])
    if is_few:
        said = words.counted(
            "{n} result between {low} and {high}",
            "{n} results between {low} and {high}",
            number,
            **ends,
        )
        return capital(said)
    return words.say(
        "Half of {number} results lie between {low} and {high}",
        number=frame.number(number),
        **ends,
    )


def _widths(frame: Frame, counts: QuestionnaireOverview) -> tuple[WidthRow, ...]:
    """How wide intervals are, where they are too many to be drawn."""
    if frame.root.letters is not None:
        return _grade_widths(frame, counts)
    words, before, found = frame.words, 0, []
    for place, width in enumerate(_WIDTHS):
        until = counts.width.up_to(Fraction(width))
        found.append(WidthRow(_width_text(frame, place), frame.number(until - before)))
        before = until
    last = words.say(
        "wider than {width} points", width=frame.limit(frame.root, Fraction(_WIDTHS[-1]))
    )
    return (*found, WidthRow(last, frame.number(counts.width.number - before)))


def _width_text(frame: Frame, place: int) -> str:
    words, width = frame.words, frame.limit(frame.root, Fraction(_WIDTHS[place]))
    if not place:
        return words.say("one figure: nothing is missing that could change it")
    if place == 1:
        return words.say("up to {width} points wide", width=width)
    before = frame.limit(frame.root, Fraction(_WIDTHS[place - 1]))
    return words.say("from {before} to {width} points wide", before=before, width=width)


def _grade_widths(frame: Frame, counts: QuestionnaireOverview) -> tuple[WidthRow, ...]:
    words, letters = frame.words, frame.root.letters
    if letters is None:
        return ()
    most, before, found = len(letters.grades) - 1, 0, []
    for grades in range(most + 1):
        # a place is rounded down, so that the limit is half a grade further on
        until = counts.width.up_to(Fraction(100 * grades + 50, most))
        text = (
            words.count("{n} grade wide", "{n} grades wide", grades)
            if grades
            else words.say("one letter: nothing is missing that could change it")
        )
        if until > before:
            found.append(WidthRow(text, frame.number(until - before)))
        before = until
    return tuple(found)


def _reads(words: Words, run: RunOverview) -> tuple[str, ...]:
    """How the pages are read, and what they are not."""
    say, every = words.say, run.questionnaires
    return (
        say(
            "These pages count; they rank nobody. Each submission is a self-assessment: its "
            "authors read the questions for their own institutions and name their own documents, "
            "so that the results of two of them cannot be set against each other as in a league."
        ),
        *(_of_rows(words) if any(one.singles and one.low.number for one in every) else ()),
        *(
            [
                say(
                    "A result is in a level for sure if the lowest and the highest result that "
                    "are still possible, whatever the missing answers and documents say, lie in "
                    "that level too."
                )
            ]
            if any(one.levels for one in every)
            else []
        ),
        say(
            "A question counts as missing where it was asked and has no answer that counts: not "
            "known, not answered, or not yet decided whether it is to be asked. A measure counts "
            "once for each submission in which it is recommended."
        ),
        say(
            "What the counts are for: where many lack the same answer, a common guide or a common "
            "source of data may help; those to whom the same measure is recommended may learn "
            "from each other."
        ),
    )


def _of_rows(words: Words) -> tuple[str, ...]:
    """How the rows of single submissions are read."""
    return (
        words.say(
            "A result is a dot on a bar. The bar runs from the lowest to the highest result that "
            "is still possible; where two bars overlap, nobody knows which result is the higher "
            "one. A broken outline without a dot has too few answers for a result."
        ),
        words.say("Submissions stand in the alphabetical order of their names and in no other."),
    )
