"""Conversion by sum.

What letters are worth, what their sum makes, and how far what is missing can move it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from coherence_kit.model.letters import LetterScale
from coherence_kit.model.rubric import RuleSpec
from coherence_kit.scoring.letter_sums import worth_of
from tests.builders import NOT_APPLICABLE, a_question, a_questionnaire, a_section, assessed

LETTERS = {"order": ["D", "C", "B", "A"], "counts_as": {"D*": "D"}}
OPTIONS = {"a": "A", "b": "B", "c": "C", "d": "D", "none": "D*"}


def spec(**stated: Any) -> RuleSpec:
    return RuleSpec.model_validate({"name": "conversion-table", "by": "sum", **stated})


def grades(count: int, **stated: Any) -> Any:
    """A questionnaire of one section with so many questions in letters, put together by sum."""
    questions = [a_question(f"q{place}", "choice", options=OPTIONS) for place in range(count)]
    section = a_section("s", *questions, rule=spec(**stated))
    return a_questionnaire(section, letters=LETTERS, rule="none")


def test_letters_are_worth_their_place_and_those_with_a_plus_lie_half_way() -> None:
    found = worth_of(spec(), LetterScale.model_validate(LETTERS))
    assert found == tuple(Fraction(half, 2) for half in range(7))


def test_what_is_stated_of_a_letter_moves_those_with_a_plus_beside_it() -> None:
    found = worth_of(spec(worth={"C": "4", "B+": "9"}), LetterScale.model_validate(LETTERS))
    # D 0, D+ (0 + 4)/2, C 4, C+ (4 + 2)/2, B 2, B+ 9, A 3
    assert list(map(int, found)) == [0, 2, 4, 3, 2, 9, 3]


TABLES = {"1": {"D": "0"}, "2": {"D": "0", "C": "2", "B": "4", "A": "6"}, "3": {"D": "0", "B": "5"}}


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ({"q0": "a", "q1": "a"}, "A"),
        ({"q0": "a", "q1": "b"}, "B"),
        ({"q0": "a", "q1": "none"}, "C"),
        ({"q0": "c", "q1": "d"}, "D"),
        ({"q0": "a", "q1": NOT_APPLICABLE}, "D"),
    ],
)
def test_the_best_letter_counts_whose_least_sum_is_reached(
    answers: dict[str, Any], text: str
) -> None:
    node = assessed(grades(2, tables=TABLES), **answers).nodes["s"]
    assert (node.text, node.low_text, node.high_text) == (text, text, text)


def test_a_letter_worth_one_or_nothing_counts_parts() -> None:
    """A from three parts with at least B, C from one."""
    tables = {str(count): {"D": "0", "C": "1", "A": "3"} for count in range(1, 5)}
    questionnaire = grades(4, worth={"D": 0, "C": 0, "B": 1, "A": 1}, tables=tables)
    assert assessed(questionnaire, q0="b", q1="a", q2="b", q3="d").nodes["s"].text == "A"
    assert assessed(questionnaire, q0="b", q1="a", q2="c", q3="d").nodes["s"].text == "C"
    assert assessed(questionnaire, q0="c", q1="c", q2="c", q3="d").nodes["s"].text == "D"


def test_bounds_try_every_sum_and_every_leaving() -> None:
    """B and C make 3. A third part makes 3 to 6: D or B. Without it two parts make 3: C."""
    node = assessed(grades(3, tables=TABLES), q0="b", q1="c").nodes["s"]
    assert (node.text, node.low_text, node.high_text) == (None, "D", "B")


def test_many_parts_are_tried_by_their_sums_and_not_one_by_one() -> None:
    tables = {str(count): {"D": "0", "A": str(2 * count)} for count in range(1, 21)}
    node = assessed(grades(20, tables=tables), q0="d").nodes["s"]
    # 19 further A make 57, more than 40
    assert (node.low_text, node.high_text) == ("D", "A")
