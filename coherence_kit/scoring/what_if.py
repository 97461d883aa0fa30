"""The whole as it would be with other answers: what closing gaps and carrying out measures adds.

There is one such figure, the rise of the lower bound: what is gained whatever the missing answers
turn out to be. Only the groups above a changed question are computed again.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from coherence_kit.scoring.engine import everywhere, leaves_without_a_score, rescore
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.tree import Tree

NOTHING = Fraction(0)


class WhatIf:
    """Answered questions moved to other scores, with evidence, one change after another.

    A gain is in points of the root that a question enters; where a questionnaire is a profile of
    several roots, the gains of all of them are added up.

    Args:
        tree: the questionnaire.
        scores: of every node, as they are.

    """

    def __init__(self, tree: Tree, scores: Scores) -> None:
        self._tree = tree
        self._scores = scores
        self._kept: dict[str, Fraction] = {}
        self._lows = {name: node.low for name, node in scores.items()}
        # a lower bound that is more than the rule over those of the parts takes longer
        self._tries = any(
            not node.is_monotone or leaves_without_a_score(node, tree, scores)
            for node in tree.nodes.values()
        )

    def gain(self, changed: Mapping[str, Fraction]) -> Fraction:
        """What these changes add to what is kept so far."""
        return self._gain(self._moved(changed))

    def keep(self, changed: Mapping[str, Fraction]) -> Fraction:
        """Make these changes and return what they add."""
        moved = self._moved(changed)
        gain = self._gain(moved)
        self._kept.update(changed)
        self._lows.update(moved)
        return gain

    def with_all(self, changed: Mapping[str, Fraction]) -> Scores:
        """The scores of every node after what is kept so far and these changes as well."""
        return rescore(self._tree, self._scores, {**self._kept, **changed})

    def _gain(self, moved: Mapping[str, Fraction | None]) -> Fraction:
        roots = [root for root in self._tree.roots if root in moved]
        return sum(
            ((moved[root] or NOTHING) - (self._lows[root] or NOTHING) for root in roots), NOTHING
        )

    def _moved(self, changed: Mapping[str, Fraction]) -> dict[str, Fraction | None]:
        """The lows of the changed questions, wherever they count, and of the groups above."""
        changed = everywhere(self._tree, changed)
        above = self._tree.groups_above_any(changed)
        if self._tries:
            after = self.with_all(changed)
            return {name: after[name].low for name in (*changed, *above)}
        lows: dict[str, Fraction | None] = dict(changed)
        for group in above:
            node = self._tree.nodes[group]
            parts = [
                (self._tree.nodes[child].weight, low)
                for child in node.children
                if (low := lows.get(child, self._lows[child])) is not None
            ]
            lows[group] = node.combine(parts) if node.combine is not None and parts else None
        return lows
