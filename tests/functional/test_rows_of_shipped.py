"""Tables of answers to the shipped questionnaires, scored all at once and row by row."""

from __future__ import annotations

import random
from typing import Any, assert_never

import pytest

from coherence_kit.analysis.instrument import Instrument
from coherence_kit.analysis.many.results import CELLS, ManyScores
from coherence_kit.analysis.many.scorer import RowScorer
from coherence_kit.analysis.scored import scored as figures_of
from coherence_kit.batch.score_line import SCORE_COLUMNS, score_line
from coherence_kit.model.questionnaire import Question
from coherence_kit.questions import kind_of
from coherence_kit.questions.shapes import Shape
from coherence_kit.workflow.cells import CellReader
from coherence_kit.workflow.score import Loaded, bind_values, open_workspace

ROWS = 400
BY_ENGINE_TOO = 12
"""Rows that are scored the long way as well."""
WORKSPACE = open_workspace()
SHIPPED = sorted(WORKSPACE.library.index())
IN_LETTERS = {"aggregation-rules"}
Columns = dict[str, list[str | None]]


def in_a_file(_question: str, text: str) -> object:
    if text.startswith("["):
        return [item.strip() for item in text[1:-1].split(",") if item.strip()]
    state, colon, reason = text.partition(": ")
    return {state.replace(" ", "_"): reason} if colon else text


def an_answer(question: Question, draw: random.Random) -> str:
    kind = kind_of(question)
    match kind.shape:
        case Shape.PICK_ONE:
            return draw.choice(kind.labels).spelt
        case Shape.PICK_MANY:
            return f"[{', '.join(key for key in kind.keys if draw.random() < 0.5)}]"
        case Shape.ORDER:
            return f"[{', '.join(draw.sample(kind.keys, len(kind.keys)))}]"
        case Shape.QUANTITY:
            return f"{draw.randint(0, 1000) / 10}"
        case Shape.PROSE:
            return "2025-03-01" if kind.is_date else f"Minutes {draw.randint(1, 9)}"
    assert_never(kind.shape)


def a_table(instrument: Instrument) -> Columns:
    """Mostly answers; some cells are empty, some say why there is none."""
    draw = random.Random(7)

    def cell(question: Question) -> str | None:
        forbids = instrument.tree.nodes[question.id].settings.not_applicable == "forbidden"
        chance = draw.random()
        if chance < 0.1:
            return None
        if chance < 0.13:
            return "unknown"
        if chance < 0.15 and not forbids:
            return "not applicable: no such office"
        return an_answer(question, draw)

    asked = instrument.questions.items()
    return {name: [cell(question) for _ in range(ROWS)] for name, question in asked}


def scored(instrument: Instrument, columns: Columns) -> ManyScores:
    reader = CellReader(instrument, in_a_file, numbers_are_plain=False)
    return RowScorer(instrument, reader, every_node=True).score(columns)


def loaded(instrument: Instrument, columns: Columns, row: int) -> Loaded:
    questionnaire = instrument.questionnaire
    answers = {name: cells[row] for name, cells in columns.items()}
    values: dict[str, Any] = {
        "format": "coherence-kit/submission/1",
        "questionnaire": {"id": questionnaire.id, "version": questionnaire.version},
        "short": "yes" if instrument.long else "no",
        "answers": {name: in_a_file(name, text) for name, text in answers.items() if text},
    }
    return bind_values(WORKSPACE, values, "a row")


def assert_as_by_the_engine(instrument: Instrument, columns: Columns, found: ManyScores) -> None:
    spared = set(found.by_engine)
    for row in [row for row in range(ROWS) if row not in spared][:BY_ENGINE_TOO]:
        one = loaded(instrument, columns, row)
        exact = figures_of(one.instrument, one.submission, every_node=True)
        line = score_line(exact, every_node=True)
        cells = dict(zip(SCORE_COLUMNS, line.cells, strict=True))
        assert {name: found.cells[name][row] for name in CELLS} == {
            name: cells[name] for name in CELLS
        }
        assert {name: values[row] for name, values in found.parts.items()} == line.parts
        warned = {
            *(
                ("submission.not-asked", name)
                for name, flags in found.not_asked.items()
                if flags[row]
            ),
            *(("submission.open", name) for name, flags in found.still_open.items() if flags[row]),
        }
        assert {(told.code, told.params["id"]) for told in one.document.problems} == warned


@pytest.mark.parametrize("name", SHIPPED)
def test_nearly_all_rows_are_scored_at_once_and_as_by_the_engine(name: str) -> None:
    instrument = WORKSPACE.instrument(name)
    columns = a_table(instrument)
    found = scored(instrument, columns)
    if name in IN_LETTERS:
        assert len(found.by_engine) == ROWS
        return
    assert len(found.by_engine) <= ROWS // 20
    assert_as_by_the_engine(instrument, columns, found)


def test_rows_of_a_short_form_are_scored_as_such() -> None:
    short = [one for name in SHIPPED if (one := WORKSPACE.instrument(name).short) is not None]
    assert short
    for instrument in short:
        columns = a_table(instrument)
        found = scored(instrument, columns)
        assert len(found.by_engine) <= ROWS // 20
        assert_as_by_the_engine(instrument, columns, found)


def test_an_answer_that_a_short_form_does_not_ask_for_is_the_engines() -> None:
    whole = WORKSPACE.instrument("intragovernmental")
    assert whole.short is not None
    beyond = whole.short.long_only[0]
    found = scored(whole.short, {beyond: [None, "2", None]})
    assert found.by_engine == (1,)
