"""Bounds over parts that may still leave and do not span 0 to 100, so that no score of
theirs stands for their leaving.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from coherence_kit.analysis.explain import explain, terms_behind
from coherence_kit.model.questionnaire import Questionnaire, Section
from coherence_kit.model.submission import Answer, AnswerValue
from tests.builders import (
    NOT_APPLICABLE,
    a_question,
    a_questionnaire,
    a_section,
    assessed,
    scores_of,
)

FLOORS = (5, 35, 60, 90)
RULES = [
    "arithmetic-mean",
    {"name": "geometric-mean", "floor": 1},
    {"name": "harmonic-mean", "floor": 1},
    {"name": "power-mean", "exponent": 2},
    {"name": "power-mean", "exponent": -1, "floor": 10},
    "minimum",
    "maximum",
    {"name": "any-n-of", "n": 2},
    "sum-of-points",
    {"name": "sum-of-points", "cap": 6},
]


def floored(name: str, floor: int, **stated: Any) -> Section:
    """A section that spans from its floor to 100, or leaves."""
    return a_section(
        name, a_question(f"{name}.q"), rule={"name": "geometric-mean", "floor": floor}, **stated
    )


def whole(rule: Any, fixed: bool) -> Questionnaire:
    parts = [floored(f"s{i}", floor, weight=i + 1, points=5 - i) for i, floor in enumerate(FLOORS)]
    certain = [a_section("k", a_question("k.q"), weight=2, points=2)] if fixed else []
    return a_questionnaire(*parts, *certain, rule=rule)


def completions(
    questionnaire: Questionnaire, answers: dict[str, AnswerValue | Answer]
) -> Iterator[Fraction]:
    """The figure of the whole for everything that the sections can become;
    of a scale its ends are enough.
    """
    for ends in itertools.product((0, 4, NOT_APPLICABLE), repeat=len(FLOORS)):
        given: dict[str, Any] = {f"s{i}.q": end for i, end in enumerate(ends)}
        value = scores_of(questionnaire, **answers, **given)["whole"].value
        if value is not None:
            yield value


@pytest.mark.parametrize("fixed", [None, 0, 1, 3])
@pytest.mark.parametrize("rule", RULES, ids=str)
def test_both_bounds_are_those_of_the_furthest_completions(rule: Any, fixed: int | None) -> None:
    questionnaire = whole(rule, fixed is not None)
    answers: dict[str, AnswerValue | Answer] = {} if fixed is None else {"k.q": fixed}
    node = scores_of(questionnaire, **answers)["whole"]
    figures = list(completions(questionnaire, answers))
    assert (node.low, node.high) == (min(figures), max(figures))


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_of_many_such_parts_no_bound_is_too_narrow(rule: Any) -> None:
    many = [floored(f"s{i}", 1 if i < 6 else 50, points=i + 1) for i in range(12)]
    questionnaire = a_questionnaire(*many, a_section("k", a_question("k.q"), points=3), rule=rule)
    low = [0 if i < 6 else NOT_APPLICABLE for i in range(12)]
    high = [4 if i < 6 else NOT_APPLICABLE for i in range(12)]
    node = scores_of(questionnaire, **{"k.q": 1})["whole"]
    for ends in (low, high):
        given: dict[str, Any] = {f"s{i}.q": end for i, end in enumerate(ends)}
        value = scores_of(questionnaire, **{"k.q": 1}, **given)["whole"].value
        assert value is not None
        assert node.low is not None
        assert node.high is not None
        assert node.low <= value <= node.high


def test_of_many_parts_under_a_mean_both_bounds_are_reached() -> None:
    many = [floored(f"s{i}", 1 if i < 6 else 50) for i in range(12)]
    questionnaire = a_questionnaire(
        *many, a_section("k", a_question("k.q", steps=range(6))), rule="arithmetic-mean"
    )
    node = scores_of(questionnaire, **{"k.q": 1})["whole"]
    assert node.low == Fraction(6 * 1 + 20, 7)
    assert node.high == Fraction(12 * 100 + 20, 13)


def test_summed_points_of_very_many_parts_have_bounds_that_are_wide() -> None:
    many = [floored(f"s{i}", 50, points=1) for i in range(11)]
    questionnaire = a_questionnaire(
        *many, a_section("k", a_question("k.q"), points=1), rule="sum-of-points"
    )
    node = scores_of(questionnaire, **{"k.q": 2})["whole"]
    assert (node.low, node.high) == (Fraction(50, 12), Fraction(1150, 12))


def test_a_node_over_very_many_such_parts_can_be_explained() -> None:
    many = [floored(f"s{i}", 50) for i in range(40)]
    assessment = assessed(
        a_questionnaire(*many, a_section("k", a_question("k.q")), rule="arithmetic-mean"),
        **{"k.q": 0},
    )
    (top,) = explain(assessment, "whole")
    terms, low = terms_behind(top, "low")
    assert low == assessment.nodes["whole"].low == 0
    assert [term.id for term in terms] == ["k"]
    terms, high = terms_behind(top, "high")
    assert high == assessment.nodes["whole"].high
    assert len(terms) == 41
