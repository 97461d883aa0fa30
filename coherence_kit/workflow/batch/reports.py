"""The second half of a run: a report of each submission that has figures.

Scores are safe by then. A report that cannot be made or written is a problem of its own; where
there is no room for one there is none for the next.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from coherence_kit.batch.journal import Record
from coherence_kit.batch.kept_room import KeptRoom
from coherence_kit.batch.plan import Job, part_anywhere
from coherence_kit.batch.records import places_of, problems_of, report_record
from coherence_kit.batch.run import Unit, carry_out
from coherence_kit.batch.workers import Lost
from coherence_kit.documents.own_places import expect_own_place
from coherence_kit.documents.safe_write import write_file
from coherence_kit.errors import KitError
from coherence_kit.loading.tables.rows import read_rows, row_values
from coherence_kit.loading.yaml.writer import to_yaml
from coherence_kit.problems import Problem, ProblemsFound, faults_told
from coherence_kit.rendering.report.variants import FULL
from coherence_kit.workflow.batch.identity import Content, drawing_hash, hash_of_brand, key_of
from coherence_kit.workflow.batch.phase import REPORTS, Run, is_final, lost
from coherence_kit.workflow.batch.scores import table_units
from coherence_kit.workflow.batch.sources import Reader
from coherence_kit.workflow.batch.work import Given, GivenRows, Reporter
from coherence_kit.workflow.earlier_results import earlier_report
from coherence_kit.workflow.tables import QuestionsOf

OF_ROW: Final = -1
_NO_ROOM: Final = "output.no-room"
_ROOM_OF_A_REPORT: Final = 1_024
"""Bytes that the journal and the table of problems take to say that it could not be made."""


def report_all(run: Run, scored: Sequence[int], rows: int, *, room: int) -> None:
    """Make the reports that were not made before, have changed, or are gone.

    Args:
        run: with an output and a kind of reports.
        scored: the numbers of the jobs that have figures; a table has them row by row.
        rows: of the tables among them, how many have figures.
        room: bytes of the tables, which are written once more behind the reports.

    """
    content = Content(run.workspace, with_mappings=True)
    places = array("q")
    tables = sum(run.planned.jobs[number].is_table for number in scored)
    number = len(scored) - tables + rows
    run.watch.begin("report", number)
    owners: list[int] = []
    kept = KeptRoom(run.journal.path.parent, room + _ROOM_OF_A_REPORT * number)
    with Reader(run.workspace.max_size) as reader, kept:
        writer = _Writer(run, content, kept)
        try:
            carry_out(
                _units(run, scored, reader, writer, owners),
                places,
                journal=run.journal,
                workers=run.workers(number, what="report", fewest_each=1),
                work=Reporter(
                    run.opened(),
                    run.wanted.language,
                    run.wanted.date,
                    run.wanted.variant,
                    run.wanted.brand,
                ),
                is_current=writer.is_current,
                finish=writer.finish,
                told=run.watch.note,
            )
        finally:
            for owner, place in zip(owners, places, strict=False):
                if owner == OF_ROW:
                    run.reports_of_rows.append(place)
                else:
                    run.reports[owner] = place


def report_path(run: Run, name: str) -> Path:
    """Where a report of this name goes."""
    if run.output is None:
        msg = "Reports are files, and there is no folder for them."
        raise ValueError(msg)
    # with_suffix would take a part of a name such as "ghana.2026" for one
    return run.output / REPORTS / f"{name}.{run.wanted.reports}"


class _Writer:
    """Writes reports, until there is no room for any."""

    def __init__(self, run: Run, content: Content, kept: KeptRoom) -> None:
        self._run = run
        self._content = content
        self._kept = kept
        self.has_room = True

    def is_current(self, record: Record) -> bool:
        """Whether the report that was made before is there and would come out the same again."""
        if not is_final(record) or not self._content.is_current(record["needs"]):
            return False
        return not record["sha256"] or _hash_of(Path(record["target"])) == record["sha256"]

    def finish(self, unit: Unit, result: Any) -> Record:  # noqa: ANN401  (what a worker gives)
        """Write a report; gives its record."""
        target = Path(unit.given.target)
        if isinstance(result, Lost):
            return self._record(target, "", [lost(unit, result)], ())
        data, problems = result["data"], list(problems_of(result))
        if data is not None and not self.has_room:  # it was under way when the room ended
            data = None
            problems.append(Problem("batch.reports-stopped", unit.source))
        if data is not None:
            try:
                with faults_told(unit.source):
                    self._write(target, data)
            except ProblemsFound as found:
                problems += found.problems
                data = None
                self.has_room = all(problem.code != _NO_ROOM for problem in found.problems)
                if not self.has_room:
                    self._kept.let_go()  # to say so in the journal and in the tables
            except KitError as error:
                params = {"reason": str(error)}
                problems.append(Problem("batch.no-report", unit.source, params=params))
                data = None
        digest = "" if data is None else hashlib.sha256(data).hexdigest()
        return self._record(target, digest, problems, result["needs"])

    def _record(
        self, target: Path, digest: str, problems: Sequence[Problem], needs: Sequence[str]
    ) -> Record:
        record = report_record(digest, problems, ())
        return {**record, "needs": self._content.hashes(needs), "target": str(target)}

    def _write(self, target: Path, data: bytes) -> None:
        run = self._run
        known = earlier_report(str(run.wanted.reports))
        expect_own_place(target, known, read=run.read, below=run.output)
        write_file(target, data)


def _units(
    run: Run, scored: Sequence[int], reader: Reader, writer: _Writer, owners: list[int]
) -> Iterator[Unit]:
    """A report each; `owners` gets the number of the job of each, or that it is of a row."""
    wanted = run.wanted
    stated = {
        "looks": drawing_hash(),
        "variant": wanted.variant or FULL,
        "brand": hash_of_brand(wanted.brand),
        "language": wanted.language,
        "date": wanted.date.isoformat() if wanted.date else None,
    }
    for number in scored:
        job = run.planned.jobs[number]
        if job.is_table:
            for source, name, data in _rows_of(run, job):
                target = report_path(run, name)
                owners.append(OF_ROW)
                yield _unit(source, data, target, writer, stated)
            continue
        owners.append(number)
        target = report_path(run, job.name)
        try:
            with faults_told(job.source):
                data = reader.read(job)
        except ProblemsFound as found:
            yield _without(job.source, target, *found.problems)
            continue
        if hashlib.sha256(data).hexdigest() != run.hashes.get(number):
            yield _without(job.source, target, Problem("batch.changed", job.source))
            continue
        yield _unit(job.source, data, target, writer, stated)


def _unit(
    source: str, data: bytes, target: Path, writer: _Writer, stated: Mapping[str, str | None]
) -> Unit:
    if not writer.has_room:
        return _without(source, target, Problem("batch.reports-stopped", source))
    given = Given(source, data, str(target))
    digest = hashlib.sha256(data).hexdigest()
    key = key_of("report", source=source, data=digest, target=given.target, **stated)
    return Unit(source, key, given)


def _rows_of(run: Run, job: Job) -> Iterator[tuple[str, str, bytes]]:
    """The rows of a table that have figures: how each is named, its report, and it as a file."""
    known = QuestionsOf(run.workspace)
    for unit in table_units(run, job):
        if not isinstance(unit.given, GivenRows):
            continue
        place = run.journal.find(unit.key)
        record = None if place is None else run.journal.read(place)
        if record is None:
            continue
        rows = read_rows(unit.given.chunk, unit.given.head)
        for row in places_of(record):
            values = row_values(rows, row, known)
            line = rows.lines[row]
            name = f"{job.name}/{line}-{part_anywhere(values.get('country', 'row'))}"
            yield f"{job.source}:{line}", name, to_yaml(values).encode()


def _without(source: str, target: Path, *problems: Problem) -> Unit:
    """A report that is not made."""
    given = Given(source, b"", str(target))
    record = {**report_record("", problems, ()), "needs": {}, "target": given.target}
    return Unit(source, key_of("no report", source=source, target=given.target), given, record)


def _hash_of(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
