"""Result chart: the whole score on the levels of the rubric."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from coherence_kit.charts import marks
from coherence_kit.charts.axis import HIGHEST, Axis
from coherence_kit.charts.labels import Label, spread
from coherence_kit.charts.palette import DEFAULT_PALETTE, Palette
from coherence_kit.charts.svg import drawing

WIDTH, HEIGHT, PADDING = 172.0, 19.0, 3.0
_TRACK = marks.Box(0, 7.0, WIDTH, 7.0)
_MIDDLE = _TRACK.y + _TRACK.height / 2
_BAR = 4.6
_ZONE_GAP = 0.8
_ABOVE, _BELOW = 4.0, 17.9  # baselines of the figures over and under the track
_LARGE, _SMALL = 3.9, 3.3  # sizes of the figures
_TARGET_GIVES_WAY = 13.0  # the score's figure needs this much room at each side
_ENDS_GIVE_WAY = 11.0


class Zone(NamedTuple):
    """One level of the rubric: points from and to, 0 to 100."""

    start: float
    end: float


class Figure(NamedTuple):
    """Points from 0 to 100 with the figure to be printed for them.

    ``width`` is that of the text in the semibold of the typeface, in parts of its size.
    """

    points: float
    text: str
    width: float


def result_chart(  # noqa: PLR0913 - one figure each, and all are named by the caller
    *,
    levels: Sequence[Zone],
    value: Figure | None,
    low: Figure,
    high: Figure,
    target: Figure | None,
    alt: str,
    palette: Palette = DEFAULT_PALETTE,
    mirrored: bool = False,
) -> str:
    """Draw the result, 172 by 19 mm, with its figures printed.

    ``value`` is None where there are too few answers for a score to be shown:
    the interval is then a broken outline without a dot. ``levels`` runs from the
    lowest to the highest; without levels the track is one piece.
    """
    # Everything is laid out from the start edge; `axis` mirrors marks and figures.
    axis = Axis(WIDTH, PADDING, mirrored)
    parts = [
        *_level_zones(axis, levels or [Zone(0, 100)], palette),
        _interval(axis.span(low.points, high.points), palette, shown=value is not None),
    ]
    if target is not None:
        x = axis.x(target.points)
        parts.append(marks.target(x, _MIDDLE - 5.8, _MIDDLE + 4.0, 0.7, palette))
    if value is not None:
        parts.append(marks.dot(axis.x(value.points), _MIDDLE, 2.5, 0.7, palette))
    above, below = _placed_figures(value, low, high, target, palette)
    parts += [label.drawn(_ABOVE, axis.flip) for label in above]
    parts += [label.drawn(_BELOW, axis.flip) for label in below]
    return drawing(WIDTH, HEIGHT, alt, *parts)


def _level_zones(axis: Axis, levels: Sequence[Zone], palette: Palette) -> list[str]:
    """Draw each level's part of the track; half a gap is taken from both sides of a limit."""
    plain = Axis(WIDTH, PADDING)
    drawn = []
    for zone in levels:
        start, length = plain.span(zone.start, zone.end)
        before, after = (0 if edge in (0, HIGHEST) else _ZONE_GAP / 2 for edge in zone)
        width = length - before - after
        if width > 0:
            left = axis.left(start + before, width)
            drawn.append(marks.filled(replace(_TRACK, x=left, width=width), palette.zone))
    return drawn


def _interval(span: tuple[float, float], palette: Palette, *, shown: bool) -> str:
    start, length = span
    if length < marks.LEAST_INTERVAL:
        return ""
    box = marks.Box(start, _MIDDLE - _BAR / 2, length, _BAR)
    return marks.interval(box, palette) if shown else marks.too_few(box, palette)


def _placed_figures(
    value: Figure | None, low: Figure, high: Figure, target: Figure | None, palette: Palette
) -> tuple[list[Label], list[Label]]:
    """Figures above the track and below it, placed from the start edge."""
    above = [] if value is None else [_label(value, _LARGE, 600, palette.accent)]
    below = _ends(value, low, high, palette)
    aim = None if target is None else _label(target, _LARGE, 600, palette.ink)
    if aim is not None and any(abs(aim.mark - score.mark) < _TARGET_GIVES_WAY for score in above):
        return spread(above, None, WIDTH), spread([*below, aim], aim, WIDTH)
    above += [] if aim is None else [aim]
    return spread(above, None, WIDTH), spread(below, None, WIDTH)


def _ends(value: Figure | None, low: Figure, high: Figure, palette: Palette) -> list[Label]:
    """Lowest and highest under their ends, or outwards of them where they are near."""
    if low.text == high.text:
        # One figure is enough, and where there is a score it is the score.
        middle = Figure((low.points + high.points) / 2, low.text, low.width)
        return [] if value is not None else [_label(middle, _SMALL, 400, palette.ink)]
    first, last = (_label(figure, _SMALL, 400, palette.ink) for figure in (low, high))
    if last.x - first.x < _ENDS_GIVE_WAY:
        return [first.at(first.x - first.half), last.at(last.x + last.half)]
    return [first, last]


def _label(figure: Figure, size: float, weight: int, colour: str) -> Label:
    x = Axis(WIDTH, PADDING).x(figure.points)
    return Label(x, x, figure.text, size, weight, colour, figure.width)
