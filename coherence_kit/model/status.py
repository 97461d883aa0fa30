"""How far submissions have come: what is answered, what is still wanted, and of whom."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass

from coherence_kit.problems import Problem, Severity


class Need(enum.StrEnum):
    """What a question still needs; the text is what a table prints."""

    ANSWER = "answer"
    DOCUMENT = "document"
    RECHECK = "re-check"
    QUERY = "query"
    CHANGE = "change"


LOOK_AGAIN = frozenset({Need.DOCUMENT, Need.RECHECK, Need.QUERY, Need.CHANGE})
"""What is needed of an answer that is there."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Questions by state, those that are only printed too: all that a form asks."""

    answered: int = 0
    not_applicable: int = 0
    not_asked: int = 0
    unknown: int = 0
    unanswered: int = 0
    open: int = 0
    carried: int = 0

    @property
    def total(self) -> int:
        """The questions that are asked: dealt with, to do, or carried over."""
        return self.dealt_with + self.to_do + self.carried

    @property
    def asked_or_not(self) -> int:
        """All questions, those that another answer makes needless too."""
        return self.total + self.not_asked

    @property
    def dealt_with(self) -> int:
        """Answered, not known or not applicable: somebody has said something."""
        return self.answered + self.unknown + self.not_applicable

    @property
    def to_do(self) -> int:
        """Unanswered, or waiting for another answer."""
        return self.unanswered + self.open

    @property
    def missing(self) -> int:
        """Unknown, unanswered, open and carried over: what has no figure."""
        return self.unknown + self.unanswered + self.open + self.carried


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that a question needs.

    Args:
        need: what.
        section: place of its section of the first rank among the sections of the status.
        id: of the question.
        number: as its form has it, `2.3`.
        label: of the question.
        who: the office that is asked first, and behind a semicolon those
            who can answer too or help.
        state: `unanswered`, `unknown` or `open` where an answer is needed; else empty.
        answer: the answer given, in a word; empty where there is none.
        note: what was said, or what would do: the reason why it is unknown, the questions it waits
            for, the documents that would prove the answer, the reviewer's words.
        rank: 1 for the most useful of its need to ask for, and so on.

    """

    need: Need
    section: int
    id: str
    number: str
    label: str
    who: str
    state: str = ""
    answer: str = ""
    note: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class SectionStatus:
    """A section of the first rank, with all that stands in it."""

    number: str
    id: str
    title: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Status:
    """One submission; of a part `asked_in_long` says how many questions the questionnaire has.

    `is_part` tells what one respondent of a round is asked from the short form.

    `wanted` is in the order of the questionnaire within each need, and the needs in the order of
    :class:`Need`. `problems` are those of single answers, which then count as unanswered;
    without any the whole file is right.
    """

    source: str
    entity: str
    role: str
    country: str
    round: str
    date: dt.date | None
    questionnaire: str
    version: str
    title: str
    tally: Tally
    sections: tuple[SectionStatus, ...]
    wanted: tuple[Wanted, ...]
    signed_off: str
    problems: tuple[Problem, ...] = ()
    asked_in_long: int = 0
    is_part: bool = False

    def needing(self, need: Need) -> tuple[Wanted, ...]:
        """The questions that need this."""
        return tuple(item for item in self.wanted if item.need is need)

    def look_again(self, section: int | None = None) -> int:
        """How many answers somebody has to look at again, in all or in the section at a place."""
        return len(
            {
                item.id
                for item in self.wanted
                if item.need in LOOK_AGAIN and section in (None, item.section)
            }
        )

    @property
    def errors(self) -> int:
        """How many answers, or lines of the head, cannot be used."""
        return errors_in(self.problems)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is wanted."""
        return not self.wanted and not self.errors


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that cannot be taken as a submission, with all that is wrong with it."""

    source: str
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """How many things keep it from being taken."""
        return errors_in(self.problems)


def errors_in(problems: Iterable[Problem]) -> int:
    """How many of the problems are errors."""
    return sum(problem.severity is Severity.ERROR for problem in problems)
