"""Question types: what may be answered, and what an answer scores. A new type is one entry of the table.

Scores are 0 to 100, exact. Step k of a scale from a to b scores 100(k - a)/(b - a).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from coherence_kit.model.base import parse_boolean, parse_date, parse_integer
from coherence_kit.model.submission import AnswerValue

LOWEST, HIGHEST = Fraction(0), Fraction(100)


@dataclass(frozen=True, slots=True)
class QuestionType:
    """What the engine asks of a type of question.

    Args:
        parse: text of a file to the answer's value; raises ValueError (or pydantic's kind of it) if it is none.
        score: value to score, or None for a type that is printed only.
        keys: the answers as texts, where they can be listed; empty where they cannot.
        extremes: lowest and highest score an answer can have.
        wants_list: whether the file holds a list.

    """

    parse: Callable[[Any, Any], AnswerValue]
    score: Callable[[Any, Any], Fraction] | None
    keys: Callable[[Any], tuple[str, ...]]
    extremes: Callable[[Any], tuple[Fraction, Fraction]]
    wants_list: bool = False

    @property
    def is_scored(self) -> bool:
        """Whether answers of this type count."""
        return self.score is not None


def step_score(step: int, steps: tuple[int, ...]) -> Fraction:
    """Score of a step of a scale given by its steps, lowest first."""
    return Fraction(100 * (step - steps[0]), steps[-1] - steps[0])


def answer_key(value: AnswerValue) -> str:
    """An answer as it is written in conditions and evidence tables: `3`, `true`, an option's id."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _steps(question: Any) -> tuple[int, ...]:  # noqa: ANN401  (the entry of its own type is the only caller)
    return tuple(sorted(question.steps))


def _parse_step(question: Any, raw: Any) -> int:  # noqa: ANN401
    step = parse_integer(raw)
    if step not in question.steps:
        raise ValueError(raw)
    return step


def _parse_option(question: Any, raw: Any) -> str:  # noqa: ANN401
    if raw not in {option.id for option in question.options}:
        raise ValueError(raw)
    return str(raw)


def _option_score(question: Any, value: str) -> Fraction:  # noqa: ANN401
    return next(Fraction(option.score) for option in question.options if option.id == value)


def _option_extremes(question: Any) -> tuple[Fraction, Fraction]:  # noqa: ANN401
    scores = [Fraction(option.score) for option in question.options]
    return min(scores), max(scores)


def _parse_prose(_question: Any, raw: Any) -> str:  # noqa: ANN401
    if not isinstance(raw, str):
        raise TypeError(raw)
    return raw


def _full_range(_question: Any) -> tuple[Fraction, Fraction]:  # noqa: ANN401
    return LOWEST, HIGHEST


def _no_keys(_question: Any) -> tuple[str, ...]:  # noqa: ANN401
    return ()


QUESTION_TYPES: dict[str, QuestionType] = {
    "scale": QuestionType(
        parse=_parse_step,
        score=lambda question, value: step_score(value, _steps(question)),
        keys=lambda question: tuple(str(step) for step in _steps(question)),
        extremes=_full_range,
    ),
    "boolean": QuestionType(
        parse=lambda _question, raw: parse_boolean(raw),
        score=lambda _question, value: HIGHEST if value else LOWEST,
        keys=lambda _question: ("true", "false"),
        extremes=_full_range,
    ),
    "choice": QuestionType(
        parse=_parse_option,
        score=_option_score,
        keys=lambda question: tuple(option.id for option in question.options),
        extremes=_option_extremes,
    ),
    "text": QuestionType(parse=_parse_prose, score=None, keys=_no_keys, extremes=_full_range),
    "date": QuestionType(
        parse=lambda _question, raw: parse_date(raw).isoformat(), score=None, keys=_no_keys, extremes=_full_range
    ),
}


def parse_answer(question: Any, raw: Any) -> AnswerValue:  # noqa: ANN401  (a question of any type, a value of a file)
    """The typed value of an answer.

    Raises:
        ValueError: the text is no answer to this question.
        TypeError: a list where one text is expected.

    """
    return QUESTION_TYPES[question.type].parse(question, raw)


def score_answer(question: Any, value: AnswerValue) -> Fraction:  # noqa: ANN401
    """Score, 0 to 100, of a typed answer to a scored question."""
    score = QUESTION_TYPES[question.type].score
    if score is None:
        msg = f"answers of type {question.type} have no score"
        raise ValueError(msg)
    return score(question, value)


def listed_scores(question: Any) -> dict[str, Fraction]:  # noqa: ANN401
    """The score of every answer that can be listed, by its key; empty for a question that is not scored."""
    kind = QUESTION_TYPES[question.type]
    if not kind.is_scored:
        return {}
    return {key: score_answer(question, parse_answer(question, key)) for key in kind.keys(question)}


def target_score(question: Any) -> Fraction | None:  # noqa: ANN401
    """Score of a question's target, or None where it states none."""
    target = getattr(question, "target", None)
    return None if target is None else score_answer(question, target.value)
