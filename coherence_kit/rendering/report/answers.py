"""Annex A: every question with its answer, in full.

Nothing typed is lost: where a very long text is cut in print, the page says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from coherence_kit.i18n import plain_number
from coherence_kit.model.addresses import shown_address, web_address
from coherence_kit.model.questionnaire import Question, SourceRef
from coherence_kit.model.submission import Answer, EvidenceItem
from coherence_kit.questions import kind_of
from coherence_kit.questions.shapes import Shape
from coherence_kit.rendering.figures import UNPROVED
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.merged_answers import Line, merged_lines, named_by
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
from coherence_kit.rendering.report.words import ended
from coherence_kit.scoring.rules import RULES
from coherence_kit.words import in_a_row, message
from coherence_kit.words.states import state_head
from coherence_kit.words.texts import language_attributes

LONGEST_TOGETHER = 700
"""An entry with more characters may break over pages."""
_LONGEST_OPENING = 1500
# Letters on a line of the side head, of the question and of the text: fewer than fit, for safety.
_HEAD_LETTERS, _QUESTION_LETTERS, _TEXT_LETTERS = 22, 80, 92


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A document that was named.

    `url` is the address that its title leads to, and `shown` what is printed of it for readers on
    paper; empty without one, and where the address stands in the reference already. `attributes`
    say in which direction the title runs.
    """

    title: str
    reference: str
    date: str
    by: str
    url: str
    shown: str
    attributes: Markup


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """One question; the first `beside` lines stand next to the side head."""

    number: str
    label: str
    anchor: str
    meter: Markup
    state_name: str
    meta: str
    question: str
    lines: tuple[Line, ...]
    evidence: tuple[EvidenceRow, ...]
    is_merged: bool
    more_evidence: str
    sources: str
    together: bool
    beside: int


@dataclass(frozen=True, slots=True)
class AnswerSection:
    """The questions of one section; `not_asked` names those of which there is nothing to print."""

    number: str
    name: str
    anchor: str
    entries: tuple[AnswerEntry, ...]
    not_asked: tuple[str, ...]


def answers(context: ChapterContext) -> tuple[AnswerSection, ...]:
    """Every section with every question."""
    return tuple(
        AnswerSection(
            context.numbers[section],
            context.label(section),
            context.anchor("as", section),
            tuple(_entry(context, name) for name in asked if not _is_left_out(context, name)),
            tuple(_not_asked(context, [name for name in asked if _is_left_out(context, name)])),
        )
        for section in context.assessment.root.children
        if (asked := list(context.asked_of(section)))
    )


def _is_left_out(context: ChapterContext, question_id: str) -> bool:
    """Whether a question is not asked, and nothing was typed for it all the same."""
    is_asked = context.node(question_id).state != "not_asked"
    return not is_asked and question_id not in context.assessment.submission.answers


def _not_asked(context: ChapterContext, questions: Iterable[str]) -> Iterator[str]:
    """`Not asked, as 1.1 was answered: 1.3, 1.4`; those that wait for the same stand together."""
    words = context.words
    by_reason: dict[tuple[str, ...], list[str]] = {}
    for name in questions:
        by_reason.setdefault(tuple(_conditions(context, name)), []).append(context.numbers[name])
    for deciding, numbers in by_reason.items():
        told = words.enumerate(numbers, "unit")
        if deciding:
            as_answered = words.enumerate(deciding, "unit")
            yield words.say(
                "Not asked, as {deciding} was answered: {numbers}.",
                deciding=as_answered,
                numbers=told,
            )
        else:
            yield words.say("Not asked: {numbers}.", numbers=told)


def _entry(context: ChapterContext, question_id: str) -> AnswerEntry:
    question, answer = (
        context.question(question_id),
        context.assessment.submission.answer(question_id),
    )
    scored = context.node(question_id).scored
    item = question_summary(context, question_id) if scored else None
    lines = tuple(_lines(context, question_id, answer))
    most, more_evidence = context.printed_documents(answer.evidence)
    evidence = tuple(
        _evidence(context, given, named_by(context, answer, given))
        for given in answer.evidence[:most]
    )
    length = sum(len(line.text) for line in lines) + sum(
        len(row.title) + len(row.reference) + len(row.shown) for row in evidence
    )
    number, label = context.numbers[question_id], context.label(question_id)
    stands = _stands(context, question_id, item) if item else ""
    meta, text = (
        _meta(context, question_id) if item else context.words.say("Context, not scored"),
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
        is_merged=bool(answer.said),
        more_evidence=more_evidence,
        sources=_sources(context, question),
        together=length < LONGEST_TOGETHER,
        beside=_beside(lines, head - _height(text, _QUESTION_LETTERS)),
    )


