"""Who answered, in which role, on which day, and who stands for it; a contact is never printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.differences import silent_text
from coherence_kit.words import in_a_row


def who_answered(context: ChapterContext) -> tuple[str, ...]:
    """A line for each respondent of a round, or for the one whose answers these are."""
    return tuple(_lines(context))


def _lines(context: ChapterContext) -> Iterator[str]:
    submission = context.assessment.submission
    if submission.respondents:
        for one in submission.respondents:
            if one.has_answered:
                date = context.words.date(one.date) if one.date else ""
                yield _line(context, one.entity, one.role, date, one.signed_off)
        if submission.silent:
            yield silent_text(context, len(submission.silent))
        return
    answering = submission.respondent
    date = _date(context, submission.date)
    if answering is not None or submission.signed_off:
        yield _line(
            context,
            answering.entity if answering else None,
            answering.role if answering else None,
            date,
            submission.signed_off,
        )


def _date(context: ChapterContext, date: dt.date | None) -> str:
    words, typed = context.words, context.assessment.typed_date
    return words.date(date) if date else context.typed_date(typed or None)


def _line(
    context: ChapterContext, entity: str | None, role: str | None, date: str, signed: str | None
) -> str:
    say = context.words.say
    by = context.printable(signed, is_name=True)
    who = (
        context.printable(entity, is_name=True) or say("Respondent not stated"),
        context.printable(role, is_name=True),
        date,
        say("signed off: {by}", by=by) if by else "",
    )
    return in_a_row(who, "; ")
