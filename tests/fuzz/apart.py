"""One run in a process of its own, so that whatever it does is known and does no harm."""

from __future__ import annotations

import os
import pickle
import select
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.fuzz.faults import Fault, judge
from tests.fuzz.targets.target import Target

_WAIT = 30.0
"""Seconds by the clock after which a run is ended that does nothing and takes no time either."""


def run_apart(target: Target, data: bytes, folder: Path) -> Fault | None:
    """What a run with this file ends with; the process dies with a fault of its own kind."""
    path = folder / f"tried{target.suffix_of(data)}"
    path.write_bytes(data)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _tell_and_end(writing, lambda: target.run(path))
    os.close(writing)
    told = _read_all(reading, _WAIT)
    os.close(reading)
    if told is None:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    path.unlink(missing_ok=True)
    if told:
        found: Fault | None = pickle.loads(told)  # noqa: S301  (our own child)
        return found
    return _death(status)


def _tell_and_end(writing: int, run: Callable[[], None]) -> None:
    """In the child: judge the run and never come back."""
    code = 1
    try:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        told = pickle.dumps(judge(run))
        with os.fdopen(writing, "wb") as stream:
            stream.write(told)
        code = 0
    finally:
        os._exit(code)


def _read_all(reading: int, seconds: float) -> bytes | None:
    """What the child says; None if it has not ended in time."""
    parts: list[bytes] = []
    until = time.monotonic() + seconds
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            return None
        part = os.read(reading, 65536)
        if not part:
            return b"".join(parts)
        parts.append(part)


def _death(status: int) -> Fault:
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if number == signal.SIGXCPU:
        return Fault("time", "in C", "the system ended the process: it had used up its time")
    name = signal.Signals(number).name if number else f"exit {os.waitstatus_to_exitcode(status)}"
    return Fault("death", name, f"the process ended by {name}")


def smaller(target: Target, data: bytes, fault: Fault, folder: Path, until: float) -> bytes:
    """A smaller file with the same fault, as far as there is time to find one.

    It is taken apart in each way that the target knows, again and again until nothing more goes.
    """

    def is_same(candidate: bytes) -> bool:
        found = run_apart(target, candidate, folder)
        return found is not None and found.key == fault.key

    length = len(data) + 1
    while len(data) < length:
        length, way = len(data), 0
        while way < len(ways := target.split(data)):
            made = _without_pieces(*ways[way], is_same, until)
            data = made if len(made) < len(data) and is_same(made) else data
            way += 1
    return data


def _without_pieces(
    pieces: Sequence[bytes],
    join: Callable[[Sequence[bytes]], bytes],
    is_same: Callable[[bytes], bool],
    until: float,
) -> bytes:
    return join(_least(list(pieces), lambda some: is_same(join(some)), until))


def _least(
    pieces: list[bytes], is_same: Callable[[list[bytes]], bool], until: float
) -> list[bytes]:
    """Fewer pieces with which it is the same, by leaving out halves, quarters and so on."""
    length = max(1, len(pieces) // 2)
    while True:
        at = 0
        while at < len(pieces):
            if time.monotonic() > until:
                return pieces
            without = pieces[:at] + pieces[at + length :]
            if without and is_same(without):
                pieces = without
            else:
                at += length
        if length == 1:
            return pieces
        length //= 2
