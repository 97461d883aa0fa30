"""Files for people to fill in or to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from coherence_kit.analysis.instrument import Instrument
from coherence_kit.documents.own_places import expect_own_place
from coherence_kit.documents.print_limits import Cut
from coherence_kit.documents.safe_write import write_file
from coherence_kit.errors import WrongUseError
from coherence_kit.forms.draft import Plain, as_plain, for_new_round
from coherence_kit.forms.joining import Difference, Joining
from coherence_kit.forms.layout import Layout, PartOfRound, lay_out
from coherence_kit.forms.yaml.form import continued, yaml_form
from coherence_kit.i18n import plural
from coherence_kit.loading.documents import Document, read_file
from coherence_kit.loading.folders import YAML
from coherence_kit.model.base import split_version
from coherence_kit.model.merging import as_one
from coherence_kit.model.submission import FORMAT
from coherence_kit.problems import (
    Problem,
    ProblemsFound,
    Severity,
    clip,
    command_line,
    did_you_mean,
    is_file,
)
from coherence_kit.questions.shapes import Shape
from coherence_kit.scoring.profiles import PROFILES, asked_of, profiles_of
from coherence_kit.workflow.cuts import cut_warnings
from coherence_kit.workflow.earlier_results import earlier_form
from coherence_kit.workflow.faces import face_warnings
from coherence_kit.workflow.language import chosen_language, language_notes
from coherence_kit.workflow.reading import read_submission
from coherence_kit.workflow.score import (
    Loaded,
    Workspace,
    bind_document,
    load_draft,
    load_submission,
    report_beyond,
)

FORM_SUFFIXES = (*YAML, ".xlsx", ".html", ".pdf")


class AnswersLostError(WrongUseError):
    """A form that is to be written over holds answers that the new one lacks: `many` of them."""

    def __init__(self, message: str, many: int) -> None:
        """With the sentence for the user."""
        super().__init__(message)
        self.many = many


@dataclass(frozen=True, slots=True)
class FormRequest:
    """What form is wanted.

    Args:
        questionnaire: id of the questionnaire.
        output: the file; its ending says which kind.
        language: of the texts; None for English, or what there is.
        sources: the submissions to go on with; of several, what all of them say; none for an empty
            form.
        new_round: carry its answers over, each marked to be re-checked.
        short: ask the short form; answers beyond it are kept.
        profiles: what kind of country or body answers; what these are not asked is left out.
        heading: comments to put above an empty YAML form, each line with its end.
        part: whose form it is in a round, and what of the questionnaire is asked; None for all.
        given: what the form says about the submission, in place of what its sources say.

    """

    questionnaire: str
    output: Path
    language: str | None = None
    sources: tuple[Path, ...] = ()
    new_round: bool = False
    short: bool = False
    profiles: tuple[str, ...] = ()
    heading: str = ""
    part: PartOfRound | None = None
    given: Plain = field(default_factory=dict)


def write_form(workspace: Workspace, request: FormRequest) -> tuple[Problem, ...]:
    """Write a form, empty or filled; what is to be said of the submissions it was filled from.

    Raises:
        WrongUseError: there is no such questionnaire, no such kind of form, no short form, no such
            profile, nothing is there in the language, or the submission answers another one.
        ProblemsFound: a submission has errors, two of them differ, or the file cannot be written.

    """
    suffix = request.output.suffix.lower()
    if suffix not in FORM_SUFFIXES:
        msg = (
            f'"{request.output.name}" ends with none of {", ".join(FORM_SUFFIXES)}, the kinds of '
            "form there are."
        )
        raise WrongUseError(msg)
    if request.new_round and not request.sources:
        msg = (
            "--new-round carries answers over, so it needs the submission they are in: --from "
            "SUBMISSION."
        )
        raise WrongUseError(msg)
    workspace.entry(request.questionnaire)
    instrument = _instrument(workspace, request)
    spoken = {request.questionnaire: instrument.questionnaire.languages}
    language = chosen_language(request.language, spoken)
    remarks = tuple(language_notes(request.language, spoken, str(request.output)))
    lay_out_for = partial(
        _layout,
        language=language,
        is_marked=suffix in {".html", ".pdf"},
        is_of_user=bool(workspace.library.folders_of_user(request.questionnaire)),
        profiles=request.profiles,
    )
    layout = lay_out_for(instrument, part=request.part)
    loaded = _load_all(workspace, request)
    draft = _draft(request, loaded, instrument, layout) if loaded else None
    if instrument.long:
        _tell_beyond(loaded, instrument)
    draft = _marked(request, draft, layout)
    _expect_no_answers(workspace, request, draft or {})
    if suffix == ".pdf":
        form, lacking, cuts = _paper(layout, draft)
    else:
        # what each respondent of a round said has no place in a form
        before = [
            lay_out_for(one.part, part=_part_answered(one))
            for one in loaded
            if not one.submission.respondents
        ]
        form = _form(request, layout, draft, before, workspace.max_size)
        lacking, cuts = frozenset(), ()
    write_file(request.output, form)
    documents = [one.document for one in loaded]
    told = (
        *(note for one in loaded for note in one.notes),
        *(Problem("form.merged", one.source) for one in loaded if one.submission.respondents),
        *face_warnings(lacking, documents, str(request.output)),
        *cut_warnings(cuts, documents, str(request.output)),
    )
    return (*remarks, *told)


def _instrument(workspace: Workspace, request: FormRequest) -> Instrument:
    """What the form asks.

    Raises:
        WrongUseError: the short form is wanted, or a profile, and there is none.

    """
    whole = workspace.instrument(request.questionnaire)
    if request.part is not None:
        return whole.part(request.part.asked)
    instrument = whole.short if request.short else whole
    if instrument is not None and request.profiles:
        return _of_profiles(instrument, request)
    if instrument is None:
        many = len(whole.questions)
        asked = f"{many} {plural(many, 'question', 'questions')}"
        msg = (
            f"{request.questionnaire} has no short form: none of its questions says short: true. "
            f"Leave --short out for the form with all {asked}; in a questionnaire of your own, "
            "write short: true beside the questions of the short form."
        )
        raise WrongUseError(msg)
    return instrument


def _of_profiles(instrument: Instrument, request: FormRequest) -> Instrument:
    """What is asked of somebody of these profiles.

    Raises:
        WrongUseError: the questionnaire tells none apart, or not these.

    """
    known = [box.id for box in profiles_of(instrument.questionnaire)]
    if not known:
        msg = (
            f"{request.questionnaire} asks the same of all: it has no question {PROFILES}. Leave "
            "--profile out."
        )
        raise WrongUseError(msg)
    for name in request.profiles:
        if name not in known:
            hint = did_you_mean(name, known)
            msg = (
                f'{request.questionnaire} has no profile "{clip(name)}".{hint} Its profiles are '
                f"{', '.join(known)}."
            )
            raise WrongUseError(msg)
    asked = asked_of(instrument.questionnaire, instrument.tree, request.profiles)
    if not any(instrument.tree.nodes[name].scored for name in asked):
        named = " and ".join(request.profiles)
        asking = [name for name in known if _is_asked_something(instrument, name)]
        msg = (
            f"{request.questionnaire} asks nothing of {named} alone. It asks something of "
            f"{', '.join(asking)}; give one of these as well, or choose another questionnaire."
        )
        raise WrongUseError(msg)
    return instrument.part(asked)


def _is_asked_something(instrument: Instrument, profile: str) -> bool:
    asked = asked_of(instrument.questionnaire, instrument.tree, [profile])
    return any(instrument.tree.nodes[name].scored for name in asked)


def _layout(  # noqa: PLR0913  (all but two are named)
    instrument: Instrument,
    language: str,
    *,
    is_marked: bool,
    is_of_user: bool,
    profiles: tuple[str, ...] = (),
    part: PartOfRound | None = None,
) -> Layout:
    is_short = instrument.whole.short is not None and instrument is instrument.whole.short
    return lay_out(
        instrument.questionnaire,
        instrument.tree,
        instrument.sha256,
        language,
        is_marked=is_marked,
        is_of_user=is_of_user,
        long_questions=len(instrument.long.questions) if instrument.long else 0,
        is_short=is_short,
        roles={measure.lead_role for measure in instrument.catalogue.values()},
        part=part,
        profiles=profiles,
        scored=instrument.whole.tree if part else None,
    )


def _part_answered(loaded: Loaded) -> PartOfRound | None:
    """Whose form was answered, as far as the file says."""
    if not loaded.submission.asked or loaded.part is loaded.instrument:
        return None
    return PartOfRound("", loaded.asked, loaded.submission.asked)


def _tell_beyond(loaded: Sequence[Loaded], part: Instrument) -> None:
    """Warn of the answers of longer forms that this one does not ask for."""
    for one in loaded:
        if one.part is not part:
            report_beyond(one.document, one.submission, part)


def _marked(request: FormRequest, draft: Plain | None, layout: Layout) -> Plain | None:
    """The draft with what the form says of itself; None for an empty form of the whole."""
    part: Plain = {"short": "true"} if request.short else {}
    part |= {"asked": list(layout.asked)} if layout.asked else {}
    if not part and not request.given and not request.profiles:
        return draft
    filled = {**(draft or _empty(layout)), **part}
    if request.profiles:
        filled["answers"] = _with_profiles(request, filled["answers"])
    answering = {**filled.get("respondent", {}), **request.given.get("respondent", {})}
    filled |= {**request.given, **({"respondent": answering} if answering else {})}
    return {**filled, "answers": filled.pop("answers", {})}


def _with_profiles(request: FormRequest, answers: Plain) -> Plain:
    """The answers with the one that says who answers.

    Raises:
        WrongUseError: they say otherwise.

    """
    said = answers.get(PROFILES)
    entry = dict(said) if isinstance(said, Mapping) else {} if said is None else {"answer": said}
    stated = entry.get("answer")
    is_left = "not_applicable" in entry or "unknown" in entry
    if is_left or (stated is not None and {*stated} != {*request.profiles}):
        sources = " and ".join(f'"{source}"' for source in request.sources)
        told = "no profile" if is_left or not stated else ", ".join(stated)
        msg = (
            f"{sources} answers {PROFILES} with {told}, not with {', '.join(request.profiles)}. "
            "Change the answer there, or leave --profile out."
        )
        raise WrongUseError(msg)
    return {**answers, PROFILES: {**entry, "answer": list(request.profiles)}}


def _empty(layout: Layout) -> Plain:
    about = {"id": layout.questionnaire, "version": layout.version, "sha256": layout.sha256}
    return {"format": FORMAT, "questionnaire": about, "answers": {}}


def _expect_no_answers(workspace: Workspace, request: FormRequest, draft: Plain) -> None:
    """The file that is written over is a form, and holds no answer that the new one lacks.

    Raises:
        AnswersLostError: it holds some.
        ProblemsFound: it is none.

    """
    output = request.output
    expect_own_place(output, earlier_form(output, workspace.max_size))
    if not is_file(output) or not output.stat().st_size or output.suffix.lower() == ".pdf":
        return
    carried = draft.get("answers", {})
    lost = sum(
        _stated_parts(entry) != _stated_parts(carried.get(name))
        for name, entry in _answers_in(workspace, output).items()
    )
    if lost:
        many = f"{lost} {plural(lost, 'answer', 'answers')}"
        words = ("form", request.questionnaire, "--from", output, "-o", f"NEW{output.suffix}")
        folders = workspace.library.folders_of_user(request.questionnaire)
        msg = (
            f'"{output}" holds {many}, which would be lost. Choose another name, or continue them '
            f"in another file: {command_line(*words, folders=folders)}"
        )
        raise AnswersLostError(msg, lost)


def _answers_in(workspace: Workspace, path: Path) -> Mapping[str, Any]:
    """What is answered in a file by question, as far as it can be read.

    Nothing if the file is no submission.
    """
    document = read_submission(path, max_size=workspace.max_size)
    if document.kind != "submission":
        return {}
    try:
        answers = as_plain(bind_document(workspace, document, of_any_version=True).submission).get(
            "answers"
        )
    except ProblemsFound:
        answers = document.value.get("answers")
    entries = answers.items() if isinstance(answers, Mapping) else ()
    return {name: entry for name, entry in entries if _stated_parts(entry)}


def _stated_parts(entry: object) -> Plain:
    """What somebody has typed for a question.

    The mark that it is to be re-checked is the kit's and left out.
    """
    stated = entry if isinstance(entry, Mapping) else {"answer": entry}
    return {
        key: value
        for key, value in stated.items()
        if key != "recheck" and (value not in (None, "", {}) or key == "unknown")
    }


def _draft(
    request: FormRequest, loaded: Sequence[Loaded], instrument: Instrument, layout: Layout
) -> Plain:
    """What the form is filled with."""
    drafts = [_plain(one) for one in loaded]
    if request.new_round:
        drafts = [for_new_round(draft) for draft in drafts]
    draft = drafts[0] if len(drafts) == 1 else _joined(drafts, loaded, layout)
    if request.new_round or len(drafts) > 1:
        version = instrument.questionnaire.version
        draft["questionnaire"] = {"id": request.questionnaire, "version": version}
    return draft


def _plain(loaded: Loaded) -> Plain:
    """A submission as a file would have it, with a date that cannot be read as it was typed."""
    draft = as_plain(as_one(loaded.submission))
    for key in ("short", "asked"):  # what the form asks that is made now does not depend on them
        draft.pop(key, None)
    typed = loaded.document.value.get("date")
    if typed and loaded.submission.date is None:  # to be corrected in the form
        draft["date"] = typed
    return draft


def _paper(layout: Layout, draft: Plain | None) -> tuple[bytes, frozenset[str], tuple[Cut, ...]]:
    """The form to print, the characters that no face has, and what is not printed whole."""
    from coherence_kit.forms.paper.form import print_form_pdf

    made = print_form_pdf(layout, draft)
    return made.data, made.lacking, made.cuts


def _joined(drafts: Sequence[Plain], loaded: Sequence[Loaded], layout: Layout) -> Plain:
    """What all of them say.

    Raises:
        ProblemsFound: they differ.

    """
    unordered = {asked.id for asked in layout.questions() if asked.shape is Shape.PICK_MANY}
    joining = Joining(drafts, unordered=unordered)
    if joining.differences:
        raise ProblemsFound(_told(difference, loaded) for difference in joining.differences)
    return joining.draft


def _load_all(workspace: Workspace, request: FormRequest) -> list[Loaded]:
    """The files to go on with; what is wrong with any of them is told at once."""
    loaded: list[Loaded] = []
    problems: list[Problem] = []
    for source in request.sources:
        try:
            one = _load(workspace, request, source)
        except ProblemsFound as found:
            problems += found.problems
            continue
        answered = one.submission.questionnaire.id
        if answered != request.questionnaire:
            msg = f'"{source}" answers the questionnaire {answered}, not {request.questionnaire}.'
            raise WrongUseError(msg)
        loaded.append(one)
    if problems:
        raise ProblemsFound(problems)
    return loaded


def _load(workspace: Workspace, request: FormRequest, source: Path) -> Loaded:
    """A file to go on with.

    In a new version of the questionnaire an answer may be gone: the rest is carried over.
    """
    if not request.new_round:
        return load_submission(workspace, source)
    loaded = load_draft(workspace, source, of_any_version=True)
    stated, present = loaded.submission.questionnaire, loaded.instrument.questionnaire
    is_of_another = split_version(stated.version)[0] != split_version(present.version)[0]
    errors = [one for one in loaded.errors if one.severity is Severity.ERROR]
    if not all(is_of_another and one.code == "submission.answer" for one in errors):
        raise ProblemsFound(loaded.errors)
    told = (replace(one, code="form.gone") if one in errors else one for one in loaded.errors)
    return replace(loaded, errors=tuple(told))


def _told(difference: Difference, loaded: Sequence[Loaded]) -> Problem:
    """Where a form says something else than one before it."""
    first, other = difference.first, difference.other
    said_first = _shown(difference.first_path, first.value)
    said = _shown(difference.path, other.value)
    there = _problem(loaded[first.form].document, difference.first_path, said_first, said, "")
    return _problem(loaded[other.form].document, difference.path, said, said_first, there.place)


def _problem(
    document: Document, path: tuple[str, ...], said: str, other: str, place: str
) -> Problem:
    """That a file says one thing at this path, and another file another at that place."""
    document.report("form.differs", path, value=said, first=clip(other), other=place)
    return document.problems.pop()


def _shown(path: tuple[str, ...], value: object) -> str:
    """A value as a message quotes it: not the answer alone, but also what stands in its place."""
    words = {"not_applicable": "not applicable", "unknown": "unknown"}.get(path[-1], "")
    if isinstance(value, Mapping):
        text = ", ".join(f"{key}: {part}" for key, part in value.items())
    else:
        text = ", ".join(value) if isinstance(value, list) else str(value or "")
    return f"{words}: {text}" if words and text else words or text


def _form(
    request: FormRequest,
    layout: Layout,
    draft: dict[str, Any] | None,
    before: Sequence[Layout],
    max_size: int,
) -> bytes:
    """The form as a file; `before` is how the first of its sources was laid out."""
    suffix = request.output.suffix.lower()
    if suffix == ".xlsx":
        from coherence_kit.forms.xlsx.form import workbook_form

        return workbook_form(layout, draft)
    if suffix == ".html":
        from coherence_kit.forms.page.form import html_form

        return html_form(layout, draft).encode()
    if (
        draft is not None
        and before
        and request.part is None
        and len(request.sources) == 1
        and request.sources[0].suffix.lower() in YAML
    ):
        text = read_file(request.sources[0], max_size=max_size).decode("utf-8-sig")
        return continued(text, layout, draft, before[0]).encode()
    return (request.heading + yaml_form(layout, draft)).encode()
