"""What every command does with a submission, in whatever file it comes, and what must hold then."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from coherence_kit.analysis.instrument import Instrument
from coherence_kit.forms.draft import as_plain
from coherence_kit.forms.layout import Layout, lay_out
from coherence_kit.loading.documents import compose_document
from coherence_kit.model.fingerprint import fingerprint
from coherence_kit.problems import Problem, ProblemsFound, has_errors
from coherence_kit.rendering.data.assessment import assessments_json
from coherence_kit.rendering.status_html import status_html
from coherence_kit.rendering.terminal.score import assessment_text
from coherence_kit.workflow.check import _check_file
from coherence_kit.workflow.reading import as_yaml, read_submission
from coherence_kit.workflow.score import (
    Loaded,
    Workspace,
    assess_loaded,
    bind_document,
    bind_draft,
    open_workspace,
)
from coherence_kit.workflow.status import _status
from tests.faulty.examples import QUESTIONNAIRES
from tests.fuzz.faults import BrokenLawError, expect_plain_words


@cache
def workspace() -> Workspace:
    """The shipped content, and small questionnaires with every type of question."""
    return open_workspace([QUESTIONNAIRES])


def layout_of(instrument: Instrument) -> Layout:
    """The form of a questionnaire, in English."""
    return lay_out(instrument.questionnaire, instrument.tree, instrument.sha256)


def run_submission(path: Path) -> None:
    """Check, status, score and collect of one file.

    Raises:
        ProblemsFound: the file is refused.
        BrokenLawError: the commands differ about it, or what is collected says something else.

    """
    problems = _check(path)
    expect_plain_words(problems)
    draft = bind_draft(workspace(), read_submission(path))
    expect_plain_words(draft.notes)
    status_html([_status(draft, "en")], "en")
    if draft.errors and not has_errors(problems):
        raise BrokenLawError("check accepts what score refuses")
    if draft.errors:
        raise ProblemsFound(draft.errors)
    if has_errors(problems):
        raise BrokenLawError("score accepts what check refuses")
    assessment = assess_loaded(draft)
    assessment_text(assessment)
    assessments_json([assessment]).encode()
    _expect_same_when_collected(path, draft)


def _check(path: Path) -> list[Problem]:
    try:
        return _check_file(workspace(), path, None)[0]
    except ProblemsFound as found:
        return list(found.problems)


def _expect_same_when_collected(path: Path, loaded: Loaded) -> None:
    written = as_yaml(read_submission(path))
    if written == path.read_bytes():
        return
    try:
        again = bind_document(workspace(), compose_document(written, "collected.yaml"))
    except ProblemsFound as found:
        raise BrokenLawError(f"what is collected is refused: {found}") from found
    if fingerprint(again.submission) != fingerprint(loaded.submission):
        raise BrokenLawError(
            f"what is collected says something else: {as_plain(again.submission)}, "
            f"not {as_plain(loaded.submission)}"
        )
