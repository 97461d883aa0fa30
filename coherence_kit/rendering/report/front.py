"""What stands before the findings: the country, how the answers were gathered, how to cite it.

All of it follows from the submission and the brand; what is not known is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coherence_kit.model.submission import MergedRespondent, Submission
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.cover import Cover
from coherence_kit.rendering.report.look import Look
from coherence_kit.rendering.report.words import capital, cut, ended
from coherence_kit.words import Words, in_a_row

_LONGEST_AUTHOR = 160  # of a citation; the whole name stands beside it


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A figure of the country, and who says so."""

    label: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class CountryText:
    """The country box; without figures its text alone, and the other way round."""

    text: str
    figures: tuple[CountryRow, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """How the answers of one chapter were gathered; `name` tells chapters apart."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Front:
    """The page about the report; each empty where nothing is known."""

    country: CountryText | None
    gathered: tuple[Gathered, ...]
    publisher: str
    contact: str
    citation: str


def front(  # noqa: PLR0913  (all but one are named)
    frames: Sequence[ChapterContext],
    *,
    names: Sequence[str],
    title_page: Cover,
    title: str,
    look: Look,
    date: dt.date | None,
) -> Front:
    """The page about the report.

    Args:
        frames: the chapters.
        names: what tells them apart.
        title_page: of the report.
        title: of the report as its file has it, such as `Velmora: gap report, …`.
        look: the brand, whose publisher and contact are printed.
        date: of the report.

    """
    publisher = look.publisher or _entity(frames)
    return Front(
        country=_country(frames),
        gathered=tuple(
            Gathered(name, text)
            for context, name in zip(frames, names, strict=True)
            if (text := in_a_row(_gathered(context)))
        ),
        publisher=publisher,
        contact=look.contact,
        citation=_citation(frames, publisher, title, title_page, date),
    )


def _entity(frames: Sequence[ChapterContext]) -> str:
    """The one body that has answered; of several none speaks for all."""
    bodies = {name for context in frames for name in context.assessment.submission.bodies}
    return frames[0].printable(bodies.pop(), is_name=True) if len(bodies) == 1 else ""


def _citation(
    frames: Sequence[ChapterContext],
    publisher: str,
    title: str,
    title_page: Cover,
    date: dt.date | None,
) -> str:
    words, submission = frames[0].words, frames[0].assessment.submission
    author, year = cut(publisher, _LONGEST_AUTHOR), str(date.year) if date else ""
    if author and year:
        author = words.say("{author} ({year})", author=author, year=year)
    elif year:
        title = words.say("{author} ({year})", author=title, year=year)
    round_ = title_page.round if submission.round and submission.round.strip() != year else ""
    parts = (author, title, round_, _standing(frames[0]))
    return in_a_row(ended(part) for part in parts if part)


def _standing(context: ChapterContext) -> str:
    if not context.assessment.submission.is_illustrative:
        return ""
    return context.words.say("Illustrative: the answers are invented.")


# --- the country ----------------------------------------------------------------------------------


def _country(frames: Sequence[ChapterContext]) -> CountryText | None:
    """Of the first chapter that has a box."""
    for context in frames:
        box = context.assessment.submission.country_box
        if box is None:
            continue
        figures = tuple(
            CountryRow(
                context.stated(figure.label),
                context.stated(figure.value),
                in_a_row((context.stated(figure.source), context.printable(figure.year)), ", "),
            )
            for figure in box.figures
            if figure.is_printed
        )
        text = context.stated(box.text)
        if text or figures:
            return CountryText(text, figures)
    return None


# --- how the answers were gathered ----------------------------------------------------------------


def _gathered(context: ChapterContext) -> Iterator[str]:
    submission = context.assessment.submission
    yield from _merged(context, submission) if submission.respondents else _single(context)
    yield _documents(context)
    yield _reviewed(context, submission)
    if submission.signed_off:
        yield ended(
            context.words.say("Signed off: {who}", who=context.printable(submission.signed_off))
        )


def _single(context: ChapterContext) -> Iterator[str]:
    words, submission = context.words, context.assessment.submission
    stated = submission.respondent
    entity = context.printable(stated.entity, is_name=True) if stated else ""
    role = context.printable(stated.role, is_name=True) if stated else ""
    who = words.say("{office} ({role})", office=entity, role=role) if entity and role else entity
    day = words.date(submission.date) if submission.date else ""
    if submission.is_documented:
        yield words.say("The answers were compiled from documents.")
        if who:
            yield words.say("Compiled by: {who}", who=ended(who))
    elif who:
        yield words.say("Answered by: {who}", who=ended(who))
    if day:
        yield words.say("The answers stand as of {day}.", day=day)


def _merged(context: ChapterContext, submission: Submission) -> Iterator[str]:
    """Who was asked and answered when, and how several answers became one."""
    words = context.words
    sent = [one for one in submission.respondents if one.has_answered]
    if not sent:
        yield words.say("Nobody has answered yet.")
        return
    names = words.enumerate([_named(context, one) for one in sent])
    told = words.counted(
        "{n} office answered: {names}", "{n} offices answered: {names}", len(sent), names=names
    )
    yield ended(capital(told))
    yield _between(words, [one.date for one in sent if one.date])
    silent = [context.printable(name, is_name=True) for name in submission.silent]
    if silent:
        yield words.say("Asked, without an answer so far: {names}.", names=words.enumerate(silent))
    if len(sent) > 1:
        yield words.say("Their answers were merged question by question, and none was averaged.")
    yield from _decided(context, submission)


def _named(context: ChapterContext, one: MergedRespondent) -> str:
    entity = context.printable(one.entity, is_name=True)
    if not one.role:
        return entity
    role = context.printable(one.role, is_name=True)
    return context.words.say("{office} ({role})", office=entity, role=role)


def _between(words: Words, days: Sequence[dt.date]) -> str:
    if not days:
        return ""
    first, last = words.date(min(days)), words.date(max(days))
    if first == last:
        return words.say("The answers stand as of {day}.", day=first)
    return words.say("The answers are dated from {first} to {last}.", first=first, last=last)


def _decided(context: ChapterContext, submission: Submission) -> Iterator[str]:
    """How many differences were decided, by whom and when, and how many are open."""
    words = context.words
    decisions = [one.decision for one in submission.answers.values() if one.decision is not None]
    if decisions:
        whom = dict.fromkeys(one.by for one in decisions if one.by)
        days = dict.fromkeys(one.date for one in decisions if one.date)
        by = words.enumerate([context.printable(name, is_name=True) for name in whom])
        when = words.enumerate([context.typed_date(day) for day in days])
        told = (
            words.counted(
                "{n} answer was decided by {names}",
                "{n} answers were decided by {names}",
                len(decisions),
                names=by,
            )
            if by
            else words.counted("{n} answer was decided", "{n} answers were decided", len(decisions))
        )
        yield ended(in_a_row((capital(told), when), ", "))
    differences = len(context.assessment.disputed)
    if differences:
        told = words.counted(
            "{n} difference is still to be decided.",
            "{n} differences are still to be decided.",
            differences,
        )
        yield capital(told)


def _documents(context: ChapterContext) -> str:
    """How many answers name a document."""
    answers = [
        one
        for one in context.assessment.submission.answers.values()
        if one.value is not None or one.said
    ]
    named = sum(one.has_evidence for one in answers)
    if not named:
        return ""
    return context.words.count(
        "{named} of {n} answer names a document that proves it.",
        "{named} of {n} answers name a document that proves them.",
        len(answers),
        named=named,
    )


def _reviewed(context: ChapterContext, submission: Submission) -> str:
    """How many answers a reviewer has looked at, and who that was."""
    reviews = [
        one.review for one in submission.answers.values() if one.review and one.review.verdict
    ]
    if not reviews:
        return ""
    whom = dict.fromkeys(one.by for one in reviews if one.by)
    by = context.words.enumerate([context.printable(name, is_name=True) for name in whom])
    if not by:
        return context.words.count(
            "{n} answer was reviewed.", "{n} answers were reviewed.", len(reviews)
        )
    return context.words.count(
        "{n} answer was reviewed by {names}.",
        "{n} answers were reviewed by {names}.",
        len(reviews),
        names=by,
    )
