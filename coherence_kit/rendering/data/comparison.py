"""Two rounds compared, as JSON and as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from coherence_kit.analysis.explain import label_of
from coherence_kit.documents.csv_cells import Cell, csv_table
from coherence_kit.documents.json_text import json_text
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.comparison import Change, Comparison
from coherence_kit.model.submission import Answer
from coherence_kit.questions.answers import answer_key
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.rendering.data.assessment import assessment_data
from coherence_kit.rendering.data.comparison_shape import (
    ChangeData,
    ComparisonData,
    RoundSideData,
    SideData,
)
from coherence_kit.rendering.data.plan import measure_then_data

NEW, GONE = "new", "gone"
"""In the table, what stands in one of the rounds alone."""
_SIDES = ("state", "answer", "low", "value", "high")
COLUMNS = (
    "id",
    "id_then",
    "kind",
    "number",
    "label",
    "movement",
    "least",
    "by_value",
    "steps",
    *(f"{name}_then" for name in _SIDES),
    *(f"{name}_now" for name in _SIDES),
    "reworded",
    "why",
)
FIGURES = frozenset(
    {"least", "by_value", *(f"{name}_{at}" for name in _SIDES[2:] for at in ("then", "now"))}
)
"""Columns of figures, whole numbers apart."""


def comparison_json(comparison: Comparison) -> str:
    """A comparison as JSON text."""
    return json_text(comparison_data(comparison))


def comparison_data(comparison: Comparison) -> ComparisonData:
    """A comparison as plain data."""
    numbers = numbers_of(comparison.now.nodes, comparison.now.root_id)
    return {
        "format": "coherence-kit/comparison",
        "format_version": 1,
        "kit_version": comparison.now.kit_version,
        "then": _round(comparison.then),
        "now": _round(comparison.now),
        "is_partial": comparison.is_partial,
        "nodes": {
            name: _change(change, numbers.get(name)) for name, change in comparison.changes.items()
        },
        "not_compared": [
            {"id": one.id, "id_then": one.id_then, "why": one.why.value}
            for one in comparison.not_compared
        ],
        "new": list(comparison.new),
        "gone": list(comparison.gone),
        "measures": [measure_then_data(one) for one in comparison.measures],
        "came": list(comparison.came),
        "went": list(comparison.went),
    }


def _round(assessment: Assessment) -> RoundSideData:
    data = assessment_data(assessment)
    return {"submission": data["submission"], "questionnaire": data["questionnaire"]}


def _change(change: Change, number: str | None) -> ChangeData:
    is_letter = change.now.letters is not None
    return {
        "number": number,
        "kind": change.now.kind,
        "movement": change.movement.value,
        "least": None if is_letter else float(change.least),
        "by_value": None if is_letter else _number(change.by_value),
        "steps": change.steps,
        "reworded": [part.value for part in change.reworded],
        "then": _side(change.id_then, change.then, change.answer_then),
        "now": _side(change.id, change.now, change.answer_now),
    }


def _side(name: str, node: NodeResult, answer: Answer) -> SideData:
    return {
        "id": name,
        "state": node.state,
        "low": _number(node.numeric_or_none(node.low)),
        "value": _number(node.numeric_or_none(node.value)),
        "high": _number(node.numeric_or_none(node.high)),
        "text": node.text,
        "answer": None if answer.value is None else answer_key(answer.value),
        "lacks_evidence": node.lacks_evidence,
        "disputed": node.is_disputed,
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


# --- the table -----------------------------------------------------------------------------------


def comparison_csv(comparison: Comparison, language: str = "en") -> str:
    """A line for each section and question, those of one of the rounds alone last.

    UTF-8, commas, line feeds, a header line; labels are in the language.
    """
    lines = comparison_lines(comparison, language)
    return csv_table(COLUMNS, ([line.get(name) for name in COLUMNS] for line in lines))


def comparison_lines(comparison: Comparison, language: str = "en") -> Iterator[dict[str, Cell]]:
    """The lines of the table by columns; one that a line lacks is empty."""
    data = comparison_data(comparison)
    then, now = comparison.then, comparison.now
    for name, change in data["nodes"].items():
        yield {
            "id": name,
            "id_then": change["then"]["id"],
            "kind": change["kind"],
            "number": change["number"],
            "label": label_of(now, name, language),
            "movement": change["movement"],
            "least": change["least"],
            "by_value": change["by_value"],
            "steps": None if change["steps"] is None else str(change["steps"]),
            "reworded": " ".join(change["reworded"]),
            **_cells(change["then"], "then"),
            **_cells(change["now"], "now"),
        }
    numbers = numbers_of(now.nodes, now.root_id), numbers_of(then.nodes, then.root_id)
    for one in comparison.not_compared:
        yield {
            "id": one.id,
            "id_then": one.id_then,
            "kind": "question",
            "number": numbers[0].get(one.id),
            "label": label_of(now, one.id, language),
            "movement": "not_compared",
            "why": one.why.value,
        }
    for movement, assessment, names, place in (
        (NEW, now, comparison.new, 0),
        (GONE, then, comparison.gone, 1),
    ):
        for name in names:
            yield {
                "id": name if movement == NEW else None,
                "id_then": name if movement == GONE else None,
                "kind": "question",
                "number": numbers[place].get(name),
                "label": label_of(assessment, name, language),
                "movement": movement,
            }


def _cells(side: SideData, which: str) -> dict[str, Cell]:
    return {
        f"state_{which}": side["state"],
        f"answer_{which}": side["answer"],
        f"low_{which}": side["low"],
        f"value_{which}": side["value"],
        f"high_{which}": side["high"],
    }
