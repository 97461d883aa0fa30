"""What the schema of word processors says of a file, by the data of Microsoft's own validator."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from openxml_audit import FileFormat, OpenXmlValidator

NO_FAULTS = (
    # A document may do without: ISO/IEC 29500-1, 11.3.10, permits these parts and asks for neither.
    "relationships/fontTable' is missing",
    "relationships/theme' is missing",
    # Of Word 2010 alone, in the template that python-docx begins with, and not in step there.
    "stylesWithEffects",
)
"""What the validator says of documents that are as they may be."""
_VALIDATOR = OpenXmlValidator(FileFormat.MICROSOFT_365, max_errors=20)


def schema_faults(data: bytes, suffix: str = ".docx") -> list[str]:
    """Each fault with its place; the validator reads files alone."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"file{suffix}"
        path.write_bytes(data)
        found = _VALIDATOR.validate(path)
    return [
        f"{one.description} {one.part_uri} {one.path}"
        for one in found.errors
        if not any(said in one.description for said in NO_FAULTS)
    ]


def _named(order: str) -> list[str]:
    return [f"{W}{name}" for name in order.split()]


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W_NAMES = {
    f"{W}{parent}": _named(order)
    for parent, order in {
        "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
        "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
        "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
        "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
        "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
        "imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs "
        "highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish "
        "oMath",
        "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize "
        "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
        "trPr": "cantSplit trHeight tblHeader",
        "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
        "tcFitText vAlign hideMark",
        "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
        "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi",
        "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
        "unhideWhenUsed qFormat locked personal rsid pPr rPr tblPr trPr tcPr tblStylePr",
    }.items()
}
"""What stands in an element, in the order of the standard (ISO/IEC 29500-1, annex A.1)."""
