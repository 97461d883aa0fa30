"""Figures set in a row without running into each other or off the chart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from coherence_kit.charts.svg import element, escaped

FONT = "'Report Text', 'Source Sans 3', sans-serif"
"""The first is there where a brand brings a face of its own."""

_APART = 1.2  # least room between two figures


@dataclass(frozen=True, slots=True)
class Label:
    """A figure for a mark, centred at ``x``; ``size`` in mm, ``weight`` as in CSS.

    ``width`` is that of the printed figure in parts of its size.
    """

    mark: float
    x: float
    text: str
    size: float
    weight: int
    colour: str
    width: float

    @property
    def half(self) -> float:
        """Half the width of the printed figure in mm."""
        return self.size * self.width / 2

    def at(self, x: float) -> "Label":
        """Return the same figure centred elsewhere."""
        return replace(self, x=x)

    def drawn(self, baseline: float, place: Callable[[float], float]) -> str:
        """Draw it on a baseline (mm from the top); ``place`` mirrors it if need be."""
        return element(
            "text",
            escaped(self.text),
            x=place(self.x),
            y=baseline,
            fill=self.colour,
            font_family=FONT,
            font_size=self.size,
            font_weight=str(self.weight),
            text_anchor="middle",
        )


def spread(labels: Sequence[Label], fixed: Label | None, width: float) -> list[Label]:
    """Move figures aside until none overlap and all stand within ``width`` mm.

    ``fixed``, one of the labels, keeps its place (if it is within the chart) and
    the others give way outwards; without it the leftmost keeps its place.
    """
    # In the order of their marks: a figure moved outwards may not change places with another.
    row = sorted(labels, key=lambda label: label.mark)
    anchor = row.index(fixed) if fixed is not None else 0
    row = _push_right(row, anchor)
    row = _push_left(row, anchor)
    if row:
        row[-1] = row[-1].at(min(row[-1].x, width - row[-1].half))
        row = _push_left(row, len(row) - 1)
        row[0] = row[0].at(max(row[0].x, row[0].half))
        row = _push_right(row, 0)
    return row


def _push_right(row: list[Label], anchor: int) -> list[Label]:
    moved = row[: anchor + 1]
    for label in row[anchor + 1 :]:
        moved.append(label.at(max(label.x, moved[-1].x + _distance(moved[-1], label))))
    return moved


def _push_left(row: list[Label], anchor: int) -> list[Label]:
    moved = row[anchor:]
    for label in reversed(row[:anchor]):
        moved.insert(0, label.at(min(label.x, moved[0].x - _distance(label, moved[0]))))
    return moved


def _distance(one: Label, other: Label) -> float:
    return one.half + _APART + other.half
