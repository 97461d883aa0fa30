"""What moves a result, on small questionnaires worked by hand: rules, questions
left out, draws, levels, order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from coherence_kit.analysis.robustness.order import order_of
from coherence_kit.analysis.robustness.study import Study, study
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.robustness import (
    Change,
    Input,
    LeftOut,
    MovesLevel,
    OtherRule,
    RootRobustness,
    Spread,
)
from coherence_kit.scoring.tree import build_tree
from tests.builders import (
    NOT_APPLICABLE,
    a_question,
    a_questionnaire,
    a_section,
    a_submission,
    levels,
)

GRADED = {"low": "D", "middle": "C", "high": "B"}
LETTERS = {"order": ["D", "C", "B"]}


def studied(questionnaire: Questionnaire, *submissions: dict[str, Any]) -> Study:
    return study(build_tree(questionnaire), [a_submission(answers) for answers in submissions])


def root_of(questionnaire: Questionnaire, **answers: Any) -> RootRobustness:
    (root,) = studied(questionnaire, answers).results[0].roots
    return root


def two_sections(**stated: Any) -> Questionnaire:
    """Section s (weight 1) of a and b (weights 1, 3), section t (weight 2) of c.

    Levels from 0, 40 and 70.
    """
    return a_questionnaire(
        a_section("s", a_question("a", weight=1), a_question("b", weight=3), weight=1),
        a_section("t", a_question("c"), weight=2),
        levels=levels(0, 40, 70),
        **stated,
    )


def yes_or_no(*answers: str, **stated: Any) -> Questionnaire:
    """Questions that no reader reads otherwise, in one section."""
    asked = [a_question(name, "boolean") for name in answers]
    return a_questionnaire(a_section("s", *asked), levels=levels(0, 40, 70), **stated)


def a_root(value: float | None, level: str | None, **found: Any) -> RootRobustness:
    """A result of which nothing was found but what is stated."""
    nothing: dict[str, Any] = dict.fromkeys(
        ("weights", "answers", "readers", "limits", "together", "sensitivity")
    )
    stated = {"is_shown": True, "has_levels": True, "missing": 0, "read": 0}
    tried: dict[str, Any] = {"rules": (), "left_out": ()}
    return RootRobustness(
        **{"id": "whole", "value": value, "level": level, **stated, **nothing, **tried, **found}
    )


# --- rules ----------------------------------------------------------------------------------------


def by_name(rules: Sequence[OtherRule]) -> dict[tuple[str, str], float | None]:
    return {(rule.rule, rule.where): rule.value for rule in rules}


def test_each_alternative_at_the_root_below_it_and_everywhere() -> None:
    """a 100, b 0, c 75: s is 25, the whole (25 + 2·75)/3 = 58.33. Only s and the
    whole have another mean than c.
    """
    root = root_of(two_sections(), a=4, b=0, c=3)
    assert root.value == pytest.approx(175 / 3, abs=1e-6)
    floored = 100 ** (1 / 4) * 1 ** (3 / 4)  # s as a geometric mean, b counted as 1
    assert by_name(root.rules) == {
        ("geometric-mean", "root"): pytest.approx((25 * 75**2) ** (1 / 3), abs=1e-6),
        ("geometric-mean", "below"): pytest.approx((floored + 150) / 3, abs=1e-6),
        ("geometric-mean", "everywhere"): pytest.approx((floored * 75**2) ** (1 / 3), abs=1e-6),
        ("minimum", "root"): 25,
        ("minimum", "below"): 50,
        ("minimum", "everywhere"): 0,
    }
    assert {(rule.where, rule.groups) for rule in root.rules} == {
        ("root", 1),
        ("below", 2),
        ("everywhere", 3),
    }


def test_a_change_is_the_distance_from_the_value_with_the_level_it_leads_to() -> None:
    root = root_of(two_sections(), a=4, b=0, c=3)
    minimum = next(rule for rule in root.rules if (rule.rule, rule.where) == ("minimum", "root"))
    assert minimum.change == pytest.approx(25 - 175 / 3, abs=1e-6)
    assert minimum.level == "level-1"
    assert root.level == "level-2"
    assert root.changes_level(minimum)
    assert root.widest_rule == next(rule for rule in root.rules if rule.value == 0)


def test_a_rule_that_is_the_own_one_already_is_no_alternative() -> None:
    root = root_of(
        a_questionnaire(a_section("s", a_question("a"), a_question("b")), rule="minimum"), a=4, b=0
    )
    assert {(rule.rule, rule.where) for rule in root.rules} == {
        ("arithmetic-mean", "root"),
        ("geometric-mean", "root"),
        ("geometric-mean", "below"),
        ("geometric-mean", "everywhere"),
        ("minimum", "below"),
    }


def test_the_reason_of_a_rule_makes_it_no_other_rule() -> None:
    stated = {"name": "geometric-mean", "floor": 1, "reason": "No part makes up for another."}
    root = root_of(
        a_questionnaire(a_section("s", a_question("a"), a_question("b"), rule=stated), rule=stated),
        a=4,
        b=1,
    )
    assert "geometric-mean" not in {rule.rule for rule in root.rules}


def test_alternatives_to_a_sum_take_the_points_as_weights() -> None:
    """a 100 with 1 point, b 0 with 3 points, cap 2: 50; the mean is 25."""
    part = a_section(
        "p",
        a_question("a", points=1),
        a_question("b", points=3),
        rule={"name": "sum-of-points", "cap": 2},
    )
    root = root_of(a_questionnaire(part), a=4, b=0)
    assert root.value == 50
    assert by_name(root.rules)["arithmetic-mean", "below"] == 25


def test_groups_of_letters_and_profiles_keep_their_rule_and_are_named() -> None:
    letters = a_section("grades", a_question("g", "choice", options=GRADED), rule="weakest-link")
    numbers = a_section("numbers", a_question("a"), a_question("b"))
    (result,) = studied(
        a_questionnaire(letters, numbers, letters=LETTERS, rule="none"),
        {"a": 1, "b": 3, "g": "low"},
    ).results
    assert result.kept == ("whole", "grades")
    assert {root.id: bool(root.rules) for root in result.roots} == {
        "grades": False,
        "numbers": True,
    }


# --- questions left out ---------------------------------------------------------------------------


def test_each_question_is_left_out_once_and_the_widest_stands_first() -> None:
    """58.33 without a: s is 0, so (0 + 150)/3 = 50.

    Without b: s is 100, 83.33; without c: t leaves, 25.
    """
    root = root_of(two_sections(), a=4, b=0, c=3)
    assert [(item.question, item.value, item.level) for item in root.left_out] == [
        ("c", 25, "level-1"),
        ("b", pytest.approx(250 / 3, abs=1e-6), "level-3"),
        ("a", 50, "level-2"),
    ]
    assert root.widest_question == root.left_out[0]


def test_a_question_that_changes_the_level_stands_before_one_that_moves_the_value_further() -> None:
    """50: without b 75, and the level stays; without a or c 37.5, and it does not."""
    root = root_of(
        a_questionnaire(*map(a_question, "abc"), levels=levels(0, 50, 90)), a=3, b=0, c=3
    )
    assert [(item.question, item.change) for item in root.left_out] == [
        ("a", -12.5),
        ("c", -12.5),
        ("b", 25),
    ]
    assert root.widest_question == root.left_out[0]
    assert [item.question for item in root.changing(root.left_out)] == ["a", "c"]


def test_of_choices_that_which_changes_the_level_counts_most() -> None:
    same = Change(40.0, -10.0, "middle")
    root = a_root(50.0, "middle")
    rule = OtherRule(20.0, -30.0, "middle", "minimum", "root", 1)
    question = LeftOut(49.0, -1.0, "low", "a")
    assert replace(root, rules=(rule,), left_out=(question,)).widest_choice == "question"
    weights = Spread(30.0, 55.0, "middle", "high", 0.9)
    moved = replace(root, rules=(rule,), weights=weights)
    assert moved.weights_change == Change(55.0, 5.0, "high")
    assert moved.widest_choice == "weights"
    assert root.size(same) == (False, 10)


def test_without_its_only_answer_a_result_has_no_value() -> None:
    root = root_of(two_sections(), c=3)
    assert [(item.question, item.value, item.change) for item in root.left_out] == [
        ("c", None, None)
    ]
    assert root.widest_question is None


def test_what_is_missing_is_left_out_only_where_it_counts_as_the_lowest() -> None:
    root = root_of(two_sections(missing="lowest"), a=4, c=3)
    assert [item.question for item in root.left_out] == ["c", "b", "a"]
    assert [item.question for item in root_of(two_sections(), a=4, c=3).left_out] == ["a", "c"]


# --- draws ----------------------------------------------------------------------------------------


def test_where_all_scores_are_equal_nothing_moves_and_nothing_is_shared_out() -> None:
    root = root_of(yes_or_no("a", "b", "c"), a=True, b=True, c=True)
    assert (root.weights, root.answers, root.readers, root.together) == (None, None, None, None)
    assert (root.sensitivity, root.widest_choice) == (None, None)
    assert (root.level_stays, root.moves_level) == (
        {"rule": 1, "weights": 1, "limits": 1},
        MovesLevel((), 1),
    )


def test_where_no_answer_is_missing_and_none_is_on_steps_only_weights_are_drawn() -> None:
    root = root_of(yes_or_no("a", "b", "c"), a=True, b=False, c=True)
    assert (root.answers, root.readers, root.read) == (None, None, 0)
    assert root.together == root.weights
    assert root.weights is not None
    assert root.weights.low < 200 / 3 < root.weights.high
    assert root.sensitivity is not None
    assert (root.sensitivity.answers.first, root.sensitivity.answers.total) == (0, 0)
    assert (root.sensitivity.readers.first, root.sensitivity.readers.total) == (0, 0)


def test_together_are_weights_missing_answers_and_readers() -> None:
    """Each alone reaches less far than all at once."""
    root = root_of(two_sections(min_coverage=0), b=1, c=3)
    assert (root.missing, root.read) == (1, 2)
    together, alone = root.together, (root.weights, root.answers, root.readers)
    assert together is not None
    for spread in alone:
        assert spread is not None
        assert together.high - together.low > spread.high - spread.low


def test_the_share_in_which_the_level_stays_follows_the_answer_that_is_missing() -> None:
    """a 50 and b missing, alike in weight: 25, 37.5, 50, 62.5 or 75.

    The level of 50 stays in two of five.
    """
    root = root_of(
        a_questionnaire(a_question("a"), a_question("b"), levels=levels(0, 40, 70), min_coverage=0),
        a=2,
    )
    assert (root.value, root.level, root.missing) == (50, "level-2", 1)
    assert root.answers is not None
    assert (root.answers.low, root.answers.high) == (25, 75)
    assert (root.answers.level_low, root.answers.level_high) == ("level-1", "level-3")
    assert root.answers.stays == pytest.approx(2 / 5, abs=0.02)


def test_what_is_not_asked_in_a_draw_leaves_it() -> None:
    """a no: b is not asked, c alone with a is 50; a yes: b yes makes 100,
    b no 200/11, which is 18.2.
    """
    waits = a_question("b", "boolean", weight=9, depends_on={"question": "a", "in": ["true"]})
    section = a_section("s", a_question("a", "boolean"), waits, a_question("c"))
    root = root_of(a_questionnaire(section, levels=levels(0, 50), min_coverage=0), c=4)
    assert root.answers is not None
    assert (root.answers.low, root.answers.high) == pytest.approx((200 / 11, 100), abs=1e-6)
    assert root.answers.stays == pytest.approx(3 / 4, abs=0.02)


def gated() -> Questionnaire:
    """Everything waits for a question that does not count."""
    gate = a_section("g", a_question("gate", "boolean", weight=0))
    condition = {"question": "gate", "in": ["true"]}
    waits = [a_question(name, "boolean", depends_on=condition) for name in "ab"]
    return a_questionnaire(gate, a_section("s", *waits), levels=levels(0, 40), min_coverage=0)


def test_a_draw_in_which_nothing_applies_has_no_value_and_keeps_no_level() -> None:
    root = root_of(gated(), a=True, b=True)
    assert root.together is not None
    assert (root.together.low, root.together.high) == (100, 100)
    assert root.together.left == pytest.approx(1 / 2, abs=0.02)
    assert root.sensitivity is None
    assert root_of(gated(), a=NOT_APPLICABLE, b=NOT_APPLICABLE).together is None


def test_a_section_that_is_not_asked_leaves_as_a_whole() -> None:
    """s is 100 or not there, t is 0: the whole is 50 or 0."""
    waits = [a_question(name, depends_on={"question": "gate", "in": ["true"]}) for name in "ab"]
    gate = a_question("gate", "boolean", weight=0)
    root = root_of(
        a_questionnaire(a_section("s", *waits), a_section("t", a_question("c"), gate)),
        a=4,
        b=4,
        c=0,
    )
    assert root.answers is not None
    assert (root.answers.low, root.answers.high, root.answers.left) == (0, 50, 0)


def test_a_limit_belongs_to_the_level_above_it_in_every_draw() -> None:
    """Three thirds of 70 are a hair below 70 in doubles, and in level 3 all the same."""
    same = [
        a_question(name, "number", weight=weight)
        for name, weight in zip("abc", (1, 3, 7), strict=True)
    ]
    questionnaire = a_questionnaire(*same, levels=levels(0, 40, 70), min_coverage=0)
    root = root_of(questionnaire, **dict.fromkeys("abc", Fraction(70)))
    assert (root.level, root.together) == ("level-3", None)
    assert {item.level for item in (*root.rules, *root.left_out)} == {"level-3"}


def test_without_levels_there_are_ranges_only() -> None:
    root = root_of(a_questionnaire(a_question("a"), a_question("b"), a_question("c")), a=0, b=4)
    assert root.together is not None
    assert (root.together.stays, root.together.level_low, root.level) == (None, None, None)


def test_what_is_not_shown_is_compared_all_the_same_and_says_so() -> None:
    """t is 100, of two thirds of the weight, and s missing: 70 is reached where s is 10.

    That is where b is 25 or more, or 0 with a from 50 up: 0.8 + 0.2·0.6.
    """
    root = root_of(two_sections(min_coverage="0.9"), c=4)
    assert (root.value, root.level, root.is_shown) == (100, "level-3", False)
    assert root.answers is not None
    assert root.answers.stays == pytest.approx(0.92, abs=0.02)


def test_a_part_that_is_not_shown_does_not_enter_the_result() -> None:
    """Of s a quarter is answered, with 100: the whole is t, kept above (25 + 2·0)/3."""
    root = root_of(two_sections(), a=4, c=0)
    assert root.value == pytest.approx(25 / 3, abs=1e-6)
    assert root.is_shown
    assert root_of(two_sections(), a=4).value is None


def test_where_too_little_is_answered_in_a_draw_it_has_no_value() -> None:
    """s alone is answered, two of three: with other weights that is under 0.6 in some draws."""
    root = root_of(
        a_questionnaire(
            a_section("s", *map(a_question, "abc")),
            a_section("t", a_question("d")),
            min_coverage="0.6",
        ),
        a=4,
        b=2,
    )
    assert (root.value, root.is_shown) == (75, False)
    assert root.weights is not None
    assert 0.1 < root.weights.left < 0.4
    assert root.together is not None
    assert root.together.left == 0


def floored(**answers: Any) -> RootRobustness:
    """Levels from 0, 20 and 65; the highest asks 50 of each section, of one question each."""
    stated = levels(0, 20, 65)
    stated[2]["every_part"] = 50
    sections = [a_section(f"of-{name}", a_question(name)) for name in "ab"]
    return root_of(a_questionnaire(*sections, levels=stated, min_coverage=0), **answers)


def test_a_level_with_a_floor_holds_in_a_draw_only_where_every_part_has_it() -> None:
    """100 and 25 are 62.5, and with other weights 65 or more: never the highest level.

    Without b the whole is 100, of one part that has what is asked.
    """
    root = floored(a=4, b=1)
    assert root.weights is not None
    assert root.weights.high > 65
    assert (root.weights.level_high, root.weights.stays) == ("level-2", 1)
    assert {item.question: item.level for item in root.left_out} == {"a": "level-2", "b": "level-3"}


def test_a_floor_follows_what_is_drawn_for_the_parts() -> None:
    """a is 100, b missing: 75 or more with b from 50 up, which is three of five, else level 2."""
    root = floored(a=4)
    assert root.level == "level-2"  # b stands with its low, which is 0
    assert root.answers is not None
    assert root.answers.stays == pytest.approx(2 / 5, abs=0.02)
    assert (root.answers.level_low, root.answers.level_high) == ("level-2", "level-3")


def test_where_nothing_is_answered_there_are_only_draws() -> None:
    root = root_of(two_sections())
    assert (root.value, root.level, root.rules, root.left_out, root.weights) == (
        None,
        None,
        (),
        (),
        None,
    )
    assert root.together is not None
    assert root.together.stays is None
    assert root.sensitivity is not None


def test_a_questionnaire_that_does_not_apply_has_no_result() -> None:
    (result,) = studied(two_sections(), dict.fromkeys("abc", NOT_APPLICABLE)).results
    assert result.roots == ()


# --- what moves most ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "choice"),
    [({"a": 4, "b": 0, "c": 3}, "rule"), ({"a": 2, "b": 2, "c": 2}, None)],
)
def test_the_widest_choice_is_the_one_that_moves_the_value_most(
    answers: dict[str, int], choice: str | None
) -> None:
    assert root_of(two_sections(), **answers).widest_choice == choice


def test_a_question_may_move_more_than_any_rule() -> None:
    """The minimum of 0, 100 and 100 is 0 already; without the 0 it is 100, with the mean 66.67."""
    root = root_of(
        a_questionnaire(a_question("a"), a_question("b"), a_question("c"), rule="minimum"),
        a=0,
        b=4,
        c=4,
    )
    assert root.widest_choice == "question"
    assert root.widest_question is not None
    assert (root.widest_question.question, root.widest_question.value) == ("a", 100)


def test_of_the_variance_the_rule_has_all_where_weights_cannot_matter() -> None:
    """One child in each group: its weight is 1 whatever is drawn, and every rule
    gives its score, but for the floor.
    """
    root = root_of(a_questionnaire(a_question("a", "boolean")), a=False)
    assert root.weights is None
    assert root.sensitivity is not None
    assert (root.sensitivity.weights.total, root.sensitivity.answers.total) == (0, 0)
    assert root.sensitivity.rule.first == pytest.approx(1, abs=4 * root.sensitivity.rule.error)


# --- what moves the level most --------------------------------------------------------------------


def stays_in(share: float) -> Spread:
    return Spread(40.0, 60.0, "level-1", "level-2", share)


RULES = (
    OtherRule(20.0, -30.0, "level-1", "minimum", "root", 1),
    OtherRule(49.0, -1.0, "level-2", "geometric-mean", "root", 1),
)


@pytest.mark.parametrize(
    ("found", "inputs", "share"),
    [
        ({"rules": RULES, "weights": stays_in(0.8), "limits": 0.9}, ("rule",), 0.5),
        ({"rules": RULES, "weights": stays_in(0.4), "limits": 0.9}, ("weights",), 0.4),
        ({"answers": stays_in(0.3), "readers": stays_in(0.4)}, ("answers",), 0.3),
        ({"answers": stays_in(0.8), "readers": stays_in(0.7)}, ("readers",), 0.7),
        ({"readers": stays_in(0.7), "limits": 0.6}, ("limits",), 0.6),
        (
            {"weights": stays_in(0.705), "readers": stays_in(0.7)},
            ("weights", "readers"),
            0.7,
        ),
        ({"weights": stays_in(1), "limits": 0.995}, ("limits",), 0.995),  # no tie with nothing
        ({"weights": stays_in(1), "limits": 1.0}, (), 1),
    ],
)
def test_what_moves_the_level_most_is_that_with_which_it_stays_most_seldom(
    found: dict[str, Any], inputs: tuple[Input, ...], share: float
) -> None:
    root = a_root(50.0, "level-2", missing="answers" in found, read="readers" in found, **found)
    assert root.moves_level == MovesLevel(inputs, share)


def test_without_levels_nothing_moves_one() -> None:
    assert a_root(50.0, None, has_levels=False, rules=RULES).moves_level is None
    plain = a_questionnaire(a_question("a"), a_question("b"), a_question("c"))
    assert root_of(plain, a=0, b=4, c=1).moves_level is None


# --- letters and profiles -------------------------------------------------------------------------


def test_a_letter_has_letters_as_its_levels() -> None:
    """a is B, b missing: D, C or B, so that the weakest link is D+, C+ or
    B, each in a third of the draws.
    """
    graded = [a_question(name, "choice", options=GRADED) for name in "ab"]
    part = a_section("part", *graded, rule="weakest-link")
    root = root_of(
        a_questionnaire(part, letters=LETTERS, rule="weakest-link", min_coverage=0), a="high"
    )
    assert (root.level, root.weights, root.rules) == ("B", None, ())
    assert root.answers is not None
    assert (root.answers.level_low, root.answers.level_high) == ("D+", "B")
    assert root.answers.stays == pytest.approx(1 / 3, abs=0.02)
    assert root.sensitivity is not None
    assert (root.sensitivity.rule.total, root.sensitivity.weights.total) == (0, 0)


def test_each_part_of_a_profile_is_a_result_of_its_own() -> None:
    profile = a_questionnaire(
        a_section("s", a_question("a"), a_question("b")),
        a_section("t", a_question("c"), a_question("d")),
        rule="none",
    )
    (result,) = studied(profile, {"a": 0, "b": 4, "c": 2}).results
    assert [(root.id, root.value, root.missing) for root in result.roots] == [
        ("s", 50, 0),
        ("t", 50, 1),
    ]
    s, t = result.roots
    assert s.answers is None
    assert [item.question for item in s.left_out] == ["a", "b"]
    assert t.answers is not None


# --- several submissions --------------------------------------------------------------------------


def three_questions() -> Questionnaire:
    return a_questionnaire(
        a_question("a"), a_question("b"), a_question("c"), levels=levels(0, 50), min_coverage="0.5"
    )


def test_one_that_is_better_throughout_never_falls_behind() -> None:
    (order,) = studied(three_questions(), {"a": 4, "b": 4, "c": 4}, {"a": 0, "b": 1, "c": 0}).orders
    assert order.turned == ((None, 0), (0, None))
    assert [
        place and (place.place, place.best, place.last, place.stays) for place in order.places
    ] == [
        (1, 1, 1, 1),
        (2, 2, 2, 1),
    ]


def test_two_that_differ_only_in_weights_turn_as_often_as_these_do() -> None:
    """100, 50, 25 against 50, 100, 0: the first is ahead by 25·wc + 50·(wa − wb),
    behind in under half of the draws.
    """
    (order,) = studied(three_questions(), {"a": 4, "b": 2, "c": 1}, {"a": 2, "b": 4, "c": 0}).orders
    share = order.turned[0][1]
    assert share == order.turned[1][0]
    assert share is not None
    assert 0.05 < share < 0.4
    assert [place and place.stays for place in order.places] == [pytest.approx(1 - share)] * 2


def test_equals_have_no_order_and_share_a_place_and_what_is_not_shown_has_none() -> None:
    (order,) = studied(
        three_questions(), {"a": 4, "b": 0, "c": 2}, {"a": 0, "b": 4, "c": 2}, {"a": 4}
    ).orders
    assert order.turned == ((None,) * 3,) * 3
    assert [place and place.place for place in order.places] == [1, 1, None]


def test_one_that_does_not_apply_has_no_place_and_the_others_are_compared() -> None:
    away = dict.fromkeys("abc", NOT_APPLICABLE)
    (order,) = studied(
        three_questions(), {"a": 4, "b": 4, "c": 4}, away, {"a": 0, "b": 1, "c": 0}
    ).orders
    assert order.turned == ((None, None, 0), (None, None, None), (0, None, None))
    assert [place and place.place for place in order.places] == [1, None, 2]
    assert studied(three_questions(), away, away).orders == ()


def test_a_draw_without_a_value_stands_behind_the_others() -> None:
    order = order_of("whole", [80.0, 60.0], [np.array([np.nan, 80.0]), np.array([60.0, 60.0])])
    assert [place and place.stays for place in order.places] == [0.5, 0.5]
    assert order.turned[0][1] == 0


def test_neither_company_nor_order_changes_what_is_said_of_a_submission() -> None:
    one, other = {"a": 4, "b": 0}, {"a": 1, "c": 3}
    alone = studied(three_questions(), one).results[0]
    both = studied(three_questions(), one, other)
    turned = studied(three_questions(), other, one)
    assert alone == both.results[0] == turned.results[1]
    assert both.orders[0].turned == turned.orders[0].turned
    assert studied(three_questions(), one).orders == ()


def test_a_change_knows_nothing_of_what_has_no_value() -> None:
    root = root_of(two_sections(), a=4, b=0, c=3)
    assert not root.changes_level(Change(None, None, None))
