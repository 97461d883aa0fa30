"""Submissions to assessments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.explain import Explanation, explain
from coherence_kit.analysis.instrument import Instrument, prepare
from coherence_kit.analysis.scored import Scored, scored
from coherence_kit.errors import UnknownNameError
from coherence_kit.i18n import plural
from coherence_kit.loading.countries import country_name
from coherence_kit.loading.documents import Document, document_of_values, peek_file
from coherence_kit.loading.folders import yaml_files
from coherence_kit.loading.library import Entry, Library, open_library
from coherence_kit.loading.limits import MAX_SIZE
from coherence_kit.loading.submissions import bind, bind_readable, load_submission_file
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.sources import SourceDocument
from coherence_kit.model.submission import FORMAT as SUBMISSION
from coherence_kit.model.submission import Header, QuestionnaireRef, Submission
from coherence_kit.problems import Problem, ProblemsFound, did_you_mean, has_errors
from coherence_kit.questions.numbering import nearest_number, numbers_of
from coherence_kit.workflow.reading import read_submission

_MOST_NAMED = 5


@dataclass(slots=True)
class Workspace:
    """The library in use, with every questionnaire laid out once."""

    library: Library
    max_size: int = MAX_SIZE
    _instruments: dict[str, Instrument] = field(default_factory=dict, repr=False)

    def instrument(self, questionnaire_id: str) -> Instrument:
        """A questionnaire with its measures and sources, ready to score.

        Raises:
            KeyError: there is none with this id.
            ProblemsFound: its files have errors.

        """
        if questionnaire_id not in self._instruments:
            self._instruments[questionnaire_id] = prepare(
                self.library.questionnaire(questionnaire_id).questionnaire,
                self.library.measures(questionnaire_id),
                _Register(self.library),
                self.library.packages(questionnaire_id),
            )
        return self._instruments[questionnaire_id]

    def of_version(self, questionnaire_id: str, version: str) -> Workspace:
        """The same with the file of a questionnaire that fits answers to a version of it.

        Of several files with its id in different folders the first one counts elsewhere.
        """
        library = self.library.of_version(questionnaire_id, version)
        return self if library is self.library else Workspace(library, self.max_size)

    def remarks(self) -> list[Problem]:
        """Notes on questionnaires and mappings in use, such as one in place of a shipped one.

        What lies beside them and is no file is told of too.
        """
        notes = (
            note for name in self._instruments for note in self.library.questionnaire(name).notes
        )
        return [*self.library.no_files, *notes, *self.library.mapping_notes()]

    def entry(self, questionnaire_id: str) -> Entry:
        """A questionnaire with its file.

        Raises:
            UnknownNameError: there is none with this id.

        """
        known = self.library.index()
        if questionnaire_id not in known:
            hint = did_you_mean(questionnaire_id, known)
            msg = (
                f'There is no questionnaire "{questionnaire_id}". Known: '
                f"{', '.join(sorted(known))}.{hint}"
            )
            raise UnknownNameError(msg)
        return self.library.questionnaire(questionnaire_id)


@dataclass(frozen=True, slots=True)
class _Register:
    """The source documents of a library, which are read when the first of them is wanted.

    What is wrong with them is told each time, and never passed over.
    """

    library: Library

    def __iter__(self) -> Iterator[SourceDocument]:
        return iter(self.library.documents())


def open_workspace(folders: Iterable[Path] = (), *, max_size: int = MAX_SIZE) -> Workspace:
    """A workspace over the user's folders of questionnaires and the shipped content.

    The folders are searched first to last.
    """
    return Workspace(open_library(folders, max_size=max_size), max_size)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A submission that fits its questionnaire, with the document it was read from.

    Of a short submission `instrument` is the short form; what it answers beyond that is kept.
    `part` is what its form asks, if that is less.

    Of a draft, `errors` are all its problems, and the submission lacks what they are about.
    """

    document: Document
    submission: Submission
    instrument: Instrument
    errors: tuple[Problem, ...] = ()

    @property
    def source(self) -> str:
        """The file, as the user named it."""
        return self.document.source

    @property
    def part(self) -> Instrument:
        """What its form asks: of a respondent of a round its part of the questionnaire."""
        return self.instrument.part(self.asked) if self.asked else self.instrument

    @property
    def asked(self) -> frozenset[str]:
        """Ids of the questions that the form of a respondent is said to ask; none for all."""
        named = (_questions(self.instrument, text) for text in self.submission.asked)
        return frozenset(name for questions in named for name in questions)

    @property
    def notes(self) -> tuple[Problem, ...]:
        """The warnings about it; of a draft its errors too."""
        return self.errors or tuple(sorted_problems(self.document.problems))


