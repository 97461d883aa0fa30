"""What a round still needs: of every respondent, and of all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from coherence_kit.analysis.disputes import find_disputes
from coherence_kit.analysis.instrument import Instrument
from coherence_kit.analysis.rounds.merge import Received, merge
from coherence_kit.analysis.status import questions_of, status_of
from coherence_kit.model.asking import Asking, Key, find_place
from coherence_kit.model.assessment import Dispute
from coherence_kit.model.base import LocalizedText
from coherence_kit.model.days import read_date
from coherence_kit.model.merging import counting, is_as_said, is_outside
from coherence_kit.model.round_status import (
    AwaitedDecision,
    DisputedQuestion,
    FormStatus,
    Named,
    OpenQuestion,
    QuestionnaireStatus,
    RespondentStatus,
    SaidAlike,
)
from coherence_kit.model.rounds import Kind, Round, RoundDecision, RoundRespondent
from coherence_kit.model.status import SectionStatus, Tally
from coherence_kit.model.submission import (
    UNANSWERED,
    Answer,
    QuestionnaireRef,
    Submission,
)
from coherence_kit.problems import Problem
from coherence_kit.questions.naming import answer_in_a_word
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.scoring.engine import claim_of, score
from coherence_kit.scoring.states import MISSING_STATES, QUESTION_STATES, State, question_states
from coherence_kit.words import Words, in_a_row, words_of

_FURTHEST = (
    State.ANSWERED,
    State.NOT_APPLICABLE,
    State.UNKNOWN,
    State.CARRIED,
    State.OPEN,
    State.UNANSWERED,
    State.NOT_ASKED,
)
"""States of one question with several respondents: the first that one of them has is that of all
of them together."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A file that counts: whose it is, what it answers, and what is wrong with single answers."""

    respondent: str
    submission: Submission
    instrument: Instrument
    source: str
    errors: tuple[Problem, ...] = ()

    @property
    def questionnaire(self) -> str:
        """The id of what it answers."""
        return self.submission.questionnaire.id


def status_of_round(  # noqa: PLR0913  (all but one of them named)
    stated: Round,
    *,
    asking: Asking,
    decisions: Mapping[Key, Answer],
    instruments: Mapping[str, Instrument],
    heard: Iterable[Heard],
    language: str = "en",
) -> tuple[tuple[QuestionnaireStatus, ...], tuple[RespondentStatus, ...]]:
    """How far a round has come, by questionnaire and by respondent.

    Args:
        stated: the round.
        asking: who is asked what in it.
        decisions: those that were taken, typed.
        instruments: the questionnaires of the round by id, in its order.
        heard: of every respondent one file at most for each questionnaire.
        language: of the texts that come in several.

    """
    reader = _Reader(stated, asking, decisions, instruments, tuple(heard), language)
    government = [reader.of_government(name) for name in instruments if reader.is_government(name)]
    partners = [
        reader.of_stakeholders(name) for name in instruments if reader.is_of(name, "stakeholder")
    ]
    respondents = tuple(map(reader.respondent, stated.respondents))
    return (*government, *partners), respondents


