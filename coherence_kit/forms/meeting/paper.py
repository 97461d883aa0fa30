"""The sheet to print for the meeting: a block for each question, with an empty line to decide on.

The page is made of `report_templates/meeting`; it bears the date of the merged result and carries
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from markupsafe import Markup

from coherence_kit import content
from coherence_kit.charts.palette import DEFAULT_PALETTE
from coherence_kit.documents.geometry import Mm, PageSizes, Pt, Type, css_properties, points
from coherence_kit.documents.glyphs import noting
from coherence_kit.documents.page_policy import MEETING
from coherence_kit.documents.pdf import PdfResult, write_pdf
from coherence_kit.documents.templates import render
from coherence_kit.forms.meeting.agenda import Agenda, Point, Voice
from coherence_kit.forms.paper.texts import as_printed
from coherence_kit.words import Marked, on_one_line, words_of

TEMPLATE: Final = "meeting/sheet.html.jinja"
_ON_A_PAGE = 3100
"""Characters of offices' words that surely have room on a page below a question of no length."""
_OF_A_ROW = 70
"""Characters that have as much room as the rest of a row."""
_OF_A_STEP = 60
_BESIDE = 0.7
"""Room of a character of a wider column, in parts of that of one of the words."""
_OF_A_NAME, _OF_A_NAME_AMONG_MANY = 2.4, 1.2
"""Likewise of a character among the offices that gave an answer."""
_MANY = 10
"""Offices; of more the names stand with the answers, and the words of so many of them."""
_ROWS_OF_MANY = 6
_LEAST = 40
"""Characters; fewer of a text say nothing."""
_BESIDE_A_NAME = 110
"""Characters that have room beside the name of an office on two lines."""
_LONGEST_NAME = 200


@dataclass(frozen=True)
class MeetingSizes(PageSizes):
    """Lengths of a question with its voices and the line for the decision."""

    rule: Pt = Pt(1)
    title: Type = points(24, 28)
    label: Type = points(12.5, 16)
    question_above: Mm = Mm(2.5)
    question_below: Mm = Mm(5)
    writing_row: Mm = Mm(8)


SIZES = MeetingSizes()


@dataclass(frozen=True, slots=True)
class _Row:
    """What an office says, as far as there is room."""

    office: str
    answer: str
    comment: str
    papers: tuple[str, ...]
    names_none: bool
    more: int


@dataclass(frozen=True, slots=True)
class _Block:
    """A question as it is printed: `more` characters and `others` have no room on its page."""

    point: Point
    anchor: str
    rows: tuple[_Row, ...]
    more: int
    others: int
    is_crowded: bool


def meeting_pdf(agenda: Agenda) -> PdfResult:
    """The sheet as PDF/UA-1 and PDF/A-3a; same input, same bytes."""
    with noting() as lacking:
        html = meeting_html(agenda)
    return replace(write_pdf(html, when=agenda.heading.date), lacking=frozenset(lacking))


def meeting_html(agenda: Agenda) -> str:
    """The page that the PDF is made from."""
    words = agenda.words
    context = {
        **words.for_templates(),
        "generator": MEETING,
        "agenda": agenda,
        "words": words,
        "blocks": [_block(point, place) for place, point in enumerate(agenda.points, 1)],
        "palette": DEFAULT_PALETTE,
        "sizes": Markup(css_properties(SIZES)),  # noqa: S704 - numbers of our own
    }
    filters = {"own": _own(words.language)}
    return render(content.folder("report_templates"), TEMPLATE, context, filters=filters)


@cache
def _own(language: str) -> Callable[[str], Markup]:
    """Any text as a page in this language can print it; an environment is kept for each."""
    words = words_of(language)

    def own(text: str) -> Markup:
        return as_printed(text, words)

    return own


def _block(point: Point, place: int) -> _Block:
    """A question cut to what a page has room for, with a fair share for each office."""
    is_crowded = len(point.voices) > _MANY
    voices = point.voices[:_ROWS_OF_MANY] if is_crowded else point.voices
    length = _length(point, _OF_A_NAME_AMONG_MANY if is_crowded else _OF_A_NAME)
    rows = _rows(voices, _ON_A_PAGE - length)
    more, others = sum(row.more for row in rows), len(point.voices) - len(voices)
    return _Block(point, f"q{place}", rows, more, others, is_crowded)


def _length(point: Point, of_a_name: float) -> int:
    steps = (
        max(len(step.answer.text) * _BESIDE, sum(map(len, step.given_by)) * of_a_name) + _OF_A_STEP
        for step in point.steps
    )
    return round(len(point.asked.text) * _BESIDE + sum(steps))


def _rows(voices: Sequence[Voice], room: int) -> tuple[_Row, ...]:
    """Every office; its words and papers share the room that is left."""
    plain = [_on_lines(voice) for voice in voices]
    lengths = [sum(map(len, (voice.answer, voice.comment, *voice.papers))) for voice in plain]
    share = max(_fair_share(lengths, room - _OF_A_ROW * len(voices)), _BESIDE_A_NAME)
    return tuple(_row(voice, share) for voice in plain)


def _on_lines(voice: Voice) -> Voice:
    papers = tuple(on_one_line(paper) for paper in voice.papers)
    return replace(
        voice,
        office=on_one_line(voice.office),
        answer=on_one_line(voice.answer),
        comment=on_one_line(voice.comment),
        papers=papers,
    )


def _fair_share(lengths: Sequence[int], room: int) -> int:
    """How long each text may be: what short ones leave goes to the long ones."""
    left = max(room, 0)
    for place, length in enumerate(sorted(lengths)):
        share = left // (len(lengths) - place)
        if length > share:
            return share
        left -= length
    return max(lengths, default=0)


def _row(voice: Voice, room: int) -> _Row:
    answer, more = _beginning(voice.answer, room)
    room = max(room - len(answer), _BESIDE_A_NAME)
    of_papers = sum(map(len, voice.papers))
    comment, cut = _beginning(voice.comment, room - min(of_papers, room // 3))
    more += cut
    room -= len(comment)
    papers: list[str] = []
    for paper in voice.papers:
        shown, cut = _beginning(paper, room)
        papers.append(shown)
        room, more = max(room - len(shown), 0), more + cut
    office, _ = _beginning(voice.office, _LONGEST_NAME)
    return _Row(office, answer, comment, tuple(filter(None, papers)), not voice.papers, more)


def _beginning(text: str, most: int) -> tuple[str, int]:
    """A text as far as there is room, cut behind a word, and how much of it is left out."""
    if len(text) <= most:
        return text, 0
    if most < _LEAST:
        return "", len(text)
    cut = text[:most].rpartition(" ")[0] or text[:most]
    shown = text.first(len(cut)) if isinstance(text, Marked) else f"{cut} …"
    return shown, len(text) - len(cut)
