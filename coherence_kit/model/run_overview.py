"""A run over many submissions without ranks: counts, distributions and, of few, single figures.

Figures are points from 0 to 100, whatever scale they are published on; letters are their places
between the lowest letter and the highest. Nothing in it grows with the number of submissions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

PLACES = 10_000
"""Places of a distribution between 0 and 100 points: a hundredth of a point lies between two."""
MOST_SINGLES = 200
"""Submissions to a questionnaire whose figures are kept one by one; of more only distributions."""
MOST_ROUNDS = 20
"""Rounds of a questionnaire that are named; of more one more is kept, which says that there are."""
TOP = 100
"""Points that are the most."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """How often which figure occurs.

    Args:
        places: pairs of a place, 0 to 10,000, and how many figures lie there; rising. A figure lies
            at the highest place that is not above it.

    """

    places: tuple[tuple[int, int], ...] = ()

    @property
    def number(self) -> int:
        """How many figures there are."""
        return sum(count for _, count in self.places)

    def in_steps(self, steps: int) -> tuple[int, ...]:
        """Figures in each of so many classes of one width, closed below; 100 is in the last."""
        counts = [0] * steps
        for place, count in self.places:
            counts[min(place * steps // PLACES, steps - 1)] += count
        return tuple(counts)

    def up_to(self, points: Fraction) -> int:
        """Figures that are not above so many points."""
        limit = points * PLACES / TOP
        return sum(count for place, count in self.places if place <= limit)

    def quantile(self, share: Fraction) -> Fraction | None:
        """The lowest figure that at least this share of the figures is not above, in points.

        So it is one that occurs. None where there are no figures.
        """
        wanted, passed = share * self.number, 0
        for place, count in self.places:
            passed += count
            if passed >= wanted:
                return Fraction(place * TOP, PLACES)
        return None


@dataclass(frozen=True, slots=True)
class Single:
    """One submission: whose it is, and between which figures it lies.

    `country` is a code or a name, `country_name` the name that the submission gives it itself.
    Coverage runs from 0 to 1.
    """

    country: str
    country_name: str
    round: str
    respondent: str
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    coverage: Fraction | None


@dataclass(frozen=True, slots=True)
class LevelCount:
    """Results in one level, by its id; of an empty id those below the lowest level.

    `sure` are those whose lowest and highest figure lie in it too, `reaching` those whose figures
    reach into another one.
    """

    id: str
    sure: int = 0
    reaching: int = 0

    @property
    def number(self) -> int:
        """All results in the level."""
        return self.sure + self.reaching


@dataclass(frozen=True, slots=True)
class PartOverview:
    """A section of the first rank: its figures, and how many submissions have none in it."""

    id: str
    values: Distribution
    without: int


@dataclass(frozen=True, slots=True)
class MissingCount:
    """A question, in how many submissions its answer is missing, and in how many it was asked."""

    id: str
    missing: int
    asked: int


@dataclass(frozen=True, slots=True)
class MeasureCount:
    """A measure, and in how many submissions it is recommended."""

    id: str
    recommended: int


@dataclass(frozen=True, slots=True)
class QuestionnaireOverview:
    """All submissions to one questionnaire.

    `with_value` of them have a result, `too_few` too few answers for one, and of the others the
    questionnaire gives no figure, or nothing in it applies. `levels` rise. `spans` has how many
    submissions lie, from their lowest to their highest figure, in one level, in two and so on.
    `missing` and `measures` are in order of how often they occur, all of them. `advised`
    submissions were looked through for measures. `singles` are in the order in which they were
    read; None where there are too many.
    """

    id: str
    submissions: int
    short: int
    with_value: int
    too_few: int
    rounds: tuple[str, ...]
    levels: tuple[LevelCount, ...]
    spans: Mapping[int, int]
    value: Distribution
    low: Distribution
    high: Distribution
    width: Distribution
    parts: tuple[PartOverview, ...]
    missing: tuple[MissingCount, ...]
    measures: tuple[MeasureCount, ...]
    advised: int
    singles: tuple[Single, ...] | None

    @property
    def without_figure(self) -> int:
        """Submissions for which there is no figure, whatever were answered."""
        return self.submissions - self.with_value - self.too_few

    @property
    def sure(self) -> int:
        """Results that stay in one level whatever is missing."""
        return sum(level.sure for level in self.levels)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why submissions could not be scored: a kind of errors, such as `yaml`.

    `codes` are those of the kind, each with how many submissions have it; one may have several.
    """

    kind: str
    submissions: int
    codes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class RunOverview:
    """A run: its questionnaires by id, and what could not be scored.

    `reasons` are in order of how often they occur. `latest` is the latest date of a submission,
    `YYYY-MM-DD`; empty where none is stated.
    """

    questionnaires: tuple[QuestionnaireOverview, ...] = ()
    unscored: int = 0
    reasons: tuple[Reason, ...] = ()
    latest: str = ""

    @property
    def scored(self) -> int:
        """Submissions that were scored."""
        return sum(one.submissions for one in self.questionnaires)

    @property
    def submissions(self) -> int:
        """Submissions of the run, scored or not."""
        return self.scored + self.unscored
