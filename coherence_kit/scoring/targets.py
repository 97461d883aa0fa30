"""What a questionnaire comes to where every target is met, whoever answers it."""

from __future__ import annotations

from fractions import Fraction

from coherence_kit.scoring.tree import Node, Tree


def figures_at_targets(tree: Tree) -> dict[str, Fraction]:
    """Node to its figure, 0 to 100, with every question that counts at its target.

    Conditions are not looked at: all questions are asked. A question without a target, and a
    group in which nothing has one, is not among them and leaves its group.
    """
    found: dict[str, Fraction] = {}
    for node in reversed(tree.nodes.values()):
        figure = node.target_score if node.question is not None else _of_group(node, tree, found)
        if node.scored and figure is not None:
            found[node.id] = figure
    return found


def _of_group(node: Node, tree: Tree, found: dict[str, Fraction]) -> Fraction | None:
    parts = [(tree.nodes[child].weight, found[child]) for child in node.children if child in found]
    return node.combine(parts) if node.combine is not None and parts else None
