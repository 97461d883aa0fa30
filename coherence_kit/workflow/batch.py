"""Folders and files of submissions to tables and reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coherence_kit.batch.plan import Job, plan
from coherence_kit.batch.run import Outcome, run
from coherence_kit.batch.score_line import ScoreLine, score_line
from coherence_kit.batch.tables import problem_table, score_tables
from coherence_kit.documents.own_places import Identity, expect_own_place, identities
from coherence_kit.documents.safe_write import expect_room, write_files
from coherence_kit.errors import KitError, WrongUseError
from coherence_kit.problems import Problem, ProblemsFound, faults_told, shown_path
from coherence_kit.rendering.problem_words import in_one_line
from coherence_kit.workflow.earlier_results import earlier_report, earlier_table
from coherence_kit.workflow.intake import nothing_to_do, take_in_submissions
from coherence_kit.workflow.reading import DuplicateFinder
from coherence_kit.workflow.score import Loaded, Workspace, assess_loaded, load_submission

if TYPE_CHECKING:
    from coherence_kit.workflow.report import Report

KINDS_OF_REPORT = ("pdf", "html")
_OF_OUTPUT = "output."
"""Codes of what is said of a report and not of its submission: what it leaves out, letters."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a run came to."""

    outcomes: tuple[Outcome, ...]
    files: tuple[Path, ...]
    remarks: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """The files of a batch, and what is to be said of others in the folders."""

    jobs: tuple[Job, ...]
    notes: tuple[Problem, ...]


def plan_batch(sources: Sequence[Path], output: Path | None = None) -> Planned:
    """The files of a batch.

    They are those named, and in folders every submission, filled workbook and saved form.

    Args:
        sources: files and folders.
        output: where results go; if it lies in a source, what else is in it is no news.

    Raises:
        WrongUseError: there is nothing to do.

    """
    folders = [source for source in sources if source.is_dir()]
    intakes = {folder: take_in_submissions(folder, written_to=output) for folder in folders}
    notes = tuple(note for intake in intakes.values() for note in intake.notes)
    jobs = plan(sources, lambda folder: intakes[folder].files)
    if not jobs:
        raise nothing_to_do(sources, notes)
    return Planned(tuple(jobs), notes)


def run_batch(  # noqa: PLR0913  (what is wanted of a run, each by its name)
    workspace: Workspace,
    planned: Planned,
    output: Path | None,
    *,
    reports: str | None = None,
    every_node: bool = False,
    done: Callable[[Outcome], None] = lambda _outcome: None,
) -> Batch:
    """Score every job, write its report if one is wanted, then the tables.

    Args:
        workspace: questionnaires in use.
        planned: from :func:`plan_batch`.
        output: the folder for scores.csv, problems.csv and reports/; None to write nothing.
        reports: `pdf` or `html`, or None for the tables alone.
        every_node: a column for each section and question, not only for sections of the first rank.
        done: called after each job.

    Raises:
        WrongUseError: reports are wanted, and there is no folder for them or no such kind.
        ProblemsFound: the folder cannot be written, or another file stands where a table goes.

    """
    folder = _reports_folder(output, reports)
    read = identities(job.path for job in planned.jobs)
    if output is not None:
        expect_room(output)
        _expect_own_tables(output, read)
    made: list[Path] = []
    seen = DuplicateFinder()

    def work(job: Job) -> tuple[ScoreLine, tuple[Problem, ...]]:
        loaded = load_submission(workspace, job.path)
        assessment = assess_loaded(loaded)
        notes = [*assessment.notes, *seen.check(loaded.submission, job.path)]
        line = score_line(assessment, every_node=every_node)
        if folder is not None:
            target = folder / f"{job.name}.{reports}"
            try:
                with faults_told(shown_path(job.path)):
                    expect_own_place(target, earlier_report(str(reports)), read=read, below=output)
                    report = _write_report(workspace, loaded, target)
                made.append(report.path)
                notes += (note for note in report.notes if note.code.startswith(_OF_OUTPUT))
            except ProblemsFound as found:
                notes += found.problems
            except KitError as error:
                params = {"reason": str(error)}
                notes.append(Problem("batch.no-report", shown_path(job.path), params=params))
        return line, tuple(notes)

    outcomes = tuple(_reporting_each(run(planned.jobs, work), done))
    remarks = (*planned.notes, *workspace.remarks())
    tables = () if output is None else _write_tables(output, outcomes)
    return Batch(outcomes, (*tables, *made), remarks)


def _reports_folder(output: Path | None, reports: str | None) -> Path | None:
    """Where reports go; None if none are wanted."""
    if reports is None:
        return None
    if output is None:
        msg = "Reports are files, so they need a folder to be written to."
        raise WrongUseError(msg)
    if reports not in KINDS_OF_REPORT:
        msg = f'Reports of a batch are {" or ".join(KINDS_OF_REPORT)}, not "{reports}".'
        raise WrongUseError(msg)
    return output / "reports"


def _expect_own_tables(output: Path, read: frozenset[Identity]) -> None:
    """Nothing but tables of an earlier batch stands where tables go, before anything is scored."""
    for path in (
        output / "scores.csv",
        *sorted(output.glob("scores.*.csv")),
        output / "problems.csv",
    ):
        expect_own_place(path, earlier_table(path.name), read=read)


def _write_tables(output: Path, outcomes: Sequence[Outcome]) -> tuple[Path, ...]:
    tables = {**score_tables(outcomes), "problems.csv": problem_table(outcomes, in_one_line)}
    paths = {output / name: data for name, data in tables.items()}
    write_files(paths)
    return tuple(paths)


def _reporting_each(
    outcomes: Iterator[Outcome], done: Callable[[Outcome], None]
) -> Iterator[Outcome]:
    for outcome in outcomes:
        done(outcome)
        yield outcome


def _write_report(workspace: Workspace, loaded: Loaded, target: Path) -> Report:
    from coherence_kit.workflow.report import report_loaded

    return report_loaded(workspace, [loaded], target)
