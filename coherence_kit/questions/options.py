"""What types with options or boxes share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coherence_kit.model.questionnaire import Box, Option
from coherence_kit.questions.parts import AnswerLabel, Fault


def labels_of_options(options: Sequence[Option | Box]) -> tuple[AnswerLabel, ...]:
    """Id and text of each."""
    return tuple(AnswerLabel(option.id, text=option.text) for option in options)


def repeated_options(options: Sequence[Option | Box], key: str) -> Iterator[Fault]:
    """Each id that stands there already, in capital letters or small ones.

    `key` is that of the list.
    """
    seen: set[str] = set()
    for place, option in enumerate(options):
        if option.id.casefold() in seen:
            path = (key, place, "id")
            yield Fault("questionnaire.duplicate-option", path, {"id": option.id})
        seen.add(option.id.casefold())
