"""What comes of a run: what became of each submission, the tables, the manifest.

All of it is made from the journal, in the order of the sources, one submission after the other.
"""

from __future__ import annotations

import hashlib
import json
import weakref
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, overload

from coherence_kit import __version__
from coherence_kit.batch.anonymous import anonymous
from coherence_kit.batch.journal import Record
from coherence_kit.batch.records import (
    RowLines,
    line_of,
    lines_of_rows,
    problems_of,
    questionnaires_of,
    row_lines,
    scored_rows,
)
from coherence_kit.batch.run import NOT_DONE, Outcome
from coherence_kit.batch.score_line import ScoreLine, part_names
from coherence_kit.batch.tables import Tables
from coherence_kit.documents.safe_write import replaced_file
from coherence_kit.problems import Problem, Severity
from coherence_kit.rendering.problem_words import in_one_line
from coherence_kit.rendering.report.variants import FULL
from coherence_kit.workflow.batch.identity import hash_of_brand
from coherence_kit.workflow.batch.phase import Run

if TYPE_CHECKING:
    from coherence_kit.model.run_overview import RunOverview

MANIFEST: Final = "manifest.json"
_FORMAT: Final = "coherence-kit/batch"


def outcomes(run: Run) -> Iterator[Outcome]:
    """What became of each submission that is done, with what is wrong with its report."""
    first: dict[bytes, int] = {}
    for number, record in records(run):
        if "rows" in record:
            yield from _outcomes_of_rows(run, record)
            continue
        yield _outcome(run, number, record, first)


def _outcome(run: Run, number: int, record: Record, first: dict[bytes, int]) -> Outcome:
    """What became of a file; `first` has the job of each submission so far, by its hash."""
    source, line = run.planned.jobs[number].source, line_of(record)
    problems = [*problems_of(record), *_said_before(run, number, line, first)]
    reported = run.journal.read(run.reports.get(number, NOT_DONE))
    problems += problems_of(reported) if reported is not None else ()
    return Outcome(source, line, tuple(problems))


def records(run: Run) -> Iterator[tuple[int, Record]]:
    """What is kept of each submission, or of rows of a table, with the number of its job."""
    for number, place in zip(run.owners, run.scores, strict=True):
        record = run.journal.read(place)
        if record is not None:
            yield number, record


def _outcomes_of_rows(run: Run, record: Record) -> Iterator[Outcome]:
    """The rows of a table that were scored, then what there is to say of these and of others."""
    for rows in row_lines(record):
        instrument = run.workspace.instrument(rows.questionnaire)
        parts = part_names(instrument, every_node=run.wanted.every_node)
        for line in lines_of_rows(rows, parts):
            yield Outcome(str(line.cells[0]), line, ())
    problems = problems_of(record)
    if problems:
        yield Outcome(record["rows"]["source"], None, problems)


