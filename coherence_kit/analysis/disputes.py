"""The questions on which respondents differ, the widest first, and what settling them would do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from coherence_kit.analysis.standing import standing
from coherence_kit.model.assessment import Dispute, Interval
from coherence_kit.model.merging import counting, is_disputed, value_of_dispute
from coherence_kit.model.questionnaire import Question
from coherence_kit.model.submission import Answer, Submission
from coherence_kit.questions import kind_of
from coherence_kit.scoring.engine import claim_of, reach, rescore
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.states import State
from coherence_kit.scoring.tree import Node, Tree

NOTHING, WHOLE_SCALE = Fraction(0), Fraction(100)


def find_disputes(tree: Tree, scores: Scores, submission: Submission) -> tuple[Dispute, ...]:
    """The disputed questions: those furthest apart first, then those on which most rests."""
    found = [
        _dispute(tree, scores, tree.nodes[name], submission.answer(name))
        for name in tree.asking_order
        if is_disputed(submission.answer(name)) and scores[name].state is State.ANSWERED
    ]
    order = {name: place for place, name in enumerate(tree.nodes)}
    return tuple(sorted(found, key=lambda one: (-one.width, -one.share, order[one.id])))


def settled(tree: Tree, scores: Scores, disputes: Iterable[Dispute]) -> Interval | None:
    """The whole once every disputed question is settled as it counts now; None where none is.

    Where it has no value it counts with its lowest answer. Where to the answers are settled moves
    the interval, and hardly how wide it is.
    """
    ends = {
        one.id: scores[one.id].low if scores[one.id].value is None else scores[one.id].value
        for one in disputes
        if tree.nodes[one.id].scored
    }
    moved = {name: end for name, end in ends.items() if end is not None}
    return standing(tree, rescore(tree, scores, moved)) if moved else None


def _dispute(tree: Tree, scores: Scores, node: Node, answer: Answer) -> Dispute:
    told = counting(answer)
    claims = [
        claimed
        for one in told.values()
        if node.scored and (claimed := claim_of(node, one)) is not None
    ]
    return Dispute(
        id=node.id,
        steps=_steps(node.question, told.values()),
        lowest=min(claims, default=None),
        highest=max(claims, default=None),
        width=_width(claims, told.values()),
        whose=value_of_dispute(answer),
        share=reach(tree, scores, node.id)[1] if node.scored else NOTHING,
    )


def _steps(question: Question | None, told: Iterable[Answer]) -> int | None:
    """How many steps lie between the lowest and the highest answer, half steps apart."""
    if question is None:
        return None
    kind = kind_of(question)
    steps = [None if one.value is None else kind.step_of(one.value) for one in told]
    found = [step for step in steps if step is not None]
    return max(found) - min(found) if len(found) == len(steps) else None


def _width(claims: Sequence[Fraction], told: Iterable[Answer]) -> Fraction:
    """How far apart the answers are; that it does not apply is furthest from any of them."""
    if not claims:
        return NOTHING
    if any(one.not_applicable is not None for one in told):
        return WHOLE_SCALE
    return max(claims) - min(claims)
