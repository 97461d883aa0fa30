"""How sure a result is, as plain numbers that every output only reads.

They say what other rules, other weights, one question less, the missing answers, other readers and
other limits of levels would make of the result.

Plain numbers that every output only reads. Values are points from 0 to 100 (places on the scale
where the result is a letter), shares run from 0 to 1. Both are rounded to six places, far below
anything printed, so that the last bits of one machine's arithmetic never show.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeVar

Where = Literal["root", "below", "everywhere"]
Choice = Literal["rule", "question", "weights"]
Input = Literal["rule", "weights", "answers", "readers", "limits"]
ALIKE = 0.01
"""Shares that differ by no more are told as equal: 10,000 draws are no finer than that."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the draws were made.

    `base` is the sample size of the indices, `variation` that of equal weights. `reader_error` is
    how often an answer is read a step higher or lower, `leniency` how many steps all answers are
    read higher or lower at most, `limit_shift` how many points the limits of levels move at most.
    """

    draws: int
    base: int
    seed: int
    variation: float
    reader_error: float
    leniency: float
    limit_shift: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The 5th and the 95th percentile of the draws, of their values and of their levels.

    With them stands the share of draws in which the level stays.

    `stays` is None where there are no levels, or no value to compare with. `left` is the share of
    draws without a value: no question applies, or (as long as answers are missing) no part has
    enough of them. The percentiles are those of the others, and no level stays.
    """

    low: float
    high: float
    level_low: str | None
    level_high: str | None
    stays: float | None
    left: float = 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """What the value becomes and by how much it moves; None where there is none any more."""

    value: float | None
    change: float | None
    level: str | None


_Change = TypeVar("_Change", bound=Change)


@dataclass(frozen=True, slots=True)
class OtherRule(Change):
    """Another rule in place of the root's own, of those of the groups below it, or of both.

    `groups` is the number of groups whose rule is replaced.
    """

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

    `first` is the share of the variance that the inputs explain alone, `total` the share in which
    they take part, with others or without. Either can come out a little below 0 or above 1, which
    is sampling error. `error` is the standard error of the less certain of the two.
    """

    first: float
    total: float
    error: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How much of the variance hangs on the rule, the weights, the missing answers and readers."""

    variance: float
    rule: Indices
    weights: Indices
    answers: Indices
    readers: Indices


@dataclass(frozen=True, slots=True)
class MovesLevel:
    """What moves the level most: the inputs with which it stays most seldom.

    `stays` is the smallest share of draws (of the rules that were tried, where it is the rule) in
    which the level stays, `inputs` those that come as close to it as `ALIKE`. Without inputs
    nothing that was varied moves it.
    """

    inputs: tuple[Input, ...]
    stays: float


