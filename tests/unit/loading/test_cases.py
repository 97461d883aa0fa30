from __future__ import annotations

import pytest

from coherence_kit.loading.cases import BoundCase, bind_cases, load_cases
from coherence_kit.loading.documents import Document, compose_document
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.scoring.tree import build_tree
from tests.builders import a_matrix, a_question, a_questionnaire, levels

HEAD = "format: coherence-kit/cases/1\nid: mine\nquestionnaire: whole\ncases:\n"
WHOLE = a_questionnaire(
    a_question("rule"),
    a_question("law", "boolean"),
    a_question("seat", "choice", not_applicable="forbidden"),
    a_question("when", "date", weight=0),
    levels=levels(0, 50),
)


def bound(text: str, questionnaire: Questionnaire = WHOLE) -> tuple[Document, list[BoundCase]]:
    document = compose_document((HEAD + text).encode(), "mine.cases.yaml")
    loaded = load_cases(document)
    if loaded is None:
        return document, []
    tree = build_tree(questionnaire)
    return document, list(bind_cases(document, loaded, questionnaire, tree, ["write-rule"]))


def told(document: Document) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(problem.code, problem.line, problem.path) for problem in document.problems]


def test_questions_not_listed_are_filled_by_their_type() -> None:
    document, (case,) = bound(
        """\
- name: Filled
  fill: {scale: 2, boolean: yes, evidence: true}
  answers: {seat: all}
  expect: {value: 83.3}
"""
    )
    answers = case.submission.answers
    assert document.problems == []
    assert {name: answer.value for name, answer in answers.items()} == {
        "rule": 2,
        "law": True,
        "seat": "all",
    }
    assert {name: answer.has_evidence for name, answer in answers.items()} == {
        "rule": True,
        "law": True,
        "seat": False,
    }


def in_a_matrix(fill: str, answers: str = "") -> tuple[Document, list[BoundCase]]:
    text = f"- name: a\n  fill: {fill}\n  answers: {{{answers}}}\n  expect: {{coverage: 0}}\n"
    return bound(text, a_questionnaire(a_question("rule"), a_matrix("seats")))


def test_the_rows_of_a_matrix_are_filled_with_a_column() -> None:
    document, (case,) = in_a_matrix("{rows: {seats: some}, evidence: yes}", "seats.two: all")
    assert document.problems == []
    assert {name: answer.value for name, answer in case.submission.answers.items()} == {
        "seats.one": "some",
        "seats.two": "all",
    }
    assert case.submission.answer("seats.one").has_evidence


@pytest.mark.parametrize("name", ["rule", "seats.one", "seat", "part"])
def test_only_matrices_have_rows_to_fill(name: str) -> None:
    document, cases = in_a_matrix(f"{{rows: {{{name}: some}}}}")
    assert told(document) == [
        ("cases.unknown-id", 6, ("cases", "a", "fill", "rows", name)),
    ]
    assert document.problems[0].params["what"] == "matrix"
    assert cases == []


def test_a_column_that_the_matrix_has_not_is_told_once() -> None:
    document, cases = in_a_matrix("{rows: {seats: most}}")
    assert told(document) == [("cases.fill", 6, ("cases", "a", "fill", "rows", "seats"))]
    assert document.problems[0].params["id"] == "seats.one"
    assert cases == []


@pytest.mark.parametrize("empty", ["", "{answer: }", "{unknown: }", "{not_applicable: none}"])
def test_a_question_that_is_listed_is_never_filled(empty: str) -> None:
    _, (case,) = bound(
        f"- name: a\n  fill: {{scale: 2}}\n  answers:\n    rule: {empty}\n  expect: {{coverage: "
        f"0}}\n"
    )
    assert case.submission.answer("rule").value is None


def test_without_fill_and_evidence_nothing_is_added() -> None:
    _, cases = bound(
        "- name: a\n  expect: {coverage: 0}\n- name: b\n  fill:\n    scale: 1\n  expect: "
        "{coverage: 0}\n- name: c\n"
        "  fill:\n  answers:\n  expect: {coverage: 0}\n"
    )
    assert [len(case.submission.answers) for case in cases] == [0, 1, 0]
    assert not cases[1].submission.answer("rule").has_evidence


@pytest.mark.parametrize(
    ("answers", "code", "last"),
    [
        ("rul: 2", "submission.unknown-question", "rul"),
        ("rule: 7", "submission.answer", "rule"),
        ("rule: {answer: 7}", "submission.answer", "answer"),
        ("seat: {not_applicable: none}", "submission.not-applicable", "seat"),
        ("rule: {anser: 2}", "schema.unknown-key", "anser"),
    ],
)
def test_a_wrong_answer_is_told_as_in_a_submission_at_its_line(
    answers: str, code: str, last: str
) -> None:
    document, cases = bound(
        f"- name: First\n  answers:\n    law: yes\n    {answers}\n  expect: {{coverage: 0}}\n"
    )
    ((found, line, path),) = told(document)
    assert (found, line, path[:2], path[-1]) == (code, 8, ("cases", "First"), last)
    assert cases == []


