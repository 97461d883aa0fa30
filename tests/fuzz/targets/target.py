"""What a target is: seeds, changes to them, and what is done with each file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from tests.changes import Dice

Mutate: TypeAlias = Callable[[bytes], bytes]
"""A change without any knowledge of the structure, as the fuzzer makes it."""
Pieces: TypeAlias = tuple[Sequence[bytes], Callable[[Sequence[bytes]], bytes]]
"""What a file falls into, and how it is put together again from some of it."""


@dataclass(frozen=True, slots=True)
class Target:
    """One way into the kit.

    Args:
        name: as it is called on the command line, and its folders.
        suffixes: endings of the files that it reads, the usual one first.
        seeds: files to begin with, by name.
        change: one change of a file, which keeps most of its structure.
        run: what the commands do with the file at a path; raises as they do, and
            `BrokenLawError` where they end well and should not.
        suffix_of: the ending of the name that a file needs.
        split: several ways to take a file apart, the coarse ones first, to make it smaller.
    """

    name: str
    suffixes: tuple[str, ...]
    seeds: Callable[[], Mapping[str, bytes]]
    change: Callable[[bytes, Dice, Mutate], bytes]
    run: Callable[[Path], None]
    split: Callable[[bytes], Sequence[Pieces]]
    suffix_of: Callable[[bytes], str]


def by_lines(data: bytes) -> Pieces:
    """A text as its lines."""
    return data.splitlines(keepends=True), b"".join


def by_runs(data: bytes, length: int) -> Pieces:
    """Bytes as runs of a length."""
    return [data[at : at + length] for at in range(0, len(data), length)], b"".join
