"""What both halves of a run share: the jobs, the journal, the workers."""

from __future__ import annotations

import datetime as dt
import os
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePath
from typing import Final

from coherence_kit.batch.cluster.connection import Connection
from coherence_kit.batch.cluster.workers import Cluster
from coherence_kit.batch.journal import Journal, Record
from coherence_kit.batch.progress import Watch
from coherence_kit.batch.records import problems_of
from coherence_kit.batch.run import Unit
from coherence_kit.batch.workers import Lost, Processes, ThisProcess, Workers
from coherence_kit.documents.own_places import Identity
from coherence_kit.problems import Problem, Severity
from coherence_kit.workflow.batch.parcel import Unpacked
from coherence_kit.workflow.batch.sources import Planned
from coherence_kit.workflow.batch.work import BrandFiles, Given, GivenRows
from coherence_kit.workflow.score import Workspace, open_workspace

REPORTS: Final = "reports"
"""The folder of the reports, in that of the results."""
_MOST_TOGETHER: Final = 16
"""Jobs that a process is sent at a time, where there are many small ones."""
_MOST_SENT: Final = 64
"""The same for the worker of a cluster, to which the way is longer."""
_MOST_PROCESSES: Final = 256
"""Each has some open files here, and a system allows for a thousand."""
_ONCE_MORE: Final = frozenset(
    {
        "batch.lost",
        "batch.timeout",
        "batch.changed",
        "batch.no-report",
        "batch.reports-stopped",
        "kit.fault",
    }
)
"""What may come out otherwise another time, and is tried again by the next run."""
_OF_WRITING: Final = "output."
"""As may errors at writing: there is room, or there are rights, by then."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a run.

    Args:
        reports: `pdf` or `html`, or None for the tables alone.
        variant: of the reports, by its name; None for all parts.
        brand: files of the brand of the reports, by their names; empty for the looks of the kit.
        language: of the reports; None for that of each submission.
        date: of the reports; None for that of each submission.
        every_node: a column for each section and question, and a table of them with bounds.
        jobs: processes that work side by side; None for one on each core.
        timeout: seconds after which a submission or a report is given up.
        overview: a page over the run, with neither ranks nor names in the order of their figures.
        anonymous: numbers in place of countries and of those who answered.
        parquet: the tables in that form too.
        workbook: the tables as sheets of one workbook too.
        excel: tables in CSV as Excel opens them in the language of the reports.
        cluster: the address of a scheduler of Dask whose workers do the jobs.
        resume: go on with a run that did not come to its end.
        force: do everything again, whatever is there.

    """

    reports: str | None = None
    variant: str | None = None
    brand: BrandFiles = ()
    language: str | None = None
    date: dt.date | None = None
    every_node: bool = False
    jobs: int | None = None
    timeout: float | None = None
    overview: bool = False
    anonymous: bool = False
    parquet: bool = False
    workbook: bool = False
    excel: bool = False
    cluster: str | None = None
    resume: bool = False
    force: bool = False


ONCE: Final = Wanted()
"""The tables of the first rank, with nothing else."""


class Hashes:
    """A hash for each of very many jobs, or none, side by side in one stretch of memory."""

    _LENGTH: Final = 32

    def __init__(self) -> None:
        self._digests = bytearray()

    def __setitem__(self, number: int, digest: bytes) -> None:
        """Keep the SHA-256 of the file of a job."""
        begin = number * self._LENGTH
        self._digests.extend(bytes(max(0, begin + self._LENGTH - len(self._digests))))
        self._digests[begin : begin + self._LENGTH] = digest

    def get(self, number: int) -> str | None:
        """That of a job in hexadecimal; None of one that was not read."""
        begin = number * self._LENGTH
        digest = self._digests[begin : begin + self._LENGTH]
        return digest.hex() if any(digest) else None


