"""Count bar: how many of a whole, beside the figure in a table."""

from coherence_kit.charts import marks
from coherence_kit.charts.axis import Axis
from coherence_kit.charts.palette import DEFAULT_PALETTE, Palette
from coherence_kit.charts.svg import drawing

HEIGHT = 2.8
_LINE = 0.3


def count_bar(  # noqa: PLR0913 - one number each, and all are named by the caller
    *,
    filled: int = 0,
    pale: int = 0,
    outlined: int = 0,
    whole: int,
    width: float,
    alt: str,
    palette: Palette = DEFAULT_PALETTE,
    mirrored: bool = False,
) -> str:
    """Draw parts of a whole one after the other on a ground ``width`` mm long, 2.8 mm high.

    ``whole`` is the number that the whole ground stands for. Filled is what is sure, pale what can
    still be otherwise, a broken outline what is missing.
    """
    if filled + pale + outlined > whole:
        message = f"{filled} + {pale} + {outlined} are more than {whole}"
        raise ValueError(message)
    axis = Axis(width, 0, mirrored)
    parts = [marks.filled(marks.Box(0, 0, width, HEIGHT), palette.zone)]
    start = 0.0
    for kind, count in (("filled", filled), ("pale", pale), ("outlined", outlined)):
        if not count:
            continue
        length = width * count / whole
        box = marks.Box(axis.left(start, length), 0, length, HEIGHT)
        parts.append(_part(kind, box, palette))
        start += length
    return drawing(width, HEIGHT, alt, *parts)


def _part(kind: str, box: marks.Box, palette: Palette) -> str:
    if kind == "filled":
        return marks.filled(box, palette.accent)
    if kind == "pale":
        return marks.outlined(box, palette.accent, min(_LINE, box.width / 2), palette.band)
    if box.width < marks.LEAST_INTERVAL * 2:
        return marks.filled(box, palette.line)
    return marks.broken(box.inset(_LINE / 2), marks.Pen(palette.ink, _LINE), palette.paper)
