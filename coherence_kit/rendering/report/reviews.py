"""What reviewers said of the answers, whose answer is scored where they differ, and how many they changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from coherence_kit.i18n import plural
from coherence_kit.model.questionnaire import ScaleQuestion
from coherence_kit.model.submission import Answer, AnswerValue, Review
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.questions import answer_name, answer_text
from coherence_kit.rendering.report.words import capital, counted, ended, enumerated, lower_first

Verdict = Literal["accepted", "changed", "query"]


def counts_reviewer(context: ChapterContext) -> bool:
    """Whether an answer that a reviewer has changed is scored as the reviewer has it."""
    return context.assessment.questionnaire.rubric.scored == "reviewer"


def replaces(context: ChapterContext, answer: Answer) -> bool:
    """Whether the reviewer's answer stands in the place of the respondent's."""
    return counts_reviewer(context) and _is_changed(answer) and answer.reviewed is not None


def review_text(context: ChapterContext, question_id: str) -> str:
    """A review in whole sentences, with the answer that the reviewer would give; empty where there is none."""
    answer = context.assessment.submission.answer(question_id)
    return (
        ""
        if answer.review is None
        else " ".join(_sentences(context, question_id, answer, answer.review))
    )


def _sentences(
    context: ChapterContext, question_id: str, answer: Answer, review: Review
) -> Iterator[str]:
    who = capital(context.printable(review.by)) or "A reviewer"
    note = ended(context.printable(review.note)) if review.note else ""
    own = "" if answer.reviewed is None else _quoted(context, question_id, answer.reviewed)
    if replaces(context, answer):
        yield f"{who} changed this answer; the changed answer is scored."
    elif review.verdict == "changed":
        yield f"{who} disagrees{f' and would answer {own}' if own else '.'}"
        yield "Nothing is changed by that: the respondent's answer is scored."
    elif review.verdict == "accepted":
        yield f"{who} accepts this answer."
    elif review.verdict == "query":
        yield f"{who} asks about this answer{f': {note}' if note else '.'}"
        if answer.value is not None and context.node(question_id).scored:
            yield "It counts as given."
    elif own:
        yield f"{who} would answer {own}"
    elif note:
        yield f"{who} writes: {note}"
    if own and review.verdict in {"accepted", "query"}:
        yield f"The reviewer would answer {own}"
    if note and review.verdict != "query" and (review.verdict or own):
        yield f"The reviewer writes: {note}"


def _quoted(context: ChapterContext, question_id: str, value: AnswerValue) -> str:
    """`step 1, “The four ministries met.”`, or the option's text as a sentence."""
    shown = _as_if(context, question_id, value)
    if isinstance(context.question(question_id), ScaleQuestion):
        return f"{lower_first(answer_name(shown, question_id))}, “{answer_text(shown, question_id).rstrip('.')}”."
    return ended(f"“{answer_text(shown, question_id).rstrip('.')}”")


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
    """Whose answers are scored and what reviewers made of them; empty where nobody reviewed and nobody else would count.

    A review without a verdict is a remark, and not counted.
    """
    answers = context.assessment.submission.answers.values()
    verdicts = Counter(
        answer.review.verdict for answer in answers if answer.review and answer.review.verdict
    )
    if counts_reviewer(context):
        said = "The respondent's answers are scored, and a reviewer's in place of those that the reviewer changed"
    elif verdicts:
        said = "The respondent's answers are scored, also where a reviewer disagrees"
    else:
        return ""
    return f"{said}; annex A prints both. {_how_many(context, verdicts)}"


def _how_many(context: ChapterContext, verdicts: Mapping[Verdict, int]) -> str:
    total = sum(verdicts.values())
    if not total:
        return "No answer has been reviewed."
    changed = "changed" if counts_reviewer(context) else "disagreed with"
    words: dict[Verdict, str] = {"accepted": "accepted", "changed": changed, "query": "queried"}
    done = [f"{word} {verdicts.get(verdict) or 'none'}" for verdict, word in words.items()]
    many = capital(counted(total, "answer was", "answers were"))
    return f"{many} reviewed: {plural(total, 'the reviewer', 'reviewers')} {enumerated(done)}."


def basis_sentence(frames: Sequence[ChapterContext]) -> str:
    """Whose answers a report prints, in the words of a self-assessment or of one compiled from documents."""
    changed = sum(
        replaces(context, answer)
        for context in frames
        for answer in context.assessment.submission.answers.values()
    )
    those = f"{counted(changed, 'answer', 'answers')} that a reviewer has changed"
    if frames[0].assessment.submission.is_documented:
        return (
            f"In place of what they say stand{plural(changed, 's', '')} {those}." if changed else ""
        )
    if not changed:
        return "The answers are theirs."
    return f"The answers are theirs but for {those}; annex A prints both."
