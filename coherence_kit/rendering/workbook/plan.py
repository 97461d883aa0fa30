"""The sheet of the action plan: what is recommended, and cells for what becomes of it.

How it is marked, so that it can be read back, is told in :mod:`coherence_kit.documents.plan_sheet`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from coherence_kit.documents import plan_sheet
from coherence_kit.documents.cell_lines import text_look
from coherence_kit.documents.plan_sheet import COLUMNS, INPUTS, PlanColumn
from coherence_kit.documents.sheets import (
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
)
from coherence_kit.model.assessment import Recommendation
from coherence_kit.model.plan import FORMAT, STATUSES
from coherence_kit.rendering.measure_numbers import by_horizon
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.measures import cost_text, effort_text, move_line
from coherence_kit.rendering.report.words import ended
from coherence_kit.rendering.workbook import looks
from coherence_kit.rendering.workbook.chapters import Part, Parts
from coherence_kit.rendering.workbook.figures import measure_points_cell
from coherence_kit.rendering.workbook.tables import (
    Cells,
    TableColumn,
    TitledSheet,
    body_rows,
    head_row,
    in_lines,
    text_cell,
)
from coherence_kit.words import Words, in_a_row
from coherence_kit.words.measures import horizon_span
from coherence_kit.words.plan import status_name

_KEY = 1  # the column of the keys
_HIDDEN = 12.0
_SINCE: Final = dt.date(1899, 12, 30)
"""The day 0 of a workbook."""
_INPUT_LOOKS: Mapping[str, Look] = {
    "text": looks.INPUT,
    "day": looks.INPUT_DAY,
    "status": looks.INPUT,
}


def plan_sheet_of(parts: Parts, name: str, footer: str) -> TitledSheet:
    """The sheet; it is protected, and only the cells to fill in are open."""
    title = parts.words.say("Action plan")
    return TitledSheet(title, _Maker(parts, name, title, footer).build())


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A row of the table with its key, and what a plan has filled in."""

    key: str
    cells: Cells
    filled: Mapping[str, str]


