"""The styles that a report needs, by the names under which a template may have its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from coherence_kit.documents.word.blocks import TEXT_WIDTH
from coherence_kit.documents.word.xml import HEAD, MAIN, escaped, twips

PART_STYLE: Final = "Report Part"
"""Of the name of a part, which the running line repeats."""
_INK, _MUTED, _HAIR = "14202B", "4A5763", "C9D1D8"


@dataclass(frozen=True, slots=True)
class Theme:
    """What one publisher's document has otherwise than another's.

    The faces are those of the word processors themselves, or with the same widths in LibreOffice:
    those of the report are not there on the machine of whoever opens the file.

    Args:
        accent: six hexadecimal digits.
        text: the family of common text.
        display: the family of the title and of first headings.

    """

    accent: str = "0B4F60"
    text: str = "Calibri"
    display: str = "Cambria"


KIT_THEME: Final = Theme()


@dataclass(frozen=True, slots=True)
class Style:
    """A style as the file has it.

    Args:
        name: by which people and templates know it.
        kind: what it is for.
        id: by which a document refers to it.
        paragraph: its properties as a paragraph, in the order of the schema.
        run: its properties as text, likewise.
        based_on: the id of another one.
        next: the id of that of the paragraph behind it.
        more: what else it has; for tables.

    """

    name: str
    kind: Literal["paragraph", "character", "table"]
    id: str
    paragraph: str = ""
    run: str = ""
    based_on: str = ""
    next: str = ""
    more: str = ""

    def xml(self, ids: Mapping[str, str], numbering: str = "", *, is_added: bool = False) -> str:
        """The style; `ids` are those that a document refers to its styles by, by the kit's own."""
        is_custom = self.name.startswith("Report ")
        parts = [f'<w:name w:val="{escaped(self.name)}"/>']
        if self.based_on:
            parts.append(f'<w:basedOn w:val="{escaped(ids[self.based_on])}"/>')
        if self.next:
            parts.append(f'<w:next w:val="{escaped(ids[self.next])}"/>')
        parts.append('<w:uiPriority w:val="20"/>')
        if self.kind != "table":
            parts.append("<w:qFormat/>")
        if self.paragraph:
            paragraph = self.paragraph.replace(_NUMBER_HERE, numbering)
            parts.append(f"<w:pPr>{paragraph}</w:pPr>")
        if self.run:
            parts.append(f"<w:rPr>{self.run}</w:rPr>")
        parts.append(self.more)
        custom = ' w:customStyle="1"' if is_custom else ""
        is_default = self.name in {"Normal", "Table Normal"} and not is_added
        default = ' w:default="1"' if is_default else ""
        return (
            f'<w:style w:type="{self.kind}"{default}{custom} w:styleId="{escaped(ids[self.id])}">'
            f"{''.join(parts)}</w:style>"
        )


def _font(family: str) -> str:
    name = escaped(family)
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _run(size: float, *, bold: bool = False, ink: str = "", font: str = "") -> str:
    """Properties of text in the order of the schema; the size in points."""
    return "".join(
        (
            _font(font) if font else "",
            "<w:b/><w:bCs/>" if bold else "",
            f'<w:color w:val="{ink}"/>' if ink else "",
            f'<w:sz w:val="{round(2 * size)}"/><w:szCs w:val="{round(2 * size)}"/>',
        )
    )


def _room(before: float, after: float) -> str:
    """Room above and below in points."""
    return f'<w:spacing w:before="{round(20 * before)}" w:after="{round(20 * after)}"/>'


_KEEP = "<w:keepNext/><w:keepLines/>"
_NUMBER_HERE = "<!-- number -->"
_STOP_AT_END = f'<w:tabs><w:tab w:val="right" w:pos="{twips(TEXT_WIDTH)}"/></w:tabs>'
_LINE = f'<w:top w:val="single" w:sz="8" w:space="4" w:color="{_INK}"/>'


def _heading(rank: int, size: float, before: float, *, font: str) -> Style:
    return Style(
        f"heading {rank}",
        "paragraph",
        f"Heading{rank}",
        f'{_KEEP}{_NUMBER_HERE}{_room(before, 4)}<w:outlineLvl w:val="{rank - 1}"/>',
        _run(size, bold=True, ink=_INK, font=font),
        "Normal",
        "Normal",
    )


def _own(name: str, paragraph: str = "", run: str = "") -> Style:
    return Style(
        f"Report {name}", "paragraph", f"Report{name.replace(' ', '')}", paragraph, run, "Normal"
    )


