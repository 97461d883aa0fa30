"""One question as it stands: its meter, what is said of it, what its target asks for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from markupsafe import Markup

from coherence_kit.charts import MarkState, state_meter, step_meter
from coherence_kit.i18n import plain_number
from coherence_kit.model.letters import LetterScale
from coherence_kit.model.merging import speaking
from coherence_kit.model.questionnaire import Question
from coherence_kit.model.submission import Answer, AnswerValue
from coherence_kit.questions import kind_of
from coherence_kit.questions.answers import answer_key, answer_keys
from coherence_kit.questions.kind import AnyKind
from coherence_kit.questions.naming import yes_or_no
from coherence_kit.questions.parts import AnswerLabel
from coherence_kit.questions.shapes import Shape
from coherence_kit.rendering.figures import DISPUTED, NO_FIGURE, UNPROVED, span
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.words import (
    capital,
    cut,
    ended,
    unended,
)
from coherence_kit.words import Words, in_a_row, on_one_line
from coherence_kit.words.states import state_head, state_name

LONGEST_NOW = 85
"""Characters of a comment, or of an answer in full, where it stands beside a figure."""
LONGEST_REASON = 300
"""Of a reason for having no answer, outside annex A."""
"""The sign of an answer on which respondents of a round differ, and nobody has decided."""
CARRIED = "…"
"""The sign of an answer that was carried over and not looked at again."""


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """A question on one line.

    `move` is `1 → 3`, `3` where there is no gap, `?` where nothing is known; `1*` where more was
    answered and no document is named, `1≠` where respondents differ, `1–3≠` where they do and none
    of their answers counts more. `step_class` names the colours of its tile.
    """

    number: str
    label: str
    anchor: str
    state: str
    state_name: str
    meter: Markup
    move: str
    step_class: str


@dataclass(frozen=True, slots=True)
class MeterScale:
    """The rungs of a question's meter from the lowest to the highest, with score and short name.

    Options of one score share a rung. Names are empty where rungs stand for no answer of their own.
    """

    names: tuple[str, ...]
    scores: tuple[Fraction, ...]

    def place(self, score: Fraction) -> int:
        """The highest rung that scores no more."""
        return max((at for at, own in enumerate(self.scores) if own <= score), default=0)


# A number, or several boxes, are shown on as many rungs as the shipped scales have.
_FIVE_RUNGS = MeterScale(("",) * 5, tuple(Fraction(25 * rung) for rung in range(5)))


def ladder(question: Question, letters: LetterScale | None = None) -> MeterScale | None:
    """The rungs of a question's meter; None for one that is never scored."""
    kind = kind_of(question)
    rungs = kind.rungs(letters)
    if rungs:
        return MeterScale(tuple(rung.name for rung in rungs), tuple(rung.score for rung in rungs))
    return _FIVE_RUNGS if kind.is_scored else None


def option_letter(question: Question, value: AnswerValue | None) -> str:
    """The letter of the option that an answer or a target names; empty where it has none."""
    return "" if value is None else kind_of(question).letter_of(value) or ""


def question_summary(context: ChapterContext, question_id: str) -> QuestionSummary:
    """Where a scored question stands, drawn and in figures."""
    node, question = context.node(question_id), context.question(question_id)
    rungs = ladder(question, node.letters)
    if node.is_disputed and rungs is not None and node.value is None:
        return _without_value(context, question_id, rungs)
    if node.state != "answered" or rungs is None or node.value is None:
        return _without_answer(context, question_id, 2 if rungs is None else len(rungs.names))
    here, count = rungs.place(node.value), len(rungs.names)
    aim = None if node.target is None else rungs.place(node.target)
    now = _short_name(context, question_id, rungs.names[here])
    target = kind_of(question).target
    mark = (UNPROVED if node.lacks_evidence else "") + (DISPUTED if node.is_disputed else "")
    below = node.target is not None and node.value < node.target
    letter = option_letter(question, target) if node.letters else ""
    goal = letter or (
        target_short(context, question_id)
        if aim is None or not rungs.names[aim]
        else rung_word(context.words, question, rungs.names[aim])
    )
    onward = f" {context.arrow} {goal}" if below and goal else ""
    alt = _alt(context, question, now, "" if node.target is None else goal)
    if node.is_disputed:
        alt = context.words.say("{answer}; respondents differ", answer=alt)
    return QuestionSummary(
        number=context.numbers[question_id],
        label=context.label(question_id),
        anchor=context.anchor("a", question_id),
        state=node.state,
        state_name=answer_name(context, question_id),
        meter=_svg(
            step_meter(
                step=here,
                target=aim,
                steps=count,
                alt=alt,
                palette=context.palette,
                mirrored=context.mirrored,
            )
        ),
        move=f"{now}{mark}{onward}",
        step_class=f"k{here}-{count}",
    )


