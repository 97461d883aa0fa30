"""The base of all models and the scalar types: text of a file in, typed value out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Annotated, Any, Protocol

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    RootModel,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from coherence_kit.i18n import language_chain
from coherence_kit.model.days import read_date


class Model(BaseModel):
    """Frozen, and a key that it does not know is a problem rather than ignored."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, protected_namespaces=()
    )

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        """What has an id is shown by it: whole, a questionnaire would fill a hundred screens."""
        if "id" not in type(self).model_fields:
            return super().__repr_args__()
        named = ("id", "type", "version")
        return [(name, getattr(self, name)) for name in named if hasattr(self, name)]


ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*"
NUMBER_PATTERN = r"-?([0-9]+)(?:\.([0-9]+))?(?:[eE][+-]?0*([0-9]+))?"
_ID = re.compile(ID_PATTERN)
_INTEGER = re.compile(r"-?[0-9]{1,9}")
_NUMBER = re.compile(NUMBER_PATTERN)
MOST_DIGITS = 34
"""Of a number, without the zeros in front of it; data files have at most as many."""
LARGEST_EXPONENT = 99
"""Ten to the power of so much, or of so much less than 0, is the most a number is moved by."""
_LONGEST_NUMBER = 200  # a text with more signs is no number, whatever zeros it has in front
_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")
_BOOLEANS = {"true": True, "yes": True, "false": False, "no": False}
LONGEST_ID = 120


def parse_text(value: object) -> str:
    """A scalar of the file, as typed; a list, a map or nothing is not a text."""
    if not isinstance(value, str) or not value.strip():
        raise PydanticCustomError("kit_text", "text expected")
    return value


def parse_id(value: object) -> str:
    """An id: parts of lower-case letters and digits joined by hyphens and dots."""
    if not isinstance(value, str) or len(value) > LONGEST_ID or not _ID.fullmatch(value):
        raise PydanticCustomError("kit_id", "id expected")
    return value


def parse_integer(value: object) -> int:
    """A whole number of at most nine digits."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str) or not _INTEGER.fullmatch(value):
        raise PydanticCustomError("kit_integer", "whole number expected")
    return int(value)


def parse_number(value: object) -> Fraction:
    """A decimal number, with or without exponent, exactly as typed; nan and inf are none.

    Its digits and its exponent are limited: no short text makes a number that fills the memory.
    """
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return Fraction(value)
    found = _NUMBER.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("kit_number", "number expected")
    digits = (found[1] + (found[2] or "")).lstrip("0")
    is_long = len(digits) > MOST_DIGITS or len(found[0]) > _LONGEST_NUMBER
    if is_long or len(found[3] or "") > len(str(LARGEST_EXPONENT)):
        raise PydanticCustomError("kit_number_size", "number with fewer digits expected")
    return Fraction(found[0])


def parse_boolean(value: object) -> bool:
    """true, false, yes or no."""
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value not in _BOOLEANS:
        raise PydanticCustomError("kit_boolean", "true, false, yes or no expected")
    return _BOOLEANS[value]


def parse_date(value: object) -> dt.date:
    """A calendar day, however it is written, if it can be read as one day only."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    read = read_date(value) if isinstance(value, str) else None
    if read is None or len(read) < len("2005-11-09"):
        raise PydanticCustomError("kit_date", "date expected")
    return dt.date.fromisoformat(read)


def parse_partial_date(value: object) -> str:
    """A date as a source gives it: a year, a month or a day (2005, 2005-11, 2005-11-09)."""
    read = read_date(value) if isinstance(value, str) else None
    if read is None:
        raise PydanticCustomError("kit_partial_date", "date expected")
    return read


def parse_typed_date(value: object) -> str:
    """A date in one spelling, or the text as it was typed where none can be read out of it."""
    typed = parse_text(value)
    return read_date(typed) or typed


def _parse_date_or_nothing(value: object) -> dt.date | None:
    """A calendar day; of a text that is none the loader tells, and it counts as not stated."""
    try:
        return parse_date(value)
    except PydanticCustomError:
        if value is not None and not isinstance(value, str):
            raise
        return None


def is_version(text: str) -> bool:
    """Whether a text is a version, such as `2.0`."""
    return _VERSION.fullmatch(text) is not None


def parse_version(value: object) -> str:
    """MAJOR.MINOR."""
    if not isinstance(value, str) or not _VERSION.fullmatch(value):
        raise PydanticCustomError("kit_version", "version expected")
    return value


def _non_negative(value: Fraction) -> Fraction:
    if value < 0:
        raise PydanticCustomError("kit_negative", "number of 0 or more expected")
    return value


def _share(value: Fraction) -> Fraction:
    if not 0 <= value <= 1:
        raise PydanticCustomError("kit_share", "share expected")
    return value


