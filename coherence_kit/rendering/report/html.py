"""The report as one HTML file, for the screen or as what the PDF is made from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from coherence_kit import content
from coherence_kit.documents.breaks import breakable
from coherence_kit.documents.page_policy import REPORT_PAGE, page_policy
from coherence_kit.documents.pdf import font_css
from coherence_kit.documents.templates import render
from coherence_kit.documents.text_widths import set_in
from coherence_kit.documents.web_fonts import embedded_font_css
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.beside import ALONE, Beside
from coherence_kit.rendering.brand import UNBRANDED, Brand
from coherence_kit.rendering.report.abbreviations import abbreviations_in
from coherence_kit.rendering.report.cards import with_heads
from coherence_kit.rendering.report.report import ReportView, build_report
from coherence_kit.rendering.report.sizes import style
from coherence_kit.rendering.report.variants import FULL, VARIANTS, Variant
from coherence_kit.words import words_of

TEMPLATE, BODY = "report/report.html.jinja", "report/body.html.jinja"
STYLE = "report/style.css.jinja"
_LIST = "report/abbreviations.html.jinja"
# Which abbreviations there are is known once all is written; what people typed cannot hold this.
_ABBREVIATIONS = Markup("<!-- abbreviations -->")

# Ids and links are written by templates alone; in what people typed each mark of markup is escaped.
_ID = re.compile(r' id="([\w-]+)"')
_LINK = re.compile(r'<a(?: class="\w+")? href="#([\w-]+)">(.*?)</a>', re.DOTALL)


def render_html(  # noqa: PLR0913  (all but one are named)
    assessments: Sequence[Assessment],
    *,
    date: dt.date | None,
    language: str = "en",
    for_print: bool,
    beside: Beside = ALONE,
    variant: Variant = VARIANTS[FULL],
    brand: Brand = UNBRANDED,
) -> str:
    """The report on one country and round; several assessments are its chapters.

    Args:
        assessments: at least one.
        date: of the report; None if none is known. The clock is never read.
        language: of the texts that come in several.
        for_print: for the PDF, with page numbers and the fonts of the kit; else for the screen, in
            one file that needs nothing beside it.
        beside: voices and earlier rounds, which never enter the figures.
        variant: which parts are printed.
        brand: whose report it is, and how that looks.

    """
    faces = brand.typefaces
    with set_in(faces.widths if faces else None):
        report = build_report(
            assessments,
            date=date,
            language=language,
            for_print=for_print,
            beside=beside,
            variant=variant,
            brand=brand,
        )
    context = {
        "report": report,
        **words_of(language).for_templates(),
        "for_print": for_print,
        "sizes": Markup(style()),  # noqa: S704 - numbers of our own
        "font_css": Markup(font_css() if for_print else ""),  # noqa: S704 - names and addresses of our own
    }
    context["abbreviations_here"] = _ABBREVIATIONS
    folder, filters = content.folder("report_templates"), {"breakable": breakable}
    body = render(folder, BODY, context, filters=filters)
    if _ABBREVIATIONS in body:
        found = {**context, "abbreviations": abbreviations_in(body, report.language)}
        body = body.replace(_ABBREVIATIONS, render(folder, _LIST, found, filters=filters))
    body = _without_dead_links(body)
    rules = "\n" + render(folder, STYLE, context, filters=filters)
    if not for_print:
        body = with_heads(body)
        # The page holds no more of its typefaces than it prints.
        lent = faces.not_there(body) if faces else body
        own = faces.css(body) if faces else ""
        rules = "\n" + own + embedded_font_css(lent) + rules
    context |= {
        "content": Markup(body),  # noqa: S704 - written by a template
        "style": Markup(rules),  # noqa: S704 - files of the kit, numbers, colours, typefaces
        "policy": page_policy(
            rules,
            attributes=_style_attributes(report),
            has_pictures=bool(brand.logos),
            has_faces=True,
        ),
        "generator": REPORT_PAGE,
    }
    return render(folder, TEMPLATE, context, filters=filters)


def _without_dead_links(page: str) -> str:
    """The page, in which a link to what this variant leaves out is plain text."""
    places = set(_ID.findall(page))
    return _LINK.sub(lambda link: link[0] if link[1] in places else link[2], page)


def _style_attributes(report: ReportView) -> Iterator[str]:
    """The values of the `style` attributes in report/glance.html.jinja."""
    for chapter in report.chapters if "glance" in report.variant.parts else ():
        glance = chapter.glance
        yield f"--figure-size: {glance.figure_size}"
        yield from (f"width: {level.width}%" for level in glance.levels)
