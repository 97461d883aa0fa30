"""pydantic's validation errors as problems at a line and column, one for each fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.problems import did_you_mean

M = TypeVar("M", bound=BaseModel)

# pydantic's error type to (our code, what was expected); types not listed fall back to schema.value
_EXPECTED: dict[str, str] = {
    "kit_text": "a text",
    "kit_id": "an id: lower-case letters, digits and hyphens, in parts joined by dots (coordination.focal-point)",
    "kit_integer": "a whole number",
    "kit_number": "a decimal number such as 2 or 0.6",
    "kit_boolean": "true, false, yes or no",
    "kit_date": "a date as year-month-day, such as 2026-06-30",
    "kit_partial_date": "a date as 2005, 2005-11 or 2005-11-09",
    "kit_version": 'a version of two numbers, such as "1.0"',
    "kit_negative": "a number of 0 or more",
    "kit_share": "a share from 0 to 1, such as 0.6",
    "model_type": "a map of keys and values",
    "model_attributes_type": "a map of keys and values",
    "dict_type": "a map of keys and values",
    "mapping_type": "a map of keys and values",
    "list_type": "a list",
    "tuple_type": "a list",
    "string_type": "a text",
}
# names that pydantic puts into an error's place to say which member of a union it tried
_UNION_TAGS = frozenset(
    {"scale", "boolean", "choice", "text", "date", "all", "any", "in", "step", "option", "not_option"}
    | {"answer", "not_applicable", "unknown"}
)


def validate(document: Document, model: type[M]) -> M | None:
    """The document as a model, or None with its problems added."""
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        for entry in error.errors(include_url=False, include_input=False):
            _report(document, model, entry)
    return None


def _report(document: Document, model: type[BaseModel], entry: Mapping[str, Any]) -> None:
    kind, place = str(entry["type"]), tuple(segment for segment in entry["loc"] if segment != "[key]")
    context = entry.get("ctx", {})
    if kind == "missing":
        parent = _resolve(document.value, _without_tag(place[:-1]))
        document.report("schema.missing-key", parent, key=place[-1])
    elif kind == "extra_forbidden":
        known = known_keys(model, place[:-1])
        path = _resolve(document.value, place)
        hint = did_you_mean(str(place[-1]), known)
        document.report_key("schema.unknown-key", path, key=place[-1], known=", ".join(known), hint=hint)
    elif kind in {"literal_error", "union_tag_invalid", "enum"}:
        expected = str(context.get("expected") or context.get("expected_tags", "")).replace("'", "")
        path = _resolve(document.value, place)
        if kind == "union_tag_invalid":
            path = (*path, str(context.get("discriminator", "")).strip("'"))
        found = context.get("tag") or _value_at(document.value, path)
        words = expected.replace(" or ", ", ").split(", ")
        document.report("schema.choice", path, value=found, known=expected, hint=did_you_mean(str(found), words))
    elif kind == "union_tag_not_found":
        document.report(
            "schema.missing-key", _resolve(document.value, place), key=str(context.get("discriminator", "")).strip("'")
        )
    else:
        path = _resolve(document.value, place)
        expected = _EXPECTED.get(kind) or _bound(kind, context) or str(entry["msg"]).lower()
        found = _value_at(document.value, path)
        code = "schema.empty" if found is None or found in ("", [], {}) else "schema.value"
        document.report(code, path, value=_described(found), expected=expected, key=path[-1] if path else "file")


def _bound(kind: str, context: Mapping[str, Any]) -> str:
    words = {
        "greater_than_equal": ("a number of {} or more", "ge"),
        "less_than_equal": ("a number of {} or less", "le"),
        "too_short": ("at least {} entries", "min_length"),
        "string_pattern_mismatch": ("a text of the form {}", "pattern"),
    }
    template, name = words.get(kind, ("", ""))
    return template.format(context.get(name)) if template else ""


def _described(value: object) -> str:
    if isinstance(value, Mapping):
        return "a map"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return f'"{value}"'


def _without_tag(place: PathLike) -> PathLike:
    return place[:-1] if place and place[-1] in _UNION_TAGS else place


def _value_at(value: Any, path: Iterable[str | int]) -> Any:  # noqa: ANN401
    for segment in path:
        if isinstance(value, Mapping):
            value = value.get(segment)
        elif isinstance(value, list) and isinstance(segment, int) and segment < len(value):
            value = value[segment]
        else:
            return None
    return value


def _resolve(value: Any, place: PathLike) -> PathLike:  # noqa: ANN401
    """The part of pydantic's place that exists in the document.

    The place also holds union tags, which may have the name of a real key (`scale` is a type and a key). Of all ways to
    leave segments out, the one that keeps the last segment and the most others is the place meant.
    """
    best = max(_ways(value, place), key=lambda way: (bool(place) and way[1], len(way[0])))
    return best[0]


def _ways(value: Any, place: PathLike) -> list[tuple[PathLike, bool]]:  # noqa: ANN401
    """(kept segments, whether the last one is kept) of every way through; places are short, so there are few."""
    if not place:
        return [((), False)]
    head, rest = place[0], place[1:]
    ways = _ways(value, rest) if head in _UNION_TAGS or not _has(value, head) else []
    if _has(value, head):
        inner = value[head]
        ways += [((head, *kept), last or not rest) for kept, last in _ways(inner, rest)]
    return ways


def _has(value: Any, segment: str | int) -> bool:  # noqa: ANN401
    if isinstance(value, Mapping):
        return segment in value
    return isinstance(value, list) and isinstance(segment, int) and segment < len(value)


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def known_keys(model: type[BaseModel], place: PathLike) -> list[str]:
    """The keys that a model knows at a place, in the order of the model; union tags in the place are stepped over."""
    schema = _schema(model)
    candidates = _expanded(schema, schema)
    for segment in place:
        inner = [
            part for candidate in candidates for part in _inside(candidate, segment) for part in _expanded(part, schema)
        ]
        candidates = inner or candidates
    return list(dict.fromkeys(key for candidate in candidates for key in candidate.get("properties", {})))


def _inside(schema: Mapping[str, Any], segment: str | int) -> list[Mapping[str, Any]]:
    if isinstance(segment, int):
        return [schema["items"]] if "items" in schema else []
    if segment in schema.get("properties", {}):
        return [schema["properties"][segment]]
    extra = schema.get("additionalProperties")
    return [extra] if isinstance(extra, Mapping) else []


def _expanded(schema: Mapping[str, Any], root: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if "$ref" in schema:
        return _expanded(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    members = schema.get("anyOf") or schema.get("oneOf")
    if members:
        return [part for member in members for part in _expanded(member, root)]
    return [schema]
