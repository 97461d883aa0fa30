"""How many lines a text of a printed paper takes, by the faces that it is set in."""

from __future__ import annotations

from coherence_kit.documents.geometry import Type
from coherence_kit.documents.text_widths import Face
from coherence_kit.documents.text_widths import line_count as lines_of_runs


def line_count(
    text: str, width: float, kind: Type, *, lead: str = "", face: Face = Face.SANS
) -> int:
    """Lines in a column so many millimetres wide; a `lead` in bold stands before the text."""
    return lines_of_runs([(lead, Face.SANS_BOLD), (text, face)], width, kind.size)


def height(text: str, width: float, kind: Type, *, lead: str = "", face: Face = Face.SANS) -> float:
    """The same in millimetres."""
    return line_count(text, width, kind, lead=lead, face=face) * kind.line.mm
