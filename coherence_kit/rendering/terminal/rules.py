"""The aggregation rules, and how answers become scores, as text and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from coherence_kit.scoring.rules import RULES, Rule, ValueKind

WIDTH = 100


@dataclass(frozen=True, slots=True)
class AnswerScoring:
    """How one kind of answer becomes a score from 0 to 100."""

    name: str
    stated: str
    formula: str


ANSWER_SCORINGS = (
    AnswerScoring("scale", "type: scale", "step k of a scale from a to b: 100·(k − a)/(b − a)"),
    AnswerScoring(
        "half step",
        "type: scale, half_step: {id, text, steps}",
        "step k with the flag: 100·(k − 1/2 − a)/(b − a)",
    ),
    AnswerScoring("yes or no", "type: boolean", "100 or 0"),
    AnswerScoring(
        "single choice",
        "type: choice, options with score, letter or both",
        "what the option states",
    ),
    AnswerScoring(
        "several boxes, share",
        "type: multiple-choice, scoring: share",
        "100·boxes ticked/boxes; no box, [], is 0",
    ),
    AnswerScoring(
        "several boxes, points",
        "type: multiple-choice, scoring: {name: points, cap}, options with points",
        "100·min(c, points ticked)/c, with c = min(cap, all points)",
    ),
    AnswerScoring(
        "several boxes, any n of",
        "type: multiple-choice, scoring: {name: any-n-of, n}",
        "100·min(n, boxes ticked)/n",
    ),
    AnswerScoring(
        "number, goalposts",
        "type: number, goalposts: {low, high, scale: linear or logarithmic}",
        "100·(x − low)/(high − low), or with logarithms, x kept between the goalposts; low may be the greater",
    ),
    AnswerScoring(
        "number, thresholds",
        "type: number, thresholds: [{score}, {from, score}, …], or letters",
        "the score or letter of the class that x is in; classes are closed below",
    ),
    AnswerScoring(
        "matrix",
        "type: matrix, rows, columns, rubric",
        "a group with one single choice, <matrix>.<row>, for each row",
    ),
)


def rules_text() -> str:
    """Every rule with its formula, what it needs, whether it is monotone and what it does with what is missing."""
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
    return json.dumps({"rules": rules, "answers": answers}, ensure_ascii=False, indent=2) + "\n"
