"""Which of the disputed questions comes first."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from coherence_kit.model.assessment import Assessment
from coherence_kit.model.submission import Answer
from tests.builders import NOT_APPLICABLE, a_question, a_questionnaire, a_section, assessed
from tests.rounds import Given, a_round


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


FOUR = a_questionnaire(
    a_section("first", a_question("a"), a_question("b"), a_question("c")),
    a_section("second", a_question("d", depends_on={"question": "a", "in": ["4"]})),
)


def settled_at(given: Mapping[str, Given], **leads: str) -> tuple[Fraction | None, ...]:
    """The whole once the disputed questions are settled: low, value, high."""
    found = a_round(FOUR, given, leads=leads).settled
    assert found is not None
    return found.low, found.value, found.high


def whole(**answers: Answer) -> tuple[Fraction | None, ...]:
    """The same of one respondent with these answers."""
    root = assessed(FOUR, **answers).root
    return root.low, root.value, root.high


def test_a_question_that_does_not_apply_by_its_lead_is_settled_without_it() -> None:
    given: Mapping[str, Given] = {"x": {"b": NOT_APPLICABLE, "c": 4}, "y": {"b": 0}}
    kept = {"c": Answer(value=4)}
    assert settled_at(given, b="x") == whole(**kept, b=NOT_APPLICABLE)
    assert settled_at(given, b="y") == whole(**kept, b=Answer(value=0))
    # without a lead the lowest answer is taken
    assert settled_at(given) == whole(**kept, b=Answer(value=0))


def test_what_waits_for_a_disputed_question_is_asked_or_not_once_it_is_settled() -> None:
    given: Mapping[str, Given] = {"x": {"a": 4, "d": 2}, "y": {"a": 1}}
    assert settled_at(given, a="x") == whole(a=Answer(value=4), d=Answer(value=2))
    assert settled_at(given, a="y") == whole(a=Answer(value=1))
