"""What a meeting has before it: the disputed questions of a round, the widest first.

The sheet to print and the workbook both show this, and decide nothing about it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from coherence_kit.forms.layout import FormAnswer, FormQuestion, Layout
from coherence_kit.model.addresses import shown_address, web_address
from coherence_kit.model.assessment import Assessment, Dispute
from coherence_kit.model.merging import counting
from coherence_kit.model.submission import Answer, AnswerValue, EvidenceItem, Submission
from coherence_kit.questions.answers import answer_keys
from coherence_kit.words import Words, in_a_row, isolated
from coherence_kit.words.texts import filled

MINUTES, MINUTES_OF_WIDE = 5, 10
"""For a question, and for one whose answers lie far apart."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a sheet belongs to.

    Args:
        country: its name.
        code: of the country, as the round has it.
        round: its name.
        date: that of the merged result.
        heard: how many of the respondents have answered.
        asked: how many there are.

    """

    country: str
    code: str
    round: str
    date: dt.date | None
    heard: int
    asked: int


class Result(NamedTuple):
    """The merged answers to a questionnaire, with what they come to and how they are asked."""

    layout: Layout
    assessment: Assessment
    submission: Submission


@dataclass(frozen=True, slots=True)
class Step:
    """An answer that lies on the table, and the offices that gave it."""

    answer: FormAnswer
    given_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """What an office has answered, in its words, with the papers that it names.

    Where the question does not apply to it the words are the reason, and its comment.
    """

    office: str
    answer: str
    comment: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A disputed question.

    Args:
        questionnaire: its id.
        of: the title of the questionnaire, where there are several; else empty.
        asked: the question.
        steps: the answers on the table, in the order of the question; none where one is written.
        voices: what each office has answered.
        lead: who leads it, and what follows from that, as a sentence.
        narrows: what settling it does to the result, as a sentence.
        minutes: that it may take.

    """

    questionnaire: str
    of: str
    asked: FormQuestion
    steps: tuple[Step, ...]
    voices: tuple[Voice, ...]
    lead: str
    narrows: str
    minutes: int

    @property
    def key(self) -> str:
        """By which a workbook knows it, and a round file may name it."""
        return f"{self.questionnaire}/{self.asked.id}"


@dataclass(frozen=True, slots=True)
class Agenda:
    """The whole of it, in one language."""

    words: Words
    heading: Heading
    layouts: tuple[Layout, ...]
    points: tuple[Point, ...]

    @property
    def title(self) -> str:
        """Of the sheet."""
        return self.words.say("Questions to decide")

    @property
    def about(self) -> str:
        """Country, round and date in one line."""
        heading = self.heading
        day = self.words.date(heading.date) if heading.date else ""
        told = (heading.country, self.words.say("round {round}", round=heading.round), day)
        return " · ".join(part for part in told if part)

    @property
    def extent(self) -> str:
        """How many questions there are, how many have answered, and how long it may take."""
        words, many = self.words, len(self.points)
        return in_a_row(
            (
                words.count(
                    "{n} question is disputed, the widest first.",
                    "{n} questions are disputed, the widest first.",
                    many,
                ),
                words.say(
                    "{heard} of {asked} offices have answered.",
                    heard=self.heading.heard,
                    asked=self.heading.asked,
                ),
                words.say(
                    "It may take {time}: ten minutes for a question whose answers lie two steps "
                    "apart or more, five for each other one.",
                    time=_time(words, sum(point.minutes for point in self.points)),
                ),
            )
        )


def set_agenda(words: Words, heading: Heading, results: Sequence[Result]) -> Agenda:
    """What the meeting has before it.

    Args:
        words: in which everything is said.
        heading: of the sheet.
        results: the merged answers, one for each questionnaire, in the order of the round.

    """
    has_several = len(results) > 1
    found = [
        (dispute, _point(words, result, dispute, has_several=has_several))
        for result in results
        for dispute in result.assessment.disputed
    ]
    found.sort(key=lambda one: (-one[0].width, -one[0].share))
    layouts = tuple(result.layout for result in results)
    return Agenda(words, heading, layouts, tuple(point for _, point in found))


