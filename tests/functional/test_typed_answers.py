"""By every door the same is taken for an answer, and what is refused is told where it belongs."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from coherence_kit.forms.draft import as_plain
from coherence_kit.forms.page.form import html_form
from coherence_kit.forms.page.reader import read_page
from coherence_kit.forms.xlsx.form import workbook_form
from coherence_kit.forms.yaml.form import yaml_form
from coherence_kit.loading.documents import Document, compose_document
from coherence_kit.loading.submissions import bind_readable, load_submission_file
from coherence_kit.loading.yaml.writer import to_yaml
from coherence_kit.model.fingerprint import fingerprint
from coherence_kit.model.submission import Submission
from coherence_kit.scoring.tree import build_tree
from coherence_kit.workflow.reading import as_yaml
from tests.workbooks import LAYOUT, a_draft, of_every_type, read, typed

CANONICAL: dict[str, Any] = {
    "first.scale": "2",
    "first.boolean": "yes",
    "first.choice": "some",
    "first.boxes": ["one", "three"],
    "second.number": "25",
    "second.date": "2026-06-30",
    "second.half": "2-partly",
    "second.matrix.one": "all",
    "second.inner.scale": {"unknown": None},
}
TYPED: dict[str, Any] = {
    "first.scale": "Step 2: Step 2.",
    "first.boolean": "Oui",
    "first.choice": "SOME - some",
    "first.boxes": ["One", "THREE"],
    "second.number": "٢٥",
    "second.date": "٢٠٢٦-٠٦-٣٠",
    "second.half": "step 2-partly",
    "second.matrix.one": "“All”",
    "second.inner.scale": "don’t know",
}
ASKED = of_every_type()


def by_yaml(answers: dict[str, Any]) -> Document:
    return compose_document(to_yaml(a_draft(answers)).encode(), "a.yaml")


def by_json(answers: dict[str, Any]) -> Document:
    return compose_document(json.dumps(a_draft(answers)).encode(), "a.json")


def by_page(answers: dict[str, Any]) -> Document:
    return read_page(html_form(LAYOUT, a_draft(answers)).encode(), "a.html")


def by_workbook(answers: dict[str, Any]) -> Document:
    cells = {
        name: "; ".join(answer) if isinstance(answer, list) else answer
        for name, answer in answers.items()
    }
    return read(typed(**cells))


def by_yaml_form(answers: dict[str, Any]) -> Document:
    return compose_document(yaml_form(LAYOUT, a_draft(answers)).encode(), "a.yaml")


def by_workbook_form(answers: dict[str, Any]) -> Document:
    return read(workbook_form(LAYOUT, a_draft(answers)))


def by_program(answers: dict[str, Any]) -> Document:
    document = Document("<answers>")
    document.replace_value(a_draft(answers))
    return document


DOORS = (by_yaml, by_json, by_page, by_workbook, by_program)


def bound(document: Document) -> Submission:
    file = load_submission_file(document)
    assert file is not None
    submission = bind_readable(document, file, ASKED, build_tree(ASKED))
    assert submission is not None
    return submission


@pytest.mark.parametrize("door", DOORS)
def test_what_is_typed_is_the_answer_that_it_means(door: Any) -> None:
    document = door(TYPED)
    submission = bound(document)
    assert [problem.code for problem in document.problems if "submission" in problem.code] == []
    assert fingerprint(submission) == fingerprint(bound(by_yaml(CANONICAL)))


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("said", ["1.250", "1,250"])
def test_a_number_with_two_meanings_is_refused_with_both(door: Any, said: str) -> None:
    document = door({"second.number": said})
    bound(document)
    (problem,) = document.problems
    assert problem.code == "submission.answer"
    assert problem.sentences[0] == f'the answer is "{said}", which can be 1.25 or 1250'
    assert problem.sentences[2] == "write 1.25 or 1250, whichever is meant."


def number_of(document: Document) -> object:
    submission = bound(document)
    assert document.problems == []
    return submission.answer("second.number").value


@pytest.mark.parametrize("door", DOORS)
def test_a_number_with_one_meaning_is_read(door: Any) -> None:
    for said in ("12,5", "12.5", "12\u066b5", "12.5000"):
        assert number_of(door({"second.number": said})) == Fraction("12.5")


def test_a_number_that_is_no_text_has_one_meaning() -> None:
    exact = Fraction("1.255")
    head = to_yaml(a_draft({}))
    for answer in ("1.255", "{answer: 1.255, comment: x}"):
        text = head.replace("answers: {}", f"answers: {{second.number: {answer}}}")
        assert number_of(compose_document(text.encode(), "a.yaml")) == exact
    assert number_of(by_json({"second.number": 1.255})) == exact
    assert number_of(read(typed(**{"second.number": 1.255}))) == exact


@pytest.mark.parametrize("door", [by_yaml_form, by_workbook_form, by_page])
def test_a_form_gives_back_the_number_that_it_was_filled_with(door: Any) -> None:
    given = as_plain(bound(by_json({"second.number": 1.255})))["answers"]
    assert number_of(door(given)) == Fraction("1.255")


def test_collecting_makes_no_number_of_a_text_and_no_text_of_a_number() -> None:
    for said, quoted in (("1.250", True), (1.255, False)):
        text = as_yaml(by_json({"second.number": said})).decode()
        assert (f'"{said}"' in text) is quoted
        document = compose_document(text.encode(), "a.yaml")
        bound(document)
        assert [problem.code for problem in document.problems] == ["submission.answer"] * quoted


def test_a_reviewers_number_is_read_alike() -> None:
    for answer, is_read in (("1.250", True), ('"1.250"', False), ('"1 250"', True)):
        text = to_yaml(a_draft({})).replace(
            "answers: {}",
            f"answers: {{second.number: {{answer: 2, review: {{answer: {answer}}}}}}}",
        )
        document = compose_document(text.encode(), "a.yaml")
        bound(document)
        assert (document.problems == []) is is_read


PLACES = {
    by_yaml: "under not_applicable, in place of the answer: first.scale: {not_applicable: ",
    by_json: "under not_applicable, in place of the answer: first.scale: {not_applicable: ",
    by_page: 'choose "Does not apply" in the form and write the reason',
    by_workbook: 'under "Or: not applicable, because …", column N of the workbook, and clear the',
    by_program: 'under not_applicable: "first.scale": {"not_applicable": ',
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("said", ["N/A", "sans objet"])
def test_not_applicable_is_told_where_its_reason_belongs(door: Any, said: str) -> None:
    document = door({"first.scale": said})
    assert "first.scale" not in bound(document).answers
    (problem,) = (one for one in document.problems if one.code.startswith("submission."))
    assert problem.code == "submission.reason-missing"
    assert PLACES[door] in problem.sentences[2]


def test_beside_a_comment_the_cure_keeps_the_comment() -> None:
    document = by_yaml({"first.scale": {"answer": "n.a.", "comment": "later"}})
    bound(document)
    (problem,) = document.problems
    assert problem.sentences[2].endswith('in place of the answer: not_applicable: "…"')


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("said", ["2 - Step 1", "2-3", "see above", "Yes"])
def test_what_means_no_step_is_refused_by_every_door(door: Any, said: str) -> None:
    document = door({"first.scale": said})
    bound(document)
    assert [one.code for one in document.problems if "submission" in one.code] == [
        "submission.answer"
    ]


def test_where_not_applicable_is_forbidden_nobody_is_sent_to_write_a_reason() -> None:
    asked = of_every_type().model_copy(
        update={"rubric": ASKED.rubric.model_copy(update={"not_applicable": "forbidden"})}
    )
    document = by_yaml({"first.scale": "N/A"})
    file = load_submission_file(document)
    assert file is not None
    bind_readable(document, file, asked, build_tree(asked))
    assert [problem.code for problem in document.problems] == ["submission.not-applicable"]


def test_a_reviewers_answer_has_no_state_of_its_own() -> None:
    review = {"verdict": "changed", "answer": "unknown"}
    document = by_yaml({"first.scale": {"answer": "2", "review": review}})
    bound(document)
    assert [problem.code for problem in document.problems] == ["submission.answer"]


def test_the_cure_for_not_applicable_works_when_it_is_followed() -> None:
    head = to_yaml(a_draft()).removesuffix("answers: {}\n")
    line = 'answers:\n  first.scale: {not_applicable: "no unit"}\n'
    document = compose_document(f"{head}{line}".encode(), "a.yaml")
    assert bound(document).answers["first.scale"].not_applicable == "no unit"
    assert not document.problems


@pytest.mark.parametrize("said", ["one; three", "one three", "one / three"])
def test_of_boxes_run_together_in_a_list_all_are_hinted_at(said: str) -> None:
    document = by_yaml({"first.boxes": [said]})
    bound(document)
    (problem,) = document.problems
    assert problem.sentences[2].endswith(" Did you mean [one, three]?")
