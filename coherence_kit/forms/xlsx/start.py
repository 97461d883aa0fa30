"""The first sheet of a form: what to do, who answers for whom, how far it is, which form it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from coherence_kit.documents.cell_lines import text_look
from coherence_kit.documents.row_heights import height
from coherence_kit.documents.sheets import (
    Cell,
    Column,
    ConditionalFormat,
    Formula,
    Look,
    Printed,
    Row,
    Sheet,
    Validation,
    cell_name,
    column_letter,
    quoted_sheet,
)
from coherence_kit.forms.layout import FormSection, Layout
from coherence_kit.forms.offices import FormOffice, offices_heading, offices_hint
from coherence_kit.forms.xlsx import looks, states
from coherence_kit.forms.xlsx.dates import UNCLEAR, check_formula, date_parts
from coherence_kit.forms.xlsx.schema import (
    ASKED,
    BETWEEN,
    ENTERED,
    FORM,
    FORM_KEY,
    FORMAT,
    HEADER,
    HINT,
    ID,
    LABEL,
    OFFICE,
    SHA256,
    SHORT,
    SPOKEN,
    STANDINGS,
    START,
    STATE,
    VALUE,
    VERSION,
    WORDS,
)
from coherence_kit.forms.xlsx.section import SheetContext
from coherence_kit.forms.xlsx.words import (
    cell_words,
    dealt_with,
    footer,
    header_words,
    steps_of_filling,
)
from coherence_kit.loading.countries import countries_by_name
from coherence_kit.model.submission import FORMAT as SUBMISSION
from coherence_kit.words import Words, in_a_row

_KEY, _LABEL, _VALUE, _HINT = 1, 3, 4, 5
_AGAIN = 10
_WIDTHS = (18.0, 3.0, 32.0, 68.0, 11.0, 12.0, 14.0, 11.0, 11.0, 11.0, 13.0, 19.0)
_TYPE = 10.0
_HIGHEST_ON_A_PAGE = 865.0
"""Points that all rows may have together to be printed on one page at a size that can be read."""
_BAR = 24  # blocks of a bar of progress
_FIGURES = 7  # of a section, beside its name and its bar
_DONE, _ASKED = "\x01", "\x02"  # stand for figures while a sentence becomes a formula
_ENTERED = (states.ANSWERED, states.LEFT_OUT, states.NOT_KNOWN)
"""What deals with a question."""
_FIGURE = replace(looks.ASKED, across="center", down="center", wraps=False)
_ORDINAL = replace(looks.NUMBER, line="", across="right")
_BAR_LOOK = replace(looks.ASKED, ink=looks.PALETTE.accent, down="center", wraps=False)


class StartSheet:
    """Builds it."""

    def __init__(
        self,
        layout: Layout,
        header: Mapping[str, str],
        names: tuple[str, ...],
        frame: SheetContext,
        offices: Sequence[FormOffice] = (),
    ) -> None:
        """Begin with nothing on it.

        Args:
            layout: the form.
            header: what is said about the answers already.
            names: those of this sheet and of the sections'.
            frame: what the sheets share, once those of the sections are built.
            offices: whose names can be given.

        """
        self._layout, self._header, self._frame = layout, header, frame
        self._offices_to_name = offices
        self._words = layout.words
        self._own, *self._sections = names
        self._rows: list[Row] = []
        self._validations: list[Validation] = []
        self._marks: list[ConditionalFormat] = []
        self.names: dict[str, str] = {}
        """Defined names of what other programs may look for."""

    def build(self) -> Sheet:
        """The sheet."""
        codes = {_KEY: START, _LABEL: LABEL, _VALUE: VALUE, _HINT: HINT}
        cells = {place: Cell(text, looks.TECHNICAL) for place, text in codes.items()}
        self._rows.append(Row(12, cells, is_hidden=True))
        self._add({_LABEL: Cell(self._layout.title, looks.TITLE)}, 32)
        if self._layout.note:
            self._paragraph(self._words.say("Language"), self._layout.note)
        if self._layout.summary:
            self._paragraph(self._words.say("What it asks"), self._layout.summary)
        for note in self._layout.of_round:
            self._paragraph(note.label, note.text)
        if self._layout.form:
            self._paragraph(self._words.say("This form"), self._layout.form)
        self._paragraph(self._words.say_as("row", "Time"), self._time())
        self._how_to()
        self._about()
        first, last = self._progress()
        end = max(last, self._offices())
        self._form()
        self._weights()
        bar = f"{column_letter(_HINT)}{first}:{column_letter(len(_WIDTHS))}{last}"
        again = column_letter(_AGAIN)
        return Sheet(
            name=self._own,
            columns=tuple(
                Column(width, is_hidden=place == _KEY) for place, width in enumerate(_WIDTHS, 1)
            ),
            rows=tuple(self._rows),
            validations=tuple(self._validations),
            conditional_formats=(
                ConditionalFormat(
                    f"{again}{first}:{again}{last}",
                    f"{again}{first}>0",
                    states.AMBER,
                    states.AMBER_INK,
                    bold=True,
                ),
                ConditionalFormat(bar, f"{column_letter(_HINT)}{first}=0", "", looks.PALETTE.line),
                *self._marks,
            ),
            frozen_at=cell_name(3, 1),
            printed=Printed(
                area=f"B2:{column_letter(len(_WIDTHS))}{end}",  # which form it is says the footer
                pages_high=1 if self._height(end) <= _HIGHEST_ON_A_PAGE else 0,
                footer=footer(self._layout),
            ),
            tab=looks.PALETTE.accent,
            selected=self.names["form_country"].rpartition("!")[2].replace("$", ""),
        )

    def _time(self) -> str:
        taken = self._words.say("Time it takes: {time}.", time=self._layout.time)
        return in_a_row((taken, self._layout.reckoned))

    def _height(self, last: int) -> float:
        return sum(row.height for row in self._rows[:last] if not row.is_hidden)

    def _how_to(self) -> None:
        """The steps of filling in, and beside them what the signs mean."""
        self._add(
            {
                _LABEL: Cell(self._words.say("How to fill it in"), looks.HEADING),
                _HINT: Cell(self._words.say("Signs"), replace(looks.HEADING, indent=1)),
            },
            26,
        )
        sign_look = replace(looks.PLAIN, bold=True, ink=looks.PALETTE.accent, wraps=False, indent=1)
        pairs = zip_longest(steps_of_filling(self._words), signs(self._words))
        for place, (step, sign) in enumerate(pairs, 1):
            cells: dict[int, Cell] = {}
            if step is not None:
                cells = {_LABEL: Cell(f"{place}", _ORDINAL), _VALUE: Cell(step, looks.PLAIN)}
            if sign is not None:
                cells |= {
                    _HINT: Cell(sign[0], sign_look),
                    _HINT + 2: Cell(sign[1], replace(looks.PLAIN, wraps=False)),
                }
            self._add(cells, height([(step or "", _WIDTHS[_VALUE - 1], _TYPE)], least=17))

    def _about(self) -> None:
        self._heading(self._words.say("About the answers"))
        for key in HEADER:
            label, hint = header_words(self._words, key)
            text = self._header.get(key, "")
            look = looks.INPUT_DATE if key == "date" else looks.INPUT
            row = self._add(
                {
                    _KEY: Cell(key, looks.TECHNICAL),
                    _LABEL: Cell(label, replace(looks.PLAIN, bold=True)),
                    _VALUE: Cell(text or None, text_look(look, text)),
                    _HINT: Cell(hint, replace(looks.MUTED, indent=1)),
                },
                height([(text, _WIDTHS[_VALUE - 1], _TYPE)], least=18),
            )
            self._name(key.rpartition(".")[2], row)
            self._choices(key, row)
            if key == "date":
                self._check_date(row, text, hint)

    def _check_date(self, row: int, text: str, hint: str) -> None:
        """Mark a date that cannot be read; a hidden row has what tells it."""
        cell, helper = f"${column_letter(_VALUE)}${row}", len(self._rows) + 1
        parts, check = (f"${column_letter(place)}${helper}" for place in (_VALUE, _HINT))
        plain = states.bare(cell)
        found = check_formula(parts, plain, text, needs_day=True)
        cells = {
            _KEY: Cell(WORDS, looks.TECHNICAL),
            _VALUE: Cell(date_parts(cell, plain, text), looks.TECHNICAL),
            _HINT: Cell(found, looks.TECHNICAL),
        }
        self._rows.append(Row(12, cells, is_hidden=True))
        test = f'{check}="{UNCLEAR}"'
        told = self._words.say(
            "This cannot be read as one date. Write year, month and day, such as 2026-06-30."
        )
        choice = ",".join(map(states.text_in_formula, (told, hint)))
        said = Formula(f"IF({test},{choice})", told if found.value else hint)
        shown = self._rows[row - 1]
        own = {_HINT: replace(shown.cells[_HINT], value=said)}
        self._rows[row - 1] = replace(shown, cells={**shown.cells, **own})
        for place in (_VALUE, _HINT):
            name = cell_name(row, place)
            self._marks.append(
                ConditionalFormat(name, test, states.AMBER, states.AMBER_INK, bold=True)
            )

    def _choices(self, key: str, row: int) -> None:
        place = cell_name(row, _VALUE)
        if key == "country":
            listed = countries_by_name(self._words.language)
            _, source = self._frame.lists.place(
                ("", f"{code}{BETWEEN}{name}") for code, name in listed
            )
            self._validations.append(Validation(place, source))
        elif key == "standing":
            said = cell_words(self._words)
            _, source = self._frame.lists.place(
                (f"{SPOKEN}{standing}", said[standing]) for standing in STANDINGS
            )
            self._validations.append(Validation(place, source))

    def _progress(self) -> tuple[int, int]:
        """The table of the sections; its first and its last row.

        A question that is asked is dealt with, to do, or carried over. One that is dealt with may
        have to be looked at again; one that is carried over has to be.
        """
        self._heading(self._words.say("Progress"))
        told = progress_heads(self._words)
        heads = {_LABEL + place: Cell(text, looks.COLUMN_HEAD) for place, text in enumerate(told)}
        widths = _WIDTHS[_LABEL - 1 :]
        measured = [(text, width, _TYPE) for text, width in zip(told, widths, strict=True)]
        self._add(heads, height(measured, least=32))
        first = len(self._rows) + 1
        totals = [0] * _FIGURES
        for section, sheet in zip(self._layout.sections, self._sections, strict=True):
            row = len(self._rows) + 1
            counts = self._counts(section, sheet, row)
            totals = [total + int(count.value) for total, count in zip(totals, counts, strict=True)]
            label = Cell(
                f"{section.number}  {section.title}",
                replace(looks.LINK, line=looks.PALETTE.hair),
                link=f"{quoted_sheet(sheet)}!A1",
            )
            self._progress_row(label, counts, looks.PLAIN, _FIGURE, section.time)
        last = len(self._rows)
        total_look = replace(_FIGURE, bold=True, fill=looks.PALETTE.steps[1])
        sums = [
            Formula(f"SUM({cell_name(first, column)}:{cell_name(last, column)})", total)
            for column, total in enumerate(totals, _HINT)
        ]
        label = Cell(self._words.say("All sections"), replace(total_look, across="left"))
        self._progress_row(label, sums, total_look, total_look, self._layout.time)
        return first, last + 1

    def _counts(self, section: FormSection, sheet: str, row: int) -> list[Formula]:
        """The figures of a section.

        Asked, dealt with in three ways, to do, to look at again, not asked.
        """
        state, entered = (
            f"{quoted_sheet(sheet)}!${states.LETTERS[name]}:${states.LETTERS[name]}"
            for name in (STATE, ENTERED)
        )
        now = [
            (self._frame.known.entered[question.id], self._frame.states[question.id])
            for question in section.questions()
        ]
        not_asked = Formula(_count(state, states.NOT_ASKED), _times(now, state=states.NOT_ASKED))
        asked = Formula(f"{len(now)}-{not_asked.text}", len(now) - int(not_asked.value))
        *dealt_with, carried = [
            Formula(
                f"{_count(entered, sign)}-{_count_both(entered, sign, state, states.NOT_ASKED)}"
                f"-{_count_both(entered, sign, state, states.TO_DO)}",
                _times(now, entered=sign)
                - _times(now, entered=sign, state=states.NOT_ASKED)
                - _times(now, entered=sign, state=states.TO_DO),
            )
            for sign in (*_ENTERED, states.AGAIN)
        ]
        cells = (cell_name(row, _HINT + place) for place in range(1 + len(_ENTERED)))
        said = sum(int(count.value) for count in (*dealt_with, carried))
        to_do = Formula(f"{'-'.join(cells)}-({carried.text})", int(asked.value) - said)
        again = Formula(
            f"{_count(state, states.LOOK)}+{_count(state, states.AGAIN)}",
            _times(now, state=states.LOOK) + _times(now, state=states.AGAIN),
        )
        return [asked, *dealt_with, to_do, again, not_asked]

    def _progress_row(
        self, label: Cell, counts: list[Formula], look: Look, figure: Look, time: str
    ) -> None:
        row = len(self._rows) + 1
        asked = cell_name(row, _HINT)
        done = f"SUM({cell_name(row, _HINT + 1)}:{cell_name(row, _HINT + len(_ENTERED))})"
        blocks = f"ROUND({_BAR}*({done})/{asked},0)"
        told = _in_formula(self._words, done, asked)
        bar = f'IF({asked}=0,"",REPT("█",{blocks})&REPT("░",{_BAR}-{blocks})&"  "&{told})'
        dealt_with = sum(int(count.value) for count in counts[1 : 1 + len(_ENTERED)])
        now = _bar_now(self._words, int(counts[0].value), dealt_with)
        shown = replace(_BAR_LOOK, bold=look.bold, fill=look.fill)
        figures = {_HINT + place: Cell(count, figure) for place, count in enumerate(counts)}
        figures[len(_WIDTHS)] = Cell(time, figure)
        self._add({_LABEL: label, _VALUE: Cell(Formula(bar, now), shown), **figures}, 18)

    def _offices(self) -> int:
        """What the country calls the offices that lead measures; the last row, if any has a name.

        Where none has, nothing of them is printed.
        """
        if not self._offices_to_name:
            return 0
        self._heading(offices_heading(self._words))
        self._add({_LABEL: Cell(offices_hint(self._words), looks.MUTED)}, 17)
        for office in self._offices_to_name:
            key = f"{OFFICE}{office.role}"
            text = self._header.get(key, "")
            cells = {
                _KEY: Cell(key, looks.TECHNICAL),
                _LABEL: Cell(office.usual, looks.PLAIN),
                _VALUE: Cell(text or None, text_look(looks.INPUT, text)),
            }
            texts = ((office.usual, _LABEL), (text, _VALUE))
            measured = [(said, _WIDTHS[column - 1], _TYPE) for said, column in texts]
            self._add(cells, height(measured, least=18))
        return len(self._rows) if any(office.named for office in self._offices_to_name) else 0

    def _form(self) -> None:
        self._heading(self._words.say("This form"))
        stated = {
            ID: (self._words.say("Questionnaire"), self._layout.questionnaire),
            VERSION: (self._words.say("Version"), self._layout.version),
            SHA256: (self._words.say("Fingerprint"), self._layout.sha256),
        }
        if self._layout.is_short:
            stated[SHORT] = (self._words.say("Short form"), "true")
        if self._layout.asked:
            stated[ASKED] = (self._words.say("Your part"), ", ".join(self._layout.asked))
        for key, (label, text) in stated.items():
            row = self._add(
                {
                    _KEY: Cell(key, looks.TECHNICAL),
                    _LABEL: Cell(label, looks.MUTED),
                    _VALUE: Cell(text, replace(looks.MUTED, size=8)),
                },
                15,
            )
            self._name(key.rpartition(".")[2] if key != ID else "questionnaire", row)
        for key, text in {FORM_KEY: FORM, FORMAT: SUBMISSION}.items():
            cells = {_KEY: Cell(key, looks.TECHNICAL), _VALUE: Cell(text, looks.TECHNICAL)}
            self._rows.append(Row(12, cells, is_hidden=True))
            self._name(key if key == FORMAT else "kind", len(self._rows))

    def _weights(self) -> None:
        """What each section and question weighs, below all that is filled in."""
        weights = self._layout.weights
        if not weights.note:
            return
        self._heading(self._words.say("What each question weighs"))
        room = _WIDTHS[_VALUE - 1]
        self._add({_VALUE: Cell(weights.note, looks.PLAIN)}, height([(weights.note, room, _TYPE)]))
        for row in weights.rows:
            look = replace(looks.PLAIN, bold=row.is_section, line=looks.PALETTE.hair)
            label = f"{row.number}  {row.label}"
            figure = replace(look, wraps=False)  # words go on over the empty cells behind them
            if row.per_mille is not None:
                figure = replace(figure, across="right")
            cells = {
                _VALUE: Cell(label, look),
                _HINT: Cell(row.figure or None, figure),
            }
            self._add(cells, height([(label, room, _TYPE)], least=16))

    def _heading(self, text: str) -> None:
        self._add({_LABEL: Cell(text, looks.HEADING)}, 26)

    def _paragraph(self, label: str, text: str) -> None:
        cells = {
            _LABEL: Cell(label, replace(looks.PLAIN, bold=True)),
            _VALUE: Cell(text, looks.PLAIN),
        }
        self._add(cells, height([(text, _WIDTHS[_VALUE - 1], _TYPE)], least=17))

    def _add(self, cells: Mapping[int, Cell], tall: float) -> int:
        self._rows.append(Row(tall, {_KEY: Cell(WORDS, looks.TECHNICAL), **cells}))
        return len(self._rows)

    def _name(self, name: str, row: int) -> None:
        self.names[f"form_{name}"] = f"{quoted_sheet(self._own)}!${column_letter(_VALUE)}${row}"


def progress_heads(words: Words) -> tuple[str, ...]:
    """The heads of the table of the sections: its name, its bar, its figures."""
    state = [states.state_text(words, sign) for sign in (*_ENTERED, states.TO_DO)]
    # For translators: the signs are those of the states “look again” and “carried over”.
    again = words.say("! or ↻ look again")
    return (
        words.say("Section"),
        words.say("Dealt with"),
        words.say("Questions asked"),
        *state,
        again,
        states.state_text(words, states.NOT_ASKED),
        words.say_as("column", "Time"),
    )


def signs(words: Words) -> tuple[tuple[str, str], ...]:
    """What the signs of the states mean."""
    told = {
        states.ANSWERED: words.say("An answer, with the documents it needs."),
        states.TO_DO: words.say("Nothing yet, or it waits for another answer."),
        states.LEFT_OUT: words.say("With the reason; the question is left out of the score."),
        states.NOT_KNOWN: words.say("Nobody knows yet; not counted as a zero."),
        states.NOT_ASKED: words.say(
            "Made needless by the answer to another question; not counted."
        ),
        states.AGAIN: words.say("From an earlier round, counts as missing; see “Re-check”."),
    }
    look = words.say("No document, a reviewer’s remark, or an unusable answer.")
    return (
        *((states.state_text(words, sign), text) for sign, text in told.items()),
        (states.look_text(words, states.LOOK_AGAIN), look),
    )


def _in_formula(words: Words, done: str, asked: str) -> str:
    """How many questions are dealt with, as a part of a formula; the figures are formulas."""
    text = states.text_in_formula(dealt_with(words, _DONE, _ASKED))
    return text.replace(_DONE, f'"&{done}&"').replace(_ASKED, f'"&{asked}&"')


def _count(column: str, sign: str) -> str:
    return f'COUNTIF({column},"{states.COUNT_PATTERNS[sign]}")'


def _count_both(first: str, sign: str, second: str, other: str) -> str:
    one, another = states.COUNT_PATTERNS[sign], states.COUNT_PATTERNS[other]
    return f'COUNTIFS({first},"{one}",{second},"{another}")'


def _times(now: list[tuple[str, str]], *, entered: str = "", state: str = "") -> int:
    """How many questions have these signs: of what was entered, of their state."""
    return sum(said.startswith(entered) and shown.startswith(state) for said, shown in now)


def _bar_now(words: Words, asked: int, done: int) -> str:
    """What the formula of a bar gives for these figures."""
    if not asked:
        return ""
    blocks = (2 * _BAR * done + asked) // (2 * asked)  # halves upwards, as spreadsheets round
    told = dealt_with(words, str(done), str(asked))
    return f"{'█' * blocks}{'░' * (_BAR - blocks)}  {told}"
