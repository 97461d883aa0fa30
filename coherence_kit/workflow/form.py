"""Files for people to fill in or to change."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coherence_kit.analysis.assess import Instrument
from coherence_kit.documents.safe_write import write_file
from coherence_kit.errors import WrongUseError
from coherence_kit.forms.draft import Plain, as_plain, for_new_round
from coherence_kit.forms.layout import Layout, lay_out
from coherence_kit.forms.yaml.form import continued, yaml_form
from coherence_kit.i18n import plural
from coherence_kit.loading.documents import read_file
from coherence_kit.loading.folders import YAML
from coherence_kit.problems import Problem, ProblemsFound, shown_path
from coherence_kit.workflow.faces import face_warnings
from coherence_kit.workflow.language import chosen_language, language_notes
from coherence_kit.workflow.reading import read_submission
from coherence_kit.workflow.score import Loaded, Workspace, bind_document, load_submission

FORM_SUFFIXES = (*YAML, ".xlsx", ".html", ".pdf")


@dataclass(frozen=True, slots=True)
class FormRequest:
    """What form is wanted.

    Args:
        questionnaire: id of the questionnaire.
        output: the file; its ending says which kind.
        language: of the texts; None for English, or what there is.
        source: a submission to go on with; None for an empty form.
        new_round: carry its answers over, each marked to be re-checked.
        heading: comments to put above an empty YAML form, each line with its end.

    """

    questionnaire: str
    output: Path
    language: str | None = None
    source: Path | None = None
    new_round: bool = False
    heading: str = ""


def write_form(workspace: Workspace, request: FormRequest) -> tuple[Problem, ...]:
    """Write a form, empty or filled; what is to be said about the submission it was filled from.

    Raises:
        WrongUseError: there is no such questionnaire, no such kind of form, nothing is there in
            the language, or the submission answers another one.
        ProblemsFound: the submission has errors, or the file cannot be written.

    """
    suffix = request.output.suffix.lower()
    if suffix not in FORM_SUFFIXES:
        msg = (
            f'"{request.output.name}" ends with none of {", ".join(FORM_SUFFIXES)}, the kinds of '
            "form there are."
        )
        raise WrongUseError(msg)
    if request.new_round and request.source is None:
        msg = (
            "--new-round carries answers over, so it needs the submission they are in: --from "
            "SUBMISSION."
        )
        raise WrongUseError(msg)
    workspace.entry(request.questionnaire)
    instrument = workspace.instrument(request.questionnaire)
    spoken = {request.questionnaire: instrument.questionnaire.languages}
    language = chosen_language(request.language, spoken)
    remarks = tuple(language_notes(request.language, spoken, str(request.output)))
    layout = lay_out(
        instrument.questionnaire,
        instrument.tree,
        instrument.sha256,
        language,
        is_marked=suffix in {".html", ".pdf"},
    )
    loaded = None if request.source is None else _loaded(workspace, request, request.source)
    draft = None if loaded is None else _draft(request, loaded, instrument)
    _expect_no_answers(workspace, request, draft or {})
    if suffix == ".pdf":
        form, lacking = _paper(layout, draft)
    else:
        form, lacking = _form(request, layout, draft, workspace.max_size), frozenset()
    write_file(request.output, form)
    documents = [] if loaded is None else [loaded.document]
    told = (
        *(() if loaded is None else loaded.notes),
        *face_warnings(lacking, documents, str(request.output)),
    )
    return (*remarks, *(replace(note, source=shown_path(Path(note.source))) for note in told))


def _expect_no_answers(workspace: Workspace, request: FormRequest, draft: Plain) -> None:
    """The file that is written over holds no answer that the form lacks.

    Raises:
        WrongUseError: it does.

    """
    output = request.output
    if not output.is_file():
        return
    carried = draft.get("answers", {})
    lost = sum(
        _stated_parts(entry) != _stated_parts(carried.get(name))
        for name, entry in _answers_in(workspace, output).items()
    )
    if lost:
        many = f"{lost} {plural(lost, 'answer', 'answers')}"
        told = shlex.quote(str(output))
        msg = (
            f'"{output}" holds {many}, which would be lost. Choose another name, or continue them '
            "in another file: "
            f"coherence form {request.questionnaire} --from {told} -o NEW{output.suffix}"
        )
        raise WrongUseError(msg)


def _answers_in(workspace: Workspace, path: Path) -> Mapping[str, Any]:
    """What is answered in a file by question, as far as it can be read.

    Nothing if the file is no submission.
    """
    document = read_submission(path, max_size=workspace.max_size)
    if document.kind != "submission":
        return {}
    try:
        answers = as_plain(bind_document(workspace, document, of_any_version=True).submission).get(
            "answers"
        )
    except ProblemsFound:
        answers = document.value.get("answers")
    entries = answers.items() if isinstance(answers, Mapping) else ()
    return {name: entry for name, entry in entries if _stated_parts(entry)}


def _stated_parts(entry: object) -> Plain:
    """What somebody has typed for a question.

    The mark that it is to be re-checked is the kit's and left out.
    """
    stated = entry if isinstance(entry, Mapping) else {"answer": entry}
    return {
        key: value
        for key, value in stated.items()
        if key != "recheck" and (value not in (None, "", {}) or key == "unknown")
    }


def _loaded(workspace: Workspace, request: FormRequest, source: Path) -> Loaded:
    """The submission that the form is filled from."""
    loaded = load_submission(workspace, source, of_any_version=request.new_round)
    answered = loaded.submission.questionnaire.id
    if answered != request.questionnaire:
        msg = f'"{source}" answers the questionnaire {answered}, not {request.questionnaire}.'
        raise WrongUseError(msg)
    return loaded


def _draft(request: FormRequest, loaded: Loaded, instrument: Instrument) -> dict[str, Any]:
    draft = as_plain(loaded.submission)
    typed = loaded.document.value.get("date")
    if typed and loaded.submission.date is None:  # to be corrected in the form
        draft["date"] = typed
    if request.new_round:
        draft = for_new_round(draft)
        version = instrument.questionnaire.version
        draft["questionnaire"] = {"id": request.questionnaire, "version": version}
    return draft


def _paper(layout: Layout, draft: Plain | None) -> tuple[bytes, frozenset[str]]:
    """The form to print, and the characters that no face has."""
    from coherence_kit.forms.paper.form import print_form_pdf

    made = print_form_pdf(layout, draft)
    return made.data, made.lacking


def _form(
    request: FormRequest,
    layout: Layout,
    draft: dict[str, Any] | None,
    max_size: int,
) -> bytes:
    suffix = request.output.suffix.lower()
    if suffix == ".xlsx":
        from coherence_kit.forms.xlsx.form import workbook_form

        return workbook_form(layout, draft)
    if suffix == ".html":
        from coherence_kit.forms.page.form import html_form

        return html_form(layout, draft).encode()
    if draft is not None and request.source is not None and request.source.suffix.lower() in YAML:
        text = read_file(request.source, max_size=max_size).decode("utf-8-sig")
        return continued(text, layout, draft).encode()
    return (request.heading + yaml_form(layout, draft)).encode()
