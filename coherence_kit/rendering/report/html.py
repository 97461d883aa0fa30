"""The report as one HTML file, for the screen or as what the PDF is made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup

from coherence_kit import content
from coherence_kit.documents.breaks import breakable
from coherence_kit.documents.pdf import font_css
from coherence_kit.documents.templates import render
from coherence_kit.model.assessment import Assessment
from coherence_kit.rendering.report.report import build_report
from coherence_kit.rendering.report.sizes import style
from coherence_kit.words import words_of

TEMPLATE = "report/report.html.jinja"


def render_html(
    assessments: Sequence[Assessment],
    *,
    date: dt.date | None,
    language: str = "en",
    for_print: bool,
) -> str:
    """The report on one country and round; several assessments are its chapters.

    Args:
        assessments: at least one.
        date: of the report; None if none is known. The clock is never read.
        language: of the texts that come in several.
        for_print: for the PDF, with page numbers and the fonts of the kit; else for the screen, in
            one file that needs nothing beside it.

    """
    context = {
        "report": build_report(assessments, date=date, language=language, for_print=for_print),
        **words_of(language).for_templates(),
        "for_print": for_print,
        "sizes": Markup(style()),  # noqa: S704 - numbers of our own
        "font_css": Markup(font_css() if for_print else ""),  # noqa: S704 - names and addresses of our own
    }
    return render(
        content.folder("report_templates"), TEMPLATE, context, filters={"breakable": breakable}
    )
