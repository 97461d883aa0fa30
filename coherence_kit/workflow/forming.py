"""Files for people to fill in or to change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from coherence_kit.analysis.assess import Instrument
from coherence_kit.documents.safe_write import write_file
from coherence_kit.errors import WrongUseError
from coherence_kit.forms.draft import as_plain, for_new_round
from coherence_kit.forms.layout import Layout, lay_out
from coherence_kit.forms.starters import measures_starter, questionnaire_starter
from coherence_kit.forms.yaml_form import continued, yaml_form
from coherence_kit.loading.documents import read_file
from coherence_kit.loading.yaml_events import MAX_SIZE
from coherence_kit.model.base import Id
from coherence_kit.problems import Problem
from coherence_kit.workflow.assessing import Workspace, load_submission, open_workspace

YAML_SUFFIXES = (".yaml", ".yml")
FORM_SUFFIXES = (*YAML_SUFFIXES, ".xlsx", ".html", ".pdf")


@dataclass(frozen=True, slots=True)
class FormRequest:
    """What form is wanted.

    Args:
        questionnaire: id of the questionnaire.
        output: the file; its ending says which kind.
        language: of the texts.
        source: a submission to go on with; None for an empty form.
        new_round: carry its answers over, each marked to be re-checked.

    """

    questionnaire: str
    output: Path
    language: str = "en"
    source: Path | None = None
    new_round: bool = False
    max_size: int = MAX_SIZE


def write_form(request: FormRequest, folders: Iterable[Path] = ()) -> tuple[Problem, ...]:
    """Write a form, empty or filled; what is to be said about the submission it was filled from.

    Raises:
        WrongUseError: there is no such questionnaire, no such kind of form, or the submission answers another one.
        ProblemsFound: the submission has errors, or the file cannot be written.

    """
    suffix = request.output.suffix.lower()
    if suffix not in FORM_SUFFIXES:
        msg = f'"{request.output.name}" ends with none of {", ".join(FORM_SUFFIXES)}, the kinds of form there are.'
        raise WrongUseError(msg)
    if request.new_round and request.source is None:
        msg = "--new-round carries answers over, so it needs the submission they are in: --from SUBMISSION."
        raise WrongUseError(msg)
    workspace = open_workspace(folders, max_size=request.max_size)
    workspace.entry(request.questionnaire)
    instrument = workspace.instrument(request.questionnaire)
    layout = lay_out(instrument.questionnaire, instrument.tree, instrument.sha256, request.language)
    draft, notes = (None, ()) if request.source is None else _draft(workspace, request, request.source, instrument)
    write_file(request.output, _form(request, layout, draft))
    return notes


def _draft(
    workspace: Workspace, request: FormRequest, source: Path, instrument: Instrument
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    loaded = load_submission(workspace, source, of_any_version=request.new_round)
    answered = loaded.submission.questionnaire.id
    if answered != request.questionnaire:
        msg = f'"{source}" answers the questionnaire {answered}, not {request.questionnaire}.'
        raise WrongUseError(msg)
    draft = as_plain(loaded.submission)
    if request.new_round:
        draft = for_new_round(draft)
        draft["questionnaire"] = {"id": answered, "version": instrument.questionnaire.version}
    return draft, tuple(replace(note, source=str(source)) for note in loaded.notes)


def _form(request: FormRequest, layout: Layout, draft: dict[str, Any] | None) -> bytes:
    suffix = request.output.suffix.lower()
    if suffix == ".xlsx":
        from coherence_kit.forms.xlsx_form import workbook_form

        return workbook_form(layout, draft)
    if suffix == ".html":
        from coherence_kit.forms.html_form import html_form

        return html_form(layout, draft).encode()
    if suffix == ".pdf":
        from coherence_kit.forms.print_form import print_form_pdf

        return print_form_pdf(layout, draft)
    if draft is not None and request.source is not None and request.source.suffix.lower() in YAML_SUFFIXES:
        text = read_file(request.source, max_size=request.max_size).decode("utf-8-sig")
        return continued(text, layout, draft).encode()
    return yaml_form(layout, draft).encode()


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
        msg = f'"{output.name}" does not end with .yaml, the one kind of file this can be.'
        raise WrongUseError(msg)
