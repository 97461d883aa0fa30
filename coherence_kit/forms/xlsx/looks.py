"""How the cells of a form look: the colours of the reports, and one tint that says "write here"."""

from __future__ import annotations

from dataclasses import replace

from coherence_kit.charts.palette import DEFAULT_PALETTE
from coherence_kit.documents.sheets import Look

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
