"""Gaps and their order, what to collect, the next level."""

from fractions import Fraction
from typing import Any

import pytest

from coherence_kit.model.submission import Answer
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    a_measure,
    a_question,
    a_questionnaire,
    a_section,
    assessed,
    carried,
    levels,
    proved,
)


def order(assessment: Any) -> list[str]:
    return [gap.id for gap in assessment.gaps]


def test_a_gap_is_an_answered_question_below_its_target() -> None:
    questions = [a_question(name, target=3) for name in "abcd"]
    questionnaire = a_questionnaire(*questions, a_question("aimless"), a_question("note", "text"))
    assessment = assessed(questionnaire, a=1, b=3, c=4, aimless=0, note="Words")
    assert order(assessment) == ["a"]
    assert [assessment.nodes[name].gap for name in ("a", "b", "c", "d", "aimless")] == [
        50,
        0,
        0,
        None,
        None,
    ]


@pytest.mark.parametrize("answer", [UNKNOWN, NOT_APPLICABLE])
def test_silence_is_no_gap(answer: Any) -> None:
    assert (
        order(assessed(a_questionnaire(a_question("a", target=3), a_question("b")), a=answer, b=0))
        == []
    )


def test_an_answer_to_a_question_that_is_not_asked_is_no_gap() -> None:
    waits = a_question("q", target=4, depends_on={"question": "gate", "in": ["true"]})
    assert (
        order(assessed(a_questionnaire(a_question("gate", "boolean"), waits), gate=False, q=0))
        == []
    )


def test_a_question_that_is_not_scored_is_no_gap() -> None:
    assert (
        order(
            assessed(
                a_questionnaire(a_question("a"), a_question("b", weight=0, target=4)), a=1, b=0
            )
        )
        == []
    )


def test_a_claim_at_target_without_its_evidence_is_a_gap() -> None:
    questionnaire = a_questionnaire(a_question("a", target=3), evidence="cap", evidence_from=2)
    (gap,) = assessed(questionnaire, a=3).gaps
    assert [gap.gap, gap.gain] == [50, 50]
    assert order(assessed(questionnaire, a=proved(3))) == []


@pytest.mark.parametrize(
    ("rule", "gains"),
    [
        (
            "arithmetic-mean",
            [Fraction(75, 4), Fraction(50, 4)],
        ),  # weights 1 (25 to 100) and 1 (0 to 50) of 4
        ("minimum", [0, 25]),
        ("maximum", [25, 0]),
        ({"name": "sum-of-points"}, [Fraction(75, 4), Fraction(50, 4)]),
        (
            {"name": "sum-of-points", "cap": 2},
            [Fraction(25, 2), Fraction(25, 2)],
        ),  # 1.75 of 2 points now
    ],
)
def test_the_gain_is_the_whole_at_target_minus_the_whole(rule: Any, gains: list[Fraction]) -> None:
    size = "points" if isinstance(rule, dict) else "weight"
    sizes: list[dict[str, Any]] = [{size: 1}, {size: 1}, {size: 2}]
    questionnaire = a_questionnaire(
        a_question("a", target=4, **sizes[0]),
        a_question("b", target=2, **sizes[1]),
        a_question("c", **sizes[2]),
        rule=rule,
    )
    assessment = assessed(questionnaire, a=1, b=0, c=3)
    found = {gap.id: gap.gain for gap in assessment.gaps}
    assert [found["a"], found["b"]] == gains


def test_the_gain_is_of_the_whole_not_of_the_section() -> None:
    questionnaire = a_questionnaire(
        a_section("s", a_question("a", target=4), a_question("b"), weight=1),
        a_section("t", a_question("c"), weight=3),
    )
    (gap,) = assessed(questionnaire, a=0, b=0, c=0).gaps
    assert [gap.gain, gap.gap, gap.reach] == [Fraction(100, 8), 100, Fraction(1, 8)]


def test_the_gain_leaves_what_is_missing_as_it_is() -> None:
    """It is the rise of the lowest figure, whatever the missing answer turns out to be."""
    (gap,) = assessed(a_questionnaire(a_question("a", target=4), a_question("b")), a=0).gaps
    assert gap.gain == 50
    (gap,) = assessed(
        a_questionnaire(a_question("a", target=4), a_question("b"), missing="lowest"), a=0
    ).gaps
    assert gap.gain == 50


