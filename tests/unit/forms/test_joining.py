"""Several filled forms as one: nothing is dropped, and nothing is chosen."""

from __future__ import annotations

from typing import Any

import pytest

from coherence_kit.forms.joining import Joining

ABOUT = {"format": "coherence-kit/submission/1", "questionnaire": {"id": "q", "version": "1.0"}}
DECREE = {"title": "Decree", "reference": "12/2024"}


def a_form(answers: dict[str, Any] | None = None, **about: Any) -> dict[str, Any]:
    return {**ABOUT, **about, "answers": answers or {}}


def joined(*forms: dict[str, Any], unordered: set[str] | None = None) -> dict[str, Any]:
    joining = Joining(forms, unordered=unordered or set())
    assert joining.differences == []
    return joining.draft


def differing(*forms: dict[str, Any]) -> list[tuple[str, int, int]]:
    return [
        (" ".join(difference.path), difference.first.form, difference.other.form)
        for difference in Joining(forms).differences
    ]


def test_what_only_one_form_says_is_taken_from_it() -> None:
    one = a_form({"a": {"answer": "2", "comment": "Since May."}}, country="GHA", round="First")
    two = a_form({"b": {"unknown": "The archive"}, "a": {"evidence": [DECREE]}}, date="2026-06-30")
    assert joined(one, two) == a_form(
        {
            "a": {"answer": "2", "comment": "Since May.", "evidence": [DECREE]},
            "b": {"unknown": "The archive"},
        },
        country="GHA",
        round="First",
        date="2026-06-30",
    )


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"answer": "2"}, {"answer": "2"}),
        ({"not_applicable": "No coast"}, {"not_applicable": "No  coast\n"}),
        ({"unknown": "The archive"}, {"unknown": None}),
        ({"answer": ["b", "a"]}, {"answer": ["a", "b"]}),
        ({"comment": "So it is."}, {"comment": "So it is. "}),
        ({"review": {"by": "R", "answer": ["a"]}}, {"review": {"answer": ["a"], "by": "R"}}),
    ],
)
def test_what_both_say_is_taken_once(one: dict[str, Any], two: dict[str, Any]) -> None:
    assert joined(a_form({"a": one}), a_form({"a": two}), unordered={"a"})["answers"] == {"a": one}
    backwards = joined(a_form({"a": two}), a_form({"a": one}), unordered={"a"})["answers"]["a"]
    assert backwards.keys() == one.keys()
    assert "The archive" not in one.values() or backwards == one


@pytest.mark.parametrize(
    ("one", "two", "path"),
    [
        ({"answer": "2"}, {"answer": "3"}, "answers a answer"),
        ({"answer": ["b", "a"]}, {"answer": ["a", "b"]}, "answers a answer"),
        ({"answer": "2"}, {"not_applicable": "No coast"}, "answers a not_applicable"),
        ({"unknown": None}, {"answer": "2"}, "answers a answer"),
        ({"unknown": "We"}, {"unknown": "They"}, "answers a unknown"),
        ({"not_applicable": "Too"}, {"not_applicable": "Not"}, "answers a not_applicable"),
        ({"comment": "So"}, {"comment": "Not so"}, "answers a comment"),
        ({"review": {"by": "R"}}, {"review": {"by": "S"}}, "answers a review"),
        (
            {"answer": "2", "recheck": "true"},
            {"answer": "3", "recheck": "true"},
            "answers a answer",
        ),
    ],
)
def test_where_they_say_something_else_nothing_is_chosen(
    one: dict[str, Any], two: dict[str, Any], path: str
) -> None:
    assert differing(a_form({"a": one}), a_form({"a": two})) == [(path, 0, 1)]


def test_every_form_that_differs_from_the_first_that_said_it_is_named() -> None:
    forms = [a_form({"a": {"answer": key}}) for key in ("2", "3", "2", "4")]
    assert differing(a_form(), *forms) == [
        ("answers a answer", 1, 2),
        ("answers a answer", 1, 4),
    ]


@pytest.mark.parametrize("key", ["country", "country_name", "round", "date"])
def test_what_is_said_of_the_submission_is_the_same_or_named(key: str) -> None:
    one, two = {**a_form(), key: "x"}, {**a_form(), key: "y"}
    assert differing(one, two, a_form()) == [(key, 0, 1)]
    assert joined(a_form(), one)[key] == "x"


def test_documents_are_pooled_without_doubles() -> None:
    fuller = {**DECREE, "page": "4"}
    other = {**DECREE, "page": "5"}
    forms = [
        a_form({"a": {"answer": "2", "evidence": evidence}})
        for evidence in ([DECREE], [fuller, {"title": "Minutes"}], [other, {"title": "Minutes "}])
    ]
    assert joined(*forms)["answers"]["a"]["evidence"] == [fuller, {"title": "Minutes"}, other]


def test_all_who_answered_are_named_once() -> None:
    finance = {"entity": "Ministry of Finance", "role": "focal point", "contact": "a@example.org"}
    labour = {"entity": "Ministry of Labour; Union", "role": "focal point"}
    once = joined(a_form(respondent=finance), a_form(respondent=labour))
    assert once["respondent"] == {
        "entity": "Ministry of Finance; Ministry of Labour; Union",
        "role": "focal point",
        "contact": "a@example.org",
    }
    again = joined(once, a_form(respondent=labour), a_form())
    assert again["respondent"] == once["respondent"]


