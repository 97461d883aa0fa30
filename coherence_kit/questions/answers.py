"""An answer's value as text, whatever the type of its question."""

from __future__ import annotations

from fractions import Fraction

from coherence_kit.i18n import plain_number
from coherence_kit.model.submission import AnswerValue


def answer_key(value: AnswerValue) -> str:
    """An answer as conditions and evidence tables have it: `3`, `true`, `2.5`, an id."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Fraction):
        return plain_number(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def answer_keys(value: AnswerValue) -> tuple[str, ...]:
    """Every key that an answer has: of several boxes one each."""
    return value if isinstance(value, tuple) else (answer_key(value),)
