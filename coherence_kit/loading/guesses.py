"""Which answer somebody meant who wrote what it says in place of its number or id: `With an objective`, `step 2`, `Y`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coherence_kit.loading.answer_wording import keys_of
from coherence_kit.model.questionnaire import ChoiceQuestion, Question, ScaleQuestion, Step

_NUMBERED = re.compile(r"(?:[^\W\d_]{1,12}\.?\s*)?(-?[0-9]{1,9})\s*[.):]*")
_YES = frozenset({"y", "ok", "x", "✓", "1", "oui", "si", "sí"})
_NO = frozenset({"n", "0", "non"})


def likely_answer(question: Question, raw: object) -> str:
    """` Did you mean "2"?` where a text says in words, or nearly, what is answered with a key; else an empty text."""
    if not isinstance(raw, str):
        return ""
    meant = _meant(question, _plain(raw))
    return f' Did you mean "{meant}"?' if meant else ""


def _meant(question: Question, text: str) -> str:
    if question.type == "boolean":
        return "yes" if text in _YES else "no" if text in _NO else ""
    found = _NUMBERED.fullmatch(text)
    if found and isinstance(question, ScaleQuestion) and found[1] in keys_of(question):
        return found[1]
    named = {key for key, name in _names(question) if name == text}
    return named.pop() if len(named) == 1 else ""


def _names(question: Question) -> Iterator[tuple[str, str]]:
    """Each key with what its answer says, in every language: of a step its name, its text, and both together."""
    if isinstance(question, ChoiceQuestion):
        for option in question.options:
            yield from ((option.id, _plain(text)) for text in option.text.root.values())
    if isinstance(question, ScaleQuestion):
        for step, said in question.steps.items():
            yield from ((str(step), _plain(text)) for text in _wordings(said))


def _wordings(step: Step) -> Iterator[str]:
    yield from step.name.root.values()
    if step.text is not None:
        yield from step.text.root.values()
        yield from (step.in_language(language) for language in step.name.root)


def _plain(text: str) -> str:
    """A text for comparing: small letters, single blanks, no full stop at its end."""
    return " ".join(text.split()).casefold().rstrip(".")
