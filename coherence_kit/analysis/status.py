"""What a submission still needs, question by question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from coherence_kit.analysis.gaps import find_missing
from coherence_kit.analysis.instrument import Instrument
from coherence_kit.model.base import LocalizedText
from coherence_kit.model.conditions import tests
from coherence_kit.model.questionnaire import Question, Section
from coherence_kit.model.status import Need, SectionStatus, Status, Tally, Wanted
from coherence_kit.model.submission import Answer, Submission
from coherence_kit.questions import kind_of
from coherence_kit.questions.naming import answer_in_a_word
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.scoring.engine import score
from coherence_kit.scoring.review import apply_reviews
from coherence_kit.scoring.states import MISSING_STATES, QUESTION_STATES, State, question_states
from coherence_kit.words import Words, words_of

# In the order in which somebody who asks gets furthest: nobody has looked, somebody could
# not, another answer decides.
_MOST_USEFUL = (State.UNANSWERED, State.UNKNOWN, State.OPEN)
_ASKED_BY_A_REVIEWER = {"query": Need.QUERY, "changed": Need.CHANGE}


def status_of(  # noqa: PLR0913  (all but two are named)
    instrument: Instrument,
    submission: Submission,
    *,
    source: str = "",
    country_name: str = "",
    language: str = "en",
    asked: Container[str] | None = None,
) -> Status:
    """How far a submission has come.

    Args:
        instrument: the questionnaire that it answers, or the part of it that its form asks.
        submission: typed by that questionnaire.
        source: the file it came from.
        country_name: the country in words.
        language: of the texts that come in several.
        asked: the questions that count, where its respondent is asked some of them only; what the
            submission says of others decides conditions and no more.

    """
    counted = apply_reviews(instrument.within(submission), instrument.questionnaire)
    states = question_states(instrument.tree, counted)
    reader = _Reader(instrument, counted, states, language, asked)
    respondent = submission.respondent
    questionnaire = instrument.questionnaire
    sections = tuple(
        SectionStatus(
            reader.numbers[section.id],
            section.id,
            reader.say(section.title),
            _tally(states, (one for one in questions_of(section) if one.id in reader.places)),
        )
        for section in questionnaire.sections
        if section.asks
    )
    return Status(
        source=source,
        entity=(respondent.entity if respondent else None) or "",
        role=(respondent.role if respondent else None) or "",
        country=country_name or submission.country or "",
        round=submission.round or "",
        date=submission.date,
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        title=reader.say(questionnaire.title),
        tally=_tally(states, (instrument.questions[name] for name in reader.places)),
        sections=sections,
        wanted=reader.wanted(),
        signed_off=submission.signed_off or "",
        asked_in_long=len(instrument.long.questions) if instrument.long else 0,
        is_part=bool(submission.asked) and instrument.long is not None,
    )


def _tally(states: Mapping[str, State], questions: Iterable[Question]) -> Tally:
    counts = Counter(states[question.id] for question in questions)
    return Tally(**{state.value: counts[state] for state in QUESTION_STATES})


def questions_of(section: Section) -> Iterator[Question]:
    """The questions of a section and of those in it, in the order of the file."""
    for child in section.children:
        if isinstance(child, Section):
            yield from questions_of(child)
        else:
            yield child


@dataclass(slots=True)
class _Reader:
    """One submission beside its questionnaire."""

    instrument: Instrument
    submission: Submission
    states: Mapping[str, State]
    language: str
    asked: Container[str] | None
    numbers: Mapping[str, str] = field(init=False)
    places: Mapping[str, int] = field(init=False)
    """Question to the place of its section of the first rank, in the order of the questionnaire.

    Only questions that count, and sections in which something is asked.
    """

    def __post_init__(self) -> None:
        self.numbers = numbers_of(self.instrument.tree.nodes, self.instrument.tree.root)
        asking = (one for one in self.instrument.questionnaire.sections if one.asks)
        sections = enumerate(asking)
        self.places = {
            question.id: place
            for place, section in sections
            for question in questions_of(section)
            if self.asked is None or question.id in self.asked
        }

    @property
    def words(self) -> Words:
        return words_of(self.language)

    def say(self, text: LocalizedText | None) -> str:
        if text is None:
            return ""
        return text.in_language(self.language, self.instrument.questionnaire.languages)

    def wanted(self) -> tuple[Wanted, ...]:
        """By need, then in the order of the questionnaire."""
        order = list(Need)
        found = [item for question in self.places for item in self._wanted_of(question)]
        found.sort(key=lambda item: order.index(item.need))  # a stable sort
        ranks = self._ranks(found)
        return tuple(replace(item, rank=ranks[item.need, item.id]) for item in found)

    def _ranks(self, found: list[Wanted]) -> dict[tuple[Need, str], int]:
        """A key to sort by, the most useful first.

        Answers go by their state and by how much rests on them, all else as the questionnaire goes.
        """
        missing = find_missing(self.instrument.tree, score(self.instrument.tree, self.submission))
        weight = {item.id: item.reach for item in missing}
        ranks: dict[tuple[Need, str], int] = {}
        for need in Need:
            items = [item for item in found if item.need is need]
            if need is Need.ANSWER:
                items.sort(
                    key=lambda item: (
                        _MOST_USEFUL.index(State(item.state)),
                        -weight.get(item.id, 0),
                    )
                )
            ranks.update({(need, item.id): place for place, item in enumerate(items, start=1)})
        return ranks

    def _wanted_of(self, name: str) -> Iterator[Wanted]:
        state, answer = self.states[name], self.submission.answer(name)
        question = self.instrument.questions[name]
        if state is State.NOT_ASKED:
            return
        about = Wanted(
            need=Need.ANSWER,
            section=self.places[name],
            id=name,
            number=self.numbers[name],
            label=self.say(question.label),
            who=self._who(question),
            answer=_in_a_word(self.words, question, answer),
        )
        if state is State.CARRIED:
            yield replace(about, need=Need.RECHECK)
        elif state in MISSING_STATES:
            yield replace(about, state=state.value, note=self._why(question, answer, state))
        if state is State.ANSWERED and self._lacks_document(question, answer):
            yield replace(about, need=Need.DOCUMENT, note=self._proof(question, answer))
        need = _ASKED_BY_A_REVIEWER.get(answer.review.verdict or "") if answer.review else None
        if answer.review is not None and need is not None:
            said = (answer.review.note, f"({answer.review.by})" if answer.review.by else None)
            yield replace(about, need=need, note=" ".join(part for part in said if part))

    def _who(self, question: Question) -> str:
        who = question.who
        texts = () if who is None else (who.answers, who.others)
        return "; ".join(" ".join(self.say(text).split()) for text in texts if text is not None)

    def _why(self, question: Question, answer: Answer, state: State) -> str:
        """Why there is no answer, where something is known about it."""
        if state is State.UNKNOWN:
            return answer.unknown or ""
        if state is State.OPEN and question.depends_on is not None:
            deciding = dict.fromkeys(test.question for test in tests(question.depends_on))
            waited = [
                self.numbers[name] for name in deciding if self.states[name] in MISSING_STATES
            ]
            return self.words.say("Waits for {questions}", questions=self.words.enumerate(waited))
        return answer.comment or ""

    def _lacks_document(self, question: Question, answer: Answer) -> bool:
        node = self.instrument.tree.nodes[question.id]
        if answer.value is None or answer.has_evidence or not node.scored:
            return False
        return kind_of(question).wants_proof(answer.value, node.settings.evidence_from)

    def _proof(self, question: Question, answer: Answer) -> str:
        """What would prove the answer; of several boxes what would prove each."""
        if answer.value is None:
            return ""
        keys = kind_of(question).proof_keys_of(answer.value)
        return " ".join(
            self.say(question.evidence[key]) for key in keys if key in question.evidence
        )


def _in_a_word(words: Words, question: Question, answer: Answer) -> str:
    """The answer, or that it does not apply; empty where nothing is said."""
    if answer.value is not None:
        return answer_in_a_word(words, question, answer.value)
    return "" if answer.not_applicable is None else words.say("not applicable")
