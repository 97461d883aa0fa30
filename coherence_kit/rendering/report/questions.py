"""One question as it stands: its meter, what is said of it, what its target asks for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from coherence_kit.charts import State, state_meter, step_meter
from coherence_kit.i18n import long_date, plain_number
from coherence_kit.model.letters import LetterScale
from coherence_kit.model.questionnaire import (
    BooleanQuestion,
    ChoiceQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    Question,
    ScaleQuestion,
)
from coherence_kit.model.submission import AnswerValue
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.words import (
    ARROW,
    NOTHING,
    STATE_NAMES,
    cut,
    ended,
)
from coherence_kit.scoring.answers import answer_key, figure_of, step_of, threshold_of

LONGEST_NOW = 85
"""Characters of a comment, or of an answer in full, where it stands beside a figure."""
LONGEST_REASON = 300
"""Of a reason for having no answer, outside annex A."""
UNPROVED = "*"


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """A question on one line.

    `move` is `1 → 3`, `3` where there is no gap, `?` where nothing is known; `1*` where more was answered and no
    document is named. `step_class` names the colours of its tile.
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
    """The rungs of a question's meter from the lowest to the highest, with score and short name of each.

    Names are empty where rungs stand for no answer of their own.
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
    if isinstance(question, ScaleQuestion):
        steps = sorted(question.steps)
        span = steps[-1] - steps[0]
        return MeterScale(
            tuple(map(str, steps)), tuple(Fraction(100 * (step - steps[0]), span) for step in steps)
        )
    if isinstance(question, BooleanQuestion):
        return MeterScale(("no", "yes"), (Fraction(0), Fraction(100)))
    if isinstance(question, ChoiceQuestion):
        scored = sorted(
            (figure_of(option, letters), place) for place, option in enumerate(question.options)
        )
        given = [question.options[place].letter if letters else None for _, place in scored]
        names = tuple(letter or str(rung) for rung, letter in enumerate(given))
        return MeterScale(names, tuple(score for score, _ in scored))
    if isinstance(question, (MultipleChoiceQuestion, NumberQuestion)):
        return _FIVE_RUNGS
    return None


def question_summary(context: ChapterContext, question_id: str) -> QuestionSummary:
    """Where a scored question stands, drawn and in figures."""
    node, question = context.node(question_id), context.question(question_id)
    rungs = ladder(question, node.letters)
    if node.state != "answered" or rungs is None or node.value is None:
        return _without_answer(context, question_id, 2 if rungs is None else len(rungs.names))
    here, count = rungs.place(node.value), len(rungs.names)
    aim = None if node.target is None else rungs.place(node.target)
    now = _short_name(context, question_id, rungs.names[here])
    mark = UNPROVED if node.lacks_evidence else ""
    below = node.target is not None and node.value < node.target
    goal = (
        target_short(context, question_id)
        if aim is None or not rungs.names[aim]
        else rungs.names[aim]
    )
    onward = f" {ARROW} {goal}" if below and goal else ""
    lead = "Step " if isinstance(question, ScaleQuestion) else ""
    alt = f"{lead}{now}" + ("" if node.target is None or not goal else f", target {goal}")
    return QuestionSummary(
        number=context.numbers[question_id],
        label=context.label(question_id),
        anchor=context.anchor("a", question_id),
        state=node.state,
        state_name=answer_name(context, question_id),
        meter=_svg(
            step_meter(step=here, target=aim, steps=count, alt=alt, palette=context.palette)
        ),
        move=f"{now}{mark}{onward}",
        step_class=f"k{here}-{count}",
    )


def _short_name(context: ChapterContext, question_id: str, rung: str) -> str:
    """The answer as the meter's figure: the rung's name, a step with its flag, so many boxes, a number."""
    value, node = context.assessment.submission.answer(question_id).value, context.node(question_id)
    if node.lacks_evidence and node.low != node.high:
        return rung or "0"
    question = context.question(question_id)
    if isinstance(question, ScaleQuestion) and isinstance(value, str):
        return plain_number((step_of(value) or 0) - Fraction(1, 2))
    return rung or (_short(question, value) if value is not None else "")


def _short(question: Question, value: AnswerValue) -> str:
    """Several boxes or a number in a few signs."""
    if isinstance(question, MultipleChoiceQuestion) and isinstance(value, tuple):
        return f"{len(value)}/{len(question.options)}"
    return answer_key(value)


def target_short(context: ChapterContext, question_id: str) -> str:
    """The target in a few signs; empty where there is none."""
    target = getattr(context.question(question_id), "target", None)
    return "" if target is None else _short(context.question(question_id), target.value)


def _without_answer(context: ChapterContext, question_id: str, count: int) -> QuestionSummary:
    state = context.node(question_id).state
    drawn = State.NOT_APPLICABLE if state == "not_asked" else State(state)
    name = STATE_NAMES[state]
    return QuestionSummary(
        number=context.numbers[question_id],
        label=context.label(question_id),
        anchor=context.anchor("a", question_id),
        state=state,
        state_name=name,
        meter=_svg(state_meter(drawn, steps=count, alt=name, palette=context.palette)),
        move={"unknown": "?", "unanswered": "", "open": ""}.get(state, NOTHING),
        step_class=state,
    )


def _svg(drawn: str) -> Markup:
    return Markup(drawn)  # noqa: S704 - charts escape the only text they take


def answer_name(context: ChapterContext, question_id: str) -> str:
    """The answer in a word: `Step 2`, `Yes`, the option's text, `2 of 5 boxes`, `35 per cent`."""
    value = context.assessment.submission.answer(question_id).value
    return "" if value is None else _name(context, context.question(question_id), value)


