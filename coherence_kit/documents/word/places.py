"""Where a template says that the report belongs: once, in a paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from coherence_kit.documents.word.xml import MAIN

# lxml ships no types.
Element: TypeAlias = Any

_W: Final = f"{{{MAIN}}}"
_BLOCK = re.compile(r"\{\{\s*report\s*\}\}")
_AROUND: Final = {
    f"{_W}txbxContent": "in a text box",
    f"{_W}tc": "in a cell of a table",
    f"{_W}sdtContent": "in a content control",
    f"{_W}hdr": "in a running line",
    f"{_W}ftr": "in a running line",
    f"{_W}footnote": "in a footnote",
    f"{_W}endnote": "in a footnote",
}
"""What a place is in, by what is around it."""


def own_text(paragraph: Element) -> str:
    """The text of a paragraph without that of boxes that hang on it."""
    return "".join(
        one.text or ""
        for one in paragraph.iter(f"{_W}t")
        if next(one.iterancestors(f"{_W}p"), None) is paragraph
    )


def place_of_report(root: Element) -> Element | None:
    """The paragraph of the body that says where the report belongs; None where none does."""
    return next((one for one in _saying(root) if not _fault(one)), None)


def misplaced(root: Element) -> Iterator[str]:
    """What is wrong with each place where the report cannot stand, or not once more."""
    has_place = False
    for one in _saying(root):
        fault = _fault(one)
        if not fault and has_place:
            fault = "in a second paragraph"
        has_place |= not fault
        if fault:
            yield fault


def _saying(root: Element) -> Iterator[Element]:
    return (one for one in root.iter(f"{_W}p") if _BLOCK.search(own_text(one)))


def _fault(paragraph: Element) -> str:
    for one in paragraph.iterancestors():
        if one.tag in _AROUND:
            return _AROUND[one.tag]
    if not _BLOCK.fullmatch(own_text(paragraph).strip()):
        return "in a line with other text"
    return ""
