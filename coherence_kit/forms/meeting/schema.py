"""What the writer and the reader of the sheet for a meeting agree on."""

from __future__ import annotations

from typing import Final

from coherence_kit.forms.xlsx.schema import MEETING
from coherence_kit.words import Words

__all__ = [
    "ANSWER", "BELONGS", "BY", "COLUMNS", "COUNTRY", "DATE", "FORMAT", "FORMAT_KEY", "GIVEN",
    "INPUTS", "KEY", "KIND", "MEETING", "NOTE", "NOT_APPLICABLE", "NUMBER", "QUESTION",
    "QUESTIONNAIRE", "ROUND", "STEPS", "decision_heads",
]  # fmt: skip

FORMAT: Final = "coherence-kit/meeting/1"
BELONGS: Final = "coherence-kit:meeting-of"
"""Marks the hidden sheet that says what the workbook belongs to."""
FORMAT_KEY, COUNTRY, ROUND, QUESTIONNAIRE = "format", "country", "round", "questionnaire"
"""Kinds of its rows; the last has the id, the version and the hash beside it."""

KEY, KIND, NUMBER, QUESTION, GIVEN, STEPS = (
    "key",
    "kind",
    "number",
    "question",
    "given",
    "steps",
)
ANSWER, NOT_APPLICABLE, BY, DATE, NOTE = "answer", "not_applicable", "by", "date", "note"
INPUTS: Final = (ANSWER, NOT_APPLICABLE, BY, DATE, NOTE)
"""Columns that people type into; they are called as a decision has them in a round file."""
COLUMNS: Final = (KEY, KIND, NUMBER, QUESTION, GIVEN, STEPS, *INPUTS)


def decision_heads(words: Words) -> dict[str, str]:
    """The heads of the columns by what they are for."""
    return {
        NUMBER: words.say("No."),
        QUESTION: words.say("Question"),
        GIVEN: words.say("What the offices answered"),
        STEPS: words.say("Answers on the table"),
        ANSWER: words.say("Decision: answer"),
        NOT_APPLICABLE: words.say("Or: not applicable, because …"),
        BY: words.say("Decided by"),
        DATE: words.say("Date"),
        NOTE: words.say("Note"),
    }