def test_the_gain_is_counted_even_where_the_value_is_not_shown() -> None:
    questionnaire = a_questionnaire(
        a_question("a", target=4), *(a_question(f"b{i}") for i in range(9))
    )
    assessment = assessed(questionnaire, a=0)
    assert assessment.root.value is None
    assert [gap.gain for gap in assessment.gaps] == [10]


def test_gaps_stand_by_gain() -> None:
    questionnaire = a_questionnaire(a_question("small", target=1), a_question("large", target=4))
    assessment = assessed(questionnaire, small=0, large=0)
    assert [(gap.id, gap.priority) for gap in assessment.gaps] == [("large", 1), ("small", 2)]


def test_with_equal_gains_the_larger_gap_times_reach_comes_first() -> None:
    questionnaire = a_questionnaire(
        a_question("weakest"), a_question("a", target=2), a_question("b", target=3), rule="minimum"
    )
    assert order(assessed(questionnaire, weakest=0, a=1, b=1)) == ["b", "a"]


def test_a_smaller_gap_on_which_more_rests_may_come_first() -> None:
    questionnaire = a_questionnaire(
        a_question("weakest"),
        a_question("a", target=4),
        a_question("b", target=2, weight=5),
        rule="minimum",
    )
    assert order(assessed(questionnaire, weakest=0, a=1, b=1)) == ["b", "a"]


def test_with_equal_reach_too_the_effort_of_the_measure_beside_it_decides() -> None:
    """That measure is the one that leads to the next step, whether it closes the gap or not."""
    questionnaire = a_questionnaire(*(a_question(name, target=3) for name in "abcd"))
    measures = (
        a_measure("dear", {"a": 3}, effort={"days": 400}),
        a_measure("middle", {"b": 4}, effort={"days": 90}),
        a_measure("short", {"c": 2}, effort={"days": 1}),
        a_measure("whole", {"c": 3}, effort={"days": 5}),
    )
    assessment = assessed(questionnaire, *measures, a=0, b=0, c=0, d=0)
    assert [(gap.id, gap.next_measure) for gap in assessment.gaps] == [
        ("c", "short"),
        ("b", "middle"),
        ("a", "dear"),
        ("d", None),
    ]


def test_what_is_still_equal_stands_in_the_order_of_the_questionnaire() -> None:
    questionnaire = a_questionnaire(*(a_question(name, target=3) for name in "zab"))
    assert order(assessed(questionnaire, a=0, b=0, z=0)) == ["z", "a", "b"]


def test_missing_questions_stand_by_reach_then_by_the_questionnaire() -> None:
    questionnaire = a_questionnaire(
        a_question("light"),
        a_question("answered"),
        a_question("heavy", weight=3),
        a_question("gate", "boolean"),
        a_question("waits", weight=2, depends_on={"question": "gate", "in": ["true"]}),
        a_question("note", "text"),
        a_question("idle", weight=0),
    )
    collect = assessed(questionnaire, answered=1, heavy=UNKNOWN).to_collect
    assert [(item.id, item.state, item.reach) for item in collect] == [
        ("heavy", "unknown", Fraction(3, 8)),
        ("waits", "open", Fraction(2, 8)),
        ("light", "unanswered", Fraction(1, 8)),
        ("gate", "unanswered", Fraction(1, 8)),
    ]


def test_a_carried_answer_is_collected_and_is_no_gap() -> None:
    questionnaire = a_questionnaire(
        a_question("gate", "boolean", target=True),
        a_question("waits", depends_on={"question": "gate", "in": ["true"]}),
        a_question("low", target=3),
        a_question("note", "text"),
    )
    answers = {
        "gate": carried(Answer(value=False)),
        "waits": Answer(value=4),
        "low": carried(proved(1)),
        "note": carried(Answer(value="Words")),
    }
    found = assessed(questionnaire, **answers)
    assert [(item.id, item.state) for item in found.to_collect] == [
        ("gate", "carried"),
        ("waits", "open"),
        ("low", "carried"),
    ]
    assert (found.gaps, found.counts.carried, found.counts.open) == ((), 2, 1)
    assert (found.counts.total, found.counts.missing) == (3, 3)
    root = found.root
    assert root.value is None
    assert [root.low, root.high, root.coverage] == [0, 100, 0]
    assert (found.evidence_demanded, found.nodes["note"].state) == (0, "carried")


