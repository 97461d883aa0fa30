"""Files without keys and values at their top, and results of the kit: what to give instead."""

from __future__ import annotations

import json

import pytest

from coherence_kit.loading.documents import compose_document
from coherence_kit.problems import Problem

SUBMISSION = {
    "format": "coherence-kit/submission/1",
    "questionnaire": {"id": "small", "version": "1.0"},
}
AS_YAML = "- format: coherence-kit/submission/1\n  country: GHA\n"


def only(text: str, source: str = "togo.json") -> Problem:
    (problem,) = compose_document(text.encode(), source).problems
    return problem


def said(text: str, source: str = "togo.json") -> tuple[str, str]:
    found, _, cure = only(text, source).sentences
    return found.removeprefix("the file holds no keys with values, but "), cure


def test_a_list_with_one_submission_becomes_it_by_the_cure() -> None:
    text = json.dumps([SUBMISSION])
    assert said(text) == (
        "a list of 1 submission",
        "take out the first bracket, [, and the last one, ]",
    )
    assert compose_document(text[1:-1].encode(), "togo.json").problems == []
    assert said(AS_YAML, "togo.yaml") == (
        "a list of 1 submission",
        "put a space in the place of the dash at the top",
    )
    assert compose_document(AS_YAML.replace("-", " ", 1).encode(), "togo.yaml").problems == []


def test_several_submissions_need_a_file_each() -> None:
    cure = "give each of them a file of its own, without the list around it"
    assert said(json.dumps([SUBMISSION] * 3)) == ("a list of 3 submissions", cure)
    assert said(AS_YAML * 2, "togo.yaml") == ("a list of 2 submissions", cure)


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ([], "an empty list"),
        ([1, 2], "a list of 2 entries"),
        ([{"id": "a"}], "a list of 1 entry"),
        ([SUBMISSION, 7], "a list of 2 entries"),
        ("Dear colleagues", 'only the text "Dear colleagues"'),
        (12, 'only the text "12"'),
        ("x" * 500, f'only the text "{"x" * 59}…"'),
    ],
)
def test_what_else_it_is_is_said(value: object, what: str) -> None:
    assert said(json.dumps(value)) == (
        what,
        "check that it is the right file; coherence new writes one to start from",
    )


def test_json_is_shown_a_line_of_json() -> None:
    assert '"format": "coherence-kit/submission/1"' in only("[]").sentences[1]
    assert '"format": "coherence-kit/submission/1"' in only("{}").sentences[1]
    assert '"' not in only("- a\n", "togo.yaml").sentences[1]
    assert '"' not in only("a: b\n", "togo.yaml").sentences[1]


@pytest.mark.parametrize("name", ["assessment", "robustness"])
@pytest.mark.parametrize("is_list", [True, False])
def test_results_name_the_submission_they_were_made_from(name: str, *, is_list: bool) -> None:
    entry = {"format": f"coherence-kit/{name}", "submission": {"source": "togo.yaml"}}
    problem = only(json.dumps([entry] if is_list else entry))
    assert problem.code == "schema.result"
    assert problem.sentences[2] == "give the submission that they were made from: togo.yaml"


def test_results_of_many_submissions_name_a_few_of_them() -> None:
    entries = [
        {"format": "coherence-kit/assessment", "submission": {"source": f"{letter}.yaml"}}
        for letter in "abcd"
    ]
    assert only(json.dumps(entries)).sentences[2].endswith(": a.yaml, b.yaml, c.yaml, …")
    for entry in entries:
        del entry["submission"]
    assert only(json.dumps(entries)).sentences[2].endswith("made from")
