"""What was sent in for a round: whose every file is, and which files do not count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from coherence_kit.loading.belonging import Belonging, belonging_of, is_in_doubt
from coherence_kit.loading.countries import StatedCountry, countries_as_known
from coherence_kit.model.fingerprint import fingerprint
from coherence_kit.model.rounds import Round, RoundRespondent
from coherence_kit.model.status import Broken
from coherence_kit.problems import (
    Problem,
    ProblemsFound,
    did_you_mean,
    faults_told,
    has_errors,
    real_path,
    shown_path,
)
from coherence_kit.spelling import same_name
from coherence_kit.workflow.intake import take_in_all
from coherence_kit.workflow.reading import read_submission
from coherence_kit.workflow.round_file import LoadedRound, country_of_round, load_round_file
from coherence_kit.workflow.score import (
    Loaded,
    Workspace,
    bind_draft,
    sorted_problems,
)

_OF_ANOTHER = {
    "round.other-country": ("country", "country_name"),
    "round.other-round": ("round",),
    "round.other-questionnaire": ("questionnaire",),
}
"""What tells that a file is of another round than this, and the parts of its header that say so."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was sent in for a round and counts, and the respondent whose it is."""

    respondent: str
    loaded: Loaded

    @property
    def says_something(self) -> bool:
        """Whether there is an answer in it, or something that was meant for one."""
        return bool(self.loaded.submission.answers or self.loaded.errors)


