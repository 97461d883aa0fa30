"""What runs on a worker of a cluster.

A worker has a parcel with all that its jobs need beside what they are given; jobs name it by its
hash. One that lacks it, since it has joined later or was begun anew, says so and is sent it.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from typing import Any, Final, Literal, cast

from coherence_kit.batch.workers import Lost, Work

_MOST_PARCELS: Final = 4
"""Parcels that a worker keeps; a run that was killed leaves its own behind."""
_parcels: dict[str, bytes] = {}
_alone: Final = Lock()
"""The kit does one job at a time in a process: threads would only wait for each other."""

Facts = Callable[[], Mapping[str, str]]
"""Gives what has to be the same everywhere, by names that people know."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On which a worker may take a job: that it has the parcel, and is as those that asked for it.

    Args:
        facts: tells what a worker is like.
        values: what it has to tell.
        parcel: SHA-256 of the parcel.

    """

    facts: Facts
    values: tuple[tuple[str, str], ...]
    parcel: str


@dataclass(frozen=True, slots=True)
class NotDone:
    """Why a worker did not take the jobs: its kit is another one, or it has no parcel."""

    why: Literal["unfit", "no parcel"]
    worker: str


def keep_parcel(sha256: str, data: bytes) -> None:
    """Keep a parcel.

    Raises:
        ValueError: something else has arrived than what was sent.

    """
    if hashlib.sha256(data).hexdigest() != sha256:
        msg = f"What has arrived is not what was sent: its SHA-256 is not {sha256}."
        raise ValueError(msg)
    _parcels.pop(sha256, None)
    while len(_parcels) >= _MOST_PARCELS:
        del _parcels[next(iter(_parcels))]
    _parcels[sha256] = data


def drop_parcel(sha256: str) -> None:
    """Forget a parcel. Another run that needs it finds it missing, and sends it again."""
    _parcels.pop(sha256, None)


def parcel(sha256: str) -> bytes:
    """A parcel that is here."""
    return _parcels[sha256]


def do_jobs(name: str, terms: Terms, work: bytes, given: bytes) -> list[Any] | Lost | NotDone:
    """Do jobs, unless a worker that is gone had begun with them.

    Dask does again elsewhere what a lost worker had, as often as its scheduler is set to. A job
    that kills its worker would take several with it. So a flag is up with the scheduler while a
    worker is at these jobs; whoever finds it up does not begin.

    Args:
        name: of the flag.
        terms: on which the jobs may be done here.
        work: what is to be done, pickled.
        given: what it is to be done with, pickled.

    """
    from distributed import Event, get_worker

    worker = get_worker()
    with _alone:
        if not _is_fit(terms.facts, terms.values):
            return NotDone("unfit", worker.address)
        flag = Event(name)
        if flag.is_set():
            return Lost("died")
        if terms.parcel not in _parcels:
            return NotDone("no parcel", worker.address)
        flag.set()
        try:
            do = _unpickled(work)
            return [do(one) for one in pickle.loads(given)]  # noqa: S301  (as the job itself came)
        finally:
            flag.clear()


@cache
def _is_fit(facts: Facts, values: tuple[tuple[str, str], ...]) -> bool:
    return tuple(sorted(facts().items())) == values


@lru_cache(maxsize=_MOST_PARCELS)
def _unpickled(work: bytes) -> Work:
    """What is to be done: once in a process, since it may keep what it has read."""
    return cast("Work", pickle.loads(work))  # noqa: S301  (as the job itself came)
