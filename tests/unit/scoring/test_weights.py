"""What sections and questions weigh in the whole, worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from coherence_kit.i18n import apportioned
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.scoring.engine import reach, score
from coherence_kit.scoring.tree import build_tree
from coherence_kit.scoring.weights import effective_weights
from tests.builders import (
    a_matrix,
    a_question,
    a_questionnaire,
    a_section,
    a_shared,
    a_submission,
    scores_of,
)

Expected = dict[str, Fraction | int | None]


def shares_of(questionnaire: Questionnaire) -> Expected:
    found = effective_weights(build_tree(questionnaire))
    return {name: weight.share for name, weight in found.items()}


def two_sections(**stated: Any) -> Questionnaire:
    """A quarter lies in the first, 3 to 1; three quarters in the second, on one question."""
    return a_questionnaire(
        a_section("first", a_question("a", weight=3), a_question("b"), weight=1, **stated),
        a_section("second", a_question("c", weight=5), weight=3),
    )


def test_it_is_the_product_of_the_normalised_weights_from_the_root_down() -> None:
    assert shares_of(two_sections()) == {
        "whole": 1,
        "first": Fraction(1, 4),
        "a": Fraction(3, 16),
        "b": Fraction(1, 16),
        "second": Fraction(3, 4),
        "c": Fraction(3, 4),
    }


def test_it_is_what_the_whole_moves_by() -> None:
    whole = two_sections()
    moved = scores_of(whole, a=4, b=2, c=2)["whole"].value
    stayed = scores_of(whole, a=0, b=2, c=2)["whole"].value
    assert moved is not None
    assert stayed is not None
    assert (moved - stayed) / 100 == shares_of(whole)["a"]


def test_it_is_the_reach_with_nothing_left_out() -> None:
    tree = build_tree(two_sections())
    scores = score(tree, a_submission())
    weights = effective_weights(tree)
    assert [reach(tree, scores, name)[1] for name in "abc"] == [weights[n].share for n in "abc"]


def test_every_question_is_taken_as_asked() -> None:
    only_if = {"question": "a", "in": ["4"]}
    whole = a_questionnaire(a_question("a"), a_question("b", depends_on=only_if))
    assert shares_of(whole)["b"] == Fraction(1, 2)


def test_what_is_not_scored_has_no_weight_and_takes_none() -> None:
    whole = a_questionnaire(
        a_section("told", a_question("words", "text")),
        a_section("asked", a_question("a"), a_question("b", weight=0)),
    )
    assert shares_of(whole) == {"whole": 1, "asked": 1, "a": 1}


@pytest.mark.parametrize(
    ("rule", "share"),
    [
        ("arithmetic-mean", Fraction(3, 16)),
        ({"name": "geometric-mean", "floor": "1"}, Fraction(3, 16)),
        ({"name": "harmonic-mean", "floor": "1"}, Fraction(3, 16)),
        ({"name": "power-mean", "exponent": "2"}, Fraction(3, 16)),
        ("minimum", None),
        ("maximum", None),
        ("sum-of-points", Fraction(1, 8)),  # points, not weights: one each
        ({"name": "sum-of-points", "cap": "2"}, Fraction(1, 8)),
        ({"name": "sum-of-points", "cap": "1.5"}, None),
        ({"name": "any-n-of", "n": "2"}, Fraction(1, 8)),
        ({"name": "any-n-of", "n": "1"}, None),
        ("share-of-boxes", Fraction(1, 8)),
    ],
    ids=str,
)
def test_a_rule_that_is_no_weighted_mean_fixes_no_weight(rule: Any, share: Fraction | None) -> None:
    shares = shares_of(two_sections(rule=rule))
    assert shares["a"] == share
    assert shares["first"] == Fraction(1, 4)


def test_nothing_below_such_a_rule_has_a_fixed_weight() -> None:
    inner = a_section("inner", a_question("a"), a_question("b"))
    whole = a_questionnaire(a_section("outer", a_question("c"), inner, rule="minimum"))
    shares = shares_of(whole)
    assert [shares[name] for name in ("outer", "c", "inner", "a", "b")] == [1, *[None] * 4]


def test_in_a_profile_it_is_the_share_of_the_section() -> None:
    whole = a_questionnaire(
        a_section("first", a_question("a", weight=3), a_question("b")),
        a_section("second", a_question("c"), rule="none"),
        rule="none",
    )
    found = effective_weights(build_tree(whole))
    assert {name: (weight.root, weight.share) for name, weight in found.items()} == {
        "first": ("first", 1),
        "a": ("first", Fraction(3, 4)),
        "b": ("first", Fraction(1, 4)),
        "c": ("c", 1),
    }


def test_an_answer_that_counts_in_several_places_weighs_in_each() -> None:
    whole = a_questionnaire(
        a_section("first", a_question("a"), a_question("b")),
        a_section("second", a_shared("a", weight=3), a_question("c")),
    )
    shares = shares_of(whole)
    assert (shares["a"], shares["second/a"]) == (Fraction(1, 4), Fraction(3, 8))


def test_rows_of_a_matrix_weigh_like_questions() -> None:
    whole = a_questionnaire(
        a_matrix("m", [{"id": "one", "weight": 3}, "two"], weight=2), a_question("a")
    )
    shares = shares_of(whole)
    assert shares["m"] == Fraction(2, 3)
    assert (shares["m.one"], shares["m.two"]) == (Fraction(1, 2), Fraction(1, 6))


@pytest.mark.parametrize(
    ("shares", "whole", "numbers"),
    [
        ([1, 1, 1], 1000, [334, 333, 333]),
        ([1, 1, 1, 1, 1, 1], 1000, [167, 167, 167, 167, 166, 166]),
        ([2, 1], 100, [67, 33]),
        ([1, 2], 100, [33, 67]),  # two thirds lose more than one third
        ([0, 1], 1000, [0, 1000]),
        ([Fraction(1, 3)], 200, [200]),
    ],
)
def test_shares_are_given_out_by_the_largest_remainder(
    shares: list[int | Fraction], whole: int, numbers: list[int]
) -> None:
    assert apportioned([Fraction(share) for share in shares], whole) == numbers