@dataclass(slots=True)
class _Reader:
    """A round beside what was sent in for it."""

    stated: Round
    asking: Asking
    decisions: Mapping[Key, Answer]
    instruments: Mapping[str, Instrument]
    heard: tuple[Heard, ...]
    language: str
    merged: dict[str, Submission] = field(init=False)
    """The government's answers together, by questionnaire."""
    names: dict[str, str] = field(init=False)
    """Entities by id."""
    kinds: dict[str, Kind] = field(init=False)

    def __post_init__(self) -> None:
        self.names = {one.id: " ".join(one.entity.split()) for one in self.stated.respondents}
        self.kinds = {one.id: one.kind for one in self.stated.respondents}
        self.merged = {name: self._merged(name) for name in self.instruments}

    # --- what is there -------------------------------------------------------------------------

    def heard_of(self, questionnaire: str, kind: Kind) -> tuple[Heard, ...]:
        """What respondents of a kind have sent of a questionnaire."""
        return tuple(
            one
            for one in self.heard
            if one.questionnaire == questionnaire and self.kinds[one.respondent] == kind
        )

    def asked(self, questionnaire: str, question: str, kind: Kind) -> tuple[str, ...]:
        """The respondents of a kind that are asked a question, by id."""
        every = self.asking.asked.get((questionnaire, question), ())
        return tuple(name for name in every if self.kinds[name] == kind)

    def is_of(self, questionnaire: str, kind: Kind) -> bool:
        """Whether respondents of a kind are asked anything of it, or have answered it."""
        return bool(self.heard_of(questionnaire, kind)) or any(
            self.kinds[name] == kind
            for (where, _), names in self.asking.asked.items()
            if where == questionnaire
            for name in names
        )

    def is_government(self, questionnaire: str) -> bool:
        """Whether it is told of as the government's, as one that nobody is asked is."""
        return self.is_of(questionnaire, "government") or not self.is_of(
            questionnaire, "stakeholder"
        )

    def _merged(self, questionnaire: str) -> Submission:
        instrument = self.instruments[questionnaire]
        received = [
            Received(one.respondent, one.submission)
            for one in self.heard_of(questionnaire, "government")
        ]
        return merge(self.stated, self.asking, self.decisions, instrument, received)

    # --- one respondent ------------------------------------------------------------------------

    def respondent(self, stated: RoundRespondent) -> RespondentStatus:
        """A respondent with all its forms."""
        forms = tuple(
            self._form(stated, name)
            for name in self.instruments
            if self.asking.of(stated.id, name) or self._file(stated.id, name)
        )
        sent = [form.status for form in forms if form.is_sent]
        return RespondentStatus(
            id=stated.id,
            entity=self.names[stated.id],
            role=stated.role or next((one.role for one in sent if one.role), ""),
            kind=stated.kind,
            contact=" ".join((stated.contact or "").split()),
            forms=forms,
        )

    def _file(self, respondent: str, questionnaire: str) -> Heard | None:
        found = (
            one
            for one in self.heard
            if (one.respondent, one.questionnaire) == (respondent, questionnaire)
        )
        return next(found, None)

    def _form(self, respondent: RoundRespondent, questionnaire: str) -> FormStatus:
        file = self._file(respondent.id, questionnaire)
        instrument = file.instrument if file else self.instruments[questionnaire]
        asked = frozenset(self.asking.of(respondent.id, questionnaire))
        status = status_of(
            instrument,
            self._with_others(respondent.id, questionnaire, file, instrument),
            source=file.source if file else "",
            language=self.language,
            asked=asked,
        )
        status = replace(status, entity=self.names[respondent.id])
        if file is None:
            return FormStatus(status, is_sent=False)
        texts = _Texts(self.instruments[questionnaire], self.language)
        uninvited = (
            texts.named(name)
            for name in texts.places
            if name not in asked and file.submission.answer(name) != UNANSWERED
        )
        return FormStatus(replace(status, problems=file.errors), True, tuple(uninvited))  # noqa: FBT003

    def _with_others(
        self, respondent: str, questionnaire: str, file: Heard | None, instrument: Instrument
    ) -> Submission:
        """What a respondent has sent, beside what others say of that which it is not asked.

        Their answers decide whether it is asked a question that hangs on them.
        """
        own = file.submission if file else self._nothing(questionnaire)
        if self.kinds[respondent] != "government":
            return own
        asked = self.asking.of(respondent, questionnaire)
        others = {
            name: answer
            for name, answer in self.merged[questionnaire].answers.items()
            if name not in asked and name in instrument.questions
        }
        return own.model_copy(update={"answers": {**own.answers, **others}})

    def _nothing(self, questionnaire: str) -> Submission:
        version = self.instruments[questionnaire].questionnaire.version
        return Submission.model_construct(
            format="coherence-kit/submission/1",
            questionnaire=QuestionnaireRef(id=questionnaire, version=version),
            country=self.stated.country,
        )

    # --- all of a kind -------------------------------------------------------------------------

    def of_government(self, questionnaire: str) -> QuestionnaireStatus:
        """The government's answers together, as they are merged."""
        merged, whole = self.merged[questionnaire], self.instruments[questionnaire]
        instrument = whole.short if merged.short and whole.short else whole
        states = question_states(instrument.tree, merged)
        open_now = {name: state for name, state in states.items() if state in MISSING_STATES}
        carried = {
            name
            for one in self.heard_of(questionnaire, "government")
            for name, answer in one.submission.answers.items()
            if answer.is_carried
        }
        for name, state in open_now.items():
            if state is State.UNANSWERED and name in carried:
                open_now[name] = State.CARRIED
        status = self._status(questionnaire, "government", instrument, {**states, **open_now})
        texts = _Texts(instrument, self.language)
        disputes = find_disputes(instrument.tree, score(instrument.tree, merged), merged)
        prepared = self._to_decide(questionnaire)
        disputed = tuple(
            self._disputed(texts, merged.answer(one.id), one, prepared.pop(one.id, ""))
            for one in disputes
        )
        awaited = (
            AwaitedDecision(texts.named(name), who)
            for name, who in prepared.items()
            if name in texts.places
        )
        decided = sum(answer.decision is not None for answer in merged.answers.values())
        outside = (
            texts.named(name)
            for name in texts.places
            if counting(answer := merged.answer(name)) and is_outside(answer)
        )
        return replace(
            status,
            disputed=disputed,
            awaited=tuple(awaited),
            decided=decided,
            outside=tuple(outside),
        )

    def of_stakeholders(self, questionnaire: str) -> QuestionnaireStatus:
        """What stakeholders have answered between them; their answers are not merged."""
        instrument = self.instruments[questionnaire]
        files = self.heard_of(questionnaire, "stakeholder")
        forms = {one.respondent: one.instrument for one in files}
        told = {
            one.respondent: question_states(one.instrument.tree, one.submission) for one in files
        }
        nothing = question_states(instrument.tree, self._nothing(questionnaire))
        states = {}
        for name, unsaid in nothing.items():
            asked = [
                one
                for one in self.asked(questionnaire, name, "stakeholder")
                if one not in forms or name in forms[one].questions
            ]
            found = {told[one][name] if one in told else unsaid for one in asked}
            found |= {of[name] for of in told.values() if of.get(name) is State.ANSWERED}
            states[name] = next((state for state in _FURTHEST if state in found), unsaid)
        return self._status(questionnaire, "stakeholder", instrument, states)

    def _status(
        self,
        questionnaire: str,
        kind: Kind,
        instrument: Instrument,
        states: Mapping[str, State],
    ) -> QuestionnaireStatus:
        texts = _Texts(instrument, self.language)
        asked = {name: self.asked(questionnaire, name, kind) for name in texts.places}
        counted = {
            name: state
            for name, state in states.items()
            if name in texts.places and (asked[name] or state not in MISSING_STATES)
        }
        open_now = [name for name, state in states.items() if state in MISSING_STATES]
        unanswered = [name for name in texts.places if name in open_now and asked[name]]
        is_first = kind == "government" or not self.is_of(questionnaire, "government")
        unasked = [
            name
            for name in texts.places
            if is_first and name in open_now and not self.asking.asked.get((questionnaire, name))
        ]

        def opened(name: str) -> OpenQuestion:
            names = tuple(self.names[one] for one in asked[name])
            return OpenQuestion(texts.named(name), states[name].value, names)

        return QuestionnaireStatus(
            id=questionnaire,
            version=instrument.questionnaire.version,
            title=texts.say(instrument.questionnaire.title),
            kind=kind,
            tally=_tally(counted.values()),
            sections=texts.sections(counted),
            sizes=tuple(section.tally.total for section in texts.sections(states)),
            unanswered=tuple(map(opened, unanswered)),
            unasked=tuple(map(opened, unasked)),
        )

    # --- disputes ------------------------------------------------------------------------------

    def _disputed(
        self, texts: _Texts, answer: Answer, dispute: Dispute, to_decide: str
    ) -> DisputedQuestion:
        told = counting(answer)
        groups: list[tuple[Answer, list[str]]] = []
        for name, one in told.items():
            group = next((names for other, names in groups if is_as_said(other, one)), None)
            if group is None:
                groups.append((one, [name]))
            else:
                group.append(name)
        groups.sort(key=lambda group: texts.rank(dispute.id, group[0]))
        said = tuple(
            SaidAlike(
                texts.in_a_word(dispute.id, one),
                tuple(self.names[name] for name in names),
                answer.lead in names,
            )
            for one, names in groups
        )
        return DisputedQuestion(
            question=texts.named(dispute.id),
            steps=dispute.steps,
            is_wide=dispute.is_wide,
            said=said,
            lead=self.names[answer.lead] if answer.lead else "",
            to_decide=to_decide,
        )

    def _to_decide(self, questionnaire: str) -> dict[str, str]:
        """Questions of which the round has a decision that is still to be taken: by whom, when."""
        questionnaires = {name: one.questionnaire for name, one in self.instruments.items()}
        found = {}
        for written, decision in self.stated.decisions.items():
            place = find_place(written, questionnaires) if decision.says_nothing else None
            for where, name in place.questions if place else ():
                if where == questionnaire:
                    found[name] = _by_and_when(self.words, decision)
        return found

    @property
    def words(self) -> Words:
        return words_of(self.language)


