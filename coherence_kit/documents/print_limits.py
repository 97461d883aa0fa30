"""How much of what people write a PDF prints. What is longer is cut, and the page says so.

Laying out costs a tenth of a second and two megabytes a page, so that a file of one megabyte would
take minutes and gigabytes. The limits are far above what anybody reads on paper: a text has seven
pages, all texts together have about ninety. Nothing is lost by them: a report carries the
submission whole, and a form to type in holds all that its printed form leaves out.

They follow from the texts alone, so that the same input gives the same pages everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final, TypeVar

from coherence_kit.documents.glyphs import printable

LONGEST_TEXT: Final = 30_000
"""Characters of a comment, a reason or any other text that are printed: about seven pages."""
LONGEST_NAME: Final = 2_000
"""Characters of a name, a title or a reference, which stand in narrow columns."""
DOCUMENT: Final = 150
"""Characters that have as much room as a document in a table, at the least."""
MOST_DOCUMENTS: Final = LONGEST_TEXT // DOCUMENT
"""Documents of one answer that are printed."""
LONGEST_TOGETHER: Final = 400_000
"""Characters of all texts of one file: about ninety pages. If there are more, the longest texts are
cut further, all of them to the same length."""
MOST_NOTES: Final = 200
"""Remarks on the answers that are printed in a report."""

_SHORTEST_LIMIT: Final = 300  # to which no text is ever cut further
_LINE: Final = 80  # characters that have as much room as a line break
_CODE: Final = len("[U+1F600]")  # of a character that no face has
_WORD: Final = 60  # characters in which the end of a word is looked for

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Cut:
    """What is not printed whole: a text as typed, or the titles of so many documents.

    Args:
        text: that is cut; of documents the title or reference of the first that is left out.
        printed: characters or documents that are printed.
        whole: characters or documents that there are.
        is_of_documents: which of the two is counted.

    """

    text: str
    printed: int
    whole: int
    is_of_documents: bool = False


@dataclass(slots=True)
class PrintRoom:
    """The room of one file: how long a text may be, what is printed in it and what is cut."""

    longest: int = LONGEST_TEXT
    lengths: list[int] = field(default_factory=list)
    cuts: dict[Cut, None] = field(default_factory=dict)

    @property
    def is_overfull(self) -> bool:
        """Whether all texts together are too long."""
        return sum(self.lengths) > LONGEST_TOGETHER

    def fair_limit(self) -> int:
        """How long a text may be for all to have room: short ones stay whole."""
        left = LONGEST_TOGETHER
        for shorter, length in enumerate(sorted(self.lengths)):
            others = len(self.lengths) - shorter
            if length * others > left:
                return max(_SHORTEST_LIMIT, left // others)
            left -= length
        return self.longest


_room: ContextVar[PrintRoom | None] = ContextVar("_room", default=None)


def within_limits(make: Callable[[], _Made]) -> tuple[_Made, tuple[Cut, ...]]:
    """What a function makes with the texts that it asks `fitting` for, and what of them is cut.

    It is called again if all texts together are too long.
    """
    with _printing(PrintRoom()) as room:
        made = make()
    if room.is_overfull:
        with _printing(PrintRoom(room.fair_limit())) as room:
            made = make()
    return made, tuple(room.cuts)


@contextmanager
def _printing(room: PrintRoom) -> Iterator[PrintRoom]:
    before = _room.set(room)
    try:
        yield room
    finally:
        _room.reset(before)


def fitting(text: str, *, is_name: bool = False) -> tuple[str, int]:
    """The beginning of a text as far as it is printed, and the number of characters after it.

    Args:
        text: as typed.
        is_name: of what stands in a narrow column.

    """
    room = _room.get() or PrintRoom()
    limit = min(LONGEST_NAME, room.longest) if is_name else room.longest
    length = _room_of(text[: limit + 1])
    if len(text) <= limit and length <= limit:
        room.lengths.append(length)
        return text, 0
    shown = _beginning(text, limit)
    room.lengths.append(limit)
    room.cuts[Cut(text, len(shown), len(text))] = None
    return shown, len(text) - len(shown)


def fitting_documents(texts: Sequence[str]) -> int:
    """How many of the documents of an answer are printed.

    Args:
        texts: title or reference of each.

    """
    room = _room.get() or PrintRoom()
    most = max(1, room.longest // DOCUMENT)
    room.lengths.append(min(most, len(texts)) * DOCUMENT)
    if len(texts) > most:
        room.cuts[Cut(texts[most], most, len(texts), is_of_documents=True)] = None
    return min(most, len(texts))


def _room_of(text: str) -> int:
    """The characters of a text with what its line breaks and codes take beside them."""
    codes = sum(map(text.count, _lacking(text)))
    return len(text) + text.count("\n") * _LINE + codes * _CODE


def _lacking(text: str) -> frozenset[str]:
    """The characters that stand as their codes."""
    return frozenset() if text.isascii() else printable(text)[1]


def _beginning(text: str, limit: int) -> str:
    """As much of a text as has room, to the end of a word if there is one."""
    head = text[:limit]
    costs = {"\n": _LINE + 1, **dict.fromkeys(_lacking(head), _CODE + 1)}
    used = 0
    for place, sign in enumerate(head):
        used += costs.get(sign, 1)
        if used > limit:
            head = head[:place]
            break
    blank = max(head.rfind(" "), head.rfind("\n"))
    return head[:blank] if blank > len(head) - _WORD else head
