"""Rules over columns on numbers worked by hand, what is not there, and several draws at once."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from coherence_kit.analysis.robustness.rules import RULES, Floats, combine
from coherence_kit.analysis.robustness.vectorised import Known, VectorScorer
from coherence_kit.model.letters import LetterScale
from coherence_kit.model.rubric import Rubric, RuleSpec
from coherence_kit.scoring.rules import RULES as EXACT
from coherence_kit.scoring.tree import Node, Settings, build_tree
from tests.builders import a_question, a_questionnaire, a_section, levels

LETTERS = LetterScale(order=("D", "C", "B", "A"))  # D D+ C C+ B B+ A: steps of 100/6
TABLE = {
    "name": "conversion-table",
    "tables": {2: {"D A": "C", "A A": "A", "D D": "D"}, 1: {"A": "A", "D": "D"}},
}
GONE = np.nan


def group(rule: Any, letters: LetterScale | None = None) -> Node:
    spec = Rubric.model_validate({"rule": rule}).rule
    combined = EXACT[spec.name].make(spec, letters)
    return Node("group", "section", None, (), Fraction(1), spec, Settings(), combined, letters)


def column(*figures: float) -> Floats:
    return np.array([[figure] for figure in figures], dtype=float)


def combined(
    rule: Any, weights: Floats, scores: Floats, letters: LetterScale | None = None
) -> list[float]:
    found: list[float] = combine(group(rule, letters), weights, scores).tolist()
    return found


def test_every_rule_of_the_engine_that_has_a_figure_is_there() -> None:
    assert set(RULES) == set(EXACT) - {"none"}


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("arithmetic-mean", (100 + 2 * 50 + 4 * 25) / 7),
        ({"name": "geometric-mean", "floor": 1}, (100 * 50**2 * 25**4) ** (1 / 7)),
        ({"name": "harmonic-mean", "floor": 1}, 7 / (1 / 100 + 2 / 50 + 4 / 25)),
        ({"name": "power-mean", "exponent": 2}, ((100**2 + 2 * 50**2 + 4 * 25**2) / 7) ** 0.5),
        ({"name": "power-mean", "exponent": -2}, ((100**-2 + 2 * 50**-2 + 4 * 25**-2) / 7) ** -0.5),
        ("minimum", 25),
        ("maximum", 100),
        ("sum-of-points", 300 / 7),
        ({"name": "sum-of-points", "cap": 5}, 60),
        ({"name": "any-n-of", "n": 2}, 175 / 2),
        ("share-of-boxes", 175 / 3),
    ],
)
def test_each_rule_on_100_50_25_with_weights_1_2_4(rule: Any, value: float) -> None:
    assert combined(rule, column(1, 2, 4), column(100, 50, 25)) == pytest.approx([value])


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("arithmetic-mean", (100 + 4 * 25) / 5),
        ({"name": "geometric-mean", "floor": 1}, (100 * 25**4) ** (1 / 5)),
        ({"name": "harmonic-mean", "floor": 1}, 5 / (1 / 100 + 4 / 25)),
        ({"name": "power-mean", "exponent": 2}, ((100**2 + 4 * 25**2) / 5) ** 0.5),
        ("minimum", 25),
        ("maximum", 100),
        ("sum-of-points", 40),
        ({"name": "sum-of-points", "cap": 3}, 200 / 3),
        ({"name": "any-n-of", "n": 3}, 125 / 2),
        ("share-of-boxes", 125 / 2),
    ],
)
def test_what_is_not_there_leaves_with_its_weight(rule: Any, value: float) -> None:
    assert combined(rule, column(1, 2, 4), column(100, GONE, 25)) == pytest.approx([value])


@pytest.mark.parametrize(
    "rule", [*sorted(set(RULES) - {"geometric-mean", "harmonic-mean", "conversion-table"}), TABLE]
)
def test_where_nothing_is_there_there_is_no_figure(rule: Any) -> None:
    assert combined(rule, column(1, 2), column(GONE, GONE), LETTERS) == pytest.approx(
        [np.nan], nan_ok=True
    )


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ({"name": "geometric-mean", "floor": 0}, 0),
        ({"name": "geometric-mean", "floor": 1}, 10),
        ({"name": "harmonic-mean", "floor": 0}, 0),
        ({"name": "harmonic-mean", "floor": 1}, 200 / 101),
        ({"name": "power-mean", "exponent": -1}, 0),
        ({"name": "power-mean", "exponent": 1}, 50),
    ],
)
def test_a_zero_counts_as_the_floor_says(rule: Any, value: float) -> None:
    assert combined(rule, column(3, 3), column(0, 100)) == pytest.approx([value])


@pytest.mark.parametrize("exponent", ["300", "-300", "0.000001", "-0.000001"])
def test_a_power_mean_neither_overflows_nor_loses_its_digits(exponent: str) -> None:
    """Towards the greatest, the least, and the geometric mean of 4 and 100, which is 20."""
    limit = {"300": 100, "-300": 4}.get(exponent, 20)
    (value,) = combined({"name": "power-mean", "exponent": exponent}, column(1, 1), column(4, 100))
    assert value == pytest.approx(limit, rel=0.01)
    exact = EXACT["power-mean"].make(RuleSpec(name="power-mean", exponent=Fraction(exponent)), None)
    assert value == pytest.approx(
        float(exact([(Fraction(1), Fraction(4)), (Fraction(1), Fraction(100))])), abs=1e-9
    )


@pytest.mark.parametrize(
    ("letters", "result"),
    [("A A", "A"), ("A D", "D+"), ("C+ C+", "C+"), ("C+ B", "C+"), ("B A", "B+"), ("- C", "C")],
)
def test_the_weakest_link_has_a_plus_where_another_is_stronger(letters: str, result: str) -> None:
    scores = column(
        *(GONE if letter == "-" else float(LETTERS.score(letter)) for letter in letters.split())
    )
    assert combined("weakest-link", column(1, 5), scores, LETTERS) == pytest.approx(
        [float(LETTERS.score(result))]
    )


@pytest.mark.parametrize(
    ("letters", "result"), [("A D", "C"), ("D A", "C"), ("D D", "D"), ("A -", "A"), ("- D", "D")]
)
def test_a_table_is_looked_up_in_any_order(letters: str, result: str) -> None:
    scores = column(
        *(GONE if letter == "-" else float(LETTERS.score(letter)) for letter in letters.split())
    )
    assert combined(TABLE, column(1, 1), scores, LETTERS) == pytest.approx(
        [float(LETTERS.score(result))]
    )


def test_of_letters_that_its_table_does_not_name_there_is_no_figure() -> None:
    scores = column(*(float(LETTERS.score(letter)) for letter in "BB"))
    assert combined(TABLE, column(1, 1), scores, LETTERS) == pytest.approx([np.nan], nan_ok=True)


# --- whole questionnaires -------------------------------------------------------------------------


def nested() -> VectorScorer:
    """Section s of a and b (weights 1, 3), section t of c, with weights 1
    and 2; `note` and d do not count.
    """
    return VectorScorer(
        build_tree(
            a_questionnaire(
                a_section(
                    "s",
                    a_question("a", weight=1),
                    a_question("b", weight=3),
                    a_question("note", "text"),
                    weight=1,
                ),
                a_section("t", a_question("c"), a_question("d", weight=0), weight=2),
            )
        )
    )


def draws(scorer: VectorScorer, *rows: dict[str, float]) -> Floats:
    return np.array([[row[question] for question in scorer.questions] for row in rows])


def open_draws(scorer: VectorScorer, *rows: dict[str, float]) -> Known:
    """Draws in which what is not named is missing, and what is NaN has left."""
    missing = dict.fromkeys(scorer.questions)
    ends = [
        draws(scorer, *({**dict.fromkeys(missing, end), **row} for row in rows))
        for end in (GONE, 0.0, 100.0)
    ]
    return Known.of(*ends)


def test_only_what_counts_has_a_column() -> None:
    scorer = nested()
    assert set(scorer.questions) == {"a", "b", "c"}
    assert list(scorer.groups)[-1] == "whole"
    assert scorer.roots == ("whole",)


def test_each_row_is_a_draw() -> None:
    scorer = nested()
    values = draws(
        scorer,
        {"a": 100, "b": 0, "c": 40},
        {"a": 0, "b": 100, "c": GONE},
        {"a": GONE, "b": GONE, "c": 10},
    )
    found = scorer.evaluate(Known.complete(values)).values
    assert found["s"] == pytest.approx([25, 75, np.nan], nan_ok=True)
    assert found["t"] == pytest.approx([40, np.nan, 10], nan_ok=True)
    assert found["whole"] == pytest.approx([(25 + 2 * 40) / 3, 75, 10])


def test_weights_and_rules_take_the_place_of_the_groups_own() -> None:
    scorer = nested()
    values = draws(scorer, {"a": 100, "b": 0, "c": 40})
    weights = {"s": np.array([[1.0, 3.0], [1.0, 1.0]]), "whole": np.array([[1.0, 0.0], [1.0, 1.0]])}
    order = scorer.groups["whole"].groups
    assert order == ("s", "t")
    known = Known.complete(values)
    assert scorer.evaluate(known, weights=weights).values["whole"] == pytest.approx([45, 40])
    ruled = scorer.evaluate(
        known, rules={"s": RuleSpec(name="minimum"), "whole": RuleSpec(name="maximum")}
    ).values
    assert ruled["s"] == pytest.approx([0])
    assert ruled["whole"] == pytest.approx([40])


def test_what_is_missing_counts_as_its_lowest_where_the_rubric_says_so() -> None:
    scorer = VectorScorer(
        build_tree(a_questionnaire(a_question("a"), a_question("b"), missing="lowest"))
    )
    assert scorer.evaluate(open_draws(scorer, {"a": 80})).values["whole"] == pytest.approx([40])
    gone = open_draws(scorer, {"a": 80, "b": GONE})
    assert scorer.evaluate(gone).values["whole"] == pytest.approx([80])


def test_a_table_has_no_value_while_anything_below_it_is_missing() -> None:
    graded = {"low": "D", "high": "A"}
    questionnaire = a_questionnaire(
        a_question("a", "choice", options=graded),
        a_question("b", "choice", options=graded),
        letters={"order": ["D", "A"]},
        rule={
            "name": "conversion-table",
            "tables": {2: {"D D": "D", "D A": "D+", "A A": "A"}, 1: {"D": "D", "A": "A"}},
        },
    )
    scorer = VectorScorer(build_tree(questionnaire))
    known = open_draws(scorer, {"a": 100, "b": 0}, {"a": 100}, {"a": 100, "b": GONE})
    assert scorer.evaluate(known).values["part"] == pytest.approx([50, np.nan, 100], nan_ok=True)


@pytest.mark.parametrize(
    ("answers", "value"),
    [
        ({"a": 100, "b": 100}, 100),
        ({"a": 0, "b": 0}, 50),
        ({"a": 100}, 0),  # with D it is D, with A it is A, alone it is A
        ({"a": 0}, 0),
        ({"a": 100, "b": GONE}, 100),
    ],
)
def test_a_table_counts_as_the_lowest_that_it_can_come_to_where_the_rubric_says_so(
    answers: dict[str, float], value: float
) -> None:
    """Two unlike letters make a D, two D make a D+. What is not named is
    missing, what is NaN has left.
    """
    graded = {"low": "D", "high": "A"}
    part = a_section(
        "part",
        a_question("a", "choice", options=graded),
        a_question("b", "choice", options=graded),
        rule={
            "name": "conversion-table",
            "tables": {2: {"D D": "D+", "D A": "D", "A A": "A"}, 1: {"D": "D", "A": "A"}},
        },
    )
    scorer = VectorScorer(
        build_tree(
            a_questionnaire(part, letters={"order": ["D", "A"]}, rule="none", missing="lowest")
        )
    )
    known = open_draws(scorer, answers)
    assert scorer.evaluate(known).values["part"] == pytest.approx([value])


# --- what is shown, and what enters the group above -----------------------------------------------


def test_a_value_that_is_not_shown_does_not_enter_the_group_above() -> None:
    """s has a alone, a quarter of its weight: the whole is t alone; with b it is all of s."""
    scorer = nested()
    found = scorer.evaluate(open_draws(scorer, {"a": 100, "c": 40}, {"b": 100, "c": 40})).values
    assert found["s"] == pytest.approx([100, 100])
    assert found["whole"] == pytest.approx([40, 60])


def test_whether_enough_is_answered_hangs_on_the_weights_of_the_draw() -> None:
    """a counts for 1, 2 and 3 of 4: of 60 per cent that is enough in the last draw only, with 100.

    In the second s is at least 50, which keeps the whole from 130/3 up.
    """
    scorer = nested()
    known = open_draws(scorer, {"a": 100, "c": 40})
    weights = {"s": np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]])}
    assert scorer.evaluate(known, weights=weights).values["whole"] == pytest.approx(
        [40, 130 / 3, 60]
    )


def test_just_enough_is_enough() -> None:
    """Three of five, weighed with 0.1 each, are a hair below 0.6 in doubles."""
    asked = [a_question(name, weight=Fraction(1, 10)) for name in "abcde"]
    scorer = VectorScorer(
        build_tree(a_questionnaire(a_section("s", *asked), a_section("t", a_question("f"))))
    )
    known = open_draws(scorer, {**dict.fromkeys("abc", 100.0), "f": 0.0})
    assert scorer.evaluate(known).values["whole"] == pytest.approx([50])


def test_a_section_at_its_lowest_is_always_shown() -> None:
    """a is 100 and b counts as 0: s is 25 though a quarter is answered; (25 + 2·40)/3 is 35."""
    scorer = VectorScorer(
        build_tree(
            a_questionnaire(
                a_section("s", a_question("a"), a_question("b", weight=3), missing="lowest"),
                a_section("t", a_question("c"), weight=2),
            )
        )
    )
    known = open_draws(scorer, {"a": 100, "c": 40})
    assert scorer.evaluate(known).values["whole"] == pytest.approx([35])


def test_a_value_stays_between_the_bounds_of_its_draw() -> None:
    """s, half answered with 100, is no less than 50: with t at 20 the whole is 35 at least."""
    scorer = VectorScorer(
        build_tree(
            a_questionnaire(
                a_section("s", a_question("a"), a_question("b")), a_section("t", a_question("c"))
            )
        )
    )
    found = scorer.evaluate(open_draws(scorer, {"a": 100, "c": 20}, {"a": 0, "c": 80})).values
    assert found["whole"] == pytest.approx([35, 65])


def test_the_weakest_part_of_a_root_is_known_where_a_level_asks_for_it() -> None:
    """In the first draw t is weakest, in the second s, which shows nothing and stands with its low.

    In the third s has left.
    """
    floored = [{**levels(0, 40)[0]}, {**levels(0, 40)[1], "every_part": 50}]
    sections = (
        a_section("s", a_question("a"), a_question("b", weight=3), weight=1),
        a_section("t", a_question("c"), weight=2),
    )
    scorer = VectorScorer(build_tree(a_questionnaire(*sections, levels=floored)))
    found = scorer.evaluate(
        open_draws(
            scorer,
            {"a": 100, "b": 100, "c": 40},
            {"a": 100, "c": 40},
            {"a": GONE, "b": GONE, "c": 40},
        )
    )
    assert found.weakest["whole"] == pytest.approx([40, 25, 40])
    assert nested().evaluate(Known.complete(np.array([[1.0, 2.0, 3.0]]))).weakest == {}
