"""What one run may take: time of the processor and memory, held by the operating system."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

MEMORY = 300 * 1024 * 1024
"""Bytes that a run may take beside what the process held before it."""
SECONDS = 2.0
"""Time of the processor that a run may take."""
_AGAIN = 0.2  # the first signal may come where its exception is swallowed
_GRACE = 3  # seconds after which a run that cannot be interrupted ends with its process
_DATA_PAGES = 5  # where /proc/self/statm has them


class TookTooLongError(BaseException):
    """A run has used up its time.

    No `Exception`: the kit may expect any of those.
    """


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise TookTooLongError


def _data_bytes() -> int:
    fields = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(fields[_DATA_PAGES]) * resource.getpagesize()


@contextmanager
def limited(seconds: float = SECONDS, memory: int = MEMORY) -> Iterator[None]:
    """Hold what is done inside to its limits.

    Too much memory is a `MemoryError`, too much time a `TookTooLongError`; where code in C does
    not let either come up, the system ends the process. Linux alone counts the memory.
    """
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    before_time = resource.getrlimit(resource.RLIMIT_CPU)
    before_memory = resource.getrlimit(resource.RLIMIT_DATA)
    handler = signal.signal(signal.SIGPROF, _end)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + _GRACE, before_time[1]))
    resource.setrlimit(resource.RLIMIT_DATA, (_data_bytes() + memory, before_memory[1]))
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_DATA, before_memory)
        resource.setrlimit(resource.RLIMIT_CPU, before_time)
        signal.signal(signal.SIGPROF, handler)