def _time(words: Words, minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return words.count("about {n} minute", "about {n} minutes", minutes)
    if not rest:
        return words.count("about {n} hour", "about {n} hours", hours)
    return words.say("about {hours} h {minutes} min", hours=hours, minutes=str(rest).zfill(2))


def _point(words: Words, result: Result, dispute: Dispute, *, has_several: bool) -> Point:
    asked = next(one for one in result.layout.questions() if one.id == dispute.id)
    answer = result.submission.answer(dispute.id)
    offices = {one.id: one.entity for one in result.submission.respondents}
    counted = sorted(counting(answer).items(), key=lambda one: one[0] != answer.lead)
    told = {offices.get(name, name): one for name, one in counted}  # the lead first
    return Point(
        questionnaire=result.layout.questionnaire,
        of=result.layout.title if has_several else "",
        asked=asked,
        steps=tuple(_steps(words, asked, told)),
        voices=tuple(_voice(words, asked, office, one) for office, one in told.items()),
        lead=_lead(words, answer, offices),
        narrows=_narrows(words, result.assessment, dispute),
        minutes=MINUTES_OF_WIDE if dispute.is_wide else MINUTES,
    )


def _lead(words: Words, answer: Answer, offices: Mapping[str, str]) -> str:
    if answer.lead is None:
        return words.say("Nobody leads this question.")
    # a sentence runs in its own direction, whatever that of the name with which it begins
    office = isolated(offices.get(answer.lead, answer.lead), words.direction)
    if answer.lead in counting(answer):
        return words.say("{office} leads: its answer counts until it is decided.", office=office)
    return words.say("{office} leads, and has not answered.", office=office)


def _narrows(words: Words, assessment: Assessment, dispute: Dispute) -> str:
    """How far the bounds of the whole can come together here: those of the question, by its share.

    Exact where every rule above it is an arithmetic mean; elsewhere about so much.
    """
    node = assessment.nodes[dispute.id]
    if node.low is None or node.high is None or not dispute.share:
        return words.say("No figure depends on it.")
    told = counting(assessment.submission.answer(dispute.id)).values()
    if any(one.not_applicable is not None for one in told):
        return words.say("Settling it decides whether it counts in the result at all.")
    points = (node.high - node.low) * dispute.share
    if points < Fraction(1, 20):
        return words.say("Settling it narrows the result by less than 0.1 points of 100.")
    shown = words.decimal(points, 1)
    return words.say(
        "Settling it narrows the result by up to {points} points of 100.", points=shown
    )


# --- what was answered ----------------------------------------------------------------------------


def _steps(words: Words, asked: FormQuestion, told: Mapping[str, Answer]) -> Iterator[Step]:
    """The answers that were given; that the question does not apply comes last, without a key."""
    for answer in asked.answers:
        given_by = tuple(
            office
            for office, one in told.items()
            if one.value is not None and answer.key in keys_of(one.value)
        )
        if given_by:
            yield Step(answer, given_by)
    others = tuple(office for office, one in told.items() if one.not_applicable is not None)
    if others and asked.answers:
        said = words.say("Does not apply")
        yield Step(FormAnswer("", said, said), others)


def keys_of(value: AnswerValue) -> tuple[str, ...]:
    """The keys of an answer as a form has them."""
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    return answer_keys(value)


def _voice(words: Words, asked: FormQuestion, office: str, answer: Answer) -> Voice:
    return Voice(
        office=office,
        answer=_said(words, asked, answer),
        comment=" ".join(filter(None, (answer.not_applicable, answer.comment))),
        papers=tuple(_paper(words, item) for item in answer.evidence),
    )


def _said(words: Words, asked: FormQuestion, answer: Answer) -> str:
    if answer.not_applicable is not None:
        return words.say("Does not apply")
    if answer.value is None:
        return ""
    known = {one.key: one for one in asked.answers}
    keys = keys_of(answer.value)
    if not known:
        return in_a_row((keys[0], asked.unit)) if asked.unit else keys[0]
    return words.enumerate([_named(known.get(key), key) for key in keys], "unit") or words.say(
        "none of these"
    )


def _named(answer: FormAnswer | None, key: str) -> str:
    """A step with its name, which is what an office has said in short."""
    if answer is None:
        return key
    if answer.step and answer.name:
        return filled("{step}: {name}", {"step": answer.short, "name": answer.name})
    return answer.short


def _paper(words: Words, item: EvidenceItem) -> str:
    page = words.say("p. {page}", page=item.page) if item.page else ""
    typed = (isolated(text or "", words.direction) for text in (item.title, item.reference))
    where = shown_address(address) if (address := web_address(item.url)) else item.url or ""
    return in_a_row((*typed, words.partial_date(item.date), page, where), ", ")


def every_office(points: Iterable[Point]) -> tuple[str, ...]:
    """The offices that have answered something here, each once."""
    found = (voice.office for point in points for voice in point.voices)
    return tuple(dict.fromkeys(found))
