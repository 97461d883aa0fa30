"""Rounds: which offices and partners are asked what by when, and what was decided of their answers.

A respondent is asked sections, questions, whole questionnaires, or all that a role answers (the
`who: {answers}` of questions). Among those that are asked one question one may lead: its answer
counts where they differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from coherence_kit.model.base import Id, LocalizedText, Model, Short, StatedDate, Text
from coherence_kit.model.submission import Decision, GivenValue, Standing

FORMAT = "coherence-kit/round/1"

WithoutLead = Literal["none", "median", "lowest"]
"""What the value of a disputed question without a lead is: none, the lower median, the lowest."""
Kind = Literal["government", "stakeholder"]


def _empty_list(value: object) -> object:
    return () if value is None else value


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    """Each name where it stands first."""
    return tuple(dict.fromkeys(names))


def _empty_map(value: object) -> object:
    return {} if value is None else value


_Places = Annotated[tuple[Text, ...], BeforeValidator(_empty_list), Short("null")]


class RoundRespondent(Model):
    """An office or a partner with what it is asked and what it leads.

    `asked` and `leads` name sections or questions by id, with the questionnaire in front where
    several have it (`multistakeholder/stakeholders.roles`), whole questionnaires by id, or a role
    as questions have it in `who: {answers}`. What one leads it is asked.
    """

    id: Id
    entity: Text
    role: Text | None = None
    kind: Kind = "government"
    asked: _Places = ()
    leads: _Places = ()
    contact: Text | None = None


class RoundDecision(Decision):
    """What was decided of a question: the answer that counts, or that it does not apply."""

    answer: GivenValue | None = None
    not_applicable: Text | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether it is still to be taken."""
        return self.answer is None and self.not_applicable is None


class Round(Model):
    """One turn of asking in one country.

    Args:
        country: as in a submission.
        round: its name, such as 2026.
        date: that of the merged result; the latest of the submissions if not given.
        deadline: the day by which forms are to be back.
        focal_point: whom to ask and where to send the form, as forms print it.
        questionnaires: ids, in the order of the report.
        respondents: in the order in which reports list them.
        decisions: by question, with the questionnaire in front where several have it.
        without_lead: what counts where nobody leads a disputed question.
        standing: what its forms are filled with; what was merged has that of its submissions.

    """

    format: Literal["coherence-kit/round/1"]
    country: Text
    country_name: LocalizedText | None = None
    round: Text
    date: StatedDate = None
    deadline: StatedDate = None
    focal_point: Text | None = None
    questionnaires: Annotated[tuple[Id, ...], Field(min_length=1), AfterValidator(_once)]
    respondents: Annotated[tuple[RoundRespondent, ...], Field(min_length=1)]
    without_lead: WithoutLead = "none"
    standing: Standing = "self-assessment"
    decisions: Annotated[
        Mapping[Text, Annotated[RoundDecision, BeforeValidator(_empty_map), Short("null")]],
        BeforeValidator(_empty_map),
        Short("null"),
    ] = {}
