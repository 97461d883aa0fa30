"""Which measures fire, what each adds to the whole, and in which order they stand.

A measure fires from answers only: never from what is missing, not once its question has reached its target, and not
where the answer is already at the step it leads to. Its gain is the whole with everything it raises at the step it
leads to, or at the present score where that is higher, minus the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from coherence_kit.model.assessment import Move, Recommendation
from coherence_kit.model.measures import (
    FiresAll,
    FiresAny,
    FiresAtOption,
    FiresAtStep,
    FiresWithoutOption,
    Measure,
    Trigger,
)
from coherence_kit.model.submission import Submission
from coherence_kit.scoring.answers import answer_key, parse_answer, score_answer
from coherence_kit.scoring.engine import Scores, root_with
from coherence_kit.scoring.states import State
from coherence_kit.scoring.tree import Tree

ZERO = Fraction(0)


def closing_measures(tree: Tree, measures: Iterable[Measure]) -> dict[str, list[tuple[int, str]]]:
    """Question to (effort rank, id) of the measures that bring it to its target or beyond."""
    closing: dict[str, list[tuple[int, str]]] = {}
    for measure in measures:
        for raised in measure.raises:
            node = tree.nodes.get(raised.question)
            target = getattr(node.question, "target", None) if node else None
            if node is not None and target is not None:
                reached = score_answer(node.question, parse_answer(node.question, raised.to))
                if reached >= score_answer(node.question, target.value):
                    closing.setdefault(raised.question, []).append((measure.effort.rank, measure.id))
    return closing


def raised_scores(tree: Tree, scores: Scores, measures: Iterable[Measure]) -> dict[str, Fraction]:
    """Question to the score it has once these measures are carried out; only answered questions move."""
    changed: dict[str, Fraction] = {}
    for measure in measures:
        for raised in measure.raises:
            node = scores.get(raised.question)
            if node is None or node.state is not State.ANSWERED or node.value is None:
                continue
            question = tree.nodes[raised.question].question
            new = score_answer(question, parse_answer(question, raised.to))
            if new > changed.get(raised.question, node.value):
                changed[raised.question] = new
    return changed


def recommend(
    tree: Tree, submission: Submission, scores: Scores, catalogue: Mapping[str, Measure]
) -> tuple[Recommendation, ...]:
    """Every measure that fires, in the order in which it should be considered."""
    firing = {measure.id: measure for measure in catalogue.values() if _fires(measure, tree, submission, scores)}
    now = scores[tree.root].value or ZERO
    gains = {
        name: (root_with(tree, scores, raised_scores(tree, scores, [measure])).value or ZERO) - now
        for name, measure in firing.items()
    }
    order = _prerequisites_first(
        sorted(firing, key=lambda name: (-gains[name], firing[name].effort.rank, name)), firing
    )
    useless = _adding_nothing(tree, scores, [firing[name] for name in order])
    return tuple(
        Recommendation(
            id=name,
            when="now" if _leads_to_next_step(firing[name], firing.values(), submission, tree) else "then",
            because=tuple(dict.fromkeys(_questions_of(firing[name].fires_when))),
            moves=_moves(firing[name], submission),
            gain=gains[name],
            effort_rank=firing[name].effort.rank,
            effort=firing[name].effort.name,
            horizon=firing[name].horizon,
            alternative=name in useless,
        )
        for name in order
    )


def _fires(measure: Measure, tree: Tree, submission: Submission, scores: Scores) -> bool:
    if not _holds(measure.fires_when, submission, scores):
        return False
    return any(_has_room(raised.question, raised.to, tree, scores) for raised in measure.raises)


def _has_room(question_id: str, to: str, tree: Tree, scores: Scores) -> bool:
    """Whether the question is answered below the step the measure leads to, and below its target."""
    node = scores.get(question_id)
    if node is None or node.state is not State.ANSWERED or node.high is None:
        return False
    question = tree.nodes[question_id].question
    claimed = node.high  # what was answered, whether or not evidence is still to come
    reached = score_answer(question, parse_answer(question, to))
    return claimed < reached and (node.target is None or claimed < node.target)


def _holds(trigger: Trigger, submission: Submission, scores: Scores) -> bool:
    if isinstance(trigger, FiresAll):
        return all(_holds(part, submission, scores) for part in trigger.parts)
    if isinstance(trigger, FiresAny):
        return any(_holds(part, submission, scores) for part in trigger.parts)
    node, value = scores.get(trigger.question), submission.answer(trigger.question).value
    if node is None or node.state is not State.ANSWERED or value is None:
        return False
    given = {answer_key(item) for item in value} if isinstance(value, tuple) else {answer_key(value)}
    if isinstance(trigger, FiresAtStep):
        return bool(given & {str(step) for step in trigger.steps})
    chosen = bool(given & set(trigger.options))
    return chosen if isinstance(trigger, FiresAtOption) else not chosen


def _questions_of(trigger: Trigger) -> tuple[str, ...]:
    if isinstance(trigger, (FiresAtStep, FiresAtOption, FiresWithoutOption)):
        return (trigger.question,)
    return tuple(question for part in trigger.parts for question in _questions_of(part))


def _moves(measure: Measure, submission: Submission) -> tuple[Move, ...]:
    moves = []
    for raised in measure.raises:
        value = submission.answer(raised.question).value
        if value is not None and not isinstance(value, tuple):
            moves.append(Move(raised.question, answer_key(value), raised.to))
    return tuple(moves)


def _prerequisites_first(order: list[str], firing: Mapping[str, Measure]) -> list[str]:
    """The same order, but that whatever a measure needs stands before it (`check` has refused circles)."""
    placed: dict[str, None] = {}

    def place(name: str) -> None:
        if name in placed:
            return
        for needed in firing[name].prerequisites:
            if needed in firing:
                place(needed)
        placed[name] = None

    for name in order:
        place(name)
    return list(placed)


def _leads_to_next_step(measure: Measure, firing: Iterable[Measure], submission: Submission, tree: Tree) -> bool:
    """Whether no other firing measure leads to a lower step of the same question, and none that it needs fires."""
    fired = {other.id: other for other in firing}
    if any(needed in fired for needed in measure.prerequisites):
        return False
    for raised in measure.raises:
        question = tree.nodes[raised.question].question
        reached = score_answer(question, parse_answer(question, raised.to))
        for other in fired.values():
            for rival in other.raises:
                if rival.question == raised.question:
                    rival_score = score_answer(question, parse_answer(question, rival.to))
                    if rival_score < reached and submission.answer(raised.question).value is not None:
                        return False
    return True


def _adding_nothing(tree: Tree, scores: Scores, ordered: list[Measure]) -> set[str]:
    useless = set()
    changed: dict[str, Fraction] = {}
    for measure in ordered:
        raised = raised_scores(tree, scores, [measure])
        better = {question: new for question, new in raised.items() if new > changed.get(question, ZERO - 1)}
        before = root_with(tree, scores, changed).value
        if better:
            changed.update(better)
        if not better or root_with(tree, scores, changed).value == before:
            useless.add(measure.id)
    return useless
