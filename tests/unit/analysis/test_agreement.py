"""How far the respondents of a round agree."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from coherence_kit.analysis.rounds.agreement import ordinal_alpha
from coherence_kit.model.assessment import LEAST_PAIRS, Agreement
from coherence_kit.rendering.data.assessment import assessment_data
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    a_question,
    a_questionnaire,
    a_section,
    assessed,
    carried,
    proved,
)
from tests.rounds import a_round, decided


def questions(names: str, **stated: Any) -> list[Any]:
    return [a_question(name, target=3, **stated) for name in names]


def agreement_of(questionnaire: Any, given: Any, **stated: Any) -> Agreement:
    found = a_round(questionnaire, given, **stated).agreement
    assert found is not None
    return found


# --- alpha ---------------------------------------------------------------------------------------

# Klaus Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section D: twelve units,
# four observers, missing values; ordinal alpha is 0.815.
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


def units_of(observers: tuple[str, ...]) -> Iterator[list[Fraction]]:
    for column in zip(*(line.split() for line in observers), strict=True):
        yield [Fraction(value) for value in column if value != "."]


def test_alpha_is_that_of_the_published_example() -> None:
    assert ordinal_alpha(units_of(OBSERVERS)) == pytest.approx(0.815, abs=0.0005)


def test_only_the_order_of_answers_matters_to_alpha() -> None:
    squared = [[value**2 for value in unit] for unit in units_of(OBSERVERS)]
    assert ordinal_alpha(squared) == ordinal_alpha(units_of(OBSERVERS))


def test_what_one_alone_has_said_does_not_enter_alpha() -> None:
    lonely = [*units_of(OBSERVERS), [Fraction(9)], []]
    assert ordinal_alpha(lonely) == ordinal_alpha(units_of(OBSERVERS))


def test_answers_that_are_all_the_same_have_no_alpha() -> None:
    assert ordinal_alpha([[Fraction(2), Fraction(2)]] * 20) is None


# --- sections ------------------------------------------------------------------------------------


def test_questions_are_counted_by_section_and_in_all() -> None:
    questionnaire = a_questionnaire(
        a_section("first", *questions("abc")), a_section("second", *questions("de"))
    )
    one = {"a": 0, "b": 1, "c": 2, "d": 3, "e": 3}
    other = {"a": 2, "b": 2, "d": 3}
    found = agreement_of(questionnaire, {"x": one, "y": other})
    told = [(part.id, part.questions, part.differing, part.wide) for part in found.sections]
    assert told == [("first", 2, 2, 1), ("second", 1, 0, 0)]
    assert (found.whole.questions, found.whole.differing, found.whole.wide) == (3, 2, 1)


def test_a_decided_question_counts_by_what_was_answered() -> None:
    found = agreement_of(
        a_questionnaire(*questions("a")),
        {"x": {"a": 0}, "y": {"a": 3}},
        decisions={"a": decided(1, by="Cabinet")},
    )
    assert (found.whole.differing, found.whole.wide) == (1, 1)


def test_yes_and_no_are_far_apart_and_no_steps() -> None:
    found = agreement_of(
        a_questionnaire(a_question("a", "boolean")), {"x": {"a": True}, "y": {"a": False}}
    )
    assert (found.whole.wide, found.whole.pairs) == (1, 0)


def test_that_a_question_does_not_apply_differs_and_is_not_steps_apart() -> None:
    found = agreement_of(
        a_questionnaire(*questions("a")), {"x": {"a": 4}, "y": {"a": NOT_APPLICABLE}}
    )
    assert (found.whole.differing, found.whole.wide, found.whole.pairs) == (1, 0, 0)


def test_unknown_and_carried_answers_do_not_count() -> None:
    questionnaire = a_questionnaire(*questions("abc"))
    given = {
        "x": {"a": 1, "b": 1, "c": 1},
        "y": {"a": UNKNOWN, "b": carried(proved(4)), "c": 1},
    }
    assert agreement_of(questionnaire, given).whole.questions == 1


def test_few_pairs_give_no_figure_and_enough_do() -> None:
    questionnaire = a_questionnaire(*questions("abcdefghij"))
    one = {name: place % 5 for place, name in enumerate("abcdefghij")}
    few = {name: value for name, value in one.items() if name != "j"}
    assert agreement_of(questionnaire, {"x": one, "y": few}).whole.alpha is None
    enough = agreement_of(questionnaire, {"x": one, "y": one}).whole
    assert (enough.pairs, enough.alpha) == (LEAST_PAIRS, 1.0)


def test_many_answers_of_one_step_are_told_apart_from_few() -> None:
    questionnaire = a_questionnaire(*questions("abcdefghij"))
    same = dict.fromkeys("abcdefghij", 2)
    whole = agreement_of(questionnaire, {"x": same, "y": same}).whole
    assert (whole.alpha, whole.is_uniform) == (None, True)


# --- pairs and where it is asked for --------------------------------------------------------------


def test_the_pairs_that_are_far_apart_on_most_questions_come_first() -> None:
    questionnaire = a_questionnaire(*questions("ab"))
    given = {"x": {"a": 0, "b": 0}, "y": {"a": 3, "b": 3}, "z": {"a": 3, "b": 2}}
    pairs = agreement_of(questionnaire, given).pairs
    assert [(pair.one, pair.other, pair.wide) for pair in pairs] == [
        ("x", "y", 2),
        ("x", "z", 2),
        ("y", "z", 0),
    ]
    assert pairs[0].distance == 75


def test_nothing_is_said_of_one_respondent_or_of_different_questions() -> None:
    questionnaire = a_questionnaire(*questions("ab"))
    assert assessed(questionnaire, a=1).agreement is None
    assert a_round(questionnaire, {"x": {"a": 1}}).agreement is None
    assert a_round(questionnaire, {"x": {"a": 1}, "y": {"b": 1}}).agreement is None


def test_a_score_does_not_load_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "krippendorff", None)
    assert assessed(a_questionnaire(*questions("a")), a=1).agreement is None


def test_json_has_it_beside_what_is_disputed() -> None:
    questionnaire = a_questionnaire(*questions("ab"))
    assessment = a_round(questionnaire, {"x": {"a": 0, "b": 1}, "y": {"a": 2, "b": 1}})
    told = assessment_data(assessment)["merged"]["agreement"]
    assert told is not None
    assert told["whole"] == {"questions": 2, "differing": 1, "wide": 1, "pairs": 2, "alpha": None}
    assert told["pairs"][0]["between"] == ["x", "y"]
