"""The report as a file for a word processor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from coherence_kit.documents.letter_outlines import outlined
from coherence_kit.documents.word.blocks import TEXT_WIDTH, WIDE_TEXT, Document, Paragraph, Text
from coherence_kit.documents.word.filled import CLASSIFICATION, Filled, fill_template
from coherence_kit.documents.word.pictures import expect_library
from coherence_kit.documents.word.styles import KIT_THEME, Theme
from coherence_kit.documents.word.template import Template
from coherence_kit.documents.word.writer import write_document
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.beside import ALONE, Beside
from coherence_kit.rendering.brand import UNBRANDED, Brand
from coherence_kit.rendering.country import country_text
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.variants import FULL, VARIANTS, Variant
from coherence_kit.rendering.word.blocks import Walker
from coherence_kit.rendering.word.page import Page, read_page
from coherence_kit.words import Words, in_a_row, words_of

_NUMBER: Final = "\N{OBJECT REPLACEMENT CHARACTER}"  # where the number of a caption goes


def render_docx(  # noqa: PLR0913  (all but one are named)
    assessments: Sequence[Assessment],
    *,
    date: dt.date | None,
    language: str = "en",
    beside: Beside = ALONE,
    variant: Variant = VARIANTS[FULL],
    template: Template | None = None,
    brand: Brand = UNBRANDED,
) -> Filled:
    """The report on one country and round for a word processor; same input, same bytes.

    It says every word of the report as a page for the screen, in the same order. With a template
    it stands there, in the styles of these names that the template has: the brand then says which
    parts there are, what they are called and the colours of charts, and the template, which has
    logos of its own, how the rest looks.

    Raises:
        MissingLibraryError: a library of the extra `word` is not installed.

    """
    expect_library()
    html = render_html(
        assessments,
        date=date,
        language=language,
        for_print=False,
        beside=beside,
        variant=variant,
        brand=replace(brand, typefaces=None, logos=() if template else brand.logos),
    )
    words, page = words_of(language), _lettered(read_page(html), brand)
    document = _document(page, assessments, date, words)
    theme = _theme(brand)
    if template is None:
        return Filled(write_document(document, theme), has_block=True, added=())
    first = assessments[0].submission
    fields = {
        "country": country_text(assessments[0], language),
        "date": words.date(date) if date else "",
        "round": str(first.round or ""),
        "title": document.title,
        "publisher": document.publisher,
        "foot": document.footing,
        CLASSIFICATION: document.classification,
    }
    return fill_template(template, document, fields, theme)


def _lettered(page: Page, brand: Brand) -> Page:
    """The page with the letters of its charts as shapes, where a brand has a typeface for them."""
    if brand.typefaces is None:
        return page
    faces = {face.weight: face.data for face in brand.typefaces.of_text()}
    drawn = (replace(one, svg=outlined(one.svg, faces)) for one in page.drawings)
    return replace(page, drawings=tuple(drawn))


def _theme(brand: Brand) -> Theme:
    """Colours and typefaces by their names: who opens the file may have these, or their like."""
    theme = replace(KIT_THEME, accent=brand.palette.accent.removeprefix("#"))
    faces = brand.typefaces
    return replace(theme, text=faces.text_family, display=faces.heading_family) if faces else theme


def _document(
    page: Page, assessments: Sequence[Assessment], date: dt.date | None, words: Words
) -> Document:
    root = page.root
    is_several = "several" in root.find("body").get("class", "").split()
    # The plan by itself lies on its side, as on the page.
    width = WIDE_TEXT if root.xpath("//section[contains(@class, 'plan')]") else TEXT_WIDTH
    walker = Walker(page, width, lambda kind, name: _caption(words, kind, name), is_several)
    blocks = walker.walk()
    blocks.insert(_behind_cover(blocks), Paragraph((Text(_notice(words)),), "Report Note"))
    running = root.xpath("//@data-document") or [""]
    status = dict.fromkeys(root.xpath("//@data-status"))
    authors = dict.fromkeys(
        str(one.submission.answered_by) for one in assessments if one.submission.answered_by
    )
    return Document(
        title=root.findtext(".//title") or "",
        author=str(in_a_row(tuple(authors), " · ")),
        language=root.get("lang"),
        direction="rtl" if root.get("dir") == "rtl" else "ltr",
        day=date,
        blocks=blocks,
        heading=running[0],
        footing=" ".join(status),
        numbered_ranks=1 + is_several,
        classification=root.find("body").get("data-classification", ""),
        publisher=" ".join(root.xpath("string(//p[@class='publisher'])").split()),
        text_width=width,
    )


def _caption(words: Words, kind: str, name: str) -> tuple[str, str]:
    if kind == "Table":
        said = words.say("Table {number}: {name}", number=_NUMBER, name=name)
    else:
        said = words.say("Figure {number}: {name}", number=_NUMBER, name=name)
    before, _, after = said.partition(_NUMBER)
    return before, after


def _notice(words: Words) -> str:
    return words.say(
        "This file can be edited, so that what it says may have been changed since it was made. "
        "What holds is the PDF of this report, which carries the answers and can be verified."
    )


def _behind_cover(blocks: Sequence[object]) -> int:
    """Before the first block on a page of its own, or the first heading below the title."""
    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph) and (
            block.begins_page or block.style.startswith("heading")
        ):
            return place
    return len(blocks)