@pytest.mark.parametrize(
    ("expect", "what"),
    [
        ("gaps: [rule, rul]", "question"),
        ("gaps: [part]", "question"),
        ("measures: [write-rules]", "measure"),
        ("nodes: {parts: {value: 1}}", "section or question"),
        ("level: level-3", "level"),
        ("nodes: {part: {level: level-3}}", "level"),
        ("nodes: {part: {level_high: level-3}}", "level"),
        ("level_low: level-3", "level"),
        ("programme: {level: level-3}", "level"),
    ],
)
def test_what_is_expected_has_to_exist(expect: str, what: str) -> None:
    document, cases = bound(f"- name: a\n  expect:\n    {expect}\n")
    assert [(problem.code, problem.params["what"]) for problem in document.problems] == [
        ("cases.unknown-id", what)
    ]
    assert cases == []


@pytest.mark.parametrize(
    "level", ["insufficient data", "not applicable", "not asked", "not scored", "level-2"]
)
def test_a_level_may_be_a_word_for_none(level: str) -> None:
    document, cases = bound(f"- name: a\n  expect: {{level: {level}}}\n")
    assert (document.problems, len(cases)) == ([], 1)


def test_an_answer_that_does_not_fit_every_question_of_its_type_fills_nothing() -> None:
    two_steps = a_questionnaire(a_question("rule"), a_question("short", steps=(0, 1)))
    document, cases = bound("- name: a\n  fill: {scale: 2}\n  expect: {value: 50.0}\n", two_steps)
    assert told(document) == [("cases.fill", 6, ("cases", "a", "fill", "scale"))]
    assert document.problems[0].params["id"] == "short"
    assert cases == []


def test_an_answer_that_fills_has_to_fit_listed_questions_only_in_their_own_line() -> None:
    two_steps = a_questionnaire(a_question("rule"), a_question("short", steps=(0, 1)))
    document, cases = bound(
        "- name: a\n  fill: {scale: 2}\n  answers: {short: 1}\n  expect: {value: 75.0}\n", two_steps
    )
    assert (document.problems, len(cases)) == ([], 1)


def test_a_slip_in_one_case_does_not_hide_the_others() -> None:
    document, cases = bound(
        "- nme: a\n  expect: {coverage: 0}\n- name: b\n  expect: {coverage: 0}\n"
        "- name: c\n  answers: {rule: 9}\n"
        "  expect: {coverage: 0}\n"
    )
    assert [code for code, _, _ in told(document)] == ["schema.unknown-key", "submission.answer"]
    assert [(case.name, case.place) for case in cases] == [("b", ("cases", 1, "expect"))]


@pytest.mark.parametrize("text", ["", "- name: a\n", "[]\n", "3\n"])
def test_a_file_without_a_case_that_can_be_read_has_a_problem(text: str) -> None:
    document, cases = bound(text)
    assert len(document.problems) == 1
    assert cases == []


@pytest.mark.parametrize("questionnaire", ["", "Not an id", "[whole]"])
def test_without_a_questionnaire_nothing_is_bound(questionnaire: str) -> None:
    text = HEAD.replace("whole", questionnaire) + "- name: a\n  expect: {coverage: 0}\n"
    document = compose_document(text.encode(), "mine.cases.yaml")
    assert load_cases(document) is None
    assert len(document.problems) == 1


def test_a_broken_file_is_not_read_further() -> None:
    document = compose_document((HEAD + "- name: [\n").encode(), "mine.cases.yaml")
    before = list(document.problems)
    assert load_cases(document) is None
    assert document.problems == before


@pytest.mark.parametrize(
    "expect",
    [
        "",
        "{}",
        "{value: }",
        "{programme: }",
        "{programme: {value: }}",
        "{nodes: {part: }}",
        "{nodes: {part: {low: }}}",
    ],
)
def test_a_case_that_expects_nothing_is_a_warning(expect: str) -> None:
    document, _ = bound(f"- name: a\n  expect: {expect}\n")
    assert [code for code, _, _ in told(document)] == ["cases.nothing-expected"]


@pytest.mark.parametrize(
    "expect",
    [
        "{gaps: []}",
        "{measures: []}",
        "{programme: {level: level-2}}",
        "{nodes: {part: {low: 0.0}}}",
    ],
)
def test_an_empty_list_of_gaps_or_measures_is_something_to_expect(expect: str) -> None:
    assert bound(f"- name: a\n  expect: {expect}\n")[0].problems == []


def test_names_are_told_apart_without_regard_to_case() -> None:
    document, cases = bound(
        "- name: All\n  expect: {coverage: 0}\n- name: ALL\n  expect: {coverage: 0}\n"
    )
    assert [
        (problem.code, problem.line, problem.params["first_line"]) for problem in document.problems
    ] == [("cases.duplicate-name", 7, "5")]
    assert len(cases) == 2
