"""Is a PDF report what the kit makes of what it carries?

Three questions. Is the questionnaire inside the one that is known by its name? Scored again, do the
submissions inside give the figures inside? And made again, is it the same file? A report goes from
hand to hand, and whoever changes it may also change what it carries: nothing inside is taken on
trust, and what the kit would not have written is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from coherence_kit.documents.embedded import read_attachments
from coherence_kit.loading.documents import compose_document, read_file
from coherence_kit.loading.library import open_library
from coherence_kit.loading.limits import MIB
from coherence_kit.loading.plans import load_plan
from coherence_kit.loading.submissions import bind, load_submission_file
from coherence_kit.loading.unseen import UNSEEN, unseen_params
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.beside import Beside
from coherence_kit.model.plan import look_up
from coherence_kit.problems import Problem, ProblemsFound
from coherence_kit.rendering.brand import UNBRANDED
from coherence_kit.rendering.data.assessment import assessments_data, assessments_json
from coherence_kit.rendering.report.recipe import Recipe
from coherence_kit.workflow.agreement import with_agreement
from coherence_kit.workflow.brands import carried_brand
from coherence_kit.workflow.carried import Carried, sort_files
from coherence_kit.workflow.embedded_questionnaires import EmbeddedQuestionnaires, Questioned
from coherence_kit.workflow.made_again import Doubted, compare_pages, other_makers
from coherence_kit.workflow.partners import with_partners
from coherence_kit.workflow.plans import PLAN, LoadedPlan, expect_fitting, planned
from coherence_kit.workflow.printed_figures import (
    differing_figures,
    original_name,
    printed_figures,
)
from coherence_kit.workflow.robustness import assess_with_robustness
from coherence_kit.workflow.score import (
    Loaded,
    expect_kind,
    form_answered,
    report_beyond,
    report_other_content,
)

_PREVIOUS: Final = "previous-"
LARGEST_REPORT: Final = 128 * MIB  # a long one has half a megabyte


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found out about a report; `problems` is empty if everything follows.

    `pages` is how many were compared, None if none were; `is_as_written` whether the file is, byte
    for byte, as the kit writes it. `typefaces` are the names of those that are not the kit's own.
    """

    submissions: int
    figures: int
    questionnaires: tuple[Questioned, ...]
    problems: tuple[Problem, ...]
    pages: int | None = None
    is_as_written: bool = False
    typefaces: tuple[str, ...] = ()


def verify(path: Path, *, folders: Iterable[Path] = (), figures_only: bool = False) -> Verdict:
    """Score the submissions inside a report again, make the report again, and compare.

    Args:
        path: the PDF; it may come from anyone.
        folders: with questionnaires whose content is known here beside that of the shipped ones.
        figures_only: leave the pages out, such as those of another release of the kit.

    Raises:
        ProblemsFound: the file is no report of the kit, or what it carries cannot be read.

    """
    source = str(path)
    pdf = read_file(path, max_size=LARGEST_REPORT)
    carried, recipe = sort_files(read_attachments(pdf, source=source), source)
    printed = printed_figures(carried.figures, source)
    unseen = _unseen(recipe, source)
    library = open_library(folders)
    known = EmbeddedQuestionnaires(carried, library, source)
    earlier = EmbeddedQuestionnaires(carried.of_earlier_round, library, source)
    assessments = [
        _assess(data, name, (known, earlier), original_name(printed, place), unseen.get(place, []))
        for place, (name, data) in enumerate(carried.all_submissions, start=1)
    ]
    assessments = _with_partners(carried, assessments)
    assessments = _with_plans(carried, assessments, (known, earlier))
    brand = carried_brand(carried.brand, source) if carried.brand else UNBRANDED
    scored: list[Any] = [*assessments_data(assessments)]
    problems = [*known.problems(), *earlier.problems()]
    problems += differing_figures(printed, scored, source, of_any_kit=figures_only)
    verdict = Verdict(
        len(assessments),
        sum(1 for _ in _leaves(scored)),
        (*known.questioned(), *earlier.questioned()),
        tuple(problems),
    )
    if figures_only:
        return verdict
    others = other_makers(recipe, source) if recipe else [Problem("verify.no-recipe", source)]
    if recipe is None or others or problems:  # the pages differ for certain, or cannot be compared
        return replace(verdict, problems=(*others, *problems))
    figures = assessments_json(assessments).encode()
    report = Doubted(pdf, replace(carried, figures=figures), recipe, source)
    chapters, beside = _as_printed(carried, assessments)
    compared = compare_pages(report, chapters, beside, brand)
    return replace(
        verdict,
        problems=compared.problems,
        pages=compared.pages,
        is_as_written=compared.is_as_written,
        typefaces=brand.typefaces.families if brand.typefaces else (),
    )


