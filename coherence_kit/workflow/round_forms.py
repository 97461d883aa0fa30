"""The forms of a round: for each respondent its own, with what it is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coherence_kit.analysis.instrument import Instrument
from coherence_kit.documents.file_names import in_file_name
from coherence_kit.documents.safe_write import expect_room
from coherence_kit.errors import WrongUseError
from coherence_kit.forms.draft import Plain, in_languages
from coherence_kit.forms.layout import PartOfRound
from coherence_kit.i18n import plural
from coherence_kit.model.asking import places_of
from coherence_kit.model.rounds import Round, RoundRespondent
from coherence_kit.problems import Problem, ProblemsFound, faults_told, shown_path
from coherence_kit.workflow.form import AnswersLostError, FormRequest, write_form
from coherence_kit.workflow.language import chosen_language, language_notes
from coherence_kit.workflow.round_file import LoadedRound
from coherence_kit.workflow.round_intake import Intake, load_round_as_answered, take_in_round
from coherence_kit.workflow.score import Workspace, sorted_problems

KINDS = ("xlsx", "html", "yaml", "pdf")


@dataclass(frozen=True, slots=True)
class RoundFormsRequest:
    """What forms are wanted.

    Args:
        round_file: the round.
        folder: where they are written.
        kinds: of files, one of each for every respondent.
        language: of the texts; None for English, or what there is.
        sources: submissions and folders of them to go on with, each by the respondent it is of.
        new_round: take those of an earlier round, and mark their answers to be re-checked.
        questionnaire: the one that the forms are of; None for all of the round.

    """

    round_file: Path
    folder: Path
    kinds: tuple[str, ...] = ("xlsx",)
    language: str | None = None
    sources: tuple[Path, ...] = ()
    new_round: bool = False
    questionnaire: str | None = None


@dataclass(frozen=True, slots=True)
class RoundForm:
    """A form that was written: for whom, of what, and how many questions of how many it asks."""

    path: Path
    respondent: RoundRespondent
    questionnaire: str
    asked: int
    whole: int


@dataclass(frozen=True, slots=True)
class RoundForms:
    """What was written, and what is to be said of the round and of single forms."""

    forms: tuple[RoundForm, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A form that a respondent is to have, in one or more kinds of file."""

    respondent: RoundRespondent
    instrument: Instrument
    asked: tuple[str, ...]
    sources: tuple[Path, ...]


def write_round_forms(workspace: Workspace, request: RoundFormsRequest) -> RoundForms:
    """Write the forms of a round; one that cannot be written stops no other.

    A form that holds answers which the new one lacks is told of and left as it is.

    Raises:
        WrongUseError: it is no kind of form, the round does not ask the questionnaire, nothing is
            there in the language, or answers are to be carried over and none are named.
        ProblemsFound: the round or a file to go on with has errors.

    """
    _expect_kinds(request)
    # answers that go into a new round go into the questionnaire that stands first
    answered = () if request.new_round else request.sources
    stated = load_round_as_answered(workspace, request.round_file, answered)
    workspace = stated.workspace
    names = _questionnaires(stated, request.questionnaire)
    spoken = {name: workspace.instrument(name).questionnaire.languages for name in names}
    for name, languages in spoken.items():
        chosen_language(request.language, {name: languages})
    intake = _sources(stated, request)
    wanted = [
        one for respondent in stated.stated.respondents
        for one in _wanted(workspace, stated, respondent, intake)
    ]  # fmt: skip
    expect_room(request.folder)
    forms: list[RoundForm] = []
    problems = [*(intake.notes if intake else stated.document.problems)]
    problems += language_notes(request.language, spoken, str(request.folder))
    for one, stem in zip(wanted, _file_names(stated.stated, wanted), strict=True):
        if one.instrument.questionnaire.id in names:
            for kind in dict.fromkeys(request.kinds):
                path = request.folder / f"{stem}.{kind}"
                form, told = _write(workspace, request, stated.stated, one, path)
                forms += [] if form is None else [form]
                problems += told
    return RoundForms(tuple(forms), tuple(sorted_problems(problems)))


