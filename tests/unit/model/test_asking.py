"""Who is asked which question of a round, and who leads it."""

from __future__ import annotations

from typing import Any

import pytest

from coherence_kit.model.asking import Asking, find_place, places_of, who_is_asked
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.rounds import Round
from tests.builders import a_matrix, a_question, a_questionnaire, a_section

STATISTICS = {"answers": "the Statistical  Office"}
WHOLE = a_questionnaire(
    a_section(
        "first",
        a_question("one"),
        a_question("two", who=STATISTICS),
        a_section("inner", a_question("three"), a_question("four", who=STATISTICS)),
    ),
    a_section("second", a_question("five"), a_matrix("table", ("here", "there"))),
)
OTHER = a_questionnaire(a_section("second", a_question("six", who=STATISTICS))).model_copy(
    update={"id": "other"}
)
EVERY = {"one", "two", "three", "four", "five", "table.here", "table.there"}


def a_round(*respondents: dict[str, Any]) -> Round:
    return Round.model_validate(
        {
            "format": "coherence-kit/round/1",
            "country": "GHA",
            "round": "2026",
            "questionnaires": ["whole"],
            "respondents": [{"entity": one["id"], **one} for one in respondents],
        }
    )


def asking(*respondents: dict[str, Any], of: tuple[Questionnaire, ...] = (WHOLE,)) -> Asking:
    return who_is_asked(a_round(*respondents), {one.id: one for one in of})


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("whole", EVERY),
        ("first", {"one", "two", "three", "four"}),
        ("inner", {"three", "four"}),
        ("table", {"table.here", "table.there"}),
        ("table.here", {"table.here"}),
        ("whole/inner", {"three", "four"}),
        ("whole/one", {"one"}),
        ("the statistical office", {"two", "four"}),
        ("THE STATISTICAL\nOFFICE", {"two", "four"}),
        ("whole/the statistical office", {"two", "four"}),
    ],
)
def test_a_place_is_a_questionnaire_a_section_a_matrix_a_question_or_a_role(
    place: str, expected: set[str]
) -> None:
    assert {*asking({"id": "planning", "asked": [place]}).of("planning", "whole")} == expected


@pytest.mark.parametrize(
    "place", ["third", "whole/third", "whole/whole", "other/one", "statistical office", "One"]
)
def test_what_names_nothing_is_told_with_its_place_in_the_file(place: str) -> None:
    found = asking({"id": "planning", "asked": ["one", place]})
    assert found.unknown == ((place, ("respondents", 0, "asked", 1)),)
    assert found.of("planning", "whole") == ("one",)


def test_accents_capitals_and_signs_tell_no_roles_apart() -> None:
    french = a_questionnaire(
        a_section("first", a_question("one", who={"answers": "l’autorité de l’État"}))
    )
    for typed in ("L’AUTORITÉ de l’état", "l'autorite de l'Etat", "l’autorité de l’État"):
        assert find_place(typed, {"whole": french}) is not None


def test_what_one_leads_it_is_asked_and_the_order_is_that_of_the_round() -> None:
    found = asking(
        {"id": "b", "asked": ["inner"]}, {"id": "a", "leads": ["three"]}, {"id": "c", "asked": []}
    )
    assert found.asked["whole", "three"] == ("b", "a")
    assert found.leads == {("whole", "three"): "a"}
    assert found.asked["whole", "five"] == ()
    assert found.questionnaires_of("a") == ("whole",)
    assert found.questionnaires_of("c") == ()


@pytest.mark.parametrize(
    "closer",
    [
        ("whole", "first"),
        ("first", "inner"),
        ("whole", "inner"),
        ("inner", "the statistical office"),
        ("the statistical office", "four"),
        ("whole", "four"),
    ],
)
def test_whoever_names_a_question_more_closely_leads_it(closer: tuple[str, str]) -> None:
    wide, close = closer
    one, other = {"id": "wide", "leads": [wide]}, {"id": "close", "leads": [close]}
    for order in ((one, other), (other, one)):
        found = asking(*order)
        assert found.leads["whole", "four"] == "close"
        assert not found.two_leads


def test_two_that_name_it_alike_are_told_until_a_third_is_closer() -> None:
    two = ({"id": "a", "leads": ["inner"]}, {"id": "b", "leads": ["inner"]})
    found = asking(*two)
    assert found.two_leads == {("whole", name): ("a", "b") for name in ("three", "four")}
    closer = {"id": "c", "leads": ["four"]}
    for respondents in ((*two, closer), (closer, *two)):
        found = asking(*respondents)
        assert {*found.two_leads} == {("whole", "three")}
        assert found.leads["whole", "four"] == "c"


def test_one_that_names_it_twice_leads_it_once() -> None:
    found = asking({"id": "a", "asked": ["first"], "leads": ["inner", "whole/inner", "four"]})
    assert not found.two_leads
    assert found.asked["whole", "four"] == ("a",)


def test_what_several_questionnaires_have_needs_the_questionnaire_in_front() -> None:
    both = (WHOLE, OTHER)
    found = asking({"id": "a", "asked": ["second"]}, of=both)
    assert found.in_several == (("second", ("respondents", 0, "asked", 0), ("whole", "other")),)
    assert found.questionnaires_of("a") == ()
    found = asking({"id": "a", "asked": ["other/second", "one"]}, of=both)
    assert not found.in_several
    assert (found.of("a", "other"), found.of("a", "whole")) == (("six",), ("one",))
    assert found.questionnaires_of("a") == ("whole", "other")


def test_a_role_is_one_office_in_all_questionnaires() -> None:
    found = asking({"id": "a", "asked": ["the statistical office"]}, of=(WHOLE, OTHER))
    assert (found.of("a", "whole"), found.of("a", "other")) == (("two", "four"), ("six",))


def test_forty_respondents_are_asked_everything() -> None:
    found = asking(*({"id": f"office-{n}", "asked": ["whole"]} for n in range(40)))
    assert all(len(who) == 40 for who in found.asked.values())
    assert not found.leads


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (EVERY, ("first", "second")),
        ({"one", "two", "three", "four"}, ("first",)),
        ({"one", "three", "four"}, ("one", "inner")),
        ({"table.here", "table.there", "two"}, ("two", "table")),
        ({"table.there"}, ("table.there",)),
        (set(), ()),
    ],
)
def test_the_fewest_ids_name_what_is_asked(asked: set[str], expected: tuple[str, ...]) -> None:
    assert places_of(WHOLE, asked) == expected
    named = [find_place(text, {"whole": WHOLE}) for text in expected]
    assert {name for one in named if one for _, name in one.questions} == asked


@pytest.mark.parametrize("text", [" whole ", "inner\t", " four", "whole / inner", " whole/four "])
def test_blanks_around_a_place_tell_nothing(text: str) -> None:
    plain = text.replace(" ", "").strip()
    assert find_place(text, {"whole": WHOLE}) == find_place(plain, {"whole": WHOLE}) is not None
