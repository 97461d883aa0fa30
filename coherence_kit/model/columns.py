"""How the columns and codes of a foreign table are read as submissions.

A table has one submission a row. Where its columns are not called by ids of questions, or its
answers are coded as in another data set, a file of this kind says which column is which question
and what each code stands for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal, get_args

from pydantic import BeforeValidator, Field

from coherence_kit.model.base import Model, Short, Text
from coherence_kit.model.submission import GivenValue

FORMAT = "coherence-kit/columns/1"

FieldName = Literal[
    "country",
    "country_name",
    "round",
    "date",
    "respondent",
    "questionnaire",
    "version",
    "standing",
    "short",
]
FIELDS: Final[tuple[FieldName, ...]] = get_args(FieldName)
"""What a column says of a submission itself."""
EVERY_QUESTION: Final = "*"
"""In `codes`, every column of answers."""


def _empty_map(value: object) -> object:
    return {} if value is None else value


def _empty_list(value: object) -> object:
    return () if value is None else value


class Constants(Model):
    """What holds for every row of a table, each a field of a submission."""

    country: Text | None = None
    country_name: Text | None = None
    round: Text | None = None
    date: Text | None = None
    respondent: Text | None = None
    questionnaire: Text | None = None
    version: Text | None = None
    standing: Text | None = None
    short: Text | None = None

    @property
    def stated(self) -> dict[str, str]:
        """Those that are stated, by the names of their fields."""
        fields = ((name, getattr(self, name)) for name in FIELDS)
        return {name: text for name, text in fields if text is not None}


Codes = Annotated[Mapping[Text, GivenValue | None], Field(min_length=1)]
_CodeList = Annotated[tuple[Text, ...], BeforeValidator(_empty_list), Short("null")]


class ColumnsFile(Model):
    """What the columns and codes of a table mean.

    Args:
        columns: name of a column to the question or field that it fills; nothing for one that is
            left out on purpose. Columns that are not listed go by their own names.
        codes: by question or field (or `*`, every question) what each code stands for; nothing for
            one that means unanswered.
        constants: what holds for every row, such as the questionnaire.
        missing: codes that mean unanswered, in every column of answers.
        unknown: codes that mean that nobody knows.
        not_applicable: codes that mean that a question does not apply, each with the reason.

    """

    format: Literal["coherence-kit/columns/1"]
    columns: Annotated[Mapping[Text, Text | None], BeforeValidator(_empty_map), Short("null")] = {}
    codes: Annotated[Mapping[Text, Codes], BeforeValidator(_empty_map), Short("null")] = {}
    constants: Annotated[Constants, BeforeValidator(_empty_map), Short("null")] = Constants()
    missing: _CodeList = ()
    unknown: _CodeList = ()
    not_applicable: Annotated[Mapping[Text, Text], BeforeValidator(_empty_map), Short("null")] = {}
