"""Scores of every node of a questionnaire for one submission."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Final

from coherence_kit.model.merging import counting, is_disputed, value_of_dispute
from coherence_kit.model.submission import Answer, AnswerValue, Submission
from coherence_kit.questions import kind_of
from coherence_kit.questions.answers import answer_key
from coherence_kit.questions.kind import HIGHEST, LOWEST
from coherence_kit.scoring.dropout import candidate_subsets
from coherence_kit.scoring.node_score import NodeScore, Scores
from coherence_kit.scoring.outcomes import bounds_by_trial, may_leave
from coherence_kit.scoring.rules import Item
from coherence_kit.scoring.states import LEFT_STATES, MISSING_STATES, State, question_states
from coherence_kit.scoring.tree import Node, Tree

ONE, NOTHING = Fraction(1), Fraction(0)
_MOST_KEPT: Final = 1_000
"""Answers to a question of which is kept what they score; most questions have five."""


def score(tree: Tree, submission: Submission) -> Scores:
    """Score every node, children before parents; the result is in the tree's order.

    Every answer has to fit its question, which is not looked at here
    (:func:`coherence_kit.scoring.fit.expect_fit`).
    """
    states = question_states(tree, submission)
    scores: Scores = {}
    for node in reversed(tree.nodes.values()):
        if node.question is not None:
            asked = node.question.id
            scores[node.id] = score_question(node, states[asked], submission.answer(asked))
        else:
            scores[node.id] = _score_group(node, tree, scores)
    return {node_id: scores[node_id] for node_id in tree.nodes}


def score_question(node: Node, state: State, answer: Answer) -> NodeScore:
    """The figures of a question in one of its places, in this state and with this answer."""
    if not node.scored or node.question is None:
        return NodeScore(node.id, state)
    target = node.target_score
    if state is State.NOT_APPLICABLE and _becomes_target(node):
        return NodeScore(node.id, state, target, target, target, target, ONE, target, shown=True)
    if state in LEFT_STATES:
        return NodeScore(node.id, state)
    if is_disputed(answer) and state is State.ANSWERED:
        return _score_disputed(node, state, answer)
    if state in MISSING_STATES or answer.value is None:
        return NodeScore(node.id, state, LOWEST, HIGHEST, None, None, NOTHING, target)
    return _score_answer(node, state, answer, answer.value)


def _score_answer(node: Node, state: State, answer: Answer, value: AnswerValue) -> NodeScore:
    """One answer, with the documents that are named for it; the same one is scored once."""
    is_proved = answer.has_evidence
    key = (state, value, is_proved)
    if key not in node.scored_before:
        if len(node.scored_before) == _MOST_KEPT:
            node.scored_before.clear()
        node.scored_before[key] = _score_value(node, state, value, is_proved=is_proved)
    known: NodeScore = node.scored_before[key]
    return known


def _score_value(node: Node, state: State, value: AnswerValue, *, is_proved: bool) -> NodeScore:
    if node.question is None:
        raise TypeError(node.id)
    kind, settings = kind_of(node.question), node.settings
    listed = node.answer_scores.get(answer_key(value))
    claimed = kind.score(value, node.letters) if listed is None else listed
    demanded = kind.wants_proof(value, settings.evidence_from)
    lacking, unproved = demanded and not is_proved, None
    if lacking and settings.evidence == "cap" and settings.evidence_from is not None:
        unproved = kind.unproved_score(settings.evidence_from, settings.evidence_cap)
    low = claimed if unproved is None else min(claimed, unproved)
    return NodeScore(
        node.id,
        state,
        low,
        claimed,
        low,
        claimed,
        ONE,
        node.target_score,
        shown=True,
        demands_evidence=demanded,
        lacks_evidence=lacking,
        unproved=unproved,
    )


def _score_disputed(node: Node, state: State, answer: Answer) -> NodeScore:
    """Several answers and no decision: each counts as if it were the only one.

    The bounds reach from the lowest to the highest of them, and the value is that of the lead.
    Without one there is no value, and nothing is covered.
    """
    told = counting(answer)
    each = {name: score_said(node, one) for name, one in told.items()}
    kept = [one for one in each.values() if one is not None]
    ends = [end for one in kept for end in (one.low, one.high) if end is not None]
    whose = value_of_dispute(answer)
    own = each[whose] if whose is not None else None
    return replace(
        own or NodeScore(node.id, state, target=node.target_score, coverage=NOTHING),
        low=min(ends),
        high=max(ends),
        said=tuple(sorted({*ends})),
        may_be_left=len(kept) < len(each),
    )


def score_said(node: Node, said: Answer) -> NodeScore | None:
    """What one of several answers counts by itself.

    None of one that the question does not apply, which would take it out of its group, except where
    it counts as the target.
    """
    if said.value is not None:
        return _score_answer(node, State.ANSWERED, said, said.value)
    return score_question(node, State.NOT_APPLICABLE, said) if _becomes_target(node) else None


def claim_of(node: Node, said: Answer) -> Fraction | None:
    """What one of several answers claims; None of one that takes the question out of its group."""
    scored = score_said(node, said)
    return None if scored is None else scored.claimed


def _becomes_target(node: Node) -> bool:
    return node.settings.not_applicable == "target" and node.target_score is not None


def everywhere(tree: Tree, changed: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Scores of questions as scores of every node in which they count, alike in each."""
    return {place: new for name, new in changed.items() for place in tree.places(name)}


