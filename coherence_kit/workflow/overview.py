"""An overview of a run to its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coherence_kit.analysis.instrument import Instrument
from coherence_kit.documents.own_places import Identity, expect_own_place
from coherence_kit.documents.safe_write import write_files
from coherence_kit.errors import WrongUseError
from coherence_kit.model.run_overview import RunOverview
from coherence_kit.problems import Problem, did_you_mean
from coherence_kit.workflow.earlier_results import earlier_overview
from coherence_kit.workflow.faces import face_warnings
from coherence_kit.workflow.language import chosen_language, language_notes

FORMATS = ("pdf", "html")


@dataclass(frozen=True, slots=True)
class WrittenOverview:
    """Files that were written; `messages` are what the program that lays a PDF out says."""

    paths: tuple[Path, ...]
    notes: tuple[Problem, ...]
    messages: tuple[str, ...]


def overview_format(output: Path) -> str:
    """`pdf` or `html`, from the name of the file to write.

    Raises:
        WrongUseError: the name ends otherwise.

    """
    kind = output.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        known = " or ".join(f".{name}" for name in FORMATS)
        msg = (
            f'"{output.name}" does not say which kind of overview is wanted; end it with {known}.'
            f"{did_you_mean(kind, FORMATS)}"
        )
        raise WrongUseError(msg)
    return kind


def expect_overview_places(
    outputs: Iterable[Path],
    *,
    read: frozenset[Identity] = frozenset(),
    below: Path | None = None,
) -> None:
    """Nothing but an earlier overview stands where one goes, before anything is counted.

    Raises:
        WrongUseError: a name has another ending, or the file is one of those that are `read`.
        ProblemsFound: something else stands there, or a link lies `below` the folder.

    """
    for output in outputs:
        expect_own_place(output, earlier_overview(overview_format(output)), read=read, below=below)


def write_overview(  # noqa: PLR0913  (all but three are named, with defaults)
    overview: RunOverview,
    questionnaires: Mapping[str, Instrument],
    outputs: Sequence[Path],
    *,
    language: str | None = None,
    date: dt.date | None = None,
    read: frozenset[Identity] = frozenset(),
    below: Path | None = None,
) -> WrittenOverview:
    """Write an overview, one file for each name; same input, same bytes.

    Args:
        overview: what was counted.
        questionnaires: those in it, by id.
        outputs: names that end with `.pdf` or `.html`.
        language: of what is said; English if not given.
        date: printed; the latest of the submissions if not given, and none if they have none.
        read: the files that were read, none of which may be written over.
        below: the folder that was named by the user, in which nothing may be a link.

    Raises:
        WrongUseError: another ending, or nothing is there in the language.
        ProblemsFound: a file cannot be written, or something else stands there.
        CannotRenderError: this machine lacks what PDF needs.

    """
    expect_overview_places(outputs, read=read, below=below)
    shown = {one.id: questionnaires[one.id] for one in overview.questionnaires}
    spoken = {name: one.questionnaire.languages for name, one in shown.items()}
    chosen = chosen_language(language, spoken)
    when = date or latest_date(overview)
    notes: list[Problem] = []
    messages: list[str] = []
    made: dict[Path, bytes] = {}
    for output in outputs:
        notes += language_notes(language, spoken, str(output))
        if overview_format(output) == "html":
            from coherence_kit.rendering.overview.page import overview_page

            page = overview_page(overview, shown, date=when, language=chosen)
            made[output] = page.encode()
            continue
        from coherence_kit.rendering.overview.page import overview_pdf

        printed = overview_pdf(overview, shown, date=when, language=chosen)
        made[output] = printed.data
        notes += face_warnings(printed.lacking, (), str(output))
        messages += printed.messages
    write_files(made)
    return WrittenOverview(tuple(made), tuple(notes), tuple(messages))


def latest_date(overview: RunOverview) -> dt.date | None:
    """The latest date of a submission; None where none is stated as a day."""
    try:
        return dt.date.fromisoformat(overview.latest)
    except ValueError:
        return None
