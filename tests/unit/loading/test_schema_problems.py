"""What pydantic says several times is told once, at the place where it stands in the file."""

from __future__ import annotations

from typing import Literal

import pytest
from pydantic import BaseModel

from coherence_kit.loading.documents import Document, compose_document
from coherence_kit.loading.schema_problems import validate, validate_rest
from coherence_kit.model.measures import MeasureCatalogue
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import SubmissionFile

SUBMISSION = 'format: coherence-kit/submission/1\nquestionnaire: {id: a, version: "1.0"}\n'
QUESTIONS = """\
format: coherence-kit/questionnaire/1
id: a
version: "1.0"
title: T
sections:
- id: s
  title: S
  questions:
  - """
MEASURES = """\
format: coherence-kit/measures/1
id: a
version: "1.0"
questionnaire: q
measures:
- {id: m, label: l, text: t, why: w, lead_role: labour, horizon: short, effort: {days: 1},
   first_steps: [{actor: a, action: b, product: c}], raises: {question: a, to: 1}, fires_when: """


def told(model: type[BaseModel], text: str) -> list[tuple[str, str]]:
    """(code, last part of the place) of each problem."""
    document = compose_document(text.encode(), "file.yaml")
    assert document.problems == []
    model_or_none = validate(document, model)
    assert (model_or_none is None) == bool(document.problems)
    return [
        (problem.code, problem.path[-1] if problem.path else "") for problem in document.problems
    ]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("2", []),
        ("[a, b]", []),
        ("{anwser: 2}", [("schema.unknown-key", "anwser")]),
        ("{answer: {x: y}}", [("schema.value", "answer")]),
        ("{answer: [a, {b: c}, [d]]}", [("schema.value", "no. 2"), ("schema.value", "no. 3")]),
        ("{answer: 2, unknown: x}", [("schema.clash", "unknown")]),
        ("{answer: 2, unknown: x, not_applicable: y}", [("schema.clash", "unknown")]),
        ("{answer: , unknown: x}", []),
        ("{answer: , not_applicable: }", [("schema.empty", "not_applicable")]),
        ("{unknown: [a]}", [("schema.value", "unknown")]),
        (
            "{answer: 2, review: {verdict: bad, answer: [what, ever]}}",
            [("schema.choice", "verdict")],
        ),
        ("{answer: 2, review: {verdict: [bad]}}", [("schema.value", "verdict")]),
        (
            "{answer: 2, evidence: [{title: }, {titel: a}, b]}",
            [("schema.unknown-key", "titel"), ("schema.value", "no. 3")],
        ),
    ],
)
def test_an_answer_with_one_mistake_has_one_problem(
    entry: str, expected: list[tuple[str, str]]
) -> None:
    assert told(SubmissionFile, f"{SUBMISSION}answers: {{q: {entry}}}") == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("{id: q, type: text, label: l, text: t}", []),
        ("{id: q, type: text, lable: l, text: t}", [("schema.unknown-key", "lable")]),
        ("{id: q, type: text, text: t}", [("schema.missing-key", "q")]),
        ("{id: q, typ: text, label: l, text: t}", [("schema.unknown-key", "typ")]),
        ("{id: q, label: l, text: t}", [("schema.missing-key", "q")]),
        ("{id: q, type: txt, label: l, text: t}", [("schema.choice", "type")]),
        ("{id: q, type: , label: l, text: t}", [("schema.empty", "type")]),
        ("{id: q, type: [text], label: l, text: t}", [("schema.value", "type")]),
        ("{id: q, type: text, label: l, text: t, steps: {}}", [("schema.clash", "steps")]),
        ("{id: q, type: text, label: l, text: {text: t}}", [("schema.key", "text")]),
        (
            "{id: q, type: text, label: l, text: t, weight: {valeu: 2}}",
            [("schema.unknown-key", "valeu")],
        ),
        ("{id: q, type: scale, label: l, text: t, steps: {a: b, 1: c}}", [("schema.key", "a")]),
        ("{id: q, type: scale, label: l, text: t, steps: {1: c}}", [("schema.value", "steps")]),
        (
            (
                "{id: q, type: scale, label: l, text: t, steps: {0: a, 1: b}, scale: {id: x, "
                "step: [0, 1]}}"
            ),
            [("schema.unknown-key", "step")],
        ),
        (
            "{type: scale, label: l, text: t, steps: {0: a, 1: b}, scale: {id: x, steps: [0, 1]}}",
            [("schema.missing-key", "no. 1")],
        ),
        (
            "{id: q, type: scale, label: l, text: t, steps: {0: a, 1: b}, scale: {steps: [0, 1]}}",
            [("schema.missing-key", "scale")],
        ),
        (
            (
                "{id: q, type: choice, label: l, text: t, options: [{id: a, text: b, score: 200}, "
                "{id: b, text: c, score: 0}]}"
            ),
            [("schema.value", "score")],
        ),
        (
            "{id: q, type: choice, label: l, text: t, options: [{id: a, text: b, score: 1}]}",
            [("schema.value", "options")],
        ),
        (
            "{id: q, type: boolean, label: l, text: t, depends_on: x}",
            [("schema.value", "depends_on")],
        ),
        (
            "{id: q, type: boolean, label: l, text: t, depends_on: {question: a}}",
            [("schema.missing-key", "depends_on")],
        ),
        (
            "{id: q, type: boolean, label: l, text: t, depends_on: {qestion: a, in: x}}",
            [("schema.unknown-key", "qestion")],
        ),
        (
            (
                "{id: q, type: boolean, label: l, text: t, depends_on: {all: [{any: [{question: "
                "a, inn: x}]}]}}"
            ),
            [("schema.unknown-key", "inn")],
        ),
        (
            "{id: q, type: multiple-choice, label: l, text: t, options: [a, b]}",
            [("schema.value", "no. 1"), ("schema.value", "no. 2")],
        ),
        (
            (
                "{id: q, type: multiple-choice, label: l, text: t, options: [{id: a, text: b}, "
                "{id: b, text: c}], target: a}"
            ),
            [("schema.value", "target")],
        ),
        (
            (
                "{id: q, type: multiple-choice, label: l, text: t, options: [{id: a, text: b}, "
                "{id: b, text: c}], scoring: sum}"
            ),
            [("schema.choice", "scoring")],
        ),
        (
            (
                "{id: q, type: multiple-choice, label: l, text: t, options: [{id: a, text: b, "
                "score: 1}, {id: b, text: c}]}"
            ),
            [("schema.unknown-key", "score")],
        ),
        (
            (
                "{id: q, type: choice, label: l, text: t, options: [{id: a, text: b, points: 1}, "
                "{id: b, text: c}]}"
            ),
            [("schema.unknown-key", "points")],
        ),
        (
            "{id: q, type: number, label: l, text: t, goalposts: {low: 1, hihg: 2}}",
            [("schema.unknown-key", "hihg")],
        ),
        (
            "{id: q, type: number, label: l, text: t, goalposts: {low: 1}}",
            [("schema.missing-key", "goalposts")],
        ),
        ("{id: q, type: number, label: l, text: t, smallest: nan}", [("schema.value", "smallest")]),
        (
            "{id: q, type: number, label: l, text: t, thresholds: {score: 0}}",
            [("schema.value", "thresholds")],
        ),
        ("{id: q, type: number, label: l, text: t, options: []}", [("schema.clash", "options")]),
        (
            (
                "{id: q, type: matrix, label: l, text: t, rows: [], columns: [{id: a, text: b}, "
                "{id: b, text: c}]}"
            ),
            [("schema.empty", "rows")],
        ),
        (
            (
                "{id: q, type: matrix, label: l, text: t, rows: [{id: r}], columns: [{id: a, "
                "text: b}, {id: b, text: c}]}"
            ),
            [("schema.missing-key", "r")],
        ),
        (
            (
                "{id: q, type: matrix, label: l, text: t, columns: [{id: a, text: b}, {id: b, "
                "text: c}]}"
            ),
            [("schema.missing-key", "q")],
        ),
        ("{id: q, type: matirx, label: l, text: t}", [("schema.choice", "type")]),
        (
            "{id: q, type: scale, label: l, text: t, steps: {0: a, 1: b}, half_step: {id: partly}}",
            [("schema.missing-key", "half_step")],
        ),
        ("[a]", [("schema.value", "no. 1")]),
        ("", [("schema.empty", "no. 1")]),
    ],
)
def test_a_question_with_one_mistake_has_one_problem(
    question: str, expected: list[tuple[str, str]]
) -> None:
    assert told(Questionnaire, QUESTIONS + question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("type: scale, steps: {0: a, 1: b}, target: [1]", "a step, such as 3"),
        ("type: boolean, target: [true]", "yes or no"),
        (
            "type: choice, options: [{id: a, text: a}, {id: b, text: b}], target: [a]",
            "the id of one option",
        ),
        (
            "type: multiple-choice, options: [{id: a, text: a}, {id: b, text: b}], target: a",
            "a list of boxes, such as",
        ),
        ("type: number, target: [1]", "a number"),
        ("type: number, goalposts: 5", "the numbers that score 0 and 100"),
        ("type: number, thresholds: [5, 6]", "a class, such as"),
        (
            "type: matrix, rows: [a], columns: [{id: a, text: a}, {id: b, text: b}]",
            "a row, such as",
        ),
        (
            "type: matrix, rows: [{id: a, label: a}], columns: [{id: a, text: a}, b]",
            "an option, such as",
        ),
        (
            (
                "type: matrix, rows: [{id: a, label: a, target: [b]}], columns: [{id: a, text: "
                "a}, {id: b, text: b}]"
            ),
            "the id of one column",
        ),
        (
            "type: scale, steps: {0: a, 1: b}, half_step: partly",
            "{id: partly, text: In some regions.}",
        ),
    ],
)
def test_what_is_expected_is_said_for_the_type_of_the_question(
    question: str, expected: str
) -> None:
    document = compose_document(
        f"{QUESTIONS}{{id: q, label: l, text: t, {question}}}".encode(), "file.yaml"
    )
    assert validate(document, Questionnaire) is None
    assert expected in document.problems[0].params["expected"]


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("{order: [C, B, A]}", []),
        ('{order: [C, B, A], counts_as: {"C*": C}}', []),
        ("[C, B, A]", [("schema.value", "letters")]),
        ("{order: C}", [("schema.value", "order")]),
        ("{order: []}", [("schema.empty", "order")]),
        ("{order: [C]}", [("schema.value", "order")]),
        ("{ordr: [C, B]}", [("schema.unknown-key", "ordr")]),
        ("{order: [C, C+, C B]}", [("schema.value", "no. 2"), ("schema.value", "no. 3")]),
        ("{order: [C, B, c]}", [("schema.value", "no. 3")]),
        ("{order: [C, B], counts_as: [D]}", [("schema.value", "counts_as")]),
        ("{order: [C, B], counts_as: {D: E}}", [("schema.value", "D")]),
        ("{order: [C, B], counts_as: {B: C}}", [("schema.key", "B")]),
        ("{order: [C, B], counts_as: {D+: C}}", [("schema.key", "D+")]),
        ("{order: [C, B], counts_as: {D: [C]}}", [("schema.value", "D")]),
    ],
)
def test_letters_with_one_mistake_have_one_problem(
    letters: str, expected: list[tuple[str, str]]
) -> None:
    question = "{id: q, type: text, label: l, text: t}"
    assert told(Questionnaire, f"{QUESTIONS}{question}\nletters: {letters}") == expected


