"""What a question may state."""

from __future__ import annotations

from collections.abc import Iterable

from coherence_kit.loading.answer_wording import wrong_parts
from coherence_kit.loading.checks.graded import check_graded
from coherence_kit.loading.checks.rubric import (
    Group,
    check_group,
    check_group_weight,
    check_rubric,
    check_something_counts,
    counts,
    what_is,
)
from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.number_keys import check_spelling
from coherence_kit.model.questionnaire import MatrixQuestion, Question, Questionnaire, Scale
from coherence_kit.problems import did_you_mean
from coherence_kit.questions import kind_of
from coherence_kit.questions.kind import EVERY_ANSWER
from coherence_kit.questions.matrix import columns_of, matrix_faults, rows_of
from coherence_kit.questions.parts import Fault
from coherence_kit.questions.scale import scale_faults


def check_question(
    document: Document, question: Question, path: PathLike, questionnaire: Questionnaire
) -> None:
    """A question states of its answers what they can bear.

    They reach both ends, and what is stated of them speaks of answers that exist.
    """
    kind = kind_of(question)
    for name in kind.number_keyed:
        check_spelling(document, (*path, name))
    _report_faults(document, kind.faults(questionnaire), path)
    if kind.graded is not None:
        check_graded(document, question.id, kind.graded, path, questionnaire.letters)
    _check_evidence(document, question, path)
    needed = questionnaire.origin is None and counts(question)
    _check_sources(document, question, kind.steps, path, needed=needed)
    _check_target(document, question, path)


def check_matrix(
    document: Document, matrix: MatrixQuestion, path: PathLike, questionnaire: Questionnaire
) -> None:
    """The columns are options, the rows parts of a group."""
    group, letters = matrix.group, questionnaire.letters
    check_rubric(document, matrix.rubric, (*path, "rubric"))
    check_group_weight(document, group, path)
    parts = Group(matrix.rubric, group.children, path)
    check_group(document, parts, letters)
    check_something_counts(document, parts, matrix.id, what_is(group))
    check_graded(document, matrix.id, columns_of(matrix), path, letters)
    _report_faults(document, matrix_faults(matrix), path)
    needed = questionnaire.origin is None and matrix.weight.value > 0
    _check_sources(document, matrix, (), path, needed=needed)
    row = rows_of(matrix)[0]
    _check_evidence(document, row, path)
    if matrix.target is not None:
        # a row may state another target, which is checked as its own
        _check_target(document, row.model_copy(update={"target": matrix.target}), path)


def check_row(document: Document, row: Question, path: PathLike) -> None:
    """A row may have a target of its own; all else is said, and checked, of its matrix."""
    if "target" in document.at(path):
        _check_target(document, row, path)


def check_scale(document: Document, scale: Scale | None, path: PathLike) -> None:
    """The steps of a scale follow each other."""
    _report_faults(document, scale_faults(scale, ("steps",)), path)


def _report_faults(document: Document, faults: Iterable[Fault], path: PathLike) -> None:
    for fault in faults:
        report = document.report_key if fault.at_key else document.report
        place = (*path, *fault.path)
        other = fault.if_borrowed if document.is_borrowed(place) else {}
        report(fault.code, place, **{**fault.texts, **other})


def _check_target(document: Document, question: Question, path: PathLike) -> None:
    """A target, where there is one, is an answer."""
    target = kind_of(question).target
    if target is None:
        return
    place = (*path, "target")
    if isinstance(document.at(place), dict):
        place = (*place, "value")
    for wrong in wrong_parts(question, target, place):
        texts = {"value": wrong.shown, "known": wrong.known, "cure": wrong.cure, "hint": wrong.hint}
        document.report("questionnaire.target", wrong.path, **texts)


def _check_evidence(document: Document, question: Question, path: PathLike) -> None:
    keys = kind_of(question).proof_keys
    only_any = keys == (EVERY_ANSWER,)
    known = f"here only {EVERY_ANSWER}, for every answer" if only_any else ", ".join(keys)
    for key in question.evidence:
        if key not in keys:
            texts = {"key": key, "known": known, "hint": did_you_mean(key, keys)}
            document.report_key("questionnaire.evidence-key", (*path, "evidence", key), **texts)


def _check_sources(
    document: Document,
    question: Question | MatrixQuestion,
    steps: tuple[int, ...],
    path: PathLike,
    *,
    needed: bool,
) -> None:
    for place, source in enumerate(question.sources):
        if source.step is not None and source.step not in steps:
            known = ", ".join(map(str, steps)) or "none; only scales have steps"
            here = (*path, "sources", place, "step")
            document.report("questionnaire.source-step", here, step=source.step, known=known)
    if not question.sources and needed and not document.is_borrowed((*path, "id")):
        document.report("questionnaire.no-source", (*path, "id"), id=question.id)
