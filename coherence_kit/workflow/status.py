"""Submissions to what they still need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from coherence_kit.analysis.status import status_of
from coherence_kit.documents.safe_write import write_file
from coherence_kit.errors import WrongUseError
from coherence_kit.loading.documents import Document
from coherence_kit.loading.submissions import bind_readable, load_submission_file
from coherence_kit.model.status import Broken, Status
from coherence_kit.problems import Problem, ProblemsFound, shown_path
from coherence_kit.rendering.data.status import status_csv
from coherence_kit.rendering.status_html import status_html
from coherence_kit.rendering.terminal.status import status_text
from coherence_kit.workflow.reading import DuplicateFinder, read_submission, submissions_of
from coherence_kit.workflow.score import (
    Loaded,
    Workspace,
    bind_document,
    name_of_country,
    sorted_problems,
)

TEXT, CSV, HTML = STATUS_FORMATS = ("text", "csv", "html")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What became of every file, in the order given; notes are on those without errors, and on files beside each other."""

    files: tuple[Status | Broken, ...]
    notes: tuple[Problem, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with files, or with single answers in them."""
        return tuple(problem for file in self.files for problem in file.problems)


def read_status(workspace: Workspace, paths: Iterable[Path]) -> Inquiry:
    """The status of every submission, in folders too; a broken one never stops the others.

    Raises:
        WrongUseError: folders were named, and there is no submission in them.

    """
    files: list[Status | Broken] = []
    notes: list[Problem] = []
    seen = DuplicateFinder()
    for path in submissions_of(paths):
        document = read_submission(path, max_size=workspace.max_size)
        try:
            loaded = bind_document(workspace, document)
        except ProblemsFound as found:
            problems = tuple(sorted_problems(found.problems))
            readable = _readable(workspace, document)
        else:
            problems, readable = (), loaded
            notes.extend(loaded.notes)
        if readable is None:
            files.append(Broken(shown_path(path), problems))
            continue
        files.append(_status(readable, problems))
        notes.extend(seen.check(readable.submission, path))
    return Inquiry(tuple(files), (*workspace.remarks(), *notes))


def _readable(workspace: Workspace, document: Document) -> Loaded | None:
    """What can be counted of a file with errors: its answers but for those that are wrong. None if it is no submission.

    The errors of the document are told already, so that those found again on the way are left.
    """
    again = Document(
        document.source, document.composed, [], document.written_out, document.cells, document.data
    )
    file = load_submission_file(again) if again.kind == "submission" else None
    if file is None or file.questionnaire.id not in workspace.library.index():
        return None
    try:
        instrument = workspace.instrument(file.questionnaire.id)
    except ProblemsFound:
        return None
    submission = bind_readable(again, file, instrument.questionnaire, instrument.tree)
    return None if submission is None else Loaded(again, submission, instrument)


def _status(loaded: Loaded, problems: tuple[Problem, ...]) -> Status:
    submission = loaded.submission
    name = name_of_country(submission)
    status = status_of(loaded.instrument, submission, source=loaded.source, country_name=name)
    return replace(status, problems=problems)


def status_format(wanted: str | None, output: Path | None) -> str:
    """The format that is asked for, or that the name of the file says; text without either.

    Raises:
        WrongUseError: the name says none, or text is to go to a file.

    """
    if output is None:
        return wanted or TEXT
    kind = wanted or output.suffix.lower().removeprefix(".")
    if kind not in {CSV, HTML}:
        msg = f'"{output.name}" cannot be written: a table ends with .csv, a page with .html. Text goes to the terminal.'
        raise WrongUseError(msg)
    return kind


def render_status(inquiry: Inquiry, kind: str, *, every: bool, language: str = "en") -> str:
    """The inquiry in a format; `every` leaves nothing out of the text."""
    if kind == CSV:
        return status_csv(inquiry.files)
    if kind == HTML:
        return status_html(inquiry.files, language)
    return status_text(inquiry.files, every=every, language=language)


def write_status(inquiry: Inquiry, kind: str, output: Path, language: str = "en") -> None:
    """Write the table or the page.

    Raises:
        ProblemsFound: the file cannot be written.

    """
    write_file(output, render_status(inquiry, kind, every=True, language=language).encode())
