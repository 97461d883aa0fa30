"""How the cells of a workbook of results look: the colours of the reports."""

from __future__ import annotations

from dataclasses import replace

from coherence_kit.charts.palette import DEFAULT_PALETTE
from coherence_kit.documents.sheets import Look

PALETTE = DEFAULT_PALETTE
_WRITE_HERE = "#FFFBEB"  # as in forms

TITLE = Look(size=18, bold=True, ink=PALETTE.accent, wraps=False, down="center")
SUBTITLE = Look(size=11, ink=PALETTE.muted, wraps=False)
HEADING = Look(size=13, bold=True, ink=PALETTE.accent, wraps=False, down="bottom")
NOTE = Look(size=9, italic=True, ink=PALETTE.muted)
HEAD = Look(bold=True, ink=PALETTE.paper, fill=PALETTE.accent, line=PALETTE.accent, down="center")
HEAD_OF_NUMBERS = replace(HEAD, across="right", indent=1)
HEAD_TO_FILL = replace(HEAD, fill=PALETTE.muted, line=PALETTE.muted)

TEXT = Look(ink=PALETTE.ink, line=PALETTE.hair)
STRONG = replace(TEXT, bold=True)
SMALL = replace(TEXT, size=9, ink=PALETTE.muted)
CODE = replace(TEXT, size=8, ink=PALETTE.muted)
CONTINUED = replace(TEXT, size=9, italic=True, ink=PALETTE.muted)
LINKED = replace(TEXT, ink=PALETTE.accent)
NUMBER = replace(TEXT, across="right", wraps=False, indent=1)
INPUT = replace(TEXT, fill=_WRITE_HERE, line=PALETTE.line, number_format="@", is_open=True)
INPUT_DAY = replace(INPUT, number_format="yyyy\\-mm\\-dd")
CLOSED = replace(TEXT, fill=PALETTE.zone)
TECHNICAL = Look(size=8, ink=PALETTE.muted, wraps=False)
PLAIN = Look(ink=PALETTE.ink)
LINK = Look(ink=PALETTE.accent)
PLAIN_STRONG = replace(PLAIN, bold=True)


def of_group(look: Look) -> Look:
    """The same in the row of a section, which stands out among its questions."""
    return replace(look, bold=True, fill=PALETTE.zone)
