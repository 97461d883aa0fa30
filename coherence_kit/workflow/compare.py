"""Two submissions to what moved between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coherence_kit.analysis.plans import with_plans
from coherence_kit.analysis.rounds.comparison import compare
from coherence_kit.documents.own_places import expect_own_place, identities
from coherence_kit.documents.safe_write import write_file
from coherence_kit.errors import WrongUseError
from coherence_kit.loading.countries import StatedCountry, countries_as_known
from coherence_kit.loading.documents import Document
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.base import is_version, split_version
from coherence_kit.model.comparison import Comparison
from coherence_kit.problems import Problem, ProblemsFound, did_you_mean, shown_path
from coherence_kit.rendering.data.comparison import FIGURES, comparison_csv, comparison_json
from coherence_kit.workflow.earlier_results import earlier_comparison
from coherence_kit.workflow.excel import csv_form, expect_file
from coherence_kit.workflow.faces import face_warnings
from coherence_kit.workflow.language import chosen_language, expect_code, language_notes
from coherence_kit.workflow.plans import LoadedPlan, expect_fitting, load_plan_file
from coherence_kit.workflow.reading import read_submission
from coherence_kit.workflow.score import (
    Loaded,
    Workspace,
    assess_loaded,
    bind_document,
    bind_draft,
    sorted_problems,
)

FORMATS = ("pdf", "html", "csv", "json")


@dataclass(frozen=True, slots=True)
class Compared:
    """Two rounds compared, with what there is to say of the submissions."""

    comparison: Comparison
    loaded: tuple[Loaded, Loaded]
    notes: tuple[Problem, ...]
    plans: tuple[LoadedPlan, ...] = ()


def compare_files(
    workspace: Workspace, old: Path | Loaded, new: Path | Loaded, plans: Sequence[Path] = ()
) -> Compared:
    """Compare two submissions, each read by the version of the questionnaire that it answers.

    The `plans` are what the country made of the measures of one of the two rounds.

    Raises:
        ProblemsFound: one of them has errors, or no questionnaire of its version is there.
        WrongUseError: they are of two countries, or answer two questionnaires.

    """
    (first, earlier), (second, later) = (
        _loaded(workspace, one, is_old=one is old) for one in (old, new)
    )
    then, now = assess_loaded(first), assess_loaded(second)
    expect_one_country(then, now)
    planned = [load_plan_file(later, path, [earlier]) for path in plans]
    told = expect_fitting(planned, [now], [then])
    told += [note for plan in planned for note in plan.document.problems]
    (now,), (then,) = with_plans([now], [then], [plan.bound for plan in planned])
    comparison = compare(then, now)
    notes = [*first.notes, *second.notes, *told, *order_notes(comparison)]
    return Compared(comparison, (first, second), tuple(sorted_problems(notes)), tuple(planned))


def _loaded(workspace: Workspace, one: Path | Loaded, *, is_old: bool) -> tuple[Loaded, Workspace]:
    """A submission, and the workspace with the version that it answers."""
    if isinstance(one, Loaded):
        return one, workspace
    return load_of_its_version(workspace, one, is_old=is_old)


def load_of_its_version(
    workspace: Workspace, path: Path, *, is_old: bool, draft: bool = False
) -> tuple[Loaded, Workspace]:
    """A submission read by the version of the questionnaire that it answers.

    Args:
        workspace: where questionnaires are found.
        path: the submission.
        is_old: whether it is the one of the earlier round, whose questionnaire may be gone.
        draft: whether errors of it are left out and told.

    Returns:
        The submission, and the workspace with that version.

    Raises:
        ProblemsFound: it has errors, or no questionnaire of its version is there.

    """
    document = read_submission(path, max_size=workspace.max_size)
    fitting = _with_its_version(workspace, document)
    read = bind_draft if draft else bind_document
    try:
        return read(fitting, document), fitting
    except ProblemsFound as found:
        raise ProblemsFound(_with_cure(one, is_old=is_old) for one in found.problems) from None


def _with_its_version(workspace: Workspace, document: Document) -> Workspace:
    """The workspace in which the questionnaire has the version that a submission answers."""
    stated = document.at(("questionnaire",))
    parts = stated if isinstance(stated, Mapping) else {}
    name, version = str(parts.get("id") or ""), str(parts.get("version") or "")
    return workspace.of_version(name, version) if is_version(version) else workspace


def _with_cure(problem: Problem, *, is_old: bool) -> Problem:
    """A version that is not there, with what helps where a round is compared with another."""
    if problem.code != "submission.version" or not is_old:
        return problem
    here = split_version(problem.params["known"])[0]
    stated = split_version(problem.params["version"])[0]
    if here == stated:  # a later kit has it
        return problem
    return replace(problem, code="compare.version")


def expect_one_country(then: Assessment, now: Assessment) -> None:
    """Two rounds are of one country, by its code or its name.

    Raises:
        WrongUseError: they are not.

    """
    both = [then.submission, now.submission]
    known = countries_as_known(
        StatedCountry(
            one.country or "", () if one.country_name is None else [*one.country_name.root.values()]
        )
        for one in both
    )
    stated = [one.country or str(one.country_name or "not stated") for one in both]
    if len({*known}) > 1:
        first, second = then.source or "the first", now.source or "the second"
        msg = (
            f"{first} is of {stated[0]}, and {second} of {stated[1]}: two rounds of one country "
            "are compared, never two countries. Give two submissions of the same one, or correct "
            "country: in the one that is wrong."
        )
        raise WrongUseError(msg)


def expect_earlier_rounds(
    assessments: Sequence[Assessment], previous: Sequence[Assessment]
) -> tuple[Problem, ...]:
    """Each of the earlier submissions belongs to a chapter of a report; what is to be told of them.

    Raises:
        WrongUseError: to none, two of them to one, or it is of another country.

    """
    by_id = {one.questionnaire.id: one for one in assessments}
    seen: dict[str, Assessment] = {}
    notes: list[Problem] = []
    for one in previous:
        name = one.questionnaire.id
        if name not in by_id:
            msg = (
                f"{one.source}, given with --previous, answers {name}, which no chapter of this "
                f"report does; its chapters answer {', '.join(by_id)}. Give the earlier submission "
                "to one of these."
            )
            raise WrongUseError(msg)
        if name in seen:
            msg = (
                f"{seen[name].source} and {one.source}, both given with --previous, answer {name}: "
                "a chapter is compared with one earlier submission. Leave one of them out."
            )
            raise WrongUseError(msg)
        seen[name] = one
        expect_one_country(one, by_id[name])
        notes += order_notes(compare(one, by_id[name]))
    return tuple(notes)


def order_notes(comparison: Comparison) -> Iterator[Problem]:
    """What is to be told of two submissions that are the same, or in the wrong order."""
    then, now = comparison.then, comparison.now
    if comparison.is_same_submission:
        yield Problem("compare.same", now.source, params={"other": shown_path(Path(then.source))})
    elif comparison.is_reversed:
        params = {
            "date": str(now.submission.date),
            "other": shown_path(Path(then.source)),
            "later": str(then.submission.date),
        }
        yield Problem("compare.reversed", now.source, params=params)


@dataclass(frozen=True, slots=True)
class Written:
    """A comparison that was written; `messages` are what the program that lays it out says."""

    path: Path
    comparison: Comparison
    notes: tuple[Problem, ...]
    messages: tuple[str, ...] = ()


def comparison_format(output: Path) -> str:
    """`pdf`, `html`, `csv` or `json`, from the name of the file to write.

    Raises:
        WrongUseError: the name ends otherwise.

    """
    kind = output.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        msg = (
            f'"{output.name}" does not say which kind of comparison is wanted; end it with '
            f"{known}.{did_you_mean(kind, FORMATS)}"
        )
        raise WrongUseError(msg)
    return kind


def write_comparison(  # noqa: PLR0913  (two of them have defaults, and two are named)
    workspace: Workspace,
    old: Path | Loaded,
    new: Path | Loaded,
    output: Path,
    *,
    plans: Sequence[Path] = (),
    language: str | None = None,
    excel: bool = False,
    step: Callable[[str], None] = lambda _what: None,
) -> Written:
    """Write a comparison; it raises as :func:`compare_files`.

    A table is written as Excel opens it in the language, where `excel` asks for that.

    Raises:
        WrongUseError: another ending, or a language that is none.
        ProblemsFound: the file cannot be written, or another one stands there.
        CannotRenderError: this machine lacks what PDF needs.

    """
    kind = comparison_format(output)
    expect_file(kind, output, excel=excel)
    expect_code(language)
    read = [Path(one.source) if isinstance(one, Loaded) else one for one in (old, new)]
    read += plans
    expect_own_place(output, earlier_comparison(kind), read=identities(read))
    step("reading")
    compared = compare_files(workspace, old, new, plans)
    chosen, told = language_of(compared.comparison, language, str(output))
    step(f"laying out the {kind}")
    data, lacking, messages = _made(kind, compared, chosen, excel=excel)
    write_file(output, data)
    documents = [one.document for one in compared.loaded]
    documents += [one.document for one in compared.plans]
    notes = (*compared.notes, *told, *face_warnings(lacking, documents, str(output)))
    return Written(output, compared.comparison, notes, messages)


def language_of(
    comparison: Comparison, language: str | None, output: str = ""
) -> tuple[str, Sequence[Problem]]:
    """The language of a comparison, and what is to be said where a text lacks in it."""
    spoken = {comparison.now.questionnaire.id: comparison.now.questionnaire.languages}
    return chosen_language(language, spoken), [*language_notes(language, spoken, output)]


def _made(
    kind: str, compared: Compared, language: str, *, excel: bool
) -> tuple[bytes, Iterable[str], tuple[str, ...]]:
    """The file, the characters that no face has, and what the program that lays it out says."""
    comparison = compared.comparison
    if kind == "json":
        return comparison_json(comparison).encode(), (), ()
    if kind == "csv":
        table = comparison_csv(comparison, language)
        return csv_form(table, language, excel=excel, figures=FIGURES).encode(), (), ()
    if kind == "html":
        from coherence_kit.rendering.report.compared_rounds import comparison_page

        return comparison_page(comparison, language, for_print=False).encode(), (), ()
    from coherence_kit.rendering.report.compared_rounds import comparison_pdf

    made = comparison_pdf(comparison, language)
    return made.data, made.lacking, made.messages
