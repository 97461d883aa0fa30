"""The tables over all submissions of a batch, as CSV: UTF-8, a comma, line feeds, a header line.

Users' texts cannot become formulas, nor shift the columns of a spreadsheet in any country.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from coherence_kit.batch.run import Outcome
from coherence_kit.batch.score_line import SCORE_COLUMNS, Cell, ScoreLine
from coherence_kit.documents.csv_cells import csv_table
from coherence_kit.problems import Problem, shortened

PROBLEM_COLUMNS = ("source", "line", "column", "code", "severity", "message")

Row = Sequence[Cell]


def score_tables(outcomes: Iterable[Outcome]) -> dict[str, bytes]:
    """File name to content: scores.csv, and a table for each questionnaire where there are several.

    With one questionnaire its parts are further columns of scores.csv; with several they stand in
    `scores.QUESTIONNAIRE.csv`.
    """
    every = [outcome.line for outcome in outcomes if outcome.line is not None]
    by_questionnaire: dict[str, list[ScoreLine]] = {}
    for line in every:
        by_questionnaire.setdefault(line.questionnaire, []).append(line)
    if len(by_questionnaire) == 1:
        return {"scores.csv": _with_parts(next(iter(by_questionnaire.values())))}
    tables = {"scores.csv": _table(SCORE_COLUMNS, [line.cells for line in every])}
    for name, lines in sorted(by_questionnaire.items()):
        tables[f"scores.{name}.csv"] = _with_parts(lines)
    return tables


def problem_table(outcomes: Iterable[Outcome], words: Callable[[Problem], str]) -> bytes:
    """The problems of the run; `words` puts one into a sentence.

    Of a file with many the first ones stand there, and a note that counts the others.
    """
    rows = [
        (
            problem.source,
            str(problem.line or ""),
            str(problem.column or ""),
            problem.code,
            problem.severity.value,
            words(problem),
        )
        for outcome in outcomes
        for problem in shortened(outcome.problems)
    ]
    return _table(PROBLEM_COLUMNS, rows)


def _with_parts(lines: Sequence[ScoreLine]) -> bytes:
    """Lines of one questionnaire; what a short form does not ask is empty in its line."""
    parts = max((line.parts for line in lines), key=len)
    return _table(
        (*SCORE_COLUMNS, *parts),
        [(*line.cells, *(line.parts.get(name) for name in parts)) for line in lines],
    )


def _table(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    return csv_table(columns, rows).encode()
