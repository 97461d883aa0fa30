"""Files that a form loads and saves: nothing is replaced unasked; who answers is in the name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coherence_kit.model.questionnaire import Questionnaire
from tests.browser import Form, layout_of, write_form
from tests.functional.test_html_form import draft_saying, everything

pytestmark = pytest.mark.slow

OpenForm = Callable[..., Form]
LONGEST_NAME = 200  # bytes; most disks take 255, and a browser adds such as "(1)"


@pytest.fixture(scope="module")
def mixed() -> Questionnaire:
    return everything("Text")


@pytest.fixture
def form(open_form: OpenForm, tmp_path: Path, mixed: Questionnaire) -> Form:
    return open_form(write_form(tmp_path, layout_of(mixed)))


def a_file(**stated: Any) -> dict[str, Any]:
    return {
        "format": "coherence-kit/submission/1",
        "questionnaire": {"id": "whole", "version": "1.0"},
        "answers": {},
        **stated,
    }


def choose(form: Form, submission: dict[str, Any]) -> None:
    """Choose a file, whatever becomes of it."""
    data = json.dumps(submission).encode()
    form.page.set_input_files(
        "#file", {"name": "new.yaml", "mimeType": "text/plain", "buffer": data}
    )


FULL = {
    "a.scale": {
        "answer": "2",
        "comment": "Both.",
        "evidence": [{"title": "Decree"}, {"title": "Minutes"}],
    },
    "a.yes": {"answer": "yes"},
    "b.text": {"unknown": None, "review": {"verdict": "query"}},
    "of-another-form": {"answer": "1"},
}


def test_what_would_be_lost_is_counted_before_a_file_is_loaded(
    form: Form, mixed: Questionnaire
) -> None:
    form.load(a_file(country="GHA", respondent={"entity": "Ministry"}, answers=FULL))
    assert form.asked == []  # the page was empty
    form.page.once("dialog", form.refuse)
    choose(form, a_file(answers={"a.yes": "yes", "b.text": {"answer": "Words"}}))
    form.wait_until_asked()
    (asked,) = form.asked
    assert asked.splitlines() == [
        "new.yaml replaces what is on this page. This would be lost here:",
        "– 3 answers",
        "– 1 comment",
        "– 2 documents",
        "– 1 review",
        "– 2 entries about these answers",
        "Load the file all the same?",
    ]
    assert form.answers()["answers"] == FULL
    form.agree()
    form.field("a.scale", "comment").fill("Three.")
    form.load(a_file(), "new.yaml")
    assert "Some of it is not in a file yet." in form.asked[-1]
    assert form.answers()["answers"] == {}


@pytest.mark.parametrize(
    ("answers", "lost"),
    [
        ({"a.yes": {"answer": "yes"}}, ""),
        ({"a.yes": {"answer": "no"}}, "1 answer"),
        ({"a.yes": {"comment": "Why"}}, "1 answer"),
        ({"a.scale": {"answer": "2"}}, "1 answer"),
    ],
)
def test_nothing_is_asked_where_nothing_is_lost(
    form: Form, answers: dict[str, Any], lost: str
) -> None:
    form.agree()
    form.option("a.yes", "yes").check()
    form.load(a_file(answers=answers))
    assert [lost in text for text in form.asked] == ([True] if lost else [])


@pytest.mark.parametrize(
    ("said", "lost"),
    [
        ({"standing": "illustrative"}, "1 entry about"),
        ({"country_name": {"en": "Land", "fr": "Pays"}}, "1 entry about"),
        ({"round": {"en": "First", "fr": "Premier"}}, "1 entry about"),
        ({"respondent": {"entity": {"en": "Ministry"}, "post": "desk"}}, "2 entries about"),
        ({"answers": {"a.yes": {"answer": "yes", "mine": "Aside"}}}, "1 answer"),
        ({"answers": {"a.yes": {"answer": "yes", "evidence": "A decree"}}}, "1 answer"),
        ({"answers": {"a.yes": {"answer": "yes", "comment": ["One", "Two"]}}}, "1 answer"),
        ({"answers": {"a.yes": {"answer": "yes", "review": "Looks right"}}}, "1 answer"),
        ({"standing": None, "signed_off": " ", "offices": {}, "respondent": {"role": None}}, ""),
        ({"answers": {"a.yes": {"answer": "yes", "recheck": "true"}}}, ""),
    ],
)
def test_what_the_form_has_no_field_for_is_lost_as_well(
    form: Form, said: dict[str, Any], lost: str
) -> None:
    same = {"answers": {"a.yes": {"answer": "yes"}}}
    form.load(a_file(**{**same, **said}))
    form.load(a_file(**{**same, **said}))
    assert form.asked == []  # the same again
    form.agree()
    form.load(a_file(**same))
    assert [f"– {lost}" in text for text in form.asked] == ([True] if lost else [])


def test_answers_that_a_page_came_with_are_on_it_too(
    open_form: OpenForm, tmp_path: Path, mixed: Questionnaire
) -> None:
    layout = layout_of(mixed)
    form = open_form(write_form(tmp_path, layout, draft_saying("x", layout)))
    form.agree()
    form.load(a_file())
    assert "– 2 answers\n– 1 comment\n– 1 document\n" in form.asked[0]


def test_what_is_set_aside_is_lost_as_well(form: Form) -> None:
    form.field("b.text", "answer").fill("Half a sentence")
    form.option("b.text", "!not_applicable").check()
    form.agree()
    form.load(a_file())
    assert "– 1 answer\n" in form.asked[0]


def test_a_file_that_is_refused_asks_nothing(form: Form) -> None:
    form.option("a.yes", "yes").check()
    form.load("[]", "wrong.yaml")
    assert form.asked == []
    assert form.state("a.yes") == "answered"


# --- the names of saved files ---------------------------------------------------------------------


def named(form: Form, entity: str, round_: str = "First round 2026") -> str:
    form.page.fill("#about-country", "KEN")
    form.page.fill("[data-head=round]", round_)
    form.page.fill('[data-head="respondent.entity"]', entity)
    name: str = form.saved()[0]
    return name


def test_a_saved_file_is_named_by_who_answers(form: Form) -> None:
    start = "ken-first-round-2026"
    assert named(form, "Ministry of Labour") == f"{start}-ministry-of-labour-whole.submission.yaml"
    assert named(form, "  ../..\\Büro: 1/2* ") == f"{start}-büro-1-2-whole.submission.yaml"
    assert named(form, "وزارة العمل") == f"{start}-وزارة-العمل-whole.submission.yaml"
    assert named(form, "") == f"{start}-whole.submission.yaml"
    form.page.fill('[data-head="respondent.entity"]', "Ministry of Labour")
    assert form.saved("copy")[0] == f"{start}-ministry-of-labour-whole.form.html"


@pytest.mark.parametrize("sign", ["a", "é", "ع", "中", "𝒜", "e\u0301"])
def test_a_name_has_a_length_that_every_disk_takes_and_stays_apart(form: Form, sign: str) -> None:
    one, other = (named(form, sign * 300 + end, sign * 300) for end in "12")
    assert one != other
    assert len(one.encode()) < LONGEST_NAME
    assert one.endswith("-whole.submission.yaml")
    assert "\ufffd" not in one


def test_a_name_in_several_languages_is_that_of_the_page(form: Form) -> None:
    entity = {"fr": "Ministère du Travail", "en": "Ministry of Labour"}
    form.load(a_file(country="KEN", respondent={"entity": entity}))
    assert form.saved()[0] == "ken-ministry-of-labour-whole.submission.yaml"
