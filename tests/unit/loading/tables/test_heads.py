"""What the first row of a table says."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from coherence_kit.loading.tables.heads import (
    Head,
    KnownQuestions,
    column_of_field,
    fits,
    known_questions,
    read_head,
)
from coherence_kit.loading.tables.places import TablePlace
from coherence_kit.model.columns import ColumnsFile
from coherence_kit.problems import ProblemsFound
from tests.builders import a_question, a_questionnaire, a_section

SMALL = KnownQuestions("small", "1.0", frozenset({"a.one", "b.two", "c.boxes"}))
OTHER = KnownQuestions("other", "2.1", frozenset({"z.one"}))
CSV = TablePlace("t.csv")
RESULT = ("value", "text", "low", "high", "level", "level_low", "level_high", "coverage")


def mapping(**keys: Any) -> ColumnsFile:
    return ColumnsFile.model_validate({"format": "coherence-kit/columns/1", **keys})


def head(*names: str, **more: Any) -> Head:
    return read_head(names, CSV, {"small": SMALL}, **more)


def keys(found: Head) -> list[str]:
    return [f"{column.key} {column.part}".rstrip() for column in found.columns]


def told(*names: str, **more: Any) -> list[tuple[str, int, str]]:
    try:
        problems = head(*names, **more).problems
    except ProblemsFound as found:
        problems = found.problems
    return [(problem.code, problem.column, problem.params.get("hint", "")) for problem in problems]


def test_columns_go_by_ids_and_fields_however_they_are_spelt() -> None:
    found = head(
        "\ufeffCOUNTRY", " questionnaire ", "A.One", "b.two evidence", "B.Two  Comment", ""
    )
    assert keys(found) == ["country", "questionnaire", "a.one", "b.two evidence", "b.two comment"]
    assert found.questions == ("a.one",)
    assert found.has_fields == {"country", "questionnaire"}
    assert found.problems == ()


def test_a_mapping_names_foreign_columns_and_says_what_all_rows_share() -> None:
    columns = {"ISO3": "country", "Q1": "a.one", "Q1 proof": "a.one evidence", "INTERVIEWER": None}
    constants = {"questionnaire": "small 1.0", "round": "2026"}
    stated = mapping(columns=columns, constants=constants)
    found = head("iso3", "q1", "Q1 PROOF", "Interviewer", mapping=stated)
    assert keys(found) == ["country", "a.one", "a.one evidence", ""]
    assert dict(found.constants) == constants
    assert found.problems == ()


def test_a_column_that_is_not_known_is_told_with_what_it_may_be() -> None:
    hint = ' Did you mean "b.two"?'
    assert told("country", "questionnaire", "a.one", "b.tow", "", "remarks", "x") == [
        ("table.unknown-column", 4, hint),
        ("table.unknown-column", 5, ""),
        ("table.unknown-column", 6, ""),
        ("table.unknown-column", 7, ""),
    ]


def test_evidence_stands_beside_a_question_and_not_beside_a_field() -> None:
    names = ("country", "questionnaire", "a.one", "country evidence", "x.y evidence")
    assert [code for code, _, _ in told(*names)] == ["table.unknown-column"] * 2


def test_what_a_mapping_names_and_the_table_lacks_is_told() -> None:
    stated = mapping(columns={"Q1": "a.one", "Q02": "b.two", "GONE": None, "ISO": "country"})
    hint = ' Did you mean "Q2"?'
    assert told("ISO", "Q1", "Q2", "questionnaire", mapping=stated) == [
        ("table.unknown-column", 3, ""),
        ("table.lacks-column", 1, hint),
    ]
    unread = mapping(columns={"Q1": "a.oen", "ISO": "country"})
    names = ("ISO", "Q1", "b.two", "questionnaire")
    assert told(*names, mapping=unread) == [("table.unknown-column", 2, ' Did you mean "a.one"?')]


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (("country", "Country", "a.one", "questionnaire"), ["table.duplicate-column"]),
        (("country", "a.one", "A.ONE", "a.one ", "questionnaire"), ["table.duplicate-column"] * 2),
        (("a.one", "questionnaire"), ["table.head"]),
        (("country", "questionnaire"), ["table.head"]),
        (("Table 1", "", "of 3"), ["table.head"]),
        (("contry", "a.one", "questionnaire"), ["table.head", "table.unknown-column"]),
        (("country", "a.one"), ["table.no-questionnaire"]),
        ((), ["table.head"]),
        (("country", *map(str, range(6_000))), ["table.columns"]),
        (("country", "questionnaire", "a.one", *RESULT), ["table.result"]),
    ],
)
def test_a_row_that_is_no_head_is_refused(names: tuple[str, ...], codes: list[str]) -> None:
    with pytest.raises(ProblemsFound) as found:
        head(*names)
    assert sorted(problem.code for problem in found.value.problems) == codes


def test_the_cure_names_a_questionnaire_that_has_the_columns() -> None:
    with pytest.raises(ProblemsFound) as found:
        head("country", "a.one")
    assert "such as small 1.0;" in found.value.problems[0].sentences[2]


def test_other_questionnaires_are_read_only_for_a_column_that_none_at_hand_asks() -> None:
    asked: list[str] = []

    def others() -> dict[str, KnownQuestions]:
        asked.append("others")
        return {"other": OTHER}

    names = ("country", "questionnaire", "a.one")
    assert keys(head(*names, others=others)) == [*names]
    assert asked == []
    found = head(*names, "z.one", others=others)
    assert (keys(found), asked) == ([*names, "z.one"], ["others"])
    assert set(found.questionnaires) == {"small", "other"}


def test_a_place_is_a_line_and_a_column_or_a_cell() -> None:
    line = CSV.at(12, 4, "a.one").problem_at("table.empty")
    assert line.place == "t.csv:12:4:a.one"
    sheet = TablePlace("t.xlsx", "Data", 2, ("A", "B"))
    cell = sheet.at(12, 2, "a.one").problem_at("table.empty")
    assert (cell.place, cell.sheet) == ("t.xlsx:Data!B12", 2)


def test_whether_a_row_may_be_a_head_needs_a_country_and_a_question() -> None:
    assert fits(["Country", "x", "a.one"], SMALL.ids)
    assert not fits(["country", "round"], SMALL.ids)
    assert not fits(["country", "a.one", *RESULT], SMALL.ids)
    assert not fits(["a.one", "b.two"], SMALL.ids)
    assert fits(["a.one"], SMALL.ids, mapping(constants={"country": "GHA"}))
    assert fits(["ISO", "Q1"], SMALL.ids, mapping(columns={"iso": "country", "q1": "a.one"}))
    assert column_of_field(["x", "Round "], "round") == 1
    assert column_of_field(["x"], "round") is None


def test_of_a_questionnaire_the_ids_of_earlier_versions_are_known_too() -> None:
    asked = a_questionnaire(
        a_section("a", a_question("a.one"), a_question("a.boxes", "multiple-choice")),
        a_section("b", a_question("b.many", "number")),
        renamed={"a.old": "a.one"},
        removed=["a.gone"],
    )
    known = known_questions(asked)
    assert known.ids == {"a.one", "a.boxes", "b.many", "a.old", "a.gone"}
    assert known.lists == {"a.boxes"}
    assert known.quantities == {"b.many"}


def test_a_head_can_be_sent_to_another_process() -> None:
    stated = mapping(missing=["."], constants={"questionnaire": "small"})
    found = head("country", "a.one", mapping=stated)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301  (our own bytes)
