"""A merged answer in annex A: how it came about, and what each respondent of the round said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coherence_kit.model import merging
from coherence_kit.model.merging import Merged
from coherence_kit.model.submission import Answer, EvidenceItem
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.questions import said_text
from coherence_kit.rendering.report.reviews import review_of_said
from coherence_kit.rendering.report.words import ended
from coherence_kit.words import in_a_row


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph with its lead."""

    lead: str
    text: str
    muted: bool = False


def merged_lines(context: ChapterContext, question_id: str) -> list[Line]:
    """How a merged answer came about, then each respondent's; nothing of an answer of one."""
    answer = context.assessment.submission.answer(question_id)
    if not answer.said and answer.decision is None:
        return []
    return [*_how(context, answer), *_said(context, question_id, answer)]


def named_by(context: ChapterContext, answer: Answer, item: EvidenceItem) -> str:
    """The respondents that name a document of a merged answer; empty of an answer of one."""
    names = _names(context)
    return in_a_row((names[one] for one in merging.named_by(answer, item) if one in names), ", ")


def _how(context: ChapterContext, answer: Answer) -> Iterator[Line]:
    say = context.words.say
    told, names = merging.counting(answer), _names(context)
    match merging.merged(answer):
        case Merged.DECIDED:
            yield Line(say("Decided"), _decided(context, answer))
        case Merged.AGREED:
            yield Line(
                context.words.counted(
                    "Agreed by {n} respondent", "Agreed by {n} respondents", len(told)
                ),
                "",
            )
        case Merged.DISPUTED:
            yield Line(say("Disputed"), _whose(context, answer, names))
        case Merged.SINGLE | None:
            pass


def _decided(context: ChapterContext, answer: Answer) -> str:
    decision, say = answer.decision, context.words.say
    if decision is None:
        return ""
    by = context.printable(decision.by, is_name=True) or say("by whom is not stated")
    when = context.typed_date(decision.date)
    outside = say("Nobody had answered this.") if merging.is_outside(answer) else ""
    who = in_a_row((by, when), ", ")
    return in_a_row((ended(who), ended(context.printable(decision.note)), outside))


def _whose(context: ChapterContext, answer: Answer, names: dict[str, str]) -> str:
    """Whose answer of several counts until somebody decides."""
    whose, say = merging.value_of_dispute(answer), context.words.say
    if whose is None:
        return say("None of the answers counts until somebody decides.")
    office = names.get(whose, whose)
    if whose == answer.lead:
        return say("{office} leads this question, and its answer counts so far.", office=office)
    return say("Nobody leads this question; the answer of {office} counts so far.", office=office)


def _said(context: ChapterContext, question_id: str, answer: Answer) -> Iterator[Line]:
    """What each respondent said, with its comment and what a reviewer says of it."""
    told, names = merging.counting(answer), _names(context)
    is_same = merging.merged(answer) in {Merged.AGREED, Merged.SINGLE}
    for name, one in answer.said.items():
        # where all say the same it stands above
        shown = "" if is_same and name in told else said_text(context, question_id, one)
        carried = ""
        if one.is_carried:
            carried = context.words.say("Carried over, not looked at again; does not count.")
        comment = context.printable(one.comment)
        text = in_a_row((shown, carried, comment, review_of_said(context, question_id, one)))
        yield Line(_lead(context, answer, name, names), text or context.words.say("No comment."))


def _lead(context: ChapterContext, answer: Answer, name: str, names: dict[str, str]) -> str:
    """The respondent, with whether it leads or was not asked."""
    say, office = context.words.say, names.get(name, name)
    if name == answer.lead:
        return say("{office}, which leads", office=office)
    if name in answer.not_asked_of:
        return say("{office}, which was not asked", office=office)
    return office


def _names(context: ChapterContext) -> dict[str, str]:
    return {
        one.id: context.printable(one.entity, is_name=True)
        for one in context.assessment.submission.respondents
    }
