"""One node of an explanation as plain data.

Whoever has it can compute the figures of the node without the kit. Figures are exact fractions as
text (`75`, `200/3`), since nothing may be lost on the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from coherence_kit.analysis.explain import Explanation, Term
from coherence_kit.model.letters import LetterScale
from coherence_kit.questions import kind_of
from coherence_kit.questions.answers import answer_key
from coherence_kit.scoring.letter_sums import is_by_sum, worth_of


def explanation_data(part: Explanation) -> dict[str, Any]:
    """Inputs, rule with its parameters, and the figures that came out."""
    node = part.node
    return {
        "id": part.id,
        "number": part.number or None,
        "label": part.label,
        "kind": node.kind,
        "state": node.state,
        "is_root": part.is_root,
        "letters": _letters(node.letters),
        **(_question(part) if part.question is not None else _group(part)),
        "low": exact(node.low),
        "value": exact(node.value_unshown),
        "claimed": exact(node.claimed),
        "high": exact(node.high),
        "target": exact(node.target),
        "text": node.text,
        "shown": node.value is not None,
        "coverage": exact(node.coverage),
        "min_coverage": exact(node.min_coverage),
    }


def _group(part: Explanation) -> dict[str, Any]:
    spec = part.node.rule
    return {
        "rule": spec.name if spec else None,
        "formula": part.formula,
        "parameters": {
            "cap": exact(spec.cap),
            "n": spec.n,
            "exponent": exact(spec.exponent),
            "floor": exact(spec.floor),
            "tables": None
            if spec.tables is None
            else {str(many): dict(table) for many, table in spec.tables.items()},
            "by": spec.by,
            "worth": _worth(part),
        }
        if spec
        else None,
        "missing_is_lowest": part.missing_is_lowest,
        "inputs": [_input(term) for term in part.terms],
    }


def _worth(part: Explanation) -> dict[str, str | None] | None:
    """What each letter is worth, where letters are put together by their sum."""
    spec, letters = part.node.rule, part.node.letters
    if spec is None or letters is None or not is_by_sum(spec):
        return None
    return dict(zip(letters.grades, map(exact, worth_of(spec, letters)), strict=True))


def _input(term: Term) -> dict[str, Any]:
    return {
        "id": term.id,
        "number": term.number,
        "weight": exact(term.weight),
        "share": exact(term.share),
        "state": term.state,
        "low": exact(term.low),
        "value": exact(term.value),
        "claimed": exact(term.claimed),
        "high": exact(term.high),
        "coverage": exact(term.node.coverage),
        "can_become": [exact(score) for score in term.node.can_become],
        "can_leave": term.node.can_leave,
        "left_out": term.left_out or None,
    }


def _question(part: Explanation) -> dict[str, Any]:
    answer = part.answer
    return {
        "answer": list(answer) if isinstance(answer, tuple) else part.answer_key,
        "scoring": _scoring(part),
        "scored": part.node.scored,
        "lacks_evidence": part.node.lacks_evidence,
        "unproved": exact(part.node.unproved),
        "disputed": [
            {
                "respondent": one.id,
                "answer": None if one.answer is None else answer_key(one.answer),
                "score": exact(one.score),
                "is_value": one.is_counted,
            }
            for one in part.disputed
        ],
    }


def _scoring(part: Explanation) -> dict[str, Any]:
    """What turns the answer into a score."""
    if part.question is None:
        return {"by": None}
    scoring = kind_of(part.question).scoring(part.node.letters)
    place = None if part.working is None else part.working.place
    at = {} if place is None else {"place": exact(place)}
    return {"by": scoring.by, **at, **_as_data(scoring.inputs)}


def _as_data(inputs: object) -> Any:  # noqa: ANN401  (nested data)
    """The same with exact fractions as texts."""
    if isinstance(inputs, Fraction):
        return exact(inputs)
    if isinstance(inputs, Mapping):
        return {name: _as_data(value) for name, value in inputs.items()}
    return [_as_data(item) for item in inputs] if isinstance(inputs, (list, tuple)) else inputs


def _letters(letters: LetterScale | None) -> dict[str, Any] | None:
    if letters is None:
        return None
    return {"grades": list(letters.grades), "counts_as": dict(letters.counts_as)}


def exact(value: Fraction | None) -> str | None:
    """A fraction that loses nothing: `75`, `200/3`."""
    return None if value is None else str(value)
