"""Which measures fire, what each adds to the whole, and in which order they stand.

A measure fires from answers only: never from what is missing, not once its question has
reached its target, and not where the answer is already at the step it leads to. Its gain is
the whole with everything it raises at the step it leads to, or at the present score where
that is higher, minus the whole.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.model.assessment import Move, Recommendation
from coherence_kit.model.letters import LetterScale
from coherence_kit.model.measures import (
    FiresAll,
    FiresAny,
    FiresAtNumber,
    FiresAtOption,
    FiresAtStep,
    Measure,
    Raises,
    Trigger,
)
from coherence_kit.model.submission import AnswerValue, Submission
from coherence_kit.questions import kind_of
from coherence_kit.questions.answers import answer_key
from coherence_kit.questions.kind import AnyKind
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.states import State
from coherence_kit.scoring.tree import Node, Tree
from coherence_kit.scoring.what_if import WhatIf


def _score_at(node: Node, to: str, present: AnswerValue | None = None) -> Fraction:
    """The score of the answer that a measure leads to.

    Of several boxes those that are ticked already count with it.
    """
    if to in node.answer_scores:
        return node.answer_scores[to]
    kind = _kind_of_node(node)
    return kind.score(kind.raised_to(to, present), node.letters)


def _kind_of_node(node: Node) -> AnyKind:
    if node.question is None:
        msg = f"{node.id} is no question"
        raise ValueError(msg)
    return kind_of(node.question)


@dataclass(frozen=True, slots=True)
class Position:
    """A submission with its scores: from where measures lead."""

    tree: Tree
    submission: Submission
    scores: Scores

    def reached(self, raised: Raises) -> Fraction:
        """The score of the question once the measure is carried out."""
        return _score_at(
            self.tree.nodes[raised.question],
            raised.to,
            self.submission.answer(raised.question).value,
        )

    def reaches_target(self, raised: Raises) -> bool:
        """Whether the question is at its target once the measure is carried out."""
        target = self.tree.nodes[raised.question].target_score
        return target is not None and self.reached(raised) >= target

    def raised_scores(self, measures: Iterable[Measure]) -> dict[str, Fraction]:
        """Question to the score that it has once these measures are carried out.

        Only answered questions move.
        """
        changed: dict[str, Fraction] = {}
        reached: dict[str, AnswerValue] = {}
        for raised in (raised for measure in measures for raised in measure.raises):
            scored = self.scores.get(raised.question)
            if scored is None or scored.state is not State.ANSWERED or scored.value is None:
                continue
            node = self.tree.nodes[raised.question]
            if _kind_of_node(node).shape.takes_several:
                present = reached.get(
                    raised.question, self.submission.answer(raised.question).value
                )
                reached[raised.question] = _kind_of_node(node).raised_to(raised.to, present)
                new = _kind_of_node(node).score(reached[raised.question])
            else:
                new = _score_at(node, raised.to)
            if new > changed.get(raised.question, scored.value):
                changed[raised.question] = new
        return changed

    def lifts(self, raised: Raises) -> bool:
        """Whether what was answered, proved or not, is below what the measure leads to."""
        node = self.scores.get(raised.question)
        if node is None or node.state is not State.ANSWERED:
            return False
        claimed = node.answered_as
        return claimed is not None and claimed < self.reached(raised)

    def has_room(self, raised: Raises) -> bool:
        """Whether the question's answer is below its target and below what the measure leads to."""
        node = self.scores.get(raised.question)
        if node is None or node.answered_as is None or not self.lifts(raised):
            return False
        return node.target is None or node.answered_as < node.target


def recommend(position: Position, catalogue: Mapping[str, Measure]) -> tuple[Recommendation, ...]:
    """Every measure that fires, in the order in which it should be considered."""
    firing = {measure.id: measure for measure in catalogue.values() if _fires(measure, position)}
    what_if = WhatIf(position.tree, position.scores)
    gains = {
        name: what_if.gain(position.raised_scores([measure])) for name, measure in firing.items()
    }
    order = _prerequisites_first(
        sorted(firing, key=lambda name: (-gains[name], firing[name].effort.rank, name)), firing
    )
    alternatives = _alternatives(position, [firing[name] for name in order])
    return tuple(
        Recommendation(
            id=name,
            when="now" if _leads_to_next_step(firing[name], firing, position) else "then",
            because=tuple(dict.fromkeys(_reasons(firing[name].fires_when, position))),
            moves=_moves(firing[name], position),
            gain=gains[name],
            effort=firing[name].effort.name,
            horizon=firing[name].horizon,
            alternative=name in alternatives,
            letters=_letters(firing[name], position.tree),
        )
        for name in order
        # what adds nothing, alone or with others, is not recommended
        if gains[name] > 0 or name not in alternatives
    )


def _letters(measure: Measure, tree: Tree) -> LetterScale | None:
    """The letters in which a measure's gain is counted.

    None where a root that it moves is in numbers.
    """
    roots = {
        tree.root_of(raised.question) or tree.root
        for raised in measure.raises
        if raised.question in tree.nodes
    }
    found = [tree.nodes[root].letters for root in roots]
    return found[0] if found and all(found) else None


