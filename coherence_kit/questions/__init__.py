"""All that is known of a type of question.

What may be answered, what it scores, how it is checked, guessed and drawn: one module for each
type, and one table of them. Everything above this room asks a kind, or decides by its shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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


def kind_of(question: Question) -> AnyKind:
    """All that is known of a question because of its type."""
    return KINDS[question.type](question)
