"""Errors of a file that are reported already.

With them, what only follows from them is not reported as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping

from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.problems import Problem, Severity

ANSWERS = "answers"
_COLUMN = re.compile(r"![A-Z]+(?=[0-9]+$)")
_HEAD = ""  # stands for what is said about the submission, outside its answers
_OF_WHAT_LACKS = frozenset({"schema.missing-key", "submission.review-answer"})


class ReportedErrors:
    """The errors that a document has by now, and the answers they spoil.

    `questions` are the ids, as written, of the answers in which something is wrong; `elsewhere`
    says that something is wrong of which it cannot be told what answer it belongs to.
    """

    def __init__(self, document: Document) -> None:
        """Look at the problems of a document; those added later are not seen."""
        errors = [problem for problem in document.problems if problem.severity is Severity.ERROR]
        self._spots = _Spots(document) if errors else None
        owners = [(problem, self._owner(problem)) for problem in errors]
        # what could not be read has no path; what was read and is wrong has one,
        # and spoils nothing beside it
        unread = [(problem, owner) for problem, owner in owners if not problem.path]
        self._cells = {problem.cell for problem, _ in unread if problem.cell}
        self._lines = {(problem.line, owner) for problem, owner in unread if problem.line}
        self._unread = {owner for _, owner in unread}
        self.questions = {owner for _, owner in owners if owner}
        self.elsewhere = any(owner is None for _, owner in owners)

    def without_follow_ups(self, problems: Iterable[Problem]) -> list[Problem]:
        """Problems found since, without those that follow from what could not be read.

        Such a problem only says in other words that something is missing.
        """
        return [problem for problem in problems if not self._is_follow_up(problem)]

    def _is_follow_up(self, problem: Problem) -> bool:
        """Whether a problem follows from something that was not read.

        It stands in the cell, or in the line of the answer, that was not read,
        or misses what was lost there.
        """
        if not self._unread:
            return False
        owner = self._owner(problem)
        if problem.code in _OF_WHAT_LACKS and (owner in self._unread or None in self._unread):
            return True
        return problem.cell in self._cells if problem.cell else (problem.line, owner) in self._lines

    def _owner(self, problem: Problem) -> str | None:
        return None if self._spots is None else self._spots.owner(problem)


class _Spots:
    """To which answer a place in the file belongs."""

    def __init__(self, document: Document) -> None:
        self._of_cell: dict[str, str] = {}
        for path, cell in document.cells.items():
            self._of_cell.setdefault(cell, _owner_of_path(path))
            self._of_cell.setdefault(_row_of(cell), _owner_of_path(path))
        value = document.value
        answers = value.get(ANSWERS) if isinstance(value, Mapping) else None
        self._entries: list[tuple[tuple[int, int], str]] = []
        if document.composed is not None and isinstance(answers, Mapping):
            locate = document.composed.positions.locate
            places = ((locate((ANSWERS, name), key=True), name) for name in answers)
            self._entries = sorted(((at.line, at.column), name) for at, name in places)
        self._starts = [start for start, _ in self._entries]

    def owner(self, problem: Problem) -> str | None:
        """The id of the answer, or an empty text for the head of the submission.

        None where that cannot be told.
        """
        if problem.path:
            return _owner_of_path(problem.path)
        if problem.cell:
            return self._of_cell.get(problem.cell, self._of_cell.get(_row_of(problem.cell)))
        if not problem.line or not self._entries:
            return None
        place = bisect_right(self._starts, (problem.line, problem.column))
        return self._entries[place - 1][1] if place else _HEAD


def _row_of(cell: str) -> str:
    """`Planning!D7` to `Planning!7`: on a sheet of a form a row belongs to one answer."""
    return _COLUMN.sub("!", cell)


def _owner_of_path(path: PathLike) -> str:
    """The id in a path that leads into the answers.

    A path that leads to all of them, or elsewhere, belongs to none.
    """
    return str(path[1]) if len(path) > 1 and path[0] == ANSWERS else _HEAD
