"""How far a round has come: who has sent nothing, what is open, what is disputed and undecided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from coherence_kit.model.rounds import Kind, WithoutLead
from coherence_kit.model.status import Broken, SectionStatus, Status, Tally
from coherence_kit.problems import Problem


@dataclass(frozen=True, slots=True)
class Named:
    """A question as a status names it: id, number in its form, label, and where it stands.

    `section` is the place of its section of the first rank among those of the status around it.
    """

    id: str
    number: str
    label: str
    section: int


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that nobody of those who are asked has answered, or that nobody is asked.

    Args:
        question: which.
        state: `unanswered`, `unknown`, `open` or `carried`, the furthest that somebody has come.
        asked: the respondents by name; none where nobody is asked.

    """

    question: Named
    state: str
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SaidAlike:
    """An answer to a disputed question in a word, and who gave it.

    `is_lead` says that the lead is among them; its answer counts until somebody decides.
    """

    answer: str
    respondents: tuple[str, ...]
    is_lead: bool


@dataclass(frozen=True, slots=True)
class DisputedQuestion:
    """A question that respondents answered differently and nobody has decided.

    Args:
        question: which.
        steps: how far the answers lie apart; None where they have no steps.
        is_wide: whether they are two steps apart or more, or half of the scale.
        said: every answer that counts, from the lowest to the highest; that it does not apply last.
        lead: who leads it, by name; empty where nobody does.
        to_decide: what the round says already of who decides and when; empty if nothing.

    """

    question: Named
    steps: int | None
    is_wide: bool
    said: tuple[SaidAlike, ...]
    lead: str
    to_decide: str

    @property
    def has_answer_of_lead(self) -> bool:
        """Whether its lead has answered it."""
        return any(one.is_lead for one in self.said)


@dataclass(frozen=True, slots=True)
class AwaitedDecision:
    """A decision that the round has room for, of a question on which nobody differs."""

    question: Named
    to_decide: str


@dataclass(frozen=True, slots=True)
class QuestionnaireStatus:
    """How far respondents of one kind have come with a questionnaire, all of them together.

    Args:
        id: of the questionnaire.
        version: likewise.
        title: likewise.
        kind: whose answers these are; government and stakeholders are never counted together.
        tally: questions that somebody of them is asked, or has answered, by state.
        sections: those of the first rank, likewise.
        sizes: how many questions stand in each of them, whether or not somebody is asked them.
        unanswered: what is asked, and nobody of those asked has answered.
        unasked: what nobody is asked and nobody has answered, told with the government's where it
            is asked any of it.
        disputed: the widest first; stakeholders are not merged, so there are none of theirs.
        awaited: decisions that are still to be taken beside those.
        decided: how many questions were decided.
        outside: those that were decided as nobody of those who answered had.

    """

    id: str
    version: str
    title: str
    kind: Kind
    tally: Tally
    sections: tuple[SectionStatus, ...]
    sizes: tuple[int, ...]
    unanswered: tuple[OpenQuestion, ...] = ()
    unasked: tuple[OpenQuestion, ...] = ()
    disputed: tuple[DisputedQuestion, ...] = ()
    awaited: tuple[AwaitedDecision, ...] = ()
    decided: int = 0
    outside: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class FormStatus:
    """What a respondent has made of one questionnaire.

    Args:
        status: counted over what it is asked alone; of nothing sent all of that is unanswered.
        is_sent: whether there is a file of it that counts.
        uninvited: what it has answered without being asked.

    """

    status: Status
    is_sent: bool
    uninvited: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class RespondentStatus:
    """A respondent, and its forms in the order of the round: all of which it is asked something."""

    id: str
    entity: str
    role: str
    kind: Kind
    contact: str
    forms: tuple[FormStatus, ...]

    @property
    def has_sent(self) -> bool:
        """Whether there is anything of it that counts."""
        return any(form.is_sent for form in self.forms)

    @property
    def asked(self) -> int:
        """How many questions it is asked."""
        return sum(form.status.tally.total for form in self.forms)


@dataclass(frozen=True, slots=True)
class RoundStatus:
    """How far a round has come.

    Args:
        source: the round file.
        country: in words.
        round: its name.
        deadline: by when forms are to be back.
        today: the day on which that is looked at; None leaves open whether anything is late.
        focal_point: whom to ask.
        without_lead: what counts where nobody leads a disputed question.
        questionnaires: the government's in the order of the round, then the stakeholders'.
        respondents: in the order of the round.
        left_out: files that do not count, each with the reason.
        notes: what else is to be said of the round and its files.
        language: of the texts.

    """

    source: str
    country: str
    round: str
    deadline: dt.date | None
    today: dt.date | None
    focal_point: str
    without_lead: WithoutLead
    questionnaires: tuple[QuestionnaireStatus, ...]
    respondents: tuple[RespondentStatus, ...]
    left_out: tuple[Broken, ...] = ()
    notes: tuple[Problem, ...] = ()
    language: str = "en"

    def of_kind(self, kind: Kind) -> tuple[RespondentStatus, ...]:
        """The respondents of a kind."""
        return tuple(one for one in self.respondents if one.kind == kind)

    @property
    def silent(self) -> tuple[RespondentStatus, ...]:
        """Who has sent nothing that counts."""
        return tuple(one for one in self.respondents if not one.has_sent)

    @property
    def days_late(self) -> int | None:
        """Days since the deadline, negative before it; None if it or the day is not known."""
        if self.deadline is None or self.today is None:
            return None
        return (self.today - self.deadline).days

    def asked_alone(self, respondent: RespondentStatus, form: FormStatus) -> frozenset[str]:
        """Questions of a form that nobody else of its kind is asked, and it has not answered."""
        return frozenset(
            one.question.id
            for part in self.questionnaires
            if (part.id, part.kind) == (form.status.questionnaire, respondent.kind)
            for one in part.unanswered
            if one.asked == (respondent.entity,)
        )

    @property
    def disputed(self) -> tuple[DisputedQuestion, ...]:
        """The disputed questions of all questionnaires, each questionnaire's the widest first."""
        return tuple(one for part in self.questionnaires for one in part.disputed)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with files, those that are left out and those that count."""
        of_files = (form.status.problems for one in self.respondents for form in one.forms)
        return tuple(
            problem
            for several in (*(file.problems for file in self.left_out), *of_files)
            for problem in several
        )
