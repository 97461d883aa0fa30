"""Annex A: every question with its answer, in full; nothing typed is lost."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from coherence_kit.i18n import plain_number
from coherence_kit.model.questionnaire import Question
from coherence_kit.model.submission import Answer, EvidenceItem
from coherence_kit.questions import kind_of
from coherence_kit.questions.shapes import Shape
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.questions import (
    QuestionSummary,
    all_who_answer,
    answer_name,
    answer_text,
    given_text,
    question_summary,
    silence,
    target_name,
    target_text,
)
from coherence_kit.rendering.report.reviews import replaces, review_text
from coherence_kit.rendering.report.sources import citation
from coherence_kit.rendering.report.words import STATE_NAMES, capital, ended, partial_date
from coherence_kit.scoring.rules import RULES

LONGEST_TOGETHER = 700
"""An entry with more characters may break over pages."""
_LONGEST_OPENING = 1500
# Letters on a line of the side head, of the question and of the text, and a line lower than it is for safety.
_HEAD_LETTERS, _QUESTION_LETTERS, _TEXT_LETTERS = 22, 80, 92


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph with its lead."""

    lead: str
    text: str
    muted: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A document that was named."""

    title: str
    reference: str
    date: str


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """One question. The first `beside` lines stand next to the side head, so that it pushes none of them down."""

    number: str
    label: str
    anchor: str
    meter: Markup
    state_name: str
    meta: str
    question: str
    lines: tuple[Line, ...]
    evidence: tuple[EvidenceRow, ...]
    sources: str
    together: bool
    beside: int


@dataclass(frozen=True, slots=True)
class AnswerSection:
    """The questions of one section."""

    number: str
    name: str
    anchor: str
    entries: tuple[AnswerEntry, ...]


def answers(context: ChapterContext) -> tuple[AnswerSection, ...]:
    """Every section with every question."""
    return tuple(
        AnswerSection(
            context.numbers[section],
            context.label(section),
            context.anchor("as", section),
            tuple(_entry(context, question) for question in context.questions_of(section)),
        )
        for section in context.top_sections
    )


def _entry(context: ChapterContext, question_id: str) -> AnswerEntry:
    question, answer = (
        context.question(question_id),
        context.assessment.submission.answer(question_id),
    )
    scored = context.node(question_id).scored
    item = question_summary(context, question_id) if scored else None
    lines = tuple(_lines(context, question_id, answer))
    evidence = tuple(_evidence(context, given) for given in answer.evidence)
    length = sum(len(line.text) for line in lines) + sum(
        len(row.title) + len(row.reference) for row in evidence
    )
    number, label = context.numbers[question_id], context.label(question_id)
    stands = _stands(context, question_id, item) if item else ""
    meta, text = (
        _meta(context, question_id) if item else "Context, not scored",
        context.localize(question.text),
    )
    head = sum(_height(part, _HEAD_LETTERS) for part in (f"{number}  {label}", stands, meta))
    return AnswerEntry(
        number=number,
        label=label,
        anchor=context.anchor("a", question_id),
        meter=item.meter if item else Markup(),
        state_name=stands,
        meta=meta,
        question=text,
        lines=lines,
        evidence=evidence,
        sources=_sources(context, question),
        together=length < LONGEST_TOGETHER,
        beside=_beside(lines, head - _height(text, _QUESTION_LETTERS)),
    )


def _height(text: str, letters: int) -> int:
    """Lines that a text takes, about."""
    return math.ceil(len(text) / letters)


def _beside(lines: Sequence[Line], head: int) -> int:
    """How many lines it takes until they reach the foot of a side head; at least one, and no more than stay together."""
    length, height = 0, 0
    for place, line in enumerate(lines):
        length, height = (
            length + len(line.text),
            height + _height(line.lead + line.text, _TEXT_LETTERS),
        )
        if length > _LONGEST_OPENING:
            return place
        if height >= head:
            return place + 1
    return len(lines)


def _stands(context: ChapterContext, question_id: str, item: QuestionSummary) -> str:
    """The answer beside its meter: the step by name; of other questions as in the tiles, for the text has it in full."""
    return (
        item.state_name
        if item.state != "answered" or _is_scale(context, question_id)
        else item.move
    )


def _is_scale(context: ChapterContext, question_id: str) -> bool:
    return bool(kind_of(context.question(question_id)).steps)


def _meta(context: ChapterContext, question_id: str) -> str:
    weight = plain_number(context.node(question_id).weight)
    target = _target(context, question_id)
    parts = [target] if target else []
    parent = context.assessment.nodes[
        context.node(question_id).parent or context.assessment.root_id
    ]
    in_points = parent.rule is not None and RULES[parent.rule.name].needs_points
    return capital(", ".join([*parts, f"{'points' if in_points else 'weight'} {weight}"]))


def _target(context: ChapterContext, question_id: str) -> str:
    """The target in few words; an option is long, and stands in the text where it is not reached."""
    node, name = context.node(question_id), target_name(context, question_id)
    kind = kind_of(context.question(question_id))
    is_option = kind.shape is Shape.PICK_ONE and not kind.steps and not kind.is_tick
    if not is_option:
        return f"target {name}" if name else ""
    is_reached = node.target is not None and node.value is not None and node.value >= node.target
    return "target reached" if is_reached else ""


def _lines(context: ChapterContext, question_id: str, answer: Answer) -> list[Line]:
    node = context.node(question_id)
    lines = _stated(context, question_id, answer)
    aim = target_text(context, question_id)
    # An answer that claims the target and names no document has the target's text already.
    below = node.target is not None and (
        node.high is None or node.value is None or node.high < node.target
    )
    if aim and below and node.state not in {"not_applicable", "not_asked"}:
        lines.append(Line(_target_lead(context, question_id), ended(aim), muted=True))
    if answer.comment and node.state != "unanswered":
        lines.append(Line("Comment", context.printable(answer.comment)))
    elif answer.comment:
        lines.append(Line("Comment, without an answer", context.printable(answer.comment)))
    reviewed = review_text(context, question_id)
    if reviewed:
        lines.append(Line("Review", reviewed))
    return lines


def _target_lead(context: ChapterContext, question_id: str) -> str:
    return (
        f"Target, step {target_name(context, question_id)}"
        if _is_scale(context, question_id)
        else "Target"
    )


def _stated(context: ChapterContext, question_id: str, answer: Answer) -> list[Line]:
    """What was answered; and, where it does not count or is missing, why."""
    state = context.node(question_id).state
    given = _given(context, question_id, answer)
    if state == "answered":
        return [*given, *_unproved(context, question_id)]
    if state in {"not_asked", "open"}:
        why = _why_not_asked(context, question_id, state)
        kept = [Line("Kept, not counted", line.text or line.lead) for line in given]
        return [Line(STATE_NAMES[state] if state == "not_asked" else "Not answered", why), *kept]
    if state == "unanswered":
        who = all_who_answer(context, question_id)
        return [Line("No answer", silence(context) + (f" Who can: {ended(who)}" if who else ""))]
    return given


def _given(context: ChapterContext, question_id: str, answer: Answer) -> list[Line]:
    if answer.not_applicable is not None:
        return [Line("Why it does not apply", context.printable(answer.not_applicable))]
    if answer.is_unknown:
        who = all_who_answer(context, question_id)
        return [
            Line(
                "Why it is not known",
                context.printable(answer.unknown)
                or "No reason was given." + (f" Who may find out: {ended(who)}" if who else ""),
            )
        ]
    if answer.value is None:
        return []
    counted = Line(
        answer_name(context, question_id) if _is_scale(context, question_id) else "Answer",
        answer_text(context, question_id),
    )
    if not replaces(context, answer):
        return [counted]
    # What the respondent said instead of an answer is not kept beside the reviewer's.
    replaced = (
        given_text(context, question_id)
        if answer.given is not None
        else "None, not known, or does not apply."
    )
    return [
        Line(f"{counted.lead}, by the reviewer", counted.text),
        Line("The respondent’s answer", replaced),
    ]


def _unproved(context: ChapterContext, question_id: str) -> list[Line]:
    node = context.node(question_id)
    if not node.lacks_evidence:
        return []
    if node.value == node.high:
        return [Line("No document", "This step asks for one; none is named.")]
    counts = question_summary(context, question_id).move.split("*")[0]
    return [Line("No document is named", f"Counts as step {counts} until one is.")]


def _why_not_asked(context: ChapterContext, question_id: str, state: str) -> str:
    asked = _conditions(context, question_id)
    on = f" ({', '.join(asked)})" if asked else ""
    if state == "not_asked":
        return f"Another answer{on} makes this question superfluous; it leaves its section."
    return f"Whether it applies hangs on a question without an answer{on}."


def _conditions(context: ChapterContext, question_id: str) -> list[str]:
    """Numbers of the questions that the condition names."""
    condition = context.question(question_id).depends_on
    found: list[str] = []
    waiting: list[object] = [condition]
    while waiting:
        part = waiting.pop(0)
        waiting += list(getattr(part, "parts", ()))
        name = getattr(part, "question", None)
        if isinstance(name, str) and name in context.numbers:
            found.append(context.numbers[name])
    return list(dict.fromkeys(found))


def _evidence(context: ChapterContext, item: EvidenceItem) -> EvidenceRow:
    title = context.printable(item.title) or context.printable(item.reference) or "No title"
    page = f", page {context.printable(item.page)}" if item.page else ""
    reference = context.printable(item.reference) if item.title else ""
    return EvidenceRow(title, f"{reference}{page}".lstrip(", "), partial_date(item.date))


def _sources(context: ChapterContext, question: Question) -> str:
    met = []
    for source in question.sources:
        step = f", met at step {source.step}" if source.step is not None else ""
        part = f", of it {context.localize(source.part)}" if source.part is not None else ""
        met.append(f"{citation(context, source.unit)}{part}{step}")
    return "; ".join(met)
