"""How the whole stands under some scores: its figures and the levels that they have."""

from __future__ import annotations

from fractions import Fraction

from coherence_kit.model.assessment import Interval, Weakest
from coherence_kit.model.rubric import level_of
from coherence_kit.questions.kind import HIGHEST
from coherence_kit.scoring.engine import leaves_without_a_score
from coherence_kit.scoring.node_score import NodeScore, Scores
from coherence_kit.scoring.tree import Tree


def weakest_part(tree: Tree, scores: Scores, node_id: str) -> Weakest | None:
    """The lowest figures of the parts of a group that count; None of what has no parts."""
    node = tree.nodes[node_id]
    parts = [
        (part.low, _highest(tree, scores, part), part.shown_value, part.shown_claimed)
        for part in (scores[child] for child in node.children)
        if part.low is not None and part.high is not None and node.has_figures
    ]
    if not parts:
        return None
    lows = [low for low, _, _, _ in parts]
    low = min(lows)

    def least(figures: list[Fraction]) -> Fraction:
        # where nothing is missing these are the same objects, and need not be compared once more
        return low if figures == lows else min(figures)

    return Weakest(
        low=low,
        value=least([low if value is None else value for low, _, value, _ in parts]),
        claimed=least([low if claimed is None else claimed for low, _, _, claimed in parts]),
        high=least([high for _, high, _, _ in parts]),
    )


def _highest(tree: Tree, scores: Scores, part: NodeScore) -> Fraction:
    """The highest figure of a part; one that may leave keeps nothing down."""
    leaves = leaves_without_a_score(tree.nodes[part.id], tree, scores)
    return HIGHEST if leaves or part.high is None else part.high


def standing(tree: Tree, scores: Scores) -> Interval:
    """The whole under these scores."""
    root: NodeScore = scores[tree.root]
    levels = tree.nodes[tree.root].settings.levels
    weakest = weakest_part(tree, scores, tree.root)
    value = root.shown_value
    return Interval(
        low=root.low,
        value=value,
        high=root.high,
        level=level_of(value, levels, weakest.value if weakest else None),
        level_low=level_of(root.low, levels, weakest.low if weakest else None),
        level_high=level_of(root.high, levels, weakest.high if weakest else None),
    )
