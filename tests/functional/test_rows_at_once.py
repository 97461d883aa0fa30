"""Rows of tables as people send them: scored at once they come to what they do one by one.

Some rows are right, in others stand codes that nobody stated, reasons, remarks, days long past and
other versions. Figures, lines and problems, with their places and in their order, are the same.
"""

from __future__ import annotations

import csv
import io
import random
from typing import Any, assert_never
from unittest import mock

import pytest

from coherence_kit.model.questionnaire import Question
from coherence_kit.questions import kind_of
from coherence_kit.questions.shapes import Shape
from coherence_kit.workflow.batch.rows import RowsScorer, _FormScorer
from coherence_kit.workflow.batch.work import GivenRows
from coherence_kit.workflow.score import open_workspace
from coherence_kit.workflow.tables import read_table

ROWS = 30
WORKSPACE = open_workspace()
NONE = "not applicable: no such office"
MESSY = (
    "maybe", "n/a", "n/a: -", "7", "1.250", "2 - ", "=1+1", "not applicable", "unknown: nobody",
    "12 tonnes", "1850-01-01", "3000-01-01", "[", "a; b",
)  # fmt: skip


def a_cell(question: Question, draw: random.Random, *, is_messy: bool) -> str:
    chance = draw.random()
    if chance < 0.1:
        return draw.choice(["", "", "  ", "unknown", "?"])
    if is_messy and chance < 0.15:
        return draw.choice([*MESSY, NONE])
    return an_answer(question, draw)


def an_answer(question: Question, draw: random.Random) -> str:
    kind = kind_of(question)
    match kind.shape:
        case Shape.PICK_ONE:
            spelt = draw.choice(kind.labels).spelt
            return draw.choice([spelt, spelt, spelt.upper(), f" {spelt} "])
        case Shape.PICK_MANY:
            ticked = [key for key in kind.keys if draw.random() < 0.5]
            return draw.choice([f"[{', '.join(ticked)}]", "; ".join(ticked)])
        case Shape.ORDER:
            return ", ".join(draw.sample(kind.keys, len(kind.keys)))
        case Shape.QUANTITY:
            return draw.choice(["12", "0.5", f"{draw.random() * 100:.2f}"])
        case Shape.PROSE:
            return "2025-03-01" if kind.is_date else f"Minutes, part {draw.randint(1, 5)}"
    assert_never(kind.shape)


def a_table(name: str, draw: random.Random) -> bytes:
    instrument = WORKSPACE.instrument(name)
    questions = [*instrument.questions.values()]
    evidence = draw.choice(questions).id
    stated = ("country", "date", "respondent", "questionnaire", "version", "short")
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow([*stated, *(question.id for question in questions), f"{evidence} evidence"])
    for number in range(ROWS):
        is_messy = draw.random() < 0.3
        about = [
            draw.choice(["FRA", "DEU", *(["XX", "FR"] if is_messy else [])]),
            draw.choice(["2026-06-30", "", *(["1999-02-03", "1/2/2026"] if is_messy else [])]),
            draw.choice([f"Office {number}", "", "=x, y"]),
            name,
            draw.choice(["", instrument.questionnaire.version, *(["9.9"] if is_messy else [])]),
            draw.choice(["", "no", *(["yes"] if instrument.short else [])]),
        ]
        cells = [a_cell(question, draw, is_messy=is_messy) for question in questions]
        writer.writerow([*about, *cells, "Decree 12" if is_messy and draw.random() < 0.3 else ""])
    return table.getvalue().encode()


def records(data: bytes) -> list[Any]:
    scorer = RowsScorer(lambda: WORKSPACE, every_node=True, for_overview=True)
    table = read_table(WORKSPACE, io.BytesIO(data), "table.csv")
    return [scorer(GivenRows("table.csv", table.head, chunk)) for chunk in table.chunks]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(
    "name", ["intragovernmental", "remittances", "sdg-17-14-1", "voice-union", "aggregation-rules"]
)
def test_rows_at_once_come_to_what_they_do_one_by_one(name: str, seed: int) -> None:
    data = a_table(name, random.Random(seed))
    alone: list[int] = []
    one_by_one = RowsScorer._one_by_one

    def noted(self: RowsScorer, *given: Any) -> None:
        alone.append(given[-1])
        one_by_one(self, *given)

    with mock.patch.object(RowsScorer, "_one_by_one", noted):
        at_once = records(data)
    with mock.patch.object(_FormScorer, "score", lambda _self, _found, at: [row for row, _ in at]):
        assert at_once == records(data)
    assert at_once[0]["problems"]
    in_letters = name == "aggregation-rules"
    assert len(alone) == ROWS if in_letters else 0 < len(alone) < ROWS * 2 / 3
