"""Every problem of every file, at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coherence_kit import content
from coherence_kit.loading.columns import load_columns
from coherence_kit.loading.documents import Document, peek_file
from coherence_kit.loading.doubts import report_future_date
from coherence_kit.loading.limits import MAX_SIZE
from coherence_kit.loading.mappings import check_questions, load_mapping
from coherence_kit.loading.measures import load_measures
from coherence_kit.loading.questionnaires import load_questionnaire
from coherence_kit.loading.sources import (
    check_measure_sources,
    check_question_sources,
    check_relations,
    check_shared_sources,
    load_sources,
)
from coherence_kit.model.mapping import FORMAT as MAPPING
from coherence_kit.model.questionnaire import FORMAT as QUESTIONNAIRE
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.sources import SourceRelations
from coherence_kit.problems import (
    Problem,
    ProblemsFound,
    faults_told,
    has_errors,
    is_folder,
    real_path,
    shown_path,
)
from coherence_kit.workflow.brands import check_brand
from coherence_kit.workflow.cases import run_cases
from coherence_kit.workflow.intake import take_in_kit_files
from coherence_kit.workflow.plans import bind_document_of_plan, check_workbook
from coherence_kit.workflow.reading import read_submission
from coherence_kit.workflow.round_file import bind_document_of_round
from coherence_kit.workflow.said import said_otherwise
from coherence_kit.workflow.score import (
    Loaded,
    Workspace,
    bind_document,
    open_workspace,
    sorted_problems,
)
from coherence_kit.workflow.tables import (
    check_table,
    is_meant_as_table,
    is_table_of_folder,
    load_columns_file,
    look_up_columns,
)

_NO_FORM = frozenset(("workbook.no-form", "workbook.is-report"))
"""What has none may be a workbook with a plan all the same."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What `check` looked at and found."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def check(
    paths: Sequence[Path],
    folders: Iterable[Path] = (),
    *,
    max_size: int = MAX_SIZE,
    today: dt.date | None = None,
    columns: Path | None = None,
) -> Checked:
    """Validate files, and in folders all YAML and every form.

    A table of submissions is checked row by row; `columns` says what foreign names and codes in it
    mean.

    Questionnaires and mappings among them count as if given with -Q. A submission that is dated
    later than `today` is told of, if that is given. The merged answers of a round are held against
    what was sent in for it, as far as that is among the files.
    """
    own = [path for path in paths if is_folder(path) or _is_looked_up(path)]
    workspace = open_workspace(_distinct([*folders, *own]), max_size=max_size)
    mapping = None if columns is None else load_columns_file(workspace, columns)

    def is_table(path: Path) -> bool:
        return is_table_of_folder(workspace, path, mapping)

    problems: list[Problem] = []
    files: list[Path] = []
    for path in paths:
        if is_folder(path):
            inside = take_in_kit_files(path, more=is_table)
            problems += inside.notes
            if not (inside.files or has_errors(inside.notes)):
                problems.append(Problem("folder.empty", shown_path(path)))
            files += inside.files
        else:
            files.append(path)
    submissions: list[Loaded] = []
    for file in files:
        try:
            with faults_told(shown_path(file)):
                if is_meant_as_table(workspace, file, mapping):
                    problems.extend(check_table(workspace, file, mapping, today=today))
                    continue
                told, submission = _check_file(workspace, file, today)
        except ProblemsFound as found:
            problems.extend(found.problems)
            continue
        problems.extend(told)
        submissions += [] if submission is None else [submission]
    problems.extend(said_otherwise(submissions))
    problems.extend(workspace.remarks())
    return Checked(tuple(files), tuple(sorted_problems(problems)))


def _is_looked_up(path: Path) -> bool:
    """Whether a file is of a kind that others are checked against by its id."""
    return peek_file(path).get("format") in {QUESTIONNAIRE, MAPPING}


