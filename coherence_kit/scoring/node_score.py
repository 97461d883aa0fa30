"""What the engine knows of a node once it is scored."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.scoring.states import State


@dataclass(frozen=True, slots=True)
class NodeScore:
    """What the engine knows of one node; scores and target are 0 to 100, coverage is 0 to 1.

    `low`, `high` and `coverage` are None for a node that has left its group, `value` also for one
    that is missing. `value` is there whether or not it may be shown; `shown` says whether it may
    (rule of the smallest coverage). `weight_there` is the sum of the weights of a group's children
    that still count. `unproved` is what an answer scores until the documents it needs are named, if
    that is less than what it claims.
    """

    id: str
    state: State
    low: Fraction | None = None
    high: Fraction | None = None
    value: Fraction | None = None
    coverage: Fraction | None = None
    target: Fraction | None = None
    shown: bool = False
    demands_evidence: bool = False
    lacks_evidence: bool = False
    weight_there: Fraction | None = None
    unproved: Fraction | None = None

    @property
    def is_included(self) -> bool:
        """Whether the node still counts in its group."""
        return self.low is not None


Scores = dict[str, NodeScore]