class _Maker:
    """Builds the sheet."""

    def __init__(self, parts: Parts, name: str, title: str, footer: str) -> None:
        self._parts, self._name, self._title, self._footer = parts, name, title, footer
        self._words = parts.words
        self._rows: list[Row] = []
        self._table = list(_measures(parts.counted))
        self._columns = tuple(
            TableColumn(
                column.key,
                _heads(self._words)[column.key],
                column.width,
                is_number=column.key == plan_sheet.POINTS,
                repeats=column.key in {plan_sheet.NUMBER, plan_sheet.MEASURE},
            )
            for column in COLUMNS
            if _is_there(column, [keyed.cells for keyed in self._table])
        )
        self._places = {column.key: place for place, column in enumerate(self._columns, _KEY + 1)}

    def build(self) -> Sheet:
        marks = {place: Cell(key, looks.TECHNICAL) for key, place in self._places.items()}
        self._add(plan_sheet.MARK, marks, is_hidden=True)
        for fact in _facts(self._parts, self._table):
            cells = {place: Cell(text, looks.TECHNICAL) for place, text in enumerate(fact[1:], 2)}
            self._add(fact[0], cells, is_hidden=True)
        statuses = self._list_of_status(len(self._rows))
        self._head()
        head = len(self._rows)
        for keyed in self._table:
            self._measure(keyed)
        last = f"{column_letter(len(self._columns) + _KEY)}{len(self._rows)}"
        return Sheet(
            name=self._name,
            columns=(
                Column(_HIDDEN, is_hidden=True),
                *(Column(column.width) for column in self._columns),
            ),
            rows=tuple(self._rows),
            validations=tuple(self._validations(head, statuses)),
            frozen_at=cell_name(head + 1, self._places[plan_sheet.MEASURE] + 1),
            filtered=f"B{head}:{last}",
            printed=Printed(
                area=f"B{self._first_shown}:{last}",
                title_rows=f"{head}:{head}",
                footer=self._footer,
            ),
            tab=looks.PALETTE.accent,
            selected=cell_name(head + 1, self._places[plan_sheet.LEAD]),
        )

    def _list_of_status(self, last: int) -> str:
        """Where the words for each status stand, which are the last of the facts."""
        first = last - len(STATUSES) + 1
        return f"{quoted_sheet(self._name)}!$C${first}:$C${last}"

    def _head(self) -> None:
        words = self._words
        self._first_shown = len(self._rows) + 1
        self._add(plan_sheet.WORDS, {2: Cell(self._title, looks.TITLE)}, tall=28)
        told = words.say(
            "Fill in the cream cells: the office that answers for the measure, when it begins and "
            "when it is due, its status, what it costs. The other cells are locked so that nothing "
            "is overwritten by accident; there is no password."
        )
        note = replace(looks.NOTE, wraps=False)
        for line in in_lines(told, sum(column.width for column in self._columns) / 2):
            self._add(plan_sheet.WORDS, {2: Cell(line, note)})
        row = head_row(self._columns, self._places, filled_in=INPUTS)
        self._add(plan_sheet.WORDS, dict(row.cells), tall=row.height)

    def _measure(self, keyed: _Keyed) -> None:
        for place, row in enumerate(body_rows(keyed.cells, self._columns, self._places)):
            cells = dict(row.cells)
            is_first = place == 0 and keyed.key != plan_sheet.WORDS
            for column in COLUMNS:
                if column.entry and not is_first:
                    cells[self._places[column.key]] = Cell(None, looks.CLOSED)
            self._add(keyed.key if is_first else plan_sheet.WORDS, cells, tall=row.height)

    def _add(
        self, key: str, cells: Mapping[int, Cell], *, tall: float = 15, is_hidden: bool = False
    ) -> None:
        self._rows.append(Row(tall, {_KEY: Cell(key, looks.TECHNICAL), **cells}, is_hidden))

    def _validations(self, head: int, statuses: str) -> Iterator[Validation]:
        words, heads = self._words, _heads(self._words)
        first, last = head + 1, max(len(self._rows), head + 1)
        for column in COLUMNS:
            if not column.entry:
                continue
            letter = column_letter(self._places[column.key])
            cells = f"{letter}{first}:{letter}{last}"
            if column.entry == "status":
                yield Validation(
                    cells,
                    source=statuses,
                    title=heads[column.key],
                    hint=words.say("Choose from the list."),
                    refusal=words.say("Choose one of the words in the list."),
                )
            elif column.entry == "day":
                yield Validation(
                    cells,
                    title=heads[column.key],
                    hint=words.say("A day, such as 2026-06-30"),
                    is_day=True,
                    refusal=words.say("This is no day since 2000. Write one such as 2026-06-30."),
                )


def _heads(words: Words) -> dict[str, str]:
    return {
        plan_sheet.CHAPTER: words.say_as("column", "Chapter"),
        plan_sheet.NUMBER: words.say_as("column", "No."),
        plan_sheet.MEASURE: words.say_as("column", "Measure"),
        plan_sheet.WHAT: words.say_as("column", "What is to be done"),
        plan_sheet.RAISES: words.say_as("column", "What it raises"),
        plan_sheet.OFFICE: words.say_as("column", "Who could lead"),
        plan_sheet.PARTNERS: words.say_as("column", "With"),
        plan_sheet.HORIZON: words.say_as("column", "By when"),
        plan_sheet.EFFORT: words.say_as("column", "Effort"),
        plan_sheet.POINTS: words.say_as("column", "Points"),
        plan_sheet.LEAD: words.say_as("column", "Lead office"),
        plan_sheet.START: words.say_as("column", "Start"),
        plan_sheet.DUE: words.say_as("column", "Due"),
        plan_sheet.STATUS: words.say_as("column", "Status"),
        plan_sheet.COST: words.say_as("column", "Cost"),
        plan_sheet.NOTE: words.say_as("column", "Note"),
    }


def _is_there(column: PlanColumn, rows: Sequence[Cells]) -> bool:
    return bool(column.entry) or any(row.get(column.key) for row in rows)


