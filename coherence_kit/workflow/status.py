"""Submissions to what they still need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from coherence_kit.analysis.status import status_of
from coherence_kit.documents.safe_write import write_file
from coherence_kit.errors import WrongUseError
from coherence_kit.loading.countries import country_name
from coherence_kit.model.status import Broken, Status
from coherence_kit.problems import Problem, ProblemsFound
from coherence_kit.rendering.status_csv import status_csv
from coherence_kit.rendering.status_html import status_html
from coherence_kit.rendering.status_text import status_text
from coherence_kit.workflow.assessing import Loaded, Workspace, load_submission, sorted_problems
from coherence_kit.workflow.reading import submissions_of

TEXT, CSV, HTML = STATUS_FORMATS = ("text", "csv", "html")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What became of every file, in the order given; notes are on those that could be read."""

    files: tuple[Status | Broken, ...]
    notes: tuple[Problem, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files that could not be read."""
        return tuple(problem for file in self.files if isinstance(file, Broken) for problem in file.problems)


def inquire(workspace: Workspace, paths: Iterable[Path]) -> Inquiry:
    """The status of every submission, in folders too; a broken one never stops the others.

    Raises:
        WrongUseError: folders were named, and there is no submission in them.

    """
    files: list[Status | Broken] = []
    notes: list[Problem] = []
    for path in submissions_of(paths):
        try:
            loaded = load_submission(workspace, path)
        except ProblemsFound as found:
            files.append(Broken(str(path), tuple(sorted_problems(found.problems))))
        else:
            files.append(_status(loaded))
            notes.extend(loaded.notes)
    return Inquiry(tuple(files), (*workspace.remarks(), *notes))


def _status(loaded: Loaded) -> Status:
    submission = loaded.submission
    name = str(submission.country_name) if submission.country_name else country_name(submission.country or "")
    return status_of(loaded.instrument, submission, source=loaded.source, country_name=name)


def status_format(wanted: str | None, output: Path | None) -> str:
    """The format that is asked for, or that the name of the file says; text without either.

    Raises:
        WrongUseError: the name says none, or text is to go to a file.

    """
    if output is None:
        return wanted or TEXT
    kind = wanted or output.suffix.lower().removeprefix(".")
    if kind not in {CSV, HTML}:
        msg = (
            f'"{output.name}" cannot be written: a table ends with .csv, a page with .html. Text goes to the terminal.'
        )
        raise WrongUseError(msg)
    return kind


def put(inquiry: Inquiry, kind: str, *, every: bool) -> str:
    """The inquiry in a format; `every` leaves nothing out of the text."""
    if kind == CSV:
        return status_csv(inquiry.files)
    if kind == HTML:
        return status_html(inquiry.files)
    return status_text(inquiry.files, every=every)


def write_status(inquiry: Inquiry, kind: str, output: Path) -> None:
    """Write the table or the page.

    Raises:
        ProblemsFound: the file cannot be written.

    """
    write_file(output, put(inquiry, kind, every=True).encode())
