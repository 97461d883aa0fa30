"""Who does the jobs of a batch: this process, several beside it, or those of a cluster.

What a job is, is not known here: `work` takes what it is handed and gives back what can be sent
between processes. A worker that is killed, for want of memory or by hand, costs its own job one
further try; the jobs of the others go on.

Each worker has a line to this process of its own, and holds nothing that another one waits for. So
one may die at any moment, also while it sends what it made: pools that share one line between all
workers stand still then, or fall as a whole when one dies that has nothing to do.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

Work = Callable[[Any], Any]
Job = tuple[Any, Any]
"""A ticket, by which the caller knows the job again, and what the worker is given."""
_A_WHILE: Final = 5.0
"""Seconds that a worker without anything to do is given to end by itself."""
_LONGEST_WAIT: Final = 3600.0
"""Seconds after which time is asked for again; a system cannot wait for any number of them."""
_FOR_THE_PARENT: Final = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Lost:
    """A job that no worker brought to an end: its worker died each time, or it took too long."""

    why: Literal["died", "timeout"]


class Workers(Protocol):
    """Who does jobs."""

    def do(self, work: Work, jobs: Iterable[Job]) -> Iterator[tuple[Any, Any]]:
        """What came of each job, or that it was lost, beside its ticket, as jobs are done.

        They are taken from `jobs` only as they are needed.
        """


class ThisProcess:
    """One job after the other, here."""

    def do(self, work: Work, jobs: Iterable[Job]) -> Iterator[tuple[Any, Any]]:
        """What came of each job beside its ticket."""
        return ((ticket, work(given)) for ticket, given in jobs)


class Processes:
    """Several processes.

    Args:
        number: of them.
        together: jobs that are sent at a time, where one takes less time than the sending.
        timeout: seconds after which a job is given up; None for never. Jobs are sent one by one
            then, so that each has its own time.

    """

    def __init__(self, number: int, *, together: int = 1, timeout: float | None = None) -> None:
        self._number = number
        self._together = together if timeout is None else 1
        self._timeout = timeout

    def do(self, work: Work, jobs: Iterable[Job]) -> Iterator[tuple[Any, Any]]:
        """What came of each job, or that it was lost, beside its ticket, as jobs are done.

        Raises:
            OSError: the system does not let any process begin.
            RuntimeError: `work` raised something.

        """
        workers: list[_Worker] = []
        # what a worker that is ended leaves behind on the disk goes with this folder
        with tempfile.TemporaryDirectory(prefix="coherence-batch-") as scratch:
            begin = partial(_Worker, work, scratch)
            try:
                yield from self._done(begin, workers, iter(jobs))
                for worker in workers:
                    worker.let_go()
            finally:
                for worker in workers:
                    worker.end()

    def _done(
        self, begin: Callable[[], _Worker], workers: list[_Worker], jobs: Iterator[Job]
    ) -> Iterator[tuple[Any, Any]]:
        ready: deque[Sent] = deque()  # read ahead, so that no worker waits for the reading
        while True:
            while len(ready) < self._number and (taken := tuple(islice(jobs, self._together))):
                ready.append(Sent(taken))
            self._hand_out(begin, workers, ready)
            busy = [worker for worker in workers if worker.sent is not None]
            if not busy:
                return
            lines = wait([worker.line for worker in busy], _seconds_to_the_first(busy))
            heard = [worker for worker in busy if worker.line in lines]
            for worker in heard or [worker for worker in workers if worker.is_late()]:
                sent, results = worker.answer(is_late=not heard)
                if isinstance(results, Lost):
                    workers.remove(worker)
                else:
                    self._hand_out(begin, workers, ready)
                yield from given_back(sent, results, ready)

    def _hand_out(
        self, begin: Callable[[], _Worker], workers: list[_Worker], ready: deque[Sent]
    ) -> None:
        """Give each worker something to do, and begin further ones as long as there is work."""
        idle = [worker for worker in workers if worker.sent is None]
        while ready and (idle or len(workers) < self._number):
            if not idle:
                try:
                    worker = begin()
                    workers.append(worker)  # before it runs: whoever is stopped now ends it too
                    worker.start()
                except OSError:  # no more processes, or files, than these
                    workers[:] = [one for one in workers if one.has_begun]
                    if not workers:
                        raise
                    return
                idle = [worker]
            worker = idle.pop()
            if worker.hand(ready[0], self._timeout):
                ready.popleft()
            else:
                workers.remove(worker)


class Sent(NamedTuple):
    """Jobs that were sent to a worker together, and whether they were sent before."""

    jobs: tuple[Job, ...]
    is_again: bool = False


class _Raised(NamedTuple):
    """What a worker met that is no result."""

    told: str


def given_back(
    sent: Sent, results: Sequence[Any] | Lost, ready: deque[Sent]
) -> Iterator[tuple[Any, Any]]:
    """What came of jobs that were sent together; those that are worth another try are made ready.

    Of several that were together it is not known which one ended the worker.
    """
    if not isinstance(results, Lost):
        yield from zip((ticket for ticket, _ in sent.jobs), results, strict=True)
    elif results.why == "died" and not sent.is_again:
        ready.extendleft(Sent((job,), is_again=True) for job in reversed(sent.jobs))
    else:
        yield sent.jobs[0][0], results


class _Worker:
    """A process that does jobs, seen from the one that hands them out."""

    def __init__(self, work: Work, scratch: str) -> None:
        context = _context()
        self.line, self._theirs = context.Pipe()
        self.sent: Sent | None = None
        self._until: float | None = None
        self._process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(work, self._theirs, scratch), name="coherence-batch"
        )

    @property
    def has_begun(self) -> bool:
        """Whether there is a process."""
        return self._process.pid is not None

    def start(self) -> None:
        """Let it begin.

        Raises:
            OSError: the system does not let any more processes begin.

        """
        with _kept_waiting():
            self._process.start()
            self._theirs.close()  # it is the worker's alone, so that its end is noticed here

    def hand(self, sent: Sent, timeout: float | None) -> bool:
        """Give it something to do; False if it has died since it did the last, and is ended."""
        try:
            if not self._process.is_alive():
                raise BrokenPipeError
            self.line.send([given for _, given in sent.jobs])
        except OSError:
            self.end()
            return False
        self.sent = sent
        self._until = None if timeout is None else time.monotonic() + timeout
        return True

    def seconds_left(self) -> float | None:
        """Until what it does has taken too long; None for any time."""
        if self.sent is None or self._until is None:
            return None
        return max(self._until - time.monotonic(), 0.0)

    def is_late(self) -> bool:
        """Whether what it does has taken too long."""
        return self.seconds_left() == 0.0

    def answer(self, *, is_late: bool) -> tuple[Sent, Sequence[Any] | Lost]:
        """What it was given, and what came of it; one that died or was late is ended.

        Raises:
            RuntimeError: its work raised something.

        """
        sent, self.sent = self.sent or Sent(()), None
        if is_late:
            self.end()
            return sent, Lost("timeout")
        try:
            results: list[Any] | _Raised = self.line.recv()
        except (EOFError, OSError):
            self.end()
            return sent, Lost("died")
        if not isinstance(results, _Raised):
            return sent, results
        raise RuntimeError(results.told)

    def let_go(self) -> None:
        """Tell it that there is nothing more to do, and wait for its end."""
        with suppress(OSError):
            self.line.send(None)
            self._process.join(_A_WHILE)

    def end(self) -> None:
        """End it, whatever it does: it writes no file."""
        if self.has_begun:
            if self._process.is_alive():
                self._process.kill()
            self._process.join()
        self._process.close()
        self._theirs.close()
        self.line.close()


def _seconds_to_the_first(workers: Iterable[_Worker]) -> float | None:
    left = (worker.seconds_left() for worker in workers)
    return min(
        (min(seconds, _LONGEST_WAIT) for seconds in left if seconds is not None), default=None
    )


@contextmanager
def _kept_waiting() -> Iterator[None]:
    """Signals that end this process come a moment later: the process that begins has no handlers.

    The worker lets them through again when it has its own.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _FOR_THE_PARENT)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(work: Work, line: Connection, scratch: str) -> None:
    """What a worker does: jobs, until there are no more; `scratch` is for what it leaves behind."""
    tempfile.tempdir = scratch
    _become_worker()
    with suppress(EOFError, OSError):  # the other process is gone
        while (given := line.recv()) is not None:
            line.send(_answer(work, given))


def _answer(work: Work, given: Sequence[Any]) -> list[Any] | _Raised:
    try:
        return [work(one) for one in given]
    except Exception:  # noqa: BLE001  (the process that hands out tells of it)
        return _Raised(traceback.format_exc())


def _become_worker() -> None:
    """Leave Ctrl-C, which goes to all processes of a terminal, to the one that hands out the jobs.

    Should that one be killed, its workers end as well.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _FOR_THE_PARENT)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _context() -> BaseContext:
    """How processes begin.

    On Linux as copies, which have what was read before and need no time to begin; elsewhere
    libraries of the system do not survive being copied.
    """
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