def _distinct(folders: Iterable[Path]) -> list[Path]:
    """Folders and files, each once.

    Those that lie in another one or in the shipped content are left out.
    """
    shipped = real_path(content.folder("questionnaires"))
    resolved = {real_path(folder): folder for folder in folders}
    return [
        folder
        for real, folder in resolved.items()
        if not real.is_relative_to(shipped)
        and not any(other != real and real.is_relative_to(other) for other in resolved)
    ]


def _check_file(
    workspace: Workspace, path: Path, today: dt.date | None
) -> tuple[list[Problem], Loaded | None]:
    """The problems of a file, and of a submission without errors what it is."""
    document = read_submission(path, max_size=workspace.max_size)
    if any(problem.code in _NO_FORM for problem in document.problems):
        plan = check_workbook(workspace, path)
        return (document if plan is None else plan).problems, None
    if today is not None and document.kind == "submission":
        report_future_date(document, today)
    # of a form the single cells may be at fault, and all else is checked none the less
    if document.kind and (document.kind == "submission" or not has_errors(document.problems)):
        loaded = _CHECKS[document.kind](workspace, document)
        return document.problems, loaded
    return document.problems, None


def _check_questionnaire(workspace: Workspace, document: Document) -> None:
    workspace.library.write_out(document)
    questionnaire = load_questionnaire(document)
    if questionnaire is not None:
        check_question_sources(document, questionnaire, workspace.library.register)
        check_shared_sources(document, questionnaire, workspace.library.relations())
        document.problems.extend(workspace.library.shadowing(questionnaire.id))
        document.problems.extend(workspace.library.same_ids("questionnaire", questionnaire.id))


def _check_measures(workspace: Workspace, document: Document) -> None:
    wanted = document.value.get("questionnaire")
    known = workspace.library.index()
    is_known = isinstance(wanted, str) and wanted in known
    try:
        questionnaire = workspace.library.questionnaire(wanted).questionnaire if is_known else None
    except ProblemsFound as found:
        document.problems.extend(found.problems)
        return
    catalogue = load_measures(document, questionnaire, known)
    if catalogue is not None:
        document.problems.extend(workspace.library.same_ids("measures", catalogue.id))
        check_measure_sources(document, catalogue, workspace.library.register())


def _check_sources(workspace: Workspace, document: Document) -> None:
    loaded = load_sources(document)
    if isinstance(loaded, SourceRelations):
        check_relations(document, loaded, workspace.library.register())


def _check_mapping(workspace: Workspace, document: Document) -> None:
    library = workspace.library

    @cache
    def find(questionnaire_id: str) -> Questionnaire | None:
        try:
            return library.questionnaire(questionnaire_id).questionnaire
        except ProblemsFound as found:
            document.problems.extend(found.problems)
            return None

    mapping = load_mapping(document)
    if mapping is not None:
        document.problems.extend(library.mapping_shadowing(mapping.id))
        document.problems.extend(library.same_ids("mapping", mapping.id))
        check_questions(document, mapping, library.index(), find)


def _check_columns(workspace: Workspace, document: Document) -> None:
    columns = load_columns(document)
    if columns is not None:
        look_up_columns(workspace, document, columns)


def _check_round(workspace: Workspace, document: Document) -> None:
    bind_document_of_round(workspace, document)


def _check_plan(workspace: Workspace, document: Document) -> None:
    bind_document_of_plan(workspace, document)


def _check_brand(_workspace: Workspace, document: Document) -> None:
    check_brand(document, Path(document.source))


def _check_submission(workspace: Workspace, document: Document) -> Loaded:
    return bind_document(workspace, document)


_CHECKS: Mapping[str, Callable[[Workspace, Document], Loaded | None]] = {
    "questionnaire": _check_questionnaire,
    "measures": _check_measures,
    "sources": _check_sources,
    "submission": _check_submission,
    "cases": run_cases,
    "mapping": _check_mapping,
    "round": _check_round,
    "columns": _check_columns,
    "plan": _check_plan,
    "brand": _check_brand,
}
