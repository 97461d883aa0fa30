"""The documents that prove an answer, as forms name them."""

from __future__ import annotations

from coherence_kit.forms.layout import FormQuestion
from coherence_kit.questions.kind import EVERY_ANSWER
from coherence_kit.words import Words


def proof_of_every_answer(question: FormQuestion) -> str:
    """What proves any answer, such as a number; empty where each has documents of its own."""
    return dict(question.evidence).get(EVERY_ANSWER, "")


def proof_lines(words: Words, question: FormQuestion) -> list[str]:
    """Each document with the answer that it proves; none where the questionnaire names none."""
    return [_with_answer(words, question, key, text) for key, text in question.evidence]


def _with_answer(words: Words, question: FormQuestion, key: str, text: str) -> str:
    if question.has_steps:
        return words.say("Step {step}: {text}", step=key, text=text)
    if key == EVERY_ANSWER:
        return text
    named = {answer.proof_key: answer.text for answer in question.answers if answer.is_word}
    return words.say("{answer}: {text}", answer=named.get(key, key), text=text)
