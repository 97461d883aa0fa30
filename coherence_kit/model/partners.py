"""Government and partners: what both were asked, side by side.

A partner is a stakeholder with what it answered, be it a voice or a questionnaire of the
government's own. Its answers never enter a figure of the government; they are only read beside it.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


class View(enum.StrEnum):
    """How a partner's answer to a question stands beside the government's.

    Far is two steps or more; without steps, half of the scale or more. `different` are answers that
    have no order. Of `undecided` the offices of the government differ and none of their answers
    counts; the last three say who has answered at all.
    """

    FAR_LOWER = "far_lower"
    LOWER = "lower"
    ALIKE = "alike"
    HIGHER = "higher"
    FAR_HIGHER = "far_higher"
    DIFFERENT = "different"
    UNDECIDED = "undecided"
    PARTNER_ONLY = "partner_only"
    GOVERNMENT_ONLY = "government_only"
    NEITHER = "neither"


OF_BOTH = (
    View.FAR_LOWER,
    View.LOWER,
    View.ALIKE,
    View.HIGHER,
    View.FAR_HIGHER,
    View.DIFFERENT,
)
"""Those of two answers that can be compared."""


@dataclass(frozen=True, slots=True)
class PartnerAnswer:
    """A partner's answer to a question that the government was asked too.

    Args:
        partner: its place among the partners of the report, from 0.
        voice: the place of its submission among those that stand beside the report, from 0.
        view: how the answer stands beside the government's.
        step: that the partner answered; None where it named none.
        steps: how many steps it is above the government's answer, below 0 if under it; None where
            one of the two names none.
        points: the same in points of 100.

    """

    partner: int
    voice: int
    view: View
    step: int | None = None
    steps: int | None = None
    points: Fraction | None = None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A question that both were asked, with the answer of each partner that was asked it.

    `step` is the one that counts of the government's answer; None where it names none.
    """

    id: str
    step: int | None
    answers: tuple[PartnerAnswer, ...]

    @property
    def is_compared(self) -> bool:
        """Whether a partner has answered and the government has, or its offices differ."""
        return any(one.view in OF_BOTH or one.view is View.UNDECIDED for one in self.answers)

    @property
    def differs(self) -> bool:
        """Whether a partner answered otherwise than the government."""
        return any(one.view in OF_BOTH and one.view is not View.ALIKE for one in self.answers)

    @property
    def distance(self) -> Fraction:
        """How far the partner that is furthest from the government is from it, of 100."""
        return max((abs(one.points or Fraction(0)) for one in self.answers), default=Fraction(0))

    def has(self, *views: View) -> bool:
        """Whether a partner's answer stands so."""
        return any(one.view in views for one in self.answers)


@dataclass(frozen=True, slots=True)
class Partner:
    """A stakeholder that was asked some of the questions of a chapter.

    Args:
        place: among the partners of the report, from 0.
        name: as it has stated it; empty where it has not.
        voices: the places of its submissions among those that stand beside the report.
        views: how many of its answers stand how.

    """

    place: int
    name: str
    voices: tuple[int, ...]
    views: Mapping[View, int]

    @property
    def shared(self) -> int:
        """The questions that it and the government were asked."""
        return sum(self.views.values())

    @property
    def answered_by_both(self) -> int:
        """Those of them that both have answered, and the government with one answer that counts."""
        return sum(self.views.get(view, 0) for view in OF_BOTH)


@dataclass(frozen=True, slots=True)
class Partners:
    """The questions of a chapter that partners were asked too, the widest difference first.

    `partners` are those that were asked any.
    """

    partners: tuple[Partner, ...]
    questions: tuple[SideBySide, ...]

    @property
    def answered_by_both(self) -> tuple[SideBySide, ...]:
        """The questions that the government and a partner or more have answered."""
        return tuple(one for one in self.questions if one.has(*OF_BOTH))