def load_submission(workspace: Workspace, path: Path, *, of_any_version: bool = False) -> Loaded:
    """Read a submission, in whatever kind of file, and the questionnaire it answers.

    Args:
        workspace: where questionnaires are found.
        path: a YAML file, a filled workbook or a saved page.
        of_any_version: take answers to another version of the questionnaire too,
            to carry them into a new round.

    Raises:
        ProblemsFound: the file, or the questionnaire it names, has errors.

    """
    document = read_submission(path, max_size=workspace.max_size)
    return bind_document(workspace, document, of_any_version=of_any_version)


def bind_document(
    workspace: Workspace, document: Document, *, of_any_version: bool = False
) -> Loaded:
    """A composed submission with the questionnaire that it answers.

    It raises as :func:`load_submission` does.
    """
    expect_kind(document, "submission")
    file = load_submission_file(document)
    if file is None:
        raise ProblemsFound(document.problems)
    questionnaire_id = file.questionnaire.id
    known = workspace.library.index()
    if questionnaire_id not in known:
        params = {
            "id": questionnaire_id,
            "known": ", ".join(sorted(known)),
            "hint": did_you_mean(questionnaire_id, known),
        }
        document.report("questionnaire.unknown", ("questionnaire", "id"), **params)
        raise ProblemsFound(document.problems)
    try:
        instrument = workspace.instrument(questionnaire_id)
    except ProblemsFound as found:
        raise ProblemsFound([*document.problems, *found.problems]) from None
    submission = bind(
        document,
        file,
        instrument.questionnaire,
        instrument.tree,
        of_any_version=of_any_version,
        folders=workspace.library.folders_of_user(questionnaire_id),
    )
    answered = form_answered(document, file, instrument)
    report_other_content(document, file.questionnaire, instrument)
    if answered is not None and not of_any_version:
        _report_unknown_asked(document, file, answered)
    if submission is None or answered is None or has_errors(document.problems):
        raise ProblemsFound(document.problems)
    loaded = Loaded(document, submission, answered)
    report_beyond(document, submission, loaded.part)
    return loaded


def form_answered(document: Document, header: Header, instrument: Instrument) -> Instrument | None:
    """The form of a questionnaire that a submission answers, the long one or the short.

    None, which is told, where it says the short one and there is none.
    """
    answered = instrument.answered_by(header)
    if answered is None:
        params = {"id": instrument.questionnaire.id}
        document.report("submission.no-short-form", ("short",), **params)
    return answered


def _questions(instrument: Instrument, place: str) -> tuple[str, ...]:
    """Ids of the questions of a form that a text names; nothing if it names none."""
    from coherence_kit.model.asking import find_place

    name = instrument.questionnaire.id
    found = find_place(place, {name: instrument.questionnaire})
    return () if found is None else tuple(question for _, question in found.questions)


def _report_unknown_asked(document: Document, file: Header, answered: Instrument) -> None:
    """Tell of what the form of a respondent asks, as the file says, and the questionnaire lacks."""
    for place, text in enumerate(file.asked):
        if not _questions(answered.whole, text):
            hint = did_you_mean(text, [*answered.whole.sections, *answered.whole.questions])
            params = {"value": text, "id": answered.questionnaire.id, "hint": hint}
            document.report("submission.unknown-asked", ("asked", place), **params)


def report_beyond(document: Document, submission: Submission, answered: Instrument) -> None:
    """Warn of answers that a form does not ask for, all of them at once."""
    beyond = answered.beyond(submission)
    if not beyond:
        return
    many = f"{len(beyond)} {plural(len(beyond), 'answer is', 'answers are')}"
    named = ", ".join(beyond[:_MOST_NAMED]) + (", …" if len(beyond) > _MOST_NAMED else "")
    place = ("answers", beyond[0])
    is_short = answered is answered.whole.short
    code = "submission.beyond-short-form" if is_short else "submission.beyond-part"
    document.report_key(code, place, many=many, ids=named)


def report_other_content(
    document: Document, stated: QuestionnaireRef, instrument: Instrument
) -> None:
    """Note that a form was written from other texts of a questionnaire of the same version."""
    is_of_this_version = stated.version == instrument.questionnaire.version
    is_of_other_content = stated.sha256 not in {None, instrument.sha256}
    if is_of_this_version and is_of_other_content and not has_errors(document.problems):
        params = {"id": instrument.questionnaire.id, "version": instrument.questionnaire.version}
        document.report("submission.other-content", ("questionnaire", "sha256"), **params)


def load_draft(workspace: Workspace, path: Path, *, of_any_version: bool = False) -> Loaded:
    """As :func:`load_submission`, but of a submission with errors what can be read.

    Raises:
        ProblemsFound: nothing of it can be read.

    """
    document = read_submission(path, max_size=workspace.max_size)
    return bind_draft(workspace, document, of_any_version=of_any_version)


def bind_draft(workspace: Workspace, document: Document, *, of_any_version: bool = False) -> Loaded:
    """As :func:`bind_document`, but of a submission with errors what can be read.

    Raises:
        ProblemsFound: nothing of it can be read.

    """
    try:
        return bind_document(workspace, document, of_any_version=of_any_version)
    except ProblemsFound as found:
        readable = _readable(workspace, document, of_any_version=of_any_version)
        if readable is None:
            raise
        return replace(readable, errors=tuple(sorted_problems(found.problems)))


