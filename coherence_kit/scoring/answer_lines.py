"""What can be answered to a question, as lines for forms and listings: the key as a file has it, and what it says."""

from __future__ import annotations

from collections.abc import Iterator

from coherence_kit.i18n import plain_number
from coherence_kit.model.questionnaire import (
    ChoiceQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    Question,
    ScaleQuestion,
)
from coherence_kit.scoring.answers import half_steps

_BY_TYPE = {"date": "a date such as 2026-06-30", "boolean": "yes or no"}


def answer_lines(question: Question, language: str) -> Iterator[tuple[str, str]]:
    """Key and text of each answer that can be listed, or one line without a key that says what is wanted."""
    if isinstance(question, ScaleQuestion):
        for step, text in sorted(question.steps.items()):
            yield str(step), text.in_language(language)
        yield from _flag(question, language)
    elif isinstance(question, (ChoiceQuestion, MultipleChoiceQuestion)):
        for option in question.options:
            yield option.id, option.text.in_language(language)
        if isinstance(question, MultipleChoiceQuestion):
            first = ", ".join(option.id for option in question.options[:2])
            yield "", f"as many as hold, such as [{first}]; [] if none does"
    elif isinstance(question, NumberQuestion):
        yield "", _number_wanted(question, language)
    elif question.type in _BY_TYPE:
        yield "", _BY_TYPE[question.type]


def _flag(question: ScaleQuestion, language: str) -> Iterator[tuple[str, str]]:
    flagged = half_steps(question)
    if question.half_step is not None and flagged:
        keys = ", ".join(f"{step}-{question.half_step.id}" for step in flagged)
        yield (
            "",
            f"{keys}: {question.half_step.text.in_language(language)} (counts half a step less)",
        )


def _number_wanted(question: NumberQuestion, language: str) -> str:
    unit = f", {question.unit.in_language(language)}" if question.unit else ""
    limits = [
        f"{word} {plain_number(limit)}"
        for word, limit in (("at least", question.smallest), ("at most", question.largest))
        if limit is not None
    ]
    return f"a number{unit}" + (f" ({' and '.join(limits)})" if limits else "")
