"""What waits for a gap or a measure: points to gain say nothing of what comes after it.

A measure waits for one of another question if it needs it, over however many others, and that one
is not carried out yet. A question waits for another if it is asked only once that one is answered
otherwise. What a measure makes easier need not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from coherence_kit.analysis.recommendation import Position
from coherence_kit.model.assessment import Gap, HoldsUp, Recommendation
from coherence_kit.model.conditions import AnswerIn, tests
from coherence_kit.model.measures import Measure
from coherence_kit.model.submission import AnswerValue
from coherence_kit.questions import kind_of
from coherence_kit.scoring.states import MISSING_STATES, State

_NOT_YET_ASKED = frozenset({State.NOT_ASKED, State.OPEN})


def with_holds_up(
    position: Position,
    gaps: Iterable[Gap],
    recommendations: Sequence[Recommendation],
    catalogue: Mapping[str, Measure],
) -> tuple[tuple[Gap, ...], tuple[Recommendation, ...]]:
    """The same gaps and measures in the same order, each with what it holds up.

    Args:
        position: the submission with its scores.
        gaps: of it.
        recommendations: every measure that fires; none but these wait.
        catalogue: the measures by id.

    """
    measures = _Measures(position, recommendations, catalogue)
    questions = _Questions(position)
    return (
        tuple(replace(gap, holds_up=_of_gap(gap, measures, questions)) for gap in gaps),
        tuple(
            replace(item, holds_up=_of_measure(catalogue[item.id], measures, questions))
            for item in recommendations
        ),
    )


def holding_most(gaps: Iterable[Gap]) -> tuple[str, ...]:
    """The gaps for which something waits, the one that holds most up first."""

    def rank(gap: Gap) -> tuple[int, int, int]:
        held = gap.holds_up
        return -len(held.measures) - len(held.questions), -len(held.eases), gap.priority

    return tuple(gap.id for gap in sorted(filter(lambda gap: gap.holds_up, gaps), key=rank))


def _of_gap(gap: Gap, measures: _Measures, questions: _Questions) -> HoldsUp:
    """What waits for a question to reach its target."""
    ways = measures.leading.get(gap.id, ())
    return measures.held_up_by(ways, [gap.id], questions.opened_at_target(gap.id))


def _of_measure(measure: Measure, measures: _Measures, questions: _Questions) -> HoldsUp:
    """What waits for a measure to be carried out."""
    raised = [raised.question for raised in measure.raises]
    return measures.held_up_by([measure.id], raised, questions.opened_by(measure))


class _Measures:
    """Which measures wait for which.

    `leading` are the measures that are not carried out yet and on which something may hang, by the
    questions that they raise.
    """

    def __init__(
        self,
        position: Position,
        recommendations: Sequence[Recommendation],
        catalogue: Mapping[str, Measure],
    ) -> None:
        self._position = position
        self._catalogue = catalogue
        self._places = {item.id: place for place, item in enumerate(recommendations)}
        self._awaited: dict[str, bool] = {}
        self._needing: dict[str, list[str]] = {}
        self._eased: dict[str, list[str]] = {}
        for name in self._places:
            for needed in self._needed(name):
                self._needing.setdefault(needed, []).append(name)
            for helper in catalogue[name].helped_by:
                self._eased.setdefault(helper, []).append(name)
        self.leading: dict[str, list[str]] = {}
        for name in dict.fromkeys((*self._places, *self._needing, *self._eased)):
            for raised in catalogue[name].raises if self._is_awaited(name) else ():
                self.leading.setdefault(raised.question, []).append(name)

    def _needed(self, name: str) -> Iterator[str]:
        """Every measure that one has to wait for; what is carried out is not waited for."""
        met: set[str] = set()
        to_look_at = [name]
        while to_look_at:
            for needed in self._catalogue[to_look_at.pop()].prerequisites:
                if needed not in met and self._is_awaited(needed):
                    met.add(needed)
                    to_look_at.append(needed)
                    yield needed

    def _is_awaited(self, name: str) -> bool:
        if name not in self._awaited:
            self._awaited[name] = _is_awaited(self._position, self._catalogue[name])
        return self._awaited[name]

    def held_up_by(
        self, ways: Iterable[str], raised: Iterable[str], questions: tuple[str, ...]
    ) -> HoldsUp:
        """What waits for these measures, apart from others that raise the same questions."""
        ways = [name for name in ways if self._is_awaited(name)]
        own = {name for question in raised for name in self.leading.get(question, ())}
        waiting = {name for way in ways for name in self._needing.get(way, ())} - own
        eased = {name for way in ways for name in self._eased.get(way, ())} - own - waiting
        return HoldsUp(self._in_order(waiting), questions, self._in_order(eased))

    def _in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(names, key=self._places.__getitem__))


def _is_awaited(position: Position, measure: Measure) -> bool:
    """Whether a measure is still to be carried out, as far as the answers say.

    It is if a question that it raises is answered below what it leads to, or may be; one that does
    not apply waits for nothing.
    """
    return any(
        position.lifts(raised) or position.scores[raised.question].state in MISSING_STATES
        for raised in measure.raises
        if raised.question in position.scores
    )


class _Questions:
    """Which questions are not asked, or not yet, for the answer to which other one."""

    def __init__(self, position: Position) -> None:
        self._position = position
        self._places: dict[str, int] = {}
        self._tests: dict[str, list[tuple[str, AnswerIn]]] = {}
        for place, (name, node) in enumerate(position.tree.nodes.items()):
            condition = node.question.depends_on if node.question and not node.shares else None
            if condition is None or position.scores[name].state not in _NOT_YET_ASKED:
                continue
            self._places[name] = place
            for test in tests(condition):
                self._tests.setdefault(test.question, []).append((name, test))

    def opened_at_target(self, question: str) -> tuple[str, ...]:
        """The questions that wait for one to reach its target."""
        if question not in self._tests:
            return ()
        node = self._position.tree.nodes[question].question
        target = None if node is None else kind_of(node).target
        return self._in_order({} if target is None else {question: target})

    def opened_by(self, measure: Measure) -> tuple[str, ...]:
        """The questions that wait for a measure."""
        after: dict[str, AnswerValue] = {}
        for raised in measure.raises:
            if raised.question not in self._tests:
                continue
            node = self._position.tree.nodes[raised.question].question
            if node is not None and self._position.lifts(raised):
                present = after.get(
                    raised.question, self._position.submission.answer(raised.question).value
                )
                after[raised.question] = kind_of(node).raised_to(raised.to, present)
        return self._in_order(after)

    def _in_order(self, after: Mapping[str, AnswerValue]) -> tuple[str, ...]:
        """What opens with these answers, and what waits for that in turn."""
        opened = {
            name
            for question, value in after.items()
            for name, test in self._tests.get(question, ())
            if self._is_met(test, value) and not self._is_met(test)
        }
        to_look_at = list(opened)
        while to_look_at:
            further = {name for name, _ in self._tests.get(to_look_at.pop(), ())} - opened
            opened |= further
            to_look_at += further
        return tuple(sorted(opened, key=self._places.__getitem__))

    def _is_met(self, test: AnswerIn, value: AnswerValue | None = None) -> bool:
        """Whether an answer meets a test; without one that which is given."""
        node = self._position.tree.nodes[test.question].question
        given = self._position.submission.answer(test.question).value if value is None else value
        return node is not None and given is not None and kind_of(node).meets(given, test.values)
