"""How the measures of a report are numbered: M1, M2 and so on through all its chapters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coherence_kit.model.assessment import Assessment, Recommendation
from coherence_kit.model.measures import HORIZONS, Measure


@dataclass(frozen=True, slots=True)
class NumberedMeasure:
    """A measure by its number in the report.

    `chapters` are the places, from 1, of all chapters that recommend it; it stands in full in the
    first of them.
    """

    number: str
    chapters: tuple[int, ...]


def by_horizon(assessment: Assessment) -> list[Recommendation]:
    """The recommended measures in the order in which they are printed, the soonest first."""
    return sorted(assessment.recommendations, key=lambda item: HORIZONS.index(item.horizon))


def number_measures(
    assessments: Sequence[Assessment], *, first_place: int = 1
) -> list[Mapping[str, NumberedMeasure]]:
    """The measures of each chapter by id, in the order of their numbers.

    What two chapters recommend has one number, so that a number means one thing in a report:
    two measures are the same where they have one id and say the same.
    """
    found: dict[tuple[object, ...], list[int]] = {}
    for place, assessment in enumerate(assessments, start=first_place):
        for item in by_horizon(assessment):
            found.setdefault(_identity(assessment.catalogue[item.id]), []).append(place)
    numbered = {
        key: NumberedMeasure(f"M{number}", tuple(places))
        for number, (key, places) in enumerate(found.items(), start=1)
    }
    places = {key: place for place, key in enumerate(numbered)}
    chapters: list[Mapping[str, NumberedMeasure]] = []
    for assessment in assessments:
        keys = {
            item.id: _identity(assessment.catalogue[item.id]) for item in assessment.recommendations
        }
        in_order = sorted(keys, key=lambda name: places[keys[name]])
        chapters.append({name: numbered[keys[name]] for name in in_order})
    return chapters


def _identity(measure: Measure) -> tuple[object, ...]:
    """Its id and what it says: questionnaires may give one id to measures of their own."""
    return measure.id, *measure.label.root.items(), *measure.text.root.items()
