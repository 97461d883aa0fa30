"""Alternating runs of two ways of doing something, compared by their medians."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two medians in seconds, and what was wanted of them."""

    name: str
    ours: float
    baseline: float
    wanted: str

    def __str__(self) -> str:
        """One line of the table."""
        quotient = self.ours / self.baseline
        return (
            f"{self.name:58} {self.ours:8.3f} s  {self.baseline:8.3f} s  ratio {quotient:6.2f}  "
            f"wanted {self.wanted}"
        )


def compare(
    name: str,
    ours: Callable[[], object],
    baseline: Callable[[], object],
    *,
    rounds: int,
    wanted: str,
) -> Ratio:
    """Run both in turn, `rounds` times, after one run of each that does not count."""
    ours(), baseline()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for way, kept in zip((ours, baseline), times, strict=True):
            started = time.perf_counter()
            way()
            kept.append(time.perf_counter() - started)
    return Ratio(name, statistics.median(times[0]), statistics.median(times[1]), wanted)
