"""Question types: what may be answered, and what an answer scores. A new type is one entry of the table.

Scores are 0 to 100, exact. Step k of a scale from a to b scores 100(k - a)/(b - a); a letter scores its place among the
letters of its questionnaire, where the group above works in letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from coherence_kit.i18n import plain_number
from coherence_kit.model.base import parse_boolean, parse_date, parse_integer, parse_number
from coherence_kit.model.letters import LetterScale
from coherence_kit.model.questionnaire import (
    BoxScoring,
    Goalposts,
    MultipleChoiceQuestion,
    NumberQuestion,
    ScaleQuestion,
    Threshold,
)
from coherence_kit.model.submission import AnswerValue
from coherence_kit.scoring.exact import decimal, settled

LOWEST, HIGHEST = Fraction(0), Fraction(100)
Letters = LetterScale | None
EVERY_NUMBER = "any"
"""Key of `evidence` for a question whose answers cannot be listed."""
_HALF = re.compile(r"(-?[0-9]+)-([a-z].*)")


@dataclass(frozen=True, slots=True)
class QuestionType:
    """What the engine asks of a type of question.

    Args:
        parse: text of a file to the answer's value; raises ValueError (or pydantic's kind of it) if it is none.
        score: value to score, in letters where the group above works in them; None for a type that is printed only.
        keys: the answers as texts, where they can be listed, else what can be chosen; empty where nothing can.
        possible: every score an answer can have, or, for numbers between goalposts, the lowest and the highest.
        takes_several: the file holds a list, and each of `keys` may stand in it.
        is_listed: each of `keys` is an answer.

    """

    parse: Callable[[Any, Any], AnswerValue]
    score: Callable[[Any, Any, Letters], Fraction] | None
    keys: Callable[[Any], tuple[str, ...]]
    possible: Callable[[Any, Letters], tuple[Fraction, ...]]
    takes_several: bool = False
    is_listed: bool = True

    @property
    def is_scored(self) -> bool:
        """Whether answers of this type count."""
        return self.score is not None


def step_score(step: Fraction | int, steps: tuple[int, ...]) -> Fraction:
    """Score of a step of a scale given by its steps, lowest first."""
    return Fraction(100) * (step - steps[0]) / (steps[-1] - steps[0])


def answer_key(value: AnswerValue) -> str:
    """An answer as it is written in conditions and evidence tables: `3`, `true`, `2.5`, an option's id."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Fraction):
        return plain_number(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def answer_keys(value: AnswerValue) -> tuple[str, ...]:
    """Every key that an answer has: of several boxes one each."""
    return value if isinstance(value, tuple) else (answer_key(value),)


def step_of(value: AnswerValue) -> int | None:
    """The step that an answer to a scale names, with its flag or without; None for any other answer."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    half = _HALF.fullmatch(value) if isinstance(value, str) else None
    return int(half.group(1)) if half else None


# --- scales -----------------------------------------------------------------------------------------------------------


def scale_steps(question: ScaleQuestion) -> tuple[int, ...]:
    """The steps of a scale, lowest first."""
    return tuple(sorted(question.steps))


def half_steps(question: ScaleQuestion) -> tuple[int, ...]:
    """The steps that can be answered with the flag that takes half a step off."""
    if question.half_step is None:
        return ()
    _, *others = scale_steps(question)
    return tuple(
        step
        for step in others
        if question.half_step.steps is None or step in question.half_step.steps
    )


def _half_key(question: ScaleQuestion, step: int) -> str:
    return f"{step}-{question.half_step.id}" if question.half_step else ""


def _scale_keys(question: ScaleQuestion) -> tuple[str, ...]:
    halves = half_steps(question)
    keys: list[str] = []
    for step in scale_steps(question):
        keys += [_half_key(question, step)] if step in halves else []
        keys.append(str(step))
    return tuple(keys)


def _parse_step(question: ScaleQuestion, raw: Any) -> int | str:  # noqa: ANN401
    if isinstance(raw, str) and any(
        raw == _half_key(question, step) for step in half_steps(question)
    ):
        return raw
    step = parse_integer(raw)
    if step not in question.steps:
        raise ValueError(raw)
    return step


def _step_answer_score(question: ScaleQuestion, value: AnswerValue, _letters: Letters) -> Fraction:
    step = step_of(value)
    if step is None:
        raise ValueError(value)
    return step_score(
        step - Fraction(1, 2) if isinstance(value, str) else step, scale_steps(question)
    )


def _listed_possible(question: Any, letters: Letters) -> tuple[Fraction, ...]:  # noqa: ANN401
    return tuple(sorted(set(listed_scores(question, letters).values())))


# --- single choice and boolean ----------------------------------------------------------------------------------------


def _parse_option(question: Any, raw: Any) -> str:  # noqa: ANN401
    if raw not in {option.id for option in question.options}:
        raise ValueError(raw)
    return str(raw)


def figure_of(option: Any, letters: Letters) -> Fraction:  # noqa: ANN401
    """The score of an option or of a class of numbers, by its letter where letters count."""
    if letters is not None:
        return letters.score(option.letter)
    return Fraction(option.score)


def _option_score(question: Any, value: str, letters: Letters) -> Fraction:  # noqa: ANN401
    return next(figure_of(option, letters) for option in question.options if option.id == value)


# --- several boxes ----------------------------------------------------------------------------------------------------


def _parse_boxes(question: MultipleChoiceQuestion, raw: Any) -> tuple[str, ...]:  # noqa: ANN401
    if not isinstance(raw, (list, tuple)):
        raise TypeError(raw)
    known = [option.id for option in question.options]
    if len(set(raw)) < len(raw) or any(box not in known for box in raw):
        raise ValueError(raw)
    return tuple(box for box in known if box in raw)


def box_points(question: MultipleChoiceQuestion) -> dict[str, Fraction]:
    """What each box adds: its points where points are summed, else one."""
    summed = question.scoring.name == "points"
    return {
        option.id: (option.points or LOWEST) if summed else Fraction(1)
        for option in question.options
    }


def enough_points(question: MultipleChoiceQuestion) -> Fraction:
    """What scores 100: the cap, n boxes, or all there is."""
    most = sum(box_points(question).values(), LOWEST)
    scoring: BoxScoring = question.scoring
    limits = {"points": scoring.cap, "any-n-of": None if scoring.n is None else Fraction(scoring.n)}
    limit = limits.get(scoring.name)
    return most if limit is None else min(limit, most)


def _boxes_score(
    question: MultipleChoiceQuestion, value: Iterable[str], _letters: Letters
) -> Fraction:
    points, enough = box_points(question), enough_points(question)
    return 100 * min(enough, sum((points[box] for box in value), LOWEST)) / enough


def _possible_boxes(question: MultipleChoiceQuestion, _letters: Letters) -> tuple[Fraction, ...]:
    """The scores of every set of boxes."""
    reached = {LOWEST}
    for points in box_points(question).values():
        reached |= {total + points for total in reached}
    enough = enough_points(question)
    return tuple(sorted({100 * min(enough, total) / enough for total in reached}))


# --- numbers ----------------------------------------------------------------------------------------------------------


def _parse_number(question: NumberQuestion, raw: Any) -> Fraction:  # noqa: ANN401
    number = parse_number(raw)
    if question.smallest is not None and number < question.smallest:
        raise ValueError(raw)
    if question.largest is not None and number > question.largest:
        raise ValueError(raw)
    return number


def _number_score(question: NumberQuestion, value: Fraction, letters: Letters) -> Fraction:
    if question.goalposts is not None:
        return _between(question.goalposts, value)
    return figure_of(threshold_of(question, value), letters)


def threshold_of(question: NumberQuestion, value: Fraction) -> Threshold:
    """The class that a number belongs to; classes are closed below."""
    first, *others = question.thresholds or ()
    return next(
        (item for item in reversed(others) if item.start is not None and value >= item.start), first
    )


def _between(posts: Goalposts, value: Fraction) -> Fraction:
    """Where a number lies on the way from the low post to the high one, 0 to 100."""
    near, far = min(posts.low, posts.high), max(posts.low, posts.high)
    kept = min(max(value, near), far)
    if posts.scale == "linear" or kept in {near, far}:
        return 100 * (kept - posts.low) / (posts.high - posts.low)
    low, high = decimal(posts.low).ln, decimal(posts.high).ln
    return settled(lambda: 100 * (decimal(kept).ln() - low()) / (high() - low()))


def _possible_numbers(question: NumberQuestion, letters: Letters) -> tuple[Fraction, ...]:
    if question.thresholds is None:
        return LOWEST, HIGHEST
    return tuple(sorted({figure_of(item, letters) for item in question.thresholds}))


# --- what is printed only ---------------------------------------------------------------------------------------------


def _parse_prose(_question: Any, raw: Any) -> str:  # noqa: ANN401
    if not isinstance(raw, str):
        raise TypeError(raw)
    return raw


def _no_keys(_question: Any) -> tuple[str, ...]:  # noqa: ANN401
    return ()


def _no_scores(_question: Any, _letters: Letters) -> tuple[Fraction, ...]:  # noqa: ANN401
    return ()


QUESTION_TYPES: dict[str, QuestionType] = {
    "scale": QuestionType(
        parse=_parse_step, score=_step_answer_score, keys=_scale_keys, possible=_listed_possible
    ),
    "boolean": QuestionType(
        parse=lambda _question, raw: parse_boolean(raw),
        score=lambda _question, value, _letters: HIGHEST if value else LOWEST,
        keys=lambda _question: ("true", "false"),
        possible=_listed_possible,
    ),
    "choice": QuestionType(
        parse=_parse_option,
        score=_option_score,
        keys=lambda question: tuple(option.id for option in question.options),
        possible=_listed_possible,
    ),
    "multiple-choice": QuestionType(
        parse=_parse_boxes,
        score=_boxes_score,
        keys=lambda question: tuple(option.id for option in question.options),
        possible=_possible_boxes,
        takes_several=True,
        is_listed=False,
    ),
    "number": QuestionType(
        parse=_parse_number,
        score=_number_score,
        keys=_no_keys,
        possible=_possible_numbers,
        is_listed=False,
    ),
    "text": QuestionType(
        parse=_parse_prose, score=None, keys=_no_keys, possible=_no_scores, is_listed=False
    ),
    "date": QuestionType(
        parse=lambda _question, raw: parse_date(raw).isoformat(),
        score=None,
        keys=_no_keys,
        possible=_no_scores,
        is_listed=False,
    ),
}


def parse_answer(question: Any, raw: Any) -> AnswerValue:  # noqa: ANN401  (a question of any type, a value of a file)
    """The typed value of an answer.

    Raises:
        ValueError: the text is no answer to this question.
        TypeError: a list where one text is expected, or the reverse.

    """
    return QUESTION_TYPES[question.type].parse(question, raw)


def score_answer(question: Any, value: AnswerValue, letters: Letters = None) -> Fraction:  # noqa: ANN401
    """Score, 0 to 100, of a typed answer to a scored question; by letters where they are given."""
    score = QUESTION_TYPES[question.type].score
    if score is None:
        msg = f"answers of type {question.type} have no score"
        raise ValueError(msg)
    return score(question, value, letters)


def possible_scores(question: Any, letters: Letters = None) -> tuple[Fraction, ...]:  # noqa: ANN401
    """Every score that an answer can have, lowest first; of goalposts only the two ends."""
    return QUESTION_TYPES[question.type].possible(question, letters)


def listed_scores(question: Any, letters: Letters = None) -> dict[str, Fraction]:  # noqa: ANN401
    """The score of every answer that can be listed, by its key; empty for a question that is not scored."""
    kind = QUESTION_TYPES[question.type]
    if not kind.is_scored or not kind.is_listed:
        return {}
    return {
        key: score_answer(question, parse_answer(question, key), letters)
        for key in kind.keys(question)
    }


def target_score(question: Any, letters: Letters = None) -> Fraction | None:  # noqa: ANN401
    """Score of a question's target, or None where it states none."""
    target = getattr(question, "target", None)
    return None if target is None else score_answer(question, target.value, letters)


def evidence_wanted(question: Any, value: AnswerValue, evidence_from: int | None) -> bool:  # noqa: ANN401
    """Whether an answer is one that documents are asked for.

    A scale from step `evidence_from` up; any other type where the question lists evidence for this very answer, for
    one of the boxes, or, for a number, under `any`.
    """
    if evidence_from is None:
        return False
    if question.type == "scale":
        step = step_of(value)
        return step is not None and step >= evidence_from
    keys = (EVERY_NUMBER,) if question.type == "number" else answer_keys(value)
    return any(key in question.evidence for key in keys)
