"""The answers of a round, merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coherence_kit.analysis.instrument import Instrument
from coherence_kit.analysis.rounds.merge import Received, merge
from coherence_kit.documents.own_places import expect_own_place, identities
from coherence_kit.documents.safe_write import write_file
from coherence_kit.errors import WrongUseError
from coherence_kit.forms.draft import as_plain
from coherence_kit.loading.documents import compose_document
from coherence_kit.loading.folders import YAML
from coherence_kit.loading.yaml.writer import to_yaml
from coherence_kit.model.merging import Merged as HowMerged
from coherence_kit.model.merging import is_outside
from coherence_kit.model.merging import merged as how_merged
from coherence_kit.model.submission import Submission
from coherence_kit.problems import Problem, ProblemsFound, is_folder
from coherence_kit.scoring.states import State, question_states
from coherence_kit.workflow.earlier_results import earlier_merged
from coherence_kit.workflow.round_file import LoadedRound
from coherence_kit.workflow.round_intake import (
    Intake,
    Sent,
    load_round_as_answered,
    take_in_round,
)
from coherence_kit.workflow.score import (
    Loaded,
    Workspace,
    bind_document,
)

_MOST_NAMED = 5


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


def merge_round(intake: Intake) -> Merged:
    """The answers of the government's respondents merged, one submission for each questionnaire."""
    bound, stated = intake.round.bound, intake.round.stated
    by_questionnaire: dict[str, list[Sent]] = {}
    for one in intake.of_kind("government"):
        by_questionnaire.setdefault(one.loaded.submission.questionnaire.id, []).append(one)
    merged, notes = [], [*intake.notes]
    made: dict[str, tuple[Instrument, Submission]] = {}
    for name in (name for name in stated.questionnaires if name in by_questionnaire):
        several = by_questionnaire[name]
        whole = intake.round.workspace.instrument(name)
        is_short = all(one.loaded.submission.short for one in several)
        instrument = whole.short if is_short and whole.short else whole
        received = [Received(one.respondent, one.loaded.submission) for one in several]
        submission = merge(stated, bound.asking, bound.decisions, instrument, received)
        source = f"{Path(intake.round.source).stem}-{name}.yaml"
        merged.append(MergedAnswers(source, submission))
        made[name] = instrument, submission
        notes += _told_of_answers(several, submission)
    notes += _told_of_decisions(intake, made)
    notes += [
        Problem("round.silent", intake.round.source, params={"id": one.id}) for one in intake.silent
    ]
    sent = tuple(one.loaded for one in intake.sent)
    voices = intake.of_kind("stakeholder")
    return Merged(intake.round, tuple(merged), voices, sent, tuple(notes))


def _told_of_answers(several: Sequence[Sent], merged: Submission) -> Iterator[Problem]:
    """What of the answers was not asked of the respondents that gave them."""
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


_NOT_ASKED = {
    State.NOT_ASKED: "by what was answered the question is not asked",
    State.OPEN: "whether the question is asked is not known yet",
}


def _told_of_decisions(
    intake: Intake, merged: Mapping[str, tuple[Instrument, Submission]]
) -> Iterator[Problem]:
    """Which decisions nobody had answered, and which count nowhere."""
    stated = intake.round
    decided = {name for name, _ in stated.bound.written}
    states = {
        name: question_states(one.tree, whole)
        for name, (one, whole) in merged.items()
        if name in decided
    }
    for (name, question), written in stated.bound.written.items():
        place = ("decisions", written)
        why: str | None = f"no office of the government has answered {name}"
        if name in merged:
            why = _NOT_ASKED.get(states[name].get(question, State.ANSWERED))
        if why is not None:
            texts = {"id": question, "why": why}
            yield stated.document.problem_at("round.decision-idle", place, **texts)
        elif is_outside(merged[name][1].answer(question)):
            yield stated.document.problem_at("round.outside", place, id=question)


def merged_files(workspace: Workspace, round_file: Path, paths: Iterable[Path]) -> Merged:
    """What was sent in for a round, merged.

    Raises:
        ProblemsFound: the round or a file has errors, or nothing of the government counts.
        WrongUseError: folders were named, and there is nothing in them.

    """
    paths = [*paths]
    stated = load_round_as_answered(workspace, round_file, paths)
    merged = merge_round(take_in_round(stated, paths))
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
    if output.suffix and not is_file and not is_folder(output):
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
