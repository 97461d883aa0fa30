"""A section of a form as a sheet: a row for each question, and rows for its documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from coherence_kit.documents.cell_lines import Line, lines_value, text_look
from coherence_kit.documents.cell_texts import as_number
from coherence_kit.documents.row_heights import height, lines_height, pieces
from coherence_kit.documents.sheets import (
    Cell,
    Column,
    Look,
    Printed,
    Row,
    Sheet,
    Validation,
    cell_name,
    quoted_sheet,
)
from coherence_kit.forms.layout import FormAnswer, FormQuestion, FormSection
from coherence_kit.forms.proofs import proof_lines
from coherence_kit.forms.xlsx import looks
from coherence_kit.forms.xlsx.dates import check_formula, date_parts
from coherence_kit.forms.xlsx.prefill import Filled
from coherence_kit.forms.xlsx.schema import (
    ANSWER,
    CLOSED,
    COLUMNS,
    COMMENT,
    DATE,
    DATE_CHECK,
    DATE_PARTS,
    ENTERED,
    EVIDENCE,
    HELPERS,
    INPUTS,
    KEY,
    KIND,
    NO_BOX,
    NOT_APPLICABLE,
    NUMBER,
    QUESTION,
    RECHECK,
    REVIEW_COLUMNS,
    SECTION,
    SPOKEN,
    STATE,
    STEPS,
    TICKED,
    TYPED,
    UNKNOWN,
    VERDICTS,
    WORDS,
    Entry,
    box_key,
    document_key,
    entry_of,
    shown,
)
from coherence_kit.forms.xlsx.states import (
    LETTERS,
    Known,
    bare,
    entered_formula,
    state_formats,
    state_formula,
    typed_formula,
)
from coherence_kit.forms.xlsx.words import (
    answer_hint,
    cell_words,
    heads,
    hint,
    tick_below,
)
from coherence_kit.questions.shapes import Shape
from coherence_kit.words import Words

PLACES = {name: number for number, name in enumerate(COLUMNS, 1)}
WIDTHS: Mapping[str, float] = {
    KEY: 18, KIND: 10, STATE: 13, NUMBER: 6, QUESTION: 39, ANSWER: 16, STEPS: 52,
    "title": 16, "reference": 12, DATE: 11, "page": 6, "url": 10, COMMENT: 18, NOT_APPLICABLE: 11,
    UNKNOWN: 11, RECHECK: 12, **dict.fromkeys(HELPERS, 10),
    "review.by": 18, "review.verdict": 12, "review.answer": 20, "review.note": 34,
}  # fmt: skip
"""In characters of seven pixels. What is asked, the answer and its document stand in one view on a
laptop 1366 pixels wide; what is printed fits on A4 at two thirds of its size."""
_HEAD_ROW = 3
FIRST_ROW = _HEAD_ROW + 1
FURTHER_DOCUMENTS = 2
"""Rows for documents below a question, beside the one in its own row."""
_BESIDE_ANSWER = (*EVIDENCE, COMMENT, NOT_APPLICABLE, UNKNOWN)
_TYPE = 10.0
_SMALL, _SMALLEST = 9.0, 8.0


@dataclass(slots=True)
class Lists:
    """What cells let choose from: every list once, below each other on one sheet."""

    sheet: str
    rows: list[tuple[str, str]] = field(default_factory=list)
    _known: dict[tuple[tuple[str, str], ...], tuple[str, str]] = field(default_factory=dict)

    def place(self, entries: Iterable[tuple[str, str]]) -> tuple[str, str]:
        """Where a list stands: the keys, and the texts that are shown."""
        wanted = tuple(entries)
        if wanted not in self._known:
            first = len(self.rows) + 2  # below the row that says what the sheet is
            self.rows.extend(wanted)
            last = len(self.rows) + 1
            self._known[wanted] = (
                f"{self.sheet}!$A${first}:$A${last}",
                f"{self.sheet}!$B${first}:$B${last}",
            )
        return self._known[wanted]


@dataclass(frozen=True, slots=True)
class SheetContext:
    """What the sheets of a form share.

    Args:
        start: name of the start sheet, to which a link leads.
        hint: how to choose a step.
        footer: of every printed page.
        known: the words of the form, where its questions are, what was entered to them.
        lists: to which the lists of a sheet are added.
        states: to which the states of the questions of a sheet are added, by their ids.

    """

    start: str
    hint: str
    footer: str
    known: Known
    lists: Lists
    states: dict[str, str] = field(default_factory=dict)


class SectionSheet:
    """Builds one sheet."""

    def __init__(self, name: str, frame: SheetContext) -> None:
        """Begin with nothing on the sheet of this name."""
        self._name, self._frame = name, frame
        self._words: Words = frame.known.words
        self._lists = frame.lists
        self._cell_words = cell_words(self._words)
        self._rows: list[Row] = []
        self._offers: dict[tuple[str, str, str], list[str]] = {}

    def build(self, section: FormSection, filled: Mapping[str, Filled]) -> Sheet:
        """The sheet of a section of the first rank."""
        self._head(section)
        for part in section.parts:
            self._part(part, filled)
        last = max(len(self._rows), FIRST_ROW)
        cells = [
            filled[question.id].cells for question in section.questions() if question.id in filled
        ]
        is_reviewed = any(name in REVIEW_COLUMNS for row in cells for name in row)
        return Sheet(
            name=self._name,
            columns=tuple(
                Column(
                    WIDTHS[name],
                    is_hidden=name in {KEY, KIND, *HELPERS},
                    is_folded=name in REVIEW_COLUMNS and not is_reviewed,
                )
                for name in COLUMNS
            ),
            rows=tuple(self._rows),
            validations=tuple(self._validations()),
            conditional_formats=state_formats(FIRST_ROW, last),
            frozen_at=cell_name(FIRST_ROW, PLACES[STEPS]),
            printed=Printed(
                area=f"{LETTERS[NUMBER]}2:{LETTERS[COLUMNS[-1] if is_reviewed else UNKNOWN]}{last}",
                title_rows=f"{_HEAD_ROW}:{_HEAD_ROW}",
                footer=self._frame.footer,
                split_behind=PLACES[UNKNOWN] if is_reviewed else 0,
                title_columns=f"{LETTERS[NUMBER]}:{LETTERS[ANSWER]}" if is_reviewed else "",
            ),
            tab=looks.PALETTE.band,
            selected=cell_name(FIRST_ROW, PLACES[ANSWER]),
        )

    # --- rows -------------------------------------------------------------------------------------

    def _head(self, section: FormSection) -> None:
        codes = {KEY: SECTION, **{name: name for name in COLUMNS[1:]}}
        self._add(
            {name: Cell(text, looks.TECHNICAL) for name, text in codes.items()}, 12, is_hidden=True
        )
        back = Cell(
            self._words.say("← Start"), looks.LINK, link=f"{quoted_sheet(self._frame.start)}!A1"
        )
        title = Cell(f"{section.number}  {section.title}", looks.SHEET_TITLE)
        self._add({KEY: Cell(WORDS, looks.TECHNICAL), STATE: back, NUMBER: title}, 28)
        self._heads()
        if any(question.has_steps for question in section.questions()):
            self._told(self._frame.hint)

    def _heads(self) -> None:
        told = heads(self._words)
        cells = {
            name: Cell(text, looks.REVIEW_HEAD if name in REVIEW_COLUMNS else looks.COLUMN_HEAD)
            for name, text in told.items()
        }
        tall = height([(text, WIDTHS[name], _TYPE) for name, text in told.items()], least=32)
        self._add({KEY: Cell(WORDS, looks.TECHNICAL), **cells}, tall)

    def _part(self, part: FormQuestion | FormSection, filled: Mapping[str, Filled]) -> None:
        if isinstance(part, FormQuestion):
            self._question(part, filled.get(part.id, Filled()))
            return
        band = {name: Cell(None, looks.BAND) for name in COLUMNS[PLACES[KIND] : PLACES[RECHECK]]}
        title = Cell(f"{part.number}  {part.title}", looks.BAND)
        self._add({KEY: Cell(WORDS, looks.TECHNICAL), **band, NUMBER: title}, 20)
        if part.text:
            self._told(part.text)
        for child in part.parts:
            self._part(child, filled)

    def _told(self, text: str) -> None:
        """A row that says something of the questions below it."""
        cells = {KEY: Cell(WORDS, looks.TECHNICAL), STEPS: Cell(text, looks.BAND_TEXT)}
        self._add(cells, height([(text, WIDTHS[STEPS], _TYPE)]))

    def _question(self, question: FormQuestion, filled: Filled) -> None:
        no_lines: list[Line] = []
        asked = pieces(_question_lines(self._words, question), WIDTHS[QUESTION])
        stepped = pieces(_step_lines(self._words, question), WIDTHS[STEPS])
        self._own_row(question, filled, asked[0], stepped[0])
        for more in zip_longest(asked[1:], stepped[1:], fillvalue=no_lines):
            self._words_row(*more)
        if question.shape is Shape.PICK_MANY:
            self._box_rows(question, filled)
        self._document_rows(question, filled)

    def _own_row(
        self, question: FormQuestion, filled: Filled, asked: list[Line], stepped: list[Line]
    ) -> None:
        row = len(self._rows) + 1
        lists = self._list_of(question) if question.shape is Shape.PICK_ONE else None
        state = state_formula(question, row, filled, self._frame.known)
        self._frame.states[question.id] = str(state.value)
        cells = {
            KEY: Cell(question.id, looks.TECHNICAL),
            KIND: Cell(entry_of(question), looks.TECHNICAL),
            STATE: Cell(state, looks.STATE),
            NUMBER: Cell(question.number, looks.NUMBER),
            QUESTION: Cell(lines_value(asked), looks.ASKED),
            STEPS: Cell(lines_value(stepped), looks.ASKED),
        }
        if lists is not None or question.is_date:
            cells[TYPED] = Cell(typed_formula(question, row, filled), looks.TECHNICAL)
        cells |= _date_cells(row, filled.cells.get(DATE, ""))
        cells[ENTERED] = Cell(
            entered_formula(self._words, question, row, lists, filled), looks.TECHNICAL
        )
        for name in INPUTS:
            cells[name] = _input(name, filled.cells.get(name, ""), _look_of(name, question))
        if not question.may_leave and NOT_APPLICABLE not in filled.cells:
            cells[NOT_APPLICABLE] = Cell(self._cell_words[CLOSED], looks.CLOSED)
        typed = [
            (text, WIDTHS[name], _TYPE) for name, text in filled.cells.items() if name in WIDTHS
        ]
        self._add(cells, max(height(typed, least=48), *_heights(asked, stepped)))
        self._hint_for_answer(question, row, lists)
        for name in _BESIDE_ANSWER:
            if cells[name].look.is_open:
                self._hint_at(name, row)
        self._hint_at(RECHECK, row)
        self._offer("review.verdict", row, self._spoken_list(VERDICTS))

    def _words_row(self, asked: list[Line], stepped: list[Line]) -> None:
        """What was too high for one row goes on below."""
        texts = {QUESTION: asked, STEPS: stepped}
        cells = {name: Cell(lines_value(lines), looks.ASKED) for name, lines in texts.items()}
        self._add({KEY: Cell(WORDS, looks.TECHNICAL), **cells}, max(_heights(asked, stepped)))

    def _box_rows(self, question: FormQuestion, filled: Filled) -> None:
        for answer in question.answers:
            ticked = self._cell_words[TICKED] if answer.key in filled.ticked else ""
            cells = {
                KEY: Cell(box_key(question.id, answer.key), looks.TECHNICAL),
                NUMBER: Cell(question.number, looks.FURTHER),
                STEPS: Cell(answer.text, looks.ASKED),
                ANSWER: _input(ANSWER, ticked, looks.INPUT_ANSWER),
            }
            self._add(_bordered(cells), height([(answer.text, WIDTHS[STEPS], _TYPE)], least=18))
            self._offer(ANSWER, len(self._rows), self._spoken_list((TICKED,)))

    def _document_rows(self, question: FormQuestion, filled: Filled) -> None:
        for place in range(max(FURTHER_DOCUMENTS, len(filled.documents))):
            document = filled.documents[place] if place < len(filled.documents) else {}
            label = self._words.say("Document {number}", number=place + 2)
            cells = {
                KEY: Cell(document_key(question.id, place + 2), looks.TECHNICAL),
                NUMBER: Cell(question.number, looks.FURTHER),
                STEPS: Cell(label, looks.FURTHER),
                **{name: _input(name, document.get(name, ""), looks.INPUT) for name in EVIDENCE},
                **_date_cells(len(self._rows) + 1, document.get(DATE, "")),
            }
            measured = [(shown, WIDTHS[name], _TYPE) for name, shown in document.items()]
            self._add(_bordered(cells), height(measured, least=18))
            for name in EVIDENCE:
                self._hint_at(name, len(self._rows))

    def _add(self, cells: Mapping[str, Cell], tall: float, *, is_hidden: bool = False) -> None:
        self._rows.append(
            Row(tall, {PLACES[name]: cell for name, cell in cells.items()}, is_hidden)
        )

    # --- what may be chosen -----------------------------------------------------------------------

    def _spoken_list(self, keys: Iterable[str]) -> str:
        """Where words of the form stand to be chosen."""
        return self._lists.place((f"{SPOKEN}{key}", self._cell_words[key]) for key in keys)[1]

    def _list_of(self, question: FormQuestion) -> tuple[str, str]:
        return self._lists.place((answer.key, shown(answer)) for answer in question.answers)

    def _hint_for_answer(
        self, question: FormQuestion, row: int, lists: tuple[str, str] | None
    ) -> None:
        source = ""
        if lists is not None:
            source = lists[1]
        elif question.shape is Shape.PICK_MANY:
            source = self._spoken_list((NO_BOX,))
        self._offer(ANSWER, row, source, *answer_hint(self._words, question))

    def _hint_at(self, name: str, row: int) -> None:
        source = self._spoken_list((UNKNOWN,)) if name == UNKNOWN else ""
        self._offer(name, row, source, *hint(self._words, name))

    def _offer(self, name: str, row: int, source: str, title: str = "", told: str = "") -> None:
        """A list to choose from, if there is one, and a hint; cells with the same share them."""
        self._offers.setdefault((source, title, told), []).append(cell_name(row, PLACES[name]))

    def _validations(self) -> Iterator[Validation]:
        for (source, title, told), cells in self._offers.items():
            yield Validation(" ".join(cells), source, title, told)


def _look_of(name: str, question: FormQuestion) -> Look:
    if name in REVIEW_COLUMNS:
        return looks.INPUT_REVIEW
    if name != ANSWER:
        return looks.INPUT
    by_entry = {Entry.NUMBER: looks.INPUT_NUMBER, Entry.DATE: looks.INPUT_DATE}
    return by_entry.get(entry_of(question), looks.INPUT_ANSWER)


def _input(name: str, text: str, look: Look) -> Cell:
    """A cell to type into. A number is written as one only where it comes back as the same text."""
    if not text:
        return Cell(None, look)
    if (
        name == ANSWER
        and look.number_format == "General"
        and (number := as_number(text)) is not None
    ):
        return Cell(number, look)
    return Cell(text, text_look(look, text))


def _date_cells(row: int, text: str) -> dict[str, Cell]:
    """What says of the date of a document whether it can be read."""
    cell, parts = f"${LETTERS[DATE]}{row}", f"${LETTERS[DATE_PARTS]}{row}"
    return {
        DATE_PARTS: Cell(date_parts(cell, bare(cell), text), looks.TECHNICAL),
        DATE_CHECK: Cell(check_formula(parts, bare(cell), text), looks.TECHNICAL),
    }


def _bordered(cells: dict[str, Cell]) -> dict[str, Cell]:
    """The row of a document or a box: what nobody types into has its lines too."""
    shown = COLUMNS[PLACES[STATE] - 1 : PLACES[UNKNOWN]]
    return {name: Cell(None, looks.ASKED) for name in shown} | cells


def _heights(asked: list[Line], stepped: list[Line]) -> tuple[float, float]:
    return lines_height(asked, WIDTHS[QUESTION]), lines_height(stepped, WIDTHS[STEPS])


def _question_lines(words: Words, question: FormQuestion) -> list[Line]:
    """What is asked, how it is meant, and the id; texts may be anything."""
    muted = looks.PALETTE.muted
    lines = [Line(question.label, bold=True)]
    if question.label != question.text:
        lines.append(Line(question.text))
    if question.asked_if:
        lines.append(Line(question.asked_if, italic=True, ink=muted))
    if not question.is_scored:
        told = words.say("Printed in the report, not scored.")
        lines.append(Line(told, italic=True, ink=muted))
    lines += _guidance_lines(question)
    return [*lines, Line(question.id, _SMALLEST, ink=muted)]


def _guidance_lines(question: FormQuestion) -> Iterator[Line]:
    """The heading of each part stands out, with the colon that follows it."""
    for part in question.guidance:
        lead = part.line.removesuffix(part.text).rstrip()
        yield Line(f"**{lead}** {part.text}", _SMALL, has_lead=True)


def _step_lines(words: Words, question: FormQuestion) -> list[Line]:
    """What can be chosen or is to be written, and which documents prove it."""
    return [*_choice_lines(words, question), *_proof_lines(words, question)]


def _choice_lines(words: Words, question: FormQuestion) -> list[Line]:
    if question.shape is Shape.PICK_MANY:
        return [Line(tick_below(words))]
    if question.says_yes_or_no:
        return [Line(words.say("Yes or no."))]
    lines = [Line(_step_line(answer), has_lead=True) for answer in question.answers]
    is_said = bool(lines) and question.shape is not Shape.ORDER
    return [*lines, Line(question.wanted)] if question.wanted and not is_said else lines


def _proof_lines(words: Words, question: FormQuestion) -> list[Line]:
    proofs = proof_lines(words, question)
    if not proofs:
        return []
    lead = Line(words.say("Documents that prove it:"), _SMALL, bold=True)
    return [lead, *(Line(text, _SMALL) for text in proofs)]


def _step_line(answer: FormAnswer) -> str:
    """The key stands out, and with it the name of a step."""
    name, detail = " ".join(answer.name.split()), " ".join(answer.detail.split())
    if not name or "*" in name:
        return f"**{answer.key}**  {' '.join(answer.text.split())}"
    return f"**{answer.key}  {name}.** {detail}" if detail else f"**{answer.key}  {name}**"