@dataclass(frozen=True, slots=True)
class RootRobustness:
    """One result: the whole, or of a profile a part that stands for itself.

    `value` and `level` are the engine's, whether they may be shown (`is_shown`) or not. `missing`
    counts the questions without an answer, `read` the answers that another reader may read a step
    higher or lower. `weights`, `answers`, `readers` and `together`, which has all three, are None
    where nothing of the kind varies. `limits` is the share of draws in which the level stays though
    its limits lie elsewhere, None where none can. `left_out` has the questions first that change
    the level, then those that move the value most. `sensitivity` is None where nothing moves the
    value, or where there are draws without one.
    """

    id: str
    value: float | None
    level: str | None
    is_shown: bool
    has_levels: bool
    missing: int
    read: int
    weights: Spread | None
    answers: Spread | None
    readers: Spread | None
    limits: float | None
    together: Spread | None
    rules: tuple[OtherRule, ...]
    left_out: tuple[LeftOut, ...]
    sensitivity: Sensitivity | None

    @property
    def widest_rule(self) -> OtherRule | None:
        """The rule that changes the level, or if none does moves the value most."""
        return self._widest(self.rules)

    @property
    def widest_question(self) -> LeftOut | None:
        """The question without which the result changes most.

        That is one that changes the level once it is left out, or if none does the
        one that moves the value most.
        """
        return self._widest(self.left_out)

    @property
    def weights_change(self) -> Change | None:
        """What other weights make of the value.

        It is that end of nine draws in ten that changes the level or lies further off.
        """
        if self.value is None or self.weights is None:
            return None
        ends = (
            (self.weights.low, self.weights.level_low),
            (self.weights.high, self.weights.level_high),
        )
        return self._widest([Change(value, value - self.value, level) for value, level in ends])

    @property
    def widest_choice(self) -> Choice | None:
        """What moves the result most: another rule, a question less, or other weights.

        None if nothing moves it.
        """
        found: dict[Choice, Change | None] = {
            "rule": self.widest_rule,
            "question": self.widest_question,
            "weights": self.weights_change,
        }
        moving = {
            choice: self.size(change) for choice, change in found.items() if change is not None
        }
        return max(moving, key=lambda choice: moving[choice], default=None)

    @property
    def level_stays(self) -> dict[Input, float]:
        """The share in which the level stays, of everything that was varied.

        It is empty where there is no level that could move.
        """
        found: dict[Input, float | None] = {
            "rule": self._share_of_rules(),
            "weights": self._share_of(self.weights, is_varied=True),
            "answers": self._share_of(self.answers, is_varied=self.missing > 0),
            "readers": self._share_of(self.readers, is_varied=self.read > 0),
            "limits": self.limits,
        }
        return {name: share for name, share in found.items() if share is not None}

    @property
    def moves_level(self) -> MovesLevel | None:
        """What moves the level most; None where nothing was varied, or there are no levels."""
        shares = self.level_stays
        if not shares:
            return None
        least = min(shares.values())
        near = (name for name, share in shares.items() if share < 1 and share <= least + ALIKE)
        return MovesLevel(tuple(near), least)

    def _share_of(self, spread: Spread | None, *, is_varied: bool) -> float | None:
        if not (is_varied and self.has_levels and self.value is not None):
            return None
        return 1.0 if spread is None else spread.stays

    def _share_of_rules(self) -> float | None:
        if not self.rules or not self.has_levels:
            return None
        return round(1 - len(self.changing(self.rules)) / len(self.rules), 6)

    def changes_level(self, change: Change) -> bool:
        """Whether the level becomes another one."""
        return change.value is not None and change.level != self.level

    def changing(self, changes: Iterable[_Change]) -> tuple[_Change, ...]:
        """Those that change the level."""
        return tuple(change for change in changes if self.changes_level(change))

    def size(self, change: Change) -> tuple[bool, float]:
        """How much a change matters, as a key to sort by.

        First comes whether the level changes, then how far the value moves.
        """
        return self.changes_level(change), abs(change.change or 0)

    def _widest(self, changes: Iterable[_Change]) -> _Change | None:
        return max((change for change in changes if change.change), key=self.size, default=None)


@dataclass(frozen=True, slots=True)
class Robustness:
    """What there is to say of one submission.

    `kept` are the groups whose rule stays as it is, because it gives no number.
    """

    sampling: Sampling
    kept: tuple[str, ...]
    roots: tuple[RootRobustness, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place among several submissions, 1 for the highest value.

    With it stand the places in nine draws of ten.

    `stays` is the share of draws with the same place.
    """

    place: int
    best: int
    last: int
    stays: float


@dataclass(frozen=True, slots=True)
class Order:
    """The order of several submissions by one result.

    `turned[i][j]` is the share of draws in which submissions i and j, with the same weights drawn
    for both, stand the other way round; None where their results are equal, or one of them is not
    shown or not there. `places` has None for a result that is not shown or not there.
    """

    id: str
    turned: tuple[tuple[float | None, ...], ...]
    places: tuple[Place | None, ...]