def _facts(parts: Parts, table: Sequence[_Keyed]) -> Iterator[tuple[str, ...]]:
    """The hidden rows; the words for each status come last."""
    submission = parts.chapters[0].context.assessment.submission
    yield plan_sheet.FORMAT, FORMAT
    if submission.country:
        yield plan_sheet.COUNTRY, submission.country
    if submission.country_name:
        yield plan_sheet.COUNTRY_NAME, str(submission.country_name)
    if submission.round:
        yield plan_sheet.ROUND, submission.round
    if date := _date(parts):
        yield plan_sheet.DATE, date
    told = dict.fromkeys(
        (a.questionnaire.id, a.questionnaire.version, a.questionnaire_sha256)
        for a in (part.context.assessment for part in parts.chapters)
    )
    for questionnaire in told:
        yield plan_sheet.QUESTIONNAIRE, *questionnaire
    entries = (
        (keyed.key, name, text)
        for keyed in table
        for name, text in keyed.filled.items()
        if keyed.key != plan_sheet.WORDS
    )
    yield plan_sheet.FILLED, plan_sheet.fingerprint(entries)
    for status in STATUSES:
        yield plan_sheet.STATUS_WORD, status, status_name(parts.words, status)


def _date(parts: Parts) -> str:
    """The date of the plan that is filled in, of several the latest; not that of an earlier one."""
    dates = (
        plan.date
        for a in (part.context.assessment for part in parts.counted)
        if (plan := a.plan) is not None and plan.date and plan.round == a.submission.round
    )
    return max(dates, default="")


def _measures(chapters: Sequence[Part]) -> Iterator[_Keyed]:
    """Each measure by its key; where a second chapter recommends it too that row is only read."""
    told: set[str] = set()
    for part in chapters:
        context = part.context
        for item in by_horizon(context.assessment):
            key = plan_sheet.measure_key(context.assessment.questionnaire.id, item.id)
            is_again = key in told
            told.add(key)
            filled = _filled(context, item.id)
            cells = {**part.named(), **_cells(context, item), **_inputs(filled)}
            yield _Keyed(plan_sheet.WORDS if is_again else key, cells, filled)


def _cells(context: ChapterContext, item: Recommendation) -> Cells:
    measure = context.assessment.catalogue[item.id]
    moves = [str(move_line(context, move).text) for move in item.moves]
    return {
        plan_sheet.NUMBER: text_cell(context.measure_numbers[item.id]),
        plan_sheet.MEASURE: text_cell(context.localize(measure.label, is_name=True), looks.STRONG),
        plan_sheet.WHAT: text_cell(context.localize(measure.text)),
        plan_sheet.RAISES: text_cell("\n".join(moves), looks.SMALL),
        plan_sheet.OFFICE: text_cell(context.office(measure.lead_role)),
        plan_sheet.PARTNERS: text_cell(
            context.localize(measure.partners, is_name=True), looks.SMALL
        ),
        plan_sheet.HORIZON: text_cell(horizon_span(context.words, item.horizon)),
        plan_sheet.EFFORT: text_cell(
            in_a_row((ended(effort_text(context, item, measure)), cost_text(context, measure))),
            looks.SMALL,
        ),
        plan_sheet.POINTS: measure_points_cell(context, item),
    }


def _filled(context: ChapterContext, measure: str) -> dict[str, str]:
    """What a plan says of a measure, by column; nothing where there is no plan."""
    entry, words = context.assessment.planned(measure), context.words
    if entry is None:
        return {}
    said = {
        plan_sheet.LEAD: entry.lead,
        plan_sheet.START: entry.start,
        plan_sheet.DUE: entry.due,
        plan_sheet.STATUS: entry.status and status_name(words, entry.status),
        plan_sheet.COST: entry.cost,
        plan_sheet.NOTE: entry.note,
    }
    return {name: text for name, text in said.items() if text}


def _inputs(filled: Mapping[str, str]) -> Cells:
    """The cells to fill in, with what is in them already."""
    return {
        column.key: _input(filled.get(column.key), _INPUT_LOOKS[column.entry], column.entry)
        for column in COLUMNS
        if column.entry
    }


def _input(text: str | None, look: Look, entry: str) -> Cell:
    """A whole day as the number that counts it, so that it can be sorted; a month as its text."""
    if text is None or entry != "day":
        return Cell(text, look if text is None else text_look(look, text))
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return Cell(text, looks.INPUT)
    return Cell((day - _SINCE).days, look)
