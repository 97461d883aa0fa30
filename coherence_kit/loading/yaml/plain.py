"""The value of a file in which nothing is out of the ordinary, in half the time.

Most files that come in are right, and nobody asks where in them anything stands. So values are
read first by themselves. Where there is anything else than maps with texts as keys, lists and
texts, where a limit may be near or anything may be wrong, nothing is said here, and the file is
composed with its places, which finds out what is to be told
(:mod:`coherence_kit.loading.yaml.events`).
"""

from __future__ import annotations

from collections.abc import Callable
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
from coherence_kit.loading.yaml.places import RefusedError
from coherence_kit.loading.yaml.values import (
    EPILOGUE,
    MAX_DEPTH,
    NULLS,
    UNUSUAL_IN_QUOTES,
    Value,
)

# Events come out of a C extension without types. `Any` is kept to this one name.
_Event: TypeAlias = Any

_LONGEST: Final = 100_000
"""Characters; a shorter text cannot hold so many keys and values that there are too many."""


class _DoubtError(Exception):
    """There is something in the file that is composed with care."""


def plain_value(text: str) -> Value:
    """The value of a text, exactly as composing it gives it; None where there is any doubt."""
    if len(text) > _LONGEST:
        return None
    try:
        return _Reader(events_of(text).__next__).document(text)
    except (_DoubtError, RefusedError, YAMLError, UnicodeDecodeError):
        return None


class _Reader:
    """Builds the value of one document from events; recursion ends at `MAX_DEPTH`."""

    def __init__(self, take: Callable[[], _Event]) -> None:
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
        rest = EPILOGUE.match(text, take().end_mark.index)
        if rest is None or rest.end() < len(text):
            raise _DoubtError
        return value

    def _node(self, event: _Event) -> Value:
        kind = type(event)
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
        take, node = self._take, self._node
        values: dict[str, Value] = {}
        while type(event := take()) is not MappingEndEvent:
            if type(event) is not ScalarEvent:
                raise _DoubtError
            name = _scalar(event)
            if not name or name in values or name == "<<":
                raise _DoubtError
            item = take()
            values[name] = _scalar(item) if type(item) is ScalarEvent else node(item)
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
