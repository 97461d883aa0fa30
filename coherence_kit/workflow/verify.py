"""Do the figures of a PDF report follow from the submissions that it carries?

Two questions. Scored again with the questionnaire and the measures beside them, do the embedded
submissions give the embedded figures? And laid out again, do they give the same pages? The second
one needs the versions that made the report, because another release of a library may set a line
differently; where they differ it is left open, and said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coherence_kit.analysis.assess import Instrument, prepare
from coherence_kit.documents.embedded import read_attachments
from coherence_kit.documents.pages import Pages, read_pages
from coherence_kit.documents.pdf import Attached
from coherence_kit.i18n import DEFAULT_LANGUAGE
from coherence_kit.loading.documents import Document, compose_document, read_file
from coherence_kit.loading.library import open_library
from coherence_kit.loading.limits import MIB
from coherence_kit.loading.measures import load_measures
from coherence_kit.loading.questionnaires import load_questionnaire
from coherence_kit.loading.submissions import bind, load_submission_file
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.base import is_language
from coherence_kit.model.measures import Measure
from coherence_kit.problems import Problem, ProblemsFound
from coherence_kit.rendering.data.assessment import assessment_data
from coherence_kit.rendering.report.pdf import UNDATED, render_pdf
from coherence_kit.workflow.report import ASSESSMENT_NAME
from coherence_kit.workflow.robustness import assess_with_robustness
from coherence_kit.workflow.score import Loaded, report_other_content

UNCOMPARED = ("kit_version",)
# A long report has half a megabyte, and what it carries at most `MAX_SIZE` a file.
LARGEST_REPORT = 128 * MIB
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found out about a report; `problems` is empty if everything follows."""

    submissions: int
    figures: int
    pages: int | None
    problems: tuple[Problem, ...]


def verify(path: Path) -> Verdict:
    """Score the submissions inside a report again and compare figures and pages.

    Raises:
        ProblemsFound: the file is no report of the kit, or what it carries cannot be read.

    """
    data = read_file(path, max_size=LARGEST_REPORT)
    files = read_attachments(data, source=str(path))
    printed = _embedded_figures(files, str(path))
    if any(_is_draft(entry) for entry in printed):
        raise ProblemsFound([Problem("verify.draft", str(path))])
    assessments = list(_assess_embedded(files, printed, str(path)))
    scored = [assessment_data(assessment) for assessment in assessments]
    differences = list(_differences(printed, scored, ()))
    problems = [
        Problem(
            "verify.figure", str(path), path=place, params={"printed": str(old), "scored": str(new)}
        )
        for place, old, new in differences
    ]
    pages = read_pages(data, str(path))
    is_comparable = not problems and _same_makers(pages, printed, assessments)
    if is_comparable:
        problems = _compare_pages(pages, files, assessments, str(path))
    compared = len(pages.drawn) if is_comparable else None
    return Verdict(len(assessments), sum(1 for _ in _leaves(scored)), compared, tuple(problems))


def _assess_embedded(files: Files, printed: list[Any], source: str) -> Iterator[Assessment]:
    instruments = _instruments(files, source)
    names = sorted((name for name in files if name.startswith("submission-")), key=_by_number)
    if not names:
        raise ProblemsFound([Problem("verify.no-submission", source)])
    for place, name in enumerate(names):
        document = compose_document(files[name], f"{source} > {name}")
        file = load_submission_file(document)
        instrument = instruments.get(file.questionnaire.id) if file else None
        if file is None or instrument is None:
            raise ProblemsFound(document.problems or [Problem("verify.no-questionnaire", source)])
        submission = bind(document, file, instrument.questionnaire, instrument.tree)
        if submission is None:
            raise ProblemsFound(document.problems)
        report_other_content(document, file.questionnaire, instrument)
        loaded = Loaded(document, submission, instrument)
        yield assess_with_robustness(loaded, named=_original_name(printed, place) or name)


def _by_number(name: str) -> tuple[int, str]:
    """submission-2 before submission-10."""
    return len(name), name


def _original_name(printed: list[Any], place: int) -> str:
    """The name that the n-th submission had when the report was made."""
    try:
        return str(printed[place]["submission"]["source"])
    except (IndexError, KeyError, TypeError):
        return ""


