"""Who does the jobs of a batch: this process, or several beside it.

What a job is, is not known here: `work` takes what it is handed and gives back what can be sent
between processes. A worker that is killed, for want of memory or by hand, costs its own job one
further try; the jobs of the others go on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

    from pebble import ProcessPool

Work = Callable[[Any], Any]
Job = tuple[Any, Any]
"""A ticket, by which the caller knows the job again, and what the worker is given."""
_AHEAD: Final = 4
"""What each worker has waiting, so that it need not wait itself."""


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
        timeout: seconds after which a job is given up; None for never.

    """

    def __init__(self, number: int, *, together: int = 1, timeout: float | None = None) -> None:
        self._number = number
        self._together = together
        self._timeout = timeout

    def do(self, work: Work, jobs: Iterable[Job]) -> Iterator[tuple[Any, Any]]:
        """What came of each job, or that it was lost, beside its ticket, as jobs are done."""
        from pebble import ProcessPool

        pool = ProcessPool(
            max_workers=self._number, initializer=_begin, initargs=[work], context=_context()
        )
        try:
            yield from self._done(pool, iter(jobs))
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise
        finally:
            pool.close()  # type: ignore[no-untyped-call]
            pool.join()

    def _done(self, pool: ProcessPool, jobs: Iterator[Job]) -> Iterator[tuple[Any, Any]]:
        under_way: dict[Future[list[Any]], _Sent] = {}
        again: deque[_Sent] = deque()

        def hand_out() -> bool:
            sent = again.popleft() if again else _Sent(tuple(islice(jobs, self._together)))
            if not sent.jobs:
                return False
            given = [given for _, given in sent.jobs]
            timeout = None if self._timeout is None else self._timeout * len(given)
            under_way[pool.schedule(_do_each, args=[given], timeout=timeout)] = sent
            return True

        while True:
            while len(under_way) < self._number * _AHEAD and hand_out():
                pass
            if not under_way:
                return
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                sent = under_way.pop(future)
                results = _results(future)
                if not isinstance(results, Lost):
                    yield from zip((ticket for ticket, _ in sent.jobs), results, strict=True)
                elif len(sent.jobs) > 1 or (results.why == "died" and not sent.is_again):
                    again.extend(_Sent((job,), is_again=True) for job in sent.jobs)
                else:
                    yield sent.jobs[0][0], results


class _Sent(NamedTuple):
    """Jobs that were sent to a worker together, and whether they were sent before."""

    jobs: tuple[Job, ...]
    is_again: bool = False


def _results(future: Future[list[Any]]) -> list[Any] | Lost:
    from pebble import ProcessExpired

    try:
        return future.result()
    except ProcessExpired:
        return Lost("died")
    except TimeoutError:
        return Lost("timeout")


_work: Work | None = None
"""In a worker: what it does with each job."""


def _begin(work: Work) -> None:
    """Make a process a worker.

    Ctrl-C goes to all processes of a terminal, and is for the one that hands out the jobs. Should
    that one be killed, its workers end as well.
    """
    global _work  # noqa: PLW0603  (a function that is sent has no other place to keep it)
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do_each(given: Sequence[Any]) -> list[Any]:
    if _work is None:
        msg = "This process was not made a worker."
        raise RuntimeError(msg)
    return [_work(one) for one in given]


def _context() -> BaseContext:
    """How processes begin.

    On Linux as copies, which have what was read before and need no time to begin; elsewhere
    libraries of the system do not survive being copied.
    """
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
