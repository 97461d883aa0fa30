"""Many scorings of one questionnaire at once.

The engine scores one submission in exact fractions; here the same arithmetic runs over
columns of doubles, one for each draw, group after group. A draw has a score for each
question, or NaN where the question has left or is missing. What is missing has a lowest score
all the same: `lows` tell the two apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from coherence_kit.analysis.robustness.rules import Floats, combine
from coherence_kit.analysis.robustness.tables import Tables
from coherence_kit.model.rubric import RuleSpec
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.tree import Node, Tree


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
    figures, children before parents; `roots` the nodes whose figures enter no other;
    `counts_lowest` is whether any group takes what is missing at its lowest. Matrices are draws by
    questions, faster in Fortran order.
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
        self._tables = Tables(tree, self.column)
        self.counts_lowest = any(
            group.node.settings.missing == "lowest" for group in self.groups.values()
        )

    def evaluate(
        self,
        values: Floats,
        lows: Floats | None = None,
        *,
        weights: Mapping[str, Floats] | None = None,
        rules: Mapping[str, RuleSpec] | None = None,
        scores: Scores | None = None,
    ) -> dict[str, Floats]:
        """The value of every group and root in every draw, NaN where it has none.

        A row of one figure stands for all draws.

        Args:
            values: scores of the questions; NaN where one has left, or is missing.
            lows: the same with the lowest score where one is missing; without it none is.
            weights: of a group's children, a row each, in place of its own.
            rules: in place of a group's own.
            scores: the engine's, which alone know how far an unproved answer
                reaches and which questions are open.

        """
        needs_lows = self.counts_lowest and (lows is not None or bool(self._tables.groups))
        lowest = values if lows is None else lows
        known: dict[str, Floats] = {}
        known_lows: dict[str, Floats] = {}
        for name, group in self.groups.items():
            node = replace(group.node, rule=rules[name]) if rules and name in rules else group.node
            drawn = weights[name] if weights and name in weights else group.weights
            figures = combine(node, drawn, _children(group, values, known))
            if name in self._tables.groups:
                figures = np.where(self._tables.is_open(name, values, lowest), np.nan, figures)
            if needs_lows:
                known_lows[name] = (
                    self._tables.lowest(name, values, lowest, scores or {})
                    if name in self._tables.groups
                    else combine(node, drawn, _children(group, lowest, known_lows))
                )
                figures = known_lows[name] if node.settings.missing == "lowest" else figures
            known[name] = figures
        return known | {
            root: values[:, self.column[root]] for root in self.roots if root in self.column
        }


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
