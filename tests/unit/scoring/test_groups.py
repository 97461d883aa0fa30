"""Each rule on numbers worked by hand; bounds, values, coverage,
targets and what leaves a group.
"""

from fractions import Fraction
from typing import Any

import pytest

from coherence_kit.model.letters import LetterScale
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.rubric import RuleSpec
from coherence_kit.scoring.engine import reach
from coherence_kit.scoring.node_score import NodeScore
from coherence_kit.scoring.rules import RULES, Item, ValueKind
from coherence_kit.scoring.states import State
from coherence_kit.scoring.tree import build_tree
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    a_question,
    a_questionnaire,
    a_section,
    levels,
    proved,
    scores_of,
)

POINTS = {"name": "sum-of-points"}
TO_FIVE = {"name": "sum-of-points", "cap": 5}


LETTERS = LetterScale(order=("D", "C", "B", "A"))
PARAMETERS = {"floor": Fraction(1), "exponent": Fraction(2), "n": 1}
NUMERIC = [name for name, rule in RULES.items() if rule.measure is ValueKind.NUMBERS]


def combined(name: str, *items: Item) -> Fraction:
    rule = RULES[name]
    stated = {key: value for key, value in PARAMETERS.items() if key in rule.parameters}
    return rule.make(RuleSpec.model_validate({"name": name, **stated}), LETTERS)(items)


def three(rule: Any, **stated: Any) -> Questionnaire:
    """Questions a, b, c from 0 to 4 with weights, or points, 1, 2 and 4."""
    size = "points" if rule in (POINTS, TO_FIVE) else "weight"
    sized: list[dict[str, Any]] = [
        {"question_id": name, size: 2**i} for i, name in enumerate("abc")
    ]
    return a_questionnaire(*(a_question(**data) for data in sized), rule=rule, **stated)


def whole(questionnaire: Questionnaire, **answers: Any) -> NodeScore:
    return scores_of(questionnaire, **answers)["whole"]


def bounds(node: NodeScore) -> tuple[object, ...]:
    return node.low, node.value, node.high


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("arithmetic-mean", Fraction(1 * 100 + 2 * 50 + 4 * 25, 7)),
        ("minimum", 25),
        ("maximum", 100),
        (POINTS, Fraction(100 * 3, 7)),  # 1 + 1 + 1 points of 7
        (TO_FIVE, 60),  # 3 points of the 5 that are enough
    ],
)
def test_a_complete_group_has_one_figure(rule: Any, value: Fraction) -> None:
    assert bounds(whole(three(rule), a=4, b=2, c=1)) == (value, value, value)


@pytest.mark.parametrize(
    ("rule", "low", "value", "high"),
    [
        ("arithmetic-mean", Fraction(200, 7), Fraction(200, 3), Fraction(600, 7)),
        ("minimum", 0, 50, 50),
        ("maximum", 100, 100, 100),
        (
            POINTS,
            Fraction(200, 7),
            Fraction(200, 3),
            Fraction(600, 7),
        ),  # 2 of 7; 2 of the 3 answered; 6 of 7
        (TO_FIVE, 40, Fraction(200, 3), 100),  # 2 of 5; 2 of min(5, 3); 6 of 5
    ],
)
def test_a_missing_answer_is_0_in_low_100_in_high_and_not_in_the_value(
    rule: Any, low: Fraction, value: Fraction, high: Fraction
) -> None:
    assert bounds(scores_of(three(rule), a=4, b=2)["part"]) == (low, value, high)
    assert bounds(scores_of(three(rule), a=4, b=2, c=UNKNOWN)["part"]) == (low, value, high)


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("arithmetic-mean", Fraction(200, 3)),
        ("minimum", 50),
        ("maximum", 100),
        (POINTS, Fraction(200, 3)),
        (TO_FIVE, Fraction(200, 3)),  # only 3 points are there, fewer than the cap
    ],
)
def test_what_does_not_apply_leaves_with_its_weight(rule: Any, value: Fraction) -> None:
    assert bounds(whole(three(rule), a=4, b=2, c=NOT_APPLICABLE)) == (value, value, value)


@pytest.mark.parametrize("rule", ["arithmetic-mean", "minimum", "maximum", POINTS, TO_FIVE])
def test_a_group_without_an_answer_spans_0_to_100_and_has_no_value(rule: Any) -> None:
    node = whole(three(rule), a=UNKNOWN)
    assert bounds(node) == (0, None, 100)
    assert node.coverage == 0
    assert not node.shown


