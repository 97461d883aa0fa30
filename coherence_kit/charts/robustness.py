"""Level strip: how far a result can move, on the levels of the rubric, in a row of a table."""

from collections.abc import Sequence
from dataclasses import replace

from coherence_kit.charts import marks
from coherence_kit.charts.axis import HIGHEST, Axis
from coherence_kit.charts.palette import DEFAULT_PALETTE, Palette
from coherence_kit.charts.result import Zone
from coherence_kit.charts.svg import drawing

WIDTH, HEIGHT, PADDING = 64.0, 7.0, 3.0
_MIDDLE = HEIGHT / 2
_TRACK = marks.Box(0, _MIDDLE - 2.5, WIDTH, 5.0)
_BAR = 3.0
_ZONE_GAP = 0.7


def level_strip(  # noqa: PLR0913 - one figure each, and all are named by the caller
    *,
    levels: Sequence[Zone],
    value: float | None,
    low: float,
    high: float,
    alt: str,
    palette: Palette = DEFAULT_PALETTE,
    mirrored: bool = False,
) -> str:
    """Draw a strip, 64 by 7 mm; figures are points from 0 to 100.

    ``levels`` run from the lowest to the highest and are parted by gaps; without
    levels the track is one piece. ``value`` is None where too little is answered
    for a result: the bar is then a broken outline without a dot.
    """
    axis = Axis(WIDTH, PADDING, mirrored)
    parts = [_zone(axis, zone, palette) for zone in levels or [Zone(0, HIGHEST)]]
    start, length = axis.span(low, high)
    if length >= marks.LEAST_INTERVAL:
        box = marks.Box(start, _MIDDLE - _BAR / 2, length, _BAR)
        parts.append(marks.too_few(box, palette) if value is None else marks.interval(box, palette))
    if value is not None:
        parts.append(marks.dot(axis.x(value), _MIDDLE, 0.9, 0.3, palette))
    return drawing(WIDTH, HEIGHT, alt, *parts)


def _zone(axis: Axis, zone: Zone, palette: Palette) -> str:
    """Draw a level's part of the track; the outermost reach over the padding."""
    plain = Axis(WIDTH, PADDING)
    first = 0.0 if zone.start <= 0 else plain.x(zone.start) + _ZONE_GAP / 2
    last = WIDTH if zone.end >= HIGHEST else plain.x(zone.end) - _ZONE_GAP / 2
    width = max(last - first, 0.0)
    return marks.filled(replace(_TRACK, x=axis.left(first, width), width=width), palette.zone)
