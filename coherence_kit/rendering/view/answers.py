"""Annex A: every question with its answer, in full; nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from coherence_kit.i18n import half_up
from coherence_kit.model.questionnaire import Question
from coherence_kit.model.submission import Answer, EvidenceItem, Review
from coherence_kit.rendering.view.frame import Frame
from coherence_kit.rendering.view.questions import (
    answer_name,
    answer_text,
    given_text,
    silence,
    standing,
    target_name,
    target_text,
    who_answers,
)
from coherence_kit.rendering.view.sources import citation
from coherence_kit.rendering.view.words import STATE_NAMES, capital, ended, partial_date
from coherence_kit.scoring.rules import RULES

LONGEST_TOGETHER = 700
"""An entry with more characters may break over pages."""


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
    """One question."""

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


@dataclass(frozen=True, slots=True)
class AnswerSection:
    """The questions of one section."""

    number: str
    name: str
    anchor: str
    entries: tuple[AnswerEntry, ...]


def answers(frame: Frame) -> tuple[AnswerSection, ...]:
    """Every section with every question."""
    return tuple(
        AnswerSection(
            frame.numbers[section],
            frame.label(section),
            frame.anchor("as", section),
            tuple(_entry(frame, question) for question in frame.questions_of(section)),
        )
        for section in frame.top_sections
    )


def _entry(frame: Frame, question_id: str) -> AnswerEntry:
    question, answer = frame.question(question_id), frame.assessment.submission.answer(question_id)
    scored = frame.node(question_id).scored
    item = standing(frame, question_id) if scored else None
    lines = tuple(_lines(frame, question_id, answer))
    evidence = tuple(_evidence(frame, given) for given in answer.evidence)
    length = sum(len(line.text) for line in lines) + sum(len(row.title) + len(row.reference) for row in evidence)
    return AnswerEntry(
        number=frame.numbers[question_id],
        label=frame.label(question_id),
        anchor=frame.anchor("a", question_id),
        meter=item.meter if item else Markup(),
        state_name=item.state_name if item else "",
        meta=_meta(frame, question_id) if item else "Context, not scored",
        question=frame.say(question.text),
        lines=lines,
        evidence=evidence,
        sources=_sources(frame, question),
        together=length < LONGEST_TOGETHER,
    )


def _meta(frame: Frame, question_id: str) -> str:
    target, weight = target_name(frame, question_id), half_up(frame.node(question_id).weight, 2).rstrip("0").rstrip(".")
    parts = [f"target {target}"] if target else []
    parent = frame.assessment.nodes[frame.node(question_id).parent or frame.assessment.root_id]
    in_points = parent.rule is not None and RULES[parent.rule.name].needs_points
    return capital(", ".join([*parts, f"{'points' if in_points else 'weight'} {weight}"]))


def _lines(frame: Frame, question_id: str, answer: Answer) -> list[Line]:
    node = frame.node(question_id)
    lines = _stated(frame, question_id, answer)
    aim = target_text(frame, question_id)
    # An answer that claims the target and names no document has the target's text already.
    below = node.target is not None and (node.high is None or node.value is None or node.high < node.target)
    if aim and below and node.state not in {"not_applicable", "not_asked"}:
        lines.append(Line(_target_lead(frame, question_id), ended(aim), muted=True))
    if answer.comment and node.state != "unanswered":
        lines.append(Line("Comment", frame.own(answer.comment)))
    elif answer.comment:
        lines.append(Line("Comment, without an answer", frame.own(answer.comment)))
    if answer.review is not None:
        lines.append(Line("Reviewer", _review(frame, answer.review)))
    return lines


def _target_lead(frame: Frame, question_id: str) -> str:
    return (
        f"Target, step {target_name(frame, question_id)}" if frame.question(question_id).type == "scale" else "Target"
    )


def _stated(frame: Frame, question_id: str, answer: Answer) -> list[Line]:
    """What was answered; and, where it does not count or is missing, why."""
    state = frame.node(question_id).state
    given = _given(frame, question_id, answer)
    if state == "answered":
        return [*given, *_unproved(frame, question_id)]
    if state in {"not_asked", "open"}:
        why = _why_not_asked(frame, question_id, state)
        kept = [Line("Kept, not counted", line.text or line.lead) for line in given]
        return [Line(STATE_NAMES[state] if state == "not_asked" else "Not answered", why), *kept]
    if state == "unanswered":
        who = who_answers(frame, question_id)
        return [Line("No answer", silence(frame) + (f" Who can: {who}" if who else ""))]
    return given


def _given(frame: Frame, question_id: str, answer: Answer) -> list[Line]:
    if answer.not_applicable is not None:
        return [Line("Why it does not apply", frame.own(answer.not_applicable))]
    if answer.is_unknown:
        who = who_answers(frame, question_id)
        return [
            Line(
                "Why it is not known",
                frame.own(answer.unknown) or "No reason was given." + (f" Who may find out: {who}" if who else ""),
            )
        ]
    if answer.value is None:
        return []
    is_scale = frame.question(question_id).type == "scale"
    counted = Line(answer_name(frame, question_id) if is_scale else "Answer", answer_text(frame, question_id))
    if answer.reviewed is None or answer.reviewed != answer.value:
        return [counted]
    replaced = given_text(frame, question_id)
    return [Line(f"{counted.lead}, by the reviewer", counted.text), Line("The respondent answered", replaced)]


def _unproved(frame: Frame, question_id: str) -> list[Line]:
    node = frame.node(question_id)
    if not node.lacks_evidence:
        return []
    if node.value == node.high:
        return [Line("No document", "This step asks for one; none is named.")]
    counts = standing(frame, question_id).move.split("*")[0]
    return [Line("No document is named", f"Counts as step {counts} until one is.")]


def _why_not_asked(frame: Frame, question_id: str, state: str) -> str:
    asked = _conditions(frame, question_id)
    on = f" ({', '.join(asked)})" if asked else ""
    if state == "not_asked":
        return f"Another answer{on} makes this question superfluous; it leaves its section."
    return f"Whether it applies hangs on a question without an answer{on}."


def _conditions(frame: Frame, question_id: str) -> list[str]:
    """Numbers of the questions that the condition names."""
    condition = frame.question(question_id).depends_on
    found: list[str] = []
    waiting: list[object] = [condition]
    while waiting:
        part = waiting.pop(0)
        waiting += list(getattr(part, "parts", ()))
        name = getattr(part, "question", None)
        if isinstance(name, str) and name in frame.numbers:
            found.append(frame.numbers[name])
    return list(dict.fromkeys(found))


def _review(frame: Frame, review: Review) -> str:
    verdicts = {"accepted": "accepts the answer", "changed": "changes the answer", "query": "asks back"}
    who = frame.own(review.by) or "A reviewer"
    parts = [f"{who} {verdicts[review.verdict]}" if review.verdict else who]
    if review.answer is not None:
        shown = ", ".join(review.answer) if isinstance(review.answer, (list, tuple)) else str(review.answer)
        parts.append(f"answer in their view: {frame.own(shown)}")
    if review.note:
        parts.append(frame.own(review.note))
    return ended("; ".join(parts))


def _evidence(frame: Frame, item: EvidenceItem) -> EvidenceRow:
    title = frame.own(item.title) or frame.own(item.reference) or "No title"
    page = f", page {frame.own(item.page)}" if item.page else ""
    reference = frame.own(item.reference) if item.title else ""
    return EvidenceRow(title, f"{reference}{page}".lstrip(", "), partial_date(item.date))


def _sources(frame: Frame, question: Question) -> str:
    met = []
    for source in question.sources:
        step = f", met at step {source.step}" if source.step is not None else ""
        part = f", of it {frame.say(source.part)}" if source.part is not None else ""
        met.append(f"{citation(frame, source.unit)}{part}{step}")
    return "; ".join(met)
