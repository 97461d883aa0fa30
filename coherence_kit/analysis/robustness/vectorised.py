"""Many scorings of one questionnaire at once.

The engine scores one submission in exact fractions; here the same arithmetic runs over
columns of doubles, one for each draw, group after group. A draw has a score for each
question, or NaN where the question has left or is missing. What is missing has a lowest and a
highest score all the same: `lows` tell the two apart.

As in the engine a value that is not shown, because too little below it is answered, does not enter
the group above: only its bounds and its coverage do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np

from coherence_kit.analysis.robustness.rules import Floats, combine, weighted_mean
from coherence_kit.analysis.robustness.tables import Tables
from coherence_kit.model.rubric import RuleSpec
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.tree import Node, Tree

_NEARLY = 1e-9
"""Coverage in doubles may miss the smallest one that is enough by a hair."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the questions in every draw, draws by questions.

    Matrices of one row stand for all draws; in Fortran order they are faster.

    Args:
        values: scores; NaN where a question has left, or is missing.
        lows: the same with the lowest score where one is missing.
        highs: the same with the highest one, and with what is claimed without its document.

    """

    values: Floats
    lows: Floats
    highs: Floats

    @classmethod
    def complete(cls, values: Floats) -> Self:
        """Draws in which nothing is missing: what has no score has left."""
        return cls(values, values, values)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing in any draw."""
        return self.lows is self.values or not (np.isnan(self.values) & ~np.isnan(self.lows)).any()

    def repeated(self, many: int) -> Known:
        """A single draw so many times, in matrices of their own."""
        rows = (self.values, self.lows, self.highs)
        return Known(*(np.repeat(row.T, many, axis=1).T for row in rows))


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
        run = _Run(known, scores or {}, is_complete=known.is_complete)
        run.is_bounded = not run.is_complete or (self.counts_lowest and bool(self._tables.groups))
        for name, group in self.groups.items():
            node = replace(group.node, rule=rules[name]) if rules and name in rules else group.node
            drawn = weights[name] if weights and name in weights else group.weights
            self._add(run, replace(group, node=node, weights=drawn))
        asked = {
            root: known.values[:, self.column[root]] for root in self.roots if root in self.column
        }
        weakest = {name: run.weakest(self.groups[name]) for name in self.floored}
        return Figures(run.values | asked, weakest)

    def _add(self, run: _Run, group: Group) -> None:
        """Work out a group whose children are known, and what of it enters the one above."""
        name, settings = group.node.id, group.node.settings
        figures = combine(
            group.node, group.weights, _children(group, run.known.values, run.entering)
        )
        if name in self._tables.groups:
            is_open = self._tables.is_open(name, run.known.values, run.known.lows)
            figures = np.where(is_open, np.nan, figures)
        if run.is_bounded:
            low, high = self._bounds(run, group)
            run.lows[name], run.highs[name] = low, high
            at_lowest = settings.missing == "lowest"
            figures = low if at_lowest else np.minimum(np.maximum(figures, low), high)
        run.values[name] = run.entering[name] = figures
        if not run.is_complete:
            run.coverage[name] = _coverage(run, group)
            enough = run.coverage[name] >= float(settings.min_coverage) - _NEARLY
            if settings.missing != "lowest":
                run.entering[name] = np.where(enough, figures, np.nan)

    def _bounds(self, run: _Run, group: Group) -> tuple[Floats, Floats]:
        """The lowest and the highest figure of a group over everything that is still open."""
        known = run.known
        if group.node.id in self._tables.groups:
            return self._tables.bounds(group.node.id, known.values, known.lows, run.scores)
        return (
            combine(group.node, group.weights, _children(group, known.lows, run.lows)),
            combine(group.node, group.weights, _children(group, known.highs, run.highs)),
        )


@dataclass(slots=True)
class _Run:
    """Figures of the groups as far as they are worked out.

    `entering` are the values as far as they are shown. Bounds are there where `is_bounded`, the
    coverage where anything is missing.
    """

    known: Known
    scores: Scores
    is_complete: bool
    is_bounded: bool = False
    values: dict[str, Floats] = field(default_factory=dict)
    entering: dict[str, Floats] = field(default_factory=dict)
    lows: dict[str, Floats] = field(default_factory=dict)
    highs: dict[str, Floats] = field(default_factory=dict)
    coverage: dict[str, Floats] = field(default_factory=dict)

    def weakest(self, group: Group) -> Floats:
        """The lowest figure of the parts; one that shows no value stands with its low."""
        parts = _children(group, self.known.values, self.entering)
        if self.is_bounded:
            lows = _children(group, self.known.lows, self.lows)
            parts = np.where(np.isnan(parts), lows, parts)
        lowest: Floats = np.fmin.reduce(parts, axis=0)
        return lowest


def _coverage(run: _Run, group: Group) -> Floats:
    """The share of the weight below a group that is answered; NaN where the group has left."""
    asked = slice(group.first, group.last)
    values, lows = run.known.values[:, asked], run.known.lows[:, asked]
    answered = np.where(np.isnan(lows), np.nan, np.where(np.isnan(values), 0.0, 1.0))
    here = replace(group, first=0, last=group.last - group.first)
    return weighted_mean(group.weights, _children(here, answered, run.coverage))


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
