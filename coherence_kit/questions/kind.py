"""What the kit asks of a type of question.

A kind is bound to its question: `kind_of(question).score(value)`. Scores are 0 to 100, exact.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Generic, TypeVar

from coherence_kit.model.base import LocalizedText
from coherence_kit.model.letters import LetterScale
from coherence_kit.model.questionnaire import BaseQuestion, Option, Questionnaire, Threshold
from coherence_kit.model.submission import AnswerValue
from coherence_kit.questions.answers import answer_key, answer_keys
from coherence_kit.questions.parts import AnswerLabel, Fault, Graded, Rung, Scoring, Way, Working
from coherence_kit.questions.shapes import Shape
from coherence_kit.questions.typed import (
    SaidState,
    not_applicable_because,
    plain_words,
    state_typed,
)

LOWEST, HIGHEST = Fraction(0), Fraction(100)
EVERY_ANSWER = "any"
"""Key of `evidence` for a question whose answers cannot be listed."""
MOST_LISTED = 100_000
"""Scores of one question that are listed.

More lie so close together that any from 0 to 100 may be drawn.
"""
Letters = LetterScale | None
Q_co = TypeVar("Q_co", bound=BaseQuestion, covariant=True)


class QuestionKind(ABC, Generic[Q_co]):
    """All that is known of one question because of its type.

    Args:
        question: the one that it is about.

    """

    shape: ClassVar[Shape]
    is_scored: ClassVar[bool] = True
    """Whether answers count; those of other types are printed only."""
    method: ClassVar[str] = ""
    """How an answer becomes a score, as a message for reports."""
    ways: ClassVar[tuple[Way, ...]] = ()
    """The same for `coherence rules`, way by way."""
    is_tick: ClassVar[bool] = False
    """Whether it is one box of a list, of which a share can be ticked."""
    is_date: ClassVar[bool] = False
    """Of what is written in words: whether it is a day of the calendar."""
    number_keyed: ClassVar[tuple[str, ...]] = ()
    """Maps of the question in the file whose keys are numbers, each in one spelling only."""

    def __init__(self, question: Q_co) -> None:
        self.question = question
        self._named: dict[tuple[str, ...], frozenset[str]] = {}

    # --- what may be answered ---

    @abstractmethod
    def parse(self, raw: object) -> AnswerValue:
        """The typed value of what a file holds.

        Raises:
            ValueError: it is no answer to this question.
            TypeError: it is a list where one text is expected, or the reverse.

        """

    def typed(self, raw: object) -> object:
        """The spelling that `parse` takes, of what means exactly one answer however it is typed.

        Else what was typed, as it is.
        """
        return raw

    def read(self, raw: object) -> AnswerValue:
        """The typed value of what somebody has answered.

        It is the same by every door: YAML, a workbook, a page, a program.

        Raises:
            ValueError: it means no answer to this question, or more than one.
            TypeError: it is a list where one text is expected, or the reverse.

        """
        try:
            return self.parse(raw)
        except (ValueError, TypeError):
            return self.parse(self.typed(raw))

    def remark(self, raw: object) -> str:  # noqa: ARG002  (some type needs it)
        """What is said beside an answer that `read` takes, without being part of it."""
        return ""

    def state_typed(self, raw: object) -> SaidState | None:
        """What is typed in the place of an answer and says that there is none.

        None where it is an answer, or says nothing of the kind.
        """
        alone = raw[0] if isinstance(raw, (list, tuple)) and len(raw) == 1 else raw
        if not isinstance(alone, str) or self.accepts(raw):
            return None
        text = plain_words(alone)
        if not_applicable_because(text) and not any(
            text.startswith(key.casefold()) for key in self.keys
        ):
            return SaidState.NOT_APPLICABLE
        return state_typed(text)

    def accepts(self, raw: object) -> bool:
        """Whether what a file holds is an answer."""
        try:
            self.read(raw)
        except (ValueError, TypeError):
            return False
        return True

    @property
    def labels(self) -> tuple[AnswerLabel, ...]:
        """The answers, or what answers are made of, in the order in which forms list them.

        Nothing for words and numbers.
        """
        return ()

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of the labels."""
        return tuple(label.key for label in self.labels)

    def labels_of(self, value: AnswerValue) -> tuple[AnswerLabel, ...]:
        """What an answer is made of, in its own order."""
        known = {label.key: label for label in self.labels}
        return tuple(known[key] for key in answer_keys(value) if key in known)

    def label_of(self, value: AnswerValue) -> AnswerLabel:
        """The label of an answer that is one of them.

        Raises:
            TypeError: it is none of them.

        """
        found = self.labels_of(value)
        if len(found) != 1:
            raise wrong_value(value)
        return found[0]

    def step_of(self, value: AnswerValue) -> int | None:  # noqa: ARG002  (some type needs it)
        """The step that an answer names, with a flag or without; None off a scale."""
        return None

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps of a scale, lowest first; nothing for other types."""
        return ()

    @property
    def unit(self) -> LocalizedText | None:
        """What a number counts."""
        return None

    @property
    def smallest(self) -> Fraction | None:
        """The least number that is taken."""
        return None

    @property
    def largest(self) -> Fraction | None:
        """The greatest number that is taken."""
        return None

    # --- what is said of a wrong answer; problems are in English ---

    @property
    @abstractmethod
    def known(self) -> str:
        """What an answer is ("an answer is …")."""

    def doubt(self, raw: object) -> str:  # noqa: ARG002  (some type needs it)
        """`, which can be 1.25 or 1250` of what can mean two answers, else an empty text."""
        return ""

    @abstractmethod
    def cure(self, raw: object) -> str:
        """What to do about something that is no answer ("choose one of them")."""

    def hint(self, raw: object) -> str:  # noqa: ARG002  (some type needs it)
        """` Did you mean "2"?` where one can tell what was meant, else an empty text."""
        return ""

    # --- scores ---

    @abstractmethod
    def score(self, value: AnswerValue, letters: Letters = None) -> Fraction:
        """Score of a typed answer, 0 to 100; by letters where they are given.

        Raises:
            ValueError: answers of this type have no score, or the value is of another type.

        """

    @abstractmethod
    def possible_scores(self, letters: Letters = None) -> tuple[Fraction, ...]:
        """Every score that an answer can have, lowest first.

        Of too many to list only the two ends.
        """

    def drawn_scores(self, letters: Letters = None) -> tuple[Fraction, ...] | None:
        """The scores of which one is drawn for a missing answer, all as likely.

        None where it is any from 0 to 100.
        """
        return self.possible_scores(letters)

    def listed_scores(self, letters: Letters = None) -> dict[str, Fraction]:  # noqa: ARG002  (some type needs it)
        """The score of every answer that is one of the keys.

        Nothing for a question that is not scored.
        """
        return {}

    @abstractmethod
    def scoring(self, letters: Letters = None) -> Scoring:
        """How answers become scores."""

    def working(self, value: AnswerValue) -> Working:  # noqa: ARG002  (some type needs it)
        """The arithmetic that makes a typed answer its score."""
        return Working()

    @property
    def graded(self) -> Graded | None:
        """The answers that state their scores or letters, where there are such."""
        return None

    @property
    def cure_for_letters(self) -> str:
        """How the question can be counted in letters, where it is not."""
        return "ask it as a choice whose options have letters"

    def letter_of(self, value: AnswerValue) -> str | None:  # noqa: ARG002  (some type needs it)
        """The letter of an answer as it is written, before further letters count as others."""
        return None

    def rungs(self, letters: Letters = None) -> tuple[Rung, ...]:  # noqa: ARG002  (some type needs it)
        """The answers as places of a meter, lowest first.

        Nothing where answers have none of their own.
        """
        return ()

    @property
    def target(self) -> AnswerValue | None:
        """The answer that is aimed at."""
        stated = getattr(self.question, "target", None)
        return None if stated is None else stated.value

    @property
    def target_reason(self) -> LocalizedText | None:
        """Why that is aimed at."""
        stated = getattr(self.question, "target", None)
        return None if stated is None else stated.reason

    def target_score(self, letters: Letters = None) -> Fraction | None:
        """Score of what is aimed at, or None where nothing is."""
        target = self.target
        return None if target is None else self.score(target, letters)

    def raised_to(self, key: str, present: AnswerValue | None = None) -> AnswerValue:  # noqa: ARG002  (some type needs it)
        """The answer once a measure has led to `key` from what is answered now.

        Raises:
            ValueError: the key is none of this question.

        """
        return self.parse(key)

    # --- documents ---

    @property
    def proof_keys(self) -> tuple[str, ...]:
        """The keys under which the question may say what proves an answer."""
        return self.keys or (EVERY_ANSWER,)

    def proof_keys_of(self, value: AnswerValue) -> tuple[str, ...]:
        """The keys under which it says what proves this answer."""
        return answer_keys(value) if self.keys else (EVERY_ANSWER,)

    def wants_proof(self, value: AnswerValue, evidence_from: int | None) -> bool:
        """Whether documents are asked for with an answer.

        `evidence_from` is the rubric's step, None where it asks for none. They are asked for where
        the question lists what proves this very answer, or a part of it.
        """
        if evidence_from is None:
            return False
        return any(key in self.question.evidence for key in self.proof_keys_of(value))

    def unproved_score(self, evidence_from: int, cap: int | None) -> Fraction:  # noqa: ARG002  (some type needs it)
        """What an answer without the documents it needs counts as at most.

        Types without steps have the lowest.
        """
        return LOWEST

    # --- conditions ---

    def condition_keys(self, value: AnswerValue) -> tuple[str, ...]:
        """The keys of which a condition has to name one to be met by an answer."""
        return answer_keys(value)

    def key_named(self, text: str) -> str:
        """The key that a condition names, however it is spelt (`yes` is `true`)."""
        return text

    def has_key(self, text: str) -> bool:
        """Whether a condition can name this."""
        try:
            return self.key_named(text) in self.keys
        except (ValueError, TypeError):
            return False

    def meets(self, value: AnswerValue, wanted: tuple[str, ...]) -> bool:
        """Whether an answer is one of those that a condition waits for."""
        named = self._named.get(wanted)
        if named is None:
            named = self._named[wanted] = frozenset(map(self.key_named, wanted))
        return not named.isdisjoint(self.condition_keys(value))

    # --- checks ---

    def faults(self, questionnaire: Questionnaire) -> Iterator[Fault]:  # noqa: ARG002  (some type needs it)
        """What the question states and may not, beyond what holds for every type."""
        return iter(())


AnyKind = QuestionKind[BaseQuestion]


def wrong_value(value: object) -> TypeError:
    """The error for a value that no answer of this type has."""
    return TypeError(f"no answer of this type: {value!r}")


def figure_of(item: Option | Threshold, letters: Letters) -> Fraction:
    """The score of an option or of a class of numbers, by its letter where letters count.

    Raises:
        ValueError: it states none.

    """
    stated = item.score if letters is None else item.letter
    if stated is None:
        msg = "neither score nor letter"
        raise ValueError(msg)
    return letters.score(str(stated)) if letters is not None else Fraction(stated)


def key_of_one(value: AnswerValue) -> str:
    """The key of an answer that is a single one."""
    if isinstance(value, tuple):
        raise wrong_value(value)
    return answer_key(value)


def hint_of_one(kind: AnyKind, raw: Sequence[object]) -> str:
    """The hint for a list of one, where that one is an answer."""
    single = str(raw[0]) if len(raw) == 1 else ""
    return f' Did you mean "{single}"?' if single and kind.accepts(single) else ""