def _by_and_when(words: Words, decision: RoundDecision) -> str:
    typed = " ".join((decision.date or "").split())
    day = words.partial_date(typed) if read_date(typed) else typed
    return in_a_row((" ".join((decision.by or "").split()), day), ", ")


@dataclass(slots=True)
class _Texts:
    """The questions of a form by number and label, in a language."""

    instrument: Instrument
    language: str
    numbers: Mapping[str, str] = field(init=False)
    places: Mapping[str, int] = field(init=False)
    """Question to the place of its section of the first rank, in the order of the form."""

    def __post_init__(self) -> None:
        self.numbers = numbers_of(self.instrument.tree.nodes, self.instrument.tree.root)
        asking = [one for one in self.instrument.questionnaire.sections if one.asks]
        self.places = {
            question.id: place
            for place, section in enumerate(asking)
            for question in questions_of(section)
        }

    def say(self, text: LocalizedText) -> str:
        return text.in_language(self.language, self.instrument.questionnaire.languages)

    def named(self, name: str) -> Named:
        label = self.say(self.instrument.questions[name].label)
        return Named(name, self.numbers[name], label, self.places[name])

    def sections(self, states: Mapping[str, State]) -> tuple[SectionStatus, ...]:
        asking = [one for one in self.instrument.questionnaire.sections if one.asks]
        return tuple(
            SectionStatus(
                self.numbers[section.id],
                section.id,
                self.say(section.title),
                _tally(state for name, state in states.items() if self.places.get(name) == place),
            )
            for place, section in enumerate(asking)
        )

    def in_a_word(self, name: str, answer: Answer) -> str:
        words = words_of(self.language)
        if answer.value is None:
            return words.say("not applicable")
        return answer_in_a_word(words, self.instrument.questions[name], answer.value)

    def rank(self, name: str, answer: Answer) -> tuple[bool, float, str]:
        """From the lowest answer to the highest; what does not apply comes last."""
        node = self.instrument.tree.nodes[name]
        claimed = claim_of(node, answer) if node.scored else None
        return answer.value is None, float(claimed or 0), self.in_a_word(name, answer)


def _tally(states: Iterable[State]) -> Tally:
    counts = Counter(states)
    return Tally(**{state.value: counts[state] for state in QUESTION_STATES})
