"""Many scorings of one questionnaire at once.

The engine scores one submission in exact fractions; here the same arithmetic runs over
columns of doubles, one for each draw, group after group. A draw has a score for each
question, or NaN where the question has left or is missing. What is missing has a lowest and a
highest score all the same: `lows` tell the two apart.

As in the engine a value that is not shown, because too little below it is answered, does not enter
the group above: only its bounds and its coverage do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

import numpy as np

from coherence_kit.analysis.robustness.rules import Floats, combine, weighted_mean
from coherence_kit.analysis.robustness.tables import Tables
from coherence_kit.model.rubric import RuleSpec
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.tree import Node, Tree

_NEARLY = 1e-9
"""Coverage in doubles may miss the smallest one that is enough by a hair."""


@dataclass(frozen=True)  # without slots, for bounds that are made once, when they are needed
class Known:
    """What is known of the questions in every draw, draws by questions.

    Matrices of one row stand for all draws; in Fortran order they are faster.

    Args:
        values: scores; NaN where a question has left, or is missing.
        answered: 1 where there is a score, 0 where one is missing, NaN where the question has left.
        make_bounds: the same as `values` with the lowest score where one is missing, and with the
            highest one, and with what is claimed without its document.

    """

    values: Floats
    answered: Floats
    make_bounds: Callable[[], tuple[Floats, Floats]]

    @classmethod
    def of(cls, values: Floats, lows: Floats, highs: Floats) -> Self:
        """What is known where these are the scores."""
        answered = np.where(np.isnan(lows), np.nan, np.where(np.isnan(values), 0.0, 1.0))
        return cls(values, answered, lambda: (lows, highs))

    @classmethod
    def complete(cls, values: Floats) -> Self:
        """Draws in which nothing is missing: what has no score has left."""
        return cls(values, values, lambda: (values, values))

    @cached_property
    def _bounds(self) -> tuple[Floats, Floats]:
        return self.make_bounds()

    @property
    def lows(self) -> Floats:
        """The scores with the lowest one where one is missing."""
        return self._bounds[0]

    @property
    def highs(self) -> Floats:
        """The scores with the highest one where one is missing, or a document is."""
        return self._bounds[1]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing in any draw."""
        return self.answered is self.values or not (self.answered == 0).any()

    def repeated(self, many: int) -> Known:
        """A single draw so many times, in matrices of their own."""
        rows = (self.values, self.lows, self.highs, self.answered)
        values, lows, highs, answered = (np.repeat(row.T, many, axis=1).T for row in rows)
        return Known(values, answered, lambda: (lows, highs))


@dataclass(frozen=True, slots=True)
class Figures:
    """What comes out of every draw.

    `values` are those of every group and root, shown or not, NaN where there is none. `weakest` has
    the lowest figure of the parts of those roots that have a level with a floor under them.
    """

    values: dict[str, Floats] = field(default_factory=dict)
    weakest: dict[str, Floats] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """A group that has figures, with what counts in it: questions, then groups.

    The questions have the columns from `first` up to `last`; `weights` is
    one column, in the same order.
    """

    node: Node
    first: int
    last: int
    groups: tuple[str, ...]
    weights: Floats


