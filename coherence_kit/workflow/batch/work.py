"""What a worker of a batch does: the bytes of a submission to its figures, or to its report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from coherence_kit.batch.journal import Record
from coherence_kit.batch.records import laid_out, scored_record, unscored_record
from coherence_kit.batch.score_line import score_line
from coherence_kit.errors import KitError
from coherence_kit.loading.documents import Document
from coherence_kit.problems import Problem, ProblemsFound, faults_told
from coherence_kit.workflow.reading import document_of
from coherence_kit.workflow.score import Loaded, Workspace, bind_document, score_loaded

if TYPE_CHECKING:
    from coherence_kit.loading.tables.heads import Head
    from coherence_kit.loading.tables.rows import Chunk
    from coherence_kit.rendering.brand import Brand

OF_OUTPUT = "output."
"""Codes of what is said of a report and not of its submission: what it leaves out, letters."""
BrandFiles: TypeAlias = tuple[tuple[str, bytes], ...]
"""The files of a brand by their names, in the order of these; as any process can be sent them."""
EVERY = "*"
"""Stands for all questionnaires, on whose ids hangs what is said of an unknown one."""


@dataclass(frozen=True, slots=True)
class Given:
    """A submission as it is handed to a worker.

    `source` is what the tables call it, `target` the report that is wanted of it.
    """

    source: str
    data: bytes
    target: str = ""


@dataclass(frozen=True, slots=True)
class GivenRows:
    """Rows of a table as they are handed to a worker; `source` is the table."""

    source: str
    head: Head = field(repr=False)
    chunk: Chunk = field(repr=False)


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores submissions.

    Args:
        opened: gives the workspace of the process, which is opened when it is first needed.
        every_node: whether the figures of all sections and questions are wanted.
        with_measures: whether the measures that are recommended are wanted.

    """

    opened: Callable[[], Workspace]
    every_node: bool = False
    with_measures: bool = False

    def __call__(self, given: Given) -> Record:
        """The record of a submission; whatever is wrong with it is in there."""
        read = _Reading(given.source)
        try:
            with faults_told(given.source):
                loaded = read.submission(self.opened(), given)
                scored = score_loaded(
                    loaded, every_node=self.every_node, with_measures=self.with_measures
                )
                line = score_line(scored, every_node=self.every_node)
        except ProblemsFound as found:
            return unscored_record(found.problems, read.needs)
        return scored_record(line, scored.notes, read.needs)


@dataclass(frozen=True, slots=True)
class Reporter:
    """Lays out reports of submissions.

    Args:
        opened: as of :class:`Scorer`.
        language: of the report; None for that of the submission.
        date: of the report; None for that of the submission.
        variant: of the report, by its name; None for all parts.
        brand: files of the brand, by their names; empty for the looks of the kit.

    """

    opened: Callable[[], Workspace]
    language: str | None = None
    date: dt.date | None = None
    variant: str | None = None
    brand: BrandFiles = ()

    def __call__(self, given: Given) -> Record:
        """A report as bytes, or why there is none."""
        from coherence_kit.rendering.report.variants import variant_named
        from coherence_kit.workflow.report import lay_out

        read = _Reading(given.source)
        try:
            with faults_told(given.source):
                workspace = self.opened()
                loaded = read.submission(workspace, given)
                target = Path(given.target)
                made = lay_out(
                    workspace,
                    [loaded],
                    target,
                    language=self.language,
                    date=self.date,
                    variant=variant_named(self.variant),
                    brand=_brand_of(self.brand),
                )
        except ProblemsFound as found:
            return laid_out(None, found.problems, read.needs)
        except KitError as error:
            problem = Problem("batch.no-report", given.source, params={"reason": str(error)})
            return laid_out(None, [problem], read.needs)
        notes = [note for note in made.notes if note.code.startswith(OF_OUTPUT)]
        return laid_out(made.data, notes, read.needs)


@lru_cache(maxsize=1)
def _brand_of(files: BrandFiles) -> Brand:
    """The brand in files that were sent here, made once in each process."""
    from coherence_kit.rendering.brand import UNBRANDED
    from coherence_kit.workflow.brands import BRAND_NAME, carried_brand

    return carried_brand(dict(files), BRAND_NAME) if files else UNBRANDED


@dataclass(slots=True)
class _Reading:
    """A submission being read; `needs` are the questionnaires on which hangs what comes of it."""

    source: str
    needs: tuple[str, ...] = field(default=(EVERY,))

    def submission(self, workspace: Workspace, given: Given) -> Loaded:
        document = document_of(given.data, given.source, max_size=workspace.max_size)
        self.needs = _named_by(document, workspace)
        return bind_document(workspace, document)


def _named_by(document: Document, workspace: Workspace) -> tuple[str, ...]:
    """The questionnaire that a submission names, or all of them if it is none of these."""
    named = document.at(("questionnaire", "id"))
    is_known = isinstance(named, str) and named in workspace.library.index()
    return (named,) if is_known else (EVERY,)
