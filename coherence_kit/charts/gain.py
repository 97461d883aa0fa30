"""Gain bar: points to gain, beside the figure in a table."""

from coherence_kit.charts import marks
from coherence_kit.charts.axis import Axis
from coherence_kit.charts.palette import DEFAULT_PALETTE, Palette
from coherence_kit.charts.svg import drawing

LONGEST, HEIGHT = 15.5, 2.4


def gain_bar(
    points: float,
    greatest: float,
    alt: str,
    *,
    palette: Palette = DEFAULT_PALETTE,
    mirrored: bool = False,
) -> str:
    """Draw a bar on a ground of 15.5 by 2.4 mm.

    ``greatest`` is the greatest gain of the table, 15.5 mm long; ``points``, from
    0 to ``greatest``, has its share of that. No gain, no bar.
    """
    if not 0 <= points <= greatest:
        message = f"a gain of {points} lies outside 0 to {greatest}"
        raise ValueError(message)
    if not points:
        return drawing(LONGEST, HEIGHT, alt)
    length = LONGEST * points / greatest
    axis = Axis(LONGEST, 0, mirrored)
    box = marks.Box(axis.left(0, length), 0, length, HEIGHT)
    return drawing(LONGEST, HEIGHT, alt, marks.filled(box, palette.accent))
