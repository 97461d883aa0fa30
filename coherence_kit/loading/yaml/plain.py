"""The value of a file in which nothing is out of the ordinary, in half the time.

Most files that come in are right, and of few it is asked where anything stands. So values are read
by themselves. Where there is anything else than maps with texts as keys, lists and texts, where a
limit may be near or anything may be wrong, nothing is said here, and the file is composed with
care, which finds out what is to be told (:mod:`coherence_kit.loading.yaml.events`).
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
_Collection: TypeAlias = "dict[str, Value] | list[Value]"

_LONGEST: Final = 180_000
"""Characters; a shorter text cannot hold so many keys and values that there are too many."""


class _DoubtError(Exception):
    """There is something in the file that is composed with care."""


def plain_value(text: str) -> Value:
    """The value of a text, exactly as composing it gives it; None where there is any doubt."""
    if len(text) > _LONGEST:
        return None
    try:
        return _document(text, events_of(text).__next__)
    except (_DoubtError, RefusedError, YAMLError, UnicodeDecodeError):
        return None


def _document(text: str, take: Callable[[], _Event]) -> Value:
    """The value of the whole, if nothing follows it."""
    take()  # start of the stream
    start = take()
    if type(start) is not DocumentStartEvent or start.tags:
        raise _DoubtError
    value = _node(take, has_escapes="\\" in text)
    if value is None:
        raise _DoubtError
    rest = EPILOGUE.match(text, take().end_mark.index)
    if rest is None or rest.end() < len(text):
        raise _DoubtError
    return value


def _node(  # noqa: C901, PLR0912  (each branch is one kind of event)
    take: Callable[[], _Event], *, has_escapes: bool
) -> Value:
    """The next value, in one loop: a call for each of its parts takes as long as reading them."""
    whole: list[Value] = []
    into: _Collection = whole
    inner: _Collection = whole
    name: str | None = None  # of the value that comes next, in a map
    around: list[tuple[_Collection, str | None]] = []
    while not whole or around:
        event = take()
        kind = type(event)
        value: Value
        if kind is ScalarEvent:
            if event.anchor is not None or event.ctag is not None:
                raise _DoubtError
            value = event.value
            style = event.style
            if not style:
                value = None if value in NULLS else value
            elif has_escapes and style == '"' and UNUSUAL_IN_QUOTES.search(event.value):
                raise _DoubtError
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            into, name = around.pop()
            continue
        # an alias has an anchor too, and no tag
        elif event.anchor is not None or event.ctag is not None or len(around) == MAX_DEPTH:
            raise _DoubtError
        else:
            value = inner = {} if kind is MappingStartEvent else []
        if isinstance(into, list):
            into.append(value)
        elif name is None:
            if type(value) is not str or not value or value in into or value == "<<":
                raise _DoubtError
            name = value
            continue
        else:
            into[name] = value
            name = None
        if kind is not ScalarEvent:
            around.append((into, name))
            into, name = inner, None
    return whole[0]
