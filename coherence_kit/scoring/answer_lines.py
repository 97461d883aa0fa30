"""What can be answered to a question, as lines for forms and listings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from coherence_kit.i18n import plain_number
from coherence_kit.model.questionnaire import Question
from coherence_kit.questions import kind_of
from coherence_kit.questions.kind import AnyKind
from coherence_kit.questions.shapes import Shape


def answer_lines(question: Question, language: str) -> Iterator[tuple[str, str]]:
    """Key and text of each answer that can be listed.

    A line without a key says what is wanted, where that does not show from these.
    """
    kind = kind_of(question)
    for label in kind.labels:
        if label.is_worded and not label.flag:
            yield label.key, label.in_language(language)
    wanted = what_is_wanted(kind, language)
    if wanted:
        yield "", wanted


def what_is_wanted(kind: AnyKind, language: str) -> str:
    """What an answer is, where that does not show from the answers that are listed.

    Else an empty text.
    """
    match kind.shape:
        case Shape.PICK_ONE:
            return _picked(kind, language)
        case Shape.PICK_MANY:
            return f"as many as hold, such as [{', '.join(kind.keys[:2])}]; [] if none does"
        case Shape.ORDER:
            return f"all of them, the first one first, such as [{', '.join(kind.keys)}]"
        case Shape.QUANTITY:
            return _number_wanted(kind, language)
        case Shape.PROSE:
            return "a date such as 2026-06-30" if kind.is_date else ""
    assert_never(kind.shape)


def _picked(kind: AnyKind, language: str) -> str:
    """The answers that have no text of their own, and those with a flag."""
    flagged = [label for label in kind.labels if label.flag is not None]
    if flagged and flagged[0].flag is not None:
        keys = ", ".join(label.key for label in flagged)
        flag = flagged[0].flag.in_language(language)
        return f"{keys}: {flag} (counts half a step less)"
    return " or ".join(label.spelt for label in kind.labels if not label.is_worded)


def _number_wanted(kind: AnyKind, language: str) -> str:
    unit = f", {kind.unit.in_language(language)}" if kind.unit else ""
    limits = [
        f"{word} {plain_number(limit)}"
        for word, limit in (("at least", kind.smallest), ("at most", kind.largest))
        if limit is not None
    ]
    return f"a number{unit}" + (f" ({' and '.join(limits)})" if limits else "")
