"""A submission in whatever kind of file it comes: YAML, a filled workbook, a saved page."""

from __future__ import annotations

from pathlib import Path

from coherence_kit.loading.documents import Document, read_document, read_file
from coherence_kit.loading.yaml_events import MAX_SIZE
from coherence_kit.problems import ProblemsFound

WORKBOOKS = (".xlsx", ".xlsm", ".ods", ".xls")
PAGES = (".html", ".htm")


def read_submission(path: Path, *, max_size: int = MAX_SIZE) -> Document:
    """The file as plain values in the shape of a submission; whatever is wrong with it is a problem of the document."""
    suffix = path.suffix.lower()
    if suffix not in WORKBOOKS + PAGES:
        return read_document(path, max_size=max_size)
    try:
        data = read_file(path, max_size=max_size)
    except ProblemsFound as found:
        return Document(str(path), problems=list(found.problems))
    if suffix in WORKBOOKS:
        from coherence_kit.forms.xlsx_reader import read_workbook

        return read_workbook(data, str(path))
    from coherence_kit.forms.html_reader import read_page

    return read_page(data, str(path))
