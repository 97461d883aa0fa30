"""What comes of a run: what became of each submission, the tables, the manifest.

All of it is made from the journal, in the order of the sources, one submission after the other.
"""

from __future__ import annotations

import hashlib
import json
import weakref
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final, overload

from coherence_kit import __version__
from coherence_kit.batch.records import line_of, problems_of
from coherence_kit.batch.run import NOT_DONE, Outcome
from coherence_kit.batch.score_line import ScoreLine
from coherence_kit.batch.tables import Tables
from coherence_kit.documents.safe_write import replaced_file
from coherence_kit.problems import Problem, Severity
from coherence_kit.rendering.problem_words import in_one_line
from coherence_kit.workflow.batch.phase import Run
from coherence_kit.workflow.batch.reports import report_path

MANIFEST: Final = "manifest.json"
_FORMAT: Final = "coherence-kit/batch"
_BLOCK: Final = 1 << 20


def outcomes(run: Run) -> Iterator[Outcome]:
    """What became of each submission that is done, with what is wrong with its report."""
    first: dict[bytes, str] = {}
    for number, place in enumerate(run.scores):
        record = run.journal.read(place) if place != NOT_DONE else None
        if record is None:
            continue
        source, line = run.planned.jobs[number].source, line_of(record)
        problems = [*problems_of(record), *_said_before(source, line, first)]
        reported = run.journal.read(run.reports.get(number, NOT_DONE))
        problems += problems_of(reported) if reported is not None else ()
        yield Outcome(source, line, tuple(problems))


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
        return sum(place != NOT_DONE for place in self._run.scores)

    def __reduce__(self) -> tuple[object, ...]:
        """What another process gets, which has no journal."""
        return tuple, (self._every,)


def scored(run: Run) -> list[int]:
    """The numbers of the submissions that have figures."""
    found = []
    for number, place in enumerate(run.scores):
        record = run.journal.read(place)
        if record is not None and record["line"] is not None:
            found.append(number)
    return found


def _said_before(
    source: str, line: ScoreLine | None, first: dict[bytes, str]
) -> tuple[Problem, ...]:
    """A warning if an earlier file said the same; one without answers says nothing."""
    if line is None or not line.sha256:
        return ()
    other = first.setdefault(bytes.fromhex(line.sha256)[:16], source)
    if other is source:
        return ()
    return (Problem("batch.twice", source, params={"other": other}),)


def write_tables(run: Run, folder: Path) -> tuple[Path, ...]:
    """Write the tables; gives their paths.

    Raises:
        ProblemsFound: one cannot be written.

    """
    tables = Tables(folder, _columns(run), in_one_line, with_nodes=run.wanted.every_node)
    with tables.open():
        for outcome in outcomes(run):
            tables.add(outcome)
        tables.add_problems(note for note in run.planned.notes if note.severity is Severity.ERROR)
    return tables.files


def _columns(run: Run) -> dict[str, tuple[str, ...]]:
    """The columns of each questionnaire: those of the submission that was asked most."""
    found: dict[str, tuple[str, ...]] = {}
    for outcome in outcomes(run):
        if outcome.line is not None:
            parts = tuple(outcome.line.parts)
            known = found.setdefault(outcome.line.questionnaire, parts)
            if len(parts) > len(known):
                found[outcome.line.questionnaire] = parts
    return found


def reports_made(run: Run) -> Iterator[Path]:
    """The reports that are there."""
    for number in run.reports:
        record = run.journal.read(run.reports[number])
        if record is not None and record["sha256"]:
            yield report_path(run, run.planned.jobs[number])


def write_manifest(run: Run, folder: Path, tables: tuple[Path, ...]) -> Path:
    """Write what the run was made of and what it came to, with hashes; gives its path.

    It names no day and no machine: the same submissions give the same manifest.

    Raises:
        ProblemsFound: it cannot be written.

    """
    path = folder / MANIFEST
    jobs = run.planned.jobs
    about = {
        "format": _FORMAT,
        "format_version": 1,
        "kit_version": __version__,
        "questionnaires": _questionnaires(run),
        "tables": [_file(table, folder) for table in tables],
    }
    with replaced_file(path) as file:
        head = json.dumps(about, ensure_ascii=False, indent=1)
        file.write(f'{head[:-2]},\n "submissions": ['.encode())
        for number, digest in enumerate(run.hashes):
            record = run.journal.read(run.reports.get(number, NOT_DONE))
            told: dict[str, Any] = {"source": jobs[number].source, "sha256": digest or None}
            if record is not None and record["sha256"]:
                name = report_path(run, jobs[number]).relative_to(folder).as_posix()
                told["report"] = {"file": name, "sha256": record["sha256"]}
            before = ",\n  " if number else "\n  "
            file.write(f"{before}{json.dumps(told, ensure_ascii=False)}".encode())
        file.write(b"\n ]\n}\n")
    return path


def _questionnaires(run: Run) -> list[dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for outcome in outcomes(run):
        if outcome.line is not None and outcome.line.questionnaire not in found:
            instrument = run.workspace.instrument(outcome.line.questionnaire)
            questionnaire = instrument.questionnaire
            found[questionnaire.id] = {
                "id": questionnaire.id,
                "version": questionnaire.version,
                "sha256": instrument.sha256,
            }
    return [found[name] for name in sorted(found)]


def _file(path: Path, folder: Path) -> dict[str, str]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return {"file": path.relative_to(folder).as_posix(), "sha256": digest.hexdigest()}
