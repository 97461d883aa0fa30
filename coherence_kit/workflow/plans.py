"""Plans read, looked up, and put beside the assessments that they belong to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from coherence_kit.analysis.plans import is_of_round, not_recommended, with_plans
from coherence_kit.documents.cell_lines import LARGEST_TEXT, text_length
from coherence_kit.documents.plan_sheet import INPUTS
from coherence_kit.i18n import plural
from coherence_kit.loading.countries import StatedCountry, countries_as_known
from coherence_kit.loading.documents import WORKBOOKS, Document, read_document, read_file
from coherence_kit.loading.plans import bind_plan, load_plan
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.beside import Beside
from coherence_kit.model.plan import BoundPlan, Key
from coherence_kit.model.submission import Submission
from coherence_kit.problems import Problem, ProblemsFound, did_you_mean, shown_path
from coherence_kit.spelling import same_name
from coherence_kit.workflow.score import Workspace, expect_kind

PLAN = "plan"
_NO_SHEET = "plan.no-sheet"
_MOST_NAMED = 5


def bind_document_of_plan(
    workspace: Workspace, document: Document, others: Iterable[Workspace] = ()
) -> BoundPlan | None:
    """The plan in a document; None with the problems added.

    `others` are workspaces that may have measures of another version of a questionnaire.
    """
    workspaces = (workspace, *others)

    @cache
    def find(name: str) -> Collection[str]:
        ids: dict[str, None] = {}
        for one in workspaces:
            if name not in one.library.index():
                continue
            try:
                ids |= dict.fromkeys(measure.id for measure in one.library.measures(name))
            except ProblemsFound as found:
                document.problems.extend(found.problems)
        return ids

    stated = load_plan(document)
    if stated is None:
        return None
    known = {name for one in workspaces for name in one.library.index()}
    return bind_plan(document, stated, known, find)


def expect_fits_cells(plans: Iterable[LoadedPlan]) -> None:
    """What a plan says of a measure has to fit into a cell, from which it may be read again.

    Raises:
        ProblemsFound: something does not.

    """
    problems = [
        plan.document.problem_at(
            "plan.long-text",
            ("measures", key, name),
            length=f"{length:,}",
            most=f"{LARGEST_TEXT:,}",
        )
        for plan in plans
        for key, measure in plan.bound.stated.measures.items()
        for name in INPUTS
        if (length := text_length(getattr(measure, name) or "")) > LARGEST_TEXT
    ]
    if problems:
        raise ProblemsFound(problems)


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """A plan with the document that it was read from."""

    document: Document
    bound: BoundPlan

    @property
    def source(self) -> str:
        """The file, as the user named it."""
        return self.document.source


def load_plan_file(
    workspace: Workspace, path: Path, others: Iterable[Workspace] = ()
) -> LoadedPlan:
    """Read a plan, and look its measures up.

    Args:
        workspace: where questionnaires and measures are found.
        path: a YAML file, or a workbook of results with its action plan filled in.
        others: workspaces that may have measures of another version of a questionnaire.

    Raises:
        ProblemsFound: the file, or a questionnaire that it names, has errors.

    """
    document, shown = _read(path, workspace.max_size)
    expect_kind(document, PLAN)
    bound = bind_document_of_plan(workspace, document, others)
    if bound is None:
        raise ProblemsFound(document.problems)
    _expect_own_rows(document, shown, bound, (workspace, *others))
    return LoadedPlan(document, bound)


def check_workbook(workspace: Workspace, path: Path) -> Document | None:
    """The plan of a workbook with what is wrong with it; None where nobody has filled one in."""
    document, shown = _read(path, workspace.max_size)
    is_filled = document.value is not None and any(document.value["measures"].values())
    if not (is_filled or document.problems) or _has_no_sheet(document):
        return None
    bound = bind_document_of_plan(workspace, document)
    if bound is not None:
        with suppress(ProblemsFound):  # it is one of the document
            _expect_own_rows(document, shown, bound, [workspace])
    return document


def _has_no_sheet(document: Document) -> bool:
    return any(problem.code == _NO_SHEET for problem in document.problems)


def _read(path: Path, max_size: int) -> tuple[Document, Mapping[str, str]]:
    """A plan as plain values, and of a workbook what each measure is called on its sheet."""
    if path.suffix.lower() not in WORKBOOKS:
        return read_document(path, max_size=max_size), {}
    from coherence_kit.forms.plan_sheet import read_plan

    filled = read_plan(read_file(path, max_size=max_size), shown_path(path))
    return filled.document, filled.shown


def _expect_own_rows(
    document: Document,
    shown: Mapping[str, str],
    bound: BoundPlan,
    workspaces: Sequence[Workspace],
) -> None:
    """The rows of a workbook stand beside their keys.

    Raises:
        ProblemsFound: one is called like another measure, as after a sorting without the keys.

    """
    names: dict[str, set[Key]] = {}
    for one in workspaces:
        for name in bound.stated.questionnaires:
            if shown and name in one.library.index():
                for measure in one.library.measures(name):
                    for text in measure.label.root.values():
                        names.setdefault(" ".join(text.split()), set()).add((name, measure.id))
    own = {text: key for key, text in bound.written.items()}
    for text, label in shown.items():
        called = names.get(" ".join(label.split()), set())
        if called and own.get(text) not in called:
            document.report_key("plan.rows-apart", ("measures", text), id=text, shown=label)
            raise ProblemsFound(document.problems)


def expect_fitting(
    plans: Sequence[LoadedPlan], chapters: Sequence[Assessment], previous: Sequence[Assessment]
) -> list[Problem]:
    """Each plan is one of a report: of its country, and of its round or of the earlier one.

    Returns:
        What is to be told of them, such as measures that are planned and not recommended.

    Raises:
        ProblemsFound: a plan is not, or two of one round say something of one measure.

    """
    every = [*chapters, *previous]
    told: list[Problem] = []
    for plan in plans:
        expect_country(plan, chapters[0].submission)
        _expect_round(plan, every)
        told += _not_recommended(plan, every)
    _expect_once(plans)
    return told


def expect_country(plan: LoadedPlan, submission: Submission) -> None:
    """A plan is of the country of a submission.

    Raises:
        ProblemsFound: it is not.

    """
    stated = plan.bound.stated
    named = () if stated.country_name is None else [*stated.country_name.root.values()]
    both = [StatedCountry(stated.country, named), stated_country(submission)]
    if len({*countries_as_known(both)}) > 1:
        texts = {"value": stated.country, "other": str(submission.country or "")}
        plan.document.report("plan.other-country", ("country",), **texts)
        raise ProblemsFound(plan.document.problems)


def _expect_round(plan: LoadedPlan, every: Sequence[Assessment]) -> None:
    if any(is_of_round(plan.bound, assessment) for assessment in every):
        return
    rounds = dict.fromkeys(one.submission.round for one in every if one.submission.round)
    texts = {"value": plan.bound.stated.round, "known": " and ".join(rounds) or "without a name"}
    hint = did_you_mean(plan.bound.stated.round, rounds)
    plan.document.report("plan.other-round", ("round",), hint=hint, **texts)
    raise ProblemsFound(plan.document.problems)


def _not_recommended(plan: LoadedPlan, every: Sequence[Assessment]) -> Iterator[Problem]:
    """A warning on what is planned and recommended neither in the report nor in the earlier one."""
    own = [one for one in every if is_of_round(plan.bound, one)]
    found = not_recommended(plan.bound, own)
    if found:
        many = f"{len(found)} {plural(len(found), 'measure', 'measures')}"
        many += f" {plural(len(found), 'is', 'are')}"
        named = ", ".join(found[:_MOST_NAMED]) + (", …" if len(found) > _MOST_NAMED else "")
        texts = {"many": many, "ids": named}
        yield plan.document.problem_at("plan.not-recommended", ("measures", found[0]), **texts)


def _expect_once(plans: Sequence[LoadedPlan]) -> None:
    """Of one round every measure stands in one plan."""
    first: dict[tuple[str, str, str], LoadedPlan] = {}
    for plan in plans:
        for key, text in plan.bound.written.items():
            of_round = (same_name(plan.bound.stated.round), *key)
            other = first.setdefault(of_round, plan)
            if other is not plan:
                texts = {"id": text, "other": f"{other.bound.written[key]} in {other.source}"}
                plan.document.report_key("plan.twice", ("measures", text), **texts)
                raise ProblemsFound(plan.document.problems)


def planned(
    chapters: Sequence[Assessment], beside: Beside, plans: Sequence[BoundPlan]
) -> tuple[list[Assessment], Beside]:
    """The chapters of a report and what stands beside them, with what is planned of each."""
    now, previous = with_plans(chapters, beside.previous, plans)
    return now, replace(beside, previous=tuple(previous))


def stated_country(submission: Submission) -> StatedCountry:
    """What a submission says of its country."""
    named = submission.country_name
    return StatedCountry(submission.country or "", () if named is None else [*named.root.values()])
