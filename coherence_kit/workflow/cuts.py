"""What is said of texts that a PDF does not print whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coherence_kit.documents.print_limits import (
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TOGETHER,
    MOST_DOCUMENTS,
    Cut,
)
from coherence_kit.i18n import plural
from coherence_kit.loading.documents import Document
from coherence_kit.problems import Problem
from coherence_kit.workflow.faces import texts_of


def cut_warnings(
    cuts: Sequence[Cut], documents: Sequence[Document], output: str
) -> Iterator[Problem]:
    """One warning for each text or list of documents that is cut, in the order of the files.

    Args:
        cuts: what is not printed whole.
        documents: what was typed, to name the place.
        output: the file, named for a text that is in none of the documents: one of a questionnaire.

    """
    for cut, where in _placed(cuts, documents):
        params = {
            "printed": f"{cut.printed:,}",
            "whole": _counted(cut),
            "longest": f"{LONGEST_TEXT:,}",
            "name": f"{LONGEST_NAME:,}",
            "documents": str(MOST_DOCUMENTS),
            "together": f"{LONGEST_TOGETHER:,}",
        }
        if where is None:
            yield Problem("output.cut", output, params=params)
        else:
            document, path = where
            yield document.problem_at("output.cut", path, **params)


def _counted(cut: Cut) -> str:
    if cut.is_of_documents:
        return f"{cut.whole:,} {plural(cut.whole, 'document', 'documents')}"
    return f"{cut.whole:,} {plural(cut.whole, 'character', 'characters')}"


Where = tuple[Document, tuple[str | int, ...]]


def _placed(
    cuts: Sequence[Cut], documents: Sequence[Document]
) -> Iterator[tuple[Cut, Where | None]]:
    """Each cut with the places of its text, those of the questionnaire last."""
    of_text = {cut.text.strip(): cut for cut in cuts if not cut.is_of_documents}
    of_list = {(cut.text.strip(), cut.printed): cut for cut in cuts if cut.is_of_documents}
    left = dict.fromkeys(cuts)
    for document in documents:
        for path, text in texts_of(document.value):
            if cut := of_text.get(text.strip()):
                left.pop(cut, None)
                yield cut, (document, path)
            number = path[-2] if len(path) > 1 else ""
            if isinstance(number, int) and (cut := of_list.get((text.strip(), number))):
                left.pop(cut, None)
                yield cut, (document, path[:-2])
    yield from ((cut, None) for cut in left)
