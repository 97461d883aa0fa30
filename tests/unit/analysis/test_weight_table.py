"""Effective weights as printed: they add up, in the whole and in every section."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coherence_kit.analysis.weight_table import WeightTable, weight_table
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.rendering.terminal.weights import weight_lines
from coherence_kit.scoring.tree import build_tree
from coherence_kit.scoring.weights import effective_weights
from coherence_kit.workflow.score import open_workspace
from tests.builders import a_question, a_questionnaire, a_section, a_shared


def table_of(questionnaire: Questionnaire) -> WeightTable:
    return weight_table(build_tree(questionnaire))


def printed(table: WeightTable) -> dict[str, int | None]:
    return {row.id: row.per_mille for row in table.rows}


def thirds() -> Questionnaire:
    return a_questionnaire(
        a_section("first", *(a_question(name) for name in "abc")),
        a_section("second", *(a_question(name) for name in "de"), weight=2),
    )


def test_the_numbers_of_a_section_add_up_to_its_own() -> None:
    assert printed(table_of(thirds())) == {
        "first": 333,
        "a": 111,
        "b": 111,
        "c": 111,
        "second": 667,
        "d": 334,
        "e": 333,
    }


@pytest.mark.parametrize("name", sorted(open_workspace().library.index()))
def test_the_numbers_of_a_shipped_questionnaire_add_up(name: str) -> None:
    tree = open_workspace().instrument(name).tree
    table = weight_table(tree)
    numbers = printed(table)
    top = [row for row in table.rows if row.depth == 1 and row.per_mille is not None]
    assert sum(row.per_mille or 0 for row in top) == 1000 * (1 if table.is_of_whole else len(top))
    for row in table.rows:
        parts = [numbers[child] for child in tree.nodes[row.id].children if child in numbers]
        if parts and None not in parts and row.has_figure:
            assert sum(part or 0 for part in parts) == row.per_mille


def test_each_number_is_within_a_tenth_of_what_it_rounds() -> None:
    tree = open_workspace().instrument("intragovernmental").tree
    exact = effective_weights(tree)
    for row in weight_table(tree).rows:
        share = exact[row.id].share
        assert share is not None
        assert abs(share * 1000 - (row.per_mille or 0)) < 1


def test_where_each_question_stands_for_itself_nothing_weighs() -> None:
    """Every one would weigh all of itself."""
    alone = a_questionnaire(
        a_section("first", a_question("a"), a_question("b"), rule="none"),
        a_section("second", a_question("c"), rule="none"),
        rule="none",
    )
    assert table_of(alone) == WeightTable((), is_of_whole=False, leaves_out=False)
    assert list(weight_lines(alone, build_tree(alone))) == []
    beside = a_questionnaire(
        a_section("first", a_question("a"), a_question("b"), rule="none"),
        a_section("second", a_question("c")),
        rule="none",
    )
    assert printed(table_of(beside)) == {
        "first": None,
        "a": 1000,
        "b": 1000,
        "second": 1000,
        "c": 1000,
    }


def test_sections_without_a_figure_stay_as_heads_of_their_parts() -> None:
    whole = a_questionnaire(
        a_section("profile", a_section("inner", a_question("a"), a_question("b")), rule="none"),
        rule="none",
    )
    table = table_of(whole)
    assert [(row.id, row.per_mille, row.has_figure) for row in table.rows] == [
        ("profile", None, False),
        ("inner", 1000, True),
        ("a", 500, True),
        ("b", 500, True),
    ]
    assert not table.is_of_whole


def test_a_part_without_a_fixed_weight_says_so_and_why() -> None:
    whole = a_questionnaire(
        a_section("least", a_question("a"), a_question("b"), rule="minimum"),
        a_section("mean", a_question("c")),
    )
    text = " ".join("\n".join(weight_lines(whole, build_tree(whole))).split())
    assert "1 least 50.0 % 1.1 a no fixed weight 1.2 b no fixed weight 2 mean 50.0 %" in text
    assert "the rule of the group is no weighted mean" in text


def test_where_no_question_has_a_fixed_weight_there_is_a_sentence_and_no_table() -> None:
    whole = a_questionnaire(a_question("a"), a_question("b"), rule="maximum")
    text = "\n".join(weight_lines(whole, build_tree(whole)))
    assert "No fixed weight" in text
    assert "%" not in text


def test_questions_that_do_not_count_are_said_to_be_left_out() -> None:
    told = a_questionnaire(a_question("a"), a_question("b", weight=0))
    assert "not listed" in " ".join(weight_lines(told, build_tree(told)))
    assert "not listed" not in " ".join(weight_lines(thirds(), build_tree(thirds())))


def test_nothing_is_said_where_nothing_counts() -> None:
    whole = a_questionnaire(a_question("words", "text"))
    assert not [*weight_lines(whole, build_tree(whole))]


def test_an_answer_that_counts_again_has_a_row_in_each_place() -> None:
    whole = a_questionnaire(
        a_section("first", a_question("a"), a_question("b")),
        a_section("second", a_shared("a", weight=3), a_question("c")),
    )
    table = table_of(whole)
    assert [(row.id, row.question) for row in table.rows if row.question == "a"] == [
        ("a", "a"),
        ("second/a", "a"),
    ]
    assert Fraction(printed(table)["second/a"] or 0, 1000) == Fraction(3, 8)
