"""Files for people to fill in or to change."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from coherence_kit.documents.safe_write import write_file
from coherence_kit.errors import WrongUseError
from coherence_kit.forms.starters import measures_starter, questionnaire_starter
from coherence_kit.forms.yaml_form import yaml_form
from coherence_kit.model.base import Id
from coherence_kit.workflow.assessing import open_workspace

YAML_SUFFIXES = (".yaml", ".yml")


def write_form(questionnaire_id: str, output: Path, folders: Iterable[Path] = ()) -> None:
    """An empty form of a questionnaire.

    Raises:
        WrongUseError: there is no such questionnaire, or the name does not end with .yaml.
        ProblemsFound: the file cannot be written.

    """
    _expect_yaml(output)
    workspace = open_workspace(folders)
    questionnaire = workspace.entry(questionnaire_id).questionnaire
    write_file(output, yaml_form(questionnaire, workspace.instrument(questionnaire_id).sha256).encode())


def write_questionnaire(questionnaire_id: str, output: Path) -> None:
    """A small questionnaire with this id to start from; raises as :func:`write_form`."""
    _expect_yaml(output)
    try:
        TypeAdapter(Id).validate_python(questionnaire_id)
    except ValidationError as error:
        msg = f'"{questionnaire_id}" is no id; use lower-case letters, digits, hyphens and dots, such as my-country.'
        raise WrongUseError(msg) from error
    write_file(output, questionnaire_starter(questionnaire_id).encode())


def write_measures(questionnaire_id: str, output: Path, folders: Iterable[Path] = ()) -> None:
    """One measure for a questionnaire to start from; raises as :func:`write_form`."""
    _expect_yaml(output)
    questionnaire = open_workspace(folders).entry(questionnaire_id).questionnaire
    try:
        text = measures_starter(questionnaire)
    except ValueError as error:
        raise WrongUseError(str(error)) from error
    write_file(output, text.encode())


def _expect_yaml(output: Path) -> None:
    if output.suffix.lower() not in YAML_SUFFIXES:
        msg = f'"{output.name}" does not end with .yaml, the one kind of form there is.'
        raise WrongUseError(msg)
