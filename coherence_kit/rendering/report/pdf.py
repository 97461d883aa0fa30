"""The report as a PDF that carries what it was made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from coherence_kit.documents.glyphs import noting
from coherence_kit.documents.pdf import Attached, PdfResult, write_pdf
from coherence_kit.documents.pdf_makers import makers
from coherence_kit.documents.print_limits import within_limits
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.beside import ALONE, Beside
from coherence_kit.rendering.brand import UNBRANDED, Brand
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.look import resources
from coherence_kit.rendering.report.recipe import Recipe, unseen_in
from coherence_kit.rendering.report.variants import FULL, VARIANTS, Variant
from coherence_kit.rendering.typefaces import Typefaces

# The day from which computers count: a PDF that bears it is of no known date.
_UNDATED = dt.date(1970, 1, 1)


def render_pdf(  # noqa: PLR0913  (all but one are named)
    assessments: Sequence[Assessment],
    *,
    date: dt.date | None,
    attachments: Sequence[Attached] = (),
    language: str = "en",
    beside: Beside = ALONE,
    variant: Variant = VARIANTS[FULL],
    brand: Brand = UNBRANDED,
) -> PdfResult:
    """The report on one country and round as PDF/UA-1 and PDF/A-3a; same input, same bytes.

    It carries the attachments, and how it was made. What a file carries has to bear a date
    (PDF/A-3): where none is known, the day from which computers count.
    """

    def page() -> tuple[str, frozenset[str]]:
        with noting() as lacking:
            html = render_html(
                assessments,
                date=date,
                language=language,
                for_print=True,
                beside=beside,
                variant=variant,
                brand=brand,
            )
        return html, frozenset(lacking)

    (html, lacking), cuts = within_limits(page)
    recipe = Recipe(language, date, variant.name, makers(html), unseen_in(assessments))
    faces = _typefaces(brand, html, attachments)
    own = {file.name: file for file in faces.attached()} if faces else {}
    carried = [*(file for file in attachments if file.name not in own), *own.values()]
    written = write_pdf(
        html,
        attachments=[*carried, recipe.attached()],
        when=date or _UNDATED,
        resources=resources(brand),
        faces=faces.named() if faces else (),
    )
    lent = faces.lacking(set(html)) if faces else frozenset()
    return replace(written, lacking=lacking, cuts=cuts, lent=lent)


def _typefaces(brand: Brand, html: str, attachments: Sequence[Attached]) -> Typefaces | None:
    """Those of a brand with no more than the report needs, since others can take them out of it.

    A text may have been measured that is not printed in the end: its characters are among those of
    the files that the report is made from.
    """
    if brand.typefaces is None:
        return None
    faces = {PurePosixPath(file.name).stem for file in brand.typefaces.attached()}
    texts = (
        file.data.decode("utf-8", "replace")
        for file in attachments
        if PurePosixPath(file.name).stem not in faces
    )
    return brand.typefaces.cut({sign for text in (html, *texts) for sign in set(text)})
