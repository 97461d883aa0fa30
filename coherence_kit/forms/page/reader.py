"""Answers out of a page of the kit: the block of data in which a copy of the form carries them.

Nothing of the page is run or trusted. What is found is read like a submission file, with the lines
of the page.
"""

from __future__ import annotations

import re
from typing import Final

from coherence_kit.forms.page.form import GENERATOR
from coherence_kit.loading.documents import Document, compose_document
from coherence_kit.loading.limits import MAX_SIZE
from coherence_kit.loading.yaml.events import too_large
from coherence_kit.problems import Problem

MAX_PAGE: Final = 2 * MAX_SIZE
"""Bytes that a page may have: as many again as a submission may have, for the form around it."""

_GENERATOR: Final = f'content="{GENERATOR}"'.encode()
# A tag has no more than a few attributes; the bound keeps a page of nothing but "<script" from
# being searched for long.
_SCRIPT: Final = re.compile(rb"<script\b([^<>]{0,500})>", re.IGNORECASE)
_ID: Final = re.compile(rb"""\bid\s*=\s*["']?answers["'\s/]?""", re.IGNORECASE)
_DATA: Final = re.compile(rb"""\btype\s*=\s*["']?application/json""", re.IGNORECASE)
_END: Final = re.compile(rb"</script", re.IGNORECASE)
_SYNTAX: Final = ("yaml.", "json.")


def is_form(data: bytes) -> bool:
    """Whether a page, or the beginning of one, says that it is a form of the kit."""
    return _GENERATOR in data


def read_page(data: bytes, source: str, *, max_size: int = MAX_SIZE) -> Document:
    """The answers of a page as a document, to be read on as a submission file is.

    Args:
        data: the whole file.
        source: the file as the user named it.
        max_size: bytes that the answers may have; the page may have twice as many.

    """
    if len(data) > max(MAX_PAGE, 2 * max_size):
        params = too_large(len(data), max(MAX_PAGE, 2 * max_size))
        return Document(source, problems=[Problem("page.too-large", source, params=params)])
    if not is_form(data):
        return Document(source, problems=[Problem("page.no-form", source)])
    starts = [match.end() for match in _SCRIPT.finditer(data) if _is_answers(match.group(1))]
    if not starts:
        return Document(source, problems=[Problem("page.no-answers", source)])
    if len(starts) > 1:
        first, second = (_line(data, start) for start in starts[:2])
        return Document(
            source,
            problems=[Problem("page.two-blocks", source, second, 1, params={"first": str(first)})],
        )
    return _read_block(data, starts[0], source, max_size)


def _is_answers(attributes: bytes) -> bool:
    return bool(_ID.search(attributes) and _DATA.search(attributes))


def _line(data: bytes, place: int) -> int:
    """The line of a place, from 1."""
    return data.count(b"\n", 0, place) + 1


def _read_block(data: bytes, start: int, source: str, max_size: int) -> Document:
    end = _END.search(data, start)
    if end is None:
        line = _line(data, start)
        return Document(
            source,
            problems=[Problem("page.broken", source, line, 1, params={"what": "it has no end"})],
        )
    # as many lines stand above it as in the page, so that every place is one of the page
    above = b"\n" * (_line(data, start) - 1)
    block = data[start : end.start()].rstrip()
    if not block.strip():
        return Document(source, problems=[Problem("page.no-answers", source)])
    document = compose_document(above + block, source, max_size=max_size)
    problems = [_in_page(problem) for problem in document.problems]
    broken = [problem for problem in problems if problem.code == "page.broken"]
    document.problems = broken[:1] or problems  # what follows a broken place follows from it
    return document


def _in_page(problem: Problem) -> Problem:
    """A mistake of syntax in the words of somebody who has changed a page, not a YAML file."""
    if not problem.code.startswith(_SYNTAX) or problem.code in ("yaml.duplicate-key", "yaml.alias"):
        return problem
    what, _, _ = problem.sentences
    return Problem(
        "page.broken", problem.source, problem.line, problem.column, params={"what": what}
    )
