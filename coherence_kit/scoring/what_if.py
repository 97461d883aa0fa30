"""The whole as it would be with other answers: what closing gaps and carrying out measures adds.

Only the groups above a changed question are computed again, and only what is asked for: a report asks for the value of
some hundred small changes, and for the bounds of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from coherence_kit.scoring.engine import Scores, group_value
from coherence_kit.scoring.rules import combine
from coherence_kit.scoring.tree import Tree

Figure = Fraction | None


class WhatIf:
    """Answered questions moved to other scores, with evidence, one change after another.

    Args:
        tree: the questionnaire.
        scores: of every node, as they are.

    """

    def __init__(self, tree: Tree, scores: Scores) -> None:
        self._tree = tree
        self._scores = scores
        self._values: dict[str, Figure] = {name: node.value for name, node in scores.items()}
        self._lows: dict[str, Figure] = {name: node.low for name, node in scores.items()}
        self._needs_lows = any(node.settings.missing == "lowest" for node in tree.nodes.values())

    @property
    def value(self) -> Figure:
        """The root's value, shown or not, after the changes kept so far."""
        return self._values[self._tree.root]

    def value_with(self, changed: Mapping[str, Fraction]) -> Figure:
        """The root's value after these changes as well, without keeping them."""
        lows = self._recomputed(self._lows, changed) if self._needs_lows else {}
        return self._recomputed_values(changed, lows).get(self._tree.root, self.value)

    def keep(self, changed: Mapping[str, Fraction]) -> Figure:
        """Make these changes and give the root's value."""
        lows = self._recomputed(self._lows, changed) if self._needs_lows else {}
        self._values.update(self._recomputed_values(changed, lows))
        self._lows.update(lows)
        return self.value

    def bounds_with(self, changed: Mapping[str, Fraction]) -> tuple[Figure, Figure]:
        """The root's low and high after these changes alone."""
        root, scores = self._tree.root, self._scores
        lows = self._recomputed({name: node.low for name, node in scores.items()}, changed)
        highs = self._recomputed({name: node.high for name, node in scores.items()}, changed)
        return lows.get(root, scores[root].low), highs.get(root, scores[root].high)

    def _groups_above(self, changed: Mapping[str, Fraction]) -> list[str]:
        """Every group above a changed question, the deepest first."""
        above = {group for question in changed for group in self._tree.path(question)}
        return sorted(above, key=lambda group: -self._tree.nodes[group].depth)

    def _recomputed(self, base: Mapping[str, Figure], changed: Mapping[str, Fraction]) -> dict[str, Figure]:
        """One figure of the changed questions and of every group above them; a bound, so nothing in it is missing."""
        figures: dict[str, Figure] = dict(changed)
        for group in self._groups_above(changed):
            node = self._tree.nodes[group]
            items = [(weight, figure) for weight, figure in self._children(group, base, figures) if figure is not None]
            figures[group] = combine(items, node.rule) if items and node.rule else None
        return figures

    def _recomputed_values(self, changed: Mapping[str, Fraction], lows: Mapping[str, Figure]) -> dict[str, Figure]:
        figures: dict[str, Figure] = dict(changed)
        for group in self._groups_above(changed):
            children = self._children(group, self._values, figures)
            figures[group] = group_value(self._tree.nodes[group], children, lows.get(group))
        return figures

    def _children(
        self, group: str, base: Mapping[str, Figure], figures: Mapping[str, Figure]
    ) -> list[tuple[Fraction, Figure]]:
        nodes, scores = self._tree.nodes, self._scores
        return [
            (nodes[child].weight, figures[child] if child in figures else base[child])
            for child in nodes[group].children
            if scores[child].is_there
        ]
