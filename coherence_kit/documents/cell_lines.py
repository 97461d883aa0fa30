"""Texts in cells of a workbook: paragraphs, and what begins like a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from coherence_kit.documents.sheets import Look, Run, Value

_LOOKS_LIKE_A_FORMULA = re.compile(r"\s*[=+\-@']")
LARGEST_TEXT: Final = 32_767
"""Characters that a cell holds, as spreadsheets count them."""
_LEAD = re.compile(r"^\*\*(?=\S)(.+?)(?<=\S)\*\*")


def text_look(look: Look, text: str) -> Look:
    """The look of a cell with this text.

    What begins like a formula stays text when somebody edits it.
    """
    return replace(look, is_quoted=True) if _LOOKS_LIKE_A_FORMULA.match(text) else look


def text_length(text: str) -> int:
    """The length of a text as spreadsheets count it: signs beyond the first 65,536 are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a cell.

    Args:
        text: what it says.
        size: of its type, in points.
        bold: all of it.
        italic: all of it.
        ink: its colour; empty for that of the cell.
        has_lead: `**words**` at its beginning are bold.

    """

    text: str
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    ink: str = ""
    has_lead: bool = False

    @property
    def plain(self) -> str:
        """What is read of it."""
        return _LEAD.sub(r"\1", self.text) if self.has_lead else self.text

    def runs(self, end: str) -> Iterator[Run]:
        """Its pieces, with what stands between it and the next."""
        pieces = _LEAD.split(self.text) if self.has_lead else [self.text]
        for place, piece in enumerate(pieces):
            shown = piece if place < len(pieces) - 1 else piece + end
            if shown:
                yield Run(shown, self.bold or place % 2 == 1, self.italic, self.ink, self.size)


def lines_value(lines: Iterable[Line]) -> Value:
    """Paragraphs as a cell holds them; nothing where there are none."""
    listed = list(lines)
    last = len(listed) - 1
    runs = (line.runs("" if place == last else "\n") for place, line in enumerate(listed))
    return tuple(run for line in runs for run in line) or None
