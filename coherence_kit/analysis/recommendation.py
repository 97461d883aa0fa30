"""Which measures fire, what each adds to the whole, and in which order they stand.

A measure fires from answers only: never from what is missing, not once its question has reached its target, and not
where the answer is already at the step it leads to. Its gain is the whole with everything it raises at the step it
leads to, or at the present score where that is higher, minus the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from coherence_kit.model.assessment import Move, Recommendation
from coherence_kit.model.measures import (
    FiresAll,
    FiresAny,
    FiresAtOption,
    FiresAtStep,
    Measure,
    Raises,
    Trigger,
)
from coherence_kit.model.submission import Submission
from coherence_kit.scoring.answers import answer_key, parse_answer, score_answer
from coherence_kit.scoring.engine import Scores
from coherence_kit.scoring.states import State
from coherence_kit.scoring.tree import Tree
from coherence_kit.scoring.what_if import WhatIf

ZERO = Fraction(0)


ClosingMeasure = tuple[int, str]  # effort rank, id


def closing_measures(tree: Tree, measures: Iterable[Measure]) -> dict[str, tuple[ClosingMeasure, ...]]:
    """Question to the measures that bring it to its target or beyond, cheapest first."""
    closing: dict[str, list[ClosingMeasure]] = {}
    for measure in measures:
        for raised in measure.raises:
            node = tree.nodes.get(raised.question)
            target = getattr(node.question, "target", None) if node else None
            if node is None or target is None:
                continue
            if _reached(tree, raised) >= score_answer(node.question, target.value):
                closing.setdefault(raised.question, []).append((measure.effort.rank, measure.id))
    return {question: tuple(sorted(found)) for question, found in closing.items()}


def _reached(tree: Tree, raised: Raises) -> Fraction:
    """The score of the answer that a measure leads to."""
    node = tree.nodes[raised.question]
    key = raised.to if raised.to in node.answer_scores else answer_key(parse_answer(node.question, raised.to))
    return node.answer_scores[key]


def raised_scores(tree: Tree, scores: Scores, measures: Iterable[Measure]) -> dict[str, Fraction]:
    """Question to the score it has once these measures are carried out; only answered questions move."""
    changed: dict[str, Fraction] = {}
    for measure in measures:
        for raised in measure.raises:
            node = scores.get(raised.question)
            if node is None or node.state is not State.ANSWERED or node.value is None:
                continue
            new = _reached(tree, raised)
            if new > changed.get(raised.question, node.value):
                changed[raised.question] = new
    return changed


def recommend(
    tree: Tree, submission: Submission, scores: Scores, catalogue: Mapping[str, Measure]
) -> tuple[Recommendation, ...]:
    """Every measure that fires, in the order in which it should be considered."""
    firing = {measure.id: measure for measure in catalogue.values() if _fires(measure, tree, submission, scores)}
    what_if = WhatIf(tree, scores)
    now = what_if.value or ZERO
    gains = {
        name: (what_if.value_with(raised_scores(tree, scores, [measure])) or ZERO) - now
        for name, measure in firing.items()
    }
    order = _prerequisites_first(
        sorted(firing, key=lambda name: (-gains[name], firing[name].effort.rank, name)), firing
    )
    alternatives = _alternatives(tree, scores, [firing[name] for name in order])
    return tuple(
        Recommendation(
            id=name,
            when="now" if _leads_to_next_step(firing[name], firing, tree, scores) else "then",
            because=tuple(dict.fromkeys(_reasons(firing[name].fires_when, submission, scores))),
            moves=_moves(firing[name], tree, submission, scores),
            gain=gains[name],
            effort_rank=firing[name].effort.rank,
            effort=firing[name].effort.name,
            horizon=firing[name].horizon,
            alternative=name in alternatives,
        )
        for name in order
    )


def _fires(measure: Measure, tree: Tree, submission: Submission, scores: Scores) -> bool:
    if not _holds(measure.fires_when, submission, scores):
        return False
    return any(_has_room(raised, tree, scores) for raised in measure.raises)


def _has_room(raised: Raises, tree: Tree, scores: Scores) -> bool:
    """Whether the question is answered below the step the measure leads to, and below its target."""
    node = scores.get(raised.question)
    if node is None or node.high is None or not _lifts(raised, tree, scores):
        return False
    return node.target is None or node.high < node.target


def _lifts(raised: Raises, tree: Tree, scores: Scores) -> bool:
    """Whether what was answered, proved or not, is below the step the measure leads to."""
    node = scores.get(raised.question)
    if node is None or node.high is None or node.state is not State.ANSWERED:
        return False
    return node.high < _reached(tree, raised)


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


def _reasons(trigger: Trigger, submission: Submission, scores: Scores) -> tuple[str, ...]:
    """The questions whose answers let a measure fire: of an `any`, only those of the parts that hold."""
    if not _holds(trigger, submission, scores):
        return ()
    if isinstance(trigger, (FiresAll, FiresAny)):
        return tuple(question for part in trigger.parts for question in _reasons(part, submission, scores))
    return (trigger.question,)


def _moves(measure: Measure, tree: Tree, submission: Submission, scores: Scores) -> tuple[Move, ...]:
    """What the measure changes; a question that stands there already, or has no answer that counts, is not moved."""
    moves = []
    for raised in measure.raises:
        value = submission.answer(raised.question).value
        if value is not None and not isinstance(value, tuple) and _lifts(raised, tree, scores):
            after = answer_key(parse_answer(tree.nodes[raised.question].question, raised.to))
            moves.append(Move(raised.question, answer_key(value), after))
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


def _leads_to_next_step(measure: Measure, firing: Mapping[str, Measure], tree: Tree, scores: Scores) -> bool:
    """Whether no other firing measure leads to a lower step of the same question, and none that it needs fires."""
    if any(needed in firing for needed in measure.prerequisites):
        return False
    reached = {raised.question: _reached(tree, raised) for raised in measure.raises if _lifts(raised, tree, scores)}
    return not any(
        rival.question in reached and _lifts(rival, tree, scores) and _reached(tree, rival) < reached[rival.question]
        for other in firing.values()
        for rival in other.raises
    )


def _alternatives(tree: Tree, scores: Scores, ordered: list[Measure]) -> set[str]:
    """Measures that add nothing to those above them, and whose absence would cost all together nothing.

    The second half matters under a minimum: of two measures that only help together, neither is an alternative.
    """
    what_if = WhatIf(tree, scores)
    idle = []
    for name, better in steps_forward(tree, scores, ordered):
        before = what_if.value
        if not better or what_if.keep(better) == before:
            idle.append(name)
    together = WhatIf(tree, scores).value_with(raised_scores(tree, scores, ordered))
    return {
        name
        for name in idle
        if WhatIf(tree, scores).value_with(
            raised_scores(tree, scores, [measure for measure in ordered if measure.id != name])
        )
        == together
    }


def steps_forward(tree: Tree, scores: Scores, ordered: Iterable[Measure]) -> Iterator[tuple[str, dict[str, Fraction]]]:
    """Each measure's id with the questions it still moves, and to which score, once those before it are carried out."""
    reached: dict[str, Fraction] = {}
    for measure in ordered:
        raised = raised_scores(tree, scores, [measure])
        better = {name: new for name, new in raised.items() if name not in reached or new > reached[name]}
        reached.update(better)
        yield measure.id, better