def test_counts_are_of_scored_questions_by_state() -> None:
    waits: dict[str, Any] = {"question": "gate", "in": ["true"]}
    questionnaire = a_questionnaire(
        a_question("gate", "boolean"),
        a_question("b"),
        a_question("c"),
        a_question("d"),
        a_question("e", depends_on=waits),
        a_question("f", depends_on={"question": "c", "in": ["1"]}),
        a_question("note", "text"),
    )
    counts = assessed(questionnaire, gate=False, b=NOT_APPLICABLE, c=UNKNOWN, note="Words").counts
    assert [counts.answered, counts.not_applicable, counts.not_asked] == [1, 1, 1]
    assert [counts.unknown, counts.unanswered, counts.open] == [1, 1, 1]
    assert [counts.total, counts.missing] == [6, 3]


def test_the_share_of_evidence_is_of_the_answers_that_demand_it() -> None:
    questionnaire = a_questionnaire(*(a_question(name) for name in "abc"), evidence_from=2)
    assert assessed(questionnaire, a=3, b=proved(2), c=1).evidence_share == Fraction(1, 2)
    assert assessed(questionnaire, a=1, b=proved(1)).evidence_share is None


def test_closing_gaps_together_is_not_the_sum_of_closing_each() -> None:
    questionnaire = a_questionnaire(
        a_question("a", target=3), a_question("b", target=3), rule="minimum"
    )
    assessment = assessed(questionnaire, a=1, b=1)
    assert [gap.gain for gap in assessment.gaps] == [0, 0]
    assert assessment.together.gap_gain == 50


def test_gains_are_given_by_top_level_section() -> None:
    inner = a_section("inner", a_question("a", target=4), a_question("b", target=2))
    questionnaire = a_questionnaire(
        a_section("s", inner), a_section("t", a_question("c", target=1))
    )
    assert assessed(questionnaire, a=0, b=0, c=0).together.gap_gain_by_section == {
        "s": Fraction(75, 2),
        "t": Fraction(25, 2),
    }


def test_with_all_gaps_closed_what_is_missing_still_leaves_an_interval() -> None:
    questionnaire = a_questionnaire(a_question("a", target=3), a_question("b"), min_coverage="0.5")
    closed = assessed(questionnaire, a=0).together.all_gaps
    assert [closed.low, closed.value, closed.high] == [Fraction(75, 2), 75, Fraction(175, 2)]


def test_without_gaps_closing_them_adds_nothing() -> None:
    together = assessed(a_questionnaire(a_question("a", target=3)), a=3).together
    assert [together.gap_gain, together.all_gaps.value] == [0, 75]
    assert together.gap_gain_by_section == {}


def ladder(**answers: int) -> Any:
    questions = a_question("a", target=4), a_question("b", target=2), a_question("c", target=2)
    return assessed(
        a_questionnaire(*questions, levels=levels(0, 40, 75)), **answers
    ).together.next_level


def test_the_next_level_names_the_gaps_that_lift_the_whole_to_its_limit() -> None:
    found = ladder(a=0, b=0, c=1)  # 8.3 now, 41.7 with a at its target
    assert (found.level, found.points, found.gaps) == ("level-2", 40 - Fraction(25, 3), ("a",))


def test_the_limit_itself_is_in_the_next_level() -> None:
    questionnaire = a_questionnaire(a_question("a", target=2), levels=levels(0, 50))
    next_level = assessed(questionnaire, a=0).together.next_level
    assert next_level is not None
    assert next_level.gaps == ("a",)


def test_gaps_add_up_to_the_next_level_where_missing_is_lowest_too() -> None:
    questions = [a_question(name, target=2) for name in "abc"]
    questionnaire = a_questionnaire(
        *questions, a_question("d"), missing="lowest", levels=levels(0, 25)
    )
    next_level = assessed(questionnaire, a=0, b=0, c=0).together.next_level
    assert next_level is not None
    assert next_level.gaps == ("a", "b")


def test_the_next_level_may_be_out_of_reach_of_all_gaps() -> None:
    found = ladder(a=3, b=2, c=1)  # 50 now, 66.7 with everything at its target
    assert (found.level, found.points, found.gaps) == ("level-3", 25, None)


def test_above_the_last_limit_there_is_no_next_level() -> None:
    assert ladder(a=4, b=3, c=3) is None


def test_without_a_shown_value_there_is_no_next_level() -> None:
    assert ladder(a=0) is None
