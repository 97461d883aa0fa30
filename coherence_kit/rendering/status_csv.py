"""What submissions still need, as a table for a spreadsheet: UTF-8, a comma, line feeds, a header line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from coherence_kit.documents.csv_cells import harmless
from coherence_kit.model.status import Broken, Status

COLUMNS = ("file", "respondent", "section", "question", "number", "label", "needs", "who", "note")
# What spreadsheets take for the start of a formula, the full-width signs of East Asian keyboards too.


def status_csv(files: Iterable[Status | Broken]) -> str:
    """A line for each thing that a question needs; files that could not be read have none."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for status in files:
        if isinstance(status, Broken):
            continue
        for item in status.wanted:
            section = status.sections[item.section].title
            cells = (status.source, status.entity, section, item.id, item.number, item.label, item.need.value)
            writer.writerow([harmless(cell) for cell in (*cells, item.who, item.note)])
    return text.getvalue()
