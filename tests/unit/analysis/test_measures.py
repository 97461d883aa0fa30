"""Which measures fire, when they come, what they add, and in which order they stand."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

import pytest

from coherence_kit.model.assessment import Assessment, Move, Recommendation
from coherence_kit.model.measures import EFFORTS, Effort
from coherence_kit.model.submission import Answer
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    a_measure,
    a_question,
    a_questionnaire,
    assessed,
    carried,
    proved,
)


def fired(assessment: Assessment) -> dict[str, Recommendation]:
    return {item.id: item for item in assessment.recommendations}


def order(assessment: Assessment) -> list[str]:
    return [item.id for item in assessment.recommendations]


@pytest.mark.parametrize(
    ("answer", "fires"),
    [
        (0, True),
        (1, True),
        (2, False),
        (3, False),
        (4, False),
        (UNKNOWN, False),
        (NOT_APPLICABLE, False),
        (carried(Answer(value=0)), False),
    ],
)
def test_a_measure_fires_from_an_answer_below_the_step_it_leads_to(
    answer: Any, fires: bool
) -> None:
    questionnaire = a_questionnaire(a_question("q", target=4))
    assert ("m" in fired(assessed(questionnaire, a_measure("m", {"q": 2}), q=answer))) is fires


def test_a_measure_never_fires_from_a_missing_answer() -> None:
    measure = a_measure("m", {"q": 3}, fires_when={"question": "q", "not_option": "3"})
    assert order(assessed(a_questionnaire(a_question("q")), measure)) == []


@pytest.mark.parametrize(
    ("limits", "firing"),
    [
        ({"above": "5"}, ["5.1", "7", "12", "40"]),
        ({"below": "5"}, ["-1", "4.9"]),
        ({"above": "4.95", "below": "7"}, ["5", "5.1"]),
        ({"above": "5.1e0"}, ["7", "12", "40"]),
    ],
)
def test_a_measure_fires_above_or_below_a_number_and_not_at_it(
    limits: dict[str, str], firing: list[str]
) -> None:
    """The lower the number, the better; so a measure that would raise it has no room."""
    posts = {"low": 100, "high": -100}
    questionnaire = a_questionnaire(a_question("q", "number", goalposts=posts))
    measure = a_measure("m", {"q": "-50"}, fires_when={"question": "q", **limits})
    answers = ["-1", "4.9", "5", "5.1", "7", "12", "40"]
    assert [
        answer for answer in answers if fired(assessed(questionnaire, measure, q=Fraction(answer)))
    ] == firing


def test_a_number_brought_to_its_goal_gains_what_lies_between() -> None:
    """A cost of 7.5 between 12, which scores 0, and 3, which scores
    100, scores 50; 5 scores 700/9.
    """
    question = a_question("q", "number", goalposts={"low": 12, "high": 3}, target=3)
    measure = a_measure("m", {"q": "5"}, fires_when={"question": "q", "above": 5})
    assessment = assessed(a_questionnaire(question), measure, q=Fraction("7.5"))
    (item,) = assessment.recommendations
    assert item.gain == Fraction(700, 9) - 50
    assert item.moves == (Move("q", "7.5", "5"),)
    assert not assessed(a_questionnaire(question), measure, q=Fraction(4)).recommendations


def test_a_measure_fires_only_at_the_steps_it_names() -> None:
    measure = a_measure("m", {"q": 4}, fires_when={"question": "q", "step": [1, 2]})
    answers = [
        answer
        for answer in range(5)
        if fired(assessed(a_questionnaire(a_question("q")), measure, q=answer))
    ]
    assert answers == [1, 2]


@pytest.mark.parametrize(("answer", "fires"), [(1, True), (2, False), (3, False)])
def test_a_measure_does_not_fire_at_or_above_the_target(answer: int, fires: bool) -> None:
    questionnaire = a_questionnaire(a_question("q", target=2))
    assert ("m" in fired(assessed(questionnaire, a_measure("m", {"q": 4}), q=answer))) is fires


def test_a_claim_at_target_that_lacks_evidence_needs_evidence_and_no_measure() -> None:
    questionnaire = a_questionnaire(a_question("q", target=3), evidence="cap", evidence_from=2)
    measure = a_measure("m", {"q": 3}, fires_when={"question": "q", "step": [0, 1, 2, 3]})
    assert order(assessed(questionnaire, measure, q=3)) == []
    assert order(assessed(questionnaire, measure, q=2)) == ["m"]


def test_a_measure_does_not_fire_from_an_answer_that_does_not_count() -> None:
    waits = a_question("q", depends_on={"question": "gate", "in": ["true"]})
    questionnaire = a_questionnaire(a_question("gate", "boolean"), waits)
    assert order(assessed(questionnaire, a_measure("m", {"q": 3}), gate=False, q=0)) == []
    assert order(assessed(questionnaire, a_measure("m", {"q": 3}), q=0)) == []
    assert order(assessed(questionnaire, a_measure("m", {"q": 3}), gate=True, q=0)) == ["m"]


@pytest.mark.parametrize(
    ("trigger", "fires"),
    [
        ({"question": "c", "option": "none"}, True),
        ({"question": "c", "option": ["some", "none"]}, True),
        ({"question": "c", "option": "some"}, False),
        ({"question": "c", "not_option": "some"}, True),
        ({"question": "c", "not_option": ["some", "none"]}, False),
        ({"question": "b", "option": "false"}, True),
        ({"question": "b", "not_option": "false"}, False),
        ({"question": "b", "option": "no"}, True),
        ({"question": "b", "option": ["yes"]}, False),
        ({"question": "b", "not_option": "yes"}, True),
        ({"all": [{"question": "q", "step": "0"}, {"question": "c", "option": "none"}]}, True),
        ({"all": [{"question": "q", "step": "0"}, {"question": "c", "option": "all"}]}, False),
        ({"any": [{"question": "q", "step": "3"}, {"question": "c", "option": "none"}]}, True),
        ({"any": [{"question": "q", "step": "3"}, {"question": "silent", "step": "0"}]}, False),
        (
            {"all": [{"question": "q", "step": "0"}, {"question": "silent", "not_option": "4"}]},
            False,
        ),
    ],
)
def test_a_trigger_reads_steps_options_and_both(trigger: dict[str, Any], fires: bool) -> None:
    questionnaire = a_questionnaire(
        a_question("q"), a_question("c", "choice"), a_question("b", "boolean"), a_question("silent")
    )
    measure = a_measure("m", {"q": 3}, fires_when=trigger)
    assert ("m" in fired(assessed(questionnaire, measure, q=0, c="none", b=False))) is fires


def test_a_measure_names_the_answers_it_fires_because_of() -> None:
    questionnaire = a_questionnaire(*(a_question(name) for name in "abcd"))
    triggers = [{"question": name, "step": "0"} for name in "abc"]
    measure = a_measure(
        "m", {"d": 3}, fires_when={"any": [triggers[0], {"all": triggers[1:]}, triggers[2]]}
    )
    assert fired(assessed(questionnaire, measure, a=0, b=1, c=0, d=0))["m"].because == ("a", "c")
    assert fired(assessed(questionnaire, measure, b=0, c=0, d=0))["m"].because == ("b", "c")


def test_a_measure_says_what_it_moves_from_where_to_where() -> None:
    questionnaire = a_questionnaire(
        a_question("a"), a_question("b", "boolean"), a_question("c", "choice"), a_question("d")
    )
    measure = a_measure("m", {"a": 3, "b": "yes", "c": "all"})
    assert fired(assessed(questionnaire, measure, a=1, b=False, c="some", d=0))["m"].moves == (
        Move("a", "1", "3"),
        Move("b", "false", "true"),
        Move("c", "some", "all"),
    )


def test_a_measure_moves_nothing_back_and_nothing_that_does_not_count() -> None:
    waits = a_question("waits", depends_on={"question": "gate", "in": ["true"]})
    questionnaire = a_questionnaire(
        *(a_question(name) for name in ("low", "there", "above", "silent")),
        a_question("gate", "boolean"),
        waits,
    )
    measure = a_measure("m", {"low": 3, "there": 3, "above": 3, "silent": 3, "waits": 3})
    (item,) = assessed(
        questionnaire, measure, low=0, there=3, above=4, gate=False, waits=0
    ).recommendations
    assert item.moves == (Move("low", "0", "3"),)


def test_the_gain_is_the_whole_with_everything_raised_or_as_it_is_if_that_is_higher() -> None:
    questionnaire = a_questionnaire(*(a_question(name) for name in "abc"))
    (item,) = assessed(
        questionnaire, a_measure("m", {"a": 3, "b": 2}), a=1, b=4, c=0
    ).recommendations
    assert item.gain == Fraction(50, 3)


def test_a_missing_question_is_not_moved() -> None:
    questionnaire = a_questionnaire(a_question("a"), a_question("b"))
    (item,) = assessed(questionnaire, a_measure("m", {"a": 2, "b": 4}), a=0).recommendations
    assert item.gain == 25


def test_a_measure_brings_its_own_evidence() -> None:
    questionnaire = a_questionnaire(a_question("q"), evidence="cap", evidence_from=2)
    (item,) = assessed(questionnaire, a_measure("m", {"q": 3}), q=2).recommendations
    assert item.gain == 50  # from step 1, as which step 2 counts without its document


def test_the_lowest_step_comes_now_and_the_higher_ones_then() -> None:
    questionnaire = a_questionnaire(a_question("q"))
    measures = [a_measure(f"to-{step}", {"q": step}) for step in (4, 2, 3)]
    found = fired(assessed(questionnaire, *measures, q=1))
    assert {name: item.when for name, item in found.items()} == {
        "to-2": "now",
        "to-3": "then",
        "to-4": "then",
    }
    found = fired(assessed(questionnaire, *measures, q=2))
    assert {name: item.when for name, item in found.items()} == {"to-3": "now", "to-4": "then"}


def test_two_ways_to_the_same_step_both_come_now() -> None:
    questionnaire = a_questionnaire(a_question("q"))
    found = fired(assessed(questionnaire, a_measure("m", {"q": 2}), a_measure("n", {"q": 2}), q=0))
    assert [item.when for item in found.values()] == ["now", "now"]


def test_a_measure_that_has_passed_a_question_does_not_put_others_off() -> None:
    questionnaire = a_questionnaire(a_question("a"), a_question("b"))
    elsewhere, further = a_measure("elsewhere", {"a": 2, "b": 2}), a_measure("further", {"b": 4})
    assert fired(assessed(questionnaire, elsewhere, further, a=0, b=3))["further"].when == "now"
    assert fired(assessed(questionnaire, elsewhere, further, a=0, b=1))["further"].when == "then"


def test_a_measure_comes_then_as_long_as_a_prerequisite_fires() -> None:
    questionnaire = a_questionnaire(a_question("a"), a_question("b"))
    first, second = (
        a_measure("first", {"a": 2}),
        a_measure("second", {"b": 4}, prerequisites=["first"]),
    )
    assert fired(assessed(questionnaire, first, second, a=0, b=0))["second"].when == "then"
    assert fired(assessed(questionnaire, first, second, a=2, b=0))["second"].when == "now"


def test_measures_stand_by_gain_then_effort_then_id() -> None:
    questionnaire = a_questionnaire(*(a_question(name) for name in "abcd"))
    measures = (
        a_measure("z", {"a": 2}),
        a_measure("b", {"b": 2}),
        a_measure("a", {"c": 2}, effort={"days": 100}),
        a_measure("large", {"d": 4}, effort={"days": 1000}),
    )
    assert order(assessed(questionnaire, *measures, a=0, b=0, c=0, d=0)) == ["large", "b", "z", "a"]


def test_a_prerequisite_stands_before_what_needs_it() -> None:
    questionnaire = a_questionnaire(*(a_question(name) for name in "abc"))
    measures = (
        a_measure("top", {"a": 4}, prerequisites=["middle"]),
        a_measure("middle", {"b": 3}, prerequisites=["base"]),
        a_measure("base", {"c": 1}),
    )
    assert order(assessed(questionnaire, *measures, a=0, b=0, c=0)) == ["base", "middle", "top"]


def test_a_prerequisite_that_does_not_fire_is_left_out() -> None:
    questionnaire = a_questionnaire(a_question("a"), a_question("b"))
    measures = a_measure("top", {"a": 4}, prerequisites=["base"]), a_measure("base", {"b": 1})
    assert order(assessed(questionnaire, *measures, a=0, b=2)) == ["top"]


def test_a_measure_that_adds_nothing_to_those_above_it_is_an_alternative() -> None:
    questionnaire = a_questionnaire(a_question("a"), a_question("b"))
    both, one = a_measure("both", {"a": 3, "b": 3}), a_measure("one", {"a": 3})
    more = a_measure("more", {"b": 4})
    found = fired(assessed(questionnaire, both, one, more, a=0, b=1))
    assert {name: item.alternative for name, item in found.items()} == {
        "both": False,
        "one": True,
        "more": False,
    }


def test_under_a_minimum_measures_that_only_help_together_are_no_alternatives() -> None:
    questionnaire = a_questionnaire(
        a_question("a", target=3), a_question("b", target=3), rule="minimum"
    )
    assessment = assessed(
        questionnaire, a_measure("m", {"a": 3}), a_measure("n", {"b": 3}), a=1, b=1
    )
    assert [item.alternative for item in assessment.recommendations] == [False, False]
    assert assessment.together.first_measures == ("m", "n")
    assert assessment.together.first_measures_gain == 50


def test_the_first_measures_begin_with_the_lower_step_though_the_higher_one_gains_more() -> None:
    questionnaire = a_questionnaire(a_question("q", target=3))
    assessment = assessed(
        questionnaire, a_measure("to-2", {"q": 2}), a_measure("to-3", {"q": 3}), q=0
    )
    assert order(assessment) == ["to-3", "to-2"]
    assert assessment.together.first_measures == ("to-2",)


def test_under_a_maximum_what_does_not_lift_the_best_is_an_alternative() -> None:
    questionnaire = a_questionnaire(a_question("a"), a_question("b"), rule="maximum")
    found = fired(
        assessed(questionnaire, a_measure("m", {"a": 3}), a_measure("n", {"b": 3}), a=0, b=0)
    )
    assert [found[name].alternative for name in "mn"] == [False, True]


@pytest.mark.parametrize(
    ("cost", "effort"),
    [
        ({"days": 0}, "small"),
        ({"days": 20}, "small"),
        ({"days": 21}, "medium"),
        ({"days": 120}, "medium"),
        ({"days": 121}, "large"),
        ({"days": 440}, "large"),
        ({"days": 441}, "very large"),
        ({"days": 1, "staff_years": "0.1"}, "medium"),
        ({"days": 1, "staff_years": "0.5"}, "medium"),
        ({"days": 1, "staff_years": "0.51"}, "large"),
        ({"days": 1, "staff_years": 5}, "large"),
        ({"days": 1, "staff_years": "5.01"}, "very large"),
        ({"days": 300, "staff_years": "0.1"}, "large"),
        ({"days": 1, "founds": "law"}, "very large"),
    ],
)
def test_effort_is_the_higher_of_the_classes_of_days_and_money(
    cost: dict[str, Any], effort: str
) -> None:
    stated = Effort.model_validate(cost)
    assert (stated.name, EFFORTS[stated.rank]) == (effort, effort)


def test_a_measure_carries_its_effort_and_horizon() -> None:
    measure = a_measure("m", {"q": 3}, effort={"days": 30}, horizon="medium")
    (item,) = assessed(a_questionnaire(a_question("q")), measure, q=0).recommendations
    assert (item.effort, item.horizon) == ("medium", "medium")


def test_the_first_measures_are_up_to_five_that_come_now_and_add_something() -> None:
    names = "abcdefg"
    questionnaire = a_questionnaire(*(a_question(name) for name in names))
    measures = [a_measure(f"m-{name}", {name: 2}) for name in names]
    again, later = a_measure("z-again", {"a": 2}), a_measure("later", {"g": 3})
    zero = dict.fromkeys(names, 0)
    together = assessed(questionnaire, *measures, again, later, **zero).together
    assert together.first_measures == ("m-a", "m-b", "m-c", "m-d", "m-e")
    assert together.first_measures_gain == Fraction(5 * 50, 7)


def test_measures_are_added_up_by_horizon_each_question_once() -> None:
    questionnaire = a_questionnaire(a_question("a"), a_question("b"))
    measures = (
        a_measure("m", {"a": 2}, horizon="short"),
        a_measure("n", {"a": 4}, horizon="short"),
        a_measure("o", {"b": 2}, horizon="long"),
    )
    together = assessed(questionnaire, *measures, a=0, b=0).together
    assert together.gain_by_horizon == {"immediate": 0, "short": 50, "medium": 0, "long": 25}


def test_an_answer_that_is_proved_fires_as_one_that_is_not() -> None:
    questionnaire = a_questionnaire(a_question("q"), evidence="cap", evidence_from=1)
    assert order(assessed(questionnaire, a_measure("m", {"q": 3}), q=proved(2))) == ["m"]


@contextmanager
def calls_inside_calls(most: int) -> Iterator[None]:
    """Python's own limit lowered, so that what is longer than it stays small."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(most)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def test_a_chain_of_prerequisites_of_any_length_is_put_in_order() -> None:
    number = 400
    chain = [
        a_measure(f"m{i:04}", {"a": 1}, prerequisites=(f"m{i + 1:04}",) if i + 1 < number else ())
        for i in range(number)
    ]
    questionnaire = a_questionnaire(a_question("a"))
    with calls_inside_calls(number):
        result = assessed(questionnaire, *chain, a=0)
    assert [measure.id for measure in result.recommendations] == [
        f"m{i:04}" for i in reversed(range(number))
    ]