def _name(context: ChapterContext, question: Question, value: AnswerValue) -> str:
    if isinstance(question, ScaleQuestion):
        return (
            f"Step {step_of(value)}, in part"
            if isinstance(value, str)
            else f"Step {step_of(value)}"
        )
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(question, MultipleChoiceQuestion) and isinstance(value, tuple):
        return f"{len(value) or 'None'} of {len(question.options)} boxes"
    if isinstance(question, NumberQuestion):
        return f"{answer_key(value)} {context.localize(question.unit)}".strip()
    return _option_text(context, question, answer_key(value))


def answer_text(context: ChapterContext, question_id: str) -> str:
    """What the answer says in full."""
    value = context.assessment.submission.answer(question_id).value
    return "" if value is None else _text(context, context.question(question_id), value)


def given_text(context: ChapterContext, question_id: str) -> str:
    """What the respondent answered, where a reviewer's answer counts in its place."""
    given = context.assessment.submission.answer(question_id).given
    if given is None:
        return "Nothing."
    question = context.question(question_id)
    name = f"{_name(context, question, given)}. " if isinstance(question, ScaleQuestion) else ""
    return f"{name}{_text(context, question, given)}"


def _text(context: ChapterContext, question: Question, value: AnswerValue) -> str:  # noqa: PLR0911  (one for each type)
    if isinstance(question, ScaleQuestion):
        said = context.localize(question.steps.get(step_of(value) or 0))
        return (
            f"{said} ({context.localize(question.half_step.text)})"
            if question.half_step and isinstance(value, str)
            else said
        )
    if isinstance(value, bool):
        return "Yes." if value else "No."
    if isinstance(question, MultipleChoiceQuestion) and isinstance(value, tuple):
        ticked = [
            context.localize(option.text) for option in question.options if option.id in value
        ]
        return "; ".join(ticked) if ticked else "None of the boxes."
    if isinstance(question, NumberQuestion) and isinstance(value, Fraction):
        said = context.localize(threshold_of(question, value).text) if question.thresholds else ""
        return f"{_name(context, question, value)}. {said}".strip()
    if question.type == "date":
        return long_date(dt.date.fromisoformat(str(value)))
    if isinstance(question, ChoiceQuestion):
        return _option_text(context, question, str(value))
    return context.printable(str(value))


def target_text(context: ChapterContext, question_id: str) -> str:
    """What the target asks for in full; empty where there is none."""
    question = context.question(question_id)
    target = getattr(question, "target", None)
    if target is None:
        return ""
    # of a box to tick the question itself says what is aimed at
    return "" if isinstance(target.value, bool) else _text(context, question, target.value)


def target_name(context: ChapterContext, question_id: str) -> str:
    """The target in a word: `3`, `yes`, the option's text."""
    question = context.question(question_id)
    target = getattr(question, "target", None)
    if target is None:
        return ""
    if isinstance(question, ScaleQuestion):
        return str(target.value)
    if isinstance(target.value, bool):
        return "yes" if target.value else "no"
    return _name(context, question, target.value).rstrip(".")


def _option_text(context: ChapterContext, question: Question, key: str) -> str:
    if isinstance(question, ChoiceQuestion):
        return next(
            (context.localize(option.text) for option in question.options if option.id == key), key
        )
    return key


def now_text(context: ChapterContext, question_id: str) -> str:
    """What is in place, in a few words: as much of the comment as fits, or what the answer says."""
    comment = context.printable(context.assessment.submission.answer(question_id).comment)
    return cut(comment, LONGEST_NOW) or _in_few_words(context, question_id)


def _in_few_words(context: ChapterContext, question_id: str) -> str:
    """The name of the step that was answered; of other questions as much of the answer as fits."""
    question = context.question(question_id)
    value = context.assessment.submission.answer(question_id).value
    if isinstance(question, ScaleQuestion) and value is not None:
        return ended(context.localize(question.steps[step_of(value) or 0].name))
    return cut(answer_text(context, question_id), LONGEST_NOW)


def who_answers(context: ChapterContext, question_id: str) -> str:
    """The office that is asked first; empty where none is named."""
    who = context.question(question_id).who
    return "" if who is None else " ".join(context.localize(who.answers).split())


def all_who_answer(context: ChapterContext, question_id: str) -> str:
    """The office that is asked first, and behind a semicolon those who can answer too or help."""
    who = context.question(question_id).who
    texts = () if who is None else (who.answers, who.others)
    return "; ".join(" ".join(context.localize(text).split()) for text in texts if text is not None)


def missing_reason(context: ChapterContext, question_id: str) -> str:
    """Why there is no answer, in the respondent's words where they are few; annex A has them all."""
    answer, state = (
        context.assessment.submission.answer(question_id),
        context.node(question_id).state,
    )
    if state == "unknown":
        return _shortened(context, answer.unknown) or "Somebody looked; there are no data."
    if state == "open":
        return "Whether it applies hangs on a question without an answer."
    return _shortened(context, answer.comment) or silence(context)


def _shortened(context: ChapterContext, text: str | None) -> str:
    return cut(context.printable(text), LONGEST_REASON)


def silence(context: ChapterContext) -> str:
    """What it means that there is no answer: nobody gave one, or the documents hold none."""
    return (
        "The documents say nothing on it."
        if context.assessment.submission.is_documented
        else "Nobody has answered."
    )
