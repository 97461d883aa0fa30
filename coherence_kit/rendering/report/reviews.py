"""What reviewers said of the answers, and whose answer is scored where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from coherence_kit.model.submission import Answer, AnswerValue
from coherence_kit.questions import kind_of
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.questions import answer_name, answer_text
from coherence_kit.rendering.report.words import capital, ended
from coherence_kit.words import in_a_row

Verdict = Literal["accepted", "changed", "query"]
_AS_YET_WITHOUT_EFFECT = frozenset({"carried", "open", "not_asked"})
"""States in which neither the respondent's answer counts nor the reviewer's."""


def counts_reviewer(context: ChapterContext) -> bool:
    """Whether an answer that a reviewer has changed is scored as the reviewer has it."""
    return context.assessment.questionnaire.rubric.scored == "reviewer"


def replaces(context: ChapterContext, answer: Answer) -> bool:
    """Whether the reviewer's answer stands in the place of the respondent's."""
    return counts_reviewer(context) and _is_changed(answer) and answer.reviewed is not None


def review_text(context: ChapterContext, question_id: str) -> str:
    """A review in whole sentences, with the reviewer's own answer; empty where there is none."""
    answer, node = context.assessment.submission.answer(question_id), context.node(question_id)
    decides = node.state not in _AS_YET_WITHOUT_EFFECT
    return in_a_row(
        _sentences(context, question_id, answer, decides=decides, counts=node.scored and decides)
    )


def review_of_said(context: ChapterContext, question_id: str, said: Answer) -> str:
    """The same of what one respondent of a round said, whichever answer then counts."""
    return in_a_row(_sentences(context, question_id, said, decides=False, counts=False))


@dataclass(frozen=True, slots=True)
class _Said:
    """Who reviewed an answer, with the answer of its own and the note, each as it is printed."""

    who: str
    own: str
    note: str


def _sentences(
    context: ChapterContext, question_id: str, answer: Answer, *, decides: bool, counts: bool
) -> Iterator[str]:
    """What a review says.

    Args:
        context: the chapter.
        question_id: which question is answered.
        answer: with its review.
        decides: whether it follows from the review what is scored.
        counts: whether the answer counts as it was given.

    """
    review, say = answer.review, context.words.say
    if review is None:
        return
    who = capital(context.printable(review.by, is_name=True)) or say("A reviewer")
    note = ended(context.printable(review.note)) if review.note else ""
    own = "" if answer.reviewed is None else _quoted(context, question_id, answer.reviewed)
    yield from _verdict(context, answer, _Said(who, own, note), decides=decides)
    if review.verdict == "query" and answer.value is not None and counts:
        yield say("It counts as given.")
    if own and review.verdict in {"accepted", "query"}:
        yield say("The reviewer would answer: {answer}", answer=own)
    if note and review.verdict != "query" and (review.verdict or own):
        yield say("The reviewer writes: {note}", note=note)


def _verdict(
    context: ChapterContext, answer: Answer, said: _Said, *, decides: bool
) -> Iterator[str]:
    say, who, own, note = context.words.say, said.who, said.own, said.note
    verdict = answer.review.verdict if answer.review else None
    if replaces(context, answer) and decides:
        yield say("{who} changed this answer; the changed answer is scored.", who=who)
    elif replaces(context, answer):
        yield say("{who} changed this answer.", who=who)
    elif verdict == "changed":
        yield (
            say("{who} disagrees and would answer: {answer}", who=who, answer=own)
            if own
            else say("{who} disagrees.", who=who)
        )
        if decides:
            yield say("Nothing is changed by that: the respondent’s answer is scored.")
    elif verdict == "accepted":
        yield say("{who} accepts this answer.", who=who)
    elif verdict == "query":
        yield (
            say("{who} asks about this answer: {note}", who=who, note=note)
            if note
            else say("{who} asks about this answer.", who=who)
        )
    elif own:
        yield say("{who} would answer: {answer}", who=who, answer=own)
    elif note:
        yield say("{who} writes: {note}", who=who, note=note)


def _quoted(context: ChapterContext, question_id: str, value: AnswerValue) -> str:
    """`Step 1, “The four ministries met.”`, or the option's text."""
    shown = _as_if(context, question_id, value)
    text = context.words.quoted(answer_text(shown, question_id).rstrip("."))
    if kind_of(context.question(question_id)).steps:
        return f"{answer_name(shown, question_id)}, {text}."
    return f"{text}."


def _as_if(context: ChapterContext, question_id: str, value: AnswerValue) -> ChapterContext:
    """The chapter as it would read if this were the answer."""
    submission = context.assessment.submission
    answer = submission.answer(question_id).model_copy(update={"value": value})
    answers = {**submission.answers, question_id: answer}
    changed = replace(
        context.assessment, submission=submission.model_copy(update={"answers": answers})
    )
    return replace(context, assessment=changed)


def _is_changed(answer: Answer) -> bool:
    return answer.review is not None and answer.review.verdict == "changed"


def whose_answers(context: ChapterContext) -> str:
    """Whose answers are scored and what reviewers made of them.

    Empty where nobody reviewed and nobody else would count.

    A review without a verdict is a remark, and not counted.
    """
    answers = context.assessment.submission.answers.values()
    verdicts = Counter(
        answer.review.verdict for answer in answers if answer.review and answer.review.verdict
    )
    say = context.words.say
    if counts_reviewer(context):
        said = say(
            "The respondent’s answers are scored, and a reviewer’s in place of those that the "
            "reviewer changed; annex A prints both."
        )
    elif verdicts:
        said = say(
            "The respondent’s answers are scored, also where a reviewer disagrees; annex A prints "
            "both."
        )
    else:
        return ""
    return f"{said} {_how_many(context, verdicts)}"


def _how_many(context: ChapterContext, verdicts: Mapping[Verdict, int]) -> str:
    total, words = sum(verdicts.values()), context.words
    if not total:
        return words.say("No answer has been reviewed.")
    counts = {verdict: verdicts.get(verdict, 0) for verdict in ("accepted", "changed", "query")}
    if counts_reviewer(context):
        return words.count(
            "{n} answer was reviewed: accepted {accepted}, changed {changed}, queried {query}.",
            "{n} answers were reviewed: accepted {accepted}, changed {changed}, queried {query}.",
            total,
            **counts,
        )
    return words.count(
        "{n} answer was reviewed: accepted {accepted}, disagreed with {changed}, queried {query}.",
        "{n} answers were reviewed: accepted {accepted}, disagreed with {changed}, queried "
        "{query}.",
        total,
        **counts,
    )


def basis_sentence(chapters: Sequence[ChapterContext]) -> str:
    """Whose answers a report prints, of a self-assessment or of one compiled from documents."""
    words = chapters[0].words
    changed = sum(
        replaces(context, answer)
        for context in chapters
        for answer in context.assessment.submission.answers.values()
    )
    if chapters[0].assessment.submission.is_documented:
        if not changed:
            return ""
        return words.counted(
            "In place of what they say stands {n} answer that a reviewer has changed.",
            "In place of what they say stand {n} answers that a reviewer has changed.",
            changed,
        )
    if not changed:
        return words.say("The answers are theirs.")
    return words.counted(
        "The answers are theirs but for {n} answer that a reviewer has changed; annex A prints "
        "both.",
        "The answers are theirs but for {n} answers that a reviewer has changed; annex A prints "
        "both.",
        changed,
    )
