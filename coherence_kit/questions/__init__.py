"""All that is known of a type of question.

What may be answered, what it scores, how it is checked, guessed and drawn: one module for each
type, and one table of them. Everything above this room asks a kind, or decides by its shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from coherence_kit.model.questionnaire import Question
from coherence_kit.questions.boolean import Boolean
from coherence_kit.questions.boxes import Boxes
from coherence_kit.questions.choice import Choice
from coherence_kit.questions.kind import AnyKind, QuestionKind
from coherence_kit.questions.number import Number
from coherence_kit.questions.prose import Date, Text
from coherence_kit.questions.scale import Steps

KINDS: Mapping[str, type[QuestionKind[Any]]] = {
    "scale": Steps,
    "boolean": Boolean,
    "choice": Choice,
    "multiple-choice": Boxes,
    "number": Number,
    "text": Text,
    "date": Date,
}
"""Every type of question by its name in files.

A matrix is a group of choices (`questions.matrix`).
"""


_MOST_KEPT: Final = 10_000
_kept: dict[int, AnyKind] = {}
"""Kinds by where their questions are in memory: a question is a large thing to compare."""


def kind_of(question: Question) -> AnyKind:
    """All that is known of a question because of its type; worked out once for a question."""
    kind = _kept.get(id(question))
    if kind is None or kind.question is not question:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        kind = _kept[id(question)] = KINDS[question.type](question)
    return kind