def _with_partners(carried: Carried, assessments: Sequence[Assessment]) -> list[Assessment]:
    """The assessments, the chapters among them read beside the voices."""
    chapters, beside = _as_printed(carried, assessments)
    return [*with_partners(chapters, beside.voices), *assessments[len(chapters) :]]


def _with_plans(
    carried: Carried,
    assessments: Sequence[Assessment],
    questionnaires: tuple[EmbeddedQuestionnaires, EmbeddedQuestionnaires],
) -> list[Assessment]:
    """The assessments, the chapters and those of the earlier round with what is planned of them.

    Raises:
        ProblemsFound: a plan has errors, or is none of this report.

    """
    chapters, beside = _as_printed(carried, assessments)
    measures: dict[str, set[str]] = {}
    for one in questionnaires:
        for name, ids in one.measures().items():
            measures.setdefault(name, set()).update(ids)
    plans = [
        _plan(data, f"{questionnaires[0].source} > plan-{place}.yaml", measures)
        for place, data in enumerate(carried.plans, start=1)
    ]
    expect_fitting(plans, chapters, beside.previous)
    now, beside = planned(chapters, beside, [plan.bound for plan in plans])
    return [*now, *beside.voices, *beside.previous]


def _plan(data: bytes, source: str, measures: Mapping[str, Collection[str]]) -> LoadedPlan:
    """A plan of a report, as far as it takes up measures for what the report answers."""
    document = compose_document(data, source)
    expect_kind(document, PLAN)
    stated = load_plan(document)
    if stated is None:
        raise ProblemsFound(document.problems)
    return LoadedPlan(document, look_up(stated, measures))


def _as_printed(
    carried: Carried, assessments: Sequence[Assessment]
) -> tuple[Sequence[Assessment], Beside]:
    """The assessments that are chapters, and those that stand beside them."""
    chapters = len(carried.submissions)
    voices = chapters + len(carried.voices)
    beside = Beside(tuple(assessments[chapters:voices]), tuple(assessments[voices:]))
    return assessments[:chapters], beside


def _assess(
    data: bytes,
    name: str,
    questionnaires: tuple[EmbeddedQuestionnaires, EmbeddedQuestionnaires],
    original: str,
    unseen: Sequence[Problem],
) -> Assessment:
    """The assessment of a submission of a report, by the name under which it is carried.

    Its questionnaire is one of those of the report, or of those of its earlier round.
    """
    known, earlier = questionnaires
    document = compose_document(data, f"{known.source} > {name}")
    file = load_submission_file(document)
    if file is None:
        raise ProblemsFound(document.problems)
    is_previous = name.startswith(_PREVIOUS)
    if is_previous and file.questionnaire.id in earlier.carried.questionnaires:
        known = earlier
    instrument = known.instrument(file.questionnaire.id)
    submission = bind(document, file, instrument.questionnaire, instrument.tree)
    answered = form_answered(document, file, instrument)
    if submission is None or answered is None:
        raise ProblemsFound(document.problems)
    report_other_content(document, file.questionnaire, instrument)
    report_beyond(document, submission, answered)
    document.problems += unseen
    loaded = Loaded(document, submission, answered)
    assessment = with_agreement(assess_with_robustness(loaded, named=original or name))
    if is_previous:  # an earlier round has no page on other frameworks
        return assessment
    return replace(assessment, mappings=known.mappings(file.questionnaire.id))


def _unseen(recipe: Recipe | None, source: str) -> dict[int, list[Problem]]:
    """What a report says of answers that its form did not show, by the number of the chapter."""
    told: dict[int, list[Problem]] = {}
    for one in recipe.unseen if recipe else ():
        params = unseen_params(one.sheet, one.answers, one.entries)
        told.setdefault(one.chapter, []).append(Problem(UNSEEN, source, params=params))
    return told


def _leaves(data: object) -> Iterator[object]:
    if isinstance(data, Mapping):
        for value in data.values():
            yield from _leaves(value)
    elif isinstance(data, list):
        for value in data:
            yield from _leaves(value)
    else:
        yield data
