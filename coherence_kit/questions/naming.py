"""An answer in a word, for tables and lines that have no room for what it says."""

from __future__ import annotations

from typing import assert_never

from coherence_kit.model.questionnaire import Question
from coherence_kit.model.submission import AnswerValue
from coherence_kit.questions import kind_of
from coherence_kit.questions.answers import answer_key, answer_keys
from coherence_kit.questions.parts import AnswerLabel
from coherence_kit.questions.shapes import Shape
from coherence_kit.words import Words


def answer_in_a_word(words: Words, question: Question, value: AnswerValue) -> str:
    """`step 2`, `yes`, an option's id, the boxes that are ticked, a number, a text."""
    kind = kind_of(question)
    match kind.shape:
        case Shape.PICK_ONE:
            return _picked(words, kind.label_of(value))
        case Shape.PICK_MANY:
            none = words.say_as("of several boxes", "none")
            return words.enumerate(answer_keys(value), "unit") or none
        case Shape.ORDER | Shape.QUANTITY | Shape.PROSE:
            return answer_key(value)
    assert_never(kind.shape)


def _picked(words: Words, label: AnswerLabel) -> str:
    if label.named_step is None:
        return yes_or_no(words, label) or label.key
    if label.flag:
        return words.say("step {step} in part", step=label.named_step)
    return words.say("step {step}", step=label.named_step)


def yes_or_no(words: Words, label: AnswerLabel) -> str:
    """The word for an answer that has no text of its own; an empty text for one that has."""
    if label.is_worded:
        return ""
    return words.say("yes") if label.key == "true" else words.say("no")
