"""A round file, and what was sent in for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coherence_kit.analysis.rounds.merge import Received, merge
from coherence_kit.documents.own_places import expect_own_place, identities
from coherence_kit.documents.safe_write import write_file
from coherence_kit.errors import WrongUseError
from coherence_kit.forms.draft import as_plain
from coherence_kit.loading.countries import (
    StatedCountry,
    countries_as_known,
    country_name,
)
from coherence_kit.loading.documents import Document, compose_document, read_document
from coherence_kit.loading.folders import YAML
from coherence_kit.loading.rounds import BoundRound, bind_round, load_round
from coherence_kit.loading.yaml.writer import to_yaml
from coherence_kit.model.fingerprint import fingerprint
from coherence_kit.model.merging import Merged as HowMerged
from coherence_kit.model.merging import is_outside
from coherence_kit.model.merging import merged as how_merged
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.rounds import Round, RoundRespondent
from coherence_kit.model.submission import Submission
from coherence_kit.problems import (
    Problem,
    ProblemsFound,
    did_you_mean,
    faults_told,
    has_errors,
    real_path,
    shown_path,
)
from coherence_kit.scoring.tree import Tree
from coherence_kit.spelling import same_name
from coherence_kit.workflow.earlier_results import earlier_merged
from coherence_kit.workflow.intake import take_in_all
from coherence_kit.workflow.score import (
    Loaded,
    Workspace,
    bind_document,
    expect_kind,
    load_draft,
    load_submission,
    sorted_problems,
)

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class LoadedRound:
    """A round with the document that it was read from."""

    document: Document
    bound: BoundRound
    path: Path

    @property
    def stated(self) -> Round:
        """What the file says."""
        return self.bound.stated

    @property
    def source(self) -> str:
        """The file, as the user named it."""
        return self.document.source

    def respondent(self, name: str) -> RoundRespondent:
        """A respondent by its id."""
        return next(one for one in self.stated.respondents if one.id == name)


def load_round_file(workspace: Workspace, path: Path) -> LoadedRound:
    """Read a round, and look up what it asks.

    Raises:
        ProblemsFound: the file, or a questionnaire that it names, has errors.

    """
    document = read_document(path, max_size=workspace.max_size)
    expect_kind(document, "round")
    bound = bind_document_of_round(workspace, document)
    if bound is None:
        raise ProblemsFound(document.problems)
    return LoadedRound(document, bound, path)


def bind_document_of_round(workspace: Workspace, document: Document) -> BoundRound | None:
    """The round in a document; None with the problems added."""

    @cache
    def find(name: str) -> tuple[Questionnaire, Tree] | None:
        try:
            instrument = workspace.instrument(name)
        except ProblemsFound as found:
            document.problems.extend(found.problems)
            return None
        return instrument.questionnaire, instrument.tree

    stated = load_round(document)
    return None if stated is None else bind_round(document, stated, workspace.library.index(), find)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was sent in for a round and counts, and the respondent whose it is."""

    respondent: str
    loaded: Loaded


@dataclass(frozen=True, slots=True)
class Intake:
    """What was sent in for a round.

    Args:
        round: the round.
        sent: what counts, in the order of the respondents and questionnaires.
        notes: what is to be said of the files, those that are left out among them.

    """

    round: LoadedRound
    sent: tuple[Sent, ...]
    notes: tuple[Problem, ...]

    def of_kind(self, kind: str) -> tuple[Sent, ...]:
        """What respondents of a kind have sent."""
        return tuple(one for one in self.sent if self.round.respondent(one.respondent).kind == kind)

    @property
    def silent(self) -> tuple[RoundRespondent, ...]:
        """The respondents that have sent nothing that counts."""
        heard = {one.respondent for one in self.sent}
        return tuple(one for one in self.round.stated.respondents if one.id not in heard)


def take_in_round(
    workspace: Workspace, stated: LoadedRound, paths: Iterable[Path], *, of_any_round: bool = False
) -> Intake:
    """Read what was sent in, in folders too, and tell whose it is.

    Files of other rounds and countries, of nobody's and earlier ones are told of and left out;
    `of_any_round` takes those of other rounds, to be carried over.

    Raises:
        ProblemsFound: a file has errors, or two of one respondent have the same date and differ.
        WrongUseError: folders were named, and there is nothing in them.

    """
    intake = take_in_all(paths)
    notes, problems = [*intake.notes], list[Problem]()
    found: list[Sent] = []
    for path in besides(stated, intake.files):
        try:
            with faults_told(shown_path(path)):
                loaded = (
                    load_draft(workspace, path, of_any_version=True)
                    if of_any_round
                    else load_submission(workspace, path)
                )
                one = whose(stated, loaded, of_any_round=of_any_round)
        except ProblemsFound as wrong:
            problems += wrong.problems
            continue
        if not of_any_round:  # else whoever carries them over says what became of the answers
            # what it was not asked is told of the round, which may have changed since
            notes += (note for note in loaded.notes if note.code != "submission.beyond-part")
        if isinstance(one, Problem):
            notes.append(one)
        elif loaded.submission.answers:  # who has sent an empty form has said nothing yet
            found.append(Sent(one, loaded))
    sent, told = latest_of_each(found)
    problems += [one for one in told if has_errors([one])]
    if problems:
        raise ProblemsFound([*notes, *problems])
    notes += [one for one in told if not has_errors([one])]
    order = [respondent.id for respondent in stated.stated.respondents]
    asked = stated.stated.questionnaires
    sent.sort(
        key=lambda one: (
            order.index(one.respondent),
            asked.index(one.loaded.submission.questionnaire.id),
        )
    )
    return Intake(stated, tuple(sent), tuple(sorted_problems([*stated.document.problems, *notes])))