def _instruments(files: Files, source: str) -> dict[str, Instrument]:
    """Every questionnaire that the report carries, with the measures beside it."""
    documents = open_library().documents()
    instruments = {}
    for name, data in sorted(files.items()):
        if name.startswith("questionnaire-"):
            document = compose_document(data, f"{source} > {name}")
            questionnaire = load_questionnaire(document)
            if questionnaire is None:
                raise ProblemsFound(document.problems)
            measures: dict[str, Measure] = {}
            for catalogue in _catalogues(files, source, questionnaire.id):
                loaded = load_measures(catalogue, questionnaire)
                if loaded is None:
                    raise ProblemsFound(catalogue.problems)
                for measure in loaded.measures:
                    measures.setdefault(measure.id, measure)
            instruments[questionnaire.id] = prepare(questionnaire, measures.values(), documents)
    return instruments


def _catalogues(files: Files, source: str, questionnaire: str) -> Iterator[Document]:
    pattern = re.compile(rf"measures-{re.escape(questionnaire)}-[0-9]+\.yaml")
    for name in sorted(
        filter(pattern.fullmatch, files), key=_by_number
    ):  # of two measures with one id the first counts
        yield compose_document(files[name], f"{source} > {name}")


def _embedded_figures(files: Files, source: str) -> list[Any]:
    try:
        figures = json.loads(files[ASSESSMENT_NAME])
    except (KeyError, ValueError):
        raise ProblemsFound([Problem("verify.no-figures", source)]) from None
    return figures if isinstance(figures, list) else [figures]


def _is_draft(entry: object) -> bool:
    submission = entry.get("submission") if isinstance(entry, Mapping) else None
    return isinstance(submission, Mapping) and bool(submission.get("draft"))


def _differences(
    old: object, new: object, place: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], object, object]]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys([*old, *new]):
            if key not in UNCOMPARED:
                yield from _differences(old.get(key), new.get(key), (*place, str(key)))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True), start=1):
            yield from _differences(one, other, (*place, str(index)))
    elif old != new:
        yield place, old, new


def _leaves(data: object) -> Iterator[object]:
    if isinstance(data, Mapping):
        for value in data.values():
            yield from _leaves(value)
    elif isinstance(data, list):
        for value in data:
            yield from _leaves(value)
    else:
        yield data


def _same_makers(pages: Pages, printed: list[Any], assessments: list[Assessment]) -> bool:
    """Whether this kit and this WeasyPrint made the report."""
    kits = {entry.get("kit_version") for entry in printed if isinstance(entry, Mapping)}
    return (
        kits == {assessment.kit_version for assessment in assessments}
        and pages.producer == _producer()
    )


def _producer() -> str:
    from importlib.metadata import version

    return f"WeasyPrint {version('weasyprint')}"


def _compare_pages(
    pages: Pages, files: Files, assessments: list[Assessment], source: str
) -> list[Problem]:
    """What differs from the pages that the kit makes.

    A file says in which language its words are; its questions may be in another one, where the
    words have none of their own, so that those of the questionnaires are tried too.
    """
    spoken = [pages.language if is_language(pages.language) else DEFAULT_LANGUAGE]
    spoken += [tag for one in assessments for tag in one.questionnaire.languages]
    found: list[list[Problem]] = []
    for language in dict.fromkeys(spoken):
        found.append(list(_differing_pages(pages, files, assessments, source, language)))
        if not found[-1]:
            return []
    return found[0]


def _differing_pages(
    pages: Pages, files: Files, assessments: list[Assessment], source: str, language: str
) -> Iterator[Problem]:
    attachments = [Attached(name, data) for name, data in files.items()]
    date = None if pages.date == UNDATED else pages.date
    made = render_pdf(assessments, date=date, attachments=attachments, language=language)
    again = read_pages(made.data, source)
    if len(again.drawn) != len(pages.drawn):
        params = {"found": str(len(pages.drawn)), "wanted": str(len(again.drawn))}
        yield Problem("verify.page-count", source, params=params)
        return
    for number, (printed, laid_out) in enumerate(
        zip(pages.drawn, again.drawn, strict=True), start=1
    ):
        if printed != laid_out:
            yield Problem("verify.page", source, params={"page": str(number)})