@pytest.mark.parametrize("rule", ["arithmetic-mean", "minimum", "maximum", POINTS, TO_FIVE])
def test_a_group_that_does_not_apply_has_no_figures_and_leaves_its_parent(rule: Any) -> None:
    gone = a_section("gone", a_question("x", points=3), points=7)
    kept = a_section("kept", a_question("y", points=1), points=1)
    scores = scores_of(a_questionnaire(gone, kept, rule=rule), x=NOT_APPLICABLE, y=3)
    assert scores["gone"] == NodeScore("gone", State.NOT_APPLICABLE)
    assert bounds(scores["whole"]) == (75, 75, 75)


def test_a_root_whose_questions_have_all_left_has_no_figures() -> None:
    node = whole(a_questionnaire(a_question("q", target=3)), q=NOT_APPLICABLE)
    assert node == NodeScore("whole", State.NOT_APPLICABLE)


def test_more_points_than_the_cap_are_as_good_as_the_cap() -> None:
    assert whole(three(TO_FIVE), a=4, b=0, c=4).value == 100
    assert whole(three(TO_FIVE), a=4, b=4, c=4).value == 100


@pytest.mark.parametrize("name", NUMERIC)
def test_every_rule_gives_a_single_child_its_own_score(name: str) -> None:
    assert combined(name, (Fraction(3), Fraction(200, 7))) == Fraction(200, 7)


@pytest.mark.parametrize(
    "name", [name for name in NUMERIC if name != "any-n-of"]
)  # two halves make one
@pytest.mark.parametrize("score", [1, 37, 100])
def test_every_rule_gives_children_that_are_alike_the_score_of_each(name: str, score: int) -> None:
    assert (
        combined(name, (Fraction(1), Fraction(score)), (Fraction(5, 3), Fraction(score))) == score
    )


def test_a_mean_of_means_is_not_a_mean_of_items() -> None:
    few = a_section("few", a_question("a"))
    many = a_section("many", a_question("b"), a_question("c"), a_question("d"))
    assert whole(a_questionnaire(few, many), a=4, b=0, c=0, d=0).value == 50


def test_a_question_of_weight_0_is_not_counted() -> None:
    scores = scores_of(
        a_questionnaire(a_question("a"), a_question("light", weight=0, target=4)), a=1, light=4
    )
    assert scores["light"] == NodeScore("light", State.ANSWERED)
    assert scores["whole"].value == 25


@pytest.mark.parametrize("points", [None, 3])
def test_a_question_of_weight_0_is_not_counted_where_points_are_summed(points: int | None) -> None:
    light = a_question("light", weight=0, points=points)
    node = whole(a_questionnaire(a_question("a", points=1), light, rule=POINTS), a=4, light=0)
    assert node.value == 100
    assert node.coverage == 1


def test_coverage_is_the_share_of_the_weight_that_is_answered() -> None:
    assert whole(three("arithmetic-mean"), a=4, c=0).coverage == Fraction(5, 7)


def test_coverage_counts_points_where_points_are_summed() -> None:
    assert whole(three(TO_FIVE), a=4, b=2).coverage == Fraction(3, 7)


def test_coverage_of_a_group_is_over_what_is_still_there() -> None:
    assert whole(three("minimum"), a=4, c=NOT_APPLICABLE).coverage == Fraction(1, 3)


def test_coverage_of_groups_is_weighted_again() -> None:
    questionnaire = a_questionnaire(
        a_section("s", a_question("a"), a_question("b"), weight=3),
        a_section("t", a_question("c"), weight=1),
    )
    assert whole(questionnaire, a=1).coverage == Fraction(3, 8)


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ({}, False),
        ({"min_coverage": "0.5"}, True),
        ({"min_coverage": "0.51"}, False),
        ({"missing": "lowest"}, True),
    ],
)
def test_min_coverage_decides_whether_a_value_is_shown(stated: dict[str, str], shown: bool) -> None:
    scores = scores_of(a_questionnaire(a_question("a"), a_question("b"), **stated), a=4)
    assert scores["part"].value is not None
    assert (scores["part"].shown, scores["whole"].shown) == (shown, shown)


def test_a_value_that_is_not_shown_does_not_enter_its_parent() -> None:
    """One answer at the top step does not stand for its section; its bounds and coverage count."""
    thin = a_section("thin", a_question("a"), a_question("b"))
    full = a_section("full", a_question("c"), weight=3)
    scores = scores_of(a_questionnaire(thin, full), a=4, c=0)
    root = scores["whole"]
    assert not scores["thin"].shown
    assert (root.shown, root.value, root.coverage) == (True, Fraction(25, 2), Fraction(7, 8))
    assert (root.low, root.high) == (Fraction(25, 2), Fraction(25))