def rescore(tree: Tree, scores: Scores, changed: Mapping[str, Fraction]) -> Scores:
    """These scores with some answered questions at other scores, proved.

    Every group above them is scored anew.
    """
    changed = everywhere(tree, changed)
    moved = {
        name: replace(
            scores[name],
            low=score,
            high=score,
            value=score,
            claimed=score,
            lacks_evidence=False,
            unproved=None,
            said=(),
            may_be_left=False,
        )
        for name, score in changed.items()
    }
    after = {**scores, **moved}
    for group in tree.groups_above_any(changed):
        after[group] = _score_group(tree.nodes[group], tree, after)
    return after


def _score_group(node: Node, tree: Tree, scores: Scores) -> NodeScore:
    if not node.has_figures:
        return NodeScore(node.id, _profile_state(node, tree, scores))
    there = [
        (tree.nodes[child].weight, scores[child])
        for child in node.children
        if scores[child].is_included
    ]
    if not there or node.combine is None:
        return NodeScore(node.id, State.NOT_APPLICABLE)
    state = _group_state({_completeness(child) for _, child in there})
    low, high = _bounds(node, there, tree, scores)
    value, claimed = group_values(node, there, (low, high), state)
    total, coverage = node.weigh([(weight, child.coverage or NOTHING) for weight, child in there])
    enough = coverage >= node.settings.min_coverage or node.settings.missing == "lowest"
    return NodeScore(
        node.id,
        state,
        low,
        high,
        value,
        claimed,
        coverage,
        _group_target(node, there, tree, scores),
        shown=value is not None and enough,
        weight_there=total,
    )


def _bounds(
    node: Node, there: list[tuple[Fraction, NodeScore]], tree: Tree, scores: Scores
) -> tuple[Fraction, Fraction]:
    """Lowest and highest figure of a group.

    A monotone rule is taken over the children's lows, and over their highs.

    Parts for whose leaving no score of theirs stands are there or not (`scoring.dropout`).
    """
    if node.combine is None or not node.is_monotone:
        return bounds_by_trial(node, tree, scores)
    lows: tuple[list[Item], list[Item]] = ([], [])
    highs: tuple[list[Item], list[Item]] = ([], [])
    for weight, child in there:
        if child.low is not None and child.high is not None:
            leaves = leaves_without_a_score(tree.nodes[child.id], tree, scores)
            lows[leaves].append((weight, child.low))
            highs[leaves].append((weight, child.high))
    return min(_figures_at_end(node, *lows, LOWEST)), max(_figures_at_end(node, *highs, HIGHEST))


def _figures_at_end(
    node: Node, staying: list[Item], leaving: list[Item], end: Fraction
) -> list[Fraction]:
    """The figures among which a bound is found.

    Where there are too many parts to try, each counts as if it could reach the end.

    That makes the bound wider than it need be, and never too narrow.
    """
    if node.combine is None or node.rule is None:
        return []
    sets = list(candidate_subsets(node.rule, staying, leaving, lambda item: abs(item[1] - end)))
    return list(map(node.combine, sets or [[*staying, *((weight, end) for weight, _ in leaving)]]))


def leaves_without_a_score(node: Node, tree: Tree, scores: Scores) -> bool:
    """Whether a node may still leave without a score that stands for its leaving.

    That is so of a group that does not span 0 to 100 and of which every part may leave, and of a
    disputed question of which somebody says that it does not apply.
    """
    scored = scores[node.id]
    if not scored.is_included:
        return False
    if node.question is not None:
        return scored.may_be_left
    return (scored.low, scored.high) != (LOWEST, HIGHEST) and may_leave(node, tree, scores)


