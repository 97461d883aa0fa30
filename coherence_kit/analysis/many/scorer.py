"""Rows of a table to their figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from coherence_kit.analysis.instrument import Instrument
from coherence_kit.analysis.many.asking import asked, sections_left_out
from coherence_kit.analysis.many.cells import (
    DOUBTFUL,
    FIRST_ANSWER,
    LEFT,
    NO_ANSWER,
    Codes,
    Column,
    Reader,
)
from coherence_kit.analysis.many.exact import Exact, Flags
from coherence_kit.analysis.many.groups import Figures, Groups
from coherence_kit.analysis.many.published import Figure, as_figures, levels_of, texts_of
from coherence_kit.analysis.many.results import CELLS, Cells, ManyScores, NodeColumns
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.scoring.tree import Node

Texts = Mapping[str, Sequence[str | None]]


class RowScorer:
    """Scores any number of rows, a chunk at a time; what a text of a column says is kept.

    Args:
        instrument: what the rows answer.
        read: what a text says in a cell.
        every_node: give the figures of every node, and the values of all parts.

    """

    def __init__(self, instrument: Instrument, read: Reader, *, every_node: bool = False) -> None:
        tree = instrument.tree
        self._tree = tree
        self._every_node = every_node
        self._columns = {
            name: Column(question, read) for name, question in instrument.questions.items()
        }
        self._beyond = frozenset(
            {
                *instrument.long_only,
                *instrument.questionnaire.renamed,
                *instrument.questionnaire.removed,
            }
        )
        is_in_letters = any(node.letters is not None for node in tree.nodes.values())
        self._groups = None if is_in_letters else Groups(tree, self._columns)
        self._root = tree.nodes[tree.root]
        self._parts = numbers_of(tree.nodes, tree.root) if every_node else self._root.children

    def score(self, columns: Texts) -> ManyScores:
        """The figures of every row.

        Args:
            columns: by the id of a question what stands in the cell of each row, None where nothing
                does; of other columns only those of questions that are not asked here matter.

        """
        rows = max(map(len, columns.values()), default=0)
        if self._groups is None:
            return ManyScores(tuple(range(rows)))
        said = self._said(columns, rows)
        counting = asked(self._tree, self._columns, said)
        found, open_ended = self._groups.figures(counting.codes, rows)
        handed_over = open_ended | self._has_more_to_it(columns, said, rows)
        handed_over |= sections_left_out(self._tree, self._columns, counting.codes, rows)
        shown = _Shown(self._groups, found, rows)
        parts = [self._tree.nodes[name] for name in self._parts]
        nodes = {node.id: shown.node(node) for node in parts if self._every_node}
        values = {node.id: shown.values(node) for node in parts if not self._every_node}
        return ManyScores(
            by_engine=tuple(np.flatnonzero(handed_over).tolist()),
            cells=shown.cells(self._root),
            parts={**values, **{name: columns.value for name, columns in nodes.items()}},
            nodes=nodes,
            missing=self._missing(counting.codes),
            left_out={
                name: counting.codes[name] == LEFT
                for name in self._columns
                if name in counting.not_asked and self._tree.nodes[name].scored
            },
            not_asked=counting.not_asked,
            still_open=counting.still_open,
        )

    def _said(self, columns: Texts, rows: int) -> dict[str, Codes]:
        nothing = np.full(rows, NO_ANSWER, dtype=np.intp)
        return {
            name: column.codes(columns[name]) if name in columns else nothing
            for name, column in self._columns.items()
        }

    def _has_more_to_it(self, columns: Texts, said: Mapping[str, Codes], rows: int) -> Flags:
        """Where a cell has to be read in full, or stands in a column that is not asked here."""
        found = np.zeros(rows, dtype=np.bool_)
        for codes in said.values():
            found |= codes == DOUBTFUL
        for name in self._beyond & columns.keys():
            found |= np.array([cell is not None for cell in columns[name]], dtype=np.bool_)
        return found

    def _missing(self, codes: Mapping[str, Codes]) -> dict[str, Flags]:
        """Where the questions that are scored are asked, and lack an answer that counts."""
        scored = [name for name in self._columns if self._tree.nodes[name].scored]
        return {name: (codes[name] != LEFT) & (codes[name] < FIRST_ANSWER) for name in scored}


class _Shown:
    """Figures as they stand in tables."""

    def __init__(self, groups: Groups, found: Mapping[str, Figures], rows: int) -> None:
        self._groups = groups
        self._found = found
        self._nothing: list[None] = [None] * rows

    def cells(self, root: Node) -> dict[str, Cells]:
        """What is said of the whole."""
        if root.id not in self._found:
            return dict.fromkeys(CELLS, self._nothing)
        whole, levels = self._found[root.id], root.settings.levels
        is_floored = any(level.every_part is not None for level in levels)
        weakest = self._groups.weakest(root.id, self._found) if is_floored else None
        return {
            "value": _on_scale(root, whole.value),
            "text": texts_of(root, whole.value),
            "low": _on_scale(root, whole.low),
            "high": _on_scale(root, whole.high),
            "level": levels_of(whole.value, levels, weakest.value if weakest else None),
            "level_low": levels_of(whole.low, levels, weakest.low if weakest else None),
            "level_high": levels_of(whole.high, levels, weakest.high if weakest else None),
            "coverage": as_figures(whole.covered.nearest(Fraction(1))),
        }

    def values(self, node: Node) -> Sequence[Figure]:
        """The value of a node in every row."""
        return (
            _on_scale(node, self._found[node.id].value) if node.id in self._found else self._nothing
        )

    def node(self, node: Node) -> NodeColumns:
        """The figures of a node in every row."""
        if node.id not in self._found:
            return NodeColumns(*[self._nothing] * 4)
        found, levels = self._found[node.id], node.settings.levels
        is_floored = node.question is None and any(level.every_part is not None for level in levels)
        weakest = self._groups.weakest(node.id, self._found).value if is_floored else None
        return NodeColumns(
            value=_on_scale(node, found.value),
            low=_on_scale(node, found.low),
            high=_on_scale(node, found.high),
            level=levels_of(found.value, levels, weakest),
        )


def _on_scale(node: Node, figures: Exact) -> list[Figure]:
    return as_figures(figures.nearest(node.settings.publish.max / 100))
