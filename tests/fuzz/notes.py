"""What the fuzzing process tells the one that watches it: known after any end of it."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HEAD = struct.Struct("<QQQ")  # runs begun, runs ended, length of the file of the last one
LARGEST = 1024 * 1024
"""Bytes that a file to be tried may have."""


class Notes:
    """Runs so far, and the file that is being tried."""

    def __init__(self, shared: mmap.mmap) -> None:
        """Keep the shared memory."""
        self._shared = shared

    @property
    def _head(self) -> tuple[int, int, int]:
        begun, ended, length = _HEAD.unpack_from(self._shared)
        return begun, ended, length

    def begin(self, data: bytes) -> None:
        """A run begins with this file."""
        begun, ended, _ = self._head
        self._shared[_HEAD.size : _HEAD.size + len(data)] = data
        _HEAD.pack_into(self._shared, 0, begun + 1, ended, len(data))

    def end(self) -> None:
        """It has ended."""
        begun, _, length = self._head
        _HEAD.pack_into(self._shared, 0, begun, begun, length)

    @property
    def runs(self) -> int:
        """How many have begun."""
        return self._head[0]

    @property
    def unfinished(self) -> bytes | None:
        """The file of a run that has not ended."""
        begun, ended, length = self._head
        return None if begun == ended else self._shared[_HEAD.size : _HEAD.size + length]


@contextmanager
def open_notes(path: Path) -> Iterator[Notes]:
    """The notes in a file, new where there is none."""
    size = _HEAD.size + LARGEST
    if not path.exists():
        path.write_bytes(bytes(size))
    with path.open("r+b") as stream, mmap.mmap(stream.fileno(), size) as shared:
        yield Notes(shared)