def test_what_is_claimed_stands_beside_what_is_proved() -> None:
    proved_at = {"evidence": "cap", "evidence_from": 2, "evidence_cap": 1}
    scores = scores_of(a_questionnaire(a_question("a"), a_question("b"), **proved_at), a=4, b=1)
    assert (scores["a"].value, scores["a"].claimed) == (Fraction(25), Fraction(100))
    root = scores["whole"]
    assert (root.low, root.value) == (Fraction(25), Fraction(25))
    assert root.claimed == Fraction(125, 2)
    assert root.high == Fraction(125, 2)


def test_settings_are_inherited_but_the_rule_is_not() -> None:
    inner = a_section("inner", a_question("a"), a_question("b"))
    scores = scores_of(
        a_questionnaire(inner, rule="minimum", min_coverage="0.2", missing="lowest"), a=4
    )
    assert bounds(scores["inner"]) == (50, 50, 100)
    assert scores["inner"].shown
    assert build_tree(a_questionnaire(inner, min_coverage="0.2")).nodes[
        "a"
    ].settings.min_coverage == Fraction(1, 5)


def test_missing_lowest_makes_the_low_the_value_and_keeps_the_bounds() -> None:
    node = whole(three("arithmetic-mean", missing="lowest"), c=4)
    assert bounds(node) == (Fraction(400, 7), Fraction(400, 7), 100)
    assert node.state is State.PARTIAL
    assert node.coverage == Fraction(4, 7)


def test_a_group_that_is_all_missing_counts_as_0_where_missing_is_lowest() -> None:
    silent = a_section("silent", a_question("a"), missing="lowest")
    scores = scores_of(a_questionnaire(silent, a_section("s", a_question("b"))), b=4)
    assert scores["silent"].state is State.MISSING
    assert bounds(scores["silent"]) == (0, 0, 100)
    assert bounds(scores["whole"]) == (50, 50, 100)


def test_what_does_not_apply_stands_at_its_target_under_that_policy() -> None:
    questionnaire = a_questionnaire(
        a_question("a", target=3), a_question("b"), not_applicable="target"
    )
    scores = scores_of(questionnaire, a=NOT_APPLICABLE, b=1)
    assert bounds(scores["a"]) == (75, 75, 75)
    assert scores["a"].state is State.NOT_APPLICABLE
    assert scores["a"].coverage == 1
    assert scores["whole"].value == 50


def test_a_question_overrides_the_policy_of_its_section() -> None:
    questionnaire = a_questionnaire(
        a_question("a", target=3, not_applicable="exclude"),
        a_question("b"),
        not_applicable="target",
    )
    assert whole(questionnaire, a=NOT_APPLICABLE, b=1).value == 25


def test_what_does_not_apply_and_has_no_target_leaves() -> None:
    questionnaire = a_questionnaire(a_question("a"), a_question("b"), not_applicable="target")
    assert whole(questionnaire, a=NOT_APPLICABLE, b=1).value == 25


def test_what_is_not_asked_leaves_under_any_policy() -> None:
    waits = a_question("q", target=4, depends_on={"question": "gate", "in": ["true"]})
    questionnaire = a_questionnaire(a_question("gate", "boolean"), waits, not_applicable="target")
    assert bounds(whole(questionnaire, gate=False)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("rule", "target"),
    [
        ("arithmetic-mean", Fraction(175, 3)),
        ("minimum", 50),
        ("maximum", 75),
        (POINTS, Fraction(175, 3)),
    ],
)
def test_the_target_of_a_group_is_its_rule_over_the_targets_below(
    rule: Any, target: Fraction
) -> None:
    size = "points" if rule == POINTS else "weight"
    weights: list[dict[str, Any]] = [{size: 1}, {size: 2}]
    questions = (
        a_question("a", target=3, **weights[0]),
        a_question("b", target=2, **weights[1]),
        a_question("c"),
    )
    node = whole(a_questionnaire(*questions, rule=rule), a=1)
    assert node.target == target


def test_a_target_of_what_has_left_is_not_counted() -> None:
    questionnaire = a_questionnaire(a_question("a", target=3), a_question("b", target=1))
    assert whole(questionnaire, a=1, b=NOT_APPLICABLE).target == 75


@pytest.mark.parametrize(
    ("stated", "low"),
    [
        (
            {"evidence_from": 2},
            25,
        ),  # step 3 unproved counts as step 1, the one below the first to be proved
        ({"evidence_from": 2, "evidence_cap": 0}, 0),
        ({"evidence_from": 2, "evidence_cap": 2}, 50),
        ({"evidence_from": 2, "evidence_cap": 4}, 75),  # the cap never lifts an answer
        ({"evidence_from": 4}, 75),
        ({"evidence_from": 0}, 0),
        ({"evidence_from": -3}, 0),
    ],
)
def test_an_answer_without_its_evidence_counts_as_the_cap_until_it_is_supplied(
    stated: dict[str, int], low: int
) -> None:
    questionnaire = a_questionnaire(a_question("q"), evidence="cap", **stated)
    assert bounds(whole(questionnaire, q=3)) == (low, low, 75)
    assert bounds(whole(questionnaire, q=proved(3))) == (75, 75, 75)


