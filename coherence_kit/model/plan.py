"""Plans: what a country made of the measures that were recommended to it.

A plan is of one round. It changes no figure: reports print its leads and dates in place of the
general ones of the catalogue, and the report of the next round tells what became of each measure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Annotated, Final, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field

from coherence_kit.model.base import Id, LocalizedText, Model, PartialDate, Short, Text

FORMAT = "coherence-kit/plan/1"

Status = Literal["proposed", "adopted", "under way", "done", "dropped"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
ENDED: Final[frozenset[Status]] = frozenset(("done", "dropped"))
"""Nothing more is to be done about a measure with one of these."""
STATUS_MEANT: Final[Mapping[str, Status]] = MappingProxyType(
    {
        "planned": "proposed",
        "suggested": "proposed",
        "pending": "proposed",
        "open": "proposed",
        "approved": "adopted",
        "accepted": "adopted",
        "agreed": "adopted",
        "decided": "adopted",
        "in progress": "under way",
        "ongoing": "under way",
        "on-going": "under way",
        "started": "under way",
        "begun": "under way",
        "running": "under way",
        "completed": "done",
        "complete": "done",
        "finished": "done",
        "implemented": "done",
        "achieved": "done",
        "closed": "done",
        "cancelled": "dropped",
        "canceled": "dropped",
        "abandoned": "dropped",
        "rejected": "dropped",
        "withdrawn": "dropped",
        "refused": "dropped",
    }
)
"""What other words for a status stand for, in small letters: they are named as a cure."""


def _empty_map(value: object) -> object:
    return {} if value is None else value


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    """Each name where it stands first."""
    return tuple(dict.fromkeys(names))


class PlannedMeasure(Model):
    """What is planned of one measure; whatever is not known yet stays empty.

    Args:
        lead: the office that answers for it, by name.
        start: a day, a month or a year.
        due: likewise, by when it is to be carried out.
        status: how far it has come.
        cost: in words or in figures with their currency.
        note: anything else.

    """

    lead: Text | None = None
    start: PartialDate | None = None
    due: PartialDate | None = None
    status: Status | None = None
    cost: Text | None = None
    note: Text | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether nothing is planned yet."""
        return all(getattr(self, name) is None for name in type(self).model_fields)

    @property
    def has_ended(self) -> bool:
        """Whether nothing more is to be done about it."""
        return self.status in ENDED


class Plan(Model):
    """The measures recommended to one country in one round, and what it made of them.

    Args:
        country: as in a submission.
        round: the one whose report recommended the measures.
        date: on which the plan was agreed or last changed: a day, a month or a year.
        questionnaires: ids of those whose measures these are.
        measures: by id, which stands for the measure in each questionnaire that has it; with the
            questionnaire in front (`local/planning.name-districts`), for that in this one.

    """

    format: Literal["coherence-kit/plan/1"]
    country: Text
    country_name: LocalizedText | None = None
    round: Text
    date: PartialDate | None = None
    questionnaires: Annotated[tuple[Id, ...], Field(min_length=1), AfterValidator(_once)]
    measures: Annotated[
        Mapping[Text, Annotated[PlannedMeasure, BeforeValidator(_empty_map), Short("null")]],
        BeforeValidator(_empty_map),
        Short("null"),
    ]


Key = tuple[str, str]
"""A questionnaire and a measure for it."""


@dataclass(frozen=True, slots=True)
class PlanOfMeasures:
    """What a plan says of the measures for one questionnaire, as an assessment has it.

    Args:
        round: of the plan, as its file has it.
        date: of the plan, likewise.
        measures: by id, in the order of the file, those of which something is planned.

    """

    round: str
    date: str | None = None
    measures: Mapping[str, PlannedMeasure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BoundPlan:
    """A plan with its measures looked up, and how the file names each."""

    stated: Plan
    written: Mapping[Key, str]

    def of(self, questionnaire: str) -> PlanOfMeasures:
        """What it says of the measures for one questionnaire."""
        entries = {
            measure: self.stated.measures[text]
            for (name, measure), text in self.written.items()
            if name == questionnaire
        }
        planned = {name: entry for name, entry in entries.items() if not entry.says_nothing}
        return PlanOfMeasures(self.stated.round, self.stated.date, planned)


def find_measure(text: str, measures: Mapping[str, Collection[str]]) -> list[Key]:
    """The measures that a key of a plan stands for; none if there are none of this id.

    Without a questionnaire in front it stands for the measure wherever it is one: what a
    questionnaire borrows from another is the same measure.

    Args:
        text: the key.
        measures: ids of the measures for each questionnaire.

    """
    head, slash, rest = (part.strip() for part in text.partition("/"))
    among = [head] if slash else [*measures]
    wanted = rest if slash else head
    return [(name, wanted) for name in among if wanted in measures.get(name, ())]


def look_up(stated: Plan, measures: Mapping[str, Collection[str]]) -> BoundPlan:
    """A plan as far as its measures are among these; each by the entry that names it most closely.

    One with the questionnaire in front comes before one for every questionnaire.
    """
    asked = {name: measures[name] for name in stated.questionnaires if name in measures}
    written: dict[Key, str] = {}
    for text in sorted(stated.measures, key=lambda text: "/" not in text):
        for key in find_measure(text, asked):
            written.setdefault(key, text)
    # in the order of the file
    order = {text: place for place, text in enumerate(stated.measures)}
    return BoundPlan(stated, dict(sorted(written.items(), key=lambda one: order[one[1]])))


def is_before(due: str, start: str) -> bool:
    """Whether a day, month or year is over before another one begins."""
    common = min(len(due), len(start))
    return due[:common] < start[:common]
