"""How sure a result is: what other rules, other weights, one question less and the missing answers would make of it.

Plain numbers that every output only reads. Values are points from 0 to 100 (places on the scale where the result is a
letter), shares run from 0 to 1. Both are rounded to six places, far below anything printed, so that the last bits of one
machine's arithmetic never show.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeVar

Where = Literal["root", "below", "everywhere"]
Choice = Literal["rule", "question", "weights"]


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the draws were made: `base` is the sample size of the indices, `variation` that of equal weights."""

    draws: int
    base: int
    seed: int
    variation: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The 5th and the 95th percentile of the draws with their levels, and the share of draws in which the level stays.

    `stays` is None where there are no levels, or no value to compare with.
    """

    low: float
    high: float
    level_low: str | None
    level_high: str | None
    stays: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """What the value becomes and by how much it moves; None where there is none any more."""

    value: float | None
    change: float | None
    level: str | None


@dataclass(frozen=True, slots=True)
class OtherRule(Change):
    """Another rule in place of the root's own, of those of the groups below it, or of both; `groups` counts them."""

    rule: str
    where: Where
    groups: int


@dataclass(frozen=True, slots=True)
class LeftOut(Change):
    """One question less."""

    question: str


@dataclass(frozen=True, slots=True)
class Indices:
    """Sobol indices of a group of inputs, estimates both.

    `first` is the share of the variance that the inputs explain alone; it can come out a little below 0. `total` is the
    share in which they take part, with others or without. `error` is the standard error of the less certain of the two.
    """

    first: float
    total: float
    error: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How much of the variance hangs on the rule, on the weights and on the missing answers."""

    variance: float
    rule: Indices
    weights: Indices
    answers: Indices


@dataclass(frozen=True, slots=True)
class RootRobustness:
    """One result: the whole, or of a profile a part that stands for itself.

    `value` and `level` are the engine's, whether they may be shown (`is_shown`) or not. `missing` counts the questions
    without an answer. `weights`, `answers` and `together` are None where nothing of the kind varies. `left_out` has the
    question first that moves the value most. `sensitivity` is None where nothing moves the value at all.
    """

    id: str
    value: float | None
    level: str | None
    is_shown: bool
    missing: int
    weights: Spread | None
    answers: Spread | None
    together: Spread | None
    rules: tuple[OtherRule, ...]
    left_out: tuple[LeftOut, ...]
    sensitivity: Sensitivity | None

    @property
    def widest_rule(self) -> OtherRule | None:
        """The rule that moves the value most."""
        return _widest(self.rules)

    @property
    def widest_question(self) -> LeftOut | None:
        """The question that moves the value most once it is left out."""
        return _widest(self.left_out)

    @property
    def weights_move(self) -> float:
        """How far other weights move the value: to the further end of nine draws in ten."""
        if self.value is None or self.weights is None:
            return 0
        return max(self.weights.low - self.value, self.weights.high - self.value, key=abs)

    @property
    def widest_choice(self) -> Choice | None:
        """What moves the value most: another rule, a question less, or other weights; None if nothing does."""
        rule, question = self.widest_rule, self.widest_question
        sizes: dict[Choice, float] = {
            "rule": abs(rule.change or 0) if rule else 0,
            "question": abs(question.change or 0) if question else 0,
            "weights": abs(self.weights_move),
        }
        most = max(sizes, key=lambda choice: sizes[choice])
        return most if sizes[most] else None

    def changes_level(self, change: Change) -> bool:
        """Whether the level becomes another one."""
        return change.value is not None and change.level != self.level


@dataclass(frozen=True, slots=True)
class Robustness:
    """What there is to say of one submission; `kept` are the groups whose rule stays as it is, because it gives no number."""

    sampling: Sampling
    kept: tuple[str, ...]
    roots: tuple[RootRobustness, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place among several submissions, 1 for the highest value, and the places in nine draws of ten.

    `stays` is the share of draws with the same place.
    """

    place: int
    best: int
    last: int
    stays: float


@dataclass(frozen=True, slots=True)
class Order:
    """The order of several submissions by one result.

    `turned[i][j]` is the share of draws in which submissions i and j, with the same weights drawn for both, stand the other
    way round; None where their results are equal, or one of them is not shown. `places` has None for a result not shown.
    """

    id: str
    turned: tuple[tuple[float | None, ...], ...]
    places: tuple[Place | None, ...]


_Change = TypeVar("_Change", bound=Change)


def _widest(changes: Iterable[_Change]) -> _Change | None:
    moving = [item for item in changes if item.change]
    return max(moving, key=lambda item: abs(item.change or 0), default=None)
