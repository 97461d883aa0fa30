"""Strip: one section's score, interval and target in a row of the profile."""

from coherence_kit.charts import marks
from coherence_kit.charts.axis import MARKED, Axis
from coherence_kit.charts.palette import DEFAULT_PALETTE, Palette
from coherence_kit.charts.svg import drawing, element, number

WIDTH, HEIGHT, PADDING = 64.0, 9.0, 3.0
_MIDDLE = HEIGHT / 2
_BAR = 3.0
_PREVIOUS = 1.3  # radius
_EARLIER, _EARLIER_END = 0.4, 2.0
_HAIR = 0.18


def strip_chart(  # noqa: PLR0913 - one figure each, and all are named by the caller
    *,
    value: float | None,
    low: float | None,
    high: float | None,
    target: float | None,
    alt: str,
    previous: float | None = None,
    previous_interval: tuple[float, float] | None = None,
    palette: Palette = DEFAULT_PALETTE,
    mirrored: bool = False,
) -> str:
    """Draw a strip, 64 by 9 mm; figures are points from 0 to 100.

    ``value`` is None where there are too few answers for a score to be shown:
    the interval is then a broken outline without a dot. ``low`` and ``high`` are
    None together where the section has no figures at all; only the grid and the
    target, if any, are drawn. ``previous`` is the score of an earlier round, and
    ``previous_interval`` its lowest and highest. The grid has the full height, so
    that strips in rows without space between them join.
    """
    axis = Axis(WIDTH, PADDING, mirrored)
    parts = [_grid(axis, palette)]
    if low is not None and high is not None:
        parts.append(_interval(axis.span(low, high), palette, shown=value is not None))
    if target is not None:
        parts.append(marks.target(axis.x(target), _MIDDLE - 3.4, _MIDDLE + 3.0, 0.55, palette))
    if previous_interval is not None:
        parts.append(_earlier_interval(axis.span(*previous_interval), palette))
    if previous is not None:
        parts.append(marks.previous(axis.x(previous), _MIDDLE, _PREVIOUS, palette))
    if value is not None:
        parts.append(marks.dot(axis.x(value), _MIDDLE, 1.75, 0.5, palette))
    return drawing(WIDTH, HEIGHT, alt, *parts)


def _grid(axis: Axis, palette: Palette) -> str:
    start, length = axis.span(0, 100)
    uprights = "".join(f"M{number(axis.x(at))} 0V{number(HEIGHT)}" for at in MARKED)
    lines = f"{uprights}M{number(start)} {number(_MIDDLE)}h{number(length)}"
    return element("path", d=lines, stroke=palette.hair, stroke_width=_HAIR)


def _earlier_interval(span: tuple[float, float], palette: Palette) -> str:
    """A thin line from lowest to highest of an earlier round, closed at both ends."""
    start, length = span
    if length < marks.LEAST_INTERVAL:
        return ""
    top = number(_MIDDLE - _EARLIER_END / 2)
    ends = "".join(f"M{number(x)} {top}v{number(_EARLIER_END)}" for x in (start, start + length))
    line = f"M{number(start)} {number(_MIDDLE)}h{number(length)}"
    return element("path", d=f"{line}{ends}", stroke=palette.ink, stroke_width=_EARLIER)


def _interval(span: tuple[float, float], palette: Palette, *, shown: bool) -> str:
    start, length = span
    if length < marks.LEAST_INTERVAL:
        return ""
    box = marks.Box(start, _MIDDLE - _BAR / 2, length, _BAR)
    return marks.interval(box, palette) if shown else marks.too_few(box, palette)