def test_offices_are_named_role_by_role_by_any_of_the_forms() -> None:
    planning = a_form(offices={"planning": "National Planning  Commission"})
    finance = a_form(offices={"finance": "Treasury", "planning": "National Planning Commission"})
    both = {"planning": "National Planning  Commission", "finance": "Treasury"}
    assert joined(planning, a_form(), finance)["offices"] == both
    assert "offices" not in joined(a_form(), a_form())
    other = a_form(offices={"finance": "Ministry of Finance", "planning": "NDPC"})
    assert differing(planning, finance, other) == [
        ("offices planning", 0, 2),
        ("offices finance", 1, 2),
    ]


def test_a_signature_says_whose_it_is_where_not_all_have_signed() -> None:
    finance = a_form(respondent={"entity": "Finance"}, signed_off="The minister, 1 July")
    labour = a_form(respondent={"entity": "Labour"}, signed_off="The director, 2 July")
    assert joined(finance, finance)["signed_off"] == "The minister, 1 July"
    assert joined(finance, a_form())["signed_off"] == "Finance: The minister, 1 July"
    assert joined(finance, labour)["signed_off"] == (
        "Finance: The minister, 1 July; Labour: The director, 2 July"
    )


def test_answers_compiled_from_documents_are_not_mixed_with_a_self_assessment() -> None:
    answered = {"a": {"answer": "2"}}
    documented = a_form(answered, standing="documented")
    assert differing(documented, a_form(answered)) == [("standing", 0, 1)]
    assert differing(a_form(answered), documented) == [("standing", 0, 1)]
    assert joined(documented, a_form())["standing"] == "documented"
    assert "standing" not in joined(a_form(answered), a_form(answered))


def test_an_answer_that_somebody_has_looked_at_again_is_looked_at() -> None:
    carried, looked_at = {"answer": "2", "recheck": "true"}, {"answer": "2"}
    assert joined(a_form({"a": carried}), a_form({"a": looked_at}))["answers"]["a"] == looked_at
    assert joined(a_form({"a": carried}), a_form({"a": carried}))["answers"]["a"] == carried
    assert joined(a_form({"a": carried}), a_form({"a": {"comment": "x"}}))["answers"]["a"] == {
        **carried,
        "comment": "x",
    }


def test_what_others_only_carry_along_gives_way_to_what_was_looked_at() -> None:
    carried = {
        "answer": "1",
        "comment": "Old words.",
        "evidence": [{"title": "Old paper"}],
        "recheck": "true",
    }
    fresh = {"answer": "2", "comment": "New words.", "evidence": [{"title": "New paper"}]}
    both = [{"title": "Old paper"}, {"title": "New paper"}]
    for forms in ((carried, fresh), (fresh, carried)):
        entry = joined(*(a_form({"a": one}) for one in forms))["answers"]["a"]
        evidence = entry.pop("evidence")
        assert entry == {"answer": "2", "comment": "New words."}
        assert sorted(evidence, key=str) == sorted(both, key=str)
    alone = joined(a_form({"a": carried}), a_form({"a": {"answer": "2"}}))["answers"]["a"]
    assert alone["comment"] == "Old words."
    other = {**carried, "answer": "3"}
    assert differing(a_form({"a": carried}), a_form({"a": other})) == [("answers a answer", 0, 1)]


def test_what_is_joined_is_not_signed_where_a_body_with_answers_did_not_sign() -> None:
    signed = a_form({"a": {"answer": "2"}}, signed_off="Dr A")
    assert "signed_off" not in joined(signed, a_form({"b": {"answer": "1"}}))
    assert joined(signed, a_form())["signed_off"] == "Dr A"


@pytest.mark.parametrize("name", ["Ghana", "Republic of Ghana", {"en": "Ghana", "fr": "Ghana"}])
def test_a_code_in_one_form_and_a_name_of_it_in_another_are_one_country(name: object) -> None:
    by_code, by_name = a_form(country="GHA"), a_form(country_name=name)
    assert joined(by_code, by_name) == a_form(country="GHA", country_name=name)
    assert joined(by_name, by_code, a_form(country_name="Ghana"))["country_name"] == name


def test_two_countries_differ_whether_their_code_or_their_name_is_given() -> None:
    code, name = a_form(country="GHA"), a_form(country_name="Nigeria")
    assert differing(code, name) == [("country_name", 0, 1)]
    assert differing(name, a_form(), code) == [("country", 0, 2)]
    assert differing(code, a_form(country="NGA")) == [("country", 0, 1)]
    velmora, nordaland = (
        a_form(country="XVE", country_name=name) for name in ("Velmora", "Nordaland")
    )
    assert differing(velmora, nordaland) == [("country_name", 0, 1)]


def test_a_name_that_nobody_knows_may_be_that_of_any_code() -> None:
    form = joined(a_form(country="XVE"), a_form(country_name="Velmora"))
    assert (form["country"], form["country_name"]) == ("XVE", "Velmora")
