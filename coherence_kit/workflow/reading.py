"""A submission in whatever kind of file it comes, and as YAML again.

The kinds are YAML, a filled workbook and a saved page.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from coherence_kit.errors import WrongUseError
from coherence_kit.loading.documents import (
    KINDS,
    PAGES,
    WORKBOOKS,
    Document,
    begins_with_brace,
    peek_file,
    read_document,
    read_file,
)
from coherence_kit.loading.library import yaml_files
from coherence_kit.loading.limits import MAX_SIZE
from coherence_kit.loading.yaml.writer import to_yaml
from coherence_kit.model.fingerprint import fingerprint
from coherence_kit.model.submission import Submission
from coherence_kit.problems import Problem, ProblemsFound, shown_path

_OTHER_KINDS = tuple(f"coherence-kit/{kind}/" for kind in KINDS if kind != "submission")
_BEGINNING = 65_536
"""Bytes of a page in which it says that it is a form of the kit."""


def read_submission(path: Path, *, max_size: int = MAX_SIZE) -> Document:
    """The file as plain values in the shape of a submission.

    Whatever is wrong with it is a problem of the document.
    """
    suffix = path.suffix.lower()
    if suffix not in WORKBOOKS + PAGES:
        return read_document(path, max_size=max_size)
    try:
        # a page has as much again around its answers
        data = read_file(path, max_size=2 * max_size if suffix in PAGES else max_size)
    except ProblemsFound as found:
        return Document(shown_path(path), problems=list(found.problems))
    if suffix in WORKBOOKS:
        from coherence_kit.forms.xlsx.reader import read_workbook

        return read_workbook(data, shown_path(path))
    from coherence_kit.forms.page.reader import read_page

    return read_page(data, shown_path(path), max_size=max_size)


def as_yaml(document: Document) -> bytes:
    """A submission as a file of its own.

    One that is YAML already stays as its author wrote it, comments and all.

    What a page saves is JSON, which is YAML that nobody likes to read: that is written anew.
    """
    is_as_written = document.data and not begins_with_brace(document.data)
    return document.data if is_as_written else to_yaml(document.value).encode()


def submissions_in(folder: Path) -> list[Path]:
    """Every file below a folder that is a submission or should be, in the order of names.

    YAML that is not of another kind, forms in pages, and every workbook: one that cannot be read
    is told of, not passed over. Left out are hidden files and what a spreadsheet program puts
    beside a workbook that is open.
    """
    yaml = [path for path in yaml_files(folder) if not _is_other_kind(path)]
    return sorted({*yaml, *forms_in(folder)})


def submissions_of(paths: Iterable[Path]) -> list[Path]:
    """Files as they are, folders as the submissions in them; each file once.

    Raises:
        WrongUseError: there are none.

    """
    named = list(paths)
    found = [file for path in named for file in (submissions_in(path) if path.is_dir() else [path])]
    if not found:
        raise nothing_to_do(named)
    return list(dict.fromkeys(found))


class DuplicateFinder:
    """Submissions so far, to tell of those that come twice.

    A form beside what was collected from it is such a case.
    """

    def __init__(self) -> None:
        """None so far."""
        self._first: dict[str, Path] = {}

    def check(self, submission: Submission, path: Path) -> tuple[Problem, ...]:
        """A warning if another file said the same; one without answers says nothing."""
        if not submission.answers:
            return ()
        first = self._first.setdefault(fingerprint(submission), path)
        return (
            ()
            if first is path
            else (Problem("batch.twice", shown_path(path), params={"other": shown_path(first)}),)
        )


def nothing_to_do(sources: Iterable[Path]) -> WrongUseError:
    """What to say of folders without a submission."""
    named = ", ".join(map(shown_path, sources)) or "what is given"
    return WrongUseError(
        f"There is no submission in {named}; submissions are files that end with .yaml, filled "
        "workbooks (.xlsx) and saved forms (.html)."
    )


def forms_in(folder: Path) -> list[Path]:
    """Every workbook below a folder and every page that is a form of the kit, by name."""
    return sorted(path for path in folder.rglob("*") if _may_be_form(path))


def _may_be_form(path: Path) -> bool:
    suffix = path.suffix.lower()
    if path.name.startswith((".", "~$")) or suffix not in WORKBOOKS + PAGES or not path.is_file():
        return False
    return suffix in WORKBOOKS or _is_form(path)


def _is_form(path: Path) -> bool:
    from coherence_kit.forms.page.reader import is_form

    try:
        with path.open("rb") as stream:
            return is_form(stream.read(_BEGINNING))
    except OSError:
        return True  # reading it will say why not


def _is_other_kind(path: Path) -> bool:
    return peek_file(path).get("format", "").startswith(_OTHER_KINDS)
