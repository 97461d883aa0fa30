"""`use:` of a question of the questionnaire itself: what it may name, and where it may stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from coherence_kit.loading.composition import compose_parts
from coherence_kit.loading.documents import Document, compose_document
from coherence_kit.loading.questionnaires import load_questionnaire
from coherence_kit.model.questionnaire import Questionnaire, SharedQuestion

TEXT = """\
format: coherence-kit/questionnaire/1
id: own
version: "1.0"
title: Own
origin: {title: Example, publisher: Nobody, edition: "1"}
letters: {order: [D, C, B, A]}
rubric: {rule: none}
sections:
- id: asked
  title: Asked
  questions:
  - {id: law, type: boolean, label: Law, text: Is there a law?}
  - id: grade
    type: choice
    label: Grade
    text: Which?
    options:
    - {id: low, text: Low, score: 0, letter: D}
    - {id: high, text: High, score: 100, letter: A}
  - id: offices
    type: matrix
    label: Offices
    text: Is it there?
    rows: [{id: one, label: One}, {id: two, label: Two}]
    columns: [{id: none, text: None, score: 0}, {id: all, text: All, score: 100}]
- id: index
  title: Index
  {rubric}
  questions:
"""
MEAN = "rubric: {rule: arithmetic-mean}"


def read(
    *lines: str, rubric: str = MEAN, others: Mapping[str, Any] | None = None
) -> tuple[Questionnaire | None, Document]:
    """The questionnaire with these lines in its second section."""
    text = TEXT.replace("{rubric}", rubric) + "".join(f"  - {line}\n" for line in lines)
    document = compose_document(text.encode(), "own.yaml")
    compose_parts(document, (others or {}).get, ["own"])
    return load_questionnaire(document), document


def told(document: Document) -> list[tuple[str, int, str]]:
    return [(item.code, item.line, item.params.get("why", "")) for item in document.problems]


def test_a_question_is_asked_once_and_counts_where_it_is_used_with_its_weight_there() -> None:
    questionnaire, document = read("{use: own/law, weight: 3}", "use: own/grade")
    assert document.problems == []
    assert questionnaire is not None
    assert [question.id for question in questionnaire.questions()] == [
        "law",
        "grade",
        "offices.one",
        "offices.two",
    ]
    shared = questionnaire.sections[1].questions
    assert {
        part.question: int(part.weight.value) for part in shared if isinstance(part, SharedQuestion)
    } == {"law": 3, "grade": 1}


def test_rows_of_a_matrix_are_used_one_by_one() -> None:
    questionnaire, document = read("use: own/offices.one")
    assert document.problems == []
    assert questionnaire is not None


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("use: own/offices", "it is a matrix"),
        ("{use: own/law, weight: 0}", "it is not scored here"),
    ],
)
def test_what_cannot_count_is_refused(line: str, found: str) -> None:
    questionnaire, document = read("use: own/grade", line)
    assert questionnaire is None
    assert [(code, at) for code, at, _ in told(document)] == [("questionnaire.shared", 31)]
    assert found in told(document)[0][2]


def test_a_section_counts_an_answer_once() -> None:
    _, document = read("use: own/law", "use: own/law")
    assert told(document) == [
        (
            "questionnaire.shared",
            31,
            'it counts in the section "index" already',
        )
    ]


@pytest.mark.parametrize(
    ("rubric", "found"),
    [
        ("rubric: {rule: none}", 'the rule of "index" is none'),
        ("rubric: {rule: weakest-link}", "in numbers where it is asked and in letters here"),
        (
            "rubric: {not_applicable: forbidden}",
            "not_applicable is not the same here as where it is asked",
        ),
    ],
)
def test_an_answer_scores_alike_wherever_it_counts(rubric: str, found: str) -> None:
    questionnaire, document = read("use: own/grade", rubric=rubric)
    assert questionnaire is None
    assert [code for code, _, _ in told(document)] == ["questionnaire.shared"]
    assert found in told(document)[0][2]


def test_only_weight_and_points_may_stand_beside_it() -> None:
    _, document = read("{use: own/law, weight: 2, target: yes, type: boolean}")
    assert [code for code, _, _ in told(document)] == ["questionnaire.shared-key"] * 2


def test_a_question_that_is_not_there_is_named_with_the_nearest_one() -> None:
    _, document = read("use: own/lawe")
    assert [code for code, _, _ in told(document)] == ["questionnaire.unknown-use"]
    assert '"own/law"' in document.problems[0].params["hint"]


def test_places_of_other_mistakes_stay_those_of_the_file() -> None:
    _, document = read(
        "use: own/law", "{id: late, type: boolean, label: Late, text: Late?, weight: heavy}"
    )
    assert [(code, line) for code, line, _ in told(document)] == [("schema.value", 31)]


def test_a_borrowed_question_is_used_by_the_id_it_has_here() -> None:
    law = {"id": "rule", "type": "boolean", "label": "Rule", "text": "Is there a rule?"}
    other = {"id": "other", "sections": [{"id": "x", "title": "X", "questions": [law]}]}
    text = TEXT.replace("{rubric}", MEAN).replace(
        "  - {id: law,", "  - use: other/rule\n  - {id: law,"
    )
    document = compose_document(f"{text}  - use: own/rule\n".encode(), "own.yaml")
    borrowed = compose_parts(document, {"other": other}.get, ["own", "other"])
    questionnaire = load_questionnaire(document)
    assert borrowed == ("other",)
    assert document.problems == []
    assert questionnaire is not None
    assert next(questionnaire.questions()).id == "rule"
