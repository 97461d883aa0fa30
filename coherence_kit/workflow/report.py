"""Assessments to report files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coherence_kit import content
from coherence_kit.documents.attached import (
    LARGEST_ATTACHMENT,
    LARGEST_TOTAL,
    MOST_ATTACHMENTS,
    Attached,
)
from coherence_kit.documents.own_places import expect_own_place, identities
from coherence_kit.documents.print_limits import Cut
from coherence_kit.documents.safe_write import write_file
from coherence_kit.documents.word.template import Template
from coherence_kit.errors import WrongUseError
from coherence_kit.loading.countries import countries_as_known
from coherence_kit.loading.documents import read_file
from coherence_kit.loading.limits import MIB
from coherence_kit.loading.yaml.events import too_large
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.beside import ALONE, Beside
from coherence_kit.problems import Problem, ProblemsFound, did_you_mean, is_file, shown_path
from coherence_kit.rendering.brand import UNBRANDED, Brand
from coherence_kit.rendering.data.assessment import assessments_json
from coherence_kit.rendering.report.recipe import LARGEST_RECIPE
from coherence_kit.rendering.report.variants import FULL, VARIANTS, Variant, variant_named
from coherence_kit.workflow.agreement import with_agreement
from coherence_kit.workflow.brands import load_brand_file
from coherence_kit.workflow.carried import Carried
from coherence_kit.workflow.compare import expect_earlier_rounds, load_of_its_version
from coherence_kit.workflow.cuts import cut_warnings
from coherence_kit.workflow.earlier_results import earlier_report
from coherence_kit.workflow.faces import face_warnings
from coherence_kit.workflow.language import (
    chosen_language,
    expect_code,
    language_notes,
    languages_of,
)
from coherence_kit.workflow.partners import lettered_order, with_partners
from coherence_kit.workflow.plans import (
    LoadedPlan,
    expect_fits_cells,
    expect_fitting,
    load_plan_file,
    planned,
    stated_country,
)
from coherence_kit.workflow.reading import as_yaml
from coherence_kit.workflow.robustness import assess_with_robustness
from coherence_kit.workflow.rounds import merged_files
from coherence_kit.workflow.score import (
    Loaded,
    Workspace,
    assess_loaded,
    load_draft,
    load_submission,
    open_workspace,
    submission_files,
)
from coherence_kit.workflow.typefaces import lent_letters

_NOT_STATED = "not stated"


def report_date(assessments: Sequence[Assessment], date: dt.date | None) -> dt.date | None:
    """The date of a report: the one asked for, or the latest of its submissions; never the clock's.

    None where a submission has a date that cannot be read, and none is known: it is printed as it
    was typed.

    Raises:
        WrongUseError: no submission has a date and none was given.

    """
    dates = [assessment.submission.date for assessment in assessments if assessment.submission.date]
    chosen = date or max(dates, default=None)
    if chosen is None and not any(assessment.typed_date for assessment in assessments):
        msg = (
            "The submission has no date, and a report needs one. Add date: to the file, or give "
            "--date YYYY-MM-DD."
        )
        raise WrongUseError(msg)
    return chosen


def expect_one_report(assessments: Sequence[Assessment]) -> None:
    """Chapters of one report have one country, by its code or its name, and one round.

    Raises:
        WrongUseError: they have not.

    """
    submissions = [assessment.submission for assessment in assessments]
    known = countries_as_known(map(stated_country, submissions))
    stated = [one.country or str(one.country_name or _NOT_STATED) for one in submissions]
    countries = dict(zip(known, stated, strict=True))
    rounds = {one.round: one.round or _NOT_STATED for one in submissions}
    for values in (sorted(countries.values()), sorted(rounds.values())):
        if len(values) > 1:
            msg = (
                f"A report has one country and one round; these submissions have {len(values)} "
                f"({', '.join(values)}). Make a report for each; coherence batch will make them "
                "in one go."
            )
            raise WrongUseError(msg)


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was written, with what there is to say about it.

    `notes` are warnings, `messages` what the program that lays it out says.
    """

    path: Path
    assessments: tuple[Assessment, ...]
    notes: tuple[Problem, ...]
    messages: tuple[str, ...]


