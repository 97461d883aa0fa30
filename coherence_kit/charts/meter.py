"""Step meter: a question's step beside its target, as a row of squares."""

from dataclasses import dataclass

from coherence_kit.charts import marks
from coherence_kit.charts.axis import Axis
from coherence_kit.charts.marks import MarkState
from coherence_kit.charts.palette import DEFAULT_PALETTE, Palette
from coherence_kit.charts.svg import drawing, element, number

SIDE, GAP = 3.1, 0.55
WIDEST = 17.0
"""Most room a meter takes (mm); longer scales have smaller squares."""

_OUTLINE, _HAIRLINE = 0.4, 0.2
_DASH = 1.5  # length of the dash of a question that is not applicable


@dataclass(frozen=True, slots=True)
class _Row:
    """Squares of one meter; ``scale`` is 1 unless the scale is long."""

    squares: int
    mirrored: bool

    @property
    def scale(self) -> float:
        return min(1.0, WIDEST / (self.squares * (SIDE + GAP) - GAP))

    @property
    def width(self) -> float:
        return self.scale * (self.squares * (SIDE + GAP) - GAP)

    @property
    def line(self) -> float:
        """How much thinner than usual lines are; they never shrink as far as the squares."""
        return max(self.scale, 0.6)

    def boxes(self) -> list[marks.Box]:
        """Squares in the order of the steps, on one middle line."""
        side = SIDE * self.scale
        axis = Axis(self.width, 0, self.mirrored)
        starts = (at * (SIDE + GAP) * self.scale for at in range(self.squares))
        return [
            marks.Box(axis.left(start, side), (SIDE - side) / 2, side, side) for start in starts
        ]


def step_meter(  # noqa: PLR0913 - one figure each, and all are named by the caller
    *,
    step: int,
    target: int | None,
    steps: int,
    alt: str,
    palette: Palette = DEFAULT_PALETTE,
    mirrored: bool = False,
) -> str:
    """Draw the meter of an answered question, 3.1 mm high.

    ``steps`` (2 or more) is the number of steps of the scale; it has one square
    fewer. ``step`` and ``target`` count from 0, the lowest step, to
    ``steps - 1``. Squares are filled up to the step, outlined up to the target,
    and hairline beyond.
    """
    row = _row_of_steps(steps, mirrored=mirrored)
    for place in (step, 0 if target is None else target):
        if not 0 <= place < steps:
            message = f"step {place} is not on a scale of {steps} steps"
            raise ValueError(message)
    drawn = []
    for at, box in enumerate(row.boxes()):
        if at < step:
            drawn.append(marks.filled(box, palette.accent))
        elif at < (target or 0):
            drawn.append(marks.outlined(box, palette.ink, _OUTLINE * row.line, palette.paper))
        else:
            drawn.append(marks.outlined(box, palette.hair, _HAIRLINE, palette.paper))
    return drawing(row.width, SIDE, alt, *drawn)


def state_meter(
    state: MarkState,
    *,
    steps: int,
    alt: str,
    palette: Palette = DEFAULT_PALETTE,
    mirrored: bool = False,
) -> str:
    """Draw the meter of a question without an answer, as wide as one with.

    Unknown or carried over: broken outlines in ink. Unanswered or open: finer ones in grey. Not
    applicable: dashes. ``steps`` as in `step_meter`.
    """
    row = _row_of_steps(steps, mirrored=mirrored)
    if state is MarkState.ANSWERED:
        message = "an answered question has a step: use step_meter"
        raise ValueError(message)
    if state is MarkState.NOT_APPLICABLE:
        return drawing(row.width, SIDE, alt, _row_of_dashes(row, palette))
    thin = row.line
    pen = (
        marks.Pen(palette.ink, 0.3 * thin, 0.55, 0.4)
        if state in {MarkState.UNKNOWN, MarkState.CARRIED}
        else marks.Pen(palette.line, 0.25 * thin, 0.3, 0.3)
    )
    boxes = (marks.broken(box.inset(pen.width / 2), pen, palette.paper) for box in row.boxes())
    return drawing(row.width, SIDE, alt, *boxes)


def _row_of_steps(steps: int, *, mirrored: bool) -> _Row:
    if steps < 2:  # noqa: PLR2004
        message = f"a scale needs two or more steps, not {steps}"
        raise ValueError(message)
    return _Row(steps - 1, mirrored)


def _row_of_dashes(row: _Row, palette: Palette) -> str:
    length = _DASH * row.scale
    lines = "".join(
        f"M{number(box.x + (box.width - length) / 2)} {number(SIDE / 2)}h{number(length)}"
        for box in row.boxes()
    )
    return element("path", d=lines, stroke=palette.muted, stroke_width=0.3)
