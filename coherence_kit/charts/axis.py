"""The one axis of all charts: points from 0 to 100."""

from dataclasses import dataclass

HIGHEST = 100.0
MARKED = (0, 25, 50, 75, 100)
"""Points that the grid of a strip marks, and the head of its column names."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Places points on a chart ``width`` mm wide, with ``padding`` mm at both sides."""

    width: float
    padding: float
    mirrored: bool = False

    def x(self, points: float) -> float:
        """Distance in mm from the left edge, for 0 to 100 points."""
        if not 0 <= points <= HIGHEST:
            message = f"{points} lies outside 0 to 100"
            raise ValueError(message)
        return self.flip(self.padding + points / HIGHEST * (self.width - 2 * self.padding))

    def flip(self, x: float) -> float:
        """Mirror a distance from the start edge if the page runs from right to left."""
        return self.width - x if self.mirrored else x

    def left(self, start: float, length: float) -> float:
        """Left edge of what begins ``start`` mm from the start edge and is ``length`` mm long."""
        return self.width - start - length if self.mirrored else start

    def span(self, low: float, high: float) -> tuple[float, float]:
        """Left end and length in mm of the interval between two numbers of points."""
        if low > high:
            message = f"an interval cannot run from {low} to {high}"
            raise ValueError(message)
        ends = self.x(low), self.x(high)
        return min(ends), max(ends) - min(ends)