def _height(text: str, letters: int) -> int:
    """Lines that a text takes, about."""
    return math.ceil(len(text) / letters)


def _beside(lines: Sequence[Line], head: int) -> int:
    """How many lines reach the foot of a side head: one at least, no more than stay together."""
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
    """The answer beside its meter: the step by name; of other questions as in the tiles.

    The text has it in full.
    """
    return (
        item.state_name
        if item.state != "answered" or _is_scale(context, question_id)
        else item.move
    )


def _is_scale(context: ChapterContext, question_id: str) -> bool:
    return bool(kind_of(context.question(question_id)).steps)


# By whether a target is named, or reached without being named, and by what weighs: nothing does
# where the question stands for itself.
_META = {
    ("named", "points"): message("Target {target}, points {number}"),
    ("named", "weight"): message("Target {target}, weight {number}"),
    ("reached", "points"): message("Target reached, points {number}"),
    ("reached", "weight"): message("Target reached, weight {number}"),
    ("", "points"): message("Points {number}"),
    ("", "weight"): message("Weight {number}"),
    ("named", ""): message("Target {target}"),
    ("reached", ""): message("Target reached"),
}


def _meta(context: ChapterContext, question_id: str) -> str:
    """The target and what the question weighs, as the side head has them."""
    parent = context.assessment.nodes[
        context.node(question_id).parent or context.assessment.root_id
    ]
    in_points = parent.rule is not None and RULES[parent.rule.name].needs_points
    weighs = "" if parent.is_profile else "points" if in_points else "weight"
    said = _target_kind(context, question_id), weighs
    if said not in _META:
        return ""
    return context.words.say(
        _META[said],
        target=target_name(context, question_id),
        number=plain_number(context.node(question_id).weight),
    )


def _target_kind(context: ChapterContext, question_id: str) -> str:
    """Whether the target is named; an option is long, and stands in the text if not reached."""
    node, kind = context.node(question_id), kind_of(context.question(question_id))
    is_option = kind.shape is Shape.PICK_ONE and not kind.steps and not kind.is_tick
    if not is_option:
        return "named" if target_name(context, question_id) else ""
    is_reached = node.target is not None and node.value is not None and node.value >= node.target
    return "reached" if is_reached else ""


def _lines(context: ChapterContext, question_id: str, answer: Answer) -> list[Line]:
    node, say = context.node(question_id), context.words.say
    lines = stated_lines(context, question_id, answer)
    lines += merged_lines(context, question_id)
    aim = target_text(context, question_id)
    # An answer that claims the target and names no document has the target's text already.
    below = node.target is not None and (
        node.answered_as is None or node.value is None or node.answered_as < node.target
    )
    if aim and below and node.state not in {"not_applicable", "not_asked"}:
        lines.append(Line(_target_lead(context, question_id), ended(aim), muted=True))
    if answer.comment and node.state != "unanswered":
        lines.append(Line(say("Comment"), context.printable(answer.comment)))
    elif answer.comment:
        lines.append(Line(say("Comment, without an answer"), context.printable(answer.comment)))
    reviewed = review_text(context, question_id)
    if reviewed:
        lines.append(Line(say("Review"), reviewed))
    return lines


def _target_lead(context: ChapterContext, question_id: str) -> str:
    if _is_scale(context, question_id):
        return context.words.say("Target, step {step}", step=target_name(context, question_id))
    return context.words.say("Target")


def stated_lines(context: ChapterContext, question_id: str, answer: Answer) -> list[Line]:
    """What was answered; and, where it does not count or is missing, why."""
    state, say = context.node(question_id).state, context.words.say
    given = _given(context, question_id, answer)
    if state == "answered":
        return [*given, *_unproved(context, question_id)]
    if state == "carried":
        return [*given, _carried(context)]
    if state in {"not_asked", "open"}:
        why = _why_not_asked(context, question_id, state)
        kept = [Line(say("Kept, not counted"), line.text or line.lead) for line in given]
        carried = [_carried(context)] if answer.is_carried else []
        return [Line(state_head(context.words, state), why), *kept, *carried]
    if state == "unanswered":
        who = all_who_answer(context, question_id)
        offices = say("Who can: {offices}", offices=ended(who)) if who else ""
        return [Line(say("No answer"), in_a_row((silence(context), offices)))]
    return given


def _carried(context: ChapterContext) -> Line:
    """The mark of an answer that nobody has confirmed for this round."""
    say = context.words.say
    return Line(
        say("Carried over, not looked at again"),
        say("It counts as missing until somebody confirms it for this round."),
    )


