"""One answer that counts in several groups: asked once, scored in each, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coherence_kit.errors import WrongUseError
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.scoring.engine import reach
from coherence_kit.scoring.fit import expect_fit
from coherence_kit.scoring.states import State
from coherence_kit.scoring.tree import build_tree
from coherence_kit.scoring.what_if import WhatIf
from tests.builders import (
    NOT_APPLICABLE,
    a_question,
    a_questionnaire,
    a_section,
    a_shared,
    a_submission,
    scores_of,
)


def two_indices(rule: str = "arithmetic-mean") -> Questionnaire:
    """A mean of c (weight 3), a and b, and the best of a, b and c; c is asked in the second."""
    a, b, c = (a_question(name, steps=range(3), target=2) for name in "abc")
    return a_questionnaire(
        a_section("mean", a_shared("c", weight=3), a, b),
        a_section("best", a_shared("a"), a_shared("b"), c, rule="maximum"),
        rule=rule,
    )


def test_an_answer_has_one_score_in_every_place() -> None:
    scores = scores_of(two_indices(), a=1, b=2)
    assert [scores[name].value for name in ("a", "best/a", "b", "best/b")] == [50, 50, 100, 100]
    assert scores["mean/c"].state is scores["c"].state is State.UNANSWERED


def test_each_group_has_the_figures_of_its_own_rule_and_weights() -> None:
    scores = scores_of(two_indices(), a=1, b=2)
    mean, best, whole = scores["mean"], scores["best"], scores["whole"]
    # (3×0 + 50 + 100) / 5, (3×100 + 50 + 100) / 5
    assert [mean.low, mean.value, mean.high, mean.coverage] == [30, 75, 90, Fraction(2, 5)]
    assert [best.low, best.value, best.high, best.coverage] == [100, 100, 100, Fraction(2, 3)]
    assert [whole.low, whole.high] == [65, 95]


def test_what_does_not_apply_leaves_every_group() -> None:
    scores = scores_of(two_indices(), a=1, b=1, c=NOT_APPLICABLE)
    assert scores["mean/c"].state is State.NOT_APPLICABLE
    assert scores["mean"].weight_there == scores["best"].weight_there == 2


def test_reach_is_the_sum_over_the_places_below_one_root() -> None:
    questionnaire = two_indices()
    tree, scores = build_tree(questionnaire), scores_of(questionnaire)
    # 1/2 × 3/5 + 1/2 × 1/3
    assert reach(tree, scores, "c") == ("whole", Fraction(7, 15))


def test_of_several_roots_reach_is_that_of_the_one_that_most_rests_on_the_question() -> None:
    questionnaire = two_indices("none")
    tree, scores = build_tree(questionnaire), scores_of(questionnaire)
    assert reach(tree, scores, "c") == ("mean", Fraction(3, 5))
    assert reach(tree, scores, "a") == ("best", Fraction(1, 3))


def test_a_gain_counts_in_all_places() -> None:
    questionnaire = two_indices()
    tree, scores = build_tree(questionnaire), scores_of(questionnaire, a=0, b=0, c=0)
    # the mean rises by 60 and the best by 100, and each is half of the whole
    assert WhatIf(tree, scores).gain({"c": Fraction(100)}) == 80
    # 20 and 100
    assert WhatIf(tree, scores).gain({"a": Fraction(100)}) == 60


def test_a_question_has_the_number_under_which_it_is_asked() -> None:
    tree = build_tree(two_indices())
    assert numbers_of(tree.nodes, tree.root) == {
        "mean": "1",
        "mean/c": "2.1",
        "a": "1.1",
        "b": "1.2",
        "best": "2",
        "best/a": "1.1",
        "best/b": "1.2",
        "c": "2.1",
    }


def test_an_answer_is_given_under_the_id_of_its_question_alone() -> None:
    with pytest.raises(WrongUseError, match='no question "best/a"'):
        expect_fit(build_tree(two_indices()), a_submission({"best/a": 1}))
