"""What is said of the status of submissions, in the terminal and in the page alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

from coherence_kit.model.status import Need, Status, Tally, Wanted
from coherence_kit.words import Words, in_a_row, message, plural
from coherence_kit.words.short_form import is_part, is_short_form

HEADINGS: Mapping[Need, str] = {
    Need.ANSWER: message("Without an answer"),
    Need.DOCUMENT: message("Answers that lack a document"),
    Need.RECHECK: message("Carried over, to be looked at again"),
    Need.QUERY: message("Queried by a reviewer"),
    Need.CHANGE: message("Changed by a reviewer"),
}
_ANSWERED = plural("{n} answered", "{n} answered")
_UNKNOWN = plural("{n} not known", "{n} not known")
_NOT_APPLICABLE = plural("{n} not applicable", "{n} not applicable")
_UNANSWERED = plural("{n} unanswered", "{n} unanswered")
_CARRIED = plural("{n} carried over", "{n} carried over")
_OPEN = plural("{n} waiting for another answer", "{n} waiting for another answer")


def flat(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def dealt_with(words: Words, tally: Tally) -> str:
    """`12 of 36`, of the questions that are asked."""
    return words.say("{part} of {whole}", part=tally.dealt_with, whole=tally.total)


def progress(words: Words, tally: Tally) -> str:
    """Questions by state, those that there are.

    `12 of 36 dealt with (9 answered, 3 not known); 24 to do (20 unanswered); 5 not asked`
    """
    done = _counted(
        words,
        (_ANSWERED, tally.answered),
        (_UNKNOWN, tally.unknown),
        (_NOT_APPLICABLE, tally.not_applicable),
    )
    to_do = _counted(words, (_UNANSWERED, tally.unanswered), (_OPEN, tally.open))
    of = {"part": tally.dealt_with, "whole": tally.total}
    parts = [
        words.say("{part} of {whole} dealt with ({states})", states=done, **of)
        if done
        else words.say("{part} of {whole} dealt with", **of)
    ]
    if tally.to_do:
        parts.append(words.say("{number} to do ({states})", number=tally.to_do, states=to_do))
    if tally.carried:
        parts.append(words.count(*_CARRIED, tally.carried))
    if tally.not_asked:
        parts.append(words.count("{n} not asked", "{n} not asked", tally.not_asked))
    return reduce(lambda one, other: words.say("{one}; {other}", one=one, other=other), parts)


def _counted(words: Words, *counts: tuple[tuple[str, str], int]) -> str:
    said = [words.count(*name, number) for name, number in counts if number]
    return words.enumerate(said, "unit")


def answered_form(words: Words, status: Status) -> str:
    """`Coherence (small 1.2)`, of a part with how many questions that asks."""
    said = is_part if status.is_part else is_short_form
    short = (
        said(words, status.tally.asked_or_not, status.asked_in_long) if status.asked_in_long else ""
    )
    named = f"{flat(status.title)} ({status.questionnaire} {status.version})"
    return in_a_row((named, short), " · ")


def problems_counted(words: Words, number: int) -> str:
    """`3 problems`."""
    return words.count("{n} problem", "{n} problems", number)


def faults(words: Words, status: Status) -> str:
    """That some answers cannot be used, and what names them; empty if all can."""
    if not status.errors:
        return ""
    return words.count(
        "{n} problem: what is wrong counts as unanswered; coherence check says where it stands.",
        "{n} problems: what is wrong counts as unanswered; coherence check says where it stands.",
        status.errors,
    )


def signed(words: Words, status: Status) -> str:
    """Whether and by whom it is signed off."""
    if not status.signed_off:
        return words.say("Not signed off.")
    return words.say("Signed off: {who}", who=flat(status.signed_off))


def explained(words: Words, item: Wanted) -> Iterable[str]:
    """What is known about it, a line each: why it is missing or what would do, and whom to ask."""
    note = flat(item.note)
    if item.need is Need.DOCUMENT:
        proof = note or words.say("a document by title, reference or web address")
        yield words.say("Proof: {documents}", documents=proof)
    elif item.state == "unknown":
        yield words.say("Unknown: {reason}", reason=note) if note else words.say("Unknown")
    elif item.state == "unanswered" and note:
        yield words.say("Comment: {comment}", comment=note)
    elif note:
        yield note
    if item.who and item.need not in {Need.QUERY, Need.CHANGE}:
        yield words.say("Who: {who}", who=flat(item.who))
