"""The aggregation rules, and how answers become scores, as text and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from coherence_kit.documents.json_text import json_text
from coherence_kit.questions import KINDS
from coherence_kit.questions.matrix import MATRIX
from coherence_kit.scoring.rules import RULES, Rule, ValueKind

WIDTH = 100


ANSWER_SCORINGS = (*(way for kind in KINDS.values() for way in kind.ways), MATRIX)
"""What scores an answer, type by type."""


def rules_text() -> str:
    """Every rule: formula, what it needs, monotone or not, what it does with what is missing."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "Rules that put parts together: w weights, p points, s scores from 0 to 100."
    for name, rule in RULES.items():
        yield ""
        yield f"{name}  ({rule.title})"
        yield _wrapped(rule.formula)
        yield _wrapped(f"{_kind(rule)}; {_stated(name, rule)}")
        yield _wrapped(f"Missing: {rule.missing}.")
    yield ""
    yield "What scores an answer, 0 to 100:"
    for scoring in ANSWER_SCORINGS:
        yield ""
        yield f"{scoring.name}  ({scoring.stated})"
        yield _wrapped(scoring.formula)


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="    ", subsequent_indent="    ")


def _kind(rule: Rule) -> str:
    if rule.measure is ValueKind.NOTHING:
        return "For any parts"
    monotone = "monotone" if rule.is_monotone else "not monotone, bounds by trying every case"
    return f"On {rule.measure.value}, {monotone}"


def _stated(name: str, rule: Rule) -> str:
    """How a questionnaire writes it down."""
    if not rule.parameters:
        return f"rule: {name}"
    needed = ", ".join(f"{key}: …" for key in sorted(rule.needed))
    optional = ", ".join(sorted(rule.parameters - rule.needed))
    stated = f"rule: {{name: {name}{', ' + needed if needed else ''}}}"
    return f"{stated}, {optional} if wanted" if optional else stated


def rules_json() -> str:
    """The same as JSON."""
    rules = [
        {
            "name": name,
            "title": rule.title,
            "formula": rule.formula,
            "on": rule.measure.value,
            "monotone": rule.is_monotone,
            "parameters": sorted(rule.parameters),
            "needed": sorted(rule.needed),
            "missing": rule.missing,
        }
        for name, rule in RULES.items()
    ]
    answers = [
        {"name": item.name, "stated": item.stated, "formula": item.formula}
        for item in ANSWER_SCORINGS
    ]
    return json_text({"rules": rules, "answers": answers})
