"""Marks of strips and result chart on their own, for the key below them."""

from coherence_kit.charts import marks
from coherence_kit.charts.palette import DEFAULT_PALETTE, Palette
from coherence_kit.charts.svg import drawing

_EDGE = 0.2  # half a line at the edge of the bar, so that it is not cut
_BAR = marks.Box(_EDGE, _EDGE, 8.4, 2.8)


def key_dot(alt: str, *, palette: Palette = DEFAULT_PALETTE) -> str:
    """Draw the score's dot, 3 by 3 mm."""
    return drawing(3, 3, alt, marks.dot(1.5, 1.5, 1.5, 0, palette))


def key_interval(alt: str, *, palette: Palette = DEFAULT_PALETTE) -> str:
    """Draw the interval's bar, 8.8 by 3.2 mm."""
    return drawing(8.8, 3.2, alt, marks.interval(_BAR, palette))


def key_too_few(alt: str, *, palette: Palette = DEFAULT_PALETTE) -> str:
    """Draw the broken outline of too few answers, 8.8 by 3.2 mm."""
    return drawing(8.8, 3.2, alt, marks.too_few(_BAR, palette))


def key_target(alt: str, *, palette: Palette = DEFAULT_PALETTE) -> str:
    """Draw the target's tick, 1.8 by 4.8 mm."""
    return drawing(1.8, 4.8, alt, marks.target(0.9, 0, 4.8, 0.55, palette))


def key_previous(alt: str, *, palette: Palette = DEFAULT_PALETTE) -> str:
    """Draw the hollow circle of an earlier round, 2.6 by 3 mm."""
    return drawing(2.6, 3, alt, marks.previous(1.3, 1.5, 1.3, palette))