def _without_value(context: ChapterContext, question_id: str, rungs: MeterScale) -> QuestionSummary:
    """A question on which respondents differ, and none of their answers counts more than others."""
    node, question = context.node(question_id), context.question(question_id)
    low, high = rungs.place(node.low or Fraction(0)), rungs.place(node.high or Fraction(0))
    ends = [
        rung_word(context.words, question, rungs.names[place]) or str(place)
        for place in (low, high)
    ]
    name = (
        context.words.say("{answer}, or not applicable: respondents differ", answer=ends[0])
        if low == high
        else context.words.say(
            "Between {low} and {high}: respondents differ", low=ends[0], high=ends[1]
        )
    )
    return QuestionSummary(
        number=context.numbers[question_id],
        label=context.label(question_id),
        anchor=context.anchor("a", question_id),
        state=node.state,
        state_name=name,
        meter=_svg(
            state_meter(
                MarkState.UNKNOWN,
                steps=len(rungs.names),
                alt=name,
                palette=context.palette,
                mirrored=context.mirrored,
            )
        ),
        move=f"{span(*ends)}{DISPUTED}",
        step_class="disputed",
    )


def _alt(context: ChapterContext, question: Question, now: str, goal: str) -> str:
    """What the meter shows, for those who do not see it."""
    say = context.words.say
    if kind_of(question).steps:
        if goal:
            return say("Step {step}, target {target}", step=now, target=goal)
        return say("Step {step}", step=now)
    return say("{answer}, target {target}", answer=now, target=goal) if goal else now


def rung_word(words: Words, question: Question, name: str) -> str:
    """The name of a rung as a reader knows it: yes and no in the reader's language."""
    own = {label.written: label for label in kind_of(question).labels if not label.is_worded}
    return yes_or_no(words, own[name]) if name in own else name


def _short_name(context: ChapterContext, question_id: str, rung: str) -> str:
    """The answer as the meter's figure: the rung's name, a step with its flag, boxes, a number."""
    value, node = context.assessment.submission.answer(question_id).value, context.node(question_id)
    rung = rung_word(context.words, context.question(question_id), rung)
    if node.lacks_evidence and node.value != node.answered_as:
        return rung or "0"
    if value is None:
        return rung
    kind = kind_of(context.question(question_id))
    if node.letters and (letter := kind.letter_of(value)):
        return letter
    flagged = [label for label in kind.labels_of(value) if label.flag and label.step is not None]
    if flagged and flagged[0].step is not None:
        return plain_number(flagged[0].step)
    return rung or _short(kind, value)


def _short(kind: AnyKind, value: AnswerValue) -> str:
    """Several boxes, an order or a number in a few signs."""
    match kind.shape:
        case Shape.PICK_MANY:
            return f"{len(answer_keys(value))}/{len(kind.keys)}"
        case Shape.ORDER:
            return ">".join(str(kind.keys.index(key) + 1) for key in answer_keys(value))
        case Shape.PICK_ONE | Shape.QUANTITY | Shape.PROSE:
            return answer_key(value)
    assert_never(kind.shape)


def target_short(context: ChapterContext, question_id: str) -> str:
    """The target in a few signs; empty where there is none."""
    kind = kind_of(context.question(question_id))
    return "" if kind.target is None else _short(kind, kind.target)


