"""Texts that a comment has cut: `Decision # 14 of 2024` says no more than "Decision".

Whether that was meant cannot be told for sure. It is asked of texts alone, not of ids and other
codes, and not where the comment stands apart: on a line of its own, behind quotes, or behind two
spaces or more. If a number follows its sign, more is asked about: behind quotes or any spaces, and
on a line of its own that is indented as if it belonged to a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from coherence_kit.loading.yaml.parsing import events_of
from coherence_kit.loading.yaml.places import Fault, Positions, shown

# Events come out of a C extension without types. `Any` is kept to this one name.
_Event: TypeAlias = Any

_NUMBER: Final = r"#[ \t]*(?:no\.?[ \t]*)?\d"
_COMMENT: Final = re.compile(rf"(?<=[^ \t\r\n#])[ \t]++#|[\r\n][ \t]++{_NUMBER}", re.IGNORECASE)
_BEHIND: Final = re.compile(r"(?P<blank>[ \t]+)(?P<dropped>#[^\r\n]*)")
_BELOW: Final = re.compile(rf"[ \t]*(?:\r\n?|\n){_BEHIND.pattern}")
_NUMBERED: Final = re.compile(_NUMBER, re.IGNORECASE)
_ID: Final = re.compile(r"[a-z][a-z0-9_.-]*|.")
_BLOCKS: Final = frozenset("|>")
_YES_OR_NO: Final = frozenset(("yes", "no", "true", "false"))
_TEXTS: Final = frozenset(
    {
        *("comment", "title", "reference", "page", "not_applicable", "unknown", "note", "by"),
        "url",
        *("entity", "role", "contact", "round", "signed_off", "country_name", "reason", "text"),
        *("label", "why", "name", "statement", "meaning", "hint", "en", "fr", "es", "ar"),
    }
)
"""Keys whose values are texts, in any file of the kit."""


def cut_texts(text: str) -> Iterator[Fault]:
    """Each text of a file behind which a comment stands as if it belonged to it."""
    if " #" not in text and "\t#" not in text:  # what most files have none of
        return
    if _COMMENT.search(text) is None:
        return
    lines = Positions(text)
    for key, scalar in _values(text):
        found = _cut_behind(text, key.value, scalar) or _cut_by_a_line(text, key, scalar)
        if found is not None:
            params = {"key": shown(key.value), "value": shown(found["dropped"])}
            yield Fault("yaml.comment", *lines.at(found.start("dropped")), params)


def _cut_behind(text: str, key: str, scalar: _Event) -> re.Match[str] | None:
    """What is dropped behind a value on its line, if it was probably meant to be read."""
    found = _BEHIND.match(text, scalar.end_mark.index)
    if found is None:
        return None
    value, dropped, is_near = scalar.value, found["dropped"], len(found["blank"]) == 1
    if scalar.style:
        is_cut = is_near and _NUMBERED.match(dropped) and _is_text(key, value, dropped)
    elif _NUMBERED.match(dropped):
        is_cut = _is_text(key, value, dropped)
    elif value:
        is_cut = is_near and (key in _TEXTS or (" " in value and _is_answer(key)))
    else:
        is_cut = is_near and key in _TEXTS and any(map(str.isdigit, dropped))
    return found if is_cut else None


def _cut_by_a_line(text: str, key: _Event, scalar: _Event) -> re.Match[str] | None:
    """A line with # and a number in the place of one of the text, at its end or its beginning."""
    colon = text.find(":", key.end_mark.index) + 1
    for end in (scalar.end_mark.index, colon):
        found = None if scalar.style else _BELOW.match(text, end)
        if (
            found is not None
            and len(found["blank"]) > key.start_mark.column
            and _NUMBERED.match(found["dropped"])
            and _is_text(key.value, scalar.value, found["dropped"])
        ):
            return found
    return None


def _is_answer(key: str) -> bool:
    return "." in key or key == "answer"


def _is_text(key: str, value: str, dropped: str) -> bool:
    """Whether a value is a text, if a number follows the sign of the comment.

    An answer of one word may be an id with a remark: `law # 2 of them`. In `decree #14` the number
    stands so close to its sign that it is none.
    """
    if key in _TEXTS or not _is_answer(key):
        return key in _TEXTS
    if " " in value:
        return True
    is_code = value[:1].isdigit() or value.lower() in _YES_OR_NO
    return not is_code and (dropped[1:2].isdigit() or (bool(value) and not _ID.fullmatch(value)))


def _values(text: str) -> Iterator[tuple[_Event, _Event]]:
    """Every value on the lines of its key, with the key, as far as the file can be read."""
    keys: list[_Event] = []  # of the maps around; None where a key comes next, False in a list
    try:
        for event in events_of(text):
            kind = type(event)
            if kind in {MappingStartEvent, SequenceStartEvent}:
                keys.append(None if kind is MappingStartEvent else False)
                continue
            if kind in {MappingEndEvent, SequenceEndEvent}:
                keys.pop()
            elif kind is ScalarEvent and keys and keys[-1] is None:
                keys[-1] = event
                continue
            elif kind is ScalarEvent and keys and keys[-1] and event.style not in _BLOCKS:
                yield keys[-1], event
            if keys and keys[-1]:
                keys[-1] = None  # its value is read
    except YAMLError:
        return
