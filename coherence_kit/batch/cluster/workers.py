"""Workers of a cluster of Dask, as those of a batch."""

from __future__ import annotations

import pickle
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from itertools import count, islice
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from coherence_kit.batch.cluster.connection import Connection
from coherence_kit.batch.cluster.there import NotDone, do_jobs
from coherence_kit.batch.workers import Job, Lost, Sent, Work, given_back
from coherence_kit.errors import WrongUseError
from coherence_kit.problems import plain_name

if TYPE_CHECKING:
    from distributed import Future

_AHEAD: Final = 4
"""What each thread of a worker has waiting, so that it need not wait itself."""
_PATIENCE: Final = 2.0
"""Seconds without a result after which it is looked whether any can come."""
_LONGEST_NAME: Final = 60
_COUNTED_FOR: Final = 2.0
"""Seconds until it is asked again how many threads there are."""
_FETCHED_IN: Final = 30.0
"""Seconds for the way of a result from a worker to here."""
_NO_WORKER_FOR: Final = 60.0
"""Seconds without any worker after which the run ends."""


class Cluster:
    """The workers of a cluster.

    Args:
        connection: to it.
        what: is done, in a word, for the dashboard.
        named: the name of a job there, by what a worker is given.
        together: jobs that are sent at a time, where one takes less time than the sending.

    """

    def __init__(
        self,
        connection: Connection,
        what: str,
        named: Callable[[Any], str],
        *,
        together: int = 1,
    ) -> None:
        self._connection = connection
        self._what = what
        self._named = named
        self._together = together

    def do(self, work: Work, jobs: Iterable[Job]) -> Iterator[tuple[Any, Any]]:
        """What came of each job, or that it was lost, beside its ticket, as jobs are done.

        Raises:
            WrongUseError: the cluster has gone, or all its workers, or one has another kit.

        """
        sender = _Sender(self._connection, self._what, self._named, work)
        try:
            yield from self._done(sender, iter(jobs))
        finally:
            sender.cancel()

    def _done(self, sender: _Sender, jobs: Iterator[Job]) -> Iterator[tuple[Any, Any]]:
        ready: deque[Sent] = deque()
        while True:
            while sender.has_room():
                if not ready and (taken := tuple(islice(jobs, self._together))):
                    ready.append(Sent(taken))
                if not ready:
                    break
                sender.send(ready.popleft())
            if sender.is_idle():
                return
            sent, results = sender.next()
            if results is None:
                ready.append(sent)
            else:
                yield from given_back(sent, results, ready)


class _UnderWay(NamedTuple):
    """Jobs that a worker has, what is to come of them, and their flag."""

    sent: Sent
    future: Future[Any]
    flag: str


class _Sender:
    """Sends jobs to a cluster, and takes what comes of them."""

    def __init__(
        self, connection: Connection, what: str, named: Callable[[Any], str], work: Work
    ) -> None:
        self._connection = connection
        self._client = connection.client
        self._what = what
        self._named = named
        self._work = pickle.dumps(work)
        self._run = uuid.uuid4().hex[:8]
        self._numbers = count(1)
        self._under_way: dict[int, _UnderWay] = {}
        self._arrived: SimpleQueue[int] = SimpleQueue()
        self._threads = 0
        self._counted_at = self._seen_at = time.monotonic()

    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._under_way

    def has_room(self) -> bool:
        """Whether more can be sent: no more than workers, which join and leave, do in a while."""
        if not self._threads or time.monotonic() - self._counted_at > _COUNTED_FOR:
            self._count()
        return len(self._under_way) < max(self._threads, 1) * _AHEAD

    def _count(self) -> None:
        with self._still_there():
            self._threads = self._connection.threads()
        self._counted_at = time.monotonic()
        if self._threads:
            self._seen_at = self._counted_at

    def send(self, sent: Sent) -> None:
        """Send jobs together."""
        # A key of several parts: Dask groups its figures by the first one, and keeps them for good.
        number = next(self._numbers)
        flag = f"coherence-{self._run}-{number}"
        given = [given for _, given in sent.jobs]
        future = self._client.submit(
            do_jobs,
            flag,
            self._connection.terms,
            self._work,
            pickle.dumps(given),
            key=(self._what, self._name(given), flag),
            pure=False,
        )
        self._under_way[number] = _UnderWay(sent, future, flag)
        future.add_done_callback(lambda _future: self._arrived.put(number))

    def next(self) -> tuple[Sent, list[Any] | Lost | None]:
        """What came of jobs; None where they were not begun, and have to be sent again.

        Raises:
            WrongUseError: the cluster has gone, or all its workers, or one has another kit.

        """
        while True:
            with suppress(Empty):
                done = self._under_way.pop(self._arrived.get(timeout=_PATIENCE))
                return done.sent, self._results(done)
            self.expect_workers()

    def _name(self, given: Sequence[Any]) -> str:
        """The name of jobs on the dashboard: that of the first, and how many there are beside."""
        name = plain_name(self._named(given[0]))[:_LONGEST_NAME]
        return f"{name} and {len(given) - 1} more" if len(given) > 1 else name

    def _results(self, done: _UnderWay) -> list[Any] | Lost | None:
        """What came of jobs; None where a worker that lacked the parcel has been sent it now."""
        from distributed import Event
        from distributed.scheduler import KilledWorker

        try:
            came = self._result(done.future)
        except KilledWorker:
            came = Lost("died")
        except CancelledError as error:
            raise self._gone() from error
        except WrongUseError:
            raise
        except Exception:
            self._connection.expect_fit()  # else it could not read what it was sent
            raise
        finally:
            done.future.release()
        with self._still_there():
            if isinstance(came, NotDone):
                if came.why == "unfit":
                    self._connection.expect_fit()
                self._connection.send_parcel([came.worker])
                return None
            if isinstance(came, Lost):
                Event(done.flag, client=self._client).clear()
        return came

    def _result(self, future: Future[Any]) -> list[Any] | Lost | NotDone:
        """What is there; a worker that is lost before it was fetched is one that did not do it."""
        while True:
            try:
                return cast("list[Any] | Lost | NotDone", future.result(timeout=_FETCHED_IN))
            except TimeoutError:
                if future.status == "error":  # then it was raised by the job
                    raise
                self.expect_workers()

    def expect_workers(self) -> None:
        """There is a worker, or there was one a short time ago.

        Raises:
            WrongUseError: there is none, or no scheduler.

        """
        self._count()
        if time.monotonic() - self._seen_at > _NO_WORKER_FOR:
            raise WrongUseError(
                f"The scheduler at {self._connection.address} has had no worker for "
                f"{_NO_WORKER_FOR:g} seconds. What is done is kept: start workers, and go on with "
                "--resume."
            )

    def cancel(self) -> None:
        """Leave what is under way."""
        if self._under_way:
            with suppress(OSError, TimeoutError, CancelledError):
                self._client.cancel([one.future for one in self._under_way.values()], force=True)

    @contextmanager
    def _still_there(self) -> Iterator[None]:
        """Tell in plain words that the scheduler has gone.

        Raises:
            WrongUseError: it has.

        """
        try:
            yield
        except OSError as error:
            raise self._gone() from error

    def _gone(self) -> WrongUseError:
        return WrongUseError(
            f"The scheduler at {self._connection.address} does not answer any more, or has dropped "
            "the jobs it was sent. What is done is kept: go on with --resume when it is there "
            "again."
        )
