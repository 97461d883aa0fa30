"""Answers out of pages as they come.

They are the kit's own, pages changed by hand, others, and what is no page at all.
"""

from __future__ import annotations

import pytest

from coherence_kit.forms.page import reader as html_reader
from coherence_kit.forms.page.form import GENERATOR, html_form
from coherence_kit.forms.page.reader import read_page
from coherence_kit.loading.submissions import load_submission_file
from tests.browser import layout_of
from tests.builders import a_question, a_questionnaire

LAYOUT = layout_of(a_questionnaire(a_question("a.law"), a_question("a.plan", "boolean")))
DRAFT = {
    "format": "coherence-kit/submission/1",
    "questionnaire": {"id": "whole", "version": "1.0"},
    "country": "GHA",
    "answers": {
        "a.law": {"answer": "2", "comment": "In force since 2024."},
        "a.plan": {"answer": "yes"},
    },
}
PAGE = html_form(LAYOUT, DRAFT)


def codes(page: str | bytes) -> list[str]:
    data = page.encode() if isinstance(page, str) else page
    return [problem.code for problem in read_page(data, "form.html").problems]


def changed(old: str, new: str) -> str:
    assert PAGE.count(old) >= 1
    return PAGE.replace(old, new, 1)


def test_a_page_is_read_as_a_submission_file() -> None:
    document = read_page(PAGE.encode(), "form.html")
    file = load_submission_file(document)
    assert document.problems == []
    assert document.value == DRAFT
    assert file is not None
    assert file.country == "GHA"


def test_an_empty_form_is_a_valid_draft() -> None:
    document = read_page(html_form(LAYOUT).encode(), "form.html")
    assert load_submission_file(document) is not None
    assert document.problems == []


def test_places_are_those_of_the_page() -> None:
    page = changed('"comment": "In force', '"coment": "In force')
    document = read_page(page.encode(), "form.html")
    load_submission_file(document)
    (problem,) = document.problems
    assert problem.code == "schema.unknown-key"
    assert '"coment"' in page.splitlines()[problem.line - 1]
    assert page.splitlines()[problem.line - 1][problem.column - 1 :].startswith('"coment"')


def test_line_ends_of_windows_change_nothing() -> None:
    document = read_page(PAGE.replace("\n", "\r\n").encode(), "form.html")
    assert document.problems == []
    assert document.value == DRAFT


@pytest.mark.parametrize(
    "page",
    [
        changed('"answer": "2",', '"answer": "2"'),
        changed('"country": "GHA",', '"country": "GHA,'),
        changed('"answers": {', '"answers": {{'),
        changed('"GHA"', "GHA]"),
    ],
)
def test_a_block_broken_by_hand_is_told_with_its_line(page: str) -> None:
    (problem,) = read_page(page.encode(), "form.html").problems
    assert problem.code == "page.broken"
    assert problem.line > 9
    found, _, cure = problem.sentences
    assert found.startswith("the block of answers was changed and cannot be read: ")
    assert cure.startswith("mend this place")


def test_a_block_without_an_end_is_broken() -> None:
    start = PAGE.index('"answers": {')
    assert codes(PAGE[:start]) == ["page.broken"]


def test_an_answer_given_twice_is_told_as_in_any_file() -> None:
    assert codes(changed('"country": "GHA",', '"country": "GHA",\n"country": "FRA",')) == [
        "yaml.duplicate-key"
    ]


def test_answers_changed_by_hand_are_checked_like_any_others() -> None:
    document = read_page(changed('"answers": {', '"answer": {').encode(), "form.html")
    load_submission_file(document)
    assert [problem.code for problem in document.problems] == ["schema.unknown-key"]


@pytest.mark.parametrize(
    "page",
    ["<!DOCTYPE html><title>x</title>", "<html><script id='answers'>{}</script>", "", "PK\x03\x04"],
)
def test_what_is_no_form_of_the_kit_is_said_to_be_none(page: str) -> None:
    assert codes(page) == ["page.no-form"]


@pytest.mark.parametrize(
    "page",
    [
        changed('id="answers"', 'id="other"'),
        changed(
            '<script type="application/json" id="answers">',
            '<script type="text/plain" id="answers">',
        ),
        PAGE[: PAGE.index('<script type="application/json" id="answers">')],
        PAGE[: PAGE.index("\n{")] + "\n" + PAGE[PAGE.index("</script") :],
    ],
)
def test_a_form_without_its_block_has_no_answers(page: str) -> None:
    assert codes(page) == ["page.no-answers"]


def test_of_two_blocks_none_is_taken() -> None:
    block = '<script type="application/json" id="answers">\n{}\n</script>\n'
    (problem,) = read_page(changed("<style>", f"{block}<style>").encode(), "form.html").problems
    assert problem.code == "page.two-blocks"
    assert problem.params == {"first": "9"}


@pytest.mark.parametrize(
    "tag",
    [
        '<script id="answers" type="application/json">',
        "<SCRIPT TYPE='application/json' ID='answers'>",
        '<script\n  type = "application/json"\n  id = "answers" data-x="1">',
        "<script type=application/json id=answers>",
    ],
)
def test_the_block_is_found_however_another_program_writes_its_tag(tag: str) -> None:
    assert codes(changed('<script type="application/json" id="answers">', tag)) == []


def test_a_page_that_is_too_large_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_reader, "MAX_PAGE", 1000)
    (problem,) = read_page(PAGE.encode(), "form.html", max_size=500).problems
    assert problem.code == "page.too-large"
    assert "1,000 bytes" in problem.sentences[1]


def test_answers_that_are_too_large_are_told_as_in_any_file() -> None:
    assert codes(changed('"GHA"', f'"{"x" * 9_000_000}"')) == ["file.too-large"]


def test_a_page_of_nothing_but_beginnings_is_read_at_once() -> None:
    page = f'<meta content="{GENERATOR}">' + "<script " * 200_000
    assert codes(page) == ["page.no-answers"]
