"""Files of columns: what is wrong with one is told at its place."""

from __future__ import annotations

from functools import cache

import pytest

from coherence_kit.loading.columns import check_names, load_columns, stated_questionnaire
from coherence_kit.loading.documents import compose_document
from coherence_kit.model.columns import ColumnsFile
from coherence_kit.model.questionnaire import Questionnaire
from tests.builders import a_question, a_questionnaire, a_section

HEAD = "format: coherence-kit/columns/1\n"


@cache
def asked() -> Questionnaire:
    return a_questionnaire(
        a_section(
            "a",
            a_question("a.scale"),
            a_question("a.boxes", "multiple-choice"),
            a_question("a.number", "number"),
            a_question("a.text", "text"),
        ),
        renamed={"a.old": "a.scale"},
    )


def problems_of(text: str) -> list[tuple[str, int]]:
    document = compose_document((HEAD + text).encode(), "c.yaml")
    columns = load_columns(document)
    if columns is not None:
        check_names(document, columns, {asked().id: asked()}, [asked().id])
    return [(problem.code, problem.line) for problem in document.problems]


def columns_of(text: str) -> ColumnsFile:
    found = load_columns(compose_document((HEAD + text).encode(), "c.yaml"))
    assert found is not None
    return found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "columns:\ncodes:\nconstants:\nmissing:\nunknown:\nnot_applicable:\n",
        "columns: {Q1: A.Scale, Q2: a.scale evidence, Q3: a.old, Q4: Country, Q5: }\n",
        'codes: {a.scale: {"1": 0, A: 3, "9": }, a.boxes: {"3": [one, two], "0": []}}\n',
        'codes: {a.scale: {"77": unknown}, a.number: {high: 80}, "*": {"1": 0}}\n',
        "codes: {country: {GH: GHA}}\n",
        'missing: [".", -99]\nunknown: [-77]\nnot_applicable: {-88: no powers}\n',
        "constants: {questionnaire: whole 1.0, round: 2026, country: GHA, short: yes}\n",
    ],
)
def test_a_file_says_as_much_as_is_needed(text: str) -> None:
    assert problems_of(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("columns: [country]\n", [("schema.value", 2)]),
        ("columns: {Q1: [a.scale]}\n", [("schema.value", 2)]),
        ("columns: {Q1: a.scal}\n", [("columns.unknown-key", 2)]),
        ("columns: {Q1: a.scale comments}\n", [("columns.unknown-key", 2)]),
        ("columns: {Q1: a.scale, q1: a.text}\n", [("columns.twice", 2)]),
        ("columns: {Q1: a.scale, Q2: A.SCALE}\n", [("columns.twice", 2)]),
        ("columns: {Q1: a.scale, Q1: a.text}\n", [("yaml.duplicate-key", 2)]),
        ("codes: {a.scale: 3}\n", [("schema.value", 2)]),
        ("codes: {a.scale: {}}\n", [("schema.empty", 2)]),
        ("codes: {a.scal: {1: 2}}\n", [("columns.unknown-key", 2)]),
        ("codes:\n  a.scale:\n    1: 7\n    2: 3\n", [("columns.code", 4)]),
        ("codes: {a.boxes: {1: [one, x]}}\n", [("columns.code", 2)]),
        ("codes: {a.boxes: {1: one}}\n", [("columns.code", 2)]),
        ("codes: {a.number: {1: many}}\n", [("columns.code", 2)]),
        ("codes: {a.scale: {1: {unknown: }}}\n", [("schema.value", 2)]),
        ("constants: {county: GHA}\n", [("schema.unknown-key", 2)]),
        ("constants: {questionnaire: hole 1.0}\n", [("questionnaire.unknown", 2)]),
        ("missing: {a: b}\n", [("schema.value", 2)]),
        ("missing: [1]\nunknown: [1]\n", [("columns.two-meanings", 2)]),
        ("unknown: [1]\nnot_applicable: {1: no}\n", [("columns.two-meanings", 2)]),
        ('missing: [1]\ncodes: {"*": {1: 2}}\n', [("columns.two-meanings", 2)]),
        ("not_applicable: [1]\n", [("schema.value", 2)]),
        ("not_applicable: {1: }\n", [("schema.empty", 2)]),
        ("colums: {Q1: a.scale}\n", [("schema.unknown-key", 2)]),
    ],
)
def test_what_is_wrong_is_told_at_its_place(text: str, told: list[tuple[str, int]]) -> None:
    assert problems_of(text) == told


@pytest.mark.parametrize(
    ("named", "meant"),
    [("local 1.0", "local"), ("local/1.0", "local"), ("local", "local"), ("'local  2'", "local")],
)
def test_a_constant_names_a_questionnaire_with_its_version_or_without(
    named: str, meant: str
) -> None:
    assert stated_questionnaire(columns_of(f"constants: {{questionnaire: {named}}}\n")) == meant
    assert stated_questionnaire(columns_of("")) == ""
