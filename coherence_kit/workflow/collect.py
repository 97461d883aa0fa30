"""Filled forms back to submissions.

Whatever was typed ends up in a YAML file, and what is wrong with it is told.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from coherence_kit.documents.file_names import in_file_name
from coherence_kit.documents.safe_write import expect_no_link, expect_room, write_file
from coherence_kit.loading.doubts import report_future_date
from coherence_kit.loading.folders import YAML
from coherence_kit.problems import (
    Problem,
    ProblemsFound,
    faults_told,
    is_file,
    plain_name,
    real_path,
    shown_path,
    told_apart,
)
from coherence_kit.workflow.intake import take_in_all
from coherence_kit.workflow.provenance import is_as_collected, with_line, without_line
from coherence_kit.workflow.reading import DuplicateFinder, as_yaml, read_submission
from coherence_kit.workflow.score import Workspace, bind_document, sorted_problems


@dataclass(frozen=True, slots=True)
class Collected:
    """One form: where it came from, where its submission stands, what is wrong.

    `written` is None if nothing could be read, or if it could not be written; `is_read` says which.
    """

    source: Path
    written: Path | None
    problems: tuple[Problem, ...]
    is_read: bool = True


@dataclass(frozen=True, slots=True)
class Collection:
    """What became of every form, and what is to be said of other files in the folders."""

    forms: tuple[Collected, ...]
    notes: tuple[Problem, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with forms, then the notes."""
        return (*(problem for form in self.forms for problem in form.problems), *self.notes)


def collect(
    workspace: Workspace, sources: Sequence[Path], folder: Path, *, today: dt.date | None = None
) -> Collection:
    """Write a submission for each form, those of folders too, into a folder.

    A form with faults is written as well, with everything that was typed: in the YAML file the
    faults can be mended. A file that was mended, or is no collected one, is never written
    over: its form is told of and left. A submission that is dated later than `today` is told of, if
    that is given.

    Raises:
        WrongUseError: folders were named, and there is no form in them.
        ProblemsFound: nothing can be written into the folder.

    """
    intake = take_in_all(sources, written_to=folder)
    forms = [form for form in intake.files if form in sources or not _is_collected(form, folder)]
    expect_room(folder)
    seen = DuplicateFinder()
    names = distinct_names(forms, lambda form: _respondent(workspace, form))
    collected = tuple(
        _collected(workspace, form, folder / name, seen, today)
        for form, name in zip(forms, names, strict=True)
    )
    return Collection(collected, intake.notes)


def _is_collected(path: Path, folder: Path) -> bool:
    """Whether a file is one that an earlier turn has written.

    That is asked where forms lie in the folder that is written to.
    """
    return path.suffix.lower() in YAML and real_path(path).is_relative_to(real_path(folder))


def distinct_names(sources: Sequence[Path], answering: Callable[[Path], str]) -> list[str]:
    """A file name for each form, after its own.

    Forms with one name get the name of who answers as well, else that of their folder, and where
    that is not enough a number.

    Args:
        sources: the forms.
        answering: who answers a form, asked only where names are alike; empty if it does not say.

    """
    stems = [plain_name(source.stem) for source in sources]
    times = Counter(map(str.casefold, stems))
    folders = [PurePath(path).parent.as_posix() for path in told_apart([*map(shown_path, sources)])]
    names: list[str] = []
    for source, plain, above in zip(sources, stems, folders, strict=True):
        stem = plain
        if times[stem.casefold()] > 1:
            parts = (stem, in_file_name(answering(source)) or in_file_name(above))
            stem = "-".join(part for part in parts if part)
        name, number = stem, 1
        while f"{name}.yaml".casefold() in map(str.casefold, names):
            number += 1
            name = f"{stem}-{number}"
        names.append(f"{name}.yaml")
    return names


def _respondent(workspace: Workspace, form: Path) -> str:
    """Who answers, as a form says, whatever else is wrong with it."""
    try:
        with faults_told(shown_path(form)):
            value = read_submission(form, max_size=workspace.max_size).value
    except ProblemsFound:
        return ""  # which is told when the form is collected
    answering = value.get("respondent") if isinstance(value, dict) else None
    entity = answering.get("entity") if isinstance(answering, dict) else None
    return entity if isinstance(entity, str) else ""


def _collected(
    workspace: Workspace, source: Path, target: Path, seen: DuplicateFinder, today: dt.date | None
) -> Collected:
    """What became of a form; one at which the kit fails stops no other."""
    try:
        with faults_told(shown_path(source)):
            return _collect_one(workspace, source, target, seen, today)
    except ProblemsFound as found:
        return Collected(source, None, found.problems, is_read=False)


def _collect_one(
    workspace: Workspace, source: Path, target: Path, seen: DuplicateFinder, today: dt.date | None
) -> Collected:
    document = read_submission(source, max_size=workspace.max_size)
    if today is not None and document.kind == "submission":
        report_future_date(document, today)
    try:
        submission = bind_document(workspace, document).submission
    except ProblemsFound as found:
        problems = list(found.problems)
    else:
        problems = [*document.problems, *seen.check(submission, source)]
    if not isinstance(document.value, dict):
        return Collected(source, None, tuple(sorted_problems(problems)), is_read=False)
    data = as_yaml(document)
    try:
        if not _is_same_file(source, target) or data != document.data:
            _expect_no_work(target, data, source)
            write_file(target, with_line(data, source))
    except ProblemsFound as found:
        return Collected(source, None, tuple(sorted_problems([*problems, *found.problems])))
    return Collected(source, target, tuple(sorted_problems(problems)))


def _is_same_file(source: Path, target: Path) -> bool:
    return real_path(source) == real_path(target)


def _expect_no_work(target: Path, data: bytes, form: Path) -> None:
    """Nobody has typed into what stands where a form is collected to.

    Raises:
        ProblemsFound: somebody has, or it was never collected and says something else.

    """
    expect_no_link(target)
    try:
        there = target.read_bytes() if is_file(target) else None
    except OSError:
        there = None
    if there is None:
        return  # there is none, or writing will say what keeps it from being written over
    if there and not is_as_collected(there) and without_line(there) != without_line(data):
        raise ProblemsFound(
            [Problem("output.mended", shown_path(target), params={"form": shown_path(form)})]
        )
