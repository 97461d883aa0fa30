"""Scores of every node of a questionnaire for one submission."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.model.submission import Answer, Submission
from coherence_kit.scoring.answers import HIGHEST, LOWEST, answer_key, score_answer, step_score
from coherence_kit.scoring.rules import combine
from coherence_kit.scoring.states import LEFT_STATES, MISSING_STATES, State, question_states
from coherence_kit.scoring.tree import Node, Tree

ONE, NOTHING = Fraction(1), Fraction(0)


@dataclass(frozen=True, slots=True)
class NodeScore:
    """What the engine knows of one node; scores and target are 0 to 100, coverage is 0 to 1.

    `low`, `high` and `coverage` are None for a node that has left its group, `value` also for one that is missing.
    `value` is there whether or not it may be shown; `shown` says whether it may (rule of the smallest coverage).
    `weight_there` is the sum of the weights of a group's children that still count.
    """

    id: str
    state: State
    low: Fraction | None = None
    high: Fraction | None = None
    value: Fraction | None = None
    coverage: Fraction | None = None
    target: Fraction | None = None
    shown: bool = False
    demands_evidence: bool = False
    lacks_evidence: bool = False
    weight_there: Fraction | None = None

    @property
    def is_there(self) -> bool:
        """Whether the node still counts in its group."""
        return self.low is not None


Scores = dict[str, NodeScore]


def score(tree: Tree, submission: Submission) -> Scores:
    """Score every node, children before parents; the result is in the tree's order."""
    states = question_states(tree, submission)
    scores: Scores = {}
    for node in reversed(tree.nodes.values()):
        if node.question is not None:
            scores[node.id] = _score_question(node, states[node.id], submission.answer(node.id))
        else:
            scores[node.id] = _score_group(node, tree, scores)
    return {node_id: scores[node_id] for node_id in tree.nodes}


def _score_question(node: Node, state: State, answer: Answer) -> NodeScore:
    if not node.scored:
        return NodeScore(node.id, state)
    target = node.target_score
    if state is State.NOT_APPLICABLE and node.settings.not_applicable == "target" and target is not None:
        return NodeScore(node.id, state, target, target, target, ONE, target, shown=True)
    if state in LEFT_STATES:
        return NodeScore(node.id, state)
    if state in MISSING_STATES or answer.value is None:
        return NodeScore(node.id, state, LOWEST, HIGHEST, None, NOTHING, target)
    listed = None if isinstance(answer.value, tuple) else node.answer_scores.get(answer_key(answer.value))
    claimed = score_answer(node.question, answer.value) if listed is None else listed
    demanded = _demands_evidence(node, answer)
    lacking = demanded and not answer.has_evidence
    low = min(claimed, _capped(node)) if lacking and node.settings.evidence == "cap" else claimed
    return NodeScore(
        node.id, state, low, claimed, low, ONE, target, shown=True, demands_evidence=demanded, lacks_evidence=lacking
    )


def _demands_evidence(node: Node, answer: Answer) -> bool:
    """A scale from `evidence_from` up; any other type where the question lists evidence for this very answer."""
    question, threshold = node.question, node.settings.evidence_from
    if question is None or threshold is None or answer.value is None:
        return False
    if question.type == "scale":
        return isinstance(answer.value, int) and answer.value >= threshold
    return not isinstance(answer.value, tuple) and answer_key(answer.value) in question.evidence


def _capped(node: Node) -> Fraction:
    """Score of the step that an unproved answer counts as; the lowest for types without steps."""
    question, settings = node.question, node.settings
    if question is None or question.type != "scale" or settings.evidence_from is None:
        return LOWEST
    steps = tuple(sorted(question.steps))
    cap = settings.evidence_from - 1 if settings.evidence_cap is None else settings.evidence_cap
    return step_score(max(steps[0], cap), steps)


def _score_group(node: Node, tree: Tree, scores: Scores) -> NodeScore:
    there = [(tree.nodes[child].weight, scores[child]) for child in node.children if scores[child].is_there]
    if not there or node.rule is None:
        return NodeScore(node.id, State.NOT_APPLICABLE)
    low = combine([(weight, child.low) for weight, child in there if child.low is not None], node.rule)
    high = combine([(weight, child.high) for weight, child in there if child.high is not None], node.rule)
    value = group_value(node, [(weight, child.value) for weight, child in there], low)
    total = sum((weight for weight, _ in there), NOTHING)
    coverage = sum((weight * (child.coverage or 0) for weight, child in there), NOTHING) / total
    targets = [(weight, child.target) for weight, child in there if child.target is not None]
    enough = coverage >= node.settings.min_coverage or node.settings.missing == "lowest"
    return NodeScore(
        node.id,
        _group_state(there),
        low,
        high,
        value,
        coverage,
        combine(targets, node.rule) if targets else None,
        shown=value is not None and enough,
        weight_there=total,
    )


def group_value(node: Node, children: list[tuple[Fraction, Fraction | None]], low: Fraction | None) -> Fraction | None:
    """The rule over the children that have a value; the group's low where `missing: lowest`; None if there is none."""
    if node.settings.missing == "lowest":
        return low
    known = [(weight, value) for weight, value in children if value is not None]
    return combine(known, node.rule) if known and node.rule else None


def _group_state(there: list[tuple[Fraction, NodeScore]]) -> State:
    states = {child.state for _, child in there}
    if states <= MISSING_STATES:
        return State.MISSING
    return State.PARTIAL if states & (MISSING_STATES | {State.PARTIAL}) else State.SCORED


def share(tree: Tree, scores: Scores, node_id: str) -> Fraction | None:
    """Normalised weight of a node in its group, 0 to 1; None once it has left, 1 for the root."""
    parent = tree.nodes[node_id].parent
    if parent is None:
        return ONE
    total = scores[parent].weight_there
    return tree.nodes[node_id].weight / total if scores[node_id].is_there and total else None


def reach(tree: Tree, scores: Scores, question_id: str) -> Fraction:
    """Product of the normalised weights from the root down to a question that counts, 0 to 1."""
    product = ONE
    for node_id in (question_id, *tree.path(question_id)):
        product *= share(tree, scores, node_id) or NOTHING
    return product
