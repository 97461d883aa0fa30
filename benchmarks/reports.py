"""A PDF report against WeasyPrint alone for the same HTML; other kinds of report against a page."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from benchmarks.timing import Ratio, compare
from coherence_kit import content
from coherence_kit.documents import pdf
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.word.docx import render_docx
from coherence_kit.rendering.workbook.book import render_workbook
from coherence_kit.workflow.report import make_report
from coherence_kit.workflow.score import assess_file, open_workspace

SUBMISSION = "illustrative/velmora-2026-illustrative.yaml"


def weasyprint_alone(html: str) -> bytes:
    """The same page with the same fonts, tagged as PDF/A-3a, and nothing of ours around it."""
    weasyprint = pdf._weasyprint()
    fetcher = pdf._Fetcher(weasyprint, {})
    fonts = weasyprint.text.fonts.FontConfiguration()
    faces = weasyprint.CSS(string=pdf.font_css(), url_fetcher=fetcher, font_config=fonts)
    page = weasyprint.HTML(string=html, url_fetcher=fetcher)
    data: bytes = page.render(
        font_config=fonts, stylesheets=[faces], pdf_variant="pdf/a-3a"
    ).write_pdf(pdf_variant="pdf/a-3a")
    return data


def measure() -> Ratio:
    """A report takes at most 1.15 times as long as WeasyPrint alone.

    Loading, scoring, templates, attachments and writing come on top of WeasyPrint's work.
    """
    workspace = open_workspace()
    path = content.folder("questionnaires") / "submissions" / SUBMISSION
    html = render_html([assess_file(workspace, path)], date=dt.date(2026, 6, 30), for_print=True)
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "report.pdf"
        return compare(
            "one PDF report / WeasyPrint alone on the same HTML",
            lambda: make_report(open_workspace(), [path], output),
            lambda: weasyprint_alone(html),
            rounds=3,
            wanted="at most 1.15",
        )


def measure_workbook() -> Ratio:
    """The results as a workbook take about as long as a page; both of an assessment in memory."""
    path = content.folder("questionnaires") / "submissions" / SUBMISSION
    assessments = [assess_file(open_workspace(), path)]
    return compare(
        "the results as a workbook / the report as a page",
        lambda: render_workbook(assessments, date=None),
        lambda: render_html(assessments, date=None, for_print=False),
        rounds=5,
        wanted="at most 1.5",
    )


def measure_document() -> Ratio:
    """A report for Word takes a few times as long as the page it is made from, under a second."""
    path = content.folder("questionnaires") / "submissions" / SUBMISSION
    assessments = [assess_file(open_workspace(), path)]
    return compare(
        "the report for Word / the report as a page",
        lambda: render_docx(assessments, date=None),
        lambda: render_html(assessments, date=None, for_print=False),
        rounds=5,
        wanted="at most 5",
    )
