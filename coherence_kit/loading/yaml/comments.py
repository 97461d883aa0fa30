"""Texts that a comment has cut: `Decision # 14 of 2024` says no more than "Decision".

Whether that was meant cannot be told for sure. It is asked of texts alone, not of answers, ids and
other codes, and not where the comment stands apart: on a line of its own, behind quotes, or behind
two spaces or more with no number after its sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

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

_COMMENT: Final = re.compile(r"(?<=[^ \t\r\n#])(?P<blank>[ \t]++)(?P<dropped>#[^\r\n]*+)")
_BEHIND: Final = re.compile(r"(?P<blank>[ \t]+)(?P<dropped>#[^\r\n]*)")
_NUMBERED: Final = re.compile(r"#[ \t]*(?:no\.?[ \t]*)?\d", re.IGNORECASE)
_TEXTS: Final = frozenset(
    {
        *("comment", "title", "reference", "page", "not_applicable", "unknown", "note", "by"),
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
    for key, scalar in _plain_values(text):
        found = _BEHIND.match(text, scalar.end_mark.index)
        if found is not None and _is_cut(key, scalar.value, found):
            params = {"key": shown(key), "value": shown(found["dropped"])}
            yield Fault("yaml.comment", *lines.at(found.start("dropped")), params)


def _is_cut(key: str, value: str, found: re.Match[str]) -> bool:
    """Whether what is dropped was probably meant to be read.

    What is answered is a text if it has several words.
    """
    is_numbered = _NUMBERED.match(found["dropped"]) is not None
    if key not in _TEXTS and not (" " in value and ("." in key or key == "answer")):
        return False
    return is_numbered or (bool(value) and len(found["blank"]) == 1)


def _plain_values(text: str) -> Iterator[tuple[str, Any]]:
    """Every value without quotes, by its key, as far as the file can be read."""
    keys: list[str | None] = []  # of the maps around; None where a key comes next, "" in a list
    try:
        with closing(events_of(text)) as events:
            for event in events:
                kind = type(event)
                if kind in {MappingStartEvent, SequenceStartEvent}:
                    keys.append(None if kind is MappingStartEvent else "")
                    continue
                if kind in {MappingEndEvent, SequenceEndEvent}:
                    keys.pop()
                elif kind is ScalarEvent and keys and keys[-1] is None:
                    keys[-1] = event.value
                    continue
                elif kind is ScalarEvent and keys and keys[-1] and not event.style:
                    yield keys[-1], event
                if keys and keys[-1]:
                    keys[-1] = None  # its value is read
    except YAMLError:
        return
