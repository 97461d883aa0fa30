"""What WeasyPrint leaves out of a PDF, added to its objects before they are written.

Dictionaries of pydyf are Python dictionaries whose texts are PDF syntax; a reference is
`b"12 0 R"`. The whole module takes 1 ms for a report of 18 pages; opening the finished file with
pikepdf and saving it again takes 35.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coherence_kit.documents.attached import Attached

# pydyf ships no types.
PydyfDocument: TypeAlias = Any
PydyfDictionary: TypeAlias = Any

# WeasyPrint takes one variant. PDF/A-3a already tags the document; what is missing for PDF/UA-1 is
# its identification in the metadata, and PDF/A wants an extension schema that declares it.
_UA1_IDENTIFICATION = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>\
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>"""
_END = b"</rdf:RDF>"


def declare_ua1(rdf: bytes) -> bytes:
    """Metadata of a PDF/A file, with the claim of PDF/UA-1 added.

    Raises:
        ValueError: the metadata does not end as expected, so that the claim would be lost.

    """
    if rdf.count(_END) != 1:
        msg = "WeasyPrint has changed its metadata"
        raise ValueError(msg)
    return rdf.replace(_END, _UA1_IDENTIFICATION)


def finish(pdf: PydyfDocument, attachments: Mapping[str, Attached]) -> None:
    """Describe the attachments (by name, all of them ours), and say what header cells head."""
    _describe_attachments(pdf, attachments)
    _say_what_headers_head(pdf)


def _describe_attachments(pdf: PydyfDocument, attachments: Mapping[str, Attached]) -> None:
    """Complete the attached files of the document.

    They get their media types and their relationships by name (WeasyPrint goes by content), and
    each is listed once instead of twice.
    """
    listed = []
    for spec in _dictionaries(pdf, "Type", {"/Filespec"}):
        attached = attachments[spec["UF"].string]
        stream = pdf.objects[int(spec["EF"]["F"].split()[0])]
        stream.extra["Subtype"] = "/" + attached.media_type.replace("/", "#2f")
        spec["AFRelationship"] = f"/{attached.relationship}"
        listed.append(spec.reference)
    if listed:
        pdf.catalog["AF"][:] = listed


def _say_what_headers_head(pdf: PydyfDocument) -> None:
    """Add `Scope` to header cells.

    A header that a cell of its own row names as its header heads the row.

    WeasyPrint links each cell to its headers, which is what PDF/UA asks for; some
    screen readers go by `Scope` alone.
    """
    cells = [cell for cell in _dictionaries(pdf, "S", {"/TH", "/TD"}) if "A" in cell]
    headers_by_row: defaultdict[bytes, set[int]] = defaultdict(set)
    for cell in cells:
        headers_by_row[cell["P"]].update(map(id, cell["A"].get("Headers", ())))
    for cell in cells:
        if cell["S"] == "/TH":
            cell["A"]["Scope"] = (
                "/Row" if id(cell.get("ID")) in headers_by_row[cell["P"]] else "/Column"
            )


def _dictionaries(pdf: PydyfDocument, key: str, values: set[str]) -> list[PydyfDictionary]:
    return [item for item in pdf.objects if isinstance(item, dict) and item.get(key) in values]
