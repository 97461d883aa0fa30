"""Submissions to what they still need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from coherence_kit.analysis.status import status_of
from coherence_kit.documents.own_places import expect_own_place, identities
from coherence_kit.documents.safe_write import write_file
from coherence_kit.errors import WrongUseError
from coherence_kit.model.status import Broken, Status
from coherence_kit.problems import Problem, ProblemsFound, faults_told, shown_path
from coherence_kit.rendering.data.status import status_csv
from coherence_kit.rendering.status_html import status_html
from coherence_kit.rendering.terminal.status import status_text
from coherence_kit.workflow.earlier_results import earlier_status
from coherence_kit.workflow.excel import csv_form
from coherence_kit.workflow.intake import take_in_all
from coherence_kit.workflow.language import chosen_language, expect_code
from coherence_kit.workflow.reading import DuplicateFinder, read_submission
from coherence_kit.workflow.score import (
    Loaded,
    Workspace,
    bind_draft,
    name_of_country,
    sorted_problems,
)

TEXT, CSV, HTML = "text", "csv", "html"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What became of every file, in the order given.

    Notes are on those without errors, and on files beside each other.
    """

    files: tuple[Status | Broken, ...]
    notes: tuple[Problem, ...]
    language: str

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with files, or with single answers in them."""
        return tuple(problem for file in self.files for problem in file.problems)


def read_status(
    workspace: Workspace, paths: Iterable[Path], language: str | None = None
) -> Inquiry:
    """The status of every submission, in folders too; a broken one never stops the others.

    Args:
        workspace: where the questionnaires are.
        paths: files and folders.
        language: of what is said; English if not given.

    Raises:
        WrongUseError: folders were named, and there is no submission in them; or it is no
            language, or one in which nothing is there.

    """
    files: list[Loaded | Broken] = []
    expect_code(language)
    intake = take_in_all(paths)
    notes: list[Problem] = [*intake.notes]
    seen = DuplicateFinder()
    for path in intake.files:
        read = _read_status(workspace, path)
        files.append(read)
        if isinstance(read, Loaded):
            notes += [] if read.errors else read.notes
            notes += seen.check(read.submission, path)
    read_well = [one.instrument.questionnaire for one in files if isinstance(one, Loaded)]
    chosen = chosen_language(language, {one.id: one.languages for one in read_well})
    found = tuple(_status(one, chosen) if isinstance(one, Loaded) else one for one in files)
    return Inquiry(found, (*workspace.remarks(), *notes), chosen)


def _read_status(workspace: Workspace, path: Path) -> Loaded | Broken:
    try:
        with faults_told(shown_path(path)):
            return bind_draft(workspace, read_submission(path, max_size=workspace.max_size))
    except ProblemsFound as found:
        return Broken(shown_path(path), tuple(sorted_problems(found.problems)))


def _status(loaded: Loaded, language: str) -> Status | Broken:
    try:
        with faults_told(loaded.source):
            status = status_of(
                loaded.part,
                loaded.submission,
                source=loaded.source,
                country_name=name_of_country(loaded.submission),
                language=language,
            )
    except ProblemsFound as found:
        return Broken(loaded.source, (*loaded.errors, *found.problems))
    return replace(status, problems=loaded.errors)


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
            f'"{output.name}" cannot be written: a table ends with .csv, a page with .html. Text '
            "goes to the terminal."
        )
        raise WrongUseError(msg)
    return kind


def render_status(inquiry: Inquiry, kind: str, *, every: bool, excel: bool = False) -> str:
    """The inquiry in a format; `every` leaves nothing out of the text, a table may be for Excel."""
    if kind == CSV:
        return csv_form(status_csv(inquiry.files), inquiry.language, excel=excel)
    if kind == HTML:
        return status_html(inquiry.files, inquiry.language)
    return status_text(inquiry.files, every=every, language=inquiry.language)


def write_status(inquiry: Inquiry, kind: str, output: Path, *, excel: bool = False) -> None:
    """Write the table or the page; a table may be for Excel.

    Raises:
        WrongUseError: the file is one of those that were read.
        ProblemsFound: the file cannot be written, or another one stands there.

    """
    read = identities(Path(file.source) for file in inquiry.files)
    expect_own_place(output, earlier_status(kind), read=read)
    write_file(output, render_status(inquiry, kind, every=True, excel=excel).encode())
