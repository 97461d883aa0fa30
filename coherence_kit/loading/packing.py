"""The files of a library as bytes, for a machine that does not have them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from coherence_kit.loading.documents import Document, content_of, read_file
from coherence_kit.problems import Problem, ProblemsFound, shown_path

BytesOrProblems = bytes | tuple[Problem, ...]
"""A file, or why it cannot be read."""


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """What was read of a library, and what only the machine that has its files can tell of them.

    Args:
        found: each file.
        register: those of the register of sources.
        shipped: those that the kit ships.

    """

    found: dict[Path, BytesOrProblems] = field(repr=False)
    register: tuple[Path, ...]
    shipped: tuple[Path, ...]

    def document(self, path: Path, *, max_size: int) -> Document:
        """A file, as :func:`~coherence_kit.loading.documents.read_content` gives it."""
        found = self.found[path]
        if isinstance(found, bytes):
            return content_of(found, shown_path(path), max_size=max_size)
        return Document(shown_path(path), problems=list(found))


def bytes_or_problems(path: Path, *, max_size: int) -> BytesOrProblems:
    """A file as it is now."""
    try:
        return read_file(path, max_size=max_size)
    except ProblemsFound as found:
        return found.problems
