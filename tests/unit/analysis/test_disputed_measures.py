"""Measures where respondents of a round differ: what counts decides, not the highest answer."""

from __future__ import annotations

from typing import Any

from tests.builders import a_measure, a_question, a_questionnaire
from tests.rounds import a_round


def recommended(**stated: Any) -> list[str]:
    questionnaire = a_questionnaire(a_question("a", target=3), a_question("b", target=3))
    given = {"x": {"a": 1, "b": 1}, "y": {"a": 3}}
    measures = (a_measure("on-a", {"a": 2}), a_measure("on-b", {"b": 2}))
    return [item.id for item in a_round(questionnaire, given, *measures, **stated).recommendations]


def test_a_measure_fires_by_the_answer_of_the_lead() -> None:
    assert set(recommended(leads={"a": "x"})) == {"on-a", "on-b"}
    assert recommended(leads={"a": "y"}) == ["on-b"]


def test_where_no_answer_counts_no_measure_fires() -> None:
    assert recommended() == ["on-b"]
