"""Whose answer counts where a reviewer has changed one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coherence_kit.model.submission import Answer, AnswerValue, Review
from tests.builders import a_question, a_questionnaire, assessed

QUESTIONNAIRE = {
    "respondent": a_questionnaire(a_question("q")),
    "reviewer": a_questionnaire(a_question("q"), scored="reviewer"),
}


def reviewed(verdict: str, answer: AnswerValue | None, given: AnswerValue | None = 3) -> Answer:
    return Answer(
        value=given,
        reviewed=answer,
        review=Review.model_validate({"verdict": verdict, "answer": answer}),
    )


@pytest.mark.parametrize(("scored", "value"), [("respondent", 75), ("reviewer", 25)])
def test_the_rubric_says_whose_answer_counts(scored: str, value: int) -> None:
    assert assessed(QUESTIONNAIRE[scored], q=reviewed("changed", 1)).root.value == value


@pytest.mark.parametrize("verdict", ["accepted", "query"])
def test_only_a_change_changes_the_score(verdict: str) -> None:
    assert assessed(QUESTIONNAIRE["reviewer"], q=reviewed(verdict, 1)).root.value == Fraction(75)


def test_the_answer_of_the_respondent_is_kept() -> None:
    answer = assessed(QUESTIONNAIRE["reviewer"], q=reviewed("changed", 1)).submission.answer("q")
    assert (answer.value, answer.given) == (1, 3)


def test_a_reviewer_may_answer_what_the_respondent_left_open() -> None:
    assert assessed(
        QUESTIONNAIRE["reviewer"], q=reviewed("changed", 1, given=None)
    ).root.value == Fraction(25)
