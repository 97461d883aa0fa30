"""What to do: gaps, measures, who leads, by when and what proves it, in one table."""

from __future__ import annotations

from typing import Any

import pytest

from coherence_kit.rendering.report.actions import Actions, actions
from coherence_kit.rendering.report.context import make_context
from tests.builders import a_measure, a_question, a_questionnaire, assessed

pytestmark = pytest.mark.quick

PROOFS = {"2": "The decree.", "3": "The decree; minutes"}


def plan(*questions: Any, measures: Any = (), **answers: Any) -> Actions:
    assessment = assessed(a_questionnaire(*questions), *measures, **answers)
    return actions(make_context(assessment, language="en", place=1))


def test_a_measure_is_proved_by_what_its_question_asks_at_the_step_it_leads_to() -> None:
    asked = a_question("a", target=3, evidence=PROOFS)
    (row,) = plan(asked, measures=[a_measure("do", {"a": 2})], a=0).rows
    assert (row.number, row.what, row.moves) == ("M1", "do", ("1.1 a: 0\u00a0→\u00a02",))
    assert row.proof == "The decree."


def test_several_questions_are_proved_by_their_numbers() -> None:
    asked = [a_question(name, target=3, evidence=PROOFS) for name in "ab"]
    (row,) = plan(*asked, measures=[a_measure("do", {"a": 2, "b": 3})], a=0, b=0).rows
    assert row.proof == "1.1: The decree. 1.2: The decree; minutes."


def test_where_no_document_is_asked_for_the_paper_of_the_last_first_step_proves_it() -> None:
    (row,) = plan(a_question("a", target=3), measures=[a_measure("do", {"a": 2})], a=0).rows
    assert row.proof == "A note."


def test_a_gap_that_no_measure_closes_stands_below_them() -> None:
    asked = [a_question(name, target=3, evidence=PROOFS) for name in "ab"]
    made = plan(*asked, measures=[a_measure("do", {"a": 3})], a=0, b=0)
    assert [row.standing.label for row in made.gaps] == ["b"]
    assert made.gaps[0].proof == "The decree; minutes."
    assert made.gaps_title == "One gap without a measure"


def test_without_measures_the_gaps_are_the_plan() -> None:
    made = plan(*[a_question(name, target=3) for name in "ab"], a=1, b=0)
    assert made.rows == ()
    assert [row.standing.label for row in made.gaps] == ["b", "a"]
    assert (made.gaps_title, made.headline[:8]) == ("", "Two gaps")


def test_what_comes_first_stands_beside_the_time() -> None:
    measures = [
        a_measure("then", {"a": 3}, prerequisites=["first"]),
        a_measure("first", {"b": 3}),
    ]
    rows = plan(*[a_question(name, target=3) for name in "ab"], measures=measures, a=0, b=0).rows
    assert {row.what: row.after for row in rows} == {"first": "", "then": "after M1"}
