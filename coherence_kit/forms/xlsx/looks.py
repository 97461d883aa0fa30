"""How the cells of a form look: the colours of the reports, and one tint that says "write here"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from coherence_kit.charts.palette import DEFAULT_PALETTE
from coherence_kit.documents.sheets import Look, Run, Value

PALETTE = DEFAULT_PALETTE
WRITE_HERE = "#FFFBEB"

PLAIN = Look(ink=PALETTE.ink)
MUTED = Look(ink=PALETTE.muted, wraps=False)
TITLE = Look(size=20, bold=True, ink=PALETTE.accent, wraps=False)
HEADING = Look(size=13, bold=True, ink=PALETTE.accent, wraps=False, down="center")
SHEET_TITLE = Look(size=15, bold=True, ink=PALETTE.accent, wraps=False, down="center")
LINK = Look(ink=PALETTE.accent, wraps=False, down="center")
COLUMN_HEAD = Look(
    bold=True, ink=PALETTE.paper, fill=PALETTE.accent, line=PALETTE.accent, down="center"
)
REVIEW_HEAD = replace(COLUMN_HEAD, fill=PALETTE.muted, line=PALETTE.muted)
BAND = Look(
    size=11, bold=True, ink=PALETTE.accent, fill=PALETTE.steps[1], wraps=False, down="center"
)
BAND_TEXT = Look(italic=True, ink=PALETTE.ink, fill=PALETTE.steps[1], down="center")

ASKED = Look(ink=PALETTE.ink, line=PALETTE.hair)
NUMBER = Look(size=11, bold=True, ink=PALETTE.accent, line=PALETTE.hair)
STATE = Look(size=9, ink=PALETTE.muted, line=PALETTE.hair)
FURTHER = Look(size=9, italic=True, ink=PALETTE.muted, line=PALETTE.hair, across="right")
CLOSED = Look(size=9, italic=True, ink=PALETTE.muted, fill=PALETTE.zone, line=PALETTE.hair)
INPUT = Look(ink=PALETTE.ink, fill=WRITE_HERE, line=PALETTE.line, number_format="@", is_open=True)
INPUT_ANSWER = replace(INPUT, bold=True)
INPUT_NUMBER = replace(INPUT_ANSWER, number_format="General", across="left")
INPUT_DATE = replace(INPUT_ANSWER, number_format="yyyy\\-mm\\-dd", across="left")
INPUT_REVIEW = replace(INPUT, fill=PALETTE.paper)
TECHNICAL = Look(size=8, ink=PALETTE.muted, wraps=False)

_LOOKS_LIKE_A_FORMULA = re.compile(r"\s*[=+\-@']")
_LEAD = re.compile(r"^\*\*(?=\S)(.+?)(?<=\S)\*\*")


def for_text(look: Look, text: str) -> Look:
    """The look of a cell with this text.

    What begins like a formula stays text when somebody edits it.
    """
    return replace(look, is_quoted=True) if _LOOKS_LIKE_A_FORMULA.match(text) else look


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