class Outcomes(Sequence[Outcome]):
    """:func:`outcomes` of a run that has ended, all of them read when the first one is asked for.

    Whoever only wants the files needs no memory for them.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        weakref.finalize(self, run.journal.close)

    @cached_property
    def _every(self) -> tuple[Outcome, ...]:
        return tuple(outcomes(self._run))

    @overload
    def __getitem__(self, at: int) -> Outcome: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Outcome, ...]: ...

    def __getitem__(self, at: int | slice) -> Outcome | tuple[Outcome, ...]:
        """One of them, or several."""
        return self._every[at]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._every)

    def __reduce__(self) -> tuple[object, ...]:
        """What another process gets, which has no journal."""
        return tuple, (self._every,)


def scored(run: Run) -> tuple[list[int], int]:
    """The numbers of the jobs that have figures, and how many rows of tables among them have."""
    numbers: dict[int, None] = {}
    rows = 0
    for number, record in records(run):
        if "rows" in record:
            rows += scored_rows(record)
            numbers |= {number: None} if scored_rows(record) else {}
        elif record["line"] is not None:
            numbers[number] = None
    return [*numbers], rows


def _records_of_reports(run: Run) -> Iterator[Record]:
    for place in (*run.reports.values(), *run.reports_of_rows):
        record = run.journal.read(place)
        if record is not None:
            yield record


def _said_before(
    run: Run, number: int, line: ScoreLine | None, first: dict[bytes, int]
) -> tuple[Problem, ...]:
    """A warning if an earlier file said the same; one without answers says nothing."""
    if line is None or not line.sha256:
        return ()
    other = first.setdefault(bytes.fromhex(line.sha256)[:16], number)
    if other == number:
        return ()
    jobs = run.planned.jobs
    params = {"other": jobs[other].source}
    return (Problem("batch.twice", jobs[number].source, params=params),)


def write_tables(run: Run, folder: Path) -> tuple[Path, ...]:
    """Write the tables; gives their paths.

    Raises:
        ProblemsFound: one cannot be written.

    """
    wanted, columns = run.wanted, _columns(run)
    # what is said of a problem may quote a name
    words = in_one_line if not wanted.anonymous else lambda _problem: ""
    tables = Tables(folder, columns, words, with_nodes=wanted.every_node)
    every = anonymous(outcomes(run)) if wanted.anonymous else _with_rows_as_they_are(run)
    with tables.open():
        notes = [note for note in run.planned.notes if note.severity is Severity.ERROR]
        tables.add_problems(() if wanted.anonymous else notes)
        for outcome in every:
            if isinstance(outcome, RowLines):
                tables.add_rows(outcome)
            else:
                tables.add(outcome)
        for place in run.reports_of_rows:
            record = run.journal.read(place)
            tables.add_problems(() if record is None else problems_of(record))
    return tables.files


def write_parquet_tables(run: Run, folder: Path) -> tuple[Path, ...]:
    """Write the tables of scores in Parquet as well; gives their paths.

    Raises:
        MissingLibraryError: what writes Parquet is not installed.
        ProblemsFound: one cannot be written.

    """
    from coherence_kit.batch.parquet_tables import write_parquet

    columns = _columns(run)
    in_letters = frozenset(name for name in columns if _is_in_letters(run, name))
    every = outcomes(run)
    return write_parquet(
        folder,
        anonymous(every) if run.wanted.anonymous else every,
        columns,
        in_letters,
        with_nodes=run.wanted.every_node,
    )


def _is_in_letters(run: Run, name: str) -> bool:
    nodes = run.workspace.instrument(name).tree.nodes
    return any(node.letters is not None for node in nodes.values())


def overview_of(run: Run) -> RunOverview:
    """The run in counts and distributions."""
    from coherence_kit.batch.overview import OverviewOfRun, Scored

    found = OverviewOfRun(run.workspace.instrument)
    every = outcomes(run)
    for outcome in anonymous(every) if run.wanted.anonymous else every:
        line = outcome.line
        if line is not None:
            found.add(
                Scored.of_line(
                    line.cells,
                    line.parts,
                    country_name=line.country_name,
                    date=line.date,
                    missing=line.missing,
                    not_asked=line.not_asked,
                    measures=line.measures,
                )
            )
        else:
            for codes in _errors_by_place(outcome.problems):
                found.add_unscored(codes)
    return found.finish()


def _errors_by_place(problems: Iterable[Problem]) -> Iterator[list[str]]:
    """The codes of the errors of a file, or of each row of a table."""
    found: dict[int, list[str]] = {}
    rows = [one for one in problems if one.code.startswith("table.") or one.cell]
    for problem in problems:
        if problem.severity is Severity.ERROR:
            found.setdefault(problem.line if rows else 0, []).append(problem.code)
    yield from found.values()


def _with_rows_as_they_are(run: Run) -> Iterator[Outcome | RowLines]:
    """:func:`outcomes`, but the lines of rows of tables as they are written."""
    first: dict[bytes, int] = {}
    for number, record in records(run):
        if "rows" not in record:
            yield _outcome(run, number, record, first)
            continue
        yield from row_lines(record)
        yield Outcome(record["rows"]["source"], None, problems_of(record))


def _columns(run: Run) -> dict[str, tuple[str, ...]]:
    """The columns of each questionnaire that is answered, whether in whole or as a short form."""
    every_node = run.wanted.every_node
    return {
        name: part_names(run.workspace.instrument(name), every_node=every_node)
        for name in answered(run)
    }


def answered(run: Run) -> tuple[str, ...]:
    """The ids of the questionnaires that are answered; of a run that was stopped they are read."""
    if run.answered is None:
        run.answered = {name for _, record in records(run) for name in questionnaires_of(record)}
    return tuple(sorted(run.answered))


def reports_made(run: Run) -> Iterator[Path]:
    """The reports that are there."""
    for record in _records_of_reports(run):
        if record["sha256"]:
            yield Path(record["target"])


def write_manifest(run: Run, folder: Path, tables: tuple[Path, ...]) -> Path:
    """Write what the run was made of and what it came to, with hashes; gives its path.

    It names no day and no machine: the same submissions give the same manifest. Without names the
    submissions are left out, since a hash tells whoever has a file which one it is.

    Raises:
        ProblemsFound: it cannot be written.

    """
    path = folder / MANIFEST
    jobs = run.planned.jobs
    about: dict[str, Any] = {
        "format": _FORMAT,
        "format_version": 1,
        "kit_version": __version__,
        "questionnaires": _questionnaires(run),
        "tables": [_file(table, folder) for table in tables],
    }
    if run.wanted.reports is not None:
        about["reports"] = {"kind": run.wanted.reports, "variant": run.wanted.variant or FULL}
        if run.wanted.brand:
            about["reports"]["brand_sha256"] = hash_of_brand(run.wanted.brand)
    with replaced_file(path) as file:
        head = json.dumps(about, ensure_ascii=False, indent=1)
        if run.wanted.anonymous:
            file.write(f"{head}\n".encode())
            return path
        file.write(f'{head[:-2]},\n "submissions": ['.encode())
        for number, job in enumerate(jobs):
            record = run.journal.read(run.reports.get(number, NOT_DONE))
            digest = _hash_of(job.path) if job.is_table else run.hashes.get(number)
            told: dict[str, Any] = {"source": job.source, "sha256": digest}
            if record is not None and record["sha256"]:
                name = Path(record["target"]).relative_to(folder).as_posix()
                told["report"] = {"file": name, "sha256": record["sha256"]}
            before = ",\n  " if number else "\n  "
            file.write(f"{before}{json.dumps(told, ensure_ascii=False)}".encode())
        file.write(b"\n ]\n}\n")
    return path


def _questionnaires(run: Run) -> list[dict[str, str]]:
    instruments = [run.workspace.instrument(name) for name in answered(run)]
    return [
        {
            "id": one.questionnaire.id,
            "version": one.questionnaire.version,
            "sha256": one.sha256,
        }
        for one in instruments
    ]


def _file(path: Path, folder: Path) -> dict[str, str | None]:
    return {"file": path.relative_to(folder).as_posix(), "sha256": _hash_of(path)}


def _hash_of(path: Path) -> str | None:
    """The hash of a file of any size; None where it is not there any more."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
