"""Places in a file, and faults at them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

# A place is the offset of a node in characters; a collection adds the places of
# its children. Plain tuples of integers, and lines only counted when somebody
# asks, because making a line and a column for each node cost as much as parsing.
Places: TypeAlias = "dict[str, tuple[int, Place]] | list[Place]"
Place: TypeAlias = "int | tuple[int, Places]"

_LINE_BREAK: Final = re.compile(r"\r\n?|\n")
_LONGEST_QUOTE: Final = 80


class Position(NamedTuple):
    """A place in a file: line and column, both from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a file: its code, its place (from 1) and what the message needs."""

    code: str
    line: int
    column: int
    params: dict[str, str] = field(default_factory=dict)


class RefusedError(Exception):
    """Reading cannot go on; carries the fault that says why."""

    def __init__(self, fault: Fault) -> None:
        """Keep the fault."""
        super().__init__(fault.code)
        self.fault = fault


class Positions:
    """Places of all nodes and mapping keys of a composed file."""

    __slots__ = ("_found", "_starts", "_text")

    def __init__(self, text: str = "", root: Place | Callable[[], Place] = 0) -> None:
        """Keep the text and the offsets, or what finds them; both it and lines wait to be asked."""
        self._text = text
        self._found = root
        self._starts: list[int] | None = None

    @property
    def _root(self) -> Place:
        if callable(self._found):
            self._found = self._found()
        return self._found

    def locate(self, path: tuple[str | int, ...], *, key: bool = False) -> Position:
        """Return the place of the deepest node on the path that exists.

        Segments that lead nowhere are skipped, so a path may hold names that are
        not in the file (those of a model, say). With `key`, the place is that of
        the mapping key instead of its value, where there is one. Never fails; an
        empty file answers with line 1, column 1.
        """
        node = self._root
        key_offset = node if isinstance(node, int) else node[0]
        for segment in path:
            found = _child(node, segment)
            if found is not None:
                key_offset, node = found
        if key:
            return self.at(key_offset)
        return self.at(node if isinstance(node, int) else node[0])

    def is_aliased(self, path: tuple[str | int, ...]) -> bool:
        """Whether the path leads through an alias.

        Its value was then written before the place itself.
        """
        node = self._root
        for segment in path:
            found = _child(node, segment)
            if found is None:
                continue
            key_offset, child = found
            before = key_offset if isinstance(segment, str) else _offset(node)
            if _offset(child) < before:
                return True
            node = child
        return False

    def is_quoted(self, path: tuple[str | int, ...]) -> bool:
        """Whether the value that the path leads to stands in quotes, or as a block of lines."""
        node = self._root
        for segment in path:
            found = _child(node, segment)
            if found is None:
                return False
            node = found[1]
        return self._text[_offset(node) : _offset(node) + 1] in {'"', "'", "|", ">"}

    def at(self, offset: int) -> Position:
        """Return the line and column of an offset in characters."""
        if self._starts is None:
            self._starts = [0, *(found.end() for found in _LINE_BREAK.finditer(self._text))]
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)


def _offset(node: Place) -> int:
    return node if isinstance(node, int) else node[0]


def _child(node: Place, segment: str | int) -> tuple[int, Place] | None:
    """Return the offset of a child's key (of itself in a list) and its place."""
    if isinstance(node, int):
        return None
    children = node[1]
    if isinstance(children, dict):
        return children.get(segment) if isinstance(segment, str) else None
    if isinstance(segment, str) or not 0 <= segment < len(children):
        return None
    item = children[segment]
    return (item if isinstance(item, int) else item[0]), item


def shown(text: str) -> str:
    """Cut what a message quotes: a key may be a megabyte long."""
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def code_point(character: str | int) -> str:
    """Name a character that cannot be shown: `U+0000`."""
    number = character if isinstance(character, int) else ord(character)
    return f"U+{number:04X}"
