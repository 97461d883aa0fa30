"""Which of the disputed questions comes first."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from coherence_kit.model.assessment import Assessment
from coherence_kit.model.submission import Answer
from tests.builders import NOT_APPLICABLE, a_question, a_questionnaire, a_section, assessed


def said(**answers: Answer) -> Answer:
    return Answer.model_construct(said=answers)


def disputed(questions: Mapping[str, Answer]) -> Assessment:
    asked = (a_question(name) for name in questions)
    return assessed(a_questionnaire(a_section("first", *asked)), **questions)


def test_that_a_question_does_not_apply_is_furthest_from_any_answer() -> None:
    found = disputed(
        {
            "near": said(one=Answer(value=2), two=Answer(value=3)),
            "left": said(one=Answer(value=4), two=NOT_APPLICABLE),
            "far": said(one=Answer(value=1), two=Answer(value=4)),
        }
    ).disputed
    assert [(one.id, one.width, one.is_wide) for one in found] == [
        ("left", Fraction(100), True),
        ("far", Fraction(75), True),
        ("near", Fraction(25), False),
    ]


def test_answers_that_are_not_scored_have_no_width() -> None:
    questions = a_section("first", a_question("a"), a_question("plan", "text"))
    texts = said(one=Answer(value="A plan"), two=Answer(value="Another"))
    scored = said(one=Answer(value=1), two=Answer(value=2))
    found = assessed(a_questionnaire(questions), plan=texts, a=scored).disputed
    assert [(one.id, one.width) for one in found] == [("a", Fraction(25)), ("plan", Fraction(0))]
