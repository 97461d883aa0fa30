"""Answer squares: how many questions are answered, one square each."""

from dataclasses import dataclass, replace

from coherence_kit.charts import marks
from coherence_kit.charts.axis import Axis
from coherence_kit.charts.labels import FONT
from coherence_kit.charts.marks import MarkState
from coherence_kit.charts.palette import DEFAULT_PALETTE, Palette
from coherence_kit.charts.svg import drawing, element, number

SIDE, GAP = 4.2, 0.85
WIDEST = 127.0
MOST_SQUARES = 40
"""Above this number of questions the row is one bar, with a part for each state."""

_TYPE = 3.0  # 8.5 pt, the smallest type of the report; it does not shrink with its square
_DASH = 1.4
_NARROWEST = 2.8  # a part of the bar stays wide enough for its sign
_LETTERS = {MarkState.UNKNOWN: "?", MarkState.CARRIED: "…"}


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """Numbers of questions by state; conditions still open count as unanswered."""

    answered: int = 0
    unknown: int = 0
    unanswered: int = 0
    not_applicable: int = 0
    carried: int = 0

    @property
    def total(self) -> int:
        """Number of squares."""
        return sum(number for _, number in self.in_order())

    @property
    def has_squares(self) -> bool:
        """Whether each question has a square of its own, and not all of them one bar."""
        return self.total <= MOST_SQUARES

    def in_order(self) -> list[tuple[MarkState, int]]:
        """States with their numbers, in the order in which they are drawn."""
        return [
            (MarkState.ANSWERED, self.answered),
            (MarkState.UNKNOWN, self.unknown),
            (MarkState.CARRIED, self.carried),
            (MarkState.UNANSWERED, self.unanswered),
            (MarkState.NOT_APPLICABLE, self.not_applicable),
        ]


def answer_squares(
    counts: AnswerCounts,
    alt: str,
    *,
    palette: Palette = DEFAULT_PALETTE,
    mirrored: bool = False,
) -> str:
    """Draw one square for each question, 4.2 mm high and at most 127 mm wide.

    Answered squares are filled; unknown ones are broken outlines with a question
    mark, carried ones with three dots; unanswered ones finer broken outlines; not
    applicable ones a dash. From 26 questions on the squares shrink; above 40 the row
    is one bar in a part for each state, as long as their shares, but none too narrow for its sign.
    """
    placed = _square_boxes(counts) if counts.has_squares else _bar_boxes(counts)
    width = max((box.x + box.width for _, box in placed), default=WIDEST)
    height = max((box.height for _, box in placed), default=SIDE)
    axis = Axis(width, 0, mirrored)
    return drawing(
        width, height, alt, *(_sign(state, _flip(box, axis), palette) for state, box in placed)
    )


def _square_boxes(counts: AnswerCounts) -> list[tuple[MarkState, marks.Box]]:
    scale = min(1.0, WIDEST / max(counts.total * (SIDE + GAP) - GAP, SIDE))
    side, pitch = SIDE * scale, (SIDE + GAP) * scale
    row = [state for state, count in counts.in_order() for _ in range(count)]
    return [(state, marks.Box(at * pitch, 0, side, side)) for at, state in enumerate(row)]


def _bar_boxes(counts: AnswerCounts) -> list[tuple[MarkState, marks.Box]]:
    present = [(state, count) for state, count in counts.in_order() if count]
    lengths = _lengths([count for _, count in present], WIDEST - GAP * (len(present) - 1))
    placed, start = [], 0.0
    for (state, _), length in zip(present, lengths, strict=True):
        placed.append((state, marks.Box(start, 0, length, SIDE)))
        start += length + GAP
    return placed


def _lengths(counts: list[int], room: float) -> list[float]:
    """Share out the room by count; what would be too narrow has the least length."""
    lengths = [room * count / sum(counts) for count in counts]
    narrow = {at for at, length in enumerate(lengths) if length < _NARROWEST}
    wide = sum(count for at, count in enumerate(counts) if at not in narrow)
    left = room - _NARROWEST * len(narrow)
    return [_NARROWEST if at in narrow else left * count / wide for at, count in enumerate(counts)]


def _flip(box: marks.Box, axis: Axis) -> marks.Box:
    return replace(box, x=axis.left(box.x, box.width))


def _sign(state: MarkState, box: marks.Box, palette: Palette) -> str:
    if state is MarkState.ANSWERED:
        return marks.filled(box, palette.accent)
    if state is MarkState.NOT_APPLICABLE:
        return _dashes(box, palette)
    shrunk = max(box.height / SIDE, 0.6)
    if state in _LETTERS:
        pen = marks.Pen(palette.ink, 0.35 * shrunk, 0.8 * shrunk, 0.5 * shrunk)
        return marks.broken(box.inset(pen.width / 2), pen, palette.paper) + _letter(
            _LETTERS[state], box, palette
        )
    pen = marks.Pen(palette.line, 0.3 * shrunk, 0.45 * shrunk, 0.4 * shrunk)
    return marks.broken(box.inset(pen.width / 2), pen, palette.paper)


def _letter(sign: str, box: marks.Box, palette: Palette) -> str:
    return element(
        "text",
        sign,
        x=box.x + box.width / 2,
        y=box.y + box.height / 2 + 0.33 * _TYPE,  # half the height of a capital
        fill=palette.ink,
        font_family=FONT,
        font_size=_TYPE,
        font_weight="600",
        text_anchor="middle",
    )


def _dashes(box: marks.Box, palette: Palette) -> str:
    """Draw one dash in a square, and in a part of the bar as many as squares would stand there."""
    scale = box.height / SIDE
    count = max(1, round(box.width / (SIDE + GAP)))
    pitch, length, middle = box.width / count, _DASH * scale, box.y + box.height / 2
    starts = (box.x + (at + 0.5) * pitch - length / 2 for at in range(count))
    lines = "".join(f"M{number(start)} {number(middle)}h{number(length)}" for start in starts)
    return element("path", d=lines, stroke=palette.muted, stroke_width=0.3)
