"""The figures that a PDF report carries, against those that its submissions give."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from coherence_kit.problems import Problem, ProblemsFound, clip

_MOST: Final = 100  # differences that are named; a report with one is not relied on
_KIT = "kit_version"

Place = tuple[str, ...]
Figure = tuple[Place, object, object]
"""Where a figure stands, what the report has there, and what its submission gives."""


def printed_figures(data: bytes, source: str) -> list[Any]:
    """What a report says of each of its submissions; nothing in it is as expected for certain.

    Raises:
        ProblemsFound: it is no list of them, or one of a draft.

    """
    try:
        printed = json.loads(data)
    except (ValueError, RecursionError):
        printed = None
    if not isinstance(printed, list):
        raise ProblemsFound([Problem("verify.no-figures", source)])
    if any(_part(entry, "submission", "draft") for entry in printed):
        raise ProblemsFound([Problem("verify.draft", source)])
    return printed


def original_name(printed: list[Any], place: int) -> str:
    """The name that the n-th submission, from 1, had when the report was made."""
    named = _part(printed[place - 1], "submission", "source") if place <= len(printed) else None
    return named if isinstance(named, str) else ""


def differing_figures(
    printed: list[Any], scored: list[Any], source: str, *, of_any_kit: bool
) -> Iterator[Problem]:
    """A problem for each figure that does not follow, the first hundred of them.

    Args:
        printed: what the report carries.
        scored: what its submissions give.
        source: the report as the user named it.
        of_any_kit: let another release of the kit have made it.

    """
    left_out = frozenset({_KIT}) if of_any_kit else frozenset()
    for place, old, new in islice(_differences(printed, scored, (), left_out), _MOST):
        params = {"printed": _shown(old), "scored": _shown(new)}
        path = tuple(clip(part) for part in place)
        yield Problem("verify.figure", source, path=path, params=params)


def _part(entry: object, *keys: str) -> object:
    for key in keys:
        entry = entry.get(key) if isinstance(entry, Mapping) else None
    return entry


def _differences(
    old: object, new: object, place: Place, left_out: frozenset[str]
) -> Iterator[Figure]:
    """Goes only as deep as what is scored does, however deep the other may be."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key, value in new.items():
            if key not in left_out:
                yield from _differences(old.get(key), value, (*place, str(key)), left_out)
        for key in old.keys() - new.keys():
            yield (*place, str(key)), old[key], None
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True), start=1):
            yield from _differences(one, other, (*place, str(index)), left_out)
    elif type(old) is not type(new) or old != new:
        yield place, old, new


def _shown(value: object) -> str:
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, Mapping):
        return "a set of keys with values"
    return "nothing" if value is None else clip(str(value))
