"""The JSON Schemas that editors check with take every file that the kit takes,
short forms too, and refuse slips.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema  # it has no types of its own
import pytest
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from coherence_kit import content
from coherence_kit.loading.documents import read_document
from coherence_kit.loading.folders import yaml_files
from coherence_kit.problems import CATALOGUE, Severity
from coherence_kit.rendering.data.schema import schema_json
from coherence_kit.workflow.check import check
from tests.faulty.examples import HERE, QUESTIONNAIRES
from tests.functional.conftest import Run

SHIPPED = [*yaml_files(content.folder("questionnaires")), *yaml_files(content.folder("seeds"))]
KINDS = QUESTIONNAIRES / "kinds.yaml"
FAULTY = [
    path
    for path in sorted(HERE.glob("*.yaml"))
    if not path.name.startswith(("file.", "yaml.")) and read_document(path).kind
]

NOT_IN_A_SCHEMA = {
    "ids that exist elsewhere in the file or in other files": {
        "cases.unknown-id", "cases.unknown-questionnaire", "measures.unknown-measure",
        "measures.unknown-question", "measures.unknown-questionnaire", "questionnaire.renamed-to",
        "questionnaire.unknown-part", "questionnaire.unknown-question", "questionnaire.unknown-use",
        "sources.unknown-unit", "submission.unknown-question", "submission.unknown-role",
        "submission.matrix", "submission.country", "submission.version", "questionnaire.unknown",
        "mapping.unknown-item", "mapping.unknown-question", "mapping.unknown-questionnaire",
        "columns.unknown-key", "plan.unknown-measure", "plan.unknown-questionnaire",
    },
    "that something stands only once": {
        "cases.duplicate-name", "measures.duplicate-id", "questionnaire.duplicate-id",
        "questionnaire.duplicate-level", "questionnaire.duplicate-option",
        "questionnaire.earlier-id", "questionnaire.parts-clash",
        "questionnaire.renamed-and-removed", "questionnaire.table-twice", "sources.duplicate-unit",
        "mapping.duplicate-item", "mapping.duplicate-question", "columns.twice",
        "columns.two-meanings", "plan.twice",
    },
    "that nothing depends on itself": {"measures.circle", "questionnaire.circle"},
    "what is an answer to a question that stands elsewhere": {
        "cases.fill", "measures.step", "measures.fires-late", "questionnaire.condition-type",
        "questionnaire.condition-value", "questionnaire.evidence-key",
        "questionnaire.evidence-step", "questionnaire.evidence-from", "questionnaire.half-step",
        "questionnaire.source-step", "questionnaire.target", "sources.practice-scored",
        "columns.code", "submission.answer", "submission.reason-missing",
        "submission.not-applicable", "submission.state-denied", "submission.no-short-form",
        "submission.review-answer",
    },
    "which of several numbers or steps is the greater, or which are lacking": {
        "questionnaire.goalposts", "questionnaire.goalposts-log", "questionnaire.levels",
        "questionnaire.no-score", "questionnaire.range", "questionnaire.scale",
        "questionnaire.steps", "questionnaire.thresholds", "questionnaire.unreachable-class",
        "questionnaire.rule-value", "questionnaire.letter-range", "questionnaire.table-sum",
        "plan.due-before-start",
    },
    "what a brand looks like, and which parts a report has": {
        "brand.colour", "brand.first-part", "brand.long", "brand.no-file", "brand.outside",
        "brand.pale", "brand.part-twice", "brand.unknown-block", "brand.unknown-heading",
        "brand.unknown-part",
    },
    "what the rule of a group asks of its parts, and the weight of these": {
        "questionnaire.empty-section", "questionnaire.needs-letters", "questionnaire.needs-numbers",
        "questionnaire.no-letters", "questionnaire.no-points", "questionnaire.no-weight",
        "questionnaire.not-boxes", "questionnaire.number-scoring", "questionnaire.only-profiles",
        "questionnaire.points-missing", "questionnaire.points-unused",
        "questionnaire.scored-inside", "questionnaire.section-weight",
        "questionnaire.shared", "questionnaire.shared-key",
        "questionnaire.target-needed",
    },
    "which letters there are, and which of them can meet": {
        "questionnaire.table-hole", "questionnaire.table-key", "questionnaire.table-size",
        "questionnaire.unknown-letter",
    },
    "which kinds of source show which kinds of example": {"sources.example-kind"},
    "what comes out": {"cases.differs"},
    "what a package holds": {"measures.duplicate-package", "measures.twice-in-package"},
    "which questions there are, and who is asked and leads which": {
        "round.asked-nothing", "round.in-several", "round.same-respondent",
        "round.stakeholder-leads", "round.two-decisions", "round.two-leads",
        "round.unknown-decided", "round.unknown-decision", "round.unknown-place",
        "round.unknown-questionnaire", "submission.unknown-asked",
    },
    "what a day is, where all that was typed is kept": {"round.date"},
    "what follows from what was said": {
        "submission.not-as-said", "submission.respondents", "submission.said-otherwise",
    },
    "which levels there are": {"questionnaire.lowest-floor", "questionnaire.unknown-aim"},
}  # fmt: skip
"""What a schema cannot say, with the codes under which check says it."""
BEYOND = {code for codes in NOT_IN_A_SCHEMA.values() for code in codes}


class _Plain(SafeConstructor):
    """As an editor reads YAML 1.2; a date is a text to it."""


_Plain.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def as_editors_read(path: Path) -> Any:
    """The values of a file, numbers and booleans by their look unless they stand in quotes."""
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = _Plain
    return _with_texts_as_keys(reader.load(path.read_text(encoding="utf-8")))


def _with_texts_as_keys(value: Any) -> Any:
    """Keys are texts in JSON, which a schema speaks of."""
    if isinstance(value, dict):
        return {
            str(key).lower() if isinstance(key, bool) else str(key): _with_texts_as_keys(inner)
            for key, inner in value.items()
        }
    return [_with_texts_as_keys(inner) for inner in value] if isinstance(value, list) else value


@cache
def validator(kind: str) -> jsonschema.Draft202012Validator:
    schema = json.loads(schema_json(kind))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def is_taken(path: Path) -> bool:
    """Whether the schema of its kind takes a file."""
    return bool(validator(read_document(path).kind).is_valid(as_editors_read(path)))


def errors_of(path: Path) -> set[str]:
    """The codes of the errors that check finds in a file."""
    checked = check([path], [QUESTIONNAIRES])
    return {problem.code for problem in checked.problems if problem.severity is Severity.ERROR}


@pytest.mark.parametrize(
    "path", [*SHIPPED, *yaml_files(QUESTIONNAIRES)], ids=lambda path: path.stem
)
def test_a_schema_takes_what_ships_also_with_every_value_in_quotes(path: Path) -> None:
    document = read_document(path)
    assert is_taken(path)
    assert validator(document.kind).is_valid(document.value)


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_schema_and_check_agree_but_for_what_no_schema_can_say(path: Path) -> None:
    found = errors_of(path)
    assert is_taken(path) == (found <= BEYOND)


def test_what_is_beyond_a_schema_are_errors_of_the_catalogue() -> None:
    assert {code for code in BEYOND if CATALOGUE[code].severity is Severity.ERROR} == BEYOND
    assert sum(map(len, NOT_IN_A_SCHEMA.values())) == len(BEYOND)


OWN = """\
format: coherence-kit/questionnaire/1
id: own
version: "1.0"
title: Own
"""
ASKED = (
    f"{OWN}scale: {{id: five, steps: [0, 1, 2, 3, 4]}}\n"
    "sections:\n- id: a\n  title: A\n  questions:\n"
)
USED = f"{ASKED}  - use: intragovernmental/coordination.focal-point\n"


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        (f"{OWN}parts: [intragovernmental, multistakeholder]\n", True),
        (f"{OWN}parts: [intragovernmental]\nrubric: {{rule: minimum}}\n", True),
        (f"{OWN}parts: []\n", False),
        (f"{OWN}parts: [intragovernmental, intragovernmental]\n", False),
        (f"{USED}parts: [intragovernmental]\n", False),
        (f"{OWN}parts: intragovernmental\n", False),
        (OWN, False),
        (USED, True),
        (f"{USED}    weight: 5\n", True),
        (f'{USED}    weight: "2.5e-1"\n', True),
        (f"{USED}    weight: {{value: 5, reason: It leads.}}\n", True),
        (f"{USED}    scale: {{id: own, steps: [0, 1, 2, 3, 4]}}\n", True),
        (f"{USED}    target: 4\n    id: own.focal-point\n    label: Focal point\n", True),
        (f"{USED}    wieght: 5\n", False),
        (f"{USED}    weight: heavy\n", False),
        (f"{USED}    scale: 5\n", False),
        (f"{ASKED}  - use: coordination.focal-point/\n", False),
        (f"{ASKED}  - use: [intragovernmental/coordination.focal-point]\n", False),
        (f"{USED}rubric: {{rule: arithmetic-mean}}\n", True),
        (f"{USED}rubric: {{rule: geometric-mean}}\n", False),
        (f"{USED}rubric: {{rule: {{name: geometric-mean, floor: 1}}}}\n", True),
        (f"{USED}rubric: {{rule: {{name: minimum, floor: 1}}}}\n", False),
        (f"{USED}rubric: {{rule: {{name: any-n-of}}}}\n", False),
        (f"{USED}rubric: {{rule: aritmetic-mean}}\n", False),
        (f"{USED}rubric: {{publish: {{max: 3, decimals: 7}}}}\n", False),
        (f"{USED}rubric: {{min_coverage: 1.5}}\n", False),
        (f'{USED}title: " "\n'.replace("title: Own\n", ""), False),
    ],
)
def test_schema_and_check_agree_on_what_is_borrowed_and_on_rules(
    text: str, *, is_right: bool, tmp_path: Path
) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    assert is_taken(path) == is_right
    assert (not errors_of(path)) == is_right


@pytest.mark.parametrize("questionnaire", ["intragovernmental", "aggregation-rules"])
def test_a_schema_takes_a_form_that_is_not_filled_in(
    questionnaire: str, run: Run, tmp_path: Path
) -> None:
    form = tmp_path / "form.yaml"
    assert run("form", questionnaire, "-o", form).exit_code == 0
    assert is_taken(form)


@pytest.mark.parametrize(
    "answer",
    [
        "permits.share: 2.5",
        "permits.share: {answer: 2.5, comment: The register says so.}",
        "partners.agreements: []",
        "partners.agreements: [unions, diaspora]",
        "partners.agreements: {answer: [unions], evidence: [{title: Agreement}]}",
        "partners.counselling: 2-partly",
        "partners.school.workers: by-right",
        "partners.school.workers: {not_applicable: There are none.}",
        "partners.since: 2026-06-30",
        "permits.appeal: yes",
        "permits.appeal: {unknown: }",
        "permits.appeal:",
    ],
)
def test_a_schema_takes_an_answer_of_every_type(answer: str, tmp_path: Path) -> None:
    path = tmp_path / "ghana.yaml"
    path.write_text(
        f'format: coherence-kit/submission/1\nquestionnaire: {{id: kinds, version: "1.0"}}\n'
        f"answers:\n  {answer}\n"
    )
    assert is_taken(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{low: 0, high: 100}", "[0, 100]"),
        ("{low: 0, high: 100}", "{low: 0}"),
        ("{low: 0, high: 100}", "{low: none, high: 100}"),
        ("    smallest: 0\n    largest", "    least: 0\n    largest"),
        ("type: number", "type: numeric"),
        ("type: matrix", "type: table"),
        ("    - {score: 100}\n    - {from: 1", "    - {score: 100, until: 1}\n    - {from: 1"),
        ("text: {en: By right.}, score: 100", "text: {en: By right.}, points: 100"),
        ("- {id: refugees, label: {en: Children of refugees}}", "- refugees"),
        ("- {id: refugees, label: {en: Children of refugees}}", "- {id: refugees}"),
        ("- {id: refugees,", "- {id: Refugees,"),
        ("steps: [2, 3]", "steps: 2"),
        ("{id: partly, text: {en: In part of the country.}, steps: [2, 3]}", "partly"),
        ("title: {en: Kinds of answers}", "letters: [D, C]\ntitle: {en: Kinds of answers}"),
        ("title: {en: Kinds of answers}", "letters: {order: [D]}\ntitle: {en: Kinds of answers}"),
        (
            "title: {en: Kinds of answers}",
            "rubric: {rule: [minimum]}\ntitle: {en: Kinds of answers}",
        ),
        (
            "title: {en: Kinds of answers}",
            "rubric: {rule: {cap: a lot}}\ntitle: {en: Kinds of answers}",
        ),
        ("title: {en: Kinds of answers}", "title: []"),
    ],
)
def test_a_schema_refuses_a_slip_in_a_question(old: str, new: str, tmp_path: Path) -> None:
    text = KINDS.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "kinds.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert not is_taken(path)


@pytest.mark.parametrize(
    "answer",
    [
        "permits.share: {anwser: 2}",
        "partners.agreements: [[unions]]",
        "permits.appeal: {answer: {yes: no}}",
    ],
)
def test_a_schema_refuses_a_slip_in_an_answer(answer: str, tmp_path: Path) -> None:
    path = tmp_path / "ghana.yaml"
    path.write_text(
        f'format: coherence-kit/submission/1\nquestionnaire: {{id: kinds, version: "1.0"}}\n'
        f"answers:\n  {answer}\n"
    )
    assert not is_taken(path)
