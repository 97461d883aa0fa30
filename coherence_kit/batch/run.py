"""The jobs of a batch: those that were done before are read, the others are done and kept."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from coherence_kit.batch.journal import Journal, Record
from coherence_kit.batch.score_line import ScoreLine
from coherence_kit.batch.workers import Job, Work, Workers
from coherence_kit.problems import Problem

NOT_DONE = -1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a submission: its line of the tables, or the problems that kept it from one.

    Warnings go with either. `source` is the file as it is named in the tables.
    """

    source: str
    line: ScoreLine | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A job, with what a worker needs for it.

    Args:
        source: the file as it is named in the tables.
        key: of all that its result hangs on, but what the record itself says it needs.
        given: what the worker is given.
        record: what came of it without any work, such as that it cannot be read.
        is_of_table: whether it is rows of a table, of which nobody knows before how many there are.

    """

    source: str
    key: str
    given: Any = None
    record: Record | None = None
    is_of_table: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """That a job is done: its file, what came of it, and whether an earlier run had done it."""

    source: str
    record: Record
    is_reused: bool
    is_of_table: bool = False


def carry_out(  # noqa: PLR0913  (what is handed in, each by its name)
    units: Iterable[Unit],
    places: array[int],
    *,
    journal: Journal,
    workers: Workers,
    work: Work,
    is_current: Callable[[Record], bool],
    finish: Callable[[Unit, Any], Record],
    told: Callable[[Told], object],
) -> None:
    """Do what was not done before, and note where each record stands in the journal, in order.

    Args:
        units: the jobs, taken as they are needed.
        places: one for each job is added at its end, :data:`NOT_DONE` until the job is done.
        journal: of the folder.
        workers: who does them.
        work: what a worker does with what it is given.
        is_current: whether a record still holds, as far as its key does not say so.
        finish: makes a record of what a worker gave back.
        told: called for each job, as it is done.

    """
    first = len(places)

    def fresh() -> Iterator[Job]:
        for number, unit in enumerate(units, start=first):
            places.append(NOT_DONE)
            if unit.record is not None:
                places[number] = journal.add(unit.key, unit.record)
                told(Told(unit.source, unit.record, is_reused=False, is_of_table=unit.is_of_table))
                continue
            place = journal.find(unit.key)
            known = None if place is None else journal.read(place)
            if place is not None and known is not None and is_current(known):
                places[number] = place
                told(Told(unit.source, known, is_reused=True, is_of_table=unit.is_of_table))
            else:
                yield (number, unit), unit.given

    for (number, unit), result in workers.do(work, fresh()):
        record = finish(unit, result)
        places[number] = journal.add(unit.key, record)
        told(Told(unit.source, record, is_reused=False, is_of_table=unit.is_of_table))
