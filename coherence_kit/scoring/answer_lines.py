"""What can be answered to a question, as lines for forms and listings.

A line is the key, as a file has it, and what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import assert_never

from coherence_kit.i18n import plain_number
from coherence_kit.model.base import LocalizedText
from coherence_kit.model.questionnaire import Question
from coherence_kit.questions import kind_of
from coherence_kit.questions.kind import AnyKind
from coherence_kit.questions.shapes import Shape
from coherence_kit.words import Words

_A_DAY = "2026-06-30"
Say = Callable[[LocalizedText], str]


def answer_lines(words: Words, question: Question, language: str) -> Iterator[tuple[str, str]]:
    """Key and text of each answer that can be listed, or one line that says what is wanted.

    That line has no key.
    """
    kind = kind_of(question)
    for label in kind.labels:
        if label.is_worded and not label.flag:
            yield label.key, label.in_language(language)
    wanted = what_is_wanted(words, kind, lambda text: text.in_language(language))
    if wanted:
        yield "", wanted


def what_is_wanted(words: Words, kind: AnyKind, say: Say) -> str:
    """What an answer is, where that does not show from the answers that are listed.

    Args:
        words: of the sentence.
        kind: of the question.
        say: gives a text of the questionnaire in the language that is wanted.

    """
    match kind.shape:
        case Shape.PICK_ONE:
            return _picked(words, kind, say)
        case Shape.PICK_MANY:
            first = ", ".join(kind.keys[:2])
            return words.say("as many as hold, such as [{keys}]; [] if none does", keys=first)
        case Shape.ORDER:
            every = ", ".join(kind.keys)
            return words.say("all of them, the first one first, such as [{keys}]", keys=every)
        case Shape.QUANTITY:
            return _number_wanted(words, kind, say)
        case Shape.PROSE:
            return words.say("a date such as {date}", date=_A_DAY) if kind.is_date else ""
    assert_never(kind.shape)


def _picked(words: Words, kind: AnyKind, say: Say) -> str:
    """The answers that have no text of their own, and those with a flag."""
    flagged = [label for label in kind.labels if label.flag is not None]
    if flagged and flagged[0].flag is not None:
        return words.say(
            "{keys}: {flag} (counts half a step less)",
            keys=words.enumerate([label.key for label in flagged], "unit"),
            flag=say(flagged[0].flag),
        )
    if any(not label.is_worded for label in kind.labels):
        # For translators: keep yes and no, which are typed; say in brackets what they mean.
        return words.say_as("what is typed", "yes or no")
    return ""


def _number_wanted(words: Words, kind: AnyKind, say: Say) -> str:
    limits = limits_of(words, kind)
    if kind.unit is None:
        return words.say("a number ({limits})", limits=limits) if limits else words.say("a number")
    unit = say(kind.unit)
    if limits:
        return words.say("a number, {unit} ({limits})", unit=unit, limits=limits)
    return words.say("a number, {unit}", unit=unit)


def limits_of(words: Words, kind: AnyKind) -> str:
    """`at least 0 and at most 100`; an empty text where there are no limits."""
    least, most = (
        None if limit is None else plain_number(limit) for limit in (kind.smallest, kind.largest)
    )
    if least is not None and most is not None:
        return words.say("at least {least} and at most {most}", least=least, most=most)
    if least is not None:
        return words.say("at least {least}", least=least)
    return "" if most is None else words.say("at most {most}", most=most)
