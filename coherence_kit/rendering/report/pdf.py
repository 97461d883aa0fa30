"""The report as a PDF that carries what it was made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from coherence_kit.documents.glyphs import noting
from coherence_kit.documents.pdf import Attached, PdfResult, write_pdf
from coherence_kit.model.assessment import Assessment
from coherence_kit.rendering.report.html import render_html

UNDATED = dt.date(1970, 1, 1)
"""The day from which computers count: a PDF that bears it is of no known date."""


def render_pdf(
    assessments: Sequence[Assessment],
    *,
    date: dt.date | None,
    attachments: Sequence[Attached] = (),
    language: str = "en",
) -> PdfResult:
    """The report on one country and round as PDF/UA-1 and PDF/A-3a; same input, same bytes.

    What a file carries has to bear a date (PDF/A-3); without one it bears :data:`UNDATED`.
    """
    with noting() as lacking:
        html = render_html(assessments, date=date, language=language, for_print=True)
    written = write_pdf(html, attachments=attachments, when=date or UNDATED)
    return replace(written, lacking=frozenset(lacking))
