"""One result and its levels: draws of its value put into words of the model, rounded once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from coherence_kit.analysis.robustness.rules import Flags, Floats, Ranks
from coherence_kit.analysis.robustness.vectorised import Figures
from coherence_kit.analysis.standing import weakest_part
from coherence_kit.model.robustness import Change, Spread
from coherence_kit.model.rubric import level_of
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.tree import Tree

if TYPE_CHECKING:
    from numpy.typing import NDArray

DECIMALS = 6
LOWEST_SHARE, HIGHEST_SHARE = 0.05, 0.95
_NEARLY = 1e-9  # a double may miss the limit of a level by a hair
_NO_PARTS = np.array([np.nan])


@dataclass(frozen=True, slots=True)
class Root:
    """A node whose figures enter no other, with its value and level as the engine has them.

    `limits` are those of the levels, lowest first, `floors` what each asks of every part (0 where
    it asks nothing), `weakest` the lowest figure of the parts, NaN where there are none.
    `has_letters` is whether the levels are letters.
    """

    id: str
    value: float | None
    level: str | None
    is_shown: bool
    limits: Floats
    floors: Floats
    names: tuple[str, ...]
    weakest: float = np.nan
    has_letters: bool = False

    @classmethod
    def of(cls, tree: Tree, scores: Scores, name: str) -> Self:
        """A root of the tree as it was scored."""
        node, scored = tree.nodes[name], scores[name]
        levels = sorted(node.settings.levels, key=lambda level: level.start)
        parts = weakest_part(tree, scores, name)
        weakest = parts.value if parts else None
        return cls(
            id=name,
            value=None if scored.value is None else float(scored.value),
            level=level_of(scored.value, node.settings.levels, weakest),
            is_shown=scored.shown,
            limits=np.array([float(level.start) for level in levels]),
            floors=np.array([float(level.every_part or 0) for level in levels]),
            names=tuple(level.id for level in levels),
            weakest=np.nan if weakest is None else float(weakest),
            has_letters=node.letters is not None,
        )

    @property
    def rounded(self) -> float | None:
        """The value as it leaves this package."""
        return None if self.value is None else round(self.value, DECIMALS)

    def spread(self, figures: Figures) -> Spread | None:
        """Where nine draws in ten lie, and how often the level stays.

        None where no draw differs, or none has a value.

        A draw without a value (NaN) keeps no level.
        """
        values = figures.values[self.id]
        weakest = np.broadcast_to(figures.weakest.get(self.id, _NO_PARTS), values.shape)
        has_value = ~np.isnan(values)
        there = values[has_value]
        if not len(there) or not (len(there) < len(values) or np.ptp(there) > _NEARLY):
            return None
        ranks = self._ranks(there, weakest[has_value])
        low, high = (float(end) for end in _ends(there))
        level_low, level_high = (self._named(int(end)) for end in _ends(ranks))
        return Spread(
            low=round(low, DECIMALS),
            high=round(high, DECIMALS),
            level_low=level_low,
            level_high=level_high,
            stays=self._share_that_stays(ranks, len(values)),
            left=round(1 - len(there) / len(values), DECIMALS),
        )

    def stays_at(self, shifts: Floats) -> float | None:
        """How often the level stays where its limits lie elsewhere, by so much in each draw.

        All limits move alike, and the value is as it is; the lower end of the scale is no limit.
        None where there is no limit that could move, or no value.
        """
        if self.value is None or self.has_letters or not (self.limits > 0).any():
            return None
        own = np.array([self.value])
        ranks = np.full(len(shifts), -1)
        for rank in range(len(self.names)):
            limits = self.limits[rank] + shifts * (self.limits[rank] > 0)
            reached = (own + _NEARLY >= limits) & self._allows(rank, np.array([self.weakest]))
            ranks[reached] = rank
        return self._share_that_stays(ranks, len(shifts))

    def change(self, figures: Figures, draw: int = 0) -> Change:
        """What the value of one draw means."""
        value = float(figures.values[self.id][draw])
        if np.isnan(value) or self.value is None:
            return Change(None, None, None)
        moved = 0.0 if abs(value - self.value) < _NEARLY else value - self.value
        weakest = figures.weakest.get(self.id, _NO_PARTS)
        parts = weakest[draw : draw + 1] if len(weakest) > 1 else weakest
        rank = int(self._ranks(np.array([value]), parts)[0])
        return Change(round(value, DECIMALS), round(moved, DECIMALS), self._named(rank))

    def changes_level(self, change: Change) -> bool:
        """Whether the level becomes another one."""
        return change.value is not None and change.level != self.level

    def _share_that_stays(self, ranks: Ranks, draws: int) -> float | None:
        """The share of so many draws in which the level is the own one."""
        if not self.names or self.value is None:
            return None
        own = self.names.index(self.level) if self.level is not None else -1
        return round(int(np.sum(ranks == own)) / draws, DECIMALS)

    def _ranks(self, values: Floats, weakest: Floats) -> Ranks:
        """The place of the highest level that holds in each draw, -1 where none does.

        Classes are closed below.
        """
        ranks: Ranks = np.full(len(values), -1)
        for rank, limit in enumerate(self.limits):
            ranks[(values + _NEARLY >= limit) & self._allows(rank, weakest)] = rank
        return ranks

    def _allows(self, rank: int, weakest: Floats) -> Flags:
        """Whether the floor under the parts holds; it does where there are no parts."""
        holds: Flags = np.isnan(weakest) | (weakest + _NEARLY >= self.floors[rank])
        return holds

    def _named(self, rank: int) -> str | None:
        return self.names[rank] if rank >= 0 else None


def _ends(figures: NDArray[Any]) -> tuple[Any, Any]:
    """The 5th and the 95th percentile, each a figure that was drawn."""
    ordered = np.sort(figures)
    low, high = (int(share * (len(ordered) - 1)) for share in (LOWEST_SHARE, HIGHEST_SHARE))
    return ordered[low], ordered[high]
