"""How many results lie in which level, and how many reach into another one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from coherence_kit.charts import count_bar
from coherence_kit.model.rubric import Level
from coherence_kit.model.run_overview import LevelCount, QuestionnaireOverview
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.overview.frame import Frame

BAR, KEY = 52.0, 6.0
"""Millimetres that stand for all submissions, and those of a mark in the key."""


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level, or what has none: the limit it begins at, its bar, and the counts."""

    name: str
    start: str
    bar: Markup
    sure: str
    reaching: str
    number: str


@dataclass(frozen=True, slots=True)
class Levels:
    """The rows, the highest level first, then what has no result.

    `key` explains the parts of a bar, `note` says over how many levels results reach.
    """

    rows: tuple[LevelRow, ...]
    whole: LevelRow
    key: tuple[tuple[Markup, str], ...]
    note: str

    @property
    def has_limits(self) -> bool:
        """Whether the levels begin at a number; letters do not."""
        return any(row.start for row in self.rows)


def levels(frame: Frame, counts: QuestionnaireOverview) -> Levels | None:
    """The table; None where the questionnaire has no levels, or gives no figure for the whole."""
    if not counts.levels or not counts.with_value + counts.too_few:
        return None
    by_id = {level.id: level for level in frame.root.settings.levels}
    rows = [_row(frame, counts, one, by_id.get(one.id)) for one in reversed(counts.levels)]
    return Levels(
        (*rows, *_others(frame, counts)),
        _whole(frame, counts),
        _key(frame, counts),
        _note(frame, counts),
    )


def _row(
    frame: Frame, counts: QuestionnaireOverview, one: LevelCount, level: Level | None
) -> LevelRow:
    say = frame.words.say
    name = frame.content(level.label) if level else say("Below the lowest level")
    alt = say(
        "{level}: {sure} for sure, {reaching} that reach into another level",
        level=name,
        sure=frame.number(one.sure),
        reaching=frame.number(one.reaching),
    )
    is_letter = frame.root.letters is not None
    start = "" if level is None or is_letter else frame.limit(frame.root, level.start)
    return LevelRow(
        name,
        start,
        _bar(frame, counts, alt, filled=one.sure, pale=one.reaching),
        frame.number(one.sure),
        frame.number(one.reaching),
        frame.number(one.number),
    )


def _others(frame: Frame, counts: QuestionnaireOverview) -> list[LevelRow]:
    """Those without a result, if there are any."""
    say = frame.words.say
    found = (
        (say("Too few answers for a result"), counts.too_few),
        (say("Nothing applies"), counts.without_figure),
    )
    return [
        LevelRow(
            name,
            "",
            _bar(frame, counts, f"{name}: {frame.number(number)}", outlined=number),
            NO_FIGURE,
            NO_FIGURE,
            frame.number(number),
        )
        for name, number in found
        if number
    ]


def _whole(frame: Frame, counts: QuestionnaireOverview) -> LevelRow:
    reaching = sum(one.reaching for one in counts.levels)
    return LevelRow(
        frame.words.say("All submissions"),
        "",
        Markup(),
        frame.number(counts.sure),
        frame.number(reaching),
        frame.number(counts.submissions),
    )


def _key(frame: Frame, counts: QuestionnaireOverview) -> tuple[tuple[Markup, str], ...]:
    """The parts of a bar that there are, each with what it means."""
    say, say_as = frame.words.say, frame.words.say_as
    reaching = sum(one.reaching for one in counts.levels)
    draw = partial(count_bar, whole=1, width=KEY, palette=frame.palette)
    marks = (
        (
            counts.sure,
            draw(filled=1, alt=say_as("mark", "dark part")),
            say("in this level for sure"),
        ),
        (
            reaching,
            draw(pale=1, alt=say_as("mark", "pale part")),
            say("score in this level; what is still possible reaches into another one"),
        ),
        (
            counts.too_few + counts.without_figure,
            draw(outlined=1, alt=say_as("mark", "broken outline")),
            say("no result"),
        ),
    )
    return tuple(
        (Markup(mark), text)  # noqa: S704 - as in _bar
        for number, mark, text in marks
        if number
    )


def _bar(  # noqa: PLR0913  (three numbers, each by its name)
    frame: Frame,
    counts: QuestionnaireOverview,
    alt: str,
    *,
    filled: int = 0,
    pale: int = 0,
    outlined: int = 0,
) -> Markup:
    drawn = count_bar(
        filled=filled,
        pale=pale,
        outlined=outlined,
        whole=counts.submissions,
        width=BAR,
        alt=alt,
        palette=frame.palette,
        mirrored=frame.mirrored,
    )
    return Markup(drawn)  # noqa: S704 - charts escape the only text they take


def _note(frame: Frame, counts: QuestionnaireOverview) -> str:
    """Over how many levels what is possible reaches, with the submissions that have no result.

    Nothing where that is one level everywhere, as the table says already.
    """
    words = frame.words
    if set(counts.spans) <= {1}:
        return ""
    spans = [
        words.count(
            "for {number} in {n} level",
            "for {number} in {n} levels",
            span,
            number=frame.number(number),
        )
        for span, number in counts.spans.items()
    ]
    said = words.enumerate(spans)
    if not counts.too_few:
        return words.say("What is still possible lies {spans}.", spans=said)
    return words.say(
        "With those that have no result, what is still possible lies {spans}.", spans=said
    )
