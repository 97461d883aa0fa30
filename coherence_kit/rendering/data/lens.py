"""A lens as plain data, beside the assessment that it looks at."""

from __future__ import annotations

from fractions import Fraction

from coherence_kit.analysis.lens import Lens, LensPart
from coherence_kit.rendering.data.assessment_shape import LensData, LensPartData


def lens_data(lens: Lens) -> LensData:
    """The document, the questions that cite it, and the parts with their figures."""
    return {
        "document": lens.document.id,
        "title": lens.document.title,
        "questions": list(lens.questions),
        "scored_questions": lens.scored,
        "parts": {part.result.id: _part(part) for part in lens.parts},
    }


def _part(part: LensPart) -> LensPartData:
    node = part.result
    return {
        "questions": part.questions,
        "answered": part.answered,
        "left_out": part.left_out,
        "value": _number(node.numeric_or_none(node.value)),
        "claimed": _number(node.numeric_or_none(node.claimed)),
        "text": node.text,
        "low": _number(node.numeric_or_none(node.low)),
        "high": _number(node.numeric_or_none(node.high)),
        "coverage": _number(node.coverage),
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
