"""How sure results are as JSON, format 1.

Format version 1: values are points from 0 to 100, null where there is none or where the result is a
letter, whose levels are letters; shares run from 0 to 1, but for estimated shares of the variance,
which stand here as they came out. Figures are rounded to six places, so that every machine writes
the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from coherence_kit.documents.json_text import json_text
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.robustness import (
    Change,
    Indices,
    Input,
    MovesLevel,
    Order,
    Robustness,
    RootRobustness,
    Sensitivity,
    Spread,
)
from coherence_kit.rendering.data.assessment import assessment_data

FORMAT_VERSION = 1
_PERCENTILES = [5, 95]
_INPUTS: dict[Input, str] = {
    "rule": "rule",
    "weights": "weights",
    "answers": "missing_answers",
    "readers": "readers",
    "limits": "limits",
}


def robustness_json(
    assessments: Sequence[Assessment], orders: Sequence[Order], *, rank: bool = False
) -> str:
    """A list with an entry for each submission; `rank` adds its place among several."""
    sources = [assessment.source for assessment in assessments]
    entries = []
    for number, assessment in enumerate(assessments):
        if assessment.robustness is not None:
            entry = _entry(assessment, assessment.robustness)
            for result in entry["results"]:
                order = next((order for order in orders if order.id == result["id"]), None)
                if order is not None:
                    result["order"] = _order(order, number, sources, rank=rank)
            entries.append(entry)
    return json_text(entries)


def _entry(assessment: Assessment, robustness: Robustness) -> dict[str, Any]:
    head = assessment_data(assessment)
    return {
        "format": "coherence-kit/robustness",
        "format_version": FORMAT_VERSION,
        **{name: head[name] for name in ("kit_version", "questionnaire", "submission")},
        "settings": {**asdict(robustness.sampling), "percentiles": _PERCENTILES},
        "rules_kept": list(robustness.kept),
        "results": [_result(assessment.nodes[root.id], root) for root in robustness.roots],
    }


def _result(node: NodeResult, root: RootRobustness) -> dict[str, Any]:
    widest = root.widest_rule
    return {
        "id": root.id,
        "value": _number(node, root.value),
        "level": root.level,
        "shown": root.is_shown,
        "missing": root.missing,
        "read": root.read,
        "weights": _spread(node, root.weights),
        "missing_answers": _spread(node, root.answers),
        "readers": _spread(node, root.readers),
        "limits": None if root.limits is None else {"level_stays": root.limits},
        "together": _together(node, root),
        "rules": [
            {
                "rule": rule.rule,
                "where": rule.where,
                "groups": rule.groups,
                **_change(node, root, rule),
            }
            for rule in root.rules
        ],
        "left_out": [
            {"question": item.question, **_change(node, root, item)} for item in root.left_out
        ],
        "moves_level_most": _moves_level(root.moves_level),
        "moves_most": {
            "choice": root.widest_choice,
            "question": root.widest_question.question if root.widest_question else None,
            "rule": {"rule": widest.rule, "where": widest.where} if widest else None,
        },
        "level_changes": {
            "rules": len(root.changing(root.rules)),
            "questions": len(root.changing(root.left_out)),
        },
        "variance": _sensitivity(node, root.sensitivity),
    }


def _spread(node: NodeResult, spread: Spread | None) -> dict[str, Any] | None:
    if spread is None:
        return None
    return {
        "low": _number(node, spread.low),
        "high": _number(node, spread.high),
        "level_low": spread.level_low,
        "level_high": spread.level_high,
        "level_stays": spread.stays,
        "without_value": spread.left,
    }


def _together(node: NodeResult, root: RootRobustness) -> dict[str, Any] | None:
    """What is drawn at once, and what is: weights, and whatever else can vary."""
    spread = _spread(node, root.together)
    if spread is None:
        return None
    there = {"weights": True, "missing_answers": root.missing, "readers": root.read}
    return {"inputs": [name for name, many in there.items() if many], **spread}


def _moves_level(moved: MovesLevel | None) -> dict[str, Any] | None:
    if moved is None:
        return None
    return {"inputs": [_INPUTS[name] for name in moved.inputs], "level_stays": moved.stays}


def _change(node: NodeResult, root: RootRobustness, change: Change) -> dict[str, Any]:
    return {
        "value": _number(node, change.value),
        "change": _number(node, change.change),
        "level": change.level,
        "changes_level": root.changes_level(change),
    }


def _sensitivity(node: NodeResult, found: Sensitivity | None) -> dict[str, Any] | None:
    if found is None:
        return None

    def indices(of: Indices) -> dict[str, float]:
        return {"first": of.first, "total": of.total, "error": of.error}

    return {
        "total": _number(node, found.variance),
        "rule": indices(found.rule),
        "weights": indices(found.weights),
        "missing_answers": indices(found.answers),
        "readers": indices(found.readers),
    }


def _order(order: Order, number: int, sources: Sequence[str], *, rank: bool) -> dict[str, Any]:
    """How often the order to each other submission turns, and the place."""
    data: dict[str, Any] = {
        "turns": [
            {"against": source, "share": share}
            for other, (source, share) in enumerate(zip(sources, order.turned[number], strict=True))
            if other != number
        ]
    }
    if rank:
        place = order.places[number]
        data["rank"] = None if place is None else asdict(place)
    return data


def _number(node: NodeResult, value: float | None) -> float | None:
    """A value as a number; none where the result is a letter."""
    return None if node.letters is not None else value
