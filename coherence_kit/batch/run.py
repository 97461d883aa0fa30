"""The jobs of a batch, one after the other, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from coherence_kit.batch.plan import Job
from coherence_kit.model.assessment import Assessment
from coherence_kit.problems import Problem, ProblemsFound


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: an assessment, or the problems that kept it from one; warnings go with either."""

    job: Job
    assessment: Assessment | None
    problems: tuple[Problem, ...]


Work = Callable[[Job], tuple[Assessment, tuple[Problem, ...]]]


def run(jobs: Iterable[Job], work: Work) -> Iterator[Outcome]:
    """Do the jobs in order.

    `work` gives an assessment and what else there is to say; it raises ProblemsFound where a file keeps it from one.
    """
    for job in jobs:
        try:
            assessment, problems = work(job)
        except ProblemsFound as found:
            yield Outcome(job, None, found.problems)
        else:
            yield Outcome(job, assessment, (*assessment.notes, *problems))
