"""What comes out of many rows at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from coherence_kit.analysis.many.exact import Flags
from coherence_kit.analysis.many.published import Figure

CELLS: Final = (
    "value", "text", "low", "high", "level", "level_low", "level_high", "coverage"
)  # fmt: skip
Cells = Sequence[Figure] | Sequence[str | None]


@dataclass(frozen=True, slots=True)
class NodeColumns:
    """The figures of a node on the scale that it publishes, and the level of its value."""

    value: Sequence[Figure]
    low: Sequence[Figure]
    high: Sequence[Figure]
    level: Sequence[str | None]


@dataclass(frozen=True, slots=True)
class ManyScores:
    """The figures of every row, each as the engine gives it for the same answers.

    What the columns have in the rows that are the engine's means nothing; there are no columns
    where all rows are.

    Args:
        by_engine: the rows that have to go through the engine, from 0, in their order.
        cells: by the names of `CELLS` what is said of the whole.
        parts: the value of each section of the first rank, or of every section and question.
        nodes: the figures of every section and question; nothing if they are not wanted.
        missing: by the id of each question that is scored, where it lacks an answer that counts.
        left_out: by the id of a question that is scored and has a condition, where that leaves it
            out.
        not_asked: by the id of a question with a condition, where something is said to it though it
            is not asked, of which the engine warns.
        still_open: the same where it is not known whether it is asked.

    """

    by_engine: tuple[int, ...]
    cells: Mapping[str, Cells] = field(default_factory=dict)
    parts: Mapping[str, Sequence[Figure]] = field(default_factory=dict)
    nodes: Mapping[str, NodeColumns] = field(default_factory=dict)
    missing: Mapping[str, Flags] = field(default_factory=dict)
    left_out: Mapping[str, Flags] = field(default_factory=dict)
    not_asked: Mapping[str, Flags] = field(default_factory=dict)
    still_open: Mapping[str, Flags] = field(default_factory=dict)

    def left_out_in(self, row: int) -> tuple[str, ...]:
        """The ids of the scored questions that a condition leaves out in a row."""
        return tuple(name for name, flags in self.left_out.items() if flags[row])

    def missing_in(self, row: int) -> tuple[str, ...]:
        """The ids of the questions that lack an answer in a row, in their order."""
        return tuple(name for name, flags in self.missing.items() if flags[row])
