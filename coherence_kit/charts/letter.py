"""A respondent as a letter in a circle."""

from coherence_kit.charts.labels import FONT
from coherence_kit.charts.palette import DEFAULT_PALETTE, Palette
from coherence_kit.charts.svg import drawing, element, escaped

SIDE = 3.9
_OUTLINE = 0.3
_MARGIN = 0.15  # half a pixel of a screen, which cuts off what touches the edge of a drawing
_TYPE = 3.0  # 8.5 pt, the smallest type of the report


def letter_mark(
    letter: str, alt: str, *, filled: bool = False, palette: Palette = DEFAULT_PALETTE
) -> str:
    """Draw a letter in a circle, 3.9 by 3.9 mm; `filled` is one that stands apart from others."""
    middle = SIDE / 2
    circle = element(
        "circle",
        cx=middle,
        cy=middle,
        r=middle - _OUTLINE / 2 - _MARGIN,
        fill=palette.accent if filled else palette.paper,
        stroke=palette.accent if filled else palette.ink,
        stroke_width=_OUTLINE,
    )
    text = element(
        "text",
        escaped(letter),
        x=middle,
        y=middle + 0.33 * _TYPE,  # half the height of a capital
        fill=palette.paper if filled else palette.ink,
        font_family=FONT,
        font_size=_TYPE,
        font_weight="600",
        text_anchor="middle",
    )
    return drawing(SIDE, SIDE, alt, circle, text)