def _group_target(
    node: Node, there: list[tuple[Fraction, NodeScore]], tree: Tree, scores: Scores
) -> Fraction | None:
    """The rule over the targets of the children.

    A table has lines only for letters that answers can give.

    So above a table every question has to have a target.
    """
    targets = [(weight, child.target) for weight, child in there if child.target is not None]
    if node.combine is None or not targets:
        return None
    return (
        node.combine(targets) if node.is_monotone or _all_have_targets(node, tree, scores) else None
    )


def _all_have_targets(node: Node, tree: Tree, scores: Scores) -> bool:
    if node.question is not None:
        return scores[node.id].target is not None
    return all(
        _all_have_targets(tree.nodes[child], tree, scores)
        for child in node.children
        if scores[child].is_included
    )


def group_values(
    node: Node,
    there: list[tuple[Fraction, NodeScore]],
    bounds: tuple[Fraction, Fraction],
    state: State,
) -> tuple[Fraction | None, Fraction | None]:
    """Value of a group, and the value as claimed: the rule over the children that show one.

    None if none does. A child whose own value is not shown passes up its bounds and its
    coverage alone: a few answers never stand for a whole section.

    Where `missing: lowest` is in force the value is the group's low, and what is claimed counts
    every part without a value at its low.
    """
    if node.settings.missing == "lowest":
        as_claimed = [
            (weight, child.low if child.shown_claimed is None else child.shown_claimed)
            for weight, child in there
        ]
        return bounds[0], _between(node, as_claimed, bounds, state)
    values = [(weight, child.shown_value) for weight, child in there]
    as_claimed = [(weight, child.shown_claimed) for weight, child in there]
    return _between(node, values, bounds, state), _between(node, as_claimed, bounds, state)


def _between(
    node: Node,
    children: list[tuple[Fraction, Fraction | None]],
    bounds: tuple[Fraction, Fraction],
    state: State,
) -> Fraction | None:
    """The rule over the children that have a figure, kept between the bounds of the group.

    A rule that is not monotone has a value only once nothing is missing. A value
    never lies outside the bounds: what is left out of it may be a part that cannot
    become as low, or as high, as the rest.
    """
    known = [(weight, value) for weight, value in children if value is not None]
    if node.combine is None or not known or not (node.is_monotone or state is State.SCORED):
        return None
    low, high = bounds
    return min(max(node.combine(known), low), high)


def _profile_state(node: Node, tree: Tree, scores: Scores) -> State:
    """The state of a group without figures: how complete its parts are.

    Parts without figures of their own are among them.
    """
    states = {
        _completeness(scores[child])
        for child in node.children
        if scores[child].is_included
        or (not tree.nodes[child].has_figures and scores[child].state not in LEFT_STATES)
    }
    return _group_state(states) if states else State.NOT_APPLICABLE


def _completeness(child: NodeScore) -> State:
    """The state of a part; of a disputed question without a value something is missing."""
    return State.PARTIAL if child.is_disputed and child.value is None else child.state


def _group_state(states: set[State]) -> State:
    if states <= MISSING_STATES:
        return State.MISSING
    return State.PARTIAL if states & (MISSING_STATES | {State.PARTIAL}) else State.SCORED


def share(tree: Tree, scores: Scores, node_id: str) -> Fraction | None:
    """Normalised weight of a node in its group, 0 to 1; None once it has left, 1 for a root."""
    parent = tree.nodes[node_id].parent
    if parent is None:
        return ONE
    if not scores[node_id].is_included:
        return None
    total = scores[parent].weight_there
    return tree.nodes[node_id].weight / total if total else ONE


def reach(tree: Tree, scores: Scores, question_id: str) -> tuple[str, Fraction]:
    """The root that most rests on a question that counts, and how much of it does, from 0 to 1.

    That is the product of the normalised weights from the root down to the question; where its
    answer counts in several places below the root, the sum over them.
    """
    shares: dict[str, Fraction] = {}
    for place in tree.places(question_id):
        root = tree.root_of(place) or tree.root
        shares[root] = shares.get(root, NOTHING) + _reach_of_place(tree, scores, place)
    return max(shares.items(), key=lambda item: item[1])


def _reach_of_place(tree: Tree, scores: Scores, node_id: str) -> Fraction:
    product = ONE
    for name in (node_id, *tree.groups_above(node_id)):
        product *= share(tree, scores, name) or NOTHING
    return product
