"""The title page. It carries no score."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coherence_kit.i18n import long_date
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.heatmap import TileRow, cover_rows
from coherence_kit.rendering.report.legend import Key, key_of
from coherence_kit.rendering.report.reviews import basis_sentence
from coherence_kit.rendering.report.status import tags
from coherence_kit.rendering.report.words import cut

SEVERAL_TITLES = "Policy coherence in migration and development"
# Letters that the larger sizes of the country's name have room for; the name itself is never cut.
_LARGE, _MEDIUM, _SMALL = 18, 36, 96
# Annex B has these in full.
_LONGEST_ROUND, _LONGEST_ANSWERED_BY = 240, 480
_LONGEST_RESPONDENT = 50
_LONGEST_LABEL = 46  # of a section in the dense map: two lines
# A cut through the code of a character that no face has; what is left of the code says nothing.
_HALF_A_CODE = re.compile(r"\s*\[(?:U(?:\+[0-9A-F]{0,6})?)?…$")

# Heights in millimetres and letters on a line, as the style has them; a little generous, so that the foot keeps its place.
_PAGE, _HEAD, _TAG, _CAPTION = 258, 39, 10, 13
_TITLE_LINE, _FOOT_LINE, _FOOT = 9.6, 4.5, 10
_COUNTRY_LINE = {"large": 17.7, "medium": 12.8, "small": 10.3, "tiny": 8.2}
_COUNTRY_LETTERS = {"large": 18, "medium": 26, "small": 32, "tiny": 42}
_TITLE_LETTERS, _FOOT_LETTERS, _LABEL_LETTERS = 32, 26, 24
_ABOVE_MAP, _ROW, _LABEL_LINE = 26, 9.8, 4.2
_ABOVE_DENSE, _DENSE_ROW = 9, 6.9
_WIDEST_OF_TWO = 8  # tiles that have room in half the width


@dataclass(frozen=True, slots=True)
class CoverChapter:
    """One chapter as the title page lists it."""

    title: str
    respondent: str
    version: str
    anchor: str


@dataclass(frozen=True, slots=True)
class CoverMap:
    """The rows that have room, side by side where there are two `halves`; `more` sections have none."""

    halves: tuple[tuple[TileRow, ...], ...]
    is_dense: bool
    more: int


@dataclass(frozen=True, slots=True)
class Cover:
    """The title page; the map only where there is one chapter. It `flows` where names are too long for one page.

    `basis` says whose answers the report prints and `key` what its marks mean, for the page that explains them.
    """

    country: str
    size: str
    title: str
    tags: tuple[str, ...]
    map: CoverMap | None
    map_page: str
    chapters: tuple[CoverChapter, ...]
    round: str
    date: str
    answered_by: str
    versions: tuple[str, ...]
    flows: bool
    basis: str
    key: Key


def cover(frames: Sequence[ChapterContext], date: dt.date) -> Cover:
    """The title page of a report of one chapter or several."""
    first = frames[0]
    single = len(frames) == 1
    titles = {questionnaire_title(context) for context in frames}
    country = " ".join(first.printable(first.assessment.country_name).split())
    size = _country_size(country)
    title = questionnaire_title(first) if len(titles) == 1 else SEVERAL_TITLES
    found = tuple(dict.fromkeys(tag for context in frames for tag in tags(context.assessment)))
    versions = tuple(dict.fromkeys(version(context) for context in frames))
    round_ = (
        _cut(first.printable(first.assessment.submission.round), _LONGEST_ROUND)
        or "Round not stated"
    )
    answered_by = _cut(respondent(first), _LONGEST_ANSWERED_BY) if single else ""
    foot = max(
        1 + _lines(round_, _FOOT_LETTERS), _lines(answered_by, _FOOT_LETTERS), _foot_lines(versions)
    )
    room = _PAGE - _HEAD - _TAG * len(found) - _CAPTION - _FOOT - _FOOT_LINE * foot
    room -= _COUNTRY_LINE[size] * _lines(country, _COUNTRY_LETTERS[size]) + _TITLE_LINE * _lines(
        title, _TITLE_LETTERS
    )
    return Cover(
        country=country,
        size=size,
        title=title,
        tags=found,
        map=_map(first, room) if single else None,
        map_page=first.anchor("profile"),
        chapters=tuple(_chapter(context) for context in frames),
        round=round_,
        date=long_date(date),
        answered_by=answered_by,
        versions=versions,
        flows=room < _ABOVE_MAP + _ROW * (1 if single else len(frames) + 1),
        basis=basis_sentence(frames),
        key=key_of(frames),
    )


def _country_size(country: str) -> str:
    """The size of the country's name, by how long it is."""
    for size, longest in (("large", _LARGE), ("medium", _MEDIUM), ("small", _SMALL)):
        if len(country) <= longest:
            return size
    return "tiny"


