"""The items of a framework against the questions that bear on them.

What is not asked, and what is touched only, is found out here and typed nowhere. There is no
figure for an item: nobody has published one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coherence_kit.model.mapping import (
    FEWEST_QUESTIONS,
    RELATIONS,
    FrameworkItem,
    FrameworkMapping,
    MappedQuestion,
    Relation,
)


@dataclass(frozen=True, slots=True)
class Bearing:
    """A question that bears on an item."""

    line: MappedQuestion
    relation: Relation


@dataclass(frozen=True, slots=True)
class ItemCoverage:
    """An item with the questions in use that bear on it: those that ask the same come first.

    `left_out` are those that bear on it too and are not looked at here.
    """

    item: FrameworkItem
    bearings: tuple[Bearing, ...]
    left_out: tuple[MappedQuestion, ...] = ()

    @property
    def is_asked(self) -> bool:
        """Whether any question bears on it."""
        return bool(self.bearings)

    @property
    def is_touched_only(self) -> bool:
        """Whether fewer than two questions ask it, whole or in part; supporting ones do not ask."""
        asking = [bearing for bearing in self.bearings if bearing.relation != "supports"]
        return self.is_asked and len(asking) < FEWEST_QUESTIONS

    def of_relation(self, relation: Relation) -> tuple[Bearing, ...]:
        """The bearings of one relation."""
        return tuple(bearing for bearing in self.bearings if bearing.relation == relation)


@dataclass(frozen=True, slots=True)
class MappedFramework:
    """A framework, each of its items with the questions that bear on it.

    `labels` are those of the questions, by their references; `not_in_use` are references of
    questions that no questionnaire in use has, `long_only` of those that a short form leaves out.
    """

    mapping: FrameworkMapping
    items: tuple[ItemCoverage, ...]
    labels: Mapping[str, str]
    not_in_use: tuple[str, ...]
    long_only: frozenset[str]

    def is_in_long_forms_only(self, item: ItemCoverage) -> bool:
        """Whether an item is asked, and by no question that a short form asks too."""
        return item.is_asked and all(
            bearing.line.question in self.long_only for bearing in item.bearings
        )


def cover_items(
    mapping: FrameworkMapping, is_asked: Callable[[MappedQuestion], bool]
) -> tuple[ItemCoverage, ...]:
    """Every item of a framework, in its order, with the questions that bear on it.

    Args:
        mapping: the framework, and which question bears on what.
        is_asked: whether a question is one of those that are looked at.

    """
    asked = [line for line in mapping.questions if is_asked(line)]
    others = [line for line in mapping.questions if not is_asked(line)]
    return tuple(
        ItemCoverage(
            item,
            tuple(
                Bearing(line, relation)
                for relation in RELATIONS
                for line in asked
                if line.bears.get(item.number) == relation
            ),
            tuple(line for line in others if item.number in line.bears),
        )
        for item in mapping.items
    )
