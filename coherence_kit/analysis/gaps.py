"""Gaps of answered questions, and what to collect where answers are missing.

A missing question is no gap: silence is not absence.
"""

from __future__ import annotations

from collections.abc import Mapping

from coherence_kit.analysis.recommendation import ClosingMeasure
from coherence_kit.model.assessment import Gap, ToCollect
from coherence_kit.model.measures import EFFORTS
from coherence_kit.scoring.engine import reach
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.states import MISSING_STATES, State
from coherence_kit.scoring.tree import Tree
from coherence_kit.scoring.what_if import WhatIf


def find_gaps(
    tree: Tree, scores: Scores, closed_by: Mapping[str, tuple[ClosingMeasure, ...]]
) -> tuple[Gap, ...]:
    """Answered questions below target.

    They are ordered by gain, then by gap times reach, then by the effort of the
    cheapest measure that closes them.

    Args:
        tree: the questionnaire.
        scores: of every node.
        closed_by: question to the measures that bring it to its target, cheapest first.

    """
    what_if = WhatIf(tree, scores)
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
        closing = closed_by.get(question, ())
        effort = closing[0][0] if closing else len(EFFORTS)
        found.append(
            ((-gain, -gap * share, effort, place), question, gap, gain, (root, share), closing)
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
            tuple(measure for _, measure in closing),
        )
        for priority, (_, question, gap, gain, (root, share), closing) in enumerate(found, start=1)
    )


def find_missing(tree: Tree, scores: Scores) -> tuple[ToCollect, ...]:
    """Missing questions, the one that most of the whole rests on first."""
    missing = [
        ToCollect(
            question,
            *reach(tree, scores, question),
            node.state.value,
        )
        for question, node in scores.items()
        if tree.nodes[question].scored
        and tree.nodes[question].shares is None
        and tree.nodes[question].question is not None
        and node.state in MISSING_STATES
    ]
    return tuple(sorted(missing, key=lambda item: -item.reach))