def _map(context: ChapterContext, room: float) -> CoverMap:
    """The map as it is on the profile where it has room, else in small tiles; what has none even then is counted."""
    rows = cover_rows(context)
    heights = [max(_ROW, _LABEL_LINE * _lines(row.name, _LABEL_LETTERS) + 1) for row in rows]
    if _ABOVE_MAP + sum(heights) <= room:
        return CoverMap((rows,), is_dense=False, more=0)
    widest = max(len(row.tiles) + row.empty for row in rows)
    columns = 2 if widest <= _WIDEST_OF_TWO else 1
    fitting = max(1, int((room - _ABOVE_DENSE) / _DENSE_ROW))
    shown = [replace(row, name=_cut(row.name, _LONGEST_LABEL)) for row in rows[: columns * fitting]]
    half = math.ceil(len(shown) / columns)
    halves = tuple(tuple(shown[start : start + half]) for start in range(0, len(shown), half))
    hidden = rows[len(shown) :]
    more = sum(place == 0 or bool(row.name) for place, row in enumerate(hidden))
    return CoverMap(halves, is_dense=True, more=more)


def _lines(text: str, letters: int) -> int:
    """Lines that a text takes, about."""
    return math.ceil(len(text) / letters)


def _foot_lines(texts: Sequence[str]) -> int:
    return sum(_lines(text, _FOOT_LETTERS) for text in texts)


def _cut(text: str, most: int) -> str:
    """At most so many characters, and none of them half a code."""
    return _HALF_A_CODE.sub("…", cut(text, most))


def _chapter(context: ChapterContext) -> CoverChapter:
    return CoverChapter(
        questionnaire_title(context),
        respondent(context),
        version(context),
        context.anchor("glance"),
    )


def questionnaire_title(context: ChapterContext) -> str:
    """The questionnaire by its full title."""
    return context.localize(context.assessment.questionnaire.title)


def questionnaire_name(context: ChapterContext) -> str:
    """The questionnaire by its short title, where it has one."""
    questionnaire = context.assessment.questionnaire
    return context.localize(questionnaire.subtitle or questionnaire.title)


def version(context: ChapterContext) -> str:
    """`Intragovernmental coherence, version 1.0`."""
    return f"{questionnaire_name(context)}, version {context.assessment.questionnaire.version}"


def chapter_names(frames: Sequence[ChapterContext]) -> list[str]:
    """What tells the chapters of a report apart: the questionnaire, or who answered it; nothing in a report of one."""
    names = [questionnaire_name(context) for context in frames]
    if len(frames) == 1:
        return [""]
    if len(set(names)) == len(names):
        return names
    return [
        f"{name}: {_cut(respondent(context), _LONGEST_RESPONDENT)}"
        for name, context in zip(names, frames, strict=True)
    ]


def respondent(context: ChapterContext) -> str:
    """Who answered, with the role; a contact is never printed."""
    answering = context.assessment.submission.respondent
    if answering is None or not answering.entity:
        return "Respondent not stated"
    return context.printable(answering.entity) + (
        f", {context.printable(answering.role)}" if answering.role else ""
    )