_TABLE_MARGINS = (
    '<w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="50" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
)
_TABLE_NONE = (
    '<w:tblPr><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr>"
)
_TABLE_LOOK = (
    "<w:tblPr><w:tblBorders>"
    f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{_HAIR}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{_HAIR}"/>'
    f"</w:tblBorders>{_TABLE_MARGINS}</w:tblPr>"
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/>'
    f'<w:color w:val="{_MUTED}"/></w:rPr><w:tcPr><w:tcBorders>'
    f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{_INK}"/>'
    "</w:tcBorders></w:tcPr></w:tblStylePr>"
)
_TILES_LOOK = (
    "<w:tblPr><w:tblBorders>"
    '<w:insideH w:val="single" w:sz="24" w:space="0" w:color="FFFFFF"/>'
    '<w:insideV w:val="single" w:sz="24" w:space="0" w:color="FFFFFF"/>'
    '</w:tblBorders><w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="30" w:type="dxa"/>'
    '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="30" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)


def styles_of(theme: Theme) -> tuple[Style, ...]:
    """The styles in the order in which a document has them.

    What stands before is what others are based on. Names and ids are the same in every theme.
    """
    return (
        Style("Normal", "paragraph", "Normal", _room(0, 4), _run(10, ink=_INK, font=theme.text)),
        Style(
            "Title",
            "paragraph",
            "Title",
            _KEEP + _room(18, 6),
            _run(40, bold=True, ink=_INK, font=theme.display),
            "Normal",
            "Subtitle",
        ),
        Style(
            "Subtitle",
            "paragraph",
            "Subtitle",
            _room(0, 18),
            _run(20, bold=True, ink=_INK, font=theme.display),
            "Normal",
            "Normal",
        ),
        _heading(1, 19, 14, font=theme.display),
        _heading(2, 13, 14, font=theme.text),
        _heading(3, 11, 10, font=theme.text),
        _heading(4, 10, 8, font=theme.text),
        Style(
            "caption",
            "paragraph",
            "Caption",
            _KEEP + _room(10, 3),
            _run(9.5, bold=True, ink=_INK),
            "Normal",
            "Normal",
        ),
        Style(
            "List Bullet",
            "paragraph",
            "ListBullet",
            '<w:ind w:left="340" w:hanging="340"/><w:contextualSpacing/>',
            "",
            "Normal",
        ),
        Style(
            "List Number",
            "paragraph",
            "ListNumber",
            '<w:ind w:left="340" w:hanging="340"/>',
            "",
            "Normal",
        ),
        Style("toc 1", "paragraph", "TOC1", _room(3, 2), _run(10, bold=True), "Normal", "Normal"),
        Style(
            "toc 2",
            "paragraph",
            "TOC2",
            _room(0, 2) + '<w:ind w:left="280"/>',
            _run(9.5, ink=_MUTED),
            "Normal",
            "Normal",
        ),
        Style("header", "paragraph", "Header", "", _run(8.5, ink=_MUTED), "Normal"),
        Style("footer", "paragraph", "Footer", "", _run(8.5, ink=_MUTED), "Normal"),
        Style("Hyperlink", "character", "Hyperlink", "", f'<w:color w:val="{theme.accent}"/>'),
        _own("Logos", _STOP_AT_END + _room(0, 8)),
        _own("Publisher", _KEEP + _room(0, 6), _run(11, bold=True)),
        _own("Classification", "", _run(8.5, bold=True, ink=_INK)),
        _own("Kind", _KEEP + _room(20, 2), _run(12, bold=True, ink=theme.accent)),
        _own(
            "Tag",
            f'<w:pBdr><w:top w:val="single" w:sz="6" w:space="3" w:color="{_INK}"/>'
            f'<w:left w:val="single" w:sz="6" w:space="6" w:color="{_INK}"/>'
            f'<w:bottom w:val="single" w:sz="6" w:space="3" w:color="{_INK}"/>'
            f'<w:right w:val="single" w:sz="6" w:space="6" w:color="{_INK}"/></w:pBdr>'
            + _room(6, 6)
            + '<w:ind w:left="140" w:right="140"/>',
            _run(9.5, bold=True),
        ),
        _own("Eyebrow", _KEEP + _room(16, 0), _run(9.5, bold=True, ink=theme.accent)),
        _own(
            "Figure", _KEEP + _room(0, 2), _run(40, bold=True, ink=theme.accent, font=theme.display)
        ),
        _own("Lead", _room(0, 6), _run(11)),
        _own("Note", _room(3, 4), _run(9, ink=_MUTED)),
        _own("Key", _room(3, 6), _run(9)),
        _own("Side Head", _KEEP + _room(8, 2), _run(9.5, bold=True)),
        _own(
            "Pair",
            '<w:tabs><w:tab w:val="left" w:pos="1700"/></w:tabs>'
            + _room(0, 3)
            + '<w:ind w:left="1700" w:hanging="1700"/>',
            _run(9.5),
        ),
        _own("Block Head", f"{_KEEP}<w:pBdr>{_LINE}</w:pBdr>{_room(10, 0)}", _run(4)),
        _own("Cell", _room(0, 0), _run(9)),
        _own("Cell Head", _KEEP + _room(0, 0), _run(9, bold=True, ink=_MUTED)),
        Style("Report Quiet", "character", "ReportQuiet", "", f'<w:color w:val="{_MUTED}"/>'),
        Style(PART_STYLE, "character", "ReportPart"),
        Style("Table Normal", "table", "TableNormal", more=_TABLE_NONE),
        Style("Report Table", "table", "ReportTable", based_on="TableNormal", more=_TABLE_LOOK),
        Style("Report Tiles", "table", "ReportTiles", based_on="TableNormal", more=_TILES_LOOK),
    )


IDS: Final[Mapping[str, str]] = MappingProxyType(
    {style.id: style.id for style in styles_of(KIT_THEME)}
)
"""The ids of the kit's own document."""


def styles_part(theme: Theme, language: str, *, from_right: bool, numbered_ranks: int) -> str:
    """The part of a document with all styles of the kit; headings bear the numbers of list 1."""
    bidi = "<w:bidi/>" if from_right else ""
    said = escaped(language)
    styles = (style.xml(IDS, _number_of(style, numbered_ranks)) for style in styles_of(theme))
    return (
        f'{HEAD}<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'{_font(theme.text)}<w:sz w:val="20"/><w:szCs w:val="20"/>'
        f'<w:lang w:val="{said}" w:eastAsia="{said}" w:bidi="{said}"/>'
        "</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{bidi}</w:pPr></w:pPrDefault></w:docDefaults>"
        f"{''.join(styles)}</w:styles>"
    )


def _number_of(style: Style, numbered_ranks: int) -> str:
    rank = int(style.id[-1]) if style.id.startswith("Heading") else 0
    if not 0 < rank <= numbered_ranks:
        return ""
    return f'<w:numPr><w:ilvl w:val="{rank - 1}"/><w:numId w:val="1"/></w:numPr>'
