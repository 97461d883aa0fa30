"""Intervals side by side: a row for each submission, in the order of names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from coherence_kit.charts import RowSize, interval_row, interval_scale
from coherence_kit.documents.text_widths import MM_PER_POINT, Face, line_count, text_width
from coherence_kit.i18n import figure_text
from coherence_kit.loading.countries import country_name
from coherence_kit.model.run_overview import QuestionnaireOverview, Single
from coherence_kit.rendering.figures import NO_FIGURE, span
from coherence_kit.rendering.overview.frame import Frame
from coherence_kit.rendering.report.words import cut
from coherence_kit.spelling import folded
from coherence_kit.words import in_a_row, message

MOST_IN_ONE_COLUMN = 36
"""Rows that stand below each other on one page; more stand in two columns."""
LONGEST_NAME = 60
_DIGITS = re.compile(r"([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class _Shape:
    """The lengths of a table of rows: the type in points, all else in millimetres."""

    width: float
    strip: float
    size: float
    line: float
    padding: float
    between: float


_ALONE = _Shape(width=172, strip=70, size=8.75, line=11.75 * MM_PER_POINT, padding=1.2, between=3)
_BESIDE = _Shape(width=83, strip=28, size=7.5, line=9 * MM_PER_POINT, padding=0.55, between=1.4)
_FIRST_PAGE, _PAGE = 224.0, 243.0
"""Height that rows in two columns may take on the page that begins with them, and on others."""


@dataclass(frozen=True, slots=True)
class Row:
    """One submission."""

    name: str
    detail: str
    strip: Markup
    score: str
    interval: str
    coverage: str


@dataclass(frozen=True, slots=True)
class Rows:
    """All of them in tables; on one page stand those of one block, side by side.

    `columns` are the widths of score, interval and coverage in millimetres, for the style.
    """

    blocks: tuple[tuple[tuple[Row, ...], ...], ...]
    scale: Markup
    strip: float
    columns: tuple[float, float, float]
    is_compact: bool


@dataclass(frozen=True, slots=True)
class _Named:
    """A submission with what it is called."""

    name: str
    detail: str
    single: Single


def rows(frame: Frame, counts: QuestionnaireOverview) -> Rows | None:
    """The rows; None where there are too many, or the questionnaire gives no figure."""
    if not counts.singles or not counts.low.number:
        return None
    named = sorted(_named(frame, counts.singles), key=_in_order)
    shape = _BESIDE if len(named) > MOST_IN_ONE_COLUMN else _ALONE
    is_compact = shape is _BESIDE
    columns = _widths(frame, named, shape)
    room = shape.width - shape.strip - sum(columns) - shape.between
    made = [_row(frame, one, shape, _lines(one, room, shape)) for one in named]
    heights = [_height(shape, _lines(one, room, shape)) for one in named]
    blocks = _blocks(made, heights) if is_compact else ((tuple(made),),)
    scale = interval_scale(
        frame.ticks(frame.root, few=is_compact),
        shape.strip,
        frame.words.say("Axis"),
        palette=frame.palette,
        mirrored=frame.mirrored,
    )
    return Rows(
        blocks,
        Markup(scale),  # noqa: S704 - charts escape the only text they take
        shape.strip,
        columns,
        is_compact,
    )


# --- names ----------------------------------------------------------------------------------------


def _named(frame: Frame, singles: Sequence[Single]) -> Iterator[_Named]:
    """Each with its country, and with what tells it from others of that country."""
    names = [_country(frame, one) for one in singles]
    several = len({one.round for one in singles}) > 1
    times = Counter(zip(names, (one.round for one in singles), strict=True))
    for name, one in zip(names, singles, strict=True):
        is_alone = times[name, one.round] == 1
        said = (one.round if several else "", "" if is_alone or not name else one.respondent)
        detail = ", ".join(cut(frame.typed(part), LONGEST_NAME) for part in said if part)
        shown = name or one.respondent
        yield _Named(
            cut(frame.typed(shown), LONGEST_NAME)
            if shown
            else frame.words.say("Country not stated"),
            detail,
            one,
        )


def _country(frame: Frame, one: Single) -> str:
    return one.country_name or (country_name(one.country, language=frame.language))


def _in_order(one: _Named) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """By name as people look it up: accents and capitals aside, numbers by their size."""
    parts = [part for part in _DIGITS.split(folded(one.name)) if part]
    key = tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
    return key, one.detail


# --- a row ----------------------------------------------------------------------------------------

_ALT = {
    True: message("{section}: score {score}, lowest {low}, highest {high}."),
    False: message("{section}: insufficient data, lowest {low}, highest {high}."),
}


def _row(frame: Frame, named: _Named, shape: _Shape, lines: int) -> Row:
    one, root = named.single, frame.root
    score = NO_FIGURE if one.value is None else frame.figure(root, one.value)
    drawn = interval_row(
        levels=frame.zones(root),
        value=_float(one.value),
        low=_float(one.low),
        high=_float(one.high),
        size=RowSize(shape.strip, _height(shape, lines), shape.line),
        alt=_alt(frame, named, score),
        palette=frame.palette,
        mirrored=frame.mirrored,
    )
    return Row(
        named.name,
        named.detail,
        Markup(drawn),  # noqa: S704 - charts escape the only text they take
        score,
        _interval(frame, one),
        _coverage(frame, one),
    )


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _interval(frame: Frame, one: Single) -> str:
    if one.low is None or one.high is None:
        return NO_FIGURE
    return span(frame.figure(frame.root, one.low), frame.figure(frame.root, one.high))


def _coverage(frame: Frame, one: Single) -> str:
    if one.coverage is None:
        return NO_FIGURE
    least = frame.root.settings.min_coverage
    text = figure_text(one.coverage * 100, decimals=0, limits=(least * 100,))
    return frame.words.say("{number} %", number=text)


def _alt(frame: Frame, named: _Named, score: str) -> str:
    one = named.single
    name = in_a_row((named.name, named.detail), ", ")
    if one.low is None or one.high is None:
        return frame.words.say("{section}: nothing in it applies.", section=name)
    return frame.words.say(
        _ALT[one.value is not None],
        section=name,
        score=score,
        low=frame.figure(frame.root, one.low),
        high=frame.figure(frame.root, one.high),
    )


# --- lengths --------------------------------------------------------------------------------------


def _widths(frame: Frame, named: Iterable[_Named], shape: _Shape) -> tuple[float, float, float]:
    """The columns of score, interval and coverage: as wide as their longest figure."""
    longest = [0.0, 0.0, 0.0]
    for one in named:
        single = one.single
        score = NO_FIGURE if single.value is None else frame.figure(frame.root, single.value)
        texts = (score, _interval(frame, single), _coverage(frame, single))
        faces = (Face.SANS_BOLD, Face.SANS, Face.SANS)
        longest = [
            max(width, text_width(text, shape.size, face))
            for width, text, face in zip(longest, texts, faces, strict=True)
        ]
    first, second, third = (
        round(max(width, head) + shape.between, 1)
        for width, head in zip(longest, _heads(frame, shape), strict=True)
    )
    return first, second, third


def _heads(frame: Frame, shape: _Shape) -> tuple[float, float, float]:
    """The widths of the heads of these columns, which have a row of their own."""
    say_as = frame.words.say_as
    score, interval, coverage = (
        text_width(text, min(shape.size, 7.75), Face.SANS_BOLD)
        for text in (
            say_as("column", "Score"),
            say_as("column", "Interval"),
            say_as("column", "Covered"),
        )
    )
    return score, interval, coverage


def _lines(one: _Named, room: float, shape: _Shape) -> int:
    runs = ((str(one.name), Face.SANS_BOLD), (str(one.detail), Face.SANS))
    return max(line_count(runs, room, shape.size), 1)


def _height(shape: _Shape, lines: int) -> float:
    return round(lines * shape.line + 2 * shape.padding, 2)


def _blocks(
    made: Sequence[Row], heights: Sequence[float]
) -> tuple[tuple[tuple[Row, ...], ...], ...]:
    """Rows in columns that have room on a page, two beside each other.

    The two columns of the last page are about as long as each other.
    """
    columns: list[list[int]] = []
    at = 0
    while at < len(made):
        room = _FIRST_PAGE if len(columns) < 2 else _PAGE  # noqa: PLR2004  (two columns a page)
        rest = sum(heights[at:])
        if len(columns) % 2 == 0 and rest <= 2 * room:
            room = min(room, rest / 2 + max(heights[at:]))
        column = _column(heights, at, room)
        columns.append(column)
        at = column[-1] + 1
    tables = [tuple(made[place] for place in column) for column in columns]
    return tuple(tuple(tables[at : at + 2]) for at in range(0, len(tables), 2))


def _column(heights: Sequence[float], first: int, room: float) -> list[int]:
    """Places from the first one on that have room below each other; one at least."""
    taken = [first]
    used = heights[first]
    for place in range(first + 1, len(heights)):
        used += heights[place]
        if used > room:
            break
        taken.append(place)
    return taken
