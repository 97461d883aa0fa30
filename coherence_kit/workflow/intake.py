"""Which files of a folder are submissions or should be, and which are passed over."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

from coherence_kit.documents.report_workbook import holds_results
from coherence_kit.errors import WrongUseError
from coherence_kit.i18n import plural
from coherence_kit.loading.documents import (
    KINDS,
    PAGES,
    TEXTS_OF_WORKBOOKS,
    WORKBOOKS,
    is_text_of_workbook,
    opened,
    peek,
    peek_file,
)
from coherence_kit.loading.folders import YAML, files_below
from coherence_kit.problems import (
    Problem,
    ProblemsFound,
    faults_told,
    is_file,
    is_folder,
    real_path,
    shown_path,
)

_OTHER_KINDS = tuple(f"coherence-kit/{kind}/" for kind in KINDS if kind != "submission")
_ROUND = "coherence-kit/round/"
# some programs write a slash in JSON with a backslash before it
_JSON_SUBMISSION = re.compile(rb'"format"\s*:\s*"coherence-kit\\?/submission\\?/')
_BEGINNING = 65_536
"""Bytes in which a file says that it is a form or a submission of the kit."""
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Intake:
    """Files to work on, in the order of names, and what is to be said of the others."""

    files: tuple[Path, ...]
    notes: tuple[Problem, ...]


def take_in_submissions(
    folder: Path,
    *,
    written_to: Path | None = None,
    more: Callable[[Path], bool] = lambda _path: False,
) -> Intake:
    """Every file below a folder that is a submission or should be.

    YAML that is not of another kind, JSON that says it is one, every workbook but those that hold
    results, every sheet of one that was saved as text (so that whoever sent it is told of, not
    passed over), and forms in pages. The endings of names count in capitals as in small letters.

    Args:
        folder: where to look.
        written_to: a folder for results; what else lies in it is no news.
        more: whether a file is taken for what is in it, such as an archive.

    """

    def is_wanted(path: Path) -> bool:
        return more(path) or _is_submission(path)

    return _take_in(folder, is_wanted, ("no submission", "no submissions"), written_to)


def take_in_kit_files(
    folder: Path, *, more: Callable[[Path], bool] = lambda _path: False
) -> Intake:
    """Every file below a folder that `check` can look at.

    Args:
        folder: where to look.
        more: whether a file is taken for what is in it, such as a table.

    """

    def is_wanted(path: Path) -> bool:
        return _is_of_the_kit(path) or more(path)

    return _take_in(folder, is_wanted, ("no file of the kit", "no files of the kit"), None)


def take_in_all(
    paths: Iterable[Path], *, written_to: Path | None = None, may_be_none: bool = False
) -> Intake:
    """Files as they are, folders as the submissions in them; each file once.

    Args:
        paths: files and folders.
        written_to: a folder for results; what else lies in it is no news.
        may_be_none: whether it is fine that there is no submission at all.

    Raises:
        WrongUseError: there are none.

    """
    named = list(paths)
    found: list[Path] = []
    notes: list[Problem] = []
    for path in named:
        if is_folder(path):
            inside = take_in_submissions(path, written_to=written_to)
            found += inside.files
            notes += inside.notes
        else:
            found.append(path)
    if not found and not may_be_none:
        raise nothing_to_do(named, notes)
    once = {real_path(path): path for path in reversed(found)}
    return Intake(tuple(reversed(once.values())), tuple(notes))


def nothing_to_do(sources: Iterable[Path], notes: Iterable[Problem] = ()) -> WrongUseError:
    """What to say of folders without a submission."""
    named = ", ".join(map(shown_path, sources)) or "what is given"
    others = "".join(
        f" In it: {note.params['names']}." for note in notes if note.code == "folder.passed-over"
    )
    return WrongUseError(
        f"There is no submission in {named}; submissions are files that end with .yaml, .yml or "
        f".json, filled workbooks (.xlsx, .ods) and saved forms (.html).{others}"
    )


def _take_in(
    folder: Path, is_wanted: Callable[[Path], bool], what: tuple[str, str], written_to: Path | None
) -> Intake:
    unreadable: list[OSError] = []
    there = files_below(folder, unreadable=unreadable.append)
    wanted: list[Path] = []
    others: list[Path] = []
    for path in there:
        if _is_taken(path, is_wanted):
            wanted.append(path)
        elif not _lies_in(path, written_to) and not _is_round(path):
            others.append(path)
    notes = [
        Problem(
            "file.unreadable",
            shown_path(Path(error.filename or folder)),
            params={"reason": error.strerror or str(error)},
        )
        for error in unreadable
    ]
    if others:
        names = [shown_path(path.relative_to(folder)) for path in others]
        notes.append(passed_over(shown_path(folder), names, what))
    return Intake(tuple(wanted), tuple(notes))


def _is_taken(path: Path, is_wanted: Callable[[Path], bool]) -> bool:
    """Whether a file is wanted; one at which the kit fails is, and reading it says so."""
    try:
        with faults_told(shown_path(path)):
            return is_wanted(path)
    except ProblemsFound:
        return True


def passed_over(
    source: str, others: Sequence[str], what: tuple[str, str] = ("no submission", "no submissions")
) -> Problem:
    """The note on files in a folder or an archive that are not worked on, by their names in it."""
    names = [*others[:_MOST_NAMED]]
    more = len(others) - len(names)
    if more:
        names.append(f"and {more:,} more")
    one, several = what
    number = len(others)
    many = f"{number:,} {plural(number, f'file is {one}', f'files are {several}')}"
    return Problem("folder.passed-over", source, params={"many": many, "names": ", ".join(names)})


def _lies_in(path: Path, folder: Path | None) -> bool:
    return folder is not None and real_path(path).is_relative_to(real_path(folder))


def _is_submission(path: Path) -> bool:
    if path.suffix.lower() in YAML:
        return not peek_file(path).get("format", "").startswith(_OTHER_KINDS)
    return _is_form_or_json(path)


def _is_round(path: Path) -> bool:
    """Whether a file is the round in which the files beside it were sent in: that is no news."""
    return path.suffix.lower() in YAML and peek_file(path).get("format", "").startswith(_ROUND)


def _is_of_the_kit(path: Path) -> bool:
    return path.suffix.lower() in YAML or _is_form_or_json(path)


def _is_form_or_json(path: Path) -> bool:
    suffix = path.suffix.lower()
    if suffix not in {*WORKBOOKS, *PAGES, *TEXTS_OF_WORKBOOKS, ".json"}:
        return False
    try:
        with _opened_file(path) as stream:
            if suffix in WORKBOOKS:
                return not holds_results(stream)
            data = stream.read(_BEGINNING) or b""
    except OSError:
        return True  # reading it will say why not
    return _begins_as_form_or_json(suffix, data)


def is_submission_by(name: str, data: bytes) -> bool:
    """:func:`take_in_submissions` of a single file, by its name and what it holds."""
    suffix = PurePath(name).suffix.lower()
    if suffix in YAML:
        return not peek(data).get("format", "").startswith(_OTHER_KINDS)
    if suffix in WORKBOOKS:
        return not holds_results(io.BytesIO(data))
    known = {*PAGES, *TEXTS_OF_WORKBOOKS, ".json"}
    return suffix in known and _begins_as_form_or_json(suffix, data[:_BEGINNING])


def _begins_as_form_or_json(suffix: str, data: bytes) -> bool:
    if suffix in PAGES:
        from coherence_kit.forms.page.reader import is_form

        return is_form(data)
    if suffix == ".json":
        return _JSON_SUBMISSION.search(data) is not None
    # Windows hides the ending of togo.yaml.txt
    is_yaml = peek(data).get("format", "").startswith("coherence-kit/submission/")
    return is_yaml or is_text_of_workbook(data)


def _opened_file(path: Path) -> BinaryIO:
    """A file to be looked into.

    Raises:
        OSError: it cannot be read, or is a pipe or a device.

    """
    if not is_file(path):
        raise FileNotFoundError(path)
    return opened(path)
