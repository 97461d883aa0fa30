"""The journal of a folder of results: one line for each finished job, kept from run to run.

A line is the key of a job, a sum by which damage is known, and what came of the job. What is asked
for again under the same key is read from here and not done again, after a run that was killed as
after one that ended. Lines are only added; one that was torn by the end of a run, or by a disk that
fails, is passed over, and its job is done again.
"""

from __future__ import annotations

import json
import os
import zlib
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from coherence_kit.documents.safe_write import expect_no_link, replaced_file, told_of

Record = dict[str, Any]
"""What came of a job, as plain values: texts, numbers, lists and maps of them."""

_KEY: Final = 64
_BEFORE: Final = _KEY + 10
"""Bytes before what came of a job: its key, and a sum of what follows."""
_WORTH_REWRITING: Final = 2
"""Lines for each one in use; beyond that the journal is written anew without the others."""


class Journal:
    """Records by key, in a file; of several under one key the last one counts.

    Args:
        path: the file; it is made if it is missing.
        anew: whether what an earlier run has left is thrown away.

    Raises:
        ProblemsFound: the file cannot be written.

    """

    def __init__(self, path: Path, *, anew: bool = False) -> None:
        self.path = path
        self._offsets: dict[bytes, int] = {}
        self._lines = 0
        expect_no_link(path)
        with told_of(path):
            # without a buffer: what could not be written must not be tried again
            self._writer = path.open("wb" if anew else "ab", buffering=0)
            self._reader = path.open("rb")
            self._end = self._read_keys()

    def close(self) -> None:
        """Close the file; nothing can be read any more."""
        self._writer.close()
        self._reader.close()

    def _read_keys(self) -> int:
        """Note where each record stands, cut off a torn line, and give the end of the last one."""
        end = 0
        for line in self._reader:
            if not line.endswith(b"\n"):
                break
            self._note(line[:_KEY], end)
            end += len(line)
        os.truncate(self.path, end)
        return end

    def _note(self, key: bytes, offset: int) -> None:
        try:
            self._offsets[bytes.fromhex(key.decode())] = offset
        except ValueError:
            return  # a line that a failing disk has left
        self._lines += 1

    def add(self, key: str, record: Record) -> int:
        """Write what came of a job; gives where it stands, for :meth:`read`.

        The line is with the system when this returns, so that killing this process loses nothing.

        Raises:
            ProblemsFound: there is no room.

        """
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        body, offset = text.encode("utf-8", "surrogatepass"), self._end
        data = b"%s %08x %s\n" % (key.encode(), zlib.crc32(body), body)
        with told_of(self.path):
            try:
                self._write(data)
            except OSError:
                os.truncate(self.path, offset)  # the next line begins where a line does
                raise
        self._end += len(data)
        self._note(data[:_KEY], offset)
        return offset

    def _write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[self._writer.write(rest) or 0 :]

    def find(self, key: str) -> int | None:
        """Where the record under a key stands; None where there is none."""
        return self._offsets.get(bytes.fromhex(key))

    def read(self, offset: int) -> Record | None:
        """The record at a place; None for a line that is broken, and for no place."""
        if offset < 0:
            return None
        self._reader.seek(offset)
        line = self._reader.readline()
        body = line[_BEFORE:-1]
        if line[_KEY:_BEFORE] != b" %08x " % zlib.crc32(body):
            return None
        record: Record = json.loads(body.decode("utf-8", "surrogatepass"))
        return record

    def forget(self) -> None:
        """Take the file away; what is in it can be read until :meth:`close`."""
        self.path.unlink(missing_ok=True)

    def keep(self, offsets: Iterable[int]) -> None:
        """Write the journal anew with the lines at these places alone, if it has many others.

        Raises:
            ProblemsFound: there is no room.

        """
        kept = array("q", offsets)  # a set would take as much memory as all else there is by now
        if self._lines <= _WORTH_REWRITING * max(len(kept), 1):
            return
        with replaced_file(self.path) as anew:
            for offset in sorted(set(kept)):
                self._reader.seek(offset)
                anew.write(self._reader.readline())
