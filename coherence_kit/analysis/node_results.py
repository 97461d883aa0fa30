"""What an output reads of a node, out of what the engine knows of it."""

from __future__ import annotations

from fractions import Fraction

from coherence_kit.analysis.standing import weakest_part
from coherence_kit.model.assessment import NodeResult
from coherence_kit.model.submission import Submission
from coherence_kit.questions import kind_of
from coherence_kit.scoring.engine import leaves_without_a_score, share
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.outcomes import outcomes
from coherence_kit.scoring.tree import Node, Tree


def node_result(tree: Tree, scores: Scores, name: str, submission: Submission) -> NodeResult:
    """The result of one node.

    Args:
        tree: the questionnaire.
        scores: of every node.
        name: id of the node.
        submission: with the answers that count.

    """
    node, scored = tree.nodes[name], scores[name]
    value = scored.shown_value
    parent = tree.nodes[node.parent] if node.parent else None
    tried = parent is not None and not parent.is_monotone and scored.is_included
    future = outcomes(node, tree, scores) if tried else None
    gap = (
        None if value is None or scored.target is None else max(Fraction(0), scored.target - value)
    )
    return NodeResult(
        id=node.id,
        kind=node.kind,
        parent=node.parent,
        children=node.children,
        state=scored.state.value,
        scored=node.scored,
        weight=node.weight,
        share=share(tree, scores, node.id),
        rule=node.rule,
        letters=node.letters,
        letter=_letter(node, submission),
        missing_is_lowest=node.settings.missing == "lowest",
        low=scored.low,
        high=scored.high,
        value=value,
        value_unshown=scored.value,
        claimed=scored.shown_claimed,
        target=scored.target,
        gap=gap,
        coverage=scored.coverage,
        min_coverage=node.settings.min_coverage,
        publish=node.settings.publish,
        levels=node.settings.levels,
        demands_evidence=scored.demands_evidence,
        lacks_evidence=scored.lacks_evidence,
        unproved=scored.unproved,
        can_become=tuple(sorted(future.scores)) if future else (),
        can_leave=future.may_leave if future else leaves_without_a_score(node, tree, scores),
        shares=node.shares,
        weakest=weakest_part(tree, scores, node.id),
        number=node.number,
        is_disputed=scored.is_disputed,
    )


def _letter(node: Node, submission: Submission) -> str | None:
    """The letter of the answer, where the question counts in letters."""
    if node.letters is None or node.question is None:
        return None
    value = submission.answer(node.question.id).value
    return None if value is None else kind_of(node.question).letter_of(value)
