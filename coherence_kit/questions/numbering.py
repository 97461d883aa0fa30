"""The numbers by which forms, the status of answers and reports speak of sections and questions: one count for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol


class Numbered(Protocol):
    """What a number depends on; nodes of a tree and of a result have it."""

    @property
    def children(self) -> tuple[str, ...]:
        """Ids of what stands in it, in the order of the questionnaire."""


def numbers_of(nodes: Mapping[str, Numbered], root: str) -> dict[str, str]:
    """Number what is asked: `2` a section of the first rank, `2.3` the third question, matrix or section in it.

    Questions of every kind are counted alike, also those that are only printed.

    Args:
        nodes: the questionnaire's, by id.
        root: id of the questionnaire itself, which has no number.

    Returns:
        Number by id, in the order of the questionnaire.

    """
    return dict(_below(nodes, root, ""))


def _below(nodes: Mapping[str, Numbered], group: str, prefix: str) -> Iterator[tuple[str, str]]:
    for place, child in enumerate(nodes[group].children, start=1):
        number = f"{prefix}{place}"
        yield child, number
        yield from _below(nodes, child, f"{number}.")