class VectorScorer:
    """The value of every group of a questionnaire in any number of draws.

    `questions` are those that count, in the order of the columns; `groups` the groups that have
    figures, children before parents; `roots` the nodes whose figures enter no other, `floored`
    those with a floor under their parts; `counts_lowest` is whether any group takes what is missing
    at its lowest.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.groups: dict[str, Group] = {}
        questions: list[str] = []
        for node in reversed(tree.nodes.values()):
            if node.rule is not None and node.has_figures:
                asked = [child for child in node.children if _is_scored_question(tree.nodes[child])]
                below = [child for child in node.children if child in self.groups]
                if asked or below:
                    first, last = len(questions), len(questions) + len(asked)
                    weights = np.array(
                        [[float(tree.nodes[child].weight)] for child in (*asked, *below)]
                    )
                    self.groups[node.id] = Group(node, first, last, tuple(below), weights)
                    questions += asked
        questions += [name for name in tree.roots if _is_scored_question(tree.nodes[name])]
        self.questions = tuple(questions)
        self.column = {name: place for place, name in enumerate(questions)}
        self.roots = tuple(
            name for name in tree.roots if name in self.groups or name in self.column
        )
        self.floored = tuple(
            name
            for name in self.roots
            if name in self.groups
            and any(level.every_part is not None for level in tree.nodes[name].settings.levels)
        )
        self._tables = Tables(tree, self.column)
        self.counts_lowest = any(
            group.node.settings.missing == "lowest" for group in self.groups.values()
        )

    def evaluate(
        self,
        known: Known,
        *,
        weights: Mapping[str, Floats] | None = None,
        rules: Mapping[str, RuleSpec] | None = None,
        scores: Scores | None = None,
    ) -> Figures:
        """The value of every group and root in every draw, NaN where it has none.

        A row of one figure stands for all draws.

        Args:
            known: of the questions.
            weights: of a group's children, a row each, in place of its own.
            rules: in place of a group's own.
            scores: the engine's, which alone know how far an unproved answer
                reaches and which questions are open.

        """
        own = dict(self.groups)
        for name in {*(weights or {}), *(rules or {})}:
            group = own[name]
            own[name] = replace(
                group,
                node=replace(group.node, rule=rules[name])
                if rules and name in rules
                else group.node,
                weights=weights[name] if weights and name in weights else group.weights,
            )
        run = _Run(known, own, self._tables, scores or {}, is_complete=known.is_complete)
        has_lowest = self.counts_lowest and (not run.is_complete or bool(self._tables.groups))
        for group in own.values():
            run.add(group, at_lowest=has_lowest and group.node.settings.missing == "lowest")
        asked = {
            root: known.values[:, self.column[root]] for root in self.roots if root in self.column
        }
        return Figures(run.values | asked, {name: run.weakest(own[name]) for name in self.floored})


@dataclass(frozen=True, slots=True)
class _Run:
    """Figures of the groups as far as they are worked out.

    `entering` are the values as far as they are shown; the coverage is there where anything is
    missing, bounds where they were needed.
    """

    known: Known
    groups: Mapping[str, Group]
    tables: Tables
    scores: Scores
    is_complete: bool
    values: dict[str, Floats] = field(default_factory=dict)
    entering: dict[str, Floats] = field(default_factory=dict)
    coverage: dict[str, Floats] = field(default_factory=dict)
    lows: dict[str, Floats] = field(default_factory=dict)
    highs: dict[str, Floats] = field(default_factory=dict)

    def add(self, group: Group, *, at_lowest: bool) -> None:
        """Work out a group whose children are known, and what of it enters the one above."""
        name, known = group.node.id, self.known
        if at_lowest:
            figures = self._low(name)
        else:
            figures = combine(
                group.node, group.weights, _children(group, known.values, self.entering)
            )
            if name in self.tables.groups:
                is_open = self.tables.is_open(name, known.values, known.lows)
                figures = np.where(is_open, np.nan, figures)
            elif any(map(self._hides_a_value, group.groups)):
                figures = np.minimum(np.maximum(figures, self._low(name)), self.highs[name])
        self.values[name] = self.entering[name] = figures
        if not self.is_complete:
            self.coverage[name] = self._coverage(group)
            if group.node.settings.missing != "lowest":
                least = float(group.node.settings.min_coverage) - _NEARLY
                self.entering[name] = np.where(self.coverage[name] >= least, figures, np.nan)

    def weakest(self, group: Group) -> Floats:
        """The lowest figure of the parts; one that shows no value stands with its low."""
        parts = _children(group, self.known.values, self.entering)
        if not self.is_complete:
            for name in group.groups:
                self._low(name)
            lows = _children(group, self.known.lows, self.lows)
            parts = np.where(np.isnan(parts), lows, parts)
        lowest: Floats = np.fmin.reduce(parts, axis=0)
        return lowest

    def _hides_a_value(self, name: str) -> bool:
        """Whether a group is there in some draw and shows nothing.

        What is left out of the one above may then not reach from 0 to 100.
        """
        if self.is_complete:
            return False
        return bool((np.isnan(self.entering[name]) & ~np.isnan(self.coverage[name])).any())

    def _low(self, name: str) -> Floats:
        """The lowest figure of a group over everything that is still open, worked out once.

        Its highest one is known then too.
        """
        if name in self.lows:
            return self.lows[name]
        group, known = self.groups[name], self.known
        if name in self.tables.groups:
            bounds = self.tables.bounds(name, known.values, known.lows, self.scores)
            self.lows[name], self.highs[name] = bounds
            return bounds[0]
        for child in group.groups:
            self._low(child)
        node, weights = group.node, group.weights
        self.lows[name] = combine(node, weights, _children(group, known.lows, self.lows))
        self.highs[name] = combine(node, weights, _children(group, known.highs, self.highs))
        return self.lows[name]

    def _coverage(self, group: Group) -> Floats:
        """The share of the weight below a group that is answered; NaN where it has left."""
        return weighted_mean(group.weights, _children(group, self.known.answered, self.coverage))


def _is_scored_question(node: Node) -> bool:
    return node.question is not None and node.scored


def _children(group: Group, columns: Floats, known: Mapping[str, Floats]) -> Floats:
    """Scores of what counts in a group, a row each."""
    asked = columns.T[group.first : group.last]
    if not group.groups:
        return asked
    below = [known[name] for name in group.groups]
    rows = np.empty((len(group.weights), max(len(columns), *map(len, below))))
    rows[: len(asked)] = asked
    for place, figures in enumerate(below, start=len(asked)):
        rows[place] = figures
    return rows
