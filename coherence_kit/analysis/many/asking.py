"""Which questions are asked, in every row at once.

The same as `scoring.states` over columns of codes: a condition holds, fails or is open, and each
question stands after those that its condition reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np

from coherence_kit.analysis.many.cells import FIRST_ANSWER, LEFT, NO_ANSWER, Codes, Column
from coherence_kit.analysis.many.exact import Flags
from coherence_kit.model.conditions import AllOf, AnswerIn, Condition
from coherence_kit.questions import kind_of
from coherence_kit.scoring.tree import Tree


@dataclass(frozen=True, slots=True)
class Asked:
    """What counts of every question.

    Args:
        codes: of each question, as it counts.
        not_asked: where something was said to a question that is not asked, by its id.
        still_open: the same of one of which it is not known whether it is asked.

    """

    codes: Mapping[str, Codes]
    not_asked: Mapping[str, Flags]
    still_open: Mapping[str, Flags]


@dataclass(frozen=True, slots=True)
class _Held:
    """Where a condition is true and where it is false; elsewhere it is open."""

    true: Flags
    false: Flags


def asked(tree: Tree, columns: Mapping[str, Column], said: Mapping[str, Codes]) -> Asked:
    """What counts of what was said, conditions decided."""
    codes: dict[str, Codes] = {}
    not_asked: dict[str, Flags] = {}
    still_open: dict[str, Flags] = {}
    for name in tree.asking_order:
        question = tree.nodes[name].question
        condition = question.depends_on if question else None
        own = codes[name] = said[name]
        if condition is None:
            continue
        held = _held(condition, tree, columns, codes)
        codes[name] = np.where(held.true, own, np.where(held.false, LEFT, NO_ANSWER))
        is_said = own != NO_ANSWER
        not_asked[name] = held.false & is_said
        still_open[name] = ~held.true & ~held.false & is_said
    return Asked(codes, not_asked, still_open)


def _held(
    condition: Condition, tree: Tree, columns: Mapping[str, Column], codes: Mapping[str, Codes]
) -> _Held:
    if isinstance(condition, AnswerIn):
        return _answered_so(condition, tree, columns[condition.question], codes)
    parts = [_held(part, tree, columns, codes) for part in condition.parts]
    true, false = [part.true for part in parts], [part.false for part in parts]
    if isinstance(condition, AllOf):
        return _Held(reduce(np.logical_and, true), reduce(np.logical_or, false))
    return _Held(reduce(np.logical_or, true), reduce(np.logical_and, false))


def _answered_so(test: AnswerIn, tree: Tree, column: Column, codes: Mapping[str, Codes]) -> _Held:
    question = tree.nodes[test.question].question
    if question is None:
        msg = f"{test.question} is no question"
        raise ValueError(msg)
    kind = kind_of(question)
    met = np.zeros(len(column.answers), dtype=np.bool_)
    for code, answer in enumerate(column.answers):
        met[code] = answer.value is not None and kind.meets(answer.value, test.values)
    failed = ~met
    failed[:FIRST_ANSWER] = False
    failed[LEFT] = True
    own = codes[test.question]
    return _Held(met[own], failed[own])


def sections_left_out(
    tree: Tree, columns: Mapping[str, Column], codes: Mapping[str, Codes], rows: int
) -> Flags:
    """Where a whole section is said not to apply, of which a reader of files warns."""
    found = np.zeros(rows, dtype=np.bool_)
    denied = {name: _denied(column, codes[name]) for name, column in columns.items()}
    if not any(flags.any() for flags in denied.values()):
        return found
    below: dict[str, frozenset[str]] = {}
    for node in reversed(tree.nodes.values()):
        if node.question is not None:
            below[node.id] = frozenset({node.question.id} if node.scored else ())
            continue
        inside = below[node.id] = frozenset().union(*(below[child] for child in node.children))
        if node.kind == "section" and inside:
            is_left = [denied[name] | (codes[name] == LEFT) for name in inside]
            is_denied = np.logical_or.reduce([denied[name] for name in inside])
            found |= np.logical_and.reduce(is_left) & is_denied
    return found


def _denied(column: Column, codes: Codes) -> Flags:
    """Where a question is asked, and said not to apply."""
    denied = np.array([answer.not_applicable is not None for answer in column.answers], np.bool_)
    return denied[codes] if denied.any() else np.zeros(len(codes), dtype=np.bool_)
