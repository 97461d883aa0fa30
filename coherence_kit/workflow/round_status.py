"""A round and whatever was sent in for it to how far it has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from coherence_kit.analysis.rounds.status import Heard, status_of_round
from coherence_kit.documents.own_places import expect_own_place, identities
from coherence_kit.documents.safe_write import write_file
from coherence_kit.loading.countries import country_name
from coherence_kit.model.round_status import RoundStatus
from coherence_kit.rendering.data.round_status import round_status_csv
from coherence_kit.rendering.round_status_html import round_status_html
from coherence_kit.rendering.terminal.round_status import round_status_text
from coherence_kit.workflow.earlier_results import earlier_status
from coherence_kit.workflow.excel import csv_form
from coherence_kit.workflow.language import chosen_language, expect_code
from coherence_kit.workflow.round_intake import load_round_as_answered, sort_out
from coherence_kit.workflow.score import Workspace, sorted_problems
from coherence_kit.workflow.status import CSV, HTML

_TOLD_IN_THE_STATUS = frozenset(
    {"round.nobody-asked", "submission.open", "submission.not-asked", "submission.recheck"}
)
"""What the status says itself, and of conditions with the answers of others at hand."""


def read_round_status(
    workspace: Workspace,
    round_file: Path,
    paths: Iterable[Path] = (),
    *,
    today: dt.date | None = None,
    language: str | None = None,
) -> RoundStatus:
    """How far a round has come; a broken file of it never stops the others.

    Args:
        workspace: where the questionnaires are.
        round_file: the round.
        paths: files and folders that were sent in; there may be none yet.
        today: the day on which the deadline is looked at.
        language: of what is said; English if not given.

    Raises:
        ProblemsFound: the round, or a questionnaire that it names, has errors.
        WrongUseError: it is no language, or one in which nothing is there.

    """
    expect_code(language)
    paths = [*paths]
    stated = load_round_as_answered(workspace, round_file, paths)
    workspace = stated.workspace
    instruments = {name: workspace.instrument(name) for name in stated.stated.questionnaires}
    spoken = {name: one.questionnaire.languages for name, one in instruments.items()}
    chosen = chosen_language(language, spoken)
    found = sort_out(stated, paths, may_be_none=True)
    heard = [
        Heard(
            one.respondent,
            one.loaded.submission,
            one.loaded.instrument,
            one.loaded.source,
            one.loaded.errors,
        )
        for one in found.sent
    ]
    questionnaires, respondents = status_of_round(
        stated.stated,
        asking=stated.bound.asking,
        decisions=stated.bound.decisions,
        instruments=instruments,
        heard=heard,
        language=chosen,
    )
    told = stated.stated
    of_files = [one.loaded.notes for one in found.sent if not one.loaded.errors]
    notes = (
        one
        for one in chain(stated.document.problems, found.notes, *of_files)
        if one.code not in _TOLD_IN_THE_STATUS
    )
    return RoundStatus(
        source=stated.source,
        country=told.country_name.in_language(chosen)
        if told.country_name
        else country_name(told.country, language=chosen),
        round=told.round,
        deadline=told.deadline,
        today=today,
        focal_point=" ".join((told.focal_point or "").split()),
        without_lead=told.without_lead,
        questionnaires=questionnaires,
        respondents=respondents,
        left_out=found.left_out,
        notes=(*workspace.remarks(), *sorted_problems(notes)),
        language=chosen,
    )


def render_round_status(status: RoundStatus, kind: str, *, every: bool, excel: bool = False) -> str:
    """The status in a format; `every` leaves nothing out of the text, a table may be for Excel."""
    if kind == CSV:
        return csv_form(round_status_csv(status), status.language, excel=excel)
    if kind == HTML:
        return round_status_html(status)
    return round_status_text(status, every=every)


def write_round_status(
    status: RoundStatus, kind: str, output: Path, *, excel: bool = False
) -> None:
    """Write the table or the page; a table may be for Excel.

    Raises:
        WrongUseError: the file is one of those that were read.
        ProblemsFound: the file cannot be written, or another one stands there.

    """
    sources = [
        status.source,
        *(file.source for file in status.left_out),
        *(form.status.source for one in status.respondents for form in one.forms if form.is_sent),
    ]
    expect_own_place(output, earlier_status(kind), read=identities(map(Path, sources)))
    write_file(output, render_round_status(status, kind, every=True, excel=excel).encode())
