"""The JSON Schemas that editors check with take every file that the kit takes, short forms too, and refuse slips."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from coherence_kit import content
from coherence_kit.loading.documents import read_document
from coherence_kit.loading.library import yaml_files
from tests.faulty.examples import QUESTIONNAIRES
from tests.functional.conftest import Run

SHIPPED = [*yaml_files(content.folder("questionnaires")), *yaml_files(content.folder("seeds"))]
KINDS = QUESTIONNAIRES / "kinds.yaml"
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
Schema = dict[str, Any]


def as_editors_read(value: Any, key: str = "") -> Any:
    """Plain values as an editor has them, which takes the scalars of YAML by their look."""
    if isinstance(value, dict):
        return {name: as_editors_read(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [as_editors_read(inner, key) for inner in value]
    if value in {"true", "false"}:
        return value == "true"
    if isinstance(value, str) and key != "date" and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
        return float(value) if "." in value else int(value)
    return value


class Validator:
    """JSON Schema as far as the schemas of the kit go; a keyword that it does not know is an error."""

    notes = frozenset(
        {"title", "description", "default", "format", "discriminator", "$schema", "$defs"}
    )
    # keyword to the type of value it speaks of; of others it says nothing
    speaks_of: Mapping[str, type | tuple[type, ...]] = {
        **dict.fromkeys(("minLength", "maxLength", "pattern"), str),
        **dict.fromkeys(("minimum", "maximum"), (int, float)),
        **dict.fromkeys(("items", "minItems", "maxItems"), list),
        **dict.fromkeys(
            (
                "properties",
                "patternProperties",
                "additionalProperties",
                "required",
                "minProperties",
            ),
            dict,
        ),
    }

    def __init__(self, root: Schema) -> None:
        self.root = root

    def fits(self, value: Any, schema: Schema) -> bool:
        return all(
            self._holds(keyword, schema, value)
            for keyword in schema
            if keyword not in self.notes and isinstance(value, self.speaks_of.get(keyword, object))
        )

    def _holds(self, keyword: str, schema: Schema, value: Any) -> bool:
        wanted = schema[keyword]
        checks: dict[str, Callable[[], bool]] = {
            "$ref": lambda: self.fits(value, self.root["$defs"][wanted.rpartition("/")[2]]),
            "anyOf": lambda: any(self.fits(value, option) for option in wanted),
            "oneOf": lambda: sum(self.fits(value, option) for option in wanted) == 1,
            "type": lambda: any(
                _is(value, kind) for kind in ([wanted] if isinstance(wanted, str) else wanted)
            ),
            "const": lambda: bool(value == wanted),
            "enum": lambda: value in wanted,
            "pattern": lambda: re.search(wanted, value) is not None,
            "minLength": lambda: len(value) >= wanted,
            "maxLength": lambda: len(value) <= wanted,
            "minimum": lambda: bool(value >= wanted),
            "maximum": lambda: bool(value <= wanted),
            "items": lambda: all(self.fits(item, wanted) for item in value),
            "minItems": lambda: len(value) >= wanted,
            "maxItems": lambda: len(value) <= wanted,
            "minProperties": lambda: len(value) >= wanted,
            "required": lambda: set(wanted) <= set(value),
            "properties": lambda: all(
                self.fits(value[key], wanted[key]) for key in wanted.keys() & value.keys()
            ),
            "patternProperties": lambda: all(
                self.fits(item, inner)
                for key, item in value.items()
                for name, inner in wanted.items()
                if re.search(name, key)
            ),
            "additionalProperties": lambda: all(
                wanted is not False and (wanted is True or self.fits(item, wanted))
                for item in _others(schema, value)
            ),
        }
        return checks[keyword]()


def _is(value: Any, kind: str) -> bool:
    if kind in {"number", "integer"}:
        return isinstance(value, int if kind == "integer" else (int, float)) and not isinstance(
            value, bool
        )
    return isinstance(value, TYPES[kind])


def _others(schema: Schema, value: dict[str, Any]) -> list[Any]:
    """What stands under keys that a schema does not name."""
    patterns = schema.get("patternProperties", {})
    named = {
        key
        for key in value
        if key in schema.get("properties", {}) or any(re.search(name, key) for name in patterns)
    }
    return [item for key, item in value.items() if key not in named]


def is_taken(run: Run, path: Path) -> bool:
    document = read_document(path)
    schema = json.loads(run("schema", document.kind).stdout)
    return Validator(schema).fits(as_editors_read(document.value), schema)


@pytest.mark.parametrize(
    "path", [*SHIPPED, *yaml_files(QUESTIONNAIRES)], ids=lambda path: path.stem
)
def test_a_schema_takes_every_file_that_ships(path: Path, run: Run) -> None:
    assert is_taken(run, path)


@pytest.mark.parametrize("questionnaire", ["intragovernmental", "aggregation-rules"])
def test_a_schema_takes_a_form_that_is_not_filled_in(
    questionnaire: str, run: Run, tmp_path: Path
) -> None:
    form = tmp_path / "form.yaml"
    assert run("form", questionnaire, "-o", form).exit_code == 0
    assert is_taken(run, form)


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
def test_a_schema_takes_an_answer_of_every_type(answer: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ghana.yaml"
    path.write_text(
        f'format: coherence-kit/submission/1\nquestionnaire: {{id: kinds, version: "1.0"}}\nanswers:\n  {answer}\n'
    )
    assert is_taken(run, path)


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
def test_a_schema_refuses_a_slip_in_a_question(
    old: str, new: str, run: Run, tmp_path: Path
) -> None:
    text = KINDS.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "kinds.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert not is_taken(run, path)


@pytest.mark.parametrize(
    "answer",
    [
        "permits.share: {anwser: 2}",
        "partners.agreements: [[unions]]",
        "permits.appeal: {answer: {yes: no}}",
    ],
)
def test_a_schema_refuses_a_slip_in_an_answer(answer: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ghana.yaml"
    path.write_text(
        f'format: coherence-kit/submission/1\nquestionnaire: {{id: kinds, version: "1.0"}}\nanswers:\n  {answer}\n'
    )
    assert not is_taken(run, path)
