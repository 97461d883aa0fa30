"""A PDF report against WeasyPrint's own time for the same HTML."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from benchmarks.timing import Ratio, compare
from coherence_kit import content
from coherence_kit.documents.pdf import weasyprint_alone
from coherence_kit.rendering.html import render_html
from coherence_kit.workflow.assessing import assess_file, open_workspace
from coherence_kit.workflow.reporting import make_report

SUBMISSION = "velmora-2026-illustrative.yaml"


def measure() -> Ratio:
    """At most 1.15 times: loading, scoring, templates, attachments and writing on top of WeasyPrint's work."""
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
