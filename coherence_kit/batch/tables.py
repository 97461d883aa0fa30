"""The tables over all submissions of a batch, as CSV: UTF-8, a comma, line feeds, a header line.

Users' texts cannot become formulas: a text that a spreadsheet would calculate gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from coherence_kit.batch.run import Outcome
from coherence_kit.documents.csv_cells import harmless
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.problems import Problem

SCORE_COLUMNS = (
    "source", "country", "round", "respondent", "questionnaire", "version",
    "value", "text", "low", "high", "level", "level_low", "level_high", "coverage",
)  # fmt: skip
PROBLEM_COLUMNS = ("source", "line", "column", "code", "severity", "message")

Row = Sequence[str]


def score_tables(outcomes: Iterable[Outcome]) -> dict[str, bytes]:
    """File name to content: scores.csv, and a table for each questionnaire where there are several.

    With one questionnaire its sections are further columns of scores.csv; with several they stand in
    `scores.QUESTIONNAIRE.csv`.
    """
    every = [outcome.assessment for outcome in outcomes if outcome.assessment is not None]
    by_questionnaire: dict[str, list[Assessment]] = {}
    for assessment in every:
        by_questionnaire.setdefault(assessment.questionnaire.id, []).append(assessment)
    if len(by_questionnaire) == 1:
        return {"scores.csv": _with_sections(next(iter(by_questionnaire.values())))}
    tables = {"scores.csv": _table(SCORE_COLUMNS, [_score_row(assessment) for assessment in every])}
    for name, assessments in sorted(by_questionnaire.items()):
        tables[f"scores.{name}.csv"] = _with_sections(assessments)
    return tables


def problem_table(outcomes: Iterable[Outcome], words: Callable[[Problem], str]) -> bytes:
    """Every problem of the run; `words` puts one into a sentence."""
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
        for problem in outcome.problems
    ]
    return _table(PROBLEM_COLUMNS, rows)


def _with_sections(assessments: Sequence[Assessment]) -> bytes:
    sections = assessments[0].nodes[assessments[0].root_id].children
    rows = [
        (*_score_row(assessment), *(_section_cell(assessment.nodes[section]) for section in sections))
        for assessment in assessments
    ]
    return _table((*SCORE_COLUMNS, *sections), rows)


def _score_row(assessment: Assessment) -> Row:
    submission, root = assessment.submission, assessment.root
    return (
        assessment.source,
        submission.country or "",
        submission.round or "",
        (submission.respondent.entity if submission.respondent else None) or "",
        assessment.questionnaire.id,
        assessment.questionnaire.version,
        _number(root.number(root.value)),
        root.text or "",
        _number(root.number(root.low)),
        _number(root.number(root.high)),
        root.level or "",
        root.level_low or "",
        root.level_high or "",
        _number(root.coverage),
    )


def _section_cell(node: NodeResult) -> str:
    """A section's figure, or its letter."""
    return node.text or "" if node.letters is not None else _number(node.value)


def _number(value: Fraction | None) -> str:
    return "" if value is None else repr(float(value))


def _table(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode()