def besides(stated: LoadedRound, files: Iterable[Path]) -> list[Path]:
    """Files without the round itself, which `*.yaml` names too."""
    itself = real_path(stated.path)
    return [path for path in files if real_path(path) != itself]


def whose(stated: LoadedRound, loaded: Loaded, *, of_any_round: bool = False) -> str | Problem:
    """The respondent that has sent a file, or why it is left out.

    A file of another round is not left out with `of_any_round`.

    Raises:
        ProblemsFound: it is no answer of a respondent, but the merged result of a round.

    """
    submission, told = loaded.submission, stated.stated
    if submission.respondents:
        raise ProblemsFound([Problem("round.merged-before", loaded.source)])
    if submission.questionnaire.id not in told.questionnaires:
        known = ", ".join(told.questionnaires)
        texts = {"id": submission.questionnaire.id, "known": known}
        return Problem("round.other-questionnaire", loaded.source, params=texts)
    if not _is_same_country(told, submission):
        texts = {"found": country_of_round(submission), "known": country_of_round(told)}
        return Problem("round.other-country", loaded.source, params=texts)
    is_of_other = same_name(submission.round or told.round) != same_name(told.round)
    if is_of_other and not of_any_round:
        texts = {"value": submission.round or "", "known": told.round}
        return Problem("round.other-round", loaded.source, params=texts)
    return _respondent(told, loaded)


def _respondent(told: Round, loaded: Loaded) -> str | Problem:
    answering = loaded.submission.respondent
    name = answering.entity if answering else None
    by_name = {same_name(text): one.id for one in told.respondents for text in (one.id, one.entity)}
    if name is not None and same_name(name) in by_name:
        return by_name[same_name(name)]
    entities = [one.entity for one in told.respondents]
    texts = {
        "said": "no respondent is stated" if name is None else f'nobody in the round is "{name}"',
        "known": ", ".join(entities),
        "hint": "" if name is None else did_you_mean(name, entities),
    }
    return Problem("round.nobody", loaded.source, params=texts)


def _is_same_country(told: Round, submission: Submission) -> bool:
    """Whether a submission is of the round's country; one that states none is taken for it."""
    said = submission.country, submission.country_name
    if said in ((None, None), (told.country, told.country_name)):
        return True
    stated = [
        StatedCountry(
            one.country or "", () if one.country_name is None else [*one.country_name.root.values()]
        )
        for one in (told, submission)
    ]
    return len({*countries_as_known(stated)}) == 1


def country_of_round(told: Round | Submission, language: str = "en") -> str:
    """The name that a round or a submission gives its country, else that of the code."""
    if told.country_name is not None:
        return told.country_name.in_language(language, ())
    return country_name(told.country or "", language=language)


def latest_of_each(found: Sequence[Sent]) -> tuple[list[Sent], list[Problem]]:
    """Of several files of one respondent to one questionnaire the one with the later date."""
    groups: dict[tuple[str, str], list[Sent]] = {}
    for one in found:
        key = one.respondent, one.loaded.submission.questionnaire.id
        groups.setdefault(key, []).append(one)
    kept, told = [], list[Problem]()
    for several in groups.values():
        ranked = sorted(several, key=_date, reverse=True)
        counts, *others = ranked
        kept.append(counts)
        for other in others:
            is_same = fingerprint(other.loaded.submission) == fingerprint(counts.loaded.submission)
            # of a file whose date cannot be read nobody knows whether it is the earlier one
            is_earlier = is_same or "" < _date(other) < _date(counts)
            code = "round.earlier" if is_earlier else "round.same-date"
            texts = {"id": counts.respondent, "other": counts.loaded.source}
            told.append(Problem(code, other.loaded.source, params=texts))
    return kept, told


def _date(one: Sent) -> str:
    date = one.loaded.submission.date
    return date.isoformat() if date else ""