def _given(context: ChapterContext, question_id: str, answer: Answer) -> list[Line]:
    say = context.words.say
    if answer.not_applicable is not None:
        reason = context.printable(answer.not_applicable)
        if answer.has_empty_reason:
            reason = say("Reason given: “{reason}”, which says nothing.", reason=reason)
        return [Line(say("Why it does not apply"), reason)]
    if answer.is_unknown:
        why = context.printable(answer.unknown) or _no_reason(context, question_id)
        return [Line(say("Why it is not known"), why)]
    if answer.value is None:
        return []
    text = answer_text(context, question_id)
    name = answer_name(context, question_id) if _is_scale(context, question_id) else ""
    if not replaces(context, answer):
        return [Line(name or say("Answer"), text)]
    by_reviewer = (
        say("{answer}, by the reviewer", answer=name) if name else say("Answer, by the reviewer")
    )
    # What the respondent said instead of an answer is not kept beside the reviewer's.
    replaced = (
        given_text(context, question_id)
        if answer.given is not None
        else say("None, not known, or does not apply.")
    )
    return [Line(by_reviewer, text), Line(say("The respondent’s answer"), replaced)]


def _no_reason(context: ChapterContext, question_id: str) -> str:
    say, who = context.words.say, all_who_answer(context, question_id)
    offices = say("Who may find out: {offices}", offices=ended(who)) if who else ""
    return in_a_row((say("No reason was given."), offices))


def _unproved(context: ChapterContext, question_id: str) -> list[Line]:
    node, say = context.node(question_id), context.words.say
    if not node.lacks_evidence:
        return []
    if node.value == node.answered_as:
        return [Line(say("No document"), say("This step asks for one; none is named."))]
    counts = question_summary(context, question_id).move.split(UNPROVED)[0]
    until = say("Counts as step {step} until one is.", step=counts)
    return [Line(say("No document is named"), until)]


def _why_not_asked(context: ChapterContext, question_id: str, state: str) -> str:
    asked, words = _conditions(context, question_id), context.words
    numbers = words.enumerate(asked, "unit")
    if state == "not_asked" and asked:
        return words.say(
            "Another answer ({numbers}) makes this question superfluous; it leaves its section.",
            numbers=numbers,
        )
    if state == "not_asked":
        return words.say("Another answer makes this question superfluous; it leaves its section.")
    if asked:
        return words.say(
            "Whether it applies hangs on a question without an answer ({numbers}).",
            numbers=numbers,
        )
    return words.say("Whether it applies hangs on a question without an answer.")


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


def _evidence(context: ChapterContext, item: EvidenceItem, by: str) -> EvidenceRow:
    title, reference = (
        context.printable(item.title, is_name=True),
        context.printable(item.reference, is_name=True),
    )
    shown = _shown_address(context, item)
    is_beside = bool(title or reference)
    beside = "" if not is_beside else _in_parts(shown) if web_address(item.url) else shown
    named = title or reference or shown or context.words.say("No title")
    if item.says_nothing:
        named = context.words.say("Given: “{title}”, by which nobody can find it.", title=named)
    return EvidenceRow(
        named,
        _place(context, reference if title else "", context.printable(item.page, is_name=True)),
        context.typed_date(item.date),
        by,
        item.address,
        beside,
        language_attributes(named) if item.address else Markup(),
    )


def _in_parts(address: str) -> Markup:
    """An address that a line may end in behind a stroke, and not within a word."""
    return Markup("/<wbr>").join(map(escape, address.split("/")))


def _shown_address(context: ChapterContext, item: EvidenceItem) -> str:
    """What is printed of an address; what is none stands as it was typed, and leads nowhere."""
    if item.url is None:
        return ""
    if web_address(item.url):
        return shown_address(item.url.strip())
    return context.printable(item.url, is_name=True)


def _place(context: ChapterContext, reference: str, page: str) -> str:
    """Where a document is to be found, and the page in it."""
    if not page:
        return reference
    if not reference:
        return context.words.say("page {page}", page=page)
    return context.words.say("{reference}, page {page}", reference=reference, page=page)


def _sources(context: ChapterContext, question: Question) -> str:
    return in_a_row((_source(context, source) for source in question.sources), "; ")


def _source(context: ChapterContext, met: SourceRef) -> str:
    """A citation, with the part of it that is meant and the step at which it is met."""
    say, source = context.words.say, citation(context, met.unit)
    if met.part is None:
        if met.step is None:
            return source
        return say("{source}, met at step {step}", source=source, step=met.step)
    part = context.localize(met.part)
    if met.step is None:
        return say("{source}, of it {part}", source=source, part=part)
    return say(
        "{source}, of it {part}, met at step {step}", source=source, part=part, step=met.step
    )