def _write(
    workspace: Workspace, request: RoundFormsRequest, stated: Round, wanted: _Wanted, path: Path
) -> tuple[RoundForm | None, list[Problem]]:
    """A form, None if it cannot be written, and what is to be said of it."""
    try:
        with faults_told(shown_path(path)):
            told = write_form(workspace, _form(request, stated, wanted, path))
    except AnswersLostError as lost:
        many = f"{lost.many} {plural(lost.many, 'answer', 'answers')}"
        texts = {"many": many, "id": wanted.respondent.id}
        return None, [Problem("form.answered", shown_path(path), params=texts)]
    except ProblemsFound as found:
        return None, [*found.problems]
    # in which languages the questions are is said once, of the folder
    return _written(path, wanted), [note for note in told if note.code != "output.language"]


def _expect_kinds(request: RoundFormsRequest) -> None:
    unknown = [kind for kind in request.kinds if kind not in KINDS]
    if unknown or not request.kinds:
        named = ", ".join(f'"{kind}"' for kind in unknown) or "none"
        msg = f"The kinds of form are {', '.join(KINDS)}; {named} is no such kind."
        raise WrongUseError(msg)
    if request.new_round and not request.sources:
        msg = "--new-round carries answers over, so it needs those of the round before: --from."
        raise WrongUseError(msg)


def _questionnaires(stated: LoadedRound, wanted: str | None) -> tuple[str, ...]:
    asked = stated.stated.questionnaires
    if wanted is None:
        return asked
    if wanted not in asked:
        msg = f'"{stated.source}" does not ask the questionnaire {wanted}, but {", ".join(asked)}.'
        raise WrongUseError(msg)
    return (wanted,)


def _sources(stated: LoadedRound, request: RoundFormsRequest) -> Intake | None:
    """What the forms go on with, told apart by respondents."""
    if not request.sources:
        return None
    return take_in_round(stated, request.sources, of_any_round=request.new_round)


def _wanted(
    workspace: Workspace,
    stated: LoadedRound,
    respondent: RoundRespondent,
    intake: Intake | None,
) -> Iterator[_Wanted]:
    """The forms of one respondent, one for each questionnaire of which it is asked something."""
    sent = intake.sent if intake else ()
    asking = stated.bound.asking
    for name in asking.questionnaires_of(respondent.id):
        sources = tuple(
            Path(one.loaded.source)
            for one in sent
            if one.respondent == respondent.id and one.loaded.submission.questionnaire.id == name
        )
        asked = asking.of(respondent.id, name)
        yield _Wanted(respondent, workspace.instrument(name), asked, sources)


def _file_names(stated: Round, wanted: Sequence[_Wanted]) -> list[str]:
    """The names of the forms without their endings: `xve-2026-labour`, each another one.

    That of the questionnaire is part of them where a respondent has several forms.
    """
    times = Counter(one.respondent.id for one in wanted)
    stems: list[str] = []
    for one in wanted:
        parts = [stated.country, stated.round, one.respondent.id]
        parts += [one.instrument.questionnaire.id] if times[one.respondent.id] > 1 else []
        plain = "-".join(said for part in parts if (said := in_file_name(part)))
        stem, number = plain, 1
        while stem in stems:
            number += 1
            stem = f"{plain}-{number}"
        stems.append(stem)
    return stems


def _form(request: RoundFormsRequest, stated: Round, wanted: _Wanted, path: Path) -> FormRequest:
    respondent, whole = wanted.respondent, wanted.instrument
    is_part = whole.part(wanted.asked) is not whole
    part = PartOfRound(
        respondent.entity,
        frozenset(wanted.asked),
        places_of(whole.questionnaire, wanted.asked) if is_part else (),
        stated.deadline,
        stated.focal_point or "",
    )
    return FormRequest(
        whole.questionnaire.id,
        path,
        request.language,
        wanted.sources,
        new_round=request.new_round and bool(wanted.sources),
        part=part,
        given=_given(stated, respondent),
    )


def _given(stated: Round, respondent: RoundRespondent) -> Plain:
    """What a form is filled with before anybody has seen it."""
    answering = {"entity": respondent.entity, "role": respondent.role}
    said = {
        "country": stated.country,
        "country_name": in_languages(stated.country_name),
        "round": stated.round,
        "standing": None if stated.standing == "self-assessment" else stated.standing,
        "respondent": {key: text for key, text in answering.items() if text},
    }
    return {key: value for key, value in said.items() if value is not None}


def _written(path: Path, wanted: _Wanted) -> RoundForm:
    whole = wanted.instrument
    asked = len(whole.part(wanted.asked).questions)
    name = whole.questionnaire.id
    return RoundForm(path, wanted.respondent, name, asked, len(whole.questions))
