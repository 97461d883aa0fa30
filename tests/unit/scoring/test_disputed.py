"""A question that several respondents answered: what counts, and between which bounds."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from coherence_kit.model.merging import Merged, merged
from coherence_kit.model.submission import Answer, Decision, Submission
from coherence_kit.scoring.node_score import NodeScore, Scores
from coherence_kit.scoring.states import State
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    a_question,
    a_questionnaire,
    a_section,
    a_submission,
    assessed,
    carried,
    levels,
    proved,
    scores_of,
)


def of(value: Any = None, /, *, lead: str | None = None, **said: Any) -> Answer:
    """A merged answer: its value, and what each respondent said."""
    each = {
        name: one if isinstance(one, Answer) else Answer(value=one) for name, one in said.items()
    }
    return Answer(value=value, lead=lead, said=each)


def figures(node: NodeScore) -> tuple[Any, ...]:
    return node.low, node.value, node.high, node.coverage


@pytest.mark.parametrize(
    ("answer", "how"),
    [
        (of(3, a=3), Merged.SINGLE),
        (of(3, a=3, b=3), Merged.AGREED),
        (of(3, a=3, b=2, lead="a"), Merged.DISPUTED),
        (of(a=3, b=NOT_APPLICABLE), Merged.DISPUTED),
        (of(3, a=3, b=UNKNOWN), Merged.SINGLE),
        (of(3, a=3, b=carried(Answer(value=1))), Merged.SINGLE),
        (of(a=UNKNOWN), None),
        (Answer(value=3), None),
    ],
)
def test_how_an_answer_came_about(answer: Answer, how: Merged | None) -> None:
    assert merged(answer) is how


def test_a_decision_settles_whatever_was_said() -> None:
    answer = of(1, a=3, b=2).model_copy(update={"decision": Decision(by="Cabinet")})
    assert merged(answer) is Merged.DECIDED
    assert figures(scores_of(a_questionnaire(a_question("q")), q=answer)["q"]) == (25, 25, 25, 1)


def test_bounds_have_every_answer_and_the_value_is_that_of_the_lead() -> None:
    questionnaire = a_questionnaire(a_question("q"))
    node = scores_of(questionnaire, q=of(2, a=0, b=2, c=3, lead="b"))["q"]
    assert figures(node) == (0, 50, 75, 1)
    assert node.state is State.ANSWERED
    assert node.is_disputed


def test_without_a_lead_there_is_no_value_and_nothing_is_covered() -> None:
    scores = scores_of(a_questionnaire(a_question("q"), a_question("r")), q=of(a=1, b=3), r=4)
    assert figures(scores["q"]) == (25, None, 75, 0)
    assert figures(scores["part"]) == (
        Fraction(125, 2),
        Fraction(175, 2),
        Fraction(175, 2),
        Fraction(1, 2),
    )
    assert scores["part"].state is State.PARTIAL


def test_each_answer_counts_with_its_own_documents() -> None:
    questionnaire = a_questionnaire(
        a_question("q"), evidence="cap", evidence_from=2, evidence_cap=1
    )
    claimed = of(3, a=3, b=proved(2), lead="a")
    assert figures(scores_of(questionnaire, q=claimed)["q"]) == (25, 25, 75, 1)
    documented = of(3, a=proved(3), b=2, lead="a")
    assert figures(scores_of(questionnaire, q=documented)["q"]) == (25, 75, 75, 1)


def test_what_may_not_apply_can_leave_its_group() -> None:
    """Its own bounds are those of the answers, and the group is tried with it and without it."""
    answer = of(2, a=2, b=NOT_APPLICABLE, lead="a")
    scores = scores_of(a_questionnaire(a_question("q"), a_question("r")), q=answer, r=1)
    assert figures(scores["q"]) == (50, 50, 50, 1)
    assert figures(scores["part"]) == (25, Fraction(75, 2), Fraction(75, 2), 1)
    alone = scores_of(
        a_questionnaire(a_section("s", a_question("q")), a_section("t", a_question("r"))),
        q=answer,
        r=1,
    )
    assert figures(alone["whole"]) == (25, Fraction(75, 2), Fraction(75, 2), 1)
    with_target = a_questionnaire(a_question("q", target=3), not_applicable="target")
    assert figures(scores_of(with_target, q=answer)["q"]) == (50, 50, 75, 1)


def test_answers_of_those_that_were_not_asked_count_only_where_the_lead_is_silent() -> None:
    both = of(2, a=2, b=4, lead="a").model_copy(update={"not_asked_of": ("b",)})
    assert merged(both) is Merged.SINGLE
    silent = of(4, b=4, lead="a").model_copy(update={"not_asked_of": ("b",)})
    assert merged(silent) is Merged.SINGLE
    assert figures(scores_of(a_questionnaire(a_question("q")), q=silent)["q"])[1] == 100


@pytest.mark.parametrize(
    ("gate", "state"),
    [
        (of(True, a=True, b=False, lead="a"), State.OPEN),
        (of(True, a=True, b=NOT_APPLICABLE, lead="a"), State.OPEN),
        (of(False, a=False, b=NOT_APPLICABLE, lead="a"), State.NOT_ASKED),
        (of(True, a=True, b=True), State.ANSWERED),
    ],
)
def test_a_condition_waits_for_what_is_settled(gate: Answer, state: State) -> None:
    questionnaire = a_questionnaire(
        a_question("gate", "boolean"),
        a_question("q", depends_on={"question": "gate", "in": ["true"]}),
    )
    assert scores_of(questionnaire, gate=gate, q=2)["q"].state is state


def test_letters_have_the_figures_of_every_answer() -> None:
    options = {"low": "C", "middle": "B", "high": "A"}
    questionnaire = a_questionnaire(
        a_question("q", "choice", options=options),
        letters={"order": ["C", "B", "A"]},
        rule={"name": "weakest-link"},
    )
    scores: Scores = scores_of(questionnaire, q=of("middle", a="middle", b="high", lead="a"))
    assert scores["part"].low == scores["q"].low == 50
    assert scores["part"].high == scores["q"].high == 100


def disputed(**answers: Any) -> Any:
    questions = [a_question(name, target=4, weight=weight) for name, weight in (("a", 1), ("b", 3))]
    return assessed(a_questionnaire(*questions, levels=levels(0, 50)), **answers)


def test_disputes_stand_with_the_widest_first_and_then_the_weightiest() -> None:
    wide = disputed(a=of(1, x=1, y=4, lead="x"), b=of(2, x=2, y=3, lead="x"))
    assert [(one.id, one.steps, one.is_wide) for one in wide.disputed] == [
        ("a", 3, True),
        ("b", 1, False),
    ]
    alike = disputed(a=of(1, x=1, y=2, lead="x"), b=of(2, x=2, y=3, lead="x"))
    assert [one.id for one in alike.disputed] == ["b", "a"]
    assert alike.disputed[0].share == Fraction(3, 4)


def test_that_it_does_not_apply_is_furthest_from_any_answer() -> None:
    found = disputed(a=of(1, x=1, y=NOT_APPLICABLE, lead="x"), b=of(1, x=1, y=4, lead="x"))
    assert [one.id for one in found.disputed] == ["a", "b"]
    found = disputed(a=of(1, x=1, y=4, lead="x"), b=of(1, x=1, y=NOT_APPLICABLE, lead="x"))
    assert [one.id for one in found.disputed] == ["b", "a"]


def test_settling_takes_out_what_the_dispute_leaves_open() -> None:
    found = disputed(a=of(1, x=1, y=4, lead="x"), b=UNKNOWN)
    assert (found.root.low, found.root.high) == (Fraction(25, 4), 100)
    assert found.settled is not None
    assert (found.settled.low, found.settled.high) == (Fraction(25, 4), Fraction(325, 4))
    assert disputed(a=1).settled is None


def test_a_gap_of_a_disputed_question_is_that_of_its_value() -> None:
    """What is gained counts from the lowest answer up: that is what is certain."""
    found = disputed(a=of(2, x=2, y=0, lead="x"), b=4)
    assert [(gap.id, gap.gap, gap.gain) for gap in found.gaps] == [("a", 50, 25)]
    assert not disputed(a=of(x=2, y=0), b=4).gaps


def test_one_respondent_and_none_disputed_is_as_if_never_merged() -> None:
    plain: Submission = a_submission(a=2, b=UNKNOWN)
    merged_one = disputed(a=of(2, x=2), b=Answer(is_unknown=True, said={"x": UNKNOWN}))
    apart = disputed(**plain.answers)
    for name, node in apart.nodes.items():
        assert merged_one.nodes[name] == node
