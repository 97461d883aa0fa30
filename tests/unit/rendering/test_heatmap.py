"""Tiles: each with its own answer at the place of its number, and never
too narrow for what it says.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import Answer
from coherence_kit.rendering.report import heatmap
from coherence_kit.rendering.report.heatmap import (
    MOST_LABELLED,
    MOST_LABELLED_ROW,
    MOST_SMALL_TILES,
    MOST_TILES,
    TileMap,
)
from coherence_kit.rendering.report.report import Chapter, ReportView, build_report
from tests.builders import UNKNOWN, a_measure, a_question, a_questionnaire, a_section, assessed

DATE = dt.date(2026, 6, 30)
LETTERS = {"order": ["D", "C", "B", "A"], "counts_as": {"D*": "D"}}
GRADES = {"none": "D*", "d": "D", "c": "C", "b": "B", "a": "A"}


def report_of(*children: Any, stated: Any = None, measures: Any = (), **answers: Any) -> ReportView:
    questionnaire = a_questionnaire(*children, **(stated or {}))
    return build_report([assessed(questionnaire, *measures, **answers)], date=DATE)


def chapter_of(*children: Any, **given: Any) -> Chapter:
    return report_of(*children, **given).chapters[0]


@pytest.fixture
def without_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    """A map of more questions than have room with their labels."""
    monkeypatch.setattr(heatmap, "MOST_LABELLED", 0)


def map_of(*children: Any, **given: Any) -> TileMap:
    return chapter_of(*children, **given).profile.map


def texts(found: TileMap) -> list[list[str | None]]:
    return [[tile.text if tile else None for tile in row.tiles] for row in found.rows]


def scales(names: str) -> list[Any]:
    return [a_question(name) for name in names]


@pytest.mark.parametrize("order", [list(GRADES), list(GRADES)[::-1]])
def test_two_letters_of_one_rank_are_told_apart_whichever_is_listed_first(order: list[str]) -> None:
    options = {name: GRADES[name] for name in order}
    asked = [a_question(name, "choice", options=options) for name in "ab"]
    stated = {"letters": LETTERS, "rule": "weakest-link"}
    found = map_of(*asked, stated=stated, a="none", b="d")
    assert texts(found) == [["D*", "D"]]
    assert [tile.css for tile in found.rows[0].tiles if tile] == ["k0-4", "k0-4"]
    assert [shade.text for shade in found.key.shades] == ["D/D*", "C", "B", "A"]


def test_a_disputed_question_that_nobody_leads_has_a_tile_and_no_step() -> None:
    said = {"labour": Answer(value=1), "foreign": Answer(value=3)}
    found = map_of(*scales("ab"), a=Answer(said=said), b=1)
    assert texts(found) == [["1–3≠", "1"]]
    assert [tile.css for tile in found.rows[0].tiles if tile] == ["disputed", "k1-5"]


def test_options_of_one_score_share_a_rung() -> None:
    question = a_question("a", "choice", options={"no": 0, "planned": 0, "yes": 100})
    assert texts(map_of(question, a="yes")) == [["1"]]
    assert texts(map_of(question, a="planned")) == [["0"]]


@pytest.mark.usefixtures("without_labels")
def test_a_tile_stands_under_the_end_of_its_number() -> None:
    found = map_of(a_question("a", "text"), *scales("bc"), b=1, c=2)
    assert found.columns == (".1", ".2", ".3")
    assert texts(found) == [[None, "1", "2"]]


@pytest.mark.usefixtures("without_labels")
def test_a_long_section_goes_on_in_a_line_that_begins_with_its_questions_number() -> None:
    names = [f"q{place}" for place in range(2 * MOST_TILES + 1)]
    found = map_of(*map(a_question, names), **dict.fromkeys(names, 2))
    assert [len(row.tiles) for row in found.rows] == [MOST_TILES, MOST_TILES, 1]
    assert [(row.number, row.name) for row in found.rows] == [
        ("1", "part"),
        ("1.11", ""),
        ("1.21", ""),
    ]
    assert set(found.columns) == {""}
    assert {len(row.tiles) + row.empty for row in found.rows} == {MOST_TILES}


def test_a_map_with_room_for_it_names_every_question_six_to_a_line() -> None:
    names = [f"q{place}" for place in range(MOST_LABELLED_ROW + 2)]
    found = map_of(*map(a_question, names), **dict.fromkeys(names, 2))
    assert found.labelled
    assert [len(row.tiles) for row in found.rows] == [MOST_LABELLED_ROW, 2]
    assert [(tile.number, tile.label) for tile in found.rows[1].tiles if tile] == [
        ("1.7", "q6"),
        ("1.8", "q7"),
    ]
    many = [f"q{place}" for place in range(MOST_LABELLED + 1)]
    assert not map_of(*map(a_question, many), q1=2).labelled


def test_the_key_has_the_states_that_occur() -> None:
    assert map_of(*scales("ab"), a=1, b=2).key.states == {"answered"}
    assert map_of(*scales("ab"), a=1, b=UNKNOWN).key.states == {"answered", "unknown"}


def nested() -> Questionnaire:
    inner = [
        a_section(f"in-{part}", *scales(names)) for part, names in enumerate(("abcdef", "ghijkl"))
    ]
    return a_questionnaire(a_section("outer", *inner), a_section("small", *scales("mn")))


def test_a_section_with_too_many_questions_for_a_row_has_one_for_each_of_its_parts() -> None:
    found = build_report([assessed(nested(), a=1)], date=DATE).chapters[0].profile.map
    assert [(row.number, row.name) for row in found.rows] == [
        ("1.1", "in-0"),
        ("1.2", "in-1"),
        ("2", "small"),
    ]
    assert [len(row.tiles) for row in found.rows] == [6, 6, 2]


def test_the_title_page_has_smaller_tiles_and_more_of_them_in_a_row() -> None:
    names = [f"q{place}" for place in range(MOST_SMALL_TILES + 5)]
    report = report_of(*map(a_question, names), **dict.fromkeys(names, 2))
    assert report.cover.map is not None
    (rows,) = report.cover.map.halves
    assert [len(row.tiles) for row in rows] == [MOST_SMALL_TILES, 5]


def test_long_figures_have_wider_tiles_on_the_title_page_too() -> None:
    names = [f"q{place}" for place in range(MOST_TILES + 1)]
    asked = [a_question(name, "number") for name in names]
    report = report_of(*asked, **dict.fromkeys(names, Fraction(34)))
    assert report.cover.map is not None
    assert [len(row.tiles) for row in report.cover.map.halves[0]] == [MOST_TILES + 1]


def test_a_measure_names_options_by_what_they_say() -> None:
    asked = [
        a_question("a", "choice", options={"no": 0, "yes": 100}, target="yes"),
        a_question("b", "multiple-choice", target=["one", "two"]),
    ]
    measures = [
        a_measure("m", {"a": "yes"}),
        a_measure("n", {"b": "two"}),
    ]
    chapter = chapter_of(*asked, measures=measures, a="no", b=("one",))
    moves = [
        move.text
        for group in chapter.measures.groups
        for item in group.entries
        for move in item.moves
    ]
    assert sorted(moves) == ["1.1 a, no → yes", "1.2 b, 1/4 → 2/4 (two)"]


def test_a_headline_names_every_section_in_which_most_can_be_gained() -> None:
    parts = [a_section(name, a_question(name[0], target=3)) for name in ("one", "two")]
    headline = chapter_of(*parts, o=1, t=1).glance.headline
    assert headline.endswith("; equally much can be gained in “one” and “two”")


def test_a_headline_says_that_all_sections_tie() -> None:
    parts = [a_section(f"part-{name}", a_question(name, target=3)) for name in "abcdef"]
    headline = chapter_of(*parts, **dict.fromkeys("abcdef", 1)).glance.headline
    assert headline.endswith("; equally much can be gained in each section")


def test_a_measure_that_adds_nothing_is_not_recommended() -> None:
    questionnaire = a_questionnaire(
        a_section("low", a_question("a", target=3), a_question("b", target=3), rule="minimum"),
        a_section("other", a_question("c", target=3)),
    )
    measures = [a_measure("idle", {"b": 3}), a_measure("useful", {"c": 3})]
    found = assessed(questionnaire, *measures, a=0, b=1, c=1)
    assert found.together.first_measures == ("useful",)
    assert [item.id for item in found.recommendations] == ["useful"]
