"""The value of a file in which nothing is out of the ordinary, in half the time.

Most files that come in are right, and of few it is asked where anything stands. So values are read
by themselves, and the marks of the parser are only laid by. Where there is anything else than maps
with texts as keys, lists and texts, where a limit may be near or anything may be wrong, nothing is
said here, and the file is composed with care, which finds out what is to be told
(:mod:`coherence_kit.loading.yaml.events`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from coherence_kit.loading.yaml.parsing import events_of
from coherence_kit.loading.yaml.places import Place, RefusedError
from coherence_kit.loading.yaml.values import (
    EPILOGUE,
    MAX_DEPTH,
    NULLS,
    UNUSUAL_IN_QUOTES,
    Value,
)

# Events come out of a C extension without types. `Any` is kept to this one name.
_Event: TypeAlias = Any
_Mark: TypeAlias = Any

_LONGEST: Final = 100_000
"""Characters; a shorter text cannot hold so many keys and values that there are too many."""


class _DoubtError(Exception):
    """There is something in the file that is composed with care."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A value, with where each part of it begins, in the order of the file."""

    value: Value
    marks: list[_Mark]

    def place(self) -> Place:
        """The places as composing gives them; the value must not have been changed."""
        return _place_of(self.value, (mark.index for mark in self.marks))


def _place_of(value: Value, offsets: Iterator[int]) -> Place:
    offset = next(offsets)
    if isinstance(value, dict):
        return offset, {
            name: (next(offsets), _place_of(inner, offsets)) for name, inner in value.items()
        }
    if isinstance(value, list):
        return offset, [_place_of(inner, offsets) for inner in value]
    return offset


def plain_value(text: str) -> Plain | None:
    """The value of a text, exactly as composing it gives it; None where there is any doubt."""
    if len(text) > _LONGEST:
        return None
    reader = _Reader(events_of(text).__next__)
    try:
        value = reader.document(text)
    except (_DoubtError, RefusedError, YAMLError, UnicodeDecodeError):
        return None
    return Plain(value, reader.marks)


class _Reader:
    """Builds the value of one document from events; recursion ends at `MAX_DEPTH`."""

    def __init__(self, take: Callable[[], _Event]) -> None:
        self.marks: list[_Mark] = []
        self._take = take
        self._depth = 0

    def document(self, text: str) -> Value:
        """The value of the whole, if nothing follows it."""
        take = self._take
        take()  # start of the stream
        start = take()
        if type(start) is not DocumentStartEvent or start.tags:
            raise _DoubtError
        value = self._node(take())
        if value is None:
            raise _DoubtError
        rest = EPILOGUE.match(text, take().end_mark.index)
        if rest is None or rest.end() < len(text):
            raise _DoubtError
        return value

    def _node(self, event: _Event) -> Value:
        kind = type(event)
        self.marks.append(event.start_mark)
        if kind is ScalarEvent:
            return _scalar(event)
        # an alias has an anchor too, and no tag
        if event.anchor is not None or event.ctag is not None or self._depth == MAX_DEPTH:
            raise _DoubtError
        self._depth += 1
        value = self._mapping() if kind is MappingStartEvent else self._sequence()
        self._depth -= 1
        return value

    def _sequence(self) -> list[Value]:
        take, node = self._take, self._node
        values: list[Value] = []
        while type(event := take()) is not SequenceEndEvent:
            values.append(node(event))
        return values

    def _mapping(self) -> dict[str, Value]:
        take, node, mark = self._take, self._node, self.marks.append
        values: dict[str, Value] = {}
        while type(event := take()) is not MappingEndEvent:
            if type(event) is not ScalarEvent:
                raise _DoubtError
            name = _scalar(event)
            if not name or name in values or name == "<<":
                raise _DoubtError
            mark(event.start_mark)
            item = take()
            if type(item) is ScalarEvent:
                mark(item.start_mark)
                values[name] = _scalar(item)
            else:
                values[name] = node(item)
        return values


def _scalar(event: _Event) -> str | None:
    if event.anchor is not None or event.ctag is not None:
        raise _DoubtError
    text: str = event.value
    style = event.style
    if not style:
        return None if text in NULLS else text
    if style == '"' and UNUSUAL_IN_QUOTES.search(text):
        raise _DoubtError
    return text
