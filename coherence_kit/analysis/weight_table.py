"""Effective weights as they are printed: by section and question, adding up as printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coherence_kit.i18n import apportioned
from coherence_kit.scoring.tree import Tree
from coherence_kit.scoring.weights import EffectiveWeight, effective_weights

PER_MILLE = 1000


@dataclass(frozen=True, slots=True)
class WeightRow:
    """A section or question.

    Args:
        id: of its node.
        question: the question whose answer counts here, asked here or elsewhere; None of a section.
        depth: 1 for a section of the first rank.
        per_mille: what it weighs, in tenths of a per cent, as printed; None where its weight
            depends on the answers, and of a section without a figure.
        is_root: whether no figure above takes it in, so that it weighs all of itself.
        has_figure: whether it has a figure at all.

    """

    id: str
    question: str | None
    depth: int
    per_mille: int | None
    is_root: bool
    has_figure: bool


@dataclass(frozen=True, slots=True)
class WeightTable:
    """The rows in the order of the questionnaire.

    `is_of_whole` says that there is one figure, `leaves_out` that some questions do not count.
    """

    rows: tuple[WeightRow, ...]
    is_of_whole: bool
    leaves_out: bool

    @property
    def has_fixed(self) -> bool:
        """Whether any question has a weight that does not depend on the answers."""
        return any(row.per_mille is not None and row.question is not None for row in self.rows)

    @property
    def lacks_fixed(self) -> bool:
        """Whether the weight of any part depends on the answers."""
        return any(row.per_mille is None and row.has_figure for row in self.rows)


def weight_table(tree: Tree) -> WeightTable:
    """Every section and every question that counts.

    Below each root the questions add up to 1000, and those of a section to the section's own
    number, so far as their weights are fixed. Where no figure takes in another, there are no rows.
    """
    weights = effective_weights(tree)
    printed = _per_mille(tree, weights)
    rows = []
    for node in tree.nodes.values():
        is_listed = node.id in weights or not node.has_figures
        if node.id == tree.root or not is_listed:
            continue
        asked = None if node.question is None else node.question.id
        is_root, has_figure = node.id in tree.roots, node.id in weights
        rows.append(
            WeightRow(node.id, asked, node.depth, printed.get(node.id), is_root, has_figure)
        )
    if all(row.is_root and row.question is not None for row in rows if row.has_figure):
        rows = []  # each question stands for itself: nothing is weighed against anything
    leaves_out = any(
        node.question is not None and node.id not in weights for node in tree.nodes.values()
    )
    return WeightTable(tuple(rows), tree.nodes[tree.root].has_figures, leaves_out)


def _per_mille(tree: Tree, weights: Mapping[str, EffectiveWeight]) -> dict[str, int]:
    """The number of each group is given out to its parts, from the root down."""
    found = {root: PER_MILLE for root in tree.roots if root in weights}
    for node_id in weights:
        shares = {
            child: weights[child].share
            for child in tree.nodes[node_id].children
            if child in weights and child not in tree.roots
        }
        fixed = {child: share for child, share in shares.items() if share is not None}
        if fixed:
            found |= dict(
                zip(fixed, apportioned(list(fixed.values()), found[node_id]), strict=True)
            )
    return found
