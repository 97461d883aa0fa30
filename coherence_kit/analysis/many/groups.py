"""The figures of every node in every row, as `scoring.engine` has them for one submission.

A question has one place or several, and in each the score of every answer is looked up by its code.
A group has bounds by its rule over the lows and the highs of its parts, a value over those of them
that show one, and its coverage.

Rows in which a part is missing that does not span 0 to 100 are left to the engine, which tries
whether it leaves.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from coherence_kit.analysis.many.cells import LEFT, Codes, Column
from coherence_kit.analysis.many.exact import Exact, Flags, Ints, Items, whole
from coherence_kit.analysis.many.rules import Weights, combine, lowest, weighted_mean
from coherence_kit.questions.kind import LOWEST
from coherence_kit.scoring.engine import score_question
from coherence_kit.scoring.node_score import NodeScore
from coherence_kit.scoring.states import State, stated
from coherence_kit.scoring.tree import Node, Tree

_ONE = whole([1])


@dataclass(frozen=True, slots=True)
class Figures:
    """What a node comes to in every row.

    `value` is there where it is shown; `covered` is the coverage, 0 to 1.
    """

    value: Exact
    low: Exact
    high: Exact
    covered: Exact


@dataclass(frozen=True, slots=True)
class Weakest:
    """The lowest figures of the parts of a group, where any counts."""

    value: Exact
    low: Exact
    high: Exact


class Place:
    """What the answers to a question score in one of the places in which it counts.

    Args:
        node: the place.
        column: the cells of its question.

    """

    def __init__(self, node: Node, column: Column) -> None:
        self.node = node
        self._column = column
        self._edition = column.edition
        self._scores: list[NodeScore] = []
        self._look_up()

    def figures(self, codes: Codes) -> Figures:
        """What the place comes to in rows with these codes."""
        if (len(self._scores), self._edition) != (len(self._column.answers), self._column.edition):
            self._look_up()
        low, answered, there = self._low[codes], self._answered[codes], self._there[codes]
        return Figures(
            value=Exact(low, self._below_low, answered),
            low=Exact(low, self._below_low, there),
            high=Exact(self._high[codes], self._below_high, there),
            covered=Exact(answered.astype(np.int64), _ONE, there),
        )

    def _look_up(self) -> None:
        """What the engine makes of each code; an answer has no documents here."""
        if self._edition != self._column.edition:
            self._edition = self._column.edition
            self._scores = []
        for code in range(len(self._scores), len(self._column.answers)):
            answer = self._column.answers[code]
            state = State.NOT_ASKED if code == LEFT else stated(answer)
            self._scores.append(score_question(self.node, state, answer))
        scores = self._scores
        self._low, self._below_low = _over_one([score.low or LOWEST for score in scores])
        self._high, self._below_high = _over_one([score.high or LOWEST for score in scores])
        self._answered = np.array([score.coverage == 1 for score in scores], dtype=np.bool_)
        self._there = np.array([score.is_included for score in scores], dtype=np.bool_)


def _over_one(figures: Sequence[Fraction]) -> tuple[Ints, Ints]:
    """The numerators of figures over one denominator, and that."""
    below = math.lcm(*(one.denominator for one in figures))
    return whole([one.numerator * (below // one.denominator) for one in figures]), whole([below])


class Groups:
    """The nodes of a questionnaire that have figures, children before parents.

    Args:
        tree: the questionnaire, without letters.
        columns: the cells of each question.

    """

    def __init__(self, tree: Tree, columns: Mapping[str, Column]) -> None:
        self.places: dict[str, Place] = {}
        self.parts: dict[str, tuple[str, ...]] = {}
        self._weights: dict[str, Weights] = {}
        for node in reversed(tree.nodes.values()):
            if node.question is not None:
                if node.scored:
                    self.places[node.id] = Place(node, columns[node.question.id])
            elif node.has_figures:
                counting = self.places.keys() | self.parts.keys()
                parts = tuple(child for child in node.children if child in counting)
                if parts:
                    self.parts[node.id] = parts
                    self._weights[node.id] = Weights.of([tree.nodes[part].weight for part in parts])
        self._tree = tree

    def figures(self, codes: Mapping[str, Codes], rows: int) -> tuple[dict[str, Figures], Flags]:
        """The figures of each of them in so many rows, and the rows that are the engine's."""
        found: dict[str, Figures] = {}
        for name, place in self.places.items():
            question = place.node.question
            if question is not None:
                found[name] = place.figures(codes[question.id])
        open_ended = np.zeros(rows, dtype=np.bool_)
        for name in self.parts:
            found[name] = self._group(name, found)
            open_ended |= _may_leave(found[name])
        return found, open_ended

    def weakest(self, name: str, found: Mapping[str, Figures]) -> Weakest:
        """The lowest figures of the parts of a group; one that shows no value has its low."""
        parts = [found[part] for part in self.parts[name]]
        return Weakest(
            value=lowest(Items.of([part.value.otherwise(part.low) for part in parts])),
            low=lowest(Items.of([part.low for part in parts])),
            high=lowest(Items.of([part.high for part in parts])),
        )

    def _group(self, name: str, found: Mapping[str, Figures]) -> Figures:
        node, parts = self._tree.nodes[name], [found[part] for part in self.parts[name]]
        weights = self._weights[name]
        low = combine(node, weights, [part.low for part in parts])
        high = combine(node, weights, [part.high for part in parts])
        covered = weighted_mean(weights, Items.of([part.covered for part in parts]))
        if node.settings.missing == "lowest":
            return Figures(low, low, high, covered)
        value = combine(node, weights, [part.value for part in parts])
        if any(self._hides_a_value(part, found) for part in self.parts[name]):
            value = value.between(low, high)
        enough = covered.reaches(node.settings.min_coverage)
        return Figures(value.where(enough), low, high, covered)

    def _hides_a_value(self, part: str, found: Mapping[str, Figures]) -> bool:
        """Whether a group is there in some row and shows nothing.

        What is left out of the one above may then not reach from 0 to 100.
        """
        one = found[part]
        return part in self.parts and bool((one.low.there & ~one.value.there).any())


def _may_leave(figures: Figures) -> Flags:
    """Where a group is missing as a whole and does not span 0 to 100."""
    spans = figures.low.is_equal_to(0) & figures.high.is_equal_to(100)
    return figures.covered.is_equal_to(0) & ~spans
