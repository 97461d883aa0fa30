"""A submission in whatever kind of file it comes, and as YAML again.

The kinds are YAML, a filled workbook and a saved page.
"""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any

from coherence_kit.loading.documents import (
    PAGES,
    WORKBOOKS,
    Document,
    PathLike,
    begins_with_brace,
    compose_document,
    read_file,
)
from coherence_kit.loading.limits import MAX_SIZE
from coherence_kit.loading.yaml.writer import WithoutQuotes, to_yaml
from coherence_kit.model.fingerprint import fingerprint
from coherence_kit.model.submission import Submission
from coherence_kit.problems import Problem, ProblemsFound, shown_path


def read_submission(path: Path, *, max_size: int = MAX_SIZE) -> Document:
    """The file as plain values in the shape of a submission.

    Whatever is wrong with it is a problem of the document.
    """
    try:
        data = read_file(path, max_size=most_bytes(path, max_size))
    except ProblemsFound as found:
        return Document(shown_path(path), problems=list(found.problems))
    return document_of(data, shown_path(path), max_size=max_size)


def most_bytes(path: PurePath, max_size: int) -> int:
    """The most bytes that a file may have: a page has as much again around its answers."""
    return 2 * max_size if path.suffix.lower() in PAGES else max_size


def document_of(data: bytes, source: str, *, max_size: int = MAX_SIZE) -> Document:
    """:func:`read_submission` of the bytes of a file; how they are read hangs on its name."""
    suffix = PurePath(source).suffix.lower()
    if suffix in WORKBOOKS:
        from coherence_kit.forms.xlsx.reader import read_workbook

        return read_workbook(data, source)
    if suffix in PAGES:
        from coherence_kit.forms.page.reader import read_page

        return read_page(data, source, max_size=max_size)
    return compose_document(data, source, max_size=max_size)


def as_yaml(document: Document) -> bytes:
    """A submission as a file of its own.

    One that is YAML already stays as its author wrote it, comments and all.

    What a page saves is JSON, which is YAML that nobody likes to read: that is written anew.
    """
    is_as_written = document.data and not begins_with_brace(document.data)
    return (
        document.data if is_as_written else to_yaml(_written(document, document.value, ())).encode()
    )


def _written(document: Document, value: Any, path: PathLike) -> Any:  # noqa: ANN401  (nested texts)
    """The values of a file of JSON with its numbers as such, and its texts as texts."""
    if isinstance(value, dict):
        return {key: _written(document, inner, (*path, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [_written(document, inner, (*path, place)) for place, inner in enumerate(value)]
    is_number = isinstance(value, str) and document.is_plain(path)
    return WithoutQuotes(value) if is_number else value


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