@pytest.mark.parametrize(
    ("trigger", "expected"),
    [
        ("{question: a, step: 1}", []),
        ("", [("schema.empty", "fires_when")]),
        ("small", [("schema.value", "fires_when")]),
        ("[all]", [("schema.value", "fires_when")]),
        ("{question: a}", [("schema.missing-key", "fires_when")]),
        ("{question: a, steps: [0]}", [("schema.unknown-key", "steps")]),
        ("{question: a, step: [x]}", [("schema.value", "no. 1")]),
        ("{question: a, step: 1, option: b}", [("schema.clash", "step")]),
        ("{all: }", [("schema.empty", "all")]),
        ("{all: [small]}", [("schema.value", "no. 1")]),
    ],
)
def test_a_trigger_with_one_mistake_has_one_problem(
    trigger: str, expected: list[tuple[str, str]]
) -> None:
    assert told(MeasureCatalogue, f"{MEASURES}{trigger}}}") == expected


def test_the_rest_of_a_submission_is_what_has_no_mistake() -> None:
    text = (
        f"{SUBMISSION}country: [a]\nround: One\nanswers: {{a: 1, b: {{anwser: 2}}, c: {{answer: "
        f"{{}}}}, d: x}}"
    )
    rest = validate_rest(compose_document(text.encode(), "file.yaml"), SubmissionFile, "answers")
    assert rest is not None
    assert (rest.country, rest.round, list(rest.answers)) == (None, "One", ["a", "d"])


