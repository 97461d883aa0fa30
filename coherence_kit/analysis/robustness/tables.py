"""Conversion tables, the one rule that is not monotone.

When they have a value, and between what it can come to lie.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from coherence_kit.analysis.robustness.rules import Flags, Floats, ranks_of
from coherence_kit.questions.kind import HIGHEST, LOWEST
from coherence_kit.scoring.node_score import NodeScore, Scores
from coherence_kit.scoring.outcomes import bounds_by_trial
from coherence_kit.scoring.states import MISSING_STATES, State
from coherence_kit.scoring.tree import Tree

_NONE = -1.0  # stands for no score, which NaN cannot where rows are compared


class Tables:
    """The groups of a questionnaire whose rule is not monotone.

    `groups` has the questions below each.

    Args:
        tree: the questionnaire.
        column: question to its column.

    """

    def __init__(self, tree: Tree, column: Mapping[str, int]) -> None:
        self._tree = tree
        self._column = column
        self._inside = {
            node.id: tuple(_questions_below(tree, node.id))
            for node in tree.nodes.values()
            if not node.is_monotone
        }
        self.groups = {
            name: tuple(node for node in inside if node in column)
            for name, inside in self._inside.items()
        }

    def is_open(self, name: str, values: Floats, lows: Floats) -> Flags:
        """Whether anything below is missing: a table has no partial value."""
        columns = [self._column[question] for question in self.groups[name]]
        missing: Flags = np.isnan(values[:, columns]) & ~np.isnan(lows[:, columns])
        found: Flags = np.logical_or.reduce(missing, axis=1)
        return found

    def bounds(
        self, name: str, values: Floats, lows: Floats, scores: Scores
    ) -> tuple[Floats, Floats]:
        """The lowest and the highest figure over everything that the answers below can become.

        Those are the missing answers and the unproved ones.

        The engine tries every case; it is asked once for each set of
        answers that occurs in the draws.
        """
        columns = [self._column[question] for question in self.groups[name]]
        seen = np.nan_to_num(np.stack([values[:, columns], lows[:, columns]], axis=2), nan=_NONE)
        sets, where = np.unique(seen, axis=0, return_inverse=True)
        figures = np.array([self._tried(name, answers.tolist(), scores) for answers in sets])
        found = figures[where.reshape(-1)]
        return found[:, 0], found[:, 1]

    def _tried(self, name: str, answers: list[list[float]], scores: Scores) -> tuple[float, float]:
        """The engine's own trial for these pairs of value and low."""
        tried: Scores = {
            inside: NodeScore(inside, State.NOT_APPLICABLE) for inside in self._inside[name]
        }
        for question, (value, low) in zip(self.groups[name], answers, strict=True):
            if low == _NONE:
                continue
            tried[question] = self._answered(question, value, scores.get(question))
            # of a group only whether it is there counts
            tried.update(
                {
                    group: NodeScore(group, State.SCORED, LOWEST)
                    for group in self._tree.groups_above(question)
                }
            )
        if name not in tried:
            return np.nan, np.nan
        try:
            low, high = map(float, bounds_by_trial(self._tree.nodes[name], self._tree, tried))
        except KeyError:  # the table does not say what one question less makes
            return np.nan, np.nan
        return low, high

    def _answered(self, question: str, value: float, known: NodeScore | None) -> NodeScore:
        if value == _NONE:
            state = (
                known.state
                if known is not None and known.state in MISSING_STATES
                else State.UNANSWERED
            )
            return NodeScore(question, state, LOWEST, HIGHEST)
        node = self._tree.nodes[question]
        if node.letters is None:
            msg = f"{question} has no letters"
            raise ValueError(msg)
        letter = node.letters.grades[int(ranks_of(node, np.array([value]))[0])]
        score = node.letters.score(letter)
        claimed = (
            known.high
            if known is not None and known.lacks_evidence and known.value == score
            else score
        )
        return NodeScore(question, State.ANSWERED, score, claimed, score)


def _questions_below(tree: Tree, name: str) -> Iterator[str]:
    for child in tree.nodes[name].children:
        yield child
        if tree.nodes[child].has_figures:
            yield from _questions_below(tree, child)
