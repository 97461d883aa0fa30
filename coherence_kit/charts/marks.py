"""Marks that several charts share: dot, interval, broken outline, target."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from coherence_kit.charts.palette import Palette
from coherence_kit.charts.svg import element, number

LEAST_INTERVAL = 0.4
"""Intervals narrower than this (mm) are left out: their two ends would touch."""

_HOLLOW = 0.4  # width of the line of a hollow circle
_END = 0.4  # width of the line that closes an interval at each end


class MarkState(StrEnum):
    """State of a question, as far as a chart can show it.

    The values are the words that results use.
    """

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    UNANSWERED = "unanswered"
    OPEN = "open"
    """Its condition is undecided; drawn as unanswered."""
    CARRIED = "carried"
    """Answered in an earlier round, and not looked at again."""
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in mm: upper left corner, width, height."""

    x: float
    y: float
    width: float
    height: float

    def inset(self, by: float) -> "Box":
        """Return the box drawn in by the same length on all sides."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


@dataclass(frozen=True, slots=True)
class Pen:
    """A broken line: colour, width, and about how long a dash and a gap are (mm)."""

    colour: str
    width: float
    dash: float = 1.0
    gap: float = 0.7


def filled(box: Box, colour: str) -> str:
    """Draw a plain rectangle."""
    return element("rect", x=box.x, y=box.y, width=box.width, height=box.height, fill=colour)


def outlined(box: Box, colour: str, width: float, fill: str) -> str:
    """Draw a rectangle with a line inside its edge, so that its outer size is the box."""
    inner = box.inset(width / 2)
    return element(
        "rect",
        x=inner.x,
        y=inner.y,
        width=inner.width,
        height=inner.height,
        fill=fill,
        stroke=colour,
        stroke_width=width,
    )


def broken(box: Box, pen: Pen, fill: str) -> str:
    """Draw a rectangle with a broken line on its edge.

    Every dash is set by hand instead of by ``stroke-dasharray``: the pattern is
    stretched a little on each side so that all four corners are closed and the
    picture is the same when mirrored.
    """
    right, bottom = box.x + box.width, box.y + box.height
    across = _breaks(box.x, right, pen)
    down = _breaks(box.y, bottom, pen)
    sides_across = ((box.y, down[0][0]), (bottom, down[-1][1]))
    sides_down = ((box.x, across[0][0]), (right, across[-1][1]))
    strokes = [
        *(_corner(x, near_x, y, near_y) for x, near_x in sides_down for y, near_y in sides_across),
        *(
            f"M{number(start)} {number(y)}H{number(end)}"
            for y, _ in sides_across
            for start, end in _dashes(across)
        ),
        *(
            f"M{number(x)} {number(start)}V{number(end)}"
            for x, _ in sides_down
            for start, end in _dashes(down)
        ),
    ]
    return filled(box, fill) + element(
        "path", d="".join(strokes), fill="none", stroke=pen.colour, stroke_width=pen.width
    )


def interval(box: Box, palette: Palette) -> str:
    """Draw the pale bar from lowest to highest, closed by a dark line at each end.

    The lines lie on the ends, half inside and half outside the box.
    """
    ends = "".join(
        f"M{number(x)} {number(box.y)}v{number(box.height)}" for x in (box.x, box.x + box.width)
    )
    return filled(box, palette.band) + element(
        "path", d=ends, stroke=palette.accent, stroke_width=_END
    )


def too_few(box: Box, palette: Palette) -> str:
    """Draw the broken outline of an interval around a score that is not shown."""
    return broken(box, Pen(palette.ink, 0.3), palette.paper)


def dot(x: float, y: float, radius: float, ring: float, palette: Palette) -> str:
    """Draw the score; a ring in the colour of paper keeps it apart from what is under it."""
    return element(
        "circle",
        cx=x,
        cy=y,
        r=radius,
        fill=palette.accent,
        stroke=palette.paper,
        stroke_width=ring,
    )


def previous(x: float, y: float, radius: float, palette: Palette) -> str:
    """Draw the score of an earlier round: a hollow circle in ink."""
    inner = radius - _HOLLOW / 2
    return element(
        "circle",
        cx=x,
        cy=y,
        r=inner,
        fill=palette.paper,
        stroke=palette.ink,
        stroke_width=_HOLLOW,
    )


def target(x: float, top: float, bottom: float, weight: float, palette: Palette) -> str:
    """Draw the target: an upright line ``weight`` mm wide under a triangle pointing down."""
    wing = 0.9 * weight / 0.55  # the triangle grows with the line
    half = weight / 2
    shape = (
        f"M{number(x - wing)} {number(top)}H{number(x + wing)}"
        f"L{number(x + half)} {number(top + wing * 1.2)}V{number(bottom)}"
        f"H{number(x - half)}V{number(top + wing * 1.2)}Z"
    )
    return element("path", d=shape, fill=palette.ink)


def _breaks(start: float, end: float, pen: Pen) -> list[tuple[float, float]]:
    """Gaps along a side that begins and ends with half a dash; one at least."""
    count = max(1, round((end - start) / (pen.dash + pen.gap)))
    period = (end - start) / count
    half_dash = period * pen.dash / (pen.dash + pen.gap) / 2
    return [
        (start + at * period + half_dash, start + (at + 1) * period - half_dash)
        for at in range(count)
    ]


def _dashes(breaks: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Dashes between the gaps, without the halves that belong to the corners."""
    return [(left[1], right[0]) for left, right in pairwise(breaks)]


def _corner(x: float, near_x: float, y: float, near_y: float) -> str:
    """Draw the two half dashes that meet at a corner as one angle, so that it is closed."""
    return f"M{number(near_x)} {number(y)}H{number(x)}V{number(near_y)}"
