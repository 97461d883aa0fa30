"""The sheet for the meeting as a workbook: a row for each question, with cells for the decision.

It is protected as forms are. Two hidden sheets hold the lists to choose from, and what the workbook
belongs to; :mod:`coherence_kit.forms.meeting.reader` reads it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from coherence_kit.documents.cell_lines import Line, lines_value, text_look
from coherence_kit.documents.row_heights import height, lines_height, pieces
from coherence_kit.documents.sheets import (
    Book,
    Cell,
    Column,
    Look,
    Printed,
    Row,
    Sheet,
    Validation,
    cell_name,
    column_letter,
    quoted_sheet,
    sheet_names,
)
from coherence_kit.documents.workbook import write_book
from coherence_kit.forms.layout import FormQuestion
from coherence_kit.forms.meeting.agenda import Agenda, Point, Voice
from coherence_kit.forms.meeting.schema import (
    ANSWER,
    BELONGS,
    BY,
    COLUMNS,
    COUNTRY,
    DATE,
    FORMAT,
    FORMAT_KEY,
    GIVEN,
    INPUTS,
    KEY,
    KIND,
    MEETING,
    NOT_APPLICABLE,
    NOTE,
    NUMBER,
    QUESTION,
    QUESTIONNAIRE,
    ROUND,
    STEPS,
    decision_heads,
)
from coherence_kit.forms.xlsx import looks
from coherence_kit.forms.xlsx.schema import LISTS, NO, NO_BOX, SPOKEN, WORDS, YES, entry_of, shown
from coherence_kit.forms.xlsx.section import Lists
from coherence_kit.forms.xlsx.words import cell_words
from coherence_kit.questions.shapes import Shape
from coherence_kit.words import Words
from coherence_kit.words.texts import filled

PLACES: Final = {name: place for place, name in enumerate(COLUMNS, 1)}
_WIDTHS: Final = {
    KEY: 24, KIND: 10, NUMBER: 6, QUESTION: 36, GIVEN: 62, STEPS: 44,
    ANSWER: 22, NOT_APPLICABLE: 18, BY: 20, DATE: 12, NOTE: 32,
}  # fmt: skip
_HEAD_ROW = 6
_TYPE, _SMALL = 10.0, 9.0
_HINT_LENGTH = 240


def meeting_workbook(agenda: Agenda) -> bytes:
    """The sheet as a workbook; the same agenda gives the same bytes."""
    return _Maker(agenda).book()


class _Maker:
    """Builds one workbook."""

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._words: Words = agenda.words
        titles = (
            self._words.say_as("name of a sheet", "Decisions"),
            self._words.say_as("name of a sheet", "Lists"),
            self._words.say_as("name of a sheet", "Kept"),
        )
        self._name, self._lists_name, self._kept_name = sheet_names(titles)
        self._lists = Lists(quoted_sheet(self._lists_name))
        said = cell_words(self._words)
        self._lists.place((f"{SPOKEN}{key}", said[key]) for key in (YES, NO, NO_BOX))
        self._rows: list[Row] = []
        self._validations: list[Validation] = []

    def book(self) -> bytes:
        """The file."""
        sheets = (self._decisions(), self._lists_sheet(), self._kept_sheet())
        is_from_right = self._words.direction == "rtl"
        book = Book(self._agenda.title, self._words.language, sheets, is_from_right=is_from_right)
        return write_book(book)

    # --- the sheet to fill in ---------------------------------------------------------------------

    def _decisions(self) -> Sheet:
        marks = {KEY: MEETING, **{name: name for name in COLUMNS[1:]}}
        cells = {name: Cell(text, looks.TECHNICAL) for name, text in marks.items()}
        self._add(cells, 12, is_hidden=True)
        self._line(self._agenda.title, looks.TITLE, 32)
        self._line(self._agenda.about, looks.SHEET_TITLE, 24)
        told = self._words.say(
            "Write the decision of each question into the cells at the right; leave open what is "
            "not decided. Send the file back: it is read into the round file."
        )
        self._line(self._agenda.extent, looks.MUTED, 16)
        self._line(told, looks.MUTED, 18)
        heads = decision_heads(self._words)
        tall = height([(text, _WIDTHS[name], _TYPE) for name, text in heads.items()], least=32)
        cells = {name: Cell(text, looks.COLUMN_HEAD) for name, text in heads.items()}
        self._add({KEY: Cell(WORDS, looks.TECHNICAL), **cells}, tall)
        for point in self._agenda.points:
            self._point(point)
        last = max(len(self._rows), _HEAD_ROW + 1)
        number, note = column_letter(PLACES[NUMBER]), column_letter(PLACES[NOTE])
        return Sheet(
            name=self._name,
            columns=tuple(Column(_WIDTHS[name], is_hidden=name in {KEY, KIND}) for name in COLUMNS),
            rows=tuple(self._rows),
            validations=tuple(self._validations),
            frozen_at=cell_name(_HEAD_ROW + 1, PLACES[GIVEN]),
            printed=Printed(
                area=f"{number}2:{note}{last}",
                title_rows=f"{_HEAD_ROW}:{_HEAD_ROW}",
                footer=self._agenda.about,
            ),
            tab=looks.PALETTE.accent,
            selected=cell_name(_HEAD_ROW + 1, PLACES[ANSWER]),
        )

    def _line(self, text: str, look: Look, tall: float) -> None:
        self._add({KEY: Cell(WORDS, looks.TECHNICAL), NUMBER: Cell(text, look)}, tall)

    def _point(self, point: Point) -> None:
        columns = {
            QUESTION: pieces(_question_lines(point), _WIDTHS[QUESTION]),
            GIVEN: pieces(_given_lines(self._words, point), _WIDTHS[GIVEN]),
            STEPS: pieces(_step_lines(point), _WIDTHS[STEPS]),
        }
        nothing: list[Line] = []
        rows = zip_longest(*columns.values(), fillvalue=nothing)
        for place, parts in enumerate(rows):
            texts = dict(zip(columns, parts, strict=True))
            cells = {name: Cell(lines_value(lines), looks.ASKED) for name, lines in texts.items()}
            tall = max(lines_height(lines, _WIDTHS[name]) for name, lines in texts.items())
            if place:
                self._add({KEY: Cell(WORDS, looks.TECHNICAL), **cells}, tall)
            else:
                self._add({**cells, **self._open_cells(point)}, max(tall, 48))
                self._offers(point.asked, len(self._rows))

    def _open_cells(self, point: Point) -> dict[str, Cell]:
        """The cells that hold the key, and those to type into."""
        asked = point.asked
        cells = {name: Cell(None, looks.INPUT) for name in INPUTS}
        cells |= {ANSWER: Cell(None, looks.INPUT_ANSWER), DATE: Cell(None, looks.INPUT_DATE)}
        if not asked.may_leave:
            cells[NOT_APPLICABLE] = Cell(None, looks.CLOSED)
        return {
            KEY: Cell(point.key, looks.TECHNICAL),
            KIND: Cell(entry_of(asked), looks.TECHNICAL),
            NUMBER: Cell(asked.number, looks.NUMBER),
            **cells,
        }

    def _offers(self, asked: FormQuestion, row: int) -> None:
        """What can be chosen, and how the other cells are filled in."""
        words = self._words
        source = ""
        if asked.shape is Shape.PICK_ONE:
            source = self._lists.place((answer.key, shown(answer)) for answer in asked.answers)[1]
        hint = words.say("Choose from the list, or type the answer.") if source else asked.wanted
        if asked.shape in {Shape.PICK_MANY, Shape.ORDER}:
            keys = ", ".join(answer.key for answer in asked.answers)
            hint = words.say("Type the answers with commas between them: {keys}", keys=keys)
        told = {
            ANSWER: (source, hint[:_HINT_LENGTH]),
            DATE: ("", words.say("The day of the decision: 2026-06-30")),
        }
        for name, (place, text) in told.items():
            cell = cell_name(row, PLACES[name])
            title = decision_heads(words)[name]
            self._validations.append(Validation(cell, place, title, text))

    def _add(self, cells: dict[str, Cell], tall: float, *, is_hidden: bool = False) -> None:
        self._rows.append(
            Row(tall, {PLACES[name]: cell for name, cell in cells.items()}, is_hidden)
        )

    # --- hidden sheets ----------------------------------------------------------------------------

    def _lists_sheet(self) -> Sheet:
        rows = [_record(LISTS), *(_record(key, text) for key, text in self._lists.rows)]
        return Sheet(self._lists_name, (Column(30), Column(80)), tuple(rows), is_hidden=True)

    def _kept_sheet(self) -> Sheet:
        """Country and round, and each questionnaire with its version and the hash of its texts."""
        heading = self._agenda.heading
        rows = [
            _record(BELONGS),
            _record(FORMAT_KEY, FORMAT),
            _record(COUNTRY, heading.code),
            _record(ROUND, heading.round),
            *(
                _record(QUESTIONNAIRE, layout.questionnaire, layout.version, layout.sha256)
                for layout in self._agenda.layouts
            ),
        ]
        widths = (Column(18), Column(40), Column(12), Column(70))
        return Sheet(self._kept_name, widths, tuple(rows), is_hidden=True)


def _record(*texts: str) -> Row:
    cells = {
        place: Cell(text, text_look(looks.TECHNICAL, text)) for place, text in enumerate(texts, 1)
    }
    return Row(15, cells)


def _question_lines(point: Point) -> list[Line]:
    muted = looks.PALETTE.muted
    asked = point.asked
    of = [Line(point.of, _SMALL, ink=muted)] if point.of else []
    more = (point.lead, point.narrows, asked.id)
    return [
        Line(asked.label, bold=True),
        *of,
        Line(asked.text),
        *(Line(text, _SMALL, ink=muted) for text in more),
    ]


def _given_lines(words: Words, point: Point) -> list[Line]:
    """What each office says: its answer, its words, its papers."""
    return [line for voice in point.voices for line in _voice_lines(words, voice)]


def _voice_lines(words: Words, voice: Voice) -> Iterator[Line]:
    yield Line(words.say("{heading}: {text}", heading=voice.office, text=voice.answer), bold=True)
    if voice.comment:
        yield Line(voice.comment)
    for paper in voice.papers:
        yield Line(words.say("Paper: {paper}", paper=paper), _SMALL, ink=looks.PALETTE.muted)


def _step_lines(point: Point) -> list[Line]:
    """The answers on the table; what an answer says in full."""
    lines = []
    for step in point.steps:
        text = step.answer.text
        if step.answer.step:
            text = filled("{step}  {text}", {"step": step.answer.key, "text": text})
        lines.append(Line(text))
    return lines
