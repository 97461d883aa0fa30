"""The jobs of a batch, one after the other, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from coherence_kit.batch.plan import Job
from coherence_kit.batch.score_line import ScoreLine
from coherence_kit.problems import Problem, ProblemsFound, faults_told, shown_path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: its line of the tables, or the problems that kept it from one.

    Warnings go with either.
    """

    job: Job
    line: ScoreLine | None
    problems: tuple[Problem, ...]


Work = Callable[[Job], tuple[ScoreLine, tuple[Problem, ...]]]


def run(jobs: Iterable[Job], work: Work) -> Iterator[Outcome]:
    """Do the jobs in order.

    `work` gives the line of a submission and what else there is to say; it raises ProblemsFound
    where a file keeps it from one. Whatever else it raises is a problem of that file too.
    """
    for job in jobs:
        try:
            with faults_told(shown_path(job.path)):
                line, problems = work(job)
        except ProblemsFound as found:
            yield Outcome(job, None, found.problems)
        else:
            yield Outcome(job, line, problems)
