"""Interval rows: many results side by side on one axis, the levels of the rubric behind them."""

from collections.abc import Sequence
from typing import NamedTuple

from coherence_kit.charts import marks
from coherence_kit.charts.axis import HIGHEST, Axis
from coherence_kit.charts.labels import FONT
from coherence_kit.charts.palette import DEFAULT_PALETTE, Palette
from coherence_kit.charts.result import Zone
from coherence_kit.charts.svg import drawing, element, escaped

PADDING = 3.0
_ZONE_GAP = 0.5
_BAR, _DOT, _RING = 0.44, 0.23, 0.06
"""Height of the bar, radius of the dot and width of its ring, in parts of the height of a line."""
_TYPE = 2.65  # 7.5 pt, as only figures of an axis are
_SCALE_HEIGHT = 3.6


class RowSize(NamedTuple):
    """Width and height of a row in mm; its marks are as large as a row of `line` mm allows."""

    width: float
    height: float
    line: float


class Tick(NamedTuple):
    """A place on the axis, 0 to 100, with what is printed there."""

    points: float
    text: str


def interval_row(  # noqa: PLR0913 - one figure each, and all are named by the caller
    *,
    levels: Sequence[Zone],
    value: float | None,
    low: float | None,
    high: float | None,
    size: RowSize,
    alt: str,
    palette: Palette = DEFAULT_PALETTE,
    mirrored: bool = False,
) -> str:
    """Draw a result on the levels; figures are points from 0 to 100.

    The levels have the full height, so that rows without space between them join. ``value`` is
    None where there are too few answers: the bar is then a broken outline without a dot. ``low``
    and ``high`` are None together where there is no figure at all.
    """
    axis = Axis(size.width, PADDING, mirrored)
    parts = zones(axis, levels, 0, size.height, palette)
    middle, bar = size.height / 2, size.line * _BAR
    if low is not None and high is not None:
        start, length = axis.span(low, high)
        if length >= marks.LEAST_INTERVAL:
            box = marks.Box(start, middle - bar / 2, length, bar)
            shown = value is not None
            parts.append(marks.interval(box, palette) if shown else marks.too_few(box, palette))
    if value is not None:
        radius, ring = size.line * _DOT, size.line * _RING
        parts.append(marks.dot(axis.x(value), middle, radius, ring, palette))
    return drawing(size.width, size.height, alt, *parts)


def interval_scale(
    ticks: Sequence[Tick],
    width: float,
    alt: str,
    *,
    palette: Palette = DEFAULT_PALETTE,
    mirrored: bool = False,
) -> str:
    """Draw the figures over a column of interval rows, 3.6 mm high."""
    axis = Axis(width, PADDING, mirrored)
    texts = tick_texts(axis, ticks, _SCALE_HEIGHT - 0.8, palette)
    return drawing(width, _SCALE_HEIGHT, alt, *texts)


def zones(
    axis: Axis, levels: Sequence[Zone], top: float, height: float, palette: Palette
) -> list[str]:
    """Draw the part of each level, one beside the other; the outermost reach over the padding."""
    plain = Axis(axis.width, axis.padding)
    drawn = []
    for zone in levels or [Zone(0, HIGHEST)]:
        first = 0.0 if zone.start <= 0 else plain.x(zone.start) + _ZONE_GAP / 2
        last = axis.width if zone.end >= HIGHEST else plain.x(zone.end) - _ZONE_GAP / 2
        if last > first:
            left = axis.left(first, last - first)
            drawn.append(marks.filled(marks.Box(left, top, last - first, height), palette.zone))
    return drawn


def tick_texts(axis: Axis, ticks: Sequence[Tick], baseline: float, palette: Palette) -> list[str]:
    """Print what stands at places of the axis."""
    return [
        element(
            "text",
            escaped(tick.text),
            x=axis.x(tick.points),
            y=baseline,
            fill=palette.muted,
            font_family=FONT,
            font_size=_TYPE,
            text_anchor="middle",
        )
        for tick in ticks
    ]
