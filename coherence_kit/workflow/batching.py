"""Folders and files of submissions to tables and reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coherence_kit.batch.plan import Job, plan
from coherence_kit.batch.run import Outcome, run
from coherence_kit.batch.tables import problem_table, score_tables
from coherence_kit.documents.safe_write import write_files
from coherence_kit.errors import WrongUseError
from coherence_kit.loading.documents import KINDS, peek_file
from coherence_kit.loading.library import yaml_files
from coherence_kit.model.assessment import Assessment
from coherence_kit.problems import Problem
from coherence_kit.rendering.problem_words import in_one_line
from coherence_kit.workflow.assessing import Workspace, assess_loaded, load_submission

_OTHER_KINDS = tuple(f"coherence-kit/{kind}/" for kind in KINDS if kind != "submission")


@dataclass(frozen=True, slots=True)
class Batch:
    """What a run came to."""

    outcomes: tuple[Outcome, ...]
    files: tuple[Path, ...]
    remarks: tuple[Problem, ...]

    @property
    def scored(self) -> int:
        """Submissions that have an assessment."""
        return sum(outcome.assessment is not None for outcome in self.outcomes)


def plan_batch(sources: Sequence[Path]) -> list[Job]:
    """The files of a batch: those named, and in folders every YAML file but the kit's other kinds.

    Raises:
        WrongUseError: there is nothing to do.

    """
    jobs = plan(sources, lambda folder: [path for path in yaml_files(folder) if not _is_other_kind(path)])
    if not jobs:
        named = ", ".join(str(source) for source in sources)
        msg = f"There is no submission in {named}; submissions are files that end with .yaml."
        raise WrongUseError(msg)
    return jobs


def _is_other_kind(path: Path) -> bool:
    return peek_file(path).get("format", "").startswith(_OTHER_KINDS)


def run_batch(
    workspace: Workspace,
    jobs: Iterable[Job],
    output: Path,
    *,
    reports: str | None = None,
    done: Callable[[Outcome], None] = lambda _outcome: None,
) -> Batch:
    """Score every job, write its report if one is wanted, then the tables.

    Args:
        workspace: questionnaires in use.
        jobs: from :func:`plan_batch`.
        output: the folder for scores.csv, problems.csv and reports/.
        reports: `pdf` or `html`, or None for the tables alone.
        done: called after each job.

    Raises:
        ProblemsFound: the folder cannot be written.

    """
    made: list[Path] = []

    def work(job: Job) -> tuple[Assessment, tuple[Problem, ...]]:
        assessment = assess_loaded(load_submission(workspace, job.path))
        if reports is None:
            return assessment, ()
        try:
            made.append(_write_report(workspace, job, output, reports))
        except WrongUseError as error:
            return assessment, (Problem("batch.no-report", str(job.path), params={"reason": str(error)}),)
        return assessment, ()

    outcomes = tuple(_told(run(jobs, work), done))
    remarks = tuple(workspace.remarks())
    tables = {**score_tables(outcomes), "problems.csv": problem_table(outcomes, in_one_line)}
    paths = {output / name: data for name, data in tables.items()}
    write_files(paths)
    return Batch(outcomes, (*paths, *made), remarks)


def _told(outcomes: Iterator[Outcome], done: Callable[[Outcome], None]) -> Iterator[Outcome]:
    for outcome in outcomes:
        done(outcome)
        yield outcome


def _write_report(workspace: Workspace, job: Job, output: Path, kind: str) -> Path:
    from coherence_kit.workflow.reporting import make_report

    target = output / "reports" / f"{job.name}.{kind}"
    return make_report(workspace, [job.path], target).path