# --- merging --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MergedAnswers:
    """The merged answers to a questionnaire; `source` is the name of the file that they make."""

    source: str
    submission: Submission

    @property
    def data(self) -> bytes:
        """The file."""
        return to_yaml(as_plain(self.submission)).encode()

    def loaded(self, workspace: Workspace) -> Loaded:
        """The submission as it is read out of the file, with the warnings on it."""
        return bind_document(workspace, compose_document(self.data, self.source))


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged answers to each questionnaire, what stands beside them, and what is to be said."""

    round: LoadedRound
    merged: tuple[MergedAnswers, ...]
    voices: tuple[Sent, ...]
    sent: tuple[Loaded, ...]
    notes: tuple[Problem, ...]


def merge_round(workspace: Workspace, intake: Intake) -> Merged:
    """The answers of the government's respondents merged, one submission for each questionnaire."""
    bound, stated = intake.round.bound, intake.round.stated
    by_questionnaire: dict[str, list[Sent]] = {}
    for one in intake.of_kind("government"):
        by_questionnaire.setdefault(one.loaded.submission.questionnaire.id, []).append(one)
    merged, notes = [], [*intake.notes]
    for name in (name for name in stated.questionnaires if name in by_questionnaire):
        several = by_questionnaire[name]
        whole = workspace.instrument(name)
        is_short = all(one.loaded.submission.short for one in several)
        instrument = whole.short if is_short and whole.short else whole
        received = [Received(one.respondent, one.loaded.submission) for one in several]
        submission = merge(stated, bound.asking, bound.decisions, instrument, received)
        source = f"{Path(intake.round.source).stem}-{name}.yaml"
        merged.append(MergedAnswers(source, submission))
        notes += _told_of_answers(intake, name, several, submission)
    notes += [
        Problem("round.silent", intake.round.source, params={"id": one.id}) for one in intake.silent
    ]
    sent = tuple(one.loaded for one in intake.sent)
    voices = intake.of_kind("stakeholder")
    return Merged(intake.round, tuple(merged), voices, sent, tuple(notes))


def _told_of_answers(
    intake: Intake, name: str, several: Sequence[Sent], merged: Submission
) -> Iterator[Problem]:
    """What of the answers was not asked, and which decisions nobody had answered."""
    for one in several:
        left: list[str] = []
        counted: list[str] = []
        for question, answer in merged.answers.items():
            if one.respondent in answer.not_asked_of:
                has_lead = answer.lead in answer.said and answer.lead != one.respondent
                (left if has_lead else counted).append(question)
        for questions, what in ((left, "that is not merged"), (counted, "that counts")):
            if questions:
                ids = ", ".join(questions[:_MOST_NAMED]) + (
                    ", …" if len(questions) > _MOST_NAMED else ""
                )
                texts = {"id": one.respondent, "ids": ids, "what": what}
                yield Problem("round.not-asked", one.loaded.source, params=texts)
    document = intake.round.document
    written: Mapping[str, object] = document.at(("decisions",)) or {}
    for question, answer in merged.answers.items():
        if is_outside(answer):
            key = question if question in written else f"{name}/{question}"
            line, column = document.position(("decisions", key))
            yield Problem("round.outside", document.source, line, column, params={"id": question})


def merged_files(workspace: Workspace, round_file: Path, paths: Iterable[Path]) -> Merged:
    """What was sent in for a round, merged.

    Raises:
        ProblemsFound: the round or a file has errors, or nothing of the government counts.
        WrongUseError: folders were named, and there is nothing in them.

    """
    stated = load_round_file(workspace, round_file)
    merged = merge_round(workspace, take_in_round(workspace, stated, paths))
    if not merged.merged:
        raise ProblemsFound([*merged.notes, Problem("round.nothing", stated.source)])
    return merged


@dataclass(frozen=True, slots=True)
class Written:
    """The files that were written, each with what it holds."""

    files: tuple[tuple[Path, str], ...]


def write_merged(workspace: Workspace, merged: Merged, output: Path) -> Written:
    """Write what was merged, one file for each questionnaire.

    Args:
        workspace: for the largest file to read.
        merged: the round.
        output: a YAML file, or a folder where the government answers several questionnaires.

    Raises:
        ProblemsFound: nothing can be written.
        WrongUseError: several questionnaires are answered and a file is named.

    """
    is_file = output.suffix.lower() in YAML
    if output.suffix and not is_file and not output.is_dir():
        msg = (
            f'"{output.name}" is no name for merged answers: a file ends with .yaml, and a folder '
            "has no ending."
        )
        raise WrongUseError(msg)
    if is_file and len(merged.merged) > 1:
        names = ", ".join(one.submission.questionnaire.id for one in merged.merged)
        msg = (
            f"{len(merged.merged)} questionnaires are answered ({names}), and each is merged into "
            f'a file of its own: name a folder, such as -o "{output.with_suffix("")}".'
        )
        raise WrongUseError(msg)
    files = []
    for one in merged.merged:
        path = output if is_file else output / one.source
        read = identities([Path(merged.round.source), *(Path(sent.source) for sent in merged.sent)])
        expect_own_place(path, earlier_merged(workspace.max_size), read=read)
        write_file(path, one.data)
        files.append((path, _summary(one.submission)))
    return Written(tuple(files))


def _summary(merged: Submission) -> str:
    """How the merged answers came about, in numbers."""
    how = Counter(told for answer in merged.answers.values() if (told := how_merged(answer)))
    parts = [f"{how[name]} {name.value}" for name in HowMerged if how[name]]
    heard = sum(one.sha256 is not None for one in merged.respondents)
    whole = f"{heard} of {len(merged.respondents)} respondents"
    return f"{whole}; {', '.join(parts) or 'no answers'}."
