"""Files to start from.

Each has the JSON Schema beside it that its first line names for editors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from coherence_kit.documents.own_places import expect_own_place
from coherence_kit.documents.safe_write import write_files
from coherence_kit.errors import WrongUseError
from coherence_kit.forms.yaml.brand_starter import brand_starter
from coherence_kit.forms.yaml.round_starter import round_starter
from coherence_kit.forms.yaml.starters import (
    columns_starter,
    mapping_starter,
    measures_starter,
    questionnaire_starter,
    schema_line,
    schema_name,
)
from coherence_kit.loading.folders import YAML
from coherence_kit.model.base import Id
from coherence_kit.problems import ProblemsFound
from coherence_kit.rendering.data.schema import schema_json
from coherence_kit.rendering.report.variants import NAMED_PARTS
from coherence_kit.workflow.earlier_results import earlier_schema, earlier_start
from coherence_kit.workflow.form import FormRequest, write_form
from coherence_kit.workflow.plan_start import start_plan
from coherence_kit.workflow.score import open_workspace


def write_questionnaire(questionnaire_id: str, output: Path) -> None:
    """Write a small questionnaire with this id.

    Raises:
        WrongUseError: it is no id, or the file does not end with .yaml.
        ProblemsFound: the file cannot be written, or one stands there that says something else.

    """
    _expect_yaml(output)
    _expect_id(questionnaire_id)
    _write("questionnaire", output, questionnaire_starter(questionnaire_id))


def write_measures(questionnaire_id: str, output: Path, folders: Iterable[Path] = ()) -> None:
    """Write one measure for a questionnaire; raises as :func:`write_questionnaire`."""
    _expect_yaml(output)
    questionnaire = open_workspace(folders).entry(questionnaire_id).questionnaire
    try:
        text = measures_starter(questionnaire)
    except ValueError as error:
        raise WrongUseError(str(error)) from error
    _write("measures", output, text)


def write_mapping(mapping_id: str, output: Path, folders: Iterable[Path] = ()) -> None:
    """Write a mapping with this id, of two items; raises as :func:`write_questionnaire`.

    Its one question is the first of the first questionnaire that has measures.
    """
    _expect_yaml(output)
    _expect_id(mapping_id)
    library = open_workspace(folders).library
    names = [*library.index()]
    name = next((name for name in names if library.measures(name)), names[0])
    questionnaire = library.questionnaire(name).questionnaire
    _write("mapping", output, mapping_starter(mapping_id, questionnaire))


def write_round(questionnaire_id: str, output: Path, folders: Iterable[Path] = ()) -> None:
    """Write a round of a questionnaire, with its sections and roles as help.

    It raises as :func:`write_questionnaire` does.
    """
    _expect_yaml(output)
    questionnaire = open_workspace(folders).entry(questionnaire_id).questionnaire
    _write("round", output, round_starter(questionnaire))


def write_columns(questionnaire_id: str, output: Path, folders: Iterable[Path] = ()) -> None:
    """Write what the columns of a table are that answers a questionnaire.

    It raises as :func:`write_questionnaire` does.
    """
    _expect_yaml(output)
    questionnaire = open_workspace(folders).entry(questionnaire_id).questionnaire
    _write("columns", output, columns_starter(questionnaire))


def write_brand(brand_id: str, output: Path) -> None:
    """Write a brand with this id; raises as :func:`write_questionnaire`."""
    _expect_yaml(output)
    _expect_id(brand_id)
    _write("brand", output, brand_starter(brand_id, NAMED_PARTS))


def write_plan(
    submissions: Sequence[Path],
    output: Path,
    folders: Iterable[Path] = (),
    *,
    earlier: Path | None = None,
    max_size: int,
) -> int:
    """Write a plan of all that is recommended for submissions; returns how many measures these are.

    What is still open of an `earlier` plan is kept.

    Raises:
        WrongUseError: as :func:`start_plan`, or the file does not end with .yaml.
        ProblemsFound: a submission has errors, or as :func:`write_questionnaire`.

    """
    _expect_yaml(output)
    started = start_plan(open_workspace(folders, max_size=max_size), submissions, earlier)
    _write("plan", output, started.text)
    return started.measures


def write_submission(questionnaire_id: str, output: Path, folders: Iterable[Path] = ()) -> None:
    """An empty form of a questionnaire, of any kind of file; raises as `write_form`."""
    is_yaml = output.suffix.lower() in YAML
    request = FormRequest(questionnaire_id, output)
    if is_yaml:
        request = replace(request, heading=schema_line("submission"))
    write_form(open_workspace(folders), request)
    if is_yaml:
        write_files(_schema_beside("submission", output))


def _write(kind: str, output: Path, text: str) -> None:
    data = (schema_line(kind) + text).encode()
    expect_own_place(output, earlier_start(data))
    write_files({**_schema_beside(kind, output), output: data})


def _schema_beside(kind: str, output: Path) -> dict[Path, bytes]:
    """The schema as a file in the folder of `output`.

    Nothing where a file of another kind has its name.
    """
    path = output.with_name(schema_name(kind))
    try:
        expect_own_place(path, earlier_schema(kind))
    except ProblemsFound:
        return {}
    return {path: schema_json(kind).encode()}


def _expect_id(text: str) -> None:
    try:
        TypeAdapter(Id).validate_python(text)
    except ValidationError as error:
        msg = (
            f'"{text}" is no id; use lower-case letters, digits, hyphens and dots, '
            "such as my-country."
        )
        raise WrongUseError(msg) from error


def _expect_yaml(output: Path) -> None:
    if output.suffix.lower() not in YAML:
        msg = f'"{output.name}" does not end with .yaml, the one kind of file this can be.'
        raise WrongUseError(msg)
