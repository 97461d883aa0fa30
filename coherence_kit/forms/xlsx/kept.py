"""What a workbook carries beside its cells, which nobody sees and anybody may have changed.

A record on the hidden sheet is a path into the submission with a value in JSON, which is YAML: it
is composed like a file, so that the same limits, types and characters hold for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, NamedTuple

from coherence_kit.forms.xlsx.schema import ASKED, REST, SHORT, WHOLE
from coherence_kit.forms.xlsx.tables import Table
from coherence_kit.loading.documents import PathLike
from coherence_kit.loading.yaml.events import MAX_NODES, compose, control_character
from coherence_kit.problems import Problem

_KIND, _PATH, _SHOWN, _PIECE = range(1, 5)
_CODE: Final = re.compile(r"_?x([0-9A-Fa-f]{4})_?")
_LONGEST_PATH: Final = 1_000
_MOST_SEGMENTS: Final = 8  # answers, a question, its evidence, a document, a key of it
_MOST_ITEMS: Final = 10_000
_ANSWERS: Final = "answers"
_NOT_KEPT: Final = frozenset({"format", "questionnaire", SHORT, ASKED})
"""What the start sheet says in cells alone."""


class Record(NamedTuple):
    """A value that is kept.

    Args:
        kind: whether it is a whole value or the end of a text.
        path: where in the submission it belongs.
        shown: what its cell shows; empty where it has none.
        value: as a file would have it.
        place: the cell of the hidden sheet.

    """

    kind: str
    path: PathLike
    shown: str
    value: Any
    place: str


class Refused(NamedTuple):
    """A record that cannot be read: its cell, and why."""

    place: str
    reason: str


@dataclass(slots=True)
class _Pieces:
    """A value as it stands in one row or in several."""

    place: str
    place_of_path: str
    texts: list[str] = field(default_factory=list)


def records(table: Table) -> Iterator[Record | Refused]:
    """The records of the hidden sheet, in their order."""
    found: dict[tuple[str, str, str], _Pieces] = {}
    for row, cells in table.rows.items():
        kind, path, shown, piece = (
            cells[column].text if column in cells else ""
            for column in (_KIND, _PATH, _SHOWN, _PIECE)
        )
        if kind in {WHOLE, REST} and row != table.head:
            place, place_of_path = (table.sheet.place(row, column) for column in (_PIECE, _PATH))
            pieces = found.setdefault((kind, path, shown), _Pieces(place, place_of_path))
            pieces.texts.append(piece)
    left = MAX_NODES
    for (kind, path, shown), pieces in found.items():
        record = _record(kind, path, shown, pieces)
        left -= _nodes(record.value) if isinstance(record, Record) else 1
        if left < 0:
            yield Refused(pieces.place, f"it holds more than {MAX_NODES:,} keys and values")
            return
        yield record


def _record(kind: str, stated: str, shown: str, pieces: _Pieces) -> Record | Refused:
    path = _path(stated)
    if not path:
        return Refused(pieces.place_of_path, "it does not say where in the submission this belongs")
    text = "".join(pieces.texts)
    if text.strip() in {"", "null"}:
        return Record(kind, path, shown, None, pieces.place)
    composed = compose(text.encode(), aliases=False)
    if composed.faults:
        fault = composed.faults[0]
        found, _, _ = Problem(fault.code, "", params=_with_cure(fault.params)).sentences
        return Refused(pieces.place, found)
    return Record(kind, path, shown, composed.value, pieces.place)


def _with_cure(params: dict[str, str]) -> dict[str, str]:
    """What the sentences of a fault need; its cure is not told."""
    return {"cure": "", **params}


def _path(stated: str) -> PathLike:
    """A path as the form writes it; empty for anything else."""
    try:
        segments = json.loads(stated) if len(stated) <= _LONGEST_PATH else None
    except (ValueError, RecursionError):
        return ()
    if not isinstance(segments, list) or not 0 < len(segments) <= _MOST_SEGMENTS:
        return ()
    is_path = all(map(_is_segment, segments)) and all(
        isinstance(segment, str) for segment in segments[:2]
    )
    if not is_path or segments[0] in _NOT_KEPT or segments == [_ANSWERS]:
        return ()
    return tuple(segments)


def _is_segment(segment: object) -> bool:
    """Whether it is a key of a file, or a place in a list."""
    if isinstance(segment, str):
        return bool(segment) and not control_character(segment)
    return type(segment) is int and 0 <= segment < _MOST_ITEMS


def _nodes(value: object) -> int:
    """The keys and values of a value, itself included."""
    waiting, number = [value], 0
    while waiting:
        value = waiting.pop()
        number += 1
        if isinstance(value, dict):
            number += len(value)
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return number


def put_at(value: dict[str, Any], path: PathLike, new: object) -> bool:
    """Put a value at a path, making the maps and lists that lead there; whether it leads there.

    A place in a list is there, or the next one.
    """
    holder: Any = value
    for segment, follows in pairwise(path):
        empty: object = [] if isinstance(follows, int) else {}
        if isinstance(holder, list) and isinstance(segment, int) and segment <= len(holder):
            if segment == len(holder):
                holder.append(empty)
            holder = holder[segment]
        elif isinstance(holder, dict) and isinstance(segment, str):
            holder = holder.setdefault(segment, empty)
        else:
            return False
    last = path[-1]
    if isinstance(holder, dict) and isinstance(last, str):
        holder[last] = new
    elif isinstance(holder, list) and isinstance(last, int) and last <= len(holder):
        holder[last : last + 1] = [new]
    else:
        return False
    return True


def says_the_same(shown: str, kept: object) -> bool:
    """Whether a cell shows what is kept beside it, but for blanks and capitals.

    Those are what no cell holds: tabs, and an answer in other letters than the list has. What
    looks like the code of a character (_x0041_) may have become that character in the cell.
    """
    return isinstance(kept, str) and _plain(shown) == _plain(kept)


def _plain(text: str) -> str:
    # Of _x0041_x0042_ a program may have read the second code, of which the kit reads the first.
    text = _CODE.sub(lambda found: chr(int(found[1], 16)), text)
    return " ".join(text.split()).casefold()