@pytest.mark.parametrize(
    "text", ["country: GHA", f"{SUBMISSION}answers: []", "format: coherence-kit/submission/1\nx: y"]
)
def test_where_the_head_is_wrong_there_may_be_no_rest(text: str) -> None:
    document = compose_document(text.encode(), "file.yaml")
    rest = validate_rest(document, SubmissionFile, "answers")
    assert rest is None or dict(rest.answers) == {}


def test_an_error_of_a_type_that_is_not_listed_has_pydantics_words() -> None:
    class Odd(BaseModel):
        format: str
        number: complex
        word: Literal["a"]

    document = Document(
        "file.yaml", compose_document(b"format: x\nnumber: x\nword: a", "file.yaml").composed
    )
    assert validate(document, Odd) is None
    (problem,) = document.problems
    assert (problem.code, problem.line, problem.column) == ("schema.value", 2, 9)
    assert "complex" in problem.params["expected"]


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("Act of 2024", 'evidence: [{title: "Act of 2024"}]'),
        ("'The \"Act\" of 2024'", r'evidence: [{title: "The \"Act\" of 2024"}]'),
        ("[Act of 2024]", '{title: "Act of 2024"}'),
    ],
)
def test_a_text_in_the_place_of_documents_is_written_out_as_one(written: str, line: str) -> None:
    source = f"{SUBMISSION}answers:\n  a.b: {{answer: 2, evidence: {written}}}\n"
    document = compose_document(source.encode(), "file.yaml")
    validate(document, SubmissionFile)
    (problem,) = document.problems
    assert (problem.code, problem.params["line"]) == ("schema.document", line)
    mended = source.replace(written.strip("[]") if line.startswith("{") else written, line)
    mended = mended.replace("evidence: evidence:", "evidence:")
    assert validate(compose_document(mended.encode(), "file.yaml"), SubmissionFile) is not None


def test_in_json_the_keys_of_the_line_have_quotes() -> None:
    source = (
        '{"format": "coherence-kit/submission/1", "questionnaire": {"id": "a", "version": "1.0"},'
        ' "answers": {"a.b": {"answer": "2", "evidence": "Act of 2024"}}}'
    )
    document = compose_document(source.encode(), "file.json")
    validate(document, SubmissionFile)
    (problem,) = document.problems
    assert problem.params["line"] == '"evidence": [{"title": "Act of 2024"}]'


@pytest.mark.parametrize("written", ["yes", "Act", "see above", "14 2024", "{title: Act of 2024}"])
def test_what_may_be_no_title_is_not_written_out(written: str) -> None:
    source = f"{SUBMISSION}answers:\n  a.b: {{answer: 2, evidence: {written}}}\n"
    assert [code for code, _ in told(SubmissionFile, source)] == ["schema.value"]
