"""The entries of a map in a YAML file as lines, with the comments above each.

Only lines that have to change are changed: comments, blanks and quotes stay where they are. A
round trip through values would hang a comment on what stands above it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from coherence_kit.loading.yaml.events import compose
from coherence_kit.loading.yaml.places import Position

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+\Z")
_STEP: Final = "  "
_KEY: Final = re.compile(r"[ ]*(?:\"[^\"]*\"|'[^']*'|[^\s:#]+)[ ]*:")
_BEHIND_BRACE: Final = re.compile(r"\}[ \t]+(?P<comment>#[^\r\n]*)")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)*\w* ")
_NOWHERE: Final = Position(0, 0)


@dataclass(slots=True)
class EntryLines:
    """An entry with the lines above it that belong to no other.

    Args:
        name: its key.
        above: comments and blank lines.
        lines: from the key on.
        value: what the file says.
        at: the place of the value, its line counted from the first of `lines`, both from 0.
        parts: of a map in block style the line of each key, counted alike.

    """

    name: str
    above: list[str]
    lines: list[str]
    value: Any = None
    at: Position = _NOWHERE
    parts: dict[str, int] = field(default_factory=dict)

    def is_in_braces(self) -> bool:
        """Whether the value is a map in flow style."""
        return isinstance(self.value, Mapping) and not self.parts

    def put_first(self, key: str, text: str) -> None:
        """Put a part in front of the others; of an entry without parts the value becomes `answer`.

        A part in front takes no comment of the next entry along.
        """
        indent = self.lines[0][: len(self.lines[0]) - len(self.lines[0].lstrip(" "))] + _STEP
        ending = self.lines[0][len(self.lines[0].rstrip("\r\n")) :]
        if self.is_in_braces():
            line, column = self.at
            row = self.lines[line]
            self.lines[line] = f"{row[: column + 1]}{key}: {text}, {row[column + 1 :]}"
        elif self.parts:
            first = min(self.parts.values())
            row = self.lines[first]
            blanks = row[: len(row) - len(row.lstrip(" "))]
            self.lines.insert(first, f"{blanks}{key}: {text}{ending}")
        else:
            found = _KEY.match(self.lines[0])
            end = found.end() if found else len(self.lines[0].rstrip())
            rest = self.lines[0][end:]
            further = [f"{_STEP}{row}" if row.strip() else row for row in self.lines[1:]]
            self.lines = [
                f"{self.lines[0][:end]}{ending}",
                f"{indent}{key}: {text}{ending}",
                f"{indent}answer:{rest}",
                *further,
            ]

    def take_out(self, key: str) -> None:
        """Take a part of a map in block style out, but not the comments below it."""
        start = self.parts.pop(key)
        later = [line for line in self.parts.values() if line > start]
        row = self.lines[start]
        column = len(row) - len(row.lstrip(" "))
        end = _end_of_block(self.lines, start, min(later, default=len(self.lines)), column)
        del self.lines[start:end]
        for name, line in self.parts.items():
            if line > start:
                self.parts[name] = line - (end - start)

    def write_anew(self, lines: Sequence[str]) -> None:
        """Other lines in place of its own; a comment behind a closing brace stays at the key."""
        found = _BEHIND_BRACE.search(self.lines[-1])
        self.lines = list(lines)
        if found:
            row = self.lines[0]
            bare = row.rstrip("\r\n")
            self.lines[0] = f"{bare}  {found['comment']}{row[len(bare) :]}"


class EntriesOfFile:
    """The entries below a key at the top of a file, to be changed and written again."""

    def __init__(self, text: str, key: str) -> None:
        """Take the file apart.

        Raises:
            ValueError: there are none, or they do not stand each on lines of its own, as in JSON.

        """
        composed = compose(text.encode())
        top, places = composed.value, composed.positions
        values = top.get(key) if isinstance(top, dict) else None
        if not isinstance(top, dict) or not isinstance(values, dict) or not values:
            raise ValueError(key)
        starts = {name: places.locate((key, name), key=True) for name in values}
        head = places.locate((key,), key=True)
        self._column = _common_column(list(starts.values()), head)
        lines: list[str] = _LINE.findall(text)
        self.ending = "\r\n" if "\r\n" in text else "\n"
        if not lines[-1].endswith(("\n", "\r")):
            lines[-1] += self.ending
        keys = (places.locate((one,), key=True).line for one in top)
        stop = min((line - 1 for line in keys if line > head.line), default=len(lines))
        self._head = lines[: head.line]
        self.entries, below = self._taken_apart(lines[:stop], head.line, starts)
        self._below = below + lines[stop:]
        for entry in self.entries:
            path, start = (key, entry.name), starts[entry.name].line
            entry.value = values[entry.name]
            place = places.locate(path)
            entry.at = Position(place.line - start, place.column - 1)
            if isinstance(entry.value, Mapping) and not _is_open(entry):
                keys_of = {part: places.locate((*path, part), key=True) for part in entry.value}
                entry.parts = {part: at.line - start for part, at in keys_of.items()}

    def _taken_apart(
        self, lines: list[str], head: int, starts: Mapping[str, Position]
    ) -> tuple[list[EntryLines], list[str]]:
        """The entries below a line, and the lines below the last of them."""
        bounds = [*(place.line - 1 for place in starts.values()), len(lines)]
        entries: list[EntryLines] = []
        above = lines[head : bounds[0]]
        for name, start, stop in zip(starts, bounds, bounds[1:], strict=False):
            end = _end_of_block(lines, start, stop, self._column)
            entries.append(EntryLines(name, above, lines[start:end]))
            above = lines[end:stop]
        return entries, above

    @property
    def indent(self) -> str:
        """What stands in front of each key."""
        return " " * self._column

    def entry(self, name: str) -> EntryLines | None:
        """The entry with a name, if there is one."""
        return next((entry for entry in self.entries if entry.name == name), None)

    def take_out(self, entry: EntryLines) -> None:
        """Take an entry out; the comments above it stay."""
        place = self.entries.index(entry)
        del self.entries[place]
        self._above(place)[:0] = entry.above

    def insert(self, place: int, name: str, comment: Sequence[str], lines: Sequence[str]) -> None:
        """Put an entry in below its comment, which may stand in the place already.

        Args:
            place: how many entries stand in front of it.
            name: its key.
            comment: lines above it, without ends; the first begins with a number, which may be
                another one there.
            lines: its own, likewise.

        """
        there = self._above(place)
        start, end = _place_of(comment, there)
        above = [*there[:start], *self._ended(comment)]
        if not end and place:
            above.insert(0, self.ending)
        del there[:end]
        self.entries.insert(place, EntryLines(name, above, self._ended(lines)))

    def _above(self, place: int) -> list[str]:
        """The lines above an entry; behind the last one those below all of them."""
        return self.entries[place].above if place < len(self.entries) else self._below

    def _ended(self, lines: Sequence[str]) -> list[str]:
        return [f"{line}{self.ending}" for line in lines]

    def text(self) -> str:
        """The file again."""
        inside = [line for entry in self.entries for line in (*entry.above, *entry.lines)]
        return "".join([*self._head, *inside, *self._below])


def _common_column(places: Sequence[Position], head: Position) -> int:
    """The column of all keys, from 0.

    Raises:
        ValueError: they have several, or two stand on one line.

    """
    lines = [place.line for place in places]
    columns = {place.column for place in places}
    if len(columns) > 1 or lines != sorted({*lines}) or lines[0] <= head.line:
        raise ValueError(lines)
    return columns.pop() - 1


def _is_open(entry: EntryLines) -> bool:
    """Whether a brace opens the value."""
    line, column = entry.at
    return entry.lines[line][column : column + 1] == "{"


def _end_of_block(lines: Sequence[str], start: int, stop: int, column: int) -> int:
    """The line behind the last one that is indented further than the key on the first."""
    for at in range(stop - 1, start, -1):
        text = lines[at].lstrip(" ")
        depth = len(lines[at]) - len(text)
        if text.strip() and (depth > column or (depth == column and text[0] == "-")):
            return at + 1
    return start + 1


def _place_of(comment: Sequence[str], lines: Sequence[str]) -> tuple[int, int]:
    """The first line, and the one behind the last, that say the same; 0 and 0 where none do."""
    wanted = _words(comment)
    for start in range(len(lines) - len(wanted) + 1):
        if _words(lines[start : start + len(wanted)]) == wanted:
            return start, start + len(wanted)
    return 0, 0


def _words(lines: Sequence[str]) -> list[str]:
    """What lines say without the signs of a comment, the first one also without its number."""
    said = [line.strip().lstrip("#").strip() for line in lines]
    return [_NUMBER.sub("", said[0]), *said[1:]]
