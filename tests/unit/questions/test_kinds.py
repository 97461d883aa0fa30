"""What may be answered to each type of question, and what an answer scores."""

import datetime as dt
from fractions import Fraction

import pytest

from coherence_kit.questions import KINDS, kind_of
from coherence_kit.questions.answers import answer_key
from tests.builders import a_question


@pytest.mark.parametrize(
    ("steps", "step", "score"),
    [
        (range(5), 0, 0),
        (range(5), 1, 25),
        (range(5), 3, 75),
        (range(5), 4, 100),
        (range(1, 6), 1, 0),
        (range(1, 6), 2, 25),
        (range(-2, 3), 0, 50),
        (range(-3, 0), -1, 100),
        (range(4), 1, Fraction(100, 3)),
        (range(7), 5, Fraction(250, 3)),
        ((4, 2, 3), 3, 50),
    ],
)
def test_step_k_of_a_scale_from_a_to_b_scores_100_times_its_share_of_the_way(
    steps: range | tuple[int, ...], step: int, score: Fraction
) -> None:
    assert kind_of(a_question("q", steps=steps)).score(step) == score


def test_yes_scores_100_and_no_0() -> None:
    question = a_question("q", "boolean")
    assert kind_of(question).score(True) == 100
    assert kind_of(question).score(False) == 0


def test_an_option_scores_what_it_states() -> None:
    question = a_question("q", "choice", options={"none": 0, "some": Fraction(200, 3), "all": 100})
    assert [kind_of(question).score(option) for option in ("none", "some", "all")] == [
        0,
        Fraction(200, 3),
        100,
    ]


@pytest.mark.parametrize("kind", ["text", "date"])
def test_a_text_and_a_date_are_never_scored(kind: str) -> None:
    assert not KINDS[kind].is_scored
    with pytest.raises(ValueError, match="have no score"):
        kind_of(a_question("q", kind)).score("2026-06-30")


@pytest.mark.parametrize("written", ["3", "03", 3])
def test_a_step_is_a_whole_number_however_it_is_written(written: object) -> None:
    assert kind_of(a_question("q")).parse(written) == 3


@pytest.mark.parametrize(
    ("written", "meant"),
    [("true", True), ("yes", True), ("false", False), ("no", False), (True, True)],
)
def test_yes_and_true_are_one_answer(written: object, meant: bool) -> None:
    assert kind_of(a_question("q", "boolean")).parse(written) is meant


def test_an_option_is_named_by_its_id() -> None:
    assert kind_of(a_question("q", "choice")).parse("some") == "some"


def test_a_date_is_kept_as_a_day_of_the_calendar() -> None:
    assert kind_of(a_question("q", "date")).parse(dt.date(2026, 6, 30)) == "2026-06-30"
    assert kind_of(a_question("q", "date")).parse("2026-06-30") == "2026-06-30"


def test_of_a_date_that_can_be_two_both_are_named() -> None:
    date = kind_of(a_question("q", "date"))
    assert date.parse("13/03/2026") == "2026-03-13"
    assert date.hint("12/03/2026") == " Did you mean 2026-03-12 or 2026-12-03?"
    assert not date.hint("soon")


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("scale", "5"),
        ("scale", "-1"),
        ("scale", "2.0"),
        ("scale", "two"),
        ("scale", True),
        ("scale", ("1", "2")),
        ("boolean", "1"),
        ("boolean", "Yes"),
        ("boolean", ("yes",)),
        ("choice", "most"),
        ("choice", "SOME"),
        ("choice", ("some", "all")),
        ("text", ("a", "b")),
        ("date", "2026-02-30"),
        ("date", "12/03/2026"),
    ],
)
def test_anything_else_is_no_answer(kind: str, written: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        kind_of(a_question("q", kind)).parse(written)


def test_answers_are_listed_as_they_are_written_in_conditions() -> None:
    assert kind_of(a_question("q", steps=(1, 0, -1))).keys == ("-1", "0", "1")
    assert set(kind_of(a_question("q", "boolean")).keys) == {"true", "false"}
    assert kind_of(a_question("q", "choice")).keys == ("none", "some", "all")
    assert kind_of(a_question("q", "text")).keys == ()


def test_the_key_of_an_answer_is_its_text() -> None:
    assert [answer_key(value) for value in (3, -1, True, False, "some")] == [
        "3",
        "-1",
        "true",
        "false",
        "some",
    ]


def test_the_scores_an_answer_can_have_are_known() -> None:
    question = a_question("q", "choice", options={"none": 10, "all": 90})
    assert kind_of(question).possible_scores() == (Fraction(10), Fraction(90))


def test_a_target_is_scored_as_the_answer_it_names() -> None:
    assert kind_of(a_question("q", target=3)).target_score() == 75
    assert kind_of(a_question("q", "boolean", target="yes")).target_score() == 100
    assert kind_of(a_question("q", "choice", target="some")).target_score() == 50
    assert kind_of(a_question("q")).target_score() is None
    assert kind_of(a_question("q", "text")).target_score() is None
