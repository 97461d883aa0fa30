"""How the cells of a form look: the colours of the reports, and one tint that says "write here"."""

from __future__ import annotations

import re
from dataclasses import replace

from coherence_kit.charts.palette import DEFAULT_PALETTE
from coherence_kit.documents.sheets import Look, Run

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
GUIDANCE = Look(size=9, ink=PALETTE.ink, line=PALETTE.hair)
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
_LEAD = re.compile(r"^\*\*(?=\S)(.+?)(?<=\S)\*\*", re.MULTILINE)


def for_text(look: Look, text: str) -> Look:
    """The look of a cell with this text.

    What begins like a formula stays text when somebody edits it.
    """
    return replace(look, is_quoted=True) if _LOOKS_LIKE_A_FORMULA.match(text) else look


def with_leads(text: str) -> tuple[Run, ...]:
    """A text with `**words**` at the start of a line in bold."""
    pieces = enumerate(_LEAD.split(text))
    return tuple(Run(piece, bold=place % 2 == 1) for place, piece in pieces if piece)


def without_leads(text: str) -> str:
    """The same as plain text, for measuring."""
    return _LEAD.sub(r"\1", text)
