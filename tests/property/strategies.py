"""Random questionnaires that `check` would accept, and submissions in every state of completeness.

How questionnaires are drawn stands in `drawn_sections`, `drawn_questions` and `drawn_tables`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from coherence_kit.model.questionnaire import (
    BooleanQuestion,
    ChoiceQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    ScaleQuestion,
)
from coherence_kit.model.rounds import FORMAT as ROUND_FORMAT
from coherence_kit.model.rounds import Round
from coherence_kit.model.submission import Answer, AnswerValue, Submission
from tests.builders import NOT_APPLICABLE, UNKNOWN, a_submission, carried, proved
from tests.property.drawing import number_from, one_in, one_of
from tests.property.drawn_questions import subsets
from tests.property.drawn_sections import trees, twigs
from tests.property.reference import asked_questions

FEWEST = 100
a_tenth = settings(
    max_examples=max(min(FEWEST, settings().max_examples), settings().max_examples // 10)
)
"""For a test that tries no law of scoring: a tenth of a long run."""


def possible_answers(question: Question) -> list[AnswerValue]:
    """Every answer to a question whose answers can be listed; of a number one for
    each class, or both ends and more.
    """
    if isinstance(question, ScaleQuestion):
        flag, steps = question.half_step, sorted(question.steps)
        flagged = () if flag is None else flag.steps or steps[1:]
        return [*steps, *(f"{step}-partly" for step in flagged)]
    if isinstance(question, BooleanQuestion):
        return [False, True]
    if isinstance(question, ChoiceQuestion):
        return [option.id for option in question.options]
    if isinstance(question, MultipleChoiceQuestion):
        return [*subsets([option.id for option in question.options])]
    if isinstance(question, NumberQuestion):
        return [*_possible_numbers(question)]
    return ["A text"] if question.type == "text" else ["2026-06-30"]


def _inside(question: NumberQuestion) -> list[Fraction]:
    """Numbers between the goalposts, where there are some."""
    posts = question.goalposts
    return (
        []
        if posts is None
        else [posts.low + (posts.high - posts.low) * Fraction(part, 8) for part in range(1, 8)]
    )


def _possible_numbers(question: NumberQuestion) -> Iterator[Fraction]:
    """Within what may be answered.

    These are both goalposts, half-way and beyond, or one number of each class.
    """
    if question.goalposts is not None:
        low, high = question.goalposts.low, question.goalposts.high
        for number in (low, high, (low + high) / 2, 3 * low - 2 * high, 3 * high - 2 * low):
            smallest, largest = question.smallest, question.largest
            if (smallest is None or smallest <= number) and (largest is None or number <= largest):
                yield number
    else:
        starts = [item.start for item in question.thresholds or () if item.start is not None]
        yield starts[0] - 1
        yield from starts


def answers_to(question: Question, *, may_not_apply: bool) -> st.SearchStrategy[Answer]:
    """An answer with evidence or without, or that the question does not
    apply, where that may be said.
    """
    return _answers(question.type, _decisive(question), may_not_apply=may_not_apply)


def _decisive(question: Question) -> tuple[Any, ...]:
    """What a question says that decides on its answers."""
    if isinstance(question, NumberQuestion):
        return tuple(_possible_numbers(question)), tuple(_inside(question))
    if isinstance(question, MultipleChoiceQuestion):
        return tuple(option.id for option in question.options)
    return tuple(possible_answers(question))


@functools.lru_cache(maxsize=2000)
def _answers(
    kind: str, decisive: tuple[Any, ...], *, may_not_apply: bool
) -> st.SearchStrategy[Answer]:
    """Made once for all questions alike, since making it takes longer than drawing from it."""
    given = _values(kind, decisive)
    bare = given.map(lambda value: Answer(value=value))
    return st.one_of(
        *[bare] * 5, given.map(proved), *([st.just(NOT_APPLICABLE)] if may_not_apply else [])
    )


def _values(kind: str, decisive: tuple[Any, ...]) -> st.SearchStrategy[AnswerValue]:
    if kind == "number":
        numbers, between = decisive
        hundredths = st.integers(int(min(numbers) * 100), int(max(numbers) * 100))
        inside = st.sampled_from(between or numbers)
        return st.one_of(
            st.sampled_from(numbers),
            hundredths.map(lambda number: Fraction(number, 100)),
            inside,
            inside,
        )
    if kind == "multiple-choice":
        boxes = list(decisive)
        return st.sampled_from([*subsets(boxes), *subsets(boxes[::-1])])
    # only what scores more than nothing can score less without its document
    return st.sampled_from((*decisive, True) if kind == "boolean" else decisive)


def may_not_apply(questionnaire: Questionnaire) -> set[str]:
    """The questions that may be said not to apply."""
    return {
        name
        for name, asked in asked_questions(questionnaire).items()
        if asked.not_applicable != "forbidden"
    }


@st.composite
def submissions(
    draw: st.DrawFn, questionnaire: Questionnaire, missing: int = 100, of_ten: int = 3
) -> Submission:
    """A submission; at most so many questions are neither answered nor declared not applicable.

    Of ten questions so many are, as long as there may be more.

    Some of those were answered in an earlier round, and nobody has looked at them again.
    """
    answers, leaving = {}, may_not_apply(questionnaire)
    for question in questionnaire.questions():
        if missing and number_from(draw, 1, 10) > 10 - of_ten:
            missing -= 1
            match one_of(draw, "unanswered", "unknown", "carried"):
                case "unknown":
                    answers[question.id] = UNKNOWN
                case "carried":
                    earlier = answers_to(question, may_not_apply=question.id in leaving)
                    answers[question.id] = carried(draw(st.one_of(earlier, st.just(UNKNOWN))))
        else:
            answers[question.id] = draw(answers_to(question, may_not_apply=question.id in leaving))
    return a_submission(answers)


@st.composite
def answered_trees(draw: st.DrawFn) -> tuple[Questionnaire, Submission]:
    """A questionnaire and a submission to it."""
    questionnaire = draw(trees())
    return questionnaire, draw(submissions(questionnaire))


@st.composite
def answered_twigs(draw: st.DrawFn) -> tuple[Questionnaire, Submission]:
    """A small questionnaire and a submission to it with at most four answers missing."""
    questionnaire = draw(twigs())
    return questionnaire, draw(submissions(questionnaire, missing=4, of_ten=5))


@dataclass(frozen=True)
class AnsweredRound:
    """A questionnaire, a round that asks it, and what each of its respondents has sent."""

    questionnaire: Questionnaire
    stated: Round
    sent: dict[str, Submission]


def a_round(names: list[str], **stated: Any) -> Round:
    """A round in which all of these are asked the whole questionnaire; one may lead it."""
    lead = stated.pop("lead", None)
    respondents = [
        {"id": name, "entity": name, "asked": ["whole"], "leads": ["whole"] if name == lead else []}
        for name in names
    ]
    return Round.model_validate(
        {
            "format": ROUND_FORMAT,
            "country": "XVE",
            "round": "2026",
            "questionnaires": ["whole"],
            "respondents": respondents,
            **stated,
        }
    )


def as_read(questionnaire: Questionnaire, submission: Submission) -> Submission:
    """The same with the boxes of each answer in their order, as they come out of a file."""
    kinds = {question.id: question for question in questionnaire.questions()}
    answers = {}
    for name, answer in submission.answers.items():
        question, value = kinds[name], answer.value
        if isinstance(question, MultipleChoiceQuestion) and isinstance(value, tuple):
            ordered = tuple(option.id for option in question.options if option.id in value)
            answer = answer.model_copy(update={"value": ordered})  # noqa: PLW2901
        answers[name] = answer
    return submission.model_copy(update={"answers": answers})


@st.composite
def answered_rounds(draw: st.DrawFn, most: int = 3) -> AnsweredRound:
    """A round of two respondents or more that answer a questionnaire, each in its own way.

    Half of what the others say is what the first one says, so that some of it is agreed.
    """
    questionnaire = draw(trees())
    names = [f"r{number}" for number in range(1, draw(st.integers(2, most)) + 1)]
    first = as_read(questionnaire, draw(submissions(questionnaire)))
    sent = {names[0]: first}
    for name in names[1:]:
        other = as_read(questionnaire, draw(submissions(questionnaire)))
        same = {question: answer for question, answer in first.answers.items() if one_in(draw, 2)}
        sent[name] = other.model_copy(update={"answers": {**other.answers, **same}})
    lead = draw(st.sampled_from([None, *names]))
    without = draw(st.sampled_from(["none", "median", "lowest"]))
    return AnsweredRound(questionnaire, a_round(names, lead=lead, without_lead=without), sent)