def _fires(measure: Measure, position: Position) -> bool:
    return _trigger_holds(measure.fires_when, position) and any(
        position.has_room(raised) for raised in measure.raises
    )


def _trigger_holds(trigger: Trigger, position: Position) -> bool:
    if isinstance(trigger, FiresAll):
        return all(_trigger_holds(part, position) for part in trigger.parts)
    if isinstance(trigger, FiresAny):
        return any(_trigger_holds(part, position) for part in trigger.parts)
    node, value = (
        position.scores.get(trigger.question),
        position.submission.answer(trigger.question).value,
    )
    if node is None or node.state is not State.ANSWERED or value is None:
        return False
    kind = _kind_of_node(position.tree.nodes[trigger.question])
    if isinstance(trigger, FiresAtStep):
        return kind.step_of(value) in trigger.steps
    if isinstance(trigger, FiresAtNumber):
        return isinstance(value, Fraction) and trigger.holds_of(value)
    options = set(map(kind.key_named, trigger.options))  # yes may stand for true
    chosen = not options.isdisjoint(kind.condition_keys(value))
    return chosen if isinstance(trigger, FiresAtOption) else not chosen


def _reasons(trigger: Trigger, position: Position) -> tuple[str, ...]:
    """The questions whose answers let a measure fire.

    Of an `any` only those of the parts that hold are among them.
    """
    if not _trigger_holds(trigger, position):
        return ()
    if isinstance(trigger, (FiresAll, FiresAny)):
        return tuple(question for part in trigger.parts for question in _reasons(part, position))
    return (trigger.question,)


def _moves(measure: Measure, position: Position) -> tuple[Move, ...]:
    """What the measure changes.

    A question that is there already, or that has no answer that counts, is not moved.
    """
    moves = []
    for raised in measure.raises:
        value = position.submission.answer(raised.question).value
        if value is not None and position.lifts(raised):
            after = _kind_of_node(position.tree.nodes[raised.question]).raised_to(raised.to, value)
            moves.append(Move(raised.question, answer_key(value), answer_key(after)))
    return tuple(moves)


def _prerequisites_first(order: list[str], firing: Mapping[str, Measure]) -> list[str]:
    """The same order, except that whatever a measure needs stands before it.

    Measures do not need each other in circles: `check` has refused those.
    """
    placed: dict[str, None] = {}
    waiting = list(reversed(order))
    while waiting:
        lacking = [
            needed
            for needed in firing[waiting[-1]].prerequisites
            if needed in firing and needed not in placed
        ]
        if lacking:
            waiting += reversed(lacking)
        else:
            placed[waiting.pop()] = None
    return list(placed)


def _leads_to_next_step(
    measure: Measure, firing: Mapping[str, Measure], position: Position
) -> bool:
    """Whether the measure leads to the lowest step of its question among those that fire.

    No other firing measure leads to a lower step of the same question, and
    none that this one needs fires.
    """
    if any(needed in firing for needed in measure.prerequisites):
        return False
    reached = {
        raised.question: position.reached(raised)
        for raised in measure.raises
        if position.lifts(raised)
    }
    rivals = itertools.chain.from_iterable(other.raises for other in firing.values())
    for rival in rivals:
        if rival.question not in reached or not position.lifts(rival):
            continue
        takes_several = _kind_of_node(position.tree.nodes[rival.question]).shape.takes_several
        if not takes_several and position.reached(rival) < reached[rival.question]:
            return False
    return True


def _alternatives(position: Position, ordered: list[Measure]) -> set[str]:
    """Measures that add nothing to those above them and can be left out.

    Without them all together would lose nothing.

    The second half matters under a minimum: of two measures that only help
    together, neither is an alternative.
    """
    what_if = WhatIf(position.tree, position.scores)
    idle = [
        name
        for name, better in steps_forward(position, ordered)
        if not better or what_if.keep(better) == 0
    ]
    as_is = WhatIf(position.tree, position.scores)
    together = as_is.gain(position.raised_scores(ordered))

    def gain_without(name: str) -> Fraction:
        others = [measure for measure in ordered if measure.id != name]
        return as_is.gain(position.raised_scores(others))

    return {name for name in idle if gain_without(name) == together}


def steps_forward(
    position: Position, ordered: Iterable[Measure]
) -> Iterator[tuple[str, dict[str, Fraction]]]:
    """Each measure's id with the questions that it still moves, and to which score.

    That is once the measures before it are carried out.
    """
    reached: dict[str, Fraction] = {}
    done: dict[str, list[Measure]] = {}
    for measure in ordered:
        for raised in measure.raises:
            done.setdefault(raised.question, []).append(measure)
        # of several boxes each measure may tick one, so those before it on
        # the same question count with it
        concerned = {raised.question: done[raised.question] for raised in measure.raises}
        with_it = position.raised_scores(other for others in concerned.values() for other in others)
        moved = {name: new for name, new in with_it.items() if name in concerned}
        better = {
            name: new for name, new in moved.items() if name not in reached or new > reached[name]
        }
        reached.update(better)
        yield measure.id, better
