"""The questions on which respondents differ, the widest first, and what settling them would do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from coherence_kit.analysis.standing import standing
from coherence_kit.model.assessment import WHOLE_SCALE, Dispute, Interval
from coherence_kit.model.merging import counting, is_disputed, value_of_dispute
from coherence_kit.model.questionnaire import Question
from coherence_kit.model.submission import Answer, Decision, Submission
from coherence_kit.questions import kind_of
from coherence_kit.scoring.engine import claim_of, reach, score, score_said
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.states import State
from coherence_kit.scoring.tree import Node, Tree

NOTHING = Fraction(0)


def find_disputes(tree: Tree, scores: Scores, submission: Submission) -> tuple[Dispute, ...]:
    """The disputed questions: those furthest apart first, then those on which most rests."""
    found = [
        _dispute(tree, scores, tree.nodes[name], submission.answer(name))
        for name in tree.asking_order
        if is_disputed(submission.answer(name)) and scores[name].state is State.ANSWERED
    ]
    order = {name: place for place, name in enumerate(tree.nodes)}
    return tuple(sorted(found, key=lambda one: (-one.width, -one.share, order[one.id])))


def settled(tree: Tree, submission: Submission, disputes: Iterable[Dispute]) -> Interval | None:
    """The whole once every disputed question is decided as it counts now; None where none is.

    One of which the lead says that it does not apply leaves its group. Where no answer counts the
    lowest is taken. Where to the answers are settled moves the interval, and hardly how wide it is.
    """
    decided = {
        one.id: _as_decided(tree.nodes[one.id], submission.answer(one.id), one.whose)
        for one in disputes
        if tree.nodes[one.id].scored
    }
    if not decided:
        return None
    after = submission.model_copy(update={"answers": {**submission.answers, **decided}})
    return standing(tree, score(tree, after))


def _as_decided(node: Node, answer: Answer, whose: str | None) -> Answer:
    """A disputed answer as if what somebody said of it, else the lowest, had been decided.

    As with every decision all the documents that were named stand beside it.
    """
    told = counting(answer)
    one = min(told.values(), key=lambda said: _low(node, said)) if whose is None else told[whose]
    said = {"value": one.value, "not_applicable": one.not_applicable}
    return answer.model_copy(update={**said, "decision": Decision()})


def _low(node: Node, said: Answer) -> Fraction:
    """The lowest that an answer counts; one that takes the question out counts nothing."""
    scored = score_said(node, said)
    return WHOLE_SCALE if scored is None or scored.low is None else scored.low


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