def make_report(  # noqa: PLR0913  (two of them have defaults, and all but three are named)
    workspace: Workspace,
    submissions: Sequence[Path | Loaded],
    output: Path,
    *,
    date: dt.date | None = None,
    language: str | None = None,
    draft: bool = False,
    round_file: Path | None = None,
    previous: Sequence[Path] = (),
    variant: str | None = None,
    plans: Sequence[Path] = (),
    brand: Path | None = None,
    template: Path | None = None,
    step: Callable[[str], None] = lambda _what: None,
) -> Report:
    """Write the report of submissions, read already or not; as :func:`report_loaded`.

    Of a `draft` what can be read is reported, and what cannot is listed on its second page. With a
    `round_file` the submissions are those of its respondents: the government's are merged, and what
    stakeholders say stands beside. The `previous` submissions are those of an earlier round. The
    `variant` says which parts are printed; None for all. The `plans` are of the round of the report
    or of the earlier one. The `brand` is the file of one, by which the report looks.

    Raises:
        WrongUseError: as :func:`report_loaded`, or the report would take the place of a submission.
        ProblemsFound: a submission or a plan has errors, or the file cannot be written, or another
            one stands there that is no report.

    """
    kind = report_format(output)  # a wrong name is told before anything is read
    expect_code(language)
    parts = variant_named(variant)
    _expect_printed(kind, parts, is_branded=brand is not None)
    named = [Path(one.source) if isinstance(one, Loaded) else one for one in submissions]
    beside = [*previous, *plans, *filter(None, (round_file, brand, template))]
    expect_own_place(output, earlier_report(kind), read=identities([*named, *beside]))
    read = _read_template(template, output)
    step("reading")
    branded = _load_brand(brand, workspace.max_size)
    load = load_draft if draft else load_submission
    before, earlier = _load_each(workspace, previous, is_old=True, draft=draft)
    if round_file is not None:
        merged = merged_files(workspace, round_file, named)
        workspace = merged.round.workspace
        report = report_loaded(
            workspace,
            [one.loaded(workspace) for one in merged.merged],
            output,
            date=date,
            language=language,
            voices=[one.loaded for one in merged.voices],
            previous=before,
            earlier=earlier,
            variant=parts,
            plans=_load_plans(workspace, earlier, plans),
            brand=branded,
            template=read,
            step=step,
        )
        return replace(report, notes=(*merged.notes, *report.notes))
    if previous:  # beside the questionnaire of an earlier round each chapter has its own version
        loaded, workspace = _load_each(workspace, submissions, is_old=False, draft=draft)
    else:
        loaded = [one if isinstance(one, Loaded) else load(workspace, one) for one in submissions]
    return report_loaded(
        workspace,
        loaded,
        output,
        date=date,
        language=language,
        previous=before,
        earlier=earlier,
        variant=parts,
        plans=_load_plans(workspace, earlier, plans),
        brand=branded,
        template=read,
        step=step,
    )


def _expect_printed(kind: str, variant: Variant, *, is_branded: bool) -> None:
    """Only what is printed has variants and looks like a brand.

    Raises:
        WrongUseError: a variant is asked for of a file that always has everything, or a brand of
            one that has no looks.

    """
    if variant is not VARIANTS[FULL] and kind in _FIGURES_ALONE:
        msg = (
            f"A variant says which parts of a report are printed, and a .{kind} file always has "
            "all that it can hold: leave out --variant, or end the name with .pdf, .html or .docx."
        )
        raise WrongUseError(msg)
    if is_branded and kind not in _BRANDED:
        msg = (
            f"A brand says how a report looks, and a .{kind} file does not take one: leave out "
            "--brand, or end the name with .pdf, .html, .docx or .xlsx."
        )
        raise WrongUseError(msg)


