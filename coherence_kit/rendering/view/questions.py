"""One question as it stands: its meter, what is said of it, what its target asks for."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from coherence_kit.charts import State, state_meter, step_meter
from coherence_kit.i18n import long_date
from coherence_kit.model.questionnaire import BooleanQuestion, ChoiceQuestion, Question, ScaleQuestion
from coherence_kit.rendering.view.frame import Frame
from coherence_kit.rendering.view.words import ARROW, NOTHING, STATE_NAMES, first_sentence, whole_sentences

LONGEST_NOW = 85
"""A comment whose first sentence is longer gives way to the label of the step."""

_WHO_ANSWERS = re.compile(r"\*\*Who answers:\*\*\s*(.+?)(?=\n\s*\*\*|\Z)", re.DOTALL)
LONGEST_REASON = 300
"""Of a reason for having no answer, outside annex A."""
UNPROVED = "*"


@dataclass(frozen=True, slots=True)
class Standing:
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
class _Ladder:
    """The answers of a question from the lowest to the highest, with the score and the short name of each."""

    keys: tuple[str, ...]
    names: tuple[str, ...]
    scores: tuple[Fraction, ...]

    def place(self, score: Fraction) -> int:
        """The highest answer that scores no more."""
        return max((at for at, own in enumerate(self.scores) if own <= score), default=0)


def ladder(question: Question) -> _Ladder | None:
    """The possible answers in order; None where they cannot be put in one."""
    if isinstance(question, ScaleQuestion):
        steps = sorted(question.steps)
        span = steps[-1] - steps[0]
        scores = tuple(Fraction(100 * (step - steps[0]), span) for step in steps)
        return _Ladder(tuple(map(str, steps)), tuple(map(str, steps)), scores)
    if isinstance(question, BooleanQuestion):
        return _Ladder(("false", "true"), ("no", "yes"), (Fraction(0), Fraction(100)))
    if isinstance(question, ChoiceQuestion):
        options = sorted(question.options, key=lambda option: option.score)
        names = tuple(str(place) for place in range(len(options)))
        return _Ladder(tuple(option.id for option in options), names, tuple(option.score for option in options))
    return None


def standing(frame: Frame, question_id: str) -> Standing:
    """Where a scored question stands, drawn and in figures."""
    node, steps = frame.node(question_id), ladder(frame.question(question_id))
    if node.state != "answered" or steps is None or node.value is None:
        return _without_answer(frame, question_id, 2 if steps is None else len(steps.keys))
    here, count = steps.place(node.value), len(steps.keys)
    aim = None if node.target is None else steps.place(node.target)
    mark = UNPROVED if node.lacks_evidence else ""
    onward = "" if aim is None or aim <= here else f" {ARROW} {steps.names[aim]}"
    alt = f"Step {steps.names[here]}" + ("" if aim is None else f", target {steps.names[aim]}")
    return Standing(
        number=frame.numbers[question_id],
        label=frame.label(question_id),
        anchor=frame.anchor("a", question_id),
        state=node.state,
        state_name=answer_name(frame, question_id),
        meter=_svg(step_meter(step=here, target=aim, steps=count, alt=alt, palette=frame.palette)),
        move=f"{steps.names[here]}{mark}{onward}",
        step_class=f"k{here}-{count}",
    )


def _without_answer(frame: Frame, question_id: str, count: int) -> Standing:
    state = frame.node(question_id).state
    drawn = State.NOT_APPLICABLE if state == "not_asked" else State(state)
    name = STATE_NAMES[state]
    return Standing(
        number=frame.numbers[question_id],
        label=frame.label(question_id),
        anchor=frame.anchor("a", question_id),
        state=state,
        state_name=name,
        meter=_svg(state_meter(drawn, steps=count, alt=name, palette=frame.palette)),
        move={"unknown": "?", "unanswered": "", "open": ""}.get(state, NOTHING),
        step_class=state,
    )


def _svg(drawn: str) -> Markup:
    return Markup(drawn)  # noqa: S704 - charts escape the only text they take


def answer_name(frame: Frame, question_id: str) -> str:
    """The answer in a word: `Step 2`, `Yes`, the option's text."""
    question, value = frame.question(question_id), frame.assessment.submission.answer(question_id).value
    if isinstance(question, ScaleQuestion):
        return f"Step {value}"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return _option_text(frame, question, str(value))


def answer_text(frame: Frame, question_id: str) -> str:
    """What the answer says in full."""
    question, value = frame.question(question_id), frame.assessment.submission.answer(question_id).value
    if value is None:
        return ""
    if isinstance(question, ScaleQuestion) and isinstance(value, int):
        return frame.say(question.steps[value])
    if isinstance(value, bool):
        return "Yes." if value else "No."
    if isinstance(question, ChoiceQuestion):
        return _option_text(frame, question, str(value))
    if question.type == "date":
        return long_date(dt.date.fromisoformat(str(value)))
    return frame.own(str(value))


def target_text(frame: Frame, question_id: str) -> str:
    """What the target asks for in full; empty where there is none."""
    question = frame.question(question_id)
    target = getattr(question, "target", None)
    if target is None:
        return ""
    if isinstance(question, ScaleQuestion):
        return frame.say(question.steps[target.value])
    if isinstance(target.value, bool):
        return "Yes." if target.value else "No."
    return _option_text(frame, question, target.value)


def target_name(frame: Frame, question_id: str) -> str:
    """The target in a word: `3`, `yes`, the option's text."""
    question = frame.question(question_id)
    target = getattr(question, "target", None)
    if target is None:
        return ""
    if isinstance(target.value, bool):
        return "yes" if target.value else "no"
    return _option_text(frame, question, str(target.value))


def _option_text(frame: Frame, question: Question, key: str) -> str:
    if isinstance(question, ChoiceQuestion):
        return next((frame.say(option.text) for option in question.options if option.id == key), key)
    return key


def now_text(frame: Frame, question_id: str) -> str:
    """What is in place, in one short sentence: the comment's first, or the label of the step."""
    comment = first_sentence(" ".join(frame.own(frame.assessment.submission.answer(question_id).comment).split()))
    return comment if comment and len(comment) <= LONGEST_NOW else first_sentence(answer_text(frame, question_id))


def who_answers(frame: Frame, question_id: str) -> str:
    """Who can find out, as the guidance says; empty where it does not."""
    found = _WHO_ANSWERS.search(frame.say(frame.question(question_id).guidance))
    return " ".join(found.group(1).split()) if found else ""


def missing_reason(frame: Frame, question_id: str) -> str:
    """Why there is no answer, in the respondent's words where they are few; annex A has them all."""
    answer, state = frame.assessment.submission.answer(question_id), frame.node(question_id).state
    if state == "unknown":
        return _short(frame, answer.unknown) or "Somebody looked; there are no data."
    if state == "open":
        return "Whether it applies hangs on a question without an answer."
    return _short(frame, answer.comment) or silence(frame)


def _short(frame: Frame, text: str | None) -> str:
    return whole_sentences(frame.own(text), LONGEST_REASON) or ("The reason given is in annex A." if text else "")


def silence(frame: Frame) -> str:
    """What it means that there is no answer: nobody gave one, or the documents hold none."""
    return "The documents say nothing on it." if frame.assessment.submission.is_documented else "Nobody has answered."
