"""What sections and questions weigh in the whole: effective weights, all questions asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.scoring.rules import RULES
from coherence_kit.scoring.tree import Node, Tree

ONE, NOTHING = Fraction(1), Fraction(0)


@dataclass(frozen=True, slots=True)
class EffectiveWeight:
    """How much of a root a node weighs, from 0 to 1.

    `root` is the questionnaire, or the node itself or one above it where there is no figure for the
    whole. `share` is None below a rule that is no weighted mean: then it depends on the answers.
    """

    root: str
    share: Fraction | None


def effective_weights(tree: Tree) -> dict[str, EffectiveWeight]:
    """Effective weight of every node that counts, in the tree's order.

    It is the product of the normalised weights from the root down to the node. Conditions are not
    looked at and nothing is left out. A question that counts in several places has a weight in
    each. What is not scored, and a group without figures of its own, is not among them.
    """
    counting = _counting(tree)
    parts: dict[str, Fraction] = {}
    found: dict[str, EffectiveWeight] = {}
    for node in tree.nodes.values():
        if node.id not in counting:
            continue
        parts |= _normalised_parts(node, tree, counting)
        above = None if node.id in tree.roots else found[node.parent or tree.root]
        found[node.id] = _below(above, node, parts)
    return found


def _below(
    above: EffectiveWeight | None, node: Node, parts: Mapping[str, Fraction]
) -> EffectiveWeight:
    if above is None:
        return EffectiveWeight(node.id, ONE)
    if above.share is None or node.id not in parts:
        return EffectiveWeight(above.root, None)
    return EffectiveWeight(above.root, above.share * parts[node.id])


def _counting(tree: Tree) -> frozenset[str]:
    """Ids of the nodes that have figures once everything is answered."""
    found: set[str] = set()
    for node in reversed(tree.nodes.values()):
        has_parts = node.has_figures and not found.isdisjoint(node.children)
        if has_parts if node.question is None else node.scored:
            found.add(node.id)
    return frozenset(found)


def _normalised_parts(node: Node, tree: Tree, counting: frozenset[str]) -> dict[str, Fraction]:
    """Child to its share of a group, which together are 1; empty where none is fixed."""
    if node.rule is None:
        return {}
    children = [child for child in node.children if child in counting]
    weights = [tree.nodes[child].weight for child in children]
    fixed = RULES[node.rule.name].fixed_parts(node.rule, weights)
    if fixed is None:
        return {}
    total = sum(fixed, NOTHING)
    return {child: part / total for child, part in zip(children, fixed, strict=True)}
