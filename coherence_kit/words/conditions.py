"""When a question is asked, in words: of texts that are said already, for every form alike."""

from __future__ import annotations

from collections.abc import Sequence

from coherence_kit.words.catalogue import Words


def answer_is(words: Words, number: str, label: str, answers: Sequence[str]) -> str:
    """That a question has one of some answers: `the answer to 1.1 (Law) is yes`."""
    # For translators: what stands behind “Asked only if”; {answers} such as “step 2 or step 3”.
    return words.say(
        "the answer to {number} ({label}) is {answers}",
        number=number,
        label=label,
        answers=words.enumerate(answers, "or"),
    )


def all_hold(words: Words, conditions: Sequence[str]) -> str:
    """Several conditions that are to hold together."""
    return words.enumerate(conditions)


def one_holds(words: Words, conditions: Sequence[str]) -> str:
    """Several conditions of which one is enough."""
    return words.enumerate(conditions, "or")


def grouped(words: Words, condition: str) -> str:
    """A condition among others that has an "and" or an "or" of its own."""
    return words.say("({condition})", condition=condition)


def asked_only_if(words: Words, condition: str) -> str:
    """The sentence in which a form says that a question is not always asked."""
    return words.say("Asked only if {condition}.", condition=condition)
