"""The first half of a run: every submission to its figures."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from coherence_kit.batch.journal import Record
from coherence_kit.batch.plan import Job
from coherence_kit.batch.records import questionnaires_of, rows_record, unscored_record
from coherence_kit.batch.run import Told, Unit, carry_out
from coherence_kit.batch.workers import Lost
from coherence_kit.problems import Problem, ProblemsFound, faults_told
from coherence_kit.workflow.batch.identity import Content, key_of
from coherence_kit.workflow.batch.phase import Run, is_final, lost
from coherence_kit.workflow.batch.sources import Reader
from coherence_kit.workflow.batch.work import Given, GivenRows, Scorer

if TYPE_CHECKING:
    from coherence_kit.loading.tables.heads import Head

_GARBAGE: Final = 100_000
"""Objects made and not let go before somebody looks for garbage; Python itself looks at 700."""
_FEWEST_EACH: Final = 8
"""Submissions for which a further process is worth beginning."""


def score_all(run: Run) -> None:
    """Score what was not scored before, or has changed since."""
    content = Content(run.workspace)
    jobs = run.planned.jobs
    run.watch.begin("score", sum(not job.is_table for job in jobs))

    def finish(unit: Unit, result: Any) -> Record:  # noqa: ANN401  (what a worker gives)
        if isinstance(result, Lost):
            return {**unscored_record([lost(unit, result)], ()), "needs": {}}
        return {**result, "needs": content.hashes(result["needs"])}

    answered: set[str] = set()

    def note(told: Told) -> None:
        answered.update(questionnaires_of(told.record))
        run.watch.note(told)

    has_tables = any(job.is_table for job in jobs)
    with Reader(run.workspace.max_size) as reader, _garbage_left_longer():
        carry_out(
            _units(run, reader, content),
            run.scores,
            journal=run.journal,
            workers=run.workers(
                len(jobs),
                what="score",
                fewest_each=1 if has_tables else _FEWEST_EACH,
                is_open=has_tables,
            ),
            work=_Either(run),
            is_current=lambda record: is_final(record) and content.is_current(record["needs"]),
            finish=finish,
            told=note,
        )
    run.answered = answered


@contextmanager
def _garbage_left_longer() -> Iterator[None]:
    """Look for garbage seldom: each time all that is loaded is gone through.

    That takes a seventh of the time of a submission, and little of it is ever in a circle.
    """
    before = gc.get_threshold()
    gc.set_threshold(max(_GARBAGE, before[0]), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _Either:
    """Scores a submission or rows of a table, whichever it is given."""

    def __init__(self, run: Run) -> None:
        self._opened, self._wanted = run.opened(), run.wanted
        self._one = Scorer(
            self._opened, self._wanted.every_node, with_measures=self._wanted.overview
        )

    @cached_property
    def _rows(self) -> Callable[[GivenRows], Record]:
        """What scores rows, which most batches have none of."""
        from coherence_kit.workflow.batch.rows import RowsScorer

        wanted = self._wanted
        return RowsScorer(self._opened, every_node=wanted.every_node, for_overview=wanted.overview)

    def __call__(self, given: Given | GivenRows) -> Record:
        """The record of what is given."""
        if isinstance(given, Given):
            return self._one(given)
        try:
            with faults_told(given.source):
                return self._rows(given)
        except ProblemsFound as found:
            return unscored_record(found.problems, ("*",))


def _units(run: Run, reader: Reader, content: Content) -> Iterator[Unit]:
    is_first = True
    for number, job in enumerate(run.planned.jobs):
        for unit in table_units(run, job) if job.is_table else _file_units(run, number, reader):
            if is_first and isinstance(unit.given, Given):
                content.read_ahead(unit.given.data)
            is_first = False
            run.owners.append(number)
            yield unit


def _file_units(run: Run, number: int, reader: Reader) -> Iterator[Unit]:
    job = run.planned.jobs[number]
    try:
        with faults_told(job.source):
            data = reader.read(job)
    except ProblemsFound as found:
        yield _failed(job, *found.problems)
        return
    digest = hashlib.sha256(data)
    run.hashes[number] = digest.digest()
    key = key_of("score", source=job.source, data=digest.hexdigest(), **_stated(run))
    yield Unit(job.source, key, Given(job.source, data))


def table_units(run: Run, job: Job) -> Iterator[Unit]:
    """The rows of a table, many at a time."""
    from coherence_kit.workflow.tables import open_table

    try:
        with (
            faults_told(job.source),
            open_table(run.workspace, job.path, run.planned.columns) as table,
        ):
            head = table.head
            if head.problems:
                record = rows_record(job.source, [], [], 0, head.problems, ())
                key = key_of("head", source=job.source)
                record = {**record, "needs": {}}
                yield Unit(job.source, key, record=record, is_of_table=True)
            meant = _hash_of_head(head)
            for chunk in table.chunks:
                key = key_of(
                    "rows",
                    source=job.source,
                    data=chunk.digest(),
                    line=str(chunk.first_line),
                    head=meant,
                    **_stated(run),
                )
                yield Unit(job.source, key, GivenRows(job.source, head, chunk), is_of_table=True)
    except ProblemsFound as found:
        yield _failed(job, *found.problems)


def _failed(job: Job, *problems: Problem) -> Unit:
    record = {**unscored_record(problems, ()), "needs": {}}
    key = key_of("unread", source=job.source)
    return Unit(job.source, key, record=record, is_of_table=job.is_table)


def _stated(run: Run) -> dict[str, str | None]:
    """What is wanted of a submission, as far as its record hangs on it."""
    return {
        "nodes": "all" if run.wanted.every_node else None,
        "overview": "yes" if run.wanted.overview else None,
    }


def _hash_of_head(head: Head) -> str:
    """The hash of how a table is read."""
    columns = [[column.name, column.key, column.part] for column in head.columns]
    codes = {key: dict(codes) for key, codes in head.codes.items()}
    meant = [columns, dict(head.constants), codes, sorted(head.listed), head.delimiter]
    return hashlib.sha256(json.dumps(meant, sort_keys=True).encode()).hexdigest()
