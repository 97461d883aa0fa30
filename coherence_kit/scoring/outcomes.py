"""Bounds of a rule that is not monotone: everything it can still become is tried out.

Only rules over letters are of that kind, so there are few figures to try. A missing child takes
every letter that it can be answered with, and leaves where it may.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.model.questionnaire import Question
from coherence_kit.questions import kind_of
from coherence_kit.scoring.letter_sums import is_by_sum, sum_of
from coherence_kit.scoring.node_score import NodeScore, Scores
from coherence_kit.scoring.states import MISSING_STATES, State
from coherence_kit.scoring.tree import Node, Tree

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The scores that a node can have once nothing is missing any more.

    `may_leave` says whether it can leave instead.
    """

    scores: frozenset[Fraction]
    may_leave: bool


def bounds_by_trial(node: Node, tree: Tree, scores: Scores) -> tuple[Fraction, Fraction]:
    """Lowest and highest figure of a group over all that its missing parts can still become."""
    possible = outcomes(node, tree, scores).scores
    return min(possible), max(possible)


def outcomes(node: Node, tree: Tree, scores: Scores) -> Outcomes:
    """What a node that is still there can become."""
    if node.question is not None:
        return _of_question(node, node.question, scores[node.id])
    parts = [
        outcomes(tree.nodes[child], tree, scores)
        for child in node.children
        if scores[child].is_included
    ]
    combined = {
        node.combine([(ONE, score) for score in case])
        for case in cases(node, parts)
        if node.combine
    }
    return Outcomes(frozenset(combined), all(part.may_leave for part in parts))


def _of_question(node: Node, question: Question, scored: NodeScore) -> Outcomes:
    if scored.is_disputed:
        return Outcomes(frozenset(scored.said), scored.may_be_left)
    if scored.state not in MISSING_STATES:
        return Outcomes(
            frozenset(score for score in (scored.low, scored.high) if score is not None),
            may_leave=False,
        )
    possible = set(kind_of(question).possible_scores(node.letters))
    if node.settings.not_applicable == "target" and node.target_score is not None:
        possible.add(node.target_score)
    return Outcomes(frozenset(possible), _may_not_apply(node, scored))


def may_leave(node: Node, tree: Tree, scores: Scores) -> bool:
    """Whether a node that is there may still leave its group.

    It may where every part of it is missing and may leave.
    """
    if node.question is not None:
        if scores[node.id].is_disputed:
            return scores[node.id].may_be_left
        return scores[node.id].state in MISSING_STATES and _may_not_apply(node, scores[node.id])
    return all(
        may_leave(tree.nodes[child], tree, scores)
        for child in node.children
        if scores[child].is_included
    )


def _may_not_apply(node: Node, scored: NodeScore) -> bool:
    """Whether a missing question may turn out not to apply.

    It may where it can still be not asked, or be said not to apply without counting as its target.
    """
    policy = node.settings.not_applicable
    becomes_target = policy == "target" and node.target_score is not None
    return scored.state is State.OPEN or not (becomes_target or policy == "forbidden")


def cases(node: Node, parts: Iterable[Outcomes]) -> set[tuple[Fraction, ...]]:
    """Every set of scores that the parts can have together, at least one, order apart.

    For a monotone rule over letters only the lowest and the highest of a set matter, so no more of
    it is kept; of sets with one sum, where the rule goes by sums, one stands for all.
    """
    sum_up = None
    if is_by_sum(node.rule) and node.rule is not None and node.letters is not None:
        sum_up = sum_of(node.rule, node.letters)
    cases: set[tuple[Fraction, ...]] = {()}
    for part in parts:
        grown = {tuple(sorted((*case, score))) for case in cases for score in part.scores}
        if part.may_leave:
            grown |= cases
        if sum_up is not None:
            cases = set({(len(case), sum_up(case)): case for case in sorted(grown)}.values())
        elif node.is_monotone:
            cases = {(case[0], case[-1]) if case else case for case in grown}
        else:
            cases = grown
    return cases - {()}
