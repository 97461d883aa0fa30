"""What the codes of a foreign table stand for."""

from __future__ import annotations

from collections.abc import Mapping

from coherence_kit.model.columns import EVERY_QUESTION, FIELDS, ColumnsFile

Codes = Mapping[str, "str | None"]
"""A code, as it stands in a cell, to what is read in its place; None for no answer."""
UNKNOWN = "unknown"
"""In a cell, that nobody knows the answer."""
BEFORE_A_REASON = ":"
NOT_APPLICABLE = "not applicable"
"""In a cell, that the question does not apply: `not applicable: no such office`."""


def codes_for(key: str, mapping: ColumnsFile) -> dict[str, str | None]:
    """The codes of one column.

    What is said of the column itself comes before what holds for every question.

    Args:
        key: the field or question that the column fills.
        mapping: what the codes of the table mean.

    """
    own = {
        code: cell_of(answer)
        for name, codes in mapping.codes.items()
        if name.strip().casefold() == key
        for code, answer in codes.items()
    }
    if key in FIELDS:
        return own
    every = {
        code: cell_of(answer) for code, answer in mapping.codes.get(EVERY_QUESTION, {}).items()
    }
    reasons = {
        code: f"{NOT_APPLICABLE}{BEFORE_A_REASON} {reason}"
        for code, reason in mapping.not_applicable.items()
    }
    return {
        **dict.fromkeys(mapping.missing),
        **dict.fromkeys(mapping.unknown, UNKNOWN),
        **reasons,
        **every,
        **own,
    }


def has_answers(key: str, mapping: ColumnsFile) -> bool:
    """Whether codes of this very question stand for answers; then all that occur are listed."""
    return any(
        answer is not None
        for name, codes in mapping.codes.items()
        if name.strip().casefold() == key
        for answer in codes.values()
    )


def cell_of(answer: str | tuple[str, ...] | None) -> str | None:
    """An answer as a cell has it: a list stands in brackets."""
    return f"[{', '.join(answer)}]" if isinstance(answer, tuple) else answer
