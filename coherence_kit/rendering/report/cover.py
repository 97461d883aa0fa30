"""The title page. It carries no score."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coherence_kit.documents import text_fit
from coherence_kit.documents.text_widths import Face
from coherence_kit.rendering.report.block_sizes import block_height
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.heatmap import TileRow, cover_rows
from coherence_kit.rendering.report.legend import Key, key_of
from coherence_kit.rendering.report.look import Look
from coherence_kit.rendering.report.reviews import basis_sentence
from coherence_kit.rendering.report.sizes import SIZES
from coherence_kit.rendering.report.status import tags
from coherence_kit.rendering.report.words import cut
from coherence_kit.words import in_a_row
from coherence_kit.words.languages import questions_stand_in

# Annex B has these in full.
_LONGEST_ROUND, _LONGEST_ANSWERED_BY = 240, 480
_LONGEST_RESPONDENT = 50
_LONGEST_LABEL = 46  # of a section in the dense map: two lines
# A cut through the code of a character that no face has; what is left of the code says nothing.
_HALF_A_CODE = re.compile(r"\s*\[(?:U(?:\+[0-9A-F]{0,6})?)?…$")
_COUNTRY_SIZES = {
    "large": SIZES.country_large,
    "medium": SIZES.country_medium,
    "small": SIZES.country_small,
    "tiny": SIZES.country_tiny,
}
_LINES = {"large": 1, "medium": 2, "small": 3}  # that a country's name may take in a size
_FOOT_COLUMNS = 3
_KEY_LINES = 3  # that the sentence below the map takes at most
_TAG_RULES = 0.6  # the lines around a tag
_ROW = SIZES.tile + SIZES.tile_gap
_DENSE_ROW = 2 * SIZES.dense.line.mm + SIZES.dense_tile_gap  # a label has two lines
_WIDEST_OF_TWO = 8  # tiles that have room in half the width


@dataclass(frozen=True, slots=True)
class CoverChapter:
    """One chapter as the title page lists it."""

    title: str
    respondent: str
    anchor: str


@dataclass(frozen=True, slots=True)
class CoverMap:
    """Rows that have room, in one half or in two side by side; `more` sections have none."""

    halves: tuple[tuple[TileRow, ...], ...]
    is_dense: bool
    more: int


@dataclass(frozen=True, slots=True)
class Cover:
    """The title page; the map only where there is one chapter.

    It `flows` where names are too long for one page.

    `content_language` says in which language the questions stand where it is not the report's.
    `basis` says whose answers the report prints and `key` what its marks mean, for the page that
    explains them.
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
    content_language: str
    flows: bool
    basis: str
    key: Key


def cover(frames: Sequence[ChapterContext], date: dt.date | None, look: Look) -> Cover:
    """The title page of a report of one chapter or several."""
    first = frames[0]
    single = len(frames) == 1
    titles = {questionnaire_title(context) for context in frames}
    country = " ".join(first.country.split())
    size = country_size(country)
    words = first.words
    title = (
        questionnaire_title(first)
        if len(titles) == 1
        else words.say("Policy coherence in migration and development")
    )
    found = tuple(
        dict.fromkeys(tag for context in frames for tag in tags(words, context.assessment))
    )
    versions = tuple(dict.fromkeys(version(context) for context in frames))
    round_ = _beginning(first, first.assessment.submission.round, _LONGEST_ROUND) or words.say(
        "Round not stated"
    )
    answered_by = _cut(respondent(first), _LONGEST_ANSWERED_BY) if single else ""
    note = content_language(frames)
    foot = _foot_height(round_, answered_by, (*versions, note))
    below = "" if look.cover_tree else title
    room = SIZES.cover_height - _head_height(country, size, below, len(found)) - foot
    room -= _brand_height(look)
    return Cover(
        country=country,
        size=size,
        title=title,
        tags=found,
        map=_map(first, room) if single and look.cover_map and not look.cover_tree else None,
        map_page=first.anchor("profile"),
        chapters=tuple(_chapter(context) for context in frames),
        round=round_,
        date=date_text(frames, date),
        answered_by=answered_by,
        versions=versions,
        content_language=note,
        flows=room < _needed_below(look, 1 if single else len(frames) + 1),
        basis=basis_sentence(frames),
        key=key_of(frames),
    )


def date_text(frames: Sequence[ChapterContext], date: dt.date | None) -> str:
    """The date of a report in words, or those of its submissions as they were typed."""
    return frames[0].words.date(date) if date else _typed_dates(frames)


def _typed_dates(frames: Sequence[ChapterContext]) -> str:
    """The dates that could not be read, as they were typed."""
    typed = dict.fromkeys(
        context.printable(context.assessment.typed_date, is_name=True) for context in frames
    )
    return _cut(", ".join(filter(None, typed)), _LONGEST_ROUND)


def country_size(country: str) -> str:
    """The largest size in which the country's name takes few lines."""
    for size, most in _LINES.items():
        kind = _COUNTRY_SIZES[size]
        if text_fit.line_count(country, SIZES.text_width, kind, face=Face.SERIF_BOLD) <= most:
            return size
    return "tiny"


def _head_height(country: str, size: str, title: str, tags: int) -> float:
    """Millimetres from the top of the title page to the end of the title."""
    tag = 2 * SIZES.cover_tag_inside + SIZES.table.line.mm + SIZES.cover_tag_below + _TAG_RULES
    name = text_fit.height(country, SIZES.text_width, _COUNTRY_SIZES[size], face=Face.SERIF_BOLD)
    below = text_fit.height(title, SIZES.cover_title_width, SIZES.cover_title, face=Face.SERIF_BOLD)
    return (
        SIZES.cover_band_above + SIZES.cover_band.mm + SIZES.cover_band_below
        + tags * tag
        + SIZES.cover_kind_above + SIZES.cover_kind.line.mm + SIZES.cover_kind_below
        + name
        + SIZES.cover_title_above + below
    )  # fmt: skip