def _load_brand(path: Path | None, max_size: int) -> Brand:
    return UNBRANDED if path is None else load_brand_file(path, max_size=max_size).brand


def _load_plans(
    workspace: Workspace, earlier: Workspace, plans: Sequence[Path]
) -> list[LoadedPlan]:
    """Plans with their measures looked up, those of the earlier round in its catalogues too."""
    others = [] if earlier is workspace else [earlier]
    return [load_plan_file(workspace, path, others) for path in plans]


def _load_each(
    workspace: Workspace, submissions: Sequence[Path | Loaded], *, is_old: bool, draft: bool
) -> tuple[list[Loaded], Workspace]:
    """Submissions read by the versions that they answer, and a workspace with these versions."""
    loaded = []
    for one in submissions:
        if isinstance(one, Path):
            read, workspace = load_of_its_version(workspace, one, is_old=is_old, draft=draft)
            loaded.append(read)
        else:
            loaded.append(one)
    return loaded, workspace


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A report as bytes; the others as of :class:`Report`."""

    data: bytes
    assessments: tuple[Assessment, ...]
    notes: tuple[Problem, ...]
    messages: tuple[str, ...]


def report_loaded(  # noqa: PLR0913  (likewise)
    workspace: Workspace,
    submissions: Sequence[Loaded],
    output: Path,
    *,
    date: dt.date | None = None,
    language: str | None = None,
    voices: Sequence[Loaded] = (),
    previous: Sequence[Loaded] = (),
    earlier: Workspace | None = None,
    variant: Variant = VARIANTS[FULL],
    plans: Sequence[LoadedPlan] = (),
    brand: Brand = UNBRANDED,
    template: Template | None = None,
    step: Callable[[str], None] = lambda _what: None,
) -> Report:
    """Write the report of one or several submissions of one country and round.

    The suffix of the output tells the format.

    `language` is that of the texts that come in several; `step` is told in a few words what is
    being done. `voices` of stakeholders and submissions of a `previous` round stand beside the
    chapters, and never enter their figures; `earlier` is the workspace by which the latter were
    read, where it is another one. The `plans` are what the country made of the measures.

    Raises:
        WrongUseError: another suffix, several countries or rounds, or no date anywhere.
        ProblemsFound: the file cannot be written.
        CannotRenderError: this machine lacks what PDF needs.

    """
    made = lay_out(
        workspace,
        submissions,
        output,
        date=date,
        language=language,
        voices=voices,
        previous=previous,
        earlier=earlier,
        variant=variant,
        plans=plans,
        brand=brand,
        template=template,
        step=step,
    )
    write_file(output, made.data)
    return Report(output, made.assessments, made.notes, made.messages)


def lay_out(  # noqa: PLR0913  (likewise)
    workspace: Workspace,
    submissions: Sequence[Loaded],
    output: Path,
    *,
    date: dt.date | None = None,
    language: str | None = None,
    voices: Sequence[Loaded] = (),
    previous: Sequence[Loaded] = (),
    earlier: Workspace | None = None,
    variant: Variant = VARIANTS[FULL],
    plans: Sequence[LoadedPlan] = (),
    brand: Brand = UNBRANDED,
    template: Template | None = None,
    step: Callable[[str], None] = lambda _what: None,
) -> LaidOut:
    """As :func:`report_loaded`, but nothing is written; `output` is what the notes name."""
    kind = report_format(output)
    step("scoring")
    assessed = assess_loaded if kind in _FIGURES_ALONE else assess_with_robustness
    every = [*submissions, *voices, *previous]
    scored = [with_agreement(assessed(loaded, named=Path(loaded.source).name)) for loaded in every]
    if kind not in _FIGURES_ALONE:
        own = len(scored) - len(previous)
        scored = [*(with_mappings(workspace, one) for one in scored[:own]), *scored[own:]]
    assessments, others = scored[: len(submissions)], scored[len(submissions) :]
    beside = Beside(tuple(others[: len(voices)]), tuple(others[len(voices) :]))
    expect_one_report([*assessments, *beside.voices])
    order = lettered_order(with_partners(assessments, beside.voices), beside.voices)
    voices = [voices[place] for place in order]
    beside = replace(beside, voices=tuple(beside.voices[place] for place in order))
    assessments = with_partners(assessments, beside.voices)
    told = [*expect_earlier_rounds(assessments, beside.previous)]
    told += expect_fitting(plans, assessments, beside.previous)
    assessments, beside = planned(assessments, beside, [plan.bound for plan in plans])
    spoken = languages_of(assessments)
    chosen = chosen_language(language, spoken)
    when = report_date(assessments, date)
    step(f"laying out the {kind}")
    contents = _Contents(
        workspace,
        assessments,
        submissions,
        when,
        chosen,
        beside,
        voices,
        previous,
        earlier,
        variant,
        plans,
        brand,
        template,
        str(output),
    )
    made = _RENDERERS[kind](contents)
    notes = (*(note for loaded in submissions for note in loaded.notes), *told)
    notes += tuple(note for plan in plans for note in plan.document.problems)
    notes += made.notes
    notes += tuple(language_notes(language, spoken, str(output)))
    documents = [loaded.document for loaded in (*submissions, *voices)]
    documents += [plan.document for plan in plans]
    notes += tuple(face_warnings(made.lacking, documents, str(output)))
    notes += tuple(cut_warnings(made.cuts, documents, str(output)))
    return LaidOut(made.data, tuple(assessments), notes, made.messages)


def with_mappings(workspace: Workspace, assessment: Assessment) -> Assessment:
    """The assessment with the frameworks that its questions bear on.

    Raises:
        ProblemsFound: a mapping has errors.

    """
    found = workspace.library.mappings(assessment.questionnaire.id)
    return replace(assessment, mappings=tuple(mapping for mapping, _ in found))


def report_format(output: Path) -> str:
    """`pdf`, `html`, `docx`, `json` or `xlsx`, from the name of the file to write.

    Raises:
        WrongUseError: the name ends otherwise.

    """
    kind = output.suffix.lower().removeprefix(".")
    if kind not in _RENDERERS:
        known = ", ".join(f".{name}" for name in _RENDERERS)
        msg = (
            f'"{output.name}" does not say which kind of report is wanted; end it with '
            f"{known}.{did_you_mean(kind, _RENDERERS)}"
        )
        raise WrongUseError(msg)
    return kind


@dataclass(frozen=True, slots=True)
class _Contents:
    """What goes into a report."""

    workspace: Workspace
    assessments: Sequence[Assessment]
    submissions: Sequence[Loaded]
    when: dt.date | None
    language: str
    beside: Beside = ALONE
    voices: Sequence[Loaded] = ()
    previous: Sequence[Loaded] = ()
    earlier: Workspace | None = None
    variant: Variant = VARIANTS[FULL]
    plans: Sequence[LoadedPlan] = ()
    brand: Brand = UNBRANDED
    template: Template | None = None
    output: str = ""

    @property
    def every(self) -> list[Assessment]:
        """The chapters, the voices, and what is of an earlier round."""
        return [*self.assessments, *self.beside.voices, *self.beside.previous]


@dataclass(frozen=True, slots=True)
class _Made:
    """A report as bytes, with what the program that lays it out says.

    `lacking` are the characters that no face has, `cuts` what is not printed whole.
    """

    data: bytes
    messages: tuple[str, ...] = ()
    lacking: frozenset[str] = frozenset()
    cuts: tuple[Cut, ...] = ()
    notes: tuple[Problem, ...] = ()


def _as_pdf(contents: _Contents) -> _Made:
    from coherence_kit.rendering.report.pdf import render_pdf

    result = render_pdf(
        contents.assessments,
        date=contents.when,
        attachments=_embedded_files(contents),
        language=contents.language,
        beside=contents.beside,
        variant=contents.variant,
        brand=contents.brand,
    )
    lent = tuple(lent_letters(contents.brand.typefaces, result.lent, contents.output))
    return _Made(result.data, result.messages, result.lacking, result.cuts, lent)


def _as_html(contents: _Contents) -> _Made:
    from coherence_kit.rendering.report.html import render_html

    page = render_html(
        contents.assessments,
        date=contents.when,
        language=contents.language,
        for_print=False,
        beside=contents.beside,
        variant=contents.variant,
        brand=contents.brand,
    )
    return _Made(page.encode())


def _as_json(contents: _Contents) -> _Made:
    return _Made(assessments_json(contents.every).encode())


def _as_workbook(contents: _Contents) -> _Made:
    expect_fits_cells(contents.plans)
    from coherence_kit.rendering.workbook.book import render_workbook

    return _Made(
        render_workbook(
            contents.assessments,
            date=contents.when,
            language=contents.language,
            beside=contents.beside,
            brand=contents.brand,
        )
    )


def _as_docx(contents: _Contents) -> _Made:
    from coherence_kit.rendering.word.docx import render_docx

    made = render_docx(
        contents.assessments,
        date=contents.when,
        language=contents.language,
        beside=contents.beside,
        variant=contents.variant,
        template=contents.template,
        brand=contents.brand,
    )
    source = contents.template.source if contents.template else ""
    notes = []
    if contents.template and contents.template.is_protected:
        notes.append(Problem("template.protected", source))
    if not made.has_block:
        notes.append(Problem("template.no-block", source, params={"block": "{{ report }}"}))
    if made.added:
        names = ", ".join(made.added)
        notes.append(Problem("template.styles", source, params={"names": names}))
    if made.is_unclassified:
        params = {"block": "{{ classification }}"}
        notes.append(Problem("template.no-classification", source, params=params))
    return _Made(made.data, notes=tuple(notes))


def _read_template(path: Path | None, output: Path) -> Template | None:
    """A template for Word, checked.

    Raises:
        WrongUseError: the report is none for Word.
        ProblemsFound: it cannot be read, or is no template.

    """
    if path is None:
        return None
    if report_format(output) != "docx":
        msg = (
            f'A template is for a report for Word, and "{output.name}" is none; let its name end '
            "with .docx, or leave the template out."
        )
        raise WrongUseError(msg)
    from coherence_kit.documents.word.pictures import expect_library
    from coherence_kit.documents.word.template import LARGEST, expect_size, read_template

    expect_library()
    source = shown_path(path)
    if is_file(path):
        expect_size(path.stat().st_size, source)
    return read_template(read_file(path, max_size=LARGEST), source)


_RENDERERS = {
    "pdf": _as_pdf,
    "html": _as_html,
    "docx": _as_docx,
    "json": _as_json,
    "xlsx": _as_workbook,
}
_FIGURES_ALONE = frozenset({"json", "xlsx"})
"""Formats that do not print how sure the result is, nor other frameworks."""
_BRANDED = frozenset(_RENDERERS) - {"json"}
"""Formats that look as a brand says."""


def _embedded_files(contents: _Contents) -> list[Attached]:
    """What a PDF carries.

    Each submission as YAML, each questionnaire with its measures and mappings as read, and the
    figures.
    """
    workspace, beside, every = contents.workspace, contents.beside, contents.every
    earlier = contents.earlier or workspace
    now = [*contents.assessments, *beside.voices]
    names = dict.fromkeys(assessment.questionnaire.id for assessment in now)
    known = {assessment.questionnaire_sha256 for assessment in now}
    others = [
        one.questionnaire.id for one in beside.previous if one.questionnaire_sha256 not in known
    ]
    carried = Carried(
        tuple(map(_carried, contents.submissions)),
        {name: workspace.entry(name).data for name in names},
        {name: _catalogues(workspace, name) for name in names},
        {name: _mappings(workspace, name) for name in names},
        assessments_json(every).encode(),
        tuple(map(_carried, contents.voices)),
        tuple(map(_carried, contents.previous)),
        {name: earlier.entry(name).data for name in others},
        {name: _catalogues(earlier, name) for name in others},
        tuple(map(_carried, contents.plans)),
        contents.brand.files,
    )
    files = carried.attached()
    faces = contents.brand.typefaces
    counted = [*files, *(faces.attached() if faces else ())]
    number, size = len(counted) + 1, sum(len(file.data) for file in counted)  # the recipe is last
    if number > MOST_ATTACHMENTS or size > LARGEST_TOTAL - LARGEST_RECIPE:
        msg = (
            f"A PDF report carries at most {MOST_ATTACHMENTS} files of together "
            f"{LARGEST_TOTAL // MIB} MiB, and this one would carry {number} of {size / MIB:.1f} "
            "MiB: give fewer submissions at a time, or make an HTML report."
        )
        raise WrongUseError(msg)
    return files


def _catalogues(workspace: Workspace, questionnaire_id: str) -> tuple[bytes, ...]:
    """The files of measures that a report carries, in the order in which they count."""
    return tuple(data for _, data in workspace.library.catalogues(questionnaire_id))


def _mappings(workspace: Workspace, questionnaire_id: str) -> tuple[bytes, ...]:
    """The files of mappings that a report carries, in the order in which it prints them."""
    return tuple(data for _, data in workspace.library.mappings(questionnaire_id))


def _carried(loaded: Loaded | LoadedPlan) -> bytes:
    """A submission or a plan as a PDF carries it.

    Raises:
        ProblemsFound: it is larger than what could be read out of the PDF again.

    """
    data = as_yaml(loaded.document)
    if len(data) > LARGEST_ATTACHMENT:
        raise ProblemsFound(
            [
                Problem(
                    "pdf.cannot-carry",
                    loaded.source,
                    params=too_large(len(data), LARGEST_ATTACHMENT),
                )
            ]
        )
    return data


def make_demo(output: Path, *, step: Callable[[str], None] = lambda _what: None) -> list[Report]:
    """A PDF report and its figures as JSON, into `output`, of what ships to be tried.

    That is each submission in the shipped folder itself, and each round in the folder of rounds, in
    the order of their names: its submissions are merged, and stand beside what the round before it
    gave and the plan that was made after that. Further submissions lie in folders below;
    `coherence batch` takes them all.
    """
    workspace = open_workspace()
    shipped = content.folder("questionnaires") / "submissions"
    reports = []
    for path in submission_files(shipped):
        for suffix in ("json", "pdf"):
            step(f"{path.stem}.{suffix}")
            report = make_report(workspace, [path], output / f"{path.stem}.{suffix}")
        reports.append(report)
    previous: list[Loaded] = []
    plans: list[LoadedPlan] = []
    for path in sorted((shipped / "rounds").glob("*/round.yaml")):
        name = path.parent.name
        merged = merged_files(workspace, path, [path.parent])
        chapters = [one.loaded(workspace) for one in merged.merged]
        voices = [one.loaded for one in merged.voices]
        for suffix in ("json", "pdf"):
            step(f"{name}.{suffix}")
            report = report_loaded(
                workspace,
                chapters,
                output / f"{name}.{suffix}",
                voices=voices,
                previous=previous,
                plans=plans,
            )
        reports.append(replace(report, notes=(*merged.notes, *report.notes)))
        previous = chapters
        made = content.folder("questionnaires") / "plans" / f"{name}.yaml"
        plans = [load_plan_file(workspace, made)] if made.exists() else []
    return reports