@dataclass(frozen=True, slots=True)
class SortedOut:
    """What was sent in for a round, and for others.

    Args:
        sent: what counts, one file at most of each respondent and questionnaire; of a file with
            errors in single answers what can be read.
        left_out: what does not, with the reasons: files of other rounds, countries and bodies,
            earlier ones, and those that cannot be read or used.
        notes: what else is to be said.

    """

    sent: tuple[Sent, ...]
    left_out: tuple[Broken, ...]
    notes: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Intake:
    """What was sent in for a round, and can be used as it is.

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


def load_round_as_answered(
    workspace: Workspace, round_file: Path, paths: Iterable[Path]
) -> LoadedRound:
    """Read a round, its questionnaires in the versions that what was sent in for it answers.

    It raises as :func:`load_round_file`.
    """
    return load_round_file(
        workspace, round_file, lambda stated: _versions_answered(workspace, stated, paths)
    )


def _versions_answered(
    workspace: Workspace, stated: Round, paths: Iterable[Path]
) -> Iterator[tuple[str, str]]:
    """The questionnaires that files of a round say they answer, each with its version."""
    for path in take_in_all(paths, may_be_none=True).files:
        try:
            with faults_told(shown_path(path)):
                said = belonging_of(read_submission(path, max_size=workspace.max_size))
        except ProblemsFound:
            continue  # whoever reads it next tells of it
        if said is None or said.questionnaire is None or said.version is None:
            continue
        if not any(_of_another(stated, said, "")):
            yield said.questionnaire, said.version


def take_in_round(
    stated: LoadedRound, paths: Iterable[Path], *, of_any_round: bool = False
) -> Intake:
    """Read what was sent in, in folders too, and tell whose it is.

    Files of other rounds and countries, of nobody's and earlier ones are told of and left out,
    whatever errors they have; `of_any_round` takes those of other rounds, to be carried over, as
    far as they can be read.

    Raises:
        ProblemsFound: a file of the round has errors, one cannot be read, or two of one respondent
            have the same date and differ.
        WrongUseError: folders were named, and there is nothing in them.

    """
    found = sort_out(stated, paths, of_any_round=of_any_round)
    # who has sent an empty form has said nothing yet
    sent = [one for one in found.sent if one.says_something]
    problems = [problem for one in found.left_out for problem in one.problems]
    if not of_any_round:  # else whoever carries them over says what became of the answers
        # what it was not asked is told of the round, which may have changed since
        told = (note for one in sent for note in one.loaded.notes)
        problems += (note for note in told if note.code != "submission.beyond-part")
    if has_errors(problems):
        raise ProblemsFound([*found.notes, *problems])
    notes = [*stated.document.problems, *found.notes, *problems]
    return Intake(stated, tuple(_in_order(stated.stated, sent)), tuple(sorted_problems(notes)))


def _in_order(stated: Round, sent: Iterable[Sent]) -> list[Sent]:
    """By the order of the respondents and questionnaires in the round."""
    order = [respondent.id for respondent in stated.respondents]
    return sorted(
        sent,
        key=lambda one: (
            order.index(one.respondent),
            stated.questionnaires.index(one.loaded.submission.questionnaire.id),
        ),
    )


def sort_out(
    stated: LoadedRound,
    paths: Iterable[Path],
    *,
    of_any_round: bool = False,
    may_be_none: bool = False,
) -> SortedOut:
    """Read what was sent in, in folders too, and tell whose every file is; no file stops another.

    The order of the files changes nothing.

    Args:
        stated: the round; its own file, which `*.yaml` names too, is passed over.
        paths: files and folders.
        of_any_round: whether those of other rounds, and of other versions, are taken too.
        may_be_none: whether it is fine that there is no submission at all.

    Raises:
        WrongUseError: there are none, and that is not fine.

    """
    intake = take_in_all(paths, may_be_none=may_be_none)
    itself = real_path(stated.path)
    found: list[Sent] = []
    left_out: list[Broken] = []
    for path in intake.files:
        if real_path(path) == itself:
            continue
        try:
            with faults_told(shown_path(path)):
                one = _read(stated, path, of_any_round=of_any_round)
        except ProblemsFound as wrong:
            one = Broken(shown_path(path), wrong.problems)
        if isinstance(one, Sent):
            found.append(one)
        else:
            left_out.append(Broken(one.source, tuple(sorted_problems(one.problems))))
    found.sort(key=lambda one: one.loaded.source)  # no order of files may decide which one counts
    sent, told = _latest_of_each(found)
    left_out += [Broken(problem.source, (problem,)) for problem in told]
    return SortedOut(tuple(sent), tuple(left_out), intake.notes)


def _read(stated: LoadedRound, path: Path, *, of_any_round: bool) -> Sent | Broken:
    """A file with the respondent that has sent it, or why it is left out.

    Raises:
        ProblemsFound: it cannot be read, or is one of this round of which nothing can be used.

    """
    workspace = stated.workspace
    document = read_submission(path, max_size=workspace.max_size)
    loaded: Loaded | None = None
    try:
        loaded = bind_draft(workspace, document, of_any_version=of_any_round)
        errors = loaded.errors
    except ProblemsFound as found:
        errors = found.problems
    said = belonging_of(document)
    if said is None:
        raise ProblemsFound(errors)
    one = _whose(stated.stated, said, document.source, errors, of_any_round=of_any_round)
    if isinstance(one, Problem):
        return Broken(document.source, (one, *(errors if one.code == "round.nobody" else ())))
    if loaded is None:
        raise ProblemsFound(errors)
    return Sent(one, loaded)


def _whose(
    told: Round,
    said: Belonging,
    source: str,
    errors: tuple[Problem, ...],
    *,
    of_any_round: bool,
) -> str | Problem:
    """The respondent that has sent a file, or why it is left out.

    Where the part of its header that says so is itself wrong, it may be of this round all the same.
    """
    for problem in _of_another(told, said, source):
        is_wrong = any(is_in_doubt(part, errors) for part in _OF_ANOTHER[problem.code])
        is_wanted = of_any_round and problem.code == "round.other-round"
        if not is_wrong and not is_wanted:
            return problem
    if said.respondents:
        return Problem("round.merged-before", source)
    return _respondent(told, said, source)


def _of_another(told: Round, said: Belonging, source: str) -> Iterator[Problem]:
    """What a file belongs to that the round is not."""
    if not _is_same_country(told, said):
        texts = {"found": country_of_round(said), "known": country_of_round(told)}
        yield Problem("round.other-country", source, params=texts)
    if same_name(said.round or told.round) != same_name(told.round):
        texts = {"value": said.round or "", "known": told.round}
        yield Problem("round.other-round", source, params=texts)
    if said.questionnaire is not None and said.questionnaire not in told.questionnaires:
        texts = {"id": said.questionnaire, "known": ", ".join(told.questionnaires)}
        yield Problem("round.other-questionnaire", source, params=texts)


def _respondent(told: Round, said: Belonging, source: str) -> str | Problem:
    name = said.respondent.entity if said.respondent else None
    by_name = {same_name(text): one.id for one in told.respondents for text in (one.id, one.entity)}
    if name is not None and same_name(name) in by_name:
        return by_name[same_name(name)]
    entities = [one.entity for one in told.respondents]
    texts = {
        "said": "no respondent is stated" if name is None else f'nobody in the round is "{name}"',
        "known": ", ".join(entities),
        "hint": "" if name is None else did_you_mean(name, entities),
    }
    return Problem("round.nobody", source, params=texts)


def _is_same_country(told: Round, said: Belonging) -> bool:
    """Whether a submission is of the round's country; one that states none is taken for it."""
    own = said.country, said.country_name
    if own in ((None, None), (told.country, told.country_name)):  # by far the most
        return True
    stated = [
        StatedCountry(
            one.country or "", () if one.country_name is None else [*one.country_name.root.values()]
        )
        for one in (told, said)
    ]
    return len({*countries_as_known(stated)}) == 1


def _latest_of_each(found: Iterable[Sent]) -> tuple[list[Sent], list[Problem]]:
    """Of several files of one respondent to one questionnaire the one with the later date.

    A form that says nothing takes the place of none.
    """
    groups: dict[tuple[str, str], list[Sent]] = {}
    for one in found:
        key = one.respondent, one.loaded.submission.questionnaire.id
        groups.setdefault(key, []).append(one)
    kept, told = [], list[Problem]()
    for several in groups.values():
        ranked = sorted(several, key=lambda one: (one.says_something, _date(one)), reverse=True)
        counts, *others = ranked
        kept.append(counts)
        told += (_earlier(other, counts) for other in others if other.says_something)
    return kept, told


def _earlier(other: Sent, counts: Sent) -> Problem:
    """What is to be said of a further file of a respondent."""
    is_same = fingerprint(other.loaded.submission) == fingerprint(counts.loaded.submission)
    # of a file whose date cannot be read nobody knows whether it is the earlier one
    is_earlier = is_same or "" < _date(other) < _date(counts)
    code = "round.earlier" if is_earlier else "round.same-date"
    texts = {"id": counts.respondent, "other": counts.loaded.source}
    return Problem(code, other.loaded.source, params=texts)


def _date(one: Sent) -> str:
    date = one.loaded.submission.date
    return date.isoformat() if date else ""
