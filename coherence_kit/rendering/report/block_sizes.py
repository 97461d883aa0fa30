"""How high a block of a brand is, as far as that decides whether it fits on the cover."""

from __future__ import annotations

from coherence_kit.documents import text_fit
from coherence_kit.documents.own_markup import Node
from coherence_kit.rendering.report.sizes import SIZES

_AROUND = 2.0  # millimetres between paragraphs
_IN_CELL = 2.6
_INDENT = 6.0


def block_height(node: Node, width: float) -> float:
    """Millimetres of an element, or of all that stand in it."""
    if node.name == "tr":
        cells = [*node.elements()]
        share = width / max(len(cells), 1)
        return max((_text(one, share) for one in cells), default=0.0) + _IN_CELL
    if node.name == "li":
        return _text(node, width - _INDENT)
    if node.name in {"", "ul", "ol", "table", "thead", "tbody"}:
        return sum(block_height(one, width) for one in node.elements()) + _AROUND
    return _text(node, width) + _AROUND


def _text(node: Node, width: float) -> float:
    breaks = sum(one.name == "br" for one in node.elements())
    lines = text_fit.line_count(node.text(), width, SIZES.body) + breaks
    return lines * SIZES.body.line.mm