class Short:
    """In JSON Schema, a short form beside the long one.

    It is what the validator in front of a field takes as well.
    """

    def __init__(self, *types: str, **schema: object) -> None:
        """Name the types, or give the schema of the short form."""
        self.schema = {"type": list(types), **schema} if types else schema

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [handler(core_schema), self.schema]}


class OneOrMore:
    """In JSON Schema, a single item beside a list of them."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        several = handler(core_schema)
        return {"anyOf": [several, several["items"]]}


# Editors read YAML scalars by their look: 1.10 is a number to them and true a boolean,
# though every one is a text here.
SCALAR = ("string", "number", "boolean")
_decimal = {"type": "number"}
_booleans = {"enum": [True, False, "true", "false", "yes", "no"]}

NOT_BLANK = r"\S"
Text = Annotated[
    str,
    BeforeValidator(parse_text),
    WithJsonSchema({"type": list(SCALAR), "pattern": NOT_BLANK}),
]
Id = Annotated[
    str,
    BeforeValidator(parse_id),
    WithJsonSchema({"type": "string", "pattern": f"^{ID_PATTERN}$"}),
]
Integer = Annotated[int, BeforeValidator(parse_integer), WithJsonSchema({"type": "integer"})]
Boolean = Annotated[bool, BeforeValidator(parse_boolean), WithJsonSchema(_booleans)]
StatedDate = Annotated[
    dt.date | None,
    BeforeValidator(_parse_date_or_nothing),
    WithJsonSchema({"type": ["string", "null"]}),
]
TypedDate = Annotated[
    str, BeforeValidator(parse_typed_date), WithJsonSchema({"type": ["string", "integer"]})
]
PartialDate = Annotated[
    str, BeforeValidator(parse_partial_date), WithJsonSchema({"type": ["string", "integer"]})
]
Version = Annotated[
    str, BeforeValidator(parse_version), WithJsonSchema({"type": ["string", "number"]})
]
# A fraction has one spelling in canonical JSON whether the file says 0.5 or 0.50.
_as_ratio = PlainSerializer(str, return_type=str)
Number = Annotated[Fraction, BeforeValidator(parse_number), _as_ratio, WithJsonSchema(_decimal)]
Positive = Annotated[
    Fraction,
    BeforeValidator(lambda value: _non_negative(parse_number(value))),
    _as_ratio,
    WithJsonSchema({**_decimal, "minimum": 0}),
]
Share = Annotated[
    Fraction,
    BeforeValidator(lambda value: _share(parse_number(value))),
    _as_ratio,
    WithJsonSchema({**_decimal, "minimum": 0, "maximum": 1}),
]

UNDETERMINED = "und"


def _by_language(value: object) -> object:
    if isinstance(value, str):
        return {UNDETERMINED: value}
    return value


LANGUAGE_CODE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
Language = Annotated[str, Field(pattern=LANGUAGE_CODE)]


def is_language(text: str) -> bool:
    """Whether a text has the shape of a code of a language: `en`, `fr-CA`."""
    return re.fullmatch(LANGUAGE_CODE, text) is not None


_Texts = Annotated[
    Mapping[Language, Text],
    BeforeValidator(_by_language),
    Short(*SCALAR, pattern=NOT_BLANK),
    Field(min_length=1),
]


class Localizable(Protocol):
    """What there may be in several languages: a text, or a step with name and text."""

    def in_language(self, wanted: str, available: tuple[str, ...] = ()) -> str:
        """The text in the language nearest to the one wanted."""

    def language_for(self, wanted: str, available: tuple[str, ...] = ()) -> str:
        """Tag of that language; `und` if unstated."""


class LocalizedText(RootModel[_Texts]):
    """A text in one or more languages; a bare string is a text whose language is not stated."""

    model_config = ConfigDict(frozen=True)

    def in_language(self, wanted: str, available: tuple[str, ...] = ()) -> str:
        """The text in the language nearest to the one wanted; falls back, never fails."""
        return self.root[self.language_for(wanted, available)]

    def language_for(self, wanted: str, available: tuple[str, ...] = ()) -> str:
        """Tag of the language in which the text is given to somebody who wants another one.

        It is `und` if the language is not stated.
        """
        for language in language_chain(wanted, (*available, *self.root)):
            if language in self.root:
                return language
        return next(iter(self.root))

    def __str__(self) -> str:
        """English, or the first language there is."""
        return self.in_language("en")


def split_version(version: str) -> tuple[int, int]:
    """(major, minor) of a valid version."""
    major, _, minor = version.partition(".")
    return int(major), int(minor)


def scalar_as_value(value: object) -> object:
    """Let `weight: 2` stand for `weight: {value: 2}`."""
    return {"value": value} if isinstance(value, (str, int, Fraction)) else value