def _readable(workspace: Workspace, document: Document, *, of_any_version: bool) -> Loaded | None:
    """A file with errors as far as it can be read: its answers without those that are wrong.

    None if it is no submission.

    The errors of the document are told already, so that those found again on the way are left.
    """
    again = Document(
        document.source, document.composed, [], document.written_out, document.cells, document.data
    )
    file = load_submission_file(again) if again.kind == "submission" else None
    if file is None or file.questionnaire.id not in workspace.library.index():
        return None
    try:
        instrument = workspace.instrument(file.questionnaire.id)
    except ProblemsFound:
        return None
    submission = bind_readable(
        again, file, instrument.questionnaire, instrument.tree, of_any_version=of_any_version
    )
    if submission is None:
        return None
    # without a short form what is answered is read as the long one
    answered = instrument.answered_by(file)
    if answered is None:
        submission = submission.model_copy(update={"short": False})
    return Loaded(again, submission, answered or instrument)


def bind_values(workspace: Workspace, values: Mapping[str, Any], source: str) -> Loaded:
    """A submission out of values as a file has them, all texts; `source` stands for the file.

    Raises:
        ProblemsFound: as :func:`load_submission`; each problem names the keys that lead to it.

    """
    return bind_document(workspace, document_of_values(values, source))


def expect_kind(document: Document, kind: str) -> None:
    """Tell of a file of another kind than the one that is wanted."""
    if document.value is not None and not has_errors(document.problems) and document.kind != kind:
        document.report("schema.kind", ("format",), value=document.kind, known=kind)


def assess_loaded(loaded: Loaded, *, named: str = "") -> Assessment:
    """The assessment of a loaded submission.

    `named` stands in for its path in all that is printed: a report must not
    depend on where its submission lay.
    """
    submission = loaded.submission
    return assess(
        loaded.instrument,
        submission,
        source=named or loaded.source,
        country_name=name_of_country(submission),
        notes=_notes_named(loaded, named),
    )


def score_loaded(
    loaded: Loaded, *, named: str = "", every_node: bool = False, with_measures: bool = False
) -> Scored:
    """The figures of a loaded submission alone, as tables have them.

    They are those of :func:`assess_loaded`, in a fraction of its time. `named` is as there.
    """
    return scored(
        loaded.instrument,
        loaded.submission,
        source=named or loaded.source,
        notes=_notes_named(loaded, named),
        every_node=every_node,
        with_measures=with_measures,
        is_loaded=True,
    )


def _notes_named(loaded: Loaded, named: str) -> tuple[Problem, ...]:
    """What is said of a submission, under the name that stands in for its path."""
    source = named or loaded.source
    return tuple(replace(note, source=source) for note in loaded.notes)


def name_of_country(submission: Submission) -> str:
    """The name that the submission gives its country, else that of the code."""
    return (
        str(submission.country_name)
        if submission.country_name
        else country_name(submission.country or "")
    )


def assess_file(workspace: Workspace, path: Path) -> Assessment:
    """Load and assess one submission.

    Raises:
        ProblemsFound: its file or its questionnaire has errors.

    """
    return assess_loaded(load_submission(workspace, path))


def sorted_problems(problems: Iterable[Problem]) -> list[Problem]:
    """By file and place, each once."""
    unique = {
        (problem.sort_key, tuple(sorted(problem.params.items()))): problem for problem in problems
    }
    return [unique[key] for key in sorted(unique, key=lambda key: (key[0], key[1]))]


def explain_node(
    assessment: Assessment, name: str, language: str = "en"
) -> tuple[Explanation, ...]:
    """A node, named by its id or by its number, worked through up to the top.

    Raises:
        UnknownNameError: the questionnaire has no such section or question.

    """
    return explain(assessment, find_node(assessment, name), language)


def find_node(assessment: Assessment, name: str) -> str:
    """The id of a node named by its id or by its number; raises as :func:`explain_node`."""
    if name in assessment.nodes:
        return name
    numbers = numbers_of(assessment.nodes, assessment.root_id)
    by_number = {
        number: node_id
        for node_id, number in numbers.items()
        if assessment.nodes[node_id].shares is None
    }
    wanted = name.strip().rstrip(".")
    if wanted in by_number:
        return by_number[wanted]
    near = nearest_number(wanted, by_number)
    hint = f' Did you mean "{near}"?' if near else did_you_mean(name, assessment.nodes)
    msg = f'There is no section or question "{name}" in {assessment.questionnaire.id}.{hint}'
    raise UnknownNameError(msg)


def submission_files(folder: Path) -> list[Path]:
    """The submissions that lie in a folder itself, not further down, in the order of names."""
    return [
        path
        for path in yaml_files(folder)
        if path.parent == folder and peek_file(path).get("format") == SUBMISSION
    ]