def _without_answer(context: ChapterContext, question_id: str, count: int) -> QuestionSummary:
    state = context.node(question_id).state
    drawn = MarkState.NOT_APPLICABLE if state == "not_asked" else MarkState(state)
    name = state_head(context.words, state)
    return QuestionSummary(
        number=context.numbers[question_id],
        label=context.label(question_id),
        anchor=context.anchor("a", question_id),
        state=state,
        state_name=name,
        meter=_svg(
            state_meter(
                drawn,
                steps=count,
                alt=name,
                palette=context.palette,
                mirrored=context.mirrored,
            )
        ),
        move={"unknown": "?", "unanswered": "", "open": "", "carried": CARRIED}.get(
            state, NO_FIGURE
        ),
        step_class=state,
    )


def _svg(drawn: str) -> Markup:
    return Markup(drawn)  # noqa: S704 - charts escape the only text they take


def answer_name(context: ChapterContext, question_id: str) -> str:
    """The answer in a word: `Step 2`, `Yes`, the option's text, `2 of 5 boxes`, `35 per cent`."""
    value = context.assessment.submission.answer(question_id).value
    return "" if value is None else _name(context, kind_of(context.question(question_id)), value)


def _name(context: ChapterContext, kind: AnyKind, value: AnswerValue) -> str:
    match kind.shape:
        case Shape.PICK_ONE:
            return _picked(context, kind.label_of(value))
        case Shape.PICK_MANY:
            return _boxes(context.words, len(answer_keys(value)), len(kind.keys))
        case Shape.ORDER:
            first = _part_text(context, kind.labels_of(value)[0])
            return context.words.say("{option} first", option=first)
        case Shape.QUANTITY:
            return in_a_row((answer_key(value), context.localize(kind.unit)))
        case Shape.PROSE:
            return answer_key(value)
    assert_never(kind.shape)


def _boxes(words: Words, ticked: int, number: int) -> str:
    if not ticked:
        return words.count("None of {n} box", "None of {n} boxes", number)
    return words.count("{ticked} of {n} box", "{ticked} of {n} boxes", number, ticked=ticked)


def _picked(context: ChapterContext, label: AnswerLabel) -> str:
    if label.named_step is None:
        return _part_text(context, label)
    if label.flag:
        return context.words.say("Step {step}, in part", step=label.named_step)
    return context.words.say("Step {step}", step=label.named_step)


def _part_text(context: ChapterContext, label: AnswerLabel) -> str:
    """What a label says, with its flag; yes and no say their own names."""
    if not label.is_worded:
        return capital(yes_or_no(context.words, label))
    said = context.localize(label)
    if not label.flag:
        return said
    return context.words.say(
        "{answer} ({remark})", answer=said, remark=context.localize(label.flag)
    )


def answer_text(context: ChapterContext, question_id: str) -> str:
    """What the answer says in full."""
    value = context.assessment.submission.answer(question_id).value
    return "" if value is None else _text(context, kind_of(context.question(question_id)), value)


def said_name(context: ChapterContext, question_id: str, said: Answer) -> str:
    """What one of several respondents answered, in a word."""
    if said.not_applicable is not None:
        return context.words.say("Does not apply")
    if said.value is None:
        return state_head(context.words, "unknown") if said.is_unknown else ""
    return _name(context, kind_of(context.question(question_id)), said.value)


def said_text(context: ChapterContext, question_id: str, said: Answer) -> str:
    """The same in full: a step by its number, of other answers what they say, with reasons."""
    if said.not_applicable is not None or said.value is None:
        reason = context.printable(said.not_applicable or said.unknown)
        return in_a_row((ended(said_name(context, question_id, said)), ended(reason)))
    kind = kind_of(context.question(question_id))
    if kind.steps:
        return ended(_name(context, kind, said.value))
    return ended(_text(context, kind, said.value))


def given_text(context: ChapterContext, question_id: str) -> str:
    """What the respondent answered, where a reviewer's answer counts in its place."""
    given = context.assessment.submission.answer(question_id).given
    if given is None:
        return context.words.say("Nothing.")
    kind = kind_of(context.question(question_id))
    name = ended(_name(context, kind, given)) if kind.steps else ""
    return in_a_row((name, _text(context, kind, given)))


