"""Which texts of a question are others in another version of its questionnaire."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from coherence_kit.model.base import LocalizedText
from coherence_kit.model.comparison import Part
from coherence_kit.model.questionnaire import Question

_FIELDS: Mapping[Part, tuple[str, ...]] = {
    Part.QUESTION: ("label", "text"),
    Part.STEPS: ("steps", "half_step", "options", "thresholds", "unit"),
    Part.GUIDANCE: ("guidance", "who", "evidence"),
}


def reworded_parts(then: Question, now: Question) -> tuple[Part, ...]:
    """The parts of a question with other texts, in any language that both versions have.

    A translation that was added is no other wording.
    """
    return tuple(
        part
        for part, names in _FIELDS.items()
        if any(_differ(getattr(then, name, None), getattr(now, name, None)) for name in names)
    )


def _differ(then: object, now: object) -> bool:
    """Whether two parts of a question say something else; figures and ids are no texts."""
    if isinstance(then, LocalizedText) and isinstance(now, LocalizedText):
        both = then.root.keys() & now.root.keys()
        return not both or any(_words(then.root[one]) != _words(now.root[one]) for one in both)
    if isinstance(then, BaseModel) and isinstance(now, BaseModel):
        names = type(now).model_fields
        return any(_differ(getattr(then, name, None), getattr(now, name)) for name in names)
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        return any(_differ(then.get(key), now.get(key)) for key in {**then, **now})
    if isinstance(then, tuple) and isinstance(now, tuple):
        pairs = zip(then, now, strict=False)
        return len(then) != len(now) or any(_differ(one, other) for one, other in pairs)
    has_words = isinstance(then, (LocalizedText, BaseModel)) or isinstance(
        now, (LocalizedText, BaseModel)
    )
    return has_words and then != now


def _words(text: str) -> str:
    """A text however its lines are broken."""
    return " ".join(text.split())