def test_a_cap_below_the_scale_is_its_first_step() -> None:
    questionnaire = a_questionnaire(
        a_question("q", steps=range(3, 6)), evidence="cap", evidence_from=2
    )
    assert bounds(whole(questionnaire, q=4)) == (0, 0, 50)


@pytest.mark.parametrize("kind", ["boolean", "choice"])
def test_answers_without_steps_need_evidence_where_it_is_described_and_count_as_the_lowest(
    kind: str,
) -> None:
    answer: Any = True if kind == "boolean" else "all"
    described = {"true" if kind == "boolean" else "all": "The decree"}
    stated = {"evidence": "cap", "evidence_from": 2}
    assert bounds(whole(a_questionnaire(a_question("q", kind), **stated), q=answer)) == (
        100,
        100,
        100,
    )
    question = a_question("q", kind, evidence=described)
    assert bounds(whole(a_questionnaire(question, **stated), q=answer)) == (0, 0, 100)
    assert bounds(whole(a_questionnaire(question, **stated), q=proved(answer))) == (100, 100, 100)


def test_evidence_that_is_only_asked_for_caps_nothing() -> None:
    node = scores_of(a_questionnaire(a_question("q"), evidence_from=2), q=3)["q"]
    assert bounds(node) == (75, 75, 75)
    assert (node.demands_evidence, node.lacks_evidence) == (True, True)


def test_an_unproved_answer_may_count_less_than_a_lower_one_if_the_cap_is_set_below_it() -> None:
    questionnaire = a_questionnaire(
        a_question("q"), evidence="cap", evidence_from=3, evidence_cap=1
    )
    assert whole(questionnaire, q=2).value == 50
    assert whole(questionnaire, q=3).value == 25


def test_bounds_may_be_wider_than_any_completion_while_a_condition_is_open() -> None:
    waits = a_question("q", depends_on={"question": "gate", "in": ["false"]})
    questionnaire = a_questionnaire(a_question("a"), a_question("gate", "boolean"), waits)
    assert whole(questionnaire, a=0).high == Fraction(200, 3)
    assert whole(questionnaire, a=0, gate=True).high == 50
    assert whole(questionnaire, a=0, gate=False, q=4).high == Fraction(100, 3)


def test_reach_is_the_product_of_the_shares_from_the_root_down() -> None:
    questionnaire = a_questionnaire(
        a_section("s", a_question("a", weight=1), a_question("b", weight=3), weight=2),
        a_section("t", a_question("c"), weight=1),
    )
    tree, scores = build_tree(questionnaire), scores_of(questionnaire, a=1)
    assert [reach(tree, scores, name) for name in "abc"] == [
        (tree.root, Fraction(1, 6)),
        (tree.root, Fraction(1, 2)),
        (tree.root, Fraction(1, 3)),
    ]


def test_reach_grows_when_a_neighbour_leaves() -> None:
    questionnaire = three("arithmetic-mean")
    tree, scores = build_tree(questionnaire), scores_of(questionnaire, c=NOT_APPLICABLE)
    assert reach(tree, scores, "a") == (tree.root, Fraction(1, 3))
    assert reach(tree, scores, "b") == (tree.root, Fraction(2, 3))


def test_reach_is_by_points_where_points_are_summed() -> None:
    questionnaire = three(TO_FIVE)
    tree = build_tree(questionnaire)
    assert reach(tree, scores_of(questionnaire), "c") == (tree.root, Fraction(4, 7))


def test_numbers_below_a_profile_below_letters_have_the_levels_that_were_stated() -> None:
    numbers = a_section("numbers", a_question("n"))
    profile = a_section("profile", numbers, rule="none")
    letters = a_section(
        "letters",
        a_question("l", "choice", options={"no": "D", "yes": "A"}),
        profile,
        rule="weakest-link",
    )
    tree = build_tree(
        a_questionnaire(letters, rule="none", letters={"order": ["D", "A"]}, levels=levels(0, 50))
    )
    assert [level.id for level in tree.nodes["letters"].settings.levels] == ["D", "D+", "A"]
    assert [level.id for level in tree.nodes["numbers"].settings.levels] == ["level-1", "level-2"]
    assert [level.id for level in tree.nodes["n"].settings.levels] == ["level-1", "level-2"]
