"""Strip: one section's score, interval and target in a row of the profile."""

from coherence_kit.charts import marks
from coherence_kit.charts.axis import MARKED, Axis
from coherence_kit.charts.palette import DEFAULT_PALETTE, Palette
from coherence_kit.charts.svg import drawing, element, number

WIDTH, HEIGHT, PADDING = 64.0, 9.0, 3.0
_MIDDLE = HEIGHT / 2
_BAR = 3.0
_HAIR = 0.18


def strip_chart(  # noqa: PLR0913 - one figure each, and all are named by the caller
    *,
    value: float | None,
    low: float | None,
    high: float | None,
    target: float | None,
    alt: str,
    palette: Palette = DEFAULT_PALETTE,
    mirrored: bool = False,
) -> str:
    """Draw a strip, 64 by 9 mm; figures are points from 0 to 100.

    ``value`` is None where there are too few answers for a score to be shown:
    the interval is then a broken outline without a dot. ``low`` and ``high`` are
    None together where the section has no figures at all; only the grid and the
    target, if any, are drawn. The grid has the full height, so that strips in
    rows without space between them join.
    """
    axis = Axis(WIDTH, PADDING, mirrored)
    parts = [_grid(axis, palette)]
    if low is not None and high is not None:
        parts.append(_interval(axis.span(low, high), palette, shown=value is not None))
    if target is not None:
        parts.append(marks.target(axis.x(target), _MIDDLE - 3.4, _MIDDLE + 3.0, 0.55, palette))
    if value is not None:
        parts.append(marks.dot(axis.x(value), _MIDDLE, 1.75, 0.5, palette))
    return drawing(WIDTH, HEIGHT, alt, *parts)


def _grid(axis: Axis, palette: Palette) -> str:
    start, length = axis.span(0, 100)
    uprights = "".join(f"M{number(axis.x(at))} 0V{number(HEIGHT)}" for at in MARKED)
    lines = f"{uprights}M{number(start)} {number(_MIDDLE)}h{number(length)}"
    return element("path", d=lines, stroke=palette.hair, stroke_width=_HAIR)


def _interval(span: tuple[float, float], palette: Palette, *, shown: bool) -> str:
    start, length = span
    if length < marks.LEAST_INTERVAL:
        return ""
    box = marks.Box(start, _MIDDLE - _BAR / 2, length, _BAR)
    return marks.interval(box, palette) if shown else marks.too_few(box, palette)
