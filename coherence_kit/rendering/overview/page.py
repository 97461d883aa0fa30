"""The overview as one HTML file and as a PDF; same input, same bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from markupsafe import Markup

from coherence_kit import content
from coherence_kit.analysis.instrument import Instrument
from coherence_kit.documents.glyphs import noting
from coherence_kit.documents.page_policy import OVERVIEW_PAGE, page_policy
from coherence_kit.documents.pdf import PdfResult, font_css, write_pdf
from coherence_kit.documents.print_limits import within_limits
from coherence_kit.documents.templates import render
from coherence_kit.model.run_overview import RunOverview
from coherence_kit.rendering.overview.view import build_view
from coherence_kit.rendering.report.sizes import style
from coherence_kit.words import words_of

TEMPLATE = "overview/overview.html.jinja"
STYLE = "overview/style.css.jinja"

Instruments = Mapping[str, Instrument]


def overview_page(
    run: RunOverview,
    instruments: Instruments,
    *,
    date: dt.date | None,
    language: str = "en",
    for_print: bool = False,
) -> str:
    """The page in one file.

    Args:
        run: what was counted.
        instruments: its questionnaires, by id.
        date: of the run; None if none is known. The clock is never read.
        language: of the texts that come in several.
        for_print: with page numbers and the fonts of the kit; else for the screen.

    """
    view = build_view(run, instruments, date=date, language=language, for_print=for_print)
    context = {
        "report": view,
        **words_of(language).for_templates(),
        "for_print": for_print,
        "sizes": Markup(style()),  # noqa: S704 - numbers of our own
        "font_css": Markup(font_css() if for_print else ""),  # noqa: S704 - likewise
    }
    folder = content.folder("report_templates")
    rules = "\n" + render(folder, STYLE, context)
    context |= {
        "style": Markup(rules),  # noqa: S704 - files of the kit, numbers and colours
        "policy": page_policy(rules),
        "generator": OVERVIEW_PAGE,
    }
    return render(folder, TEMPLATE, context)


def overview_pdf(
    run: RunOverview, instruments: Instruments, *, date: dt.date | None, language: str = "en"
) -> PdfResult:
    """The page as PDF/UA-1 and PDF/A-3a; it carries nothing."""

    def page() -> tuple[str, frozenset[str]]:
        with noting() as lacking:
            html = overview_page(run, instruments, date=date, language=language, for_print=True)
        return html, frozenset(lacking)

    (html, lacking), cuts = within_limits(page)
    return replace(write_pdf(html, when=date), lacking=lacking, cuts=cuts)