@dataclass(slots=True)
class Run:
    """A run on its way.

    Args:
        read: the files that are read, whose place no result takes.
        hashes: SHA-256 of the files as they were read, in the order of their jobs.
        scores: where the record of each submission, or of rows of a table, stands in the journal.
        owners: of each of these the number of its job.
        reports: where the record of each report stands, by the number of its job.
        reports_of_rows: the same of those of rows of tables.
        answered: ids of the questionnaires that are answered, once all is scored and one has asked.

    """

    workspace: Workspace
    planned: Planned
    output: Path | None
    wanted: Wanted
    watch: Watch
    journal: Journal
    read: frozenset[Identity] = frozenset()
    hashes: Hashes = field(default_factory=Hashes)
    owners: array[int] = field(default_factory=lambda: array("q"))
    scores: array[int] = field(default_factory=lambda: array("q"))
    reports: dict[int, int] = field(default_factory=dict)
    reports_of_rows: array[int] = field(default_factory=lambda: array("q"))
    answered: set[str] | None = None
    cluster: Connection | None = None

    def workers(
        self, number: int, *, what: str, fewest_each: int, is_open: bool = False
    ) -> Workers:
        """Who does so many jobs, where a process is worth beginning for a number of them.

        `what` says in a word what is done, and `is_open` that there may be more of them than that.
        """
        wanted = self.wanted
        if self.cluster is not None:
            together = _together(number, self.cluster.threads(), fewest_each, most=_MOST_SENT)
            return Cluster(self.cluster, what, _name_of, together=together)
        if wanted.jobs == 1:
            return ThisProcess()
        worth = -(-number // fewest_each)
        most = number if wanted.jobs else worth
        processes = min(wanted.jobs or _cores(), _MOST_PROCESSES)
        processes = processes if is_open else min(processes, most)
        if processes <= 1 and wanted.timeout is None:
            return ThisProcess()
        processes = max(1, processes)
        together = _together(number, processes, fewest_each)
        return Processes(processes, together=together, timeout=wanted.timeout)

    def opened(self) -> Callable[[], Workspace]:
        """Gives the workspace, in whatever process."""
        if self.cluster is not None:
            return Unpacked(self.cluster.terms.parcel)
        return Opened(self.workspace.library.folders[:-1], self.workspace.max_size, self.workspace)


@dataclass(frozen=True)
class Opened:
    """The workspace of a run: here the one in use, in a process that is not its copy one like it.

    Args:
        folders: the user's.
        max_size: bytes of the largest file that is read.
        here: the one in use.

    """

    folders: tuple[Path, ...]
    max_size: int
    here: Workspace | None = None

    def __call__(self) -> Workspace:
        """The workspace, opened once in a process."""
        return self.here or _opened_here(self.folders, self.max_size)

    def __reduce__(self) -> tuple[object, ...]:
        """Without the workspace, which no process can send to another."""
        return Opened, (self.folders, self.max_size)


@cache
def _opened_here(folders: tuple[Path, ...], max_size: int) -> Workspace:
    return open_workspace(folders, max_size=max_size)


def is_final(record: Record) -> bool:
    """Whether a record says what would come out again."""
    return not any(
        problem.code in _ONCE_MORE
        or (problem.severity is Severity.ERROR and problem.code.startswith(_OF_WRITING))
        for problem in problems_of(record)
    )


def lost(unit: Unit, result: Lost) -> Problem:
    """The problem of a job that no worker brought to an end."""
    return Problem("batch.timeout" if result.why == "timeout" else "batch.lost", unit.source)


def _together(number: int, workers: int, fewest_each: int, *, most: int = _MOST_TOGETHER) -> int:
    """How many jobs are sent at a time, so that each worker is sent some several times."""
    return max(1, min(most, number // (4 * max(workers, 1)))) if fewest_each > 1 else 1


def _name_of(given: Given | GivenRows) -> str:
    """What a worker is given, in a few words: the name of the file, or where in it rows begin."""
    name = PurePath(given.source).name
    return name if isinstance(given, Given) else f"{name}, line {given.chunk.first_line}"


def _cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
