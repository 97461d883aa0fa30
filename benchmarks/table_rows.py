"""Rows of a table scored at once, exactly, against the same index written by hand in Polars.

Both begin with the cells and end with the lines of scores; the files themselves belong to the
comparison of whole batches.
"""

from __future__ import annotations

import csv
import json
import random
import tempfile
from pathlib import Path

from benchmarks.polars_index import (
    LIMITS,
    QUESTIONS,
    SECTIONS,
    STEPS,
    score_table,
    weight_of_question,
    weight_of_section,
)
from benchmarks.submissions import COUNTRIES
from benchmarks.timing import Ratio, compare
from coherence_kit.analysis.instrument import prepare
from coherence_kit.analysis.many.scorer import RowScorer
from coherence_kit.documents.csv_cells import csv_lines
from coherence_kit.model.questionnaire import FORMAT, Questionnaire
from coherence_kit.workflow.cells import CellReader

ROWS = 10_000


def index_questionnaire() -> Questionnaire:
    """35 questions on a scale in five sections."""
    return Questionnaire.model_validate(index_values())


def index_file(folder: Path) -> None:
    """The same as a file in a folder."""
    folder.mkdir()
    (folder / "index.yaml").write_text(json.dumps(index_values()), encoding="utf-8")


def index_values() -> dict[str, object]:
    """The same as plain values."""
    steps = {step: f"Step {step}" for step in range(STEPS + 1)}
    sections = [
        {
            "id": f"s{section}",
            "title": f"Section {section}",
            "weight": {"value": str(weight_of_section(section))},
            "questions": [
                {
                    "id": f"s{section}.q{question}",
                    "type": "scale",
                    "label": "Q",
                    "text": "What is there?",
                    "steps": steps,
                    "weight": {"value": str(weight_of_question(question))},
                }
                for question in range(QUESTIONS)
            ],
        }
        for section in range(SECTIONS)
    ]
    levels = [{"id": name, "from": start, "label": name} for start, name in LIMITS]
    return {
        "format": FORMAT,
        "id": "index",
        "version": "1.0",
        "title": "Index",
        "sections": sections,
        "rubric": {"levels": levels},
    }


def write_index_table(path: Path, rows: int) -> None:
    """A table of so many submissions, of which each tenth answer is missing."""
    draw = random.Random(1)
    names = [
        f"s{section}.q{question}" for section in range(SECTIONS) for question in range(QUESTIONS)
    ]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["country", "round", "respondent", "questionnaire", *names])
        for row in range(rows):
            cells = ["" if draw.random() < 0.1 else draw.randint(0, STEPS) for _ in names]
            country = COUNTRIES[row % len(COUNTRIES)]
            writer.writerow([country, "2026", f"Office {row}", "index", *cells])


def measure() -> Ratio:
    """At most three times Polars, on one core (POLARS_MAX_THREADS=1)."""
    instrument = prepare(index_questionnaire())
    with tempfile.TemporaryDirectory() as folder:
        table, scores = Path(folder) / "table.csv", Path(folder) / "scores.csv"
        write_index_table(table, ROWS)
        reader = CellReader(instrument, lambda _name, cell: cell, numbers_are_plain=True)
        scorer = RowScorer(instrument, reader)

        def ours() -> None:
            with table.open(encoding="utf-8", newline="") as stream:
                head, *rows = csv.reader(stream)
            columns = dict(zip(head, zip(*rows, strict=True), strict=True))
            answers = {
                name: [cell or None for cell in columns[name]] for name in instrument.questions
            }
            found = scorer.score(answers)
            about = (columns[name] for name in ("country", "round", "respondent"))
            lines = csv_lines([*about, *found.cells.values(), *found.parts.values()])
            scores.write_text("".join(lines), encoding="utf-8")

        return compare(
            f"{ROWS} rows of 35 answers scored / a script in Polars",
            ours,
            lambda: score_table(table, scores),
            rounds=7,
            wanted="at most 3",
        )