def _text(context: ChapterContext, kind: AnyKind, value: AnswerValue) -> str:
    match kind.shape:
        case Shape.PICK_ONE:
            label = kind.label_of(value)
            said = _part_text(context, label)
            return said if label.is_worded else ended(said)
        case Shape.PICK_MANY:
            texts = [_part_text(context, label) for label in kind.labels_of(value)]
            return in_a_row(texts, "; ") or context.words.say("None of the boxes.")
        case Shape.ORDER:
            texts = [_part_text(context, label) for label in kind.labels_of(value)]
            placed = (in_a_row((f"{at}.", text)) for at, text in enumerate(texts, start=1))
            return in_a_row(placed, "; ")
        case Shape.QUANTITY:
            found = kind.working(value).found_in
            said = "" if found is None else context.localize(found.text)
            return in_a_row((ended(_name(context, kind, value)), said))
        case Shape.PROSE:
            if kind.is_date:
                return context.words.date(dt.date.fromisoformat(str(value)))
            return context.printable(str(value))
    assert_never(kind.shape)


def target_text(context: ChapterContext, question_id: str) -> str:
    """What the target asks for in full; empty where there is none."""
    kind = kind_of(context.question(question_id))
    # of a box to tick the question itself says what is aimed at
    if kind.target is None or kind.is_tick:
        return ""
    return _text(context, kind, kind.target)


def target_name(context: ChapterContext, question_id: str) -> str:
    """The target in a word: `3`, `yes`, the option's text."""
    kind = kind_of(context.question(question_id))
    if kind.target is None:
        return ""
    label = kind.label_of(kind.target) if kind.is_tick or kind.steps else None
    if label is not None:
        return yes_or_no(context.words, label) or label.spelt
    return unended(_name(context, kind, kind.target))


def now_text(context: ChapterContext, question_id: str) -> str:
    """What is in place, in a few words: as much of the comment as fits, or what the answer says."""
    comment = speaking(context.assessment.submission.answer(question_id)).comment
    return context.beginning(comment, LONGEST_NOW) or _in_few_words(context, question_id)


def _in_few_words(context: ChapterContext, question_id: str) -> str:
    """The name of the step that was answered; of other questions as much of the answer as fits."""
    kind = kind_of(context.question(question_id))
    value = context.assessment.submission.answer(question_id).value
    if kind.steps and value is not None:
        return ended(context.localize(kind.label_of(value).name))
    return cut(answer_text(context, question_id), LONGEST_NOW)


def who_answers(context: ChapterContext, question_id: str) -> str:
    """The office that is asked first; empty where none is named."""
    who = context.question(question_id).who
    return "" if who is None else on_one_line(context.localize(who.answers))


def all_who_answer(context: ChapterContext, question_id: str) -> str:
    """The office that is asked first, and behind a semicolon those who can answer too or help."""
    who = context.question(question_id).who
    texts = () if who is None else (who.answers, who.others)
    return in_a_row((on_one_line(context.localize(text)) for text in texts), "; ")


def missing_reason(context: ChapterContext, question_id: str) -> str:
    """Why there is no answer, in the respondent's words where they are few."""
    answer, state = (
        context.assessment.submission.answer(question_id),
        context.node(question_id).state,
    )
    if state == "unknown":
        return _shortened(context, answer.unknown) or context.words.say(
            "Somebody looked; there are no data."
        )
    if state == "open":
        return context.words.say("Whether it applies hangs on a question without an answer.")
    if state == "carried":
        return context.words.say(
            "In an earlier round: {answer}", answer=_earlier_answer(context, question_id)
        )
    return _shortened(context, answer.comment) or silence(context)


def _earlier_answer(context: ChapterContext, question_id: str) -> str:
    """An answer that was carried over, in a word."""
    answer = context.assessment.submission.answer(question_id)
    if answer.not_applicable is not None:
        return state_name(context.words, "not_applicable")
    if answer.is_unknown:
        return state_name(context.words, "unknown")
    return cut(answer_name(context, question_id), LONGEST_NOW)


def _shortened(context: ChapterContext, text: str | None) -> str:
    return context.beginning(text, LONGEST_REASON)


def silence(context: ChapterContext) -> str:
    """What it means that there is no answer: nobody gave one, or the documents hold none."""
    if context.assessment.submission.is_documented:
        return context.words.say("The documents say nothing on it.")
    return context.words.say("Nobody has answered.")
