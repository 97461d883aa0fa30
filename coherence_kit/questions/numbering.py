"""The numbers by which forms, status and reports speak of sections and questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})*")


class Numbered(Protocol):
    """What a number depends on; nodes of a tree and of a result have it."""

    @property
    def children(self) -> tuple[str, ...]:
        """Ids of what stands in it, in the order of the questionnaire."""

    @property
    def shares(self) -> str | None:
        """Id of the question whose answer counts here once more; None of what is asked here."""

    @property
    def number(self) -> str | None:
        """The number that it keeps, in a short form that of the long one; None to count."""


def numbers_of(nodes: Mapping[str, Numbered], root: str) -> dict[str, str]:
    """Number what is asked.

    `2` is a section of the first rank, `2.3` the third question, matrix or section in it.

    Questions of every kind are counted alike, also those that are only printed. Where a question
    counts once more it has the number under which it is asked.

    Args:
        nodes: the questionnaire's, by id.
        root: id of the questionnaire itself, which has no number.

    Returns:
        Number by id, in the order of the questionnaire.

    """
    numbers = dict(_below(nodes, root, ""))
    asked = {name: nodes[name].shares or name for name in numbers}
    return {name: numbers[asked[name]] for name in numbers}


def nearest_number(wanted: str, known: Iterable[str]) -> str:
    """The number to suggest for an unknown one: the last one of the section that it starts with.

    Args:
        wanted: as typed, `2.33`.
        known: numbers of :func:`numbers_of`, in their order.

    Returns:
        `2.9` where section 2 has nine parts; an empty text where nothing like a number was typed.

    """
    if not _NUMBER.fullmatch(wanted):
        return ""
    numbers = list(known)
    parts = wanted.split(".")
    for length in reversed(range(len(parts))):
        section = ".".join(parts[:length])
        inside = [number for number in numbers if number.rpartition(".")[0] == section]
        if inside or section in numbers:
            return inside[-1] if inside else section
    return ""


def _below(nodes: Mapping[str, Numbered], group: str, prefix: str) -> Iterator[tuple[str, str]]:
    place = 0
    for child in nodes[group].children:
        place += nodes[child].shares is None
        number = nodes[child].number or f"{prefix}{place}"
        yield child, number
        yield from _below(nodes, child, f"{number}.")
