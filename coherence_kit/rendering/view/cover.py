"""The title page. It carries no score."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from coherence_kit.i18n import long_date
from coherence_kit.rendering.view.frame import Frame
from coherence_kit.rendering.view.status import tags
from coherence_kit.rendering.view.tiles import TileMap, tile_map
from coherence_kit.rendering.view.words import cut

SEVERAL_TITLES = "Policy coherence in migration and development"
_LARGE, _MEDIUM = 18, 36  # letters that the two larger sizes of the country's name have room for
# The title page is one page; annex B has the names in full.
_LONGEST_COUNTRY, _LONGEST_ROUND, _LONGEST_ANSWERED_BY = 120, 80, 160
_MOST_ON_ONE_PAGE = 260  # letters of country and respondent that leave the foot its place at the bottom
_LONGEST_RESPONDENT = 50


@dataclass(frozen=True, slots=True)
class CoverChapter:
    """One chapter as the title page lists it."""

    title: str
    respondent: str
    version: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The title page; the map only where there is one chapter. It `flows` where names are too long for one page."""

    country: str
    size: str
    title: str
    tags: tuple[str, ...]
    map: TileMap | None
    map_page: str
    chapters: tuple[CoverChapter, ...]
    round: str
    date: str
    answered_by: str
    versions: tuple[str, ...]
    flows: bool


def cover(frames: Sequence[Frame], date: dt.date) -> Cover:
    """The title page of a report of one chapter or several."""
    first = frames[0]
    country = cut(first.own(first.assessment.country_name), _LONGEST_COUNTRY)
    single = len(frames) == 1
    titles = {questionnaire_title(frame) for frame in frames}
    found = dict.fromkeys(tag for frame in frames for tag in tags(frame.assessment))
    return Cover(
        country=country,
        size="large" if len(country) <= _LARGE else "medium" if len(country) <= _MEDIUM else "small",
        title=questionnaire_title(first) if len(titles) == 1 else SEVERAL_TITLES,
        tags=tuple(found),
        map=tile_map(first) if single else None,
        map_page=first.anchor("profile"),
        chapters=tuple(_chapter(frame) for frame in frames),
        round=cut(first.own(first.assessment.submission.round), _LONGEST_ROUND) or "Round not stated",
        date=long_date(date),
        answered_by=cut(respondent(first), _LONGEST_ANSWERED_BY) if single else "",
        flows=len(country) + len(respondent(first)) > _MOST_ON_ONE_PAGE,
        versions=tuple(dict.fromkeys(version(frame) for frame in frames)),
    )


def _chapter(frame: Frame) -> CoverChapter:
    return CoverChapter(questionnaire_title(frame), respondent(frame), version(frame), frame.anchor("glance"))


def questionnaire_title(frame: Frame) -> str:
    """The questionnaire by its full title."""
    return frame.say(frame.assessment.questionnaire.title)


def questionnaire_name(frame: Frame) -> str:
    """The questionnaire by its short title, where it has one."""
    questionnaire = frame.assessment.questionnaire
    return frame.say(questionnaire.subtitle or questionnaire.title)


def version(frame: Frame) -> str:
    """`Intragovernmental coherence, version 1.0`."""
    return f"{questionnaire_name(frame)}, version {frame.assessment.questionnaire.version}"


def chapter_names(frames: Sequence[Frame]) -> list[str]:
    """What tells the chapters of a report apart: the questionnaire, or who answered it; nothing in a report of one."""
    names = [questionnaire_name(frame) for frame in frames]
    if len(frames) == 1:
        return [""]
    if len(set(names)) == len(names):
        return names
    return [f"{name}: {cut(respondent(frame), _LONGEST_RESPONDENT)}" for name, frame in zip(names, frames, strict=True)]


def respondent(frame: Frame) -> str:
    """Who answered, with the role; a contact is never printed."""
    answering = frame.assessment.submission.respondent
    if answering is None or not answering.entity:
        return "Respondent not stated"
    return frame.own(answering.entity) + (f", {frame.own(answering.role)}" if answering.role else "")
