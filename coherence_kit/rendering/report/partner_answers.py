"""Annex E: what partners answered, in full and by partner.

The questions and their steps stand in annex A. What a partner was asked and the government was not
stands here too, so that nothing typed is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coherence_kit.model.submission import UNANSWERED
from coherence_kit.rendering.report.answers import AnswerEntry, answers
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.cover import questionnaire_title
from coherence_kit.rendering.report.partners import PartnerMarks, full_name
from coherence_kit.rendering.report.status import foot_line
from coherence_kit.words import in_a_row

if TYPE_CHECKING:
    from markupsafe import Markup

ANCHOR = "partners-answers"


@dataclass(frozen=True, slots=True)
class PartnerAnswers:
    """What one partner answered to one questionnaire; `silent` says what it left open."""

    mark: Markup
    name: str
    anchor: str
    about: str
    entries: tuple[AnswerEntry, ...]
    silent: str


@dataclass(frozen=True, slots=True)
class PartnerAnnex:
    """The annex. It belongs to no chapter, so that it has no `name`."""

    title: str
    anchor: str
    name: str
    status: str
    partners: tuple[PartnerAnswers, ...]


def partner_annex(frames: Sequence[ChapterContext], names: Sequence[str]) -> PartnerAnnex | None:
    """The annex; None where no partner has answered.

    Args:
        frames: the chapters.
        names: what tells them apart; empty in a report of one.

    """
    marks = PartnerMarks(frames[0])
    if not marks.voices:
        return None
    words = frames[0].words
    return PartnerAnnex(
        title=words.say("Annex E: what partners answered"),
        anchor=ANCHOR,
        name="",
        status=foot_line(words, frames[0].assessment),
        partners=tuple(
            _answers(context, marks.key(partner), _numbers(frames, names, place))
            for place, (context, partner) in enumerate(zip(marks.voices, marks.places, strict=True))
        ),
    )


def _answers(context: ChapterContext, mark: Markup, numbers: dict[str, str]) -> PartnerAnswers:
    submission, words = context.assessment.submission, context.words
    answering = submission.respondent
    asked = [name for top in context.top_sections for name in context.asked_of(top)]
    told = {context.anchor("a", name): name for name in asked if _is_told(context, name)}
    sections = answers(context)
    entries = [entry for section in sections for entry in section.entries if entry.anchor in told]
    silent = len(asked) - len(entries)
    signed = context.printable(submission.signed_off, is_name=True)
    date = words.date(submission.date) if submission.date else context.assessment.typed_date
    return PartnerAnswers(
        mark=mark,
        name=full_name(context),
        anchor=context.anchor("answers"),
        about=in_a_row(
            (
                questionnaire_title(context),
                date,
                context.printable(answering.role, is_name=True) if answering else "",
                words.say("signed off: {by}", by=signed) if signed else "",
            ),
            "; ",
        ),
        entries=tuple(_brief(entry, numbers.get(told[entry.anchor], "")) for entry in entries),
        silent=words.count("Not answered: {n} question.", "Not answered: {n} questions.", silent)
        if silent
        else "",
    )


def _is_told(context: ChapterContext, question: str) -> bool:
    return context.assessment.submission.answer(question) != UNANSWERED


def _brief(entry: AnswerEntry, number: str) -> AnswerEntry:
    """An entry without what annex A says of the same question: its target, weight and sources."""
    lines = tuple(line for line in entry.lines if not line.muted)
    return replace(
        entry, lines=lines, beside=min(entry.beside, len(lines)), meta=number, sources=""
    )


def _numbers(frames: Sequence[ChapterContext], names: Sequence[str], place: int) -> dict[str, str]:
    """Under which number the government answers a question of a voice."""
    return {
        question: frame.words.say("Government: {number}", number=in_a_row((name, number)))
        for frame, name in zip(frames, names, strict=True)
        for question, number in _shared(frame, place)
    }


def _shared(frame: ChapterContext, place: int) -> Iterator[tuple[str, str]]:
    found = frame.assessment.partners
    for question in found.questions if found else ():
        if any(one.voice == place for one in question.answers):
            yield question.id, frame.numbers[question.id]
