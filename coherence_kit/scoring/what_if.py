"""The whole as it would be with other answers: what closing gaps and carrying out measures adds.

Only the groups above a changed question are computed again, and only what is asked for: a report
asks for the value of some hundred small changes, and for the bounds of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from coherence_kit.scoring.engine import everywhere, group_value, rescore
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.tree import Node, Tree

Figure = Fraction | None
NOTHING = Fraction(0)


def _hangs_on_bounds(node: Node) -> bool:
    """Whether the value of a group may depend on its bounds.

    So it does where what is missing counts as lowest, and where the value may
    have to be kept between bounds.
    """
    has_floor = node.rule is not None and bool(node.rule.floor)
    return node.settings.missing == "lowest" or has_floor or not node.is_monotone


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
        self._values: dict[str, Figure] = {name: node.value for name, node in scores.items()}
        # a value that hangs on the bounds is computed with them, which takes longer
        self._needs_bounds = any(_hangs_on_bounds(node) for node in tree.nodes.values())

    @property
    def value(self) -> Figure:
        """The value of the whole, shown or not, after the changes kept so far.

        None for a profile.
        """
        return self._values[self._tree.root]

    def gain(self, changed: Mapping[str, Fraction]) -> Fraction:
        """What these changes add to what is kept so far."""
        return self._gain(self._moved(changed))

    def keep(self, changed: Mapping[str, Fraction]) -> Fraction:
        """Make these changes and return what they add."""
        if self._needs_bounds:
            self._scores = rescore(self._tree, self._scores, changed)
        moved = self._moved(changed)
        gain = self._gain(moved)
        self._values.update(moved)
        return gain

    def bounds_with(self, changed: Mapping[str, Fraction]) -> tuple[Figure, Figure]:
        """Low and high of the whole after these changes as well; None for a profile."""
        root = rescore(self._tree, self._scores, changed)[self._tree.root]
        return root.low, root.high

    def _gain(self, moved: Mapping[str, Figure]) -> Fraction:
        roots = [root for root in self._tree.roots if root in moved]
        return sum(
            ((moved[root] or NOTHING) - (self._values[root] or NOTHING) for root in roots), NOTHING
        )

    def _moved(self, changed: Mapping[str, Fraction]) -> dict[str, Figure]:
        """The values of the changed questions, wherever they count, and of the groups above."""
        changed = everywhere(self._tree, changed)
        above = self._tree.groups_above_any(changed)
        if self._needs_bounds:
            after = rescore(self._tree, self._scores, changed)
            return {name: after[name].value for name in (*changed, *above)}
        values: dict[str, Figure] = dict(changed)
        for group in above:
            node = self._tree.nodes[group]
            children = self._children(group, values)
            values[group] = group_value(node, children, (None, None), self._scores[group].state)
        return values

    def _children(self, group: str, values: Mapping[str, Figure]) -> list[tuple[Fraction, Figure]]:
        nodes, scores = self._tree.nodes, self._scores
        return [
            (nodes[child].weight, values[child] if child in values else self._values[child])
            for child in nodes[group].children
            if scores[child].is_included
        ]
