"""`depends_on`: when a question is asked, and when a measure fires."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import BeforeValidator, Discriminator, Field, Tag

from coherence_kit.model.base import Id, Model, OneOrMore, Text


def _as_list(value: object) -> object:
    return [value] if isinstance(value, (str, bool)) else value


class AnswerIn(Model):
    """True if the answer to `question` is one of `values`.

    A value is the text of a step, an option, true or false.
    """

    question: Id
    values: Annotated[
        tuple[Text, ...], BeforeValidator(_as_list), OneOrMore(), Field(alias="in", min_length=1)
    ]


class AllOf(Model):
    """True if every part is."""

    parts: Annotated[tuple[Condition, ...], Field(alias="all", min_length=1)]


class AnyOf(Model):
    """True if one part is."""

    parts: Annotated[tuple[Condition, ...], Field(alias="any", min_length=1)]


def _condition_shape(value: object) -> str:
    if isinstance(value, Mapping):
        return next((name for name in ("all", "any") if name in value), "in")
    if isinstance(value, AllOf):
        return "all"
    return "any" if isinstance(value, AnyOf) else "in"


Condition = Annotated[
    Annotated[AnswerIn, Tag("in")] | Annotated[AllOf, Tag("all")] | Annotated[AnyOf, Tag("any")],
    Discriminator(_condition_shape),
]
AllOf.model_rebuild()
AnyOf.model_rebuild()


def tests(condition: Condition) -> Iterator[AnswerIn]:
    """Every test inside a condition, from left to right."""
    if isinstance(condition, AnswerIn):
        yield condition
    else:
        for part in condition.parts:
            yield from tests(part)
