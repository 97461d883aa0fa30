"""Mappings: which question bears on which item of another framework.

A mapping holds facts, numbers and short labels, and a reading of them. It adds no figure: a mean
over the questions of an item would be an index that nobody has published.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from coherence_kit.model.base import (
    ID_PATTERN,
    LONGEST_ID,
    Id,
    LocalizedText,
    Model,
    PartialDate,
    Text,
    Version,
)

FORMAT = "coherence-kit/mapping/1"

Relation = Literal["same", "part", "supports"]
"""A question asks what the item says, a part of it, or a condition for it."""
RELATIONS: tuple[Relation, ...] = get_args(Relation)
FEWEST_QUESTIONS = 2
"""An item that fewer questions ask, whole or in part, is touched only."""
REFERENCE_PATTERN = f"{ID_PATTERN}/{ID_PATTERN}"
_REFERENCE = re.compile(REFERENCE_PATTERN)


def parse_reference(value: object) -> str:
    """A question with its questionnaire: `intragovernmental/planning.budget`."""
    if (
        not isinstance(value, str)
        or not _REFERENCE.fullmatch(value)
        or any(len(part) > LONGEST_ID for part in value.split("/"))
    ):
        raise PydanticCustomError("kit_reference", "questionnaire/question expected")
    return value


QuestionReference = Annotated[
    str,
    BeforeValidator(parse_reference),
    WithJsonSchema({"type": "string", "pattern": f"^{REFERENCE_PATTERN}$"}),
]


class FrameworkItem(Model):
    """An objective, target, principle or domain: its number there, and a label in own words."""

    number: Text
    label: LocalizedText


class MappedQuestion(Model):
    """A question with the items that it bears on, by number."""

    question: QuestionReference
    bears: Annotated[Mapping[Text, Relation], Field(min_length=1)]
    note: LocalizedText | None = None

    @property
    def questionnaire(self) -> str:
        """The id of its questionnaire."""
        return self.question.partition("/")[0]

    @property
    def id(self) -> str:
        """Its id there."""
        return self.question.partition("/")[2]


class FrameworkMapping(Model):
    """One edition of a framework with its items, and the questions that bear on them.

    Args:
        title: of the framework.
        edition: which of its editions the numbers are those of.
        date: of that edition.
        reference: where its text is.
        standing: what its sentences may be called.
        scope: which of its items are listed, where these are not all.
        made_by: whose reading it is that a question bears on an item.
        items: in the order of the framework.
        questions: in any order; an item that none names is not asked.

    """

    format: Literal["coherence-kit/mapping/1"]
    id: Id
    version: Version
    title: LocalizedText
    edition: LocalizedText
    date: PartialDate
    reference: LocalizedText
    standing: LocalizedText
    scope: LocalizedText | None = None
    made_by: LocalizedText
    items: Annotated[tuple[FrameworkItem, ...], Field(min_length=1)]
    questions: tuple[MappedQuestion, ...]