def _brand_height(look: Look) -> float:
    """Of the logos and the name above the band."""
    logos = max((logo.height for logo in look.logos), default=0.0)
    lines = text_fit.line_count(
        look.publisher, SIZES.text_width, SIZES.cover_foot, face=Face.SANS_BOLD
    )
    name = lines * SIZES.cover_foot.line.mm + (SIZES.cover_publisher_above if lines else 0)
    return logos + name


def _needed_below(look: Look, rows: int) -> float:
    """Of what stands below the title: a map, the chapters, or the block of a brand."""
    if look.cover_tree is None:
        return SIZES.cover_map_above + _ROW * rows
    return SIZES.cover_title_above + block_height(look.cover_tree, SIZES.text_width)


def _foot_height(round_: str, answered_by: str, versions: Sequence[str]) -> float:
    """Of the foot with what stands above it: the three columns under their rule, and the key."""
    column = SIZES.text_width / _FOOT_COLUMNS - SIZES.gutter
    texts = ((round_, "date"), (answered_by,), versions)
    lines = max(
        sum(text_fit.line_count(text, column, SIZES.cover_foot) for text in each) for each in texts
    )
    said = SIZES.note_above + SIZES.small.line.mm + lines * SIZES.cover_foot.line.mm
    key = SIZES.note_above + _KEY_LINES * SIZES.small.line.mm
    return key + SIZES.cover_foot_inside + said


def _map(context: ChapterContext, room: float) -> CoverMap:
    """The map as it is on the profile where it has room, else in small tiles.

    What has no room even then is counted.
    """
    rows = cover_rows(context)
    label = SIZES.side_head - SIZES.tile_label_end
    heights = [
        max(_ROW, text_fit.height(row.name, label, SIZES.table) + SIZES.tile_gap) for row in rows
    ]
    if SIZES.cover_map_above + sum(heights) + SIZES.tile_gap <= room:
        return CoverMap((rows,), is_dense=False, more=0)
    widest = max(len(row.tiles) + row.empty for row in rows)
    columns = 2 if widest <= _WIDEST_OF_TWO else 1
    fitting = max(1, int((room - SIZES.dense_map_above) / _DENSE_ROW))
    shown = [replace(row, name=_cut(row.name, _LONGEST_LABEL)) for row in rows[: columns * fitting]]
    half = math.ceil(len(shown) / columns)
    halves = tuple(tuple(shown[start : start + half]) for start in range(0, len(shown), half))
    hidden = rows[len(shown) :]
    more = sum(place == 0 or bool(row.name) for place, row in enumerate(hidden))
    return CoverMap(halves, is_dense=True, more=more)


def _cut(text: str, most: int) -> str:
    """At most so many characters, and none of them half a code."""
    return _whole_codes(cut(text, most))


def _whole_codes(said: str) -> str:
    return _HALF_A_CODE.sub("…", said) if _HALF_A_CODE.search(said) else said


def _beginning(context: ChapterContext, text: str | None, most: int) -> str:
    """The same of a text that a person typed."""
    return _whole_codes(context.beginning(text, most))


def _chapter(context: ChapterContext) -> CoverChapter:
    return CoverChapter(
        questionnaire_title(context),
        respondent(context),
        context.anchor("glance"),
    )


def questionnaire_title(context: ChapterContext) -> str:
    """The questionnaire by its full title."""
    return context.localize(context.assessment.questionnaire.title, is_name=True)


def questionnaire_name(context: ChapterContext) -> str:
    """The questionnaire by its short title, where it has one."""
    questionnaire = context.assessment.questionnaire
    return context.localize(questionnaire.subtitle or questionnaire.title, is_name=True)


def version(context: ChapterContext) -> str:
    """`Intragovernmental coherence, version 1.0`."""
    return context.words.say(
        "{questionnaire}, version {version}",
        questionnaire=questionnaire_name(context),
        version=context.assessment.questionnaire.version,
    )


def content_language(frames: Sequence[ChapterContext]) -> str:
    """In which language the questions stand; empty where they stand in the report's own.

    Questionnaires in several languages are named by the first that is not the report's.
    """
    words = frames[0].words
    for context in frames:
        questionnaire = context.assessment.questionnaire
        language = context.language_of(questionnaire.title)
        if language == words.language:
            continue
        if words.language in questionnaire.languages:
            return words.say(
                "The questions stand in {language}.", language=words.language_name(language)
            )
        return questions_stand_in(words, language)
    return ""


def chapter_names(frames: Sequence[ChapterContext]) -> list[str]:
    """What tells the chapters of a report apart: the questionnaire, or who answered it.

    Nothing in a report of one.
    """
    names = [questionnaire_name(context) for context in frames]
    if len(frames) == 1:
        return [""]
    if len(set(names)) == len(names):
        return names
    return [
        context.words.say(
            "{questionnaire}: {respondent}",
            questionnaire=name,
            respondent=_cut(respondent(context), _LONGEST_RESPONDENT),
        )
        for name, context in zip(names, frames, strict=True)
    ]


def respondent(context: ChapterContext) -> str:
    """Who answered, with the role, or of a round all who did; a contact is never printed."""
    submission = context.assessment.submission
    if submission.respondents:
        names = (context.printable(name, is_name=True) for name in submission.bodies)
        return in_a_row(names, "; ") or context.words.say("Nobody yet")
    answering = submission.respondent
    if answering is None or not answering.entity:
        return context.words.say("Respondent not stated")
    who = (
        context.printable(answering.entity, is_name=True),
        context.printable(answering.role, is_name=True),
    )
    return in_a_row(who, ", ")
