"""The first half of a run: every submission to its figures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from coherence_kit.batch.journal import Record
from coherence_kit.batch.records import unscored_record
from coherence_kit.batch.run import Unit, carry_out
from coherence_kit.batch.workers import Lost
from coherence_kit.problems import ProblemsFound, faults_told
from coherence_kit.workflow.batch.identity import Content, key_of
from coherence_kit.workflow.batch.phase import Run, is_final, lost
from coherence_kit.workflow.batch.sources import Reader
from coherence_kit.workflow.batch.work import Given, Scorer

_FEWEST_EACH: Final = 8
"""Submissions for which a further process is worth beginning."""


def score_all(run: Run) -> None:
    """Score what was not scored before, or has changed since."""
    content = Content(run.workspace)
    run.watch.begin("score", len(run.planned.jobs))

    def finish(unit: Unit, result: Any) -> Record:  # noqa: ANN401  (what a worker gives)
        if isinstance(result, Lost):
            return {**unscored_record([lost(unit, result)], ()), "needs": {}}
        return {**result, "needs": content.hashes(result["needs"])}

    with Reader(run.workspace.max_size) as reader:
        carry_out(
            _units(run, reader, content),
            run.scores,
            journal=run.journal,
            workers=run.workers(len(run.planned.jobs), fewest_each=_FEWEST_EACH),
            work=Scorer(run.opened(), every_node=run.wanted.every_node),
            is_current=lambda record: is_final(record) and content.is_current(record["needs"]),
            finish=finish,
            told=run.watch.note,
        )


def _units(run: Run, reader: Reader, content: Content) -> Iterator[Unit]:
    nodes = "all" if run.wanted.every_node else None
    for number, job in enumerate(run.planned.jobs):
        try:
            with faults_told(job.source):
                data = reader.read(job)
        except ProblemsFound as found:
            run.hashes.append("")
            record = {**unscored_record(found.problems, ()), "needs": {}}
            yield Unit(job.source, key_of("unread", source=job.source), record=record)
            continue
        if number == 0:
            content.read_ahead(data)
        digest = hashlib.sha256(data).hexdigest()
        run.hashes.append(digest)
        key = key_of("score", source=job.source, data=digest, nodes=nodes)
        yield Unit(job.source, key, Given(job.source, data))
