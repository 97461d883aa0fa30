"""What the engine knows of a node once it is scored."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.scoring.states import State


@dataclass(frozen=True, slots=True)
class NodeScore:
    """What the engine knows of one node; scores and target are 0 to 100, coverage is 0 to 1.

    `low`, `high` and `coverage` are None for a node that has left its group, `value` also for one
    that is missing. `claimed` is the value with every answer counted as claimed, as if all
    documents were named. `value` and `claimed` are there whether or not they may be shown; `shown`
    says whether they may (rule of the smallest coverage), and only then do they enter the group
    above.
    `weight_there` is the sum of the weights of a group's children
    that still count. `unproved` is what an answer scores until the documents it needs are named, if
    that is less than what it claims. `said` are the scores that a disputed question can have by
    what its respondents said, and `may_be_left` is whether one of them said that it does not apply.
    """

    id: str
    state: State
    low: Fraction | None = None
    high: Fraction | None = None
    value: Fraction | None = None
    claimed: Fraction | None = None
    coverage: Fraction | None = None
    target: Fraction | None = None
    shown: bool = False
    demands_evidence: bool = False
    lacks_evidence: bool = False
    weight_there: Fraction | None = None
    unproved: Fraction | None = None
    said: tuple[Fraction, ...] = ()
    may_be_left: bool = False

    @property
    def is_disputed(self) -> bool:
        """Whether respondents gave several answers to the question and nobody has decided."""
        return bool(self.said)

    @property
    def answered_as(self) -> Fraction | None:
        """What the answer of a question claims; where respondents differ, the one that counts."""
        return self.claimed if self.is_disputed else self.high

    @property
    def is_included(self) -> bool:
        """Whether the node still counts in its group."""
        return self.low is not None

    @property
    def shown_value(self) -> Fraction | None:
        """The value as far as it may be shown: what enters the group above."""
        return self.value if self.shown else None

    @property
    def shown_claimed(self) -> Fraction | None:
        """The same with every answer counted as claimed."""
        return self.claimed if self.shown else None


Scores = dict[str, NodeScore]
