"""Gaps of answered questions, and what to collect where answers are missing.

A missing question is no gap: silence is not absence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coherence_kit.model.assessment import Gap, Recommendation, ToCollect
from coherence_kit.model.measures import EFFORTS
from coherence_kit.scoring.engine import reach
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.states import MISSING_STATES, State
from coherence_kit.scoring.tree import Tree
from coherence_kit.scoring.what_if import WhatIf


def find_gaps(
    tree: Tree, scores: Scores, recommendations: Iterable[Recommendation]
) -> tuple[Gap, ...]:
    """Answered questions below target.

    They are ordered by gain, then by gap times reach, then by the effort of the measure that leads
    to the next step.

    Args:
        tree: the questionnaire.
        scores: of every node.
        recommendations: every measure that fires.

    """
    what_if = WhatIf(tree, scores)
    leading: dict[str, Recommendation] = {}
    for item in recommendations:
        for move in item.moves if item.when == "now" else ():
            leading.setdefault(move.question, item)
    found = []
    for place, (question, node) in enumerate(scores.items()):
        if (
            tree.nodes[question].shares is not None
            or node.state is not State.ANSWERED
            or node.value is None
            or node.target is None
            or node.value >= node.target
        ):
            continue
        gap = node.target - node.value
        gain = what_if.gain({question: node.target})
        root, share = reach(tree, scores, question)
        leads = leading.get(question)
        effort = EFFORTS.index(leads.effort) if leads else len(EFFORTS)
        found.append(
            ((-gain, -gap * share, effort, place), question, gap, gain, (root, share), leads)
        )
    found.sort(key=lambda entry: entry[0])
    return tuple(
        Gap(
            question,
            root,
            gap,
            gain,
            share,
            priority,
            leads.id if leads else None,
        )
        for priority, (_, question, gap, gain, (root, share), leads) in enumerate(found, start=1)
    )


def find_missing(tree: Tree, scores: Scores) -> tuple[ToCollect, ...]:
    """Missing questions, the one that most of the whole rests on first."""
    missing = [
        ToCollect(question, *reach(tree, scores, question), scores[question].state.value)
        for question in missing_questions(tree, scores)
    ]
    return tuple(sorted(missing, key=lambda item: -item.reach))


def missing_questions(tree: Tree, scores: Scores) -> Iterator[str]:
    """Ids of the scored questions without an answer that counts."""
    for name, node in scores.items():
        of_tree = tree.nodes[name]
        is_asked_here = of_tree.question is not None and of_tree.shares is None
        if of_tree.scored and is_asked_here and node.state in MISSING_STATES:
            yield name
