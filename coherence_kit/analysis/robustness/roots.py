"""One result and its levels: draws of its value put into words of the model, rounded once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from coherence_kit.analysis.robustness.rules import Floats, Ranks
from coherence_kit.model.robustness import Change, Spread
from coherence_kit.model.rubric import level_of
from coherence_kit.scoring.node_score import NodeScore
from coherence_kit.scoring.tree import Node

DECIMALS = 6
LOWEST_SHARE, HIGHEST_SHARE = 0.05, 0.95
_NEARLY = 1e-9  # a double may miss the limit of a level by a hair


@dataclass(frozen=True, slots=True)
class Root:
    """A node whose figures enter no other, with its value and level as the engine has them.

    `limits` are those of the levels, lowest first.
    """

    id: str
    value: float | None
    level: str | None
    is_shown: bool
    limits: Floats
    names: tuple[str, ...]

    @classmethod
    def of(cls, node: Node, scored: NodeScore) -> Self:
        """A root of the tree as it was scored."""
        levels = sorted(node.settings.levels, key=lambda level: level.start)
        return cls(
            id=node.id,
            value=None if scored.value is None else float(scored.value),
            level=level_of(scored.value, node.settings.levels),
            is_shown=scored.shown,
            limits=np.array([float(level.start) for level in levels]),
            names=tuple(level.id for level in levels),
        )

    @property
    def rounded(self) -> float | None:
        """The value as it leaves this package."""
        return None if self.value is None else round(self.value, DECIMALS)

    def spread(self, values: Floats) -> Spread | None:
        """Where nine draws in ten lie, and how often the level stays.

        None where no draw differs, or none has a value.

        A draw in which nothing applies has no value (NaN): it keeps no level.
        """
        there = values[~np.isnan(values)]
        if not len(there) or not (len(there) < len(values) or np.ptp(there) > _NEARLY):
            return None
        ordered = np.sort(there)
        low, high = (
            float(ordered[int(share * (len(ordered) - 1))])
            for share in (LOWEST_SHARE, HIGHEST_SHARE)
        )
        stays = None
        if len(self.names) and self.value is not None:
            own = self.names.index(self.level) if self.level is not None else -1
            stays = round(int(np.sum(self._ranks(there) == own)) / len(values), DECIMALS)
        return Spread(
            low=round(low, DECIMALS),
            high=round(high, DECIMALS),
            level_low=self._level(low),
            level_high=self._level(high),
            stays=stays,
            left=round(1 - len(there) / len(values), DECIMALS),
        )

    def change(self, value: float) -> Change:
        """What another value means."""
        if np.isnan(value) or self.value is None:
            return Change(None, None, None)
        moved = 0.0 if abs(value - self.value) < _NEARLY else value - self.value
        level = self._level(value) if moved else self.level
        return Change(round(value, DECIMALS), round(moved, DECIMALS), level)

    def changes_level(self, change: Change) -> bool:
        """Whether the level becomes another one."""
        return change.value is not None and change.level != self.level

    def _ranks(self, values: Floats) -> Ranks:
        """How many limits each value has reached, less one; classes are closed below."""
        reached: Ranks = np.searchsorted(self.limits, values + _NEARLY, side="right") - 1
        return reached

    def _level(self, value: float) -> str | None:
        rank = int(self._ranks(np.array([value]))[0])
        return self.names[rank] if rank >= 0 else None
