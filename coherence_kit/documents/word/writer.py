"""A document as a file, laid out as the kit has it."""

from __future__ import annotations

import datetime as dt
from typing import Final

from coherence_kit.documents.word.blocks import TEXT_WIDTH, Document, Text
from coherence_kit.documents.word.body import Body, simple_field
from coherence_kit.documents.word.numbering import numbering_part
from coherence_kit.documents.word.package import packed
from coherence_kit.documents.word.pictures import expect_library
from coherence_kit.documents.word.stamp import PART, stamped
from coherence_kit.documents.word.styles import IDS, KIT_THEME, PART_STYLE, Theme, styles_part
from coherence_kit.documents.word.xml import (
    CONTENT_TYPES,
    HEAD,
    MAIN,
    PACKAGE_RELATIONS,
    RELATIONS,
    SPACES,
    escaped,
    twips,
)

PAGE_WIDTH: Final = 210.0
PAGE_HEIGHT: Final = 297.0
_SIDE = (PAGE_WIDTH - TEXT_WIDTH) / 2
_TOP, _BOTTOM, _EDGE = 24.0, 22.0, 11.0

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {
    "document": "document.main",
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "header1": "header",
    "footer1": "footer",
    "header2": "header",
    "footer2": "footer",
}
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_UNDATED = dt.date(1970, 1, 1)


def write_document(document: Document, theme: Theme = KIT_THEME) -> bytes:
    """The document as a file; the same document gives the same bytes.

    Raises:
        MissingLibraryError: what draws pictures is not installed.

    """
    expect_library()
    body = Body(document, IDS, document.text_width)
    inside = body.xml()
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations_of_the_package(),
        "docProps/core.xml": core_properties(document),
        "docProps/app.xml": _application(document),
        "word/document.xml": (
            f"{HEAD}<w:document {SPACES}><w:body>{inside}{_section(document)}</w:body></w:document>"
        ),
        "word/styles.xml": styles_part(
            theme,
            document.language,
            from_right=document.direction == "rtl",
            numbered_ranks=document.numbered_ranks,
        ),
        "word/numbering.xml": numbering_part(document.numbered_ranks, document.lists),
        "word/settings.xml": _settings(document),
        "word/header1.xml": _header(document),
        "word/footer1.xml": _footer(document),
        "word/header2.xml": _running("hdr", _classified(document) or _empty("Header")),
        "word/footer2.xml": _running("ftr", _classified(document) or _empty("Footer")),
        "word/_rels/document.xml.rels": _relations_of_the_document(body),
    }
    files = {name: text.encode() for name, text in parts.items()}
    files |= {f"word/{name}": data for name, data in body.pictures.parts().items()}
    files[PART] = stamped(files)
    return packed(files)


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for part, kind in _PARTS.items()
    )
    return (
        f'{HEAD}<Types xmlns="{CONTENT_TYPES}">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="svg" ContentType="image/svg+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
        f'<Override PartName="/{PART}" '
        'ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
        "</Types>"
    )


def _relations_of_the_package() -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{RELATIONS}/extended-properties" '
        'Target="docProps/app.xml"/>'
        f'<Relationship Id="rId4" Type="{RELATIONS}/custom-properties" Target="{PART}"/>'
        "</Relationships>"
    )


def _relations_of_the_document(body: Body) -> str:
    own = ("styles", "numbering", "settings", "header1", "footer1", "header2", "footer2")
    parts = "".join(
        f'<Relationship Id="rId{place}" Type="{RELATIONS}/{name.rstrip("12")}" '
        f'Target="{name}.xml"/>'
        for place, name in enumerate(own, 1)
    )
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE_RELATIONS}">{parts}{body.relations()}'
        "</Relationships>"
    )


def core_properties(document: Document) -> str:
    """What the file says of itself."""
    day = document.day or _UNDATED
    noon = f"{day:%Y-%m-%d}T12:00:00Z"
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_CORE}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(document.title)}</dc:title>"
        f"<dc:creator>{escaped(document.author)}</dc:creator>"
        f"<dc:language>{escaped(document.language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{noon}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{noon}</dcterms:modified>'
        "</cp:coreProperties>"
    )


def _application(document: Document) -> str:
    company = f"<Company>{escaped(document.publisher)}</Company>" if document.publisher else ""
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'extended-properties"><Application>coherence-kit</Application>{company}</Properties>'
    )


def _settings(document: Document) -> str:
    said = escaped(document.language)
    return (
        f'{HEAD}<w:settings xmlns:w="{MAIN}"><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{said}"/></w:settings>'
    )


def _section(document: Document) -> str:
    """The page: A4 upright or on its side; the first one is the title page.

    It has running lines of its own.
    """
    size = (PAGE_HEIGHT, PAGE_WIDTH) if document.is_wide else (PAGE_WIDTH, PAGE_HEIGHT)
    lies = ' w:orient="landscape"' if document.is_wide else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:headerReference w:type="first" r:id="rId6"/>'
        '<w:footerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="first" r:id="rId7"/>'
        f'<w:pgSz w:w="{twips(size[0])}" w:h="{twips(size[1])}"{lies}/>'
        f'<w:pgMar w:top="{twips(_TOP)}" w:right="{twips(_SIDE)}" w:bottom="{twips(_BOTTOM)}" '
        f'w:left="{twips(_SIDE)}" w:header="{twips(_EDGE)}" w:footer="{twips(_EDGE)}" '
        'w:gutter="0"/><w:titlePg/></w:sectPr>'
    )


def _stop(document: Document) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{twips(document.text_width)}"/></w:tabs>'


def _header(document: Document) -> str:
    """What the report is, and the part that a page belongs to, which the word processor looks up.

    Where no part is named there is nothing to look up, and Word would print that as an error.
    """
    has_parts = any(
        isinstance(run, Text) and run.is_part
        for paragraph in document.paragraphs()
        for run in paragraph.runs
    )
    field = simple_field(f'STYLEREF "{PART_STYLE}"', "")
    part = f"<w:r><w:tab/></w:r>{field}" if has_parts else ""
    line = (
        f'<w:p><w:pPr><w:pStyle w:val="Header"/>{_stop(document)}</w:pPr>'
        f"{_line(document.heading)}{part}</w:p>"
    )
    return _running("hdr", _classified(document) + line)


def _footer(document: Document) -> str:
    line = (
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{_stop(document)}</w:pPr>'
        f"{_line(document.footing)}<w:r><w:tab/></w:r>{simple_field('PAGE', '1')}"
        f'<w:r><w:t xml:space="preserve"> / </w:t></w:r>{simple_field("NUMPAGES", "1")}</w:p>'
    )
    return _running("ftr", _classified(document) + line)


def _running(kind: str, inside: str) -> str:
    return f"{HEAD}<w:{kind} {SPACES}>{inside}</w:{kind}>"


def _classified(document: Document) -> str:
    if not document.classification:
        return ""
    style = '<w:pStyle w:val="ReportClassification"/>'
    return f"<w:p><w:pPr>{style}</w:pPr>{_line(document.classification)}</w:p>"


def _empty(style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>'


def _line(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'
