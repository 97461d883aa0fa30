"""Panels of small multiples: how the results of many spread over one axis, as dots or as bars."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from coherence_kit.charts import marks
from coherence_kit.charts.axis import HIGHEST, Axis
from coherence_kit.charts.interval_row import PADDING, Tick, tick_texts, zones
from coherence_kit.charts.labels import FONT
from coherence_kit.charts.palette import DEFAULT_PALETTE, Palette
from coherence_kit.charts.result import Zone
from coherence_kit.charts.svg import drawing, element, escaped, number

_TYPE = 2.65  # 7.5 pt, as only figures of an axis are
_ABOVE, _BELOW = 3.4, 3.6  # room for the figures over the tallest bar and under the axis
_TEXT_OVER = 0.7  # between a bar and its figure
_BAR_GAP = 0.5
_LEAST_BAR = 0.3  # so that one among thousands is seen
_DIAMETER, _APART = 1.9, 0.15


class PanelSize(NamedTuple):
    """Width and height of a panel in mm."""

    width: float
    height: float


class Bar(NamedTuple):
    """How many lie in one class of the axis, with the figure that is printed for them."""

    number: int
    text: str


def spread_bars(  # noqa: PLR0913 - one thing each, and all are named by the caller
    bars: Sequence[Bar],
    ticks: Sequence[Tick],
    size: PanelSize,
    alt: str,
    *,
    levels: Sequence[Zone] = (),
    palette: Palette = DEFAULT_PALETTE,
    mirrored: bool = False,
) -> str:
    """Draw a bar for each class; all classes are of one width and cover 0 to 100 together.

    The tallest bar has the height of the panel; each has its figure over it, but for empty ones.
    """
    axis = Axis(size.width, PADDING, mirrored)
    base, tallest = size.height - _BELOW, max((bar.number for bar in bars), default=0)
    parts = zones(axis, levels, 0, base, palette)
    width = HIGHEST / max(len(bars), 1)
    for place, bar in enumerate(bars):
        if not bar.number:
            continue
        height = max((base - _ABOVE) * bar.number / tallest, _LEAST_BAR)
        start, length = axis.span(place * width, min((place + 1) * width, HIGHEST))
        box = marks.Box(start + _BAR_GAP / 2, base - height, length - _BAR_GAP, height)
        parts += [marks.filled(box, palette.accent), _figure(bar.text, box, palette)]
    parts += [_base_line(axis, base, palette)]
    return drawing(size.width, size.height, alt, *parts, *_under(axis, ticks, size, palette))


def spread_dots(  # noqa: PLR0913 - likewise
    points: Sequence[float],
    ticks: Sequence[Tick],
    size: PanelSize,
    alt: str,
    *,
    levels: Sequence[Zone] = (),
    palette: Palette = DEFAULT_PALETTE,
    mirrored: bool = False,
) -> str:
    """Draw a dot for each figure, 0 to 100; those that would cover each other stand in a pile."""
    axis = Axis(size.width, PADDING, mirrored)
    base = size.height - _BELOW
    placed = _in_piles(points, size.width)
    highest = max((at for _, _, at in placed), default=0) + 1
    room = base - _DIAMETER - _APART
    pitch = min(_DIAMETER + _APART, room / max(highest - 1, 1))
    first = {column: value for value, column, at in placed if not at}
    parts = zones(axis, levels, 0, base, palette)
    parts += [
        marks.dot(
            axis.x(first[column]),
            base - _APART - _DIAMETER / 2 - at * pitch,
            _DIAMETER / 2,
            _APART,
            palette,
        )
        for _, column, at in placed
    ]
    parts += [_base_line(axis, base, palette)]
    return drawing(size.width, size.height, alt, *parts, *_under(axis, ticks, size, palette))


def highest_pile(points: Sequence[float], width: float) -> int:
    """How many dots stand in the highest pile of a panel so many mm wide."""
    return max((at for _, _, at in _in_piles(points, width)), default=0) + 1


def pile_height(dots: int) -> float:
    """Height of a panel in mm in which so many dots stand on each other without being pressed."""
    return _BELOW + dots * (_DIAMETER + _APART) + _APART


def _in_piles(points: Sequence[float], width: float) -> list[tuple[float, int, int]]:
    """Each figure, rising, with the pile that it belongs to and its place in it from below."""
    piles: Counter[int] = Counter()
    columns = max(int((width - 2 * PADDING) / (_DIAMETER + _APART)), 1)
    placed = []
    for value in sorted(points):
        column = min(int(value / HIGHEST * columns), columns - 1)
        placed.append((value, column, piles[column]))
        piles[column] += 1
    return placed


def _figure(text: str, box: marks.Box, palette: Palette) -> str:
    return element(
        "text",
        escaped(text),
        x=box.x + box.width / 2,
        y=box.y - _TEXT_OVER,
        fill=palette.ink,
        font_family=FONT,
        font_size=_TYPE,
        text_anchor="middle",
    )


def _base_line(axis: Axis, base: float, palette: Palette) -> str:
    line = f"M0 {number(base)}h{number(axis.width)}"
    return element("path", d=line, stroke=palette.line, stroke_width=0.18)


def _under(axis: Axis, ticks: Sequence[Tick], size: PanelSize, palette: Palette) -> list[str]:
    return tick_texts(axis, ticks, size.height - 0.8, palette)
