"""The figures of a part of a result, as doubles, as exact fractions, and as they are published."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coherence_kit.model.assessment import NodeResult


@dataclass(frozen=True, slots=True)
class Exact:
    """The figures of a node as exact fractions, 0 to 100; None where there is none."""

    score: Fraction | None
    low: Fraction | None
    high: Fraction | None


class Bounds(ABC):
    """The score of one node, with the figures between which it lies."""

    @property
    @abstractmethod
    def result(self) -> NodeResult:
        """The node as the engine has it, with exact figures and everything that led to them."""

    @property
    def score(self) -> float | None:
        """The score, 0 to 100.

        None where too little is answered to show one, where nothing applies, where the parts stand
        for themselves without a figure of the whole, and where results are letters (then `text` has
        the letter).
        """
        return double(self.exact.score)

    @property
    def low(self) -> float | None:
        """The score with all that is missing at its worst, 0 to 100; None without figures."""
        return double(self.exact.low)

    @property
    def high(self) -> float | None:
        """The score with all that is missing at its best, 0 to 100; None without figures."""
        return double(self.exact.high)

    @property
    def claimed(self) -> float | None:
        """The score with every answer counted as if its documents were named, 0 to 100."""
        return double(self.result.numeric_or_none(self.result.claimed))

    @property
    def exact(self) -> Exact:
        """Score, low and high as exact fractions."""
        node = self.result
        return Exact(*(node.numeric_or_none(each) for each in (node.value, node.low, node.high)))

    @property
    def text(self) -> str | None:
        """The score as published: rounded half up, on the questionnaire's scale, or a letter."""
        return self.result.text

    @property
    def claimed_text(self) -> str | None:
        """What is claimed, as it is published."""
        return self.result.claimed_text

    @property
    def low_text(self) -> str | None:
        """The lowest score as it is published."""
        return self.result.low_text

    @property
    def high_text(self) -> str | None:
        """The highest score as it is published."""
        return self.result.high_text

    @property
    def coverage(self) -> float | None:
        """The share of the weight that is answered, 0 to 1; None where nothing is asked."""
        return double(self.result.coverage)


class Figures(Bounds):
    """The figures of one node of an assessment; the whole has them of its root."""

    @property
    def level(self) -> str | None:
        """The id of the level that the exact score reaches; None without a score or levels."""
        return self.result.level

    @property
    def level_low(self) -> str | None:
        """The id of the level of the lowest score."""
        return self.result.level_low

    @property
    def level_high(self) -> str | None:
        """The id of the level of the highest score."""
        return self.result.level_high

    @property
    def target(self) -> float | None:
        """The score aimed at, 0 to 100; None where no target is stated."""
        return double(self.result.numeric_or_none(self.result.target))

    @property
    def gap(self) -> float | None:
        """Points below the target, 0 to 100; None without a score or a target."""
        return double(self.result.numeric_or_none(self.result.gap))

    @property
    def state(self) -> str:
        """How far the node is answered.

        Of a question `answered`, `unknown`, `unanswered`, `open` (it is not decided yet whether it
        is asked), `carried` (from an earlier round, and not looked at again), `not_applicable` or
        `not_asked`; of a section and of the whole `scored`,
        `partial`, `missing` or `not_applicable`.
        """
        return self.result.state

    @property
    def weight(self) -> float:
        """The weight in the group above, as the questionnaire states it."""
        return float(self.result.weight)

    @property
    def rule(self) -> str | None:
        """The name of the rule that makes the figure out of the parts; None of a question."""
        return self.result.rule_name


def double(value: Fraction | None) -> float | None:
    """The double nearest to a fraction."""
    return None if value is None else float(value)
