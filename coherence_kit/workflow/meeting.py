"""The meeting that decides the disputed questions: its sheets, and what it has decided."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coherence_kit.documents.own_places import Earlier, expect_own_place, identities
from coherence_kit.documents.safe_write import expect_no_link, write_file
from coherence_kit.errors import WrongUseError
from coherence_kit.forms.draft import plain_entry
from coherence_kit.forms.layout import lay_out
from coherence_kit.forms.meeting.agenda import Agenda, Heading, Result, set_agenda
from coherence_kit.forms.meeting.reader import Belongs, is_meeting_sheet, read_meeting
from coherence_kit.i18n import plural
from coherence_kit.loading.countries import StatedCountry, countries_as_known
from coherence_kit.loading.documents import WORKBOOKS, Document, PathLike, is_json, read_file
from coherence_kit.loading.rounds import find_question
from coherence_kit.loading.yaml.edit import edit_yaml
from coherence_kit.model.asking import Key
from coherence_kit.model.base import is_version
from coherence_kit.model.merging import is_as_said
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.rounds import Round, RoundDecision
from coherence_kit.model.submission import Answer
from coherence_kit.problems import (
    Problem,
    ProblemsFound,
    command_line,
    faults_told,
    has_errors,
    is_file,
    real_path,
    shown_path,
)
from coherence_kit.spelling import same_name
from coherence_kit.words import words_of
from coherence_kit.workflow.earlier_results import earlier_meeting_paper
from coherence_kit.workflow.intake import take_in_all
from coherence_kit.workflow.language import chosen_language, language_notes
from coherence_kit.workflow.round_file import (
    LoadedRound,
    bind_document_of_round,
    country_of_round,
    load_round_file,
)
from coherence_kit.workflow.rounds import Merged
from coherence_kit.workflow.score import Loaded, Workspace, assess_loaded, sorted_problems

SHEET_SUFFIXES = (".pdf", ".xlsx")


# --- sheets ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets of a meeting, not written yet, and what is to be said of them."""

    files: tuple[tuple[Path, bytes], ...]
    questions: int
    notes: tuple[Problem, ...]

    @property
    def said(self) -> str:
        """What is in each of them."""
        return f"{self.questions} disputed {plural(self.questions, 'question', 'questions')}."

    def write(self) -> None:
        """Write them."""
        for path, data in self.files:
            write_file(path, data)


def make_sheets(merged: Merged, outputs: Sequence[Path], language: str | None = None) -> Sheets:
    """The sheets for the meeting, one for each name; none where nothing is disputed.

    Args:
        merged: the answers of the round.
        outputs: `.pdf` to print, `.xlsx` to be filled in and collected.
        language: of what is said; English if not given.

    Raises:
        WrongUseError: there is no such kind of sheet, nothing is there in the language, or
            decisions stand in the file that would be written over.
        ProblemsFound: something else stands there.

    """
    outputs = list({real_path(output): output for output in outputs}.values())
    for output in outputs:
        _expect_place(output, merged)
    loaded = [one.loaded(merged.round.workspace) for one in merged.merged] if outputs else []
    contents = {
        one.submission.questionnaire.id: one.instrument.questionnaire.languages for one in loaded
    }
    chosen = chosen_language(language, contents)
    notes = [*language_notes(language, contents, str(outputs[0]))] if outputs else []
    files: list[tuple[Path, bytes]] = []
    many = 0
    for output in outputs:
        is_paper = output.suffix.lower() == ".pdf"
        agenda = _agenda(merged.round.stated, loaded, chosen, is_marked=is_paper)
        many = len(agenda.points)
        if many:
            files.append((output, _paper(agenda) if is_paper else _workbook(agenda)))
    if outputs and not many:
        notes.append(Problem("meeting.nothing-disputed", merged.round.source))
    return Sheets(tuple(files), many, tuple(notes))


def _expect_place(output: Path, merged: Merged) -> None:
    suffix = output.suffix.lower()
    if suffix not in SHEET_SUFFIXES:
        msg = (
            f'"{output.name}" ends with none of {", ".join(SHEET_SUFFIXES)}, the kinds of sheet '
            "for a meeting there are."
        )
        raise WrongUseError(msg)
    read = identities([Path(merged.round.source), *(Path(one.source) for one in merged.sent)])
    is_paper = suffix == ".pdf"
    known = earlier_meeting_paper() if is_paper else Earlier("sheet for the meeting", _is_sheet)
    expect_own_place(output, known, read=read)
    if not is_paper and is_file(output) and output.stat().st_size:
        value = read_meeting(output.read_bytes(), shown_path(output)).document.value or {}
        if lost := value.get("decisions"):
            msg = (
                f'"{output}" holds {_in_numbers(lost)}, which would be lost. Collect it into the '
                "round file first, or choose another name."
            )
            raise WrongUseError(msg)


def _in_numbers(filled: Mapping[str, Mapping[str, Any]]) -> str:
    """How many decisions rows of a sheet hold, or, where none says what was decided, notes."""
    decided = sum(
        not one.keys().isdisjoint(("answer", "not_applicable")) for one in filled.values()
    )
    if decided:
        return f"{decided} {plural(decided, 'decision', 'decisions')}"
    many = len(filled)
    return f"what was noted of {many} {plural(many, 'question', 'questions')}"


def _is_sheet(path: Path) -> bool:
    return is_meeting_sheet(path.read_bytes(), shown_path(path))


def _agenda(stated: Round, loaded: Sequence[Loaded], language: str, *, is_marked: bool) -> Agenda:
    results = []
    for one in loaded:
        instrument = one.instrument.whole
        layout = lay_out(
            instrument.questionnaire,
            instrument.tree,
            instrument.sha256,
            language,
            is_marked=is_marked,
        )
        results.append(Result(layout, assess_loaded(one), one.submission))
    return set_agenda(words_of(language), _heading(stated, loaded, language), results)


def _heading(stated: Round, loaded: Sequence[Loaded], language: str) -> Heading:
    every = [office for one in loaded for office in one.submission.respondents]
    dates = [one.submission.date for one in loaded if one.submission.date]
    return Heading(
        country=country_of_round(stated, language),
        code=stated.country,
        round=stated.round,
        date=stated.date or max(dates, default=None),
        heard=len({office.id for office in every if office.sha256 is not None}),
        asked=len({office.id for office in every}),
    )


def _paper(agenda: Agenda) -> bytes:
    from coherence_kit.forms.meeting.paper import meeting_pdf

    return meeting_pdf(agenda).data


def _workbook(agenda: Agenda) -> bytes:
    from coherence_kit.forms.meeting.workbook import meeting_workbook

    return meeting_workbook(agenda)


# --- what was decided -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as a sheet has it, typed by its question, and where it stands."""

    key: Key
    answer: Answer | None
    stated: RoundDecision
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class CollectedDecisions:
    """What became of the sheets.

    `written` is the round file with the decisions; None where one has errors, or nothing is new.
    """

    sheets: tuple[tuple[Path, int], ...]
    written: Path | None
    problems: tuple[Problem, ...]


def collect_decisions(
    workspace: Workspace, sources: Sequence[Path], round_file: Path, folder: Path
) -> CollectedDecisions:
    """Add what was decided in a meeting to the round file, in a folder under its own name.

    Its comments and their order stay, and so does every earlier decision that no sheet changes.

    Args:
        workspace: where the questionnaires are.
        sources: sheets that were filled in, and folders of them.
        round_file: the round as it is now.
        folder: where to write it; its own folder to add to the file itself.

    Raises:
        ProblemsFound: the round has errors, or another file of this name stands in the folder.
        WrongUseError: folders were named, and there is nothing in them.

    """
    intake = take_in_all(sources, written_to=folder)
    stated = load_round_file(
        workspace, round_file, lambda _round: _versions_decided(workspace, intake.files)
    )
    workspace = stated.workspace
    problems = [*intake.notes]
    found: list[Decided] = []
    sheets: list[tuple[Path, int]] = []
    for path in intake.files:
        try:
            with faults_told(shown_path(path)):
                decided, told = _read(workspace, stated, path)
        except ProblemsFound as wrong:
            problems += wrong.problems
            sheets.append((path, 0))
            continue
        problems += told
        found += decided
        sheets.append((path, sum(one.answer is not None for one in decided)))
    problems += _contradictions(found)
    if has_errors(problems):
        return CollectedDecisions(tuple(sheets), None, tuple(sorted_problems(problems)))
    changes, told = _changes(workspace, stated, found)
    problems += told
    written = _write(stated, round_file, folder / round_file.name, changes)
    return CollectedDecisions(tuple(sheets), written, tuple(sorted_problems(problems)))


def _versions_decided(workspace: Workspace, sheets: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """The questionnaires that sheets were made from, each with its version."""
    for path in sheets:
        if path.suffix.lower() not in WORKBOOKS:
            continue
        source = shown_path(path)
        try:
            with faults_told(source):
                belongs = read_meeting(read_file(path, max_size=workspace.max_size), source).belongs
        except ProblemsFound:
            continue  # whoever reads it next tells of it
        if belongs is not None:
            yield from (
                (of.id, of.version) for of in belongs.questionnaires if is_version(of.version)
            )


def _read(
    workspace: Workspace, stated: LoadedRound, path: Path
) -> tuple[list[Decided], list[Problem]]:
    """The decisions of one sheet, and what is to be said of it.

    Raises:
        ProblemsFound: it is none, is one of another round, or has errors.

    """
    source = shown_path(path)
    if path.suffix.lower() not in WORKBOOKS:
        raise ProblemsFound([Problem("meeting.no-sheet", source)])
    sheet = read_meeting(read_file(path, max_size=workspace.max_size), source)
    document = sheet.document
    if sheet.belongs is None:
        raise ProblemsFound(document.problems)
    problems = [*_foreign(workspace, stated, source, sheet.belongs)]
    if has_errors(problems):
        raise ProblemsFound([*document.problems, *problems])
    document.replace_value({**_plain(stated.document), **document.value})
    bound = bind_document_of_round(workspace, document)
    if bound is None or has_errors(_own(document)):
        raise ProblemsFound([*problems, *_own(document)])
    questionnaires = _questionnaires(workspace, stated)
    decided = []
    for written, decision in bound.stated.decisions.items():
        place: PathLike = ("decisions", written)
        key = find_question(written, questionnaires)[0]
        if decision.says_nothing:
            document.report("meeting.no-answer", place, id=key[1])
        cell = document.cells.get(place, "")
        decided.append(Decided(key, bound.decisions.get(key), decision, source, cell))
    return decided, [*problems, *_own(document)]


def _own(document: Document) -> list[Problem]:
    """What was told of a sheet; what is to be said of the round itself was told with that."""
    of_files = ("workbook.", "file.", "meeting.")
    return [one for one in document.problems if one.cell or one.code.startswith(of_files)]


def _plain(document: Document) -> dict[str, Any]:
    return {key: value for key, value in document.value.items() if key != "decisions"}


def _questionnaires(workspace: Workspace, stated: LoadedRound) -> dict[str, Questionnaire]:
    return {name: workspace.instrument(name).questionnaire for name in stated.stated.questionnaires}


def _foreign(
    workspace: Workspace, stated: LoadedRound, source: str, belongs: Belongs
) -> Iterator[Problem]:
    """What a sheet belongs to that the round is not."""
    told = stated.stated
    names = () if told.country_name is None else tuple(told.country_name.root.values())
    both = countries_as_known(
        [StatedCountry(told.country, [*names]), StatedCountry(belongs.country, [*names])]
    )
    if len({*both}) > 1:
        texts = {"found": belongs.country, "known": told.country, "what": "country"}
        yield Problem("meeting.other-round", source, params=texts)
    elif same_name(belongs.round) != same_name(told.round):
        texts = {"found": belongs.round, "known": told.round, "what": "round"}
        yield Problem("meeting.other-round", source, params=texts)
    for of in belongs.questionnaires:
        known = ", ".join(told.questionnaires)
        if of.id not in told.questionnaires:
            texts = {"found": of.id, "known": known, "what": "questionnaire"}
            yield Problem("meeting.other-round", source, params=texts)
            continue
        instrument = workspace.instrument(of.id)
        version = instrument.questionnaire.version
        if of.version != version:
            texts = {"found": f"{of.id} {of.version}", "known": f"{of.id} {version}"}
            yield Problem("meeting.other-round", source, params={**texts, "what": "questionnaire"})
        elif of.sha256 != instrument.sha256:
            texts = {"id": of.id, "version": version}
            yield Problem("submission.other-content", source, params=texts)


def _contradictions(found: Iterable[Decided]) -> Iterator[Problem]:
    """A question that two sheets decide differently."""
    first: dict[Key, Decided] = {}
    for one in found:
        if one.answer is None:
            continue
        earlier = first.setdefault(one.key, one)
        if earlier.answer is not None and not is_as_said(earlier.answer, one.answer):
            texts = {"id": one.key[1], "other": f"{earlier.sheet}, {earlier.cell}"}
            yield Problem("meeting.differs", one.sheet, params=texts, cell=one.cell)


Entry = dict[str, Any]
PARTS = ("answer", "not_applicable", "by", "date", "note")
"""Of a decision, in the order in which a file has them."""


def _changes(
    workspace: Workspace, stated: LoadedRound, found: Iterable[Decided]
) -> tuple[dict[str, Entry], list[Problem]]:
    """What is written below `decisions:`, by the key there, and what of it was otherwise before."""
    questionnaires = _questionnaires(workspace, stated)
    earlier = {
        find_question(written, questionnaires)[0]: (written, decision)
        for written, decision in stated.stated.decisions.items()
    }
    changes: dict[str, Entry] = {}
    told: list[Problem] = []
    for one in found:
        written, before = earlier.get(one.key, ("", RoundDecision()))
        old = _entry(before, stated.bound.decisions.get(one.key))
        new = _entry(one.stated, one.answer)
        is_same = {**old, **new} == old
        keeps_answer = one.answer is None or _what(old) == _what(new) or not _what(old)
        whole = {**old, **new} if keeps_answer else new
        if is_same or (one.answer is None and _what(old)):
            continue
        whole = {part: whole[part] for part in PARTS if part in whole}
        key = written or _key(one.key, questionnaires)
        changes[key] = {**changes.get(key, {}), **whole}
        if _what(old):
            texts = {"id": one.key[1], "before": _in_words(old), "now": _in_words(whole)}
            told.append(Problem("meeting.replaced", one.sheet, params=texts, cell=one.cell))
    return changes, told


def _key(key: Key, questionnaires: Mapping[str, Questionnaire]) -> str:
    """A question as the round file names it: by its id alone where one questionnaire has it."""
    name, question = key
    is_alone = len(find_question(question, questionnaires)) == 1
    return question if is_alone else f"{name}/{question}"


def _entry(stated: RoundDecision, answer: Answer | None) -> Entry:
    """A decision as a file has it, with its answer in the one spelling that files have."""
    alone = None if answer is None else answer.model_copy(update={"decision": None})
    entry = {} if alone is None else plain_entry(alone)
    if isinstance(entry.get("answer"), str):
        entry["answer"] = str(entry["answer"])  # a number too, which the editor writes as it is
    parts = {"by": stated.by, "date": stated.date, "note": stated.note}
    return {**entry, **{name: text for name, text in parts.items() if text is not None}}


def _what(entry: Entry) -> tuple[object, bool] | None:
    if "not_applicable" in entry:
        return None, True
    return (entry["answer"], False) if "answer" in entry else None


def _in_words(entry: Entry) -> str:
    answer = entry.get("answer", "")
    shown = ", ".join(answer) if isinstance(answer, list) else str(answer)
    if "not_applicable" in entry:
        shown = f"not applicable ({entry['not_applicable']})"
    more = (entry.get("by"), entry.get("date"), entry.get("note"))
    return ", ".join(str(part) for part in (shown, *more) if part)


def _write(
    stated: LoadedRound, round_file: Path, target: Path, changes: Mapping[str, Entry]
) -> Path | None:
    """Write the round file with its decisions; nothing where nothing is new and it is there.

    Raises:
        ProblemsFound: another file of this name stands there, or the round file was changed while
            it was read.

    """
    data = stated.document.data
    is_itself = real_path(target) == real_path(round_file)
    if not changes and is_itself:
        return None
    edited = _with_decisions(stated.document, changes) if changes else data
    expect_no_link(target)
    there = target.read_bytes() if is_file(target) else None
    if there is not None and there not in {data, edited}:
        if is_itself:
            raise ProblemsFound([Problem("meeting.changed", shown_path(target))])
        cure = command_line("collect", "SHEET", "--round", target, "-o", target.parent)
        raise ProblemsFound([Problem("meeting.taken", shown_path(target), params={"cure": cure})])
    write_file(target, edited)
    return target


def _with_decisions(document: Document, changes: Mapping[str, Entry]) -> bytes:
    """The text of a round file with decisions added or replaced, all else as it stands."""

    def change(top: Any) -> None:  # noqa: ANN401  (a map of ruamel, or one of JSON)
        if not isinstance(top.get("decisions"), dict) or not top["decisions"]:
            top["decisions"] = dict(changes)
            return
        for key, entry in changes.items():
            top["decisions"][key] = entry

    data = document.data
    text = data.decode("utf-8-sig")
    if is_json(data, document.source):
        top = json.loads(text)
        change(top)
        return (json.dumps(top, ensure_ascii=False, indent=2) + "\n").encode()
    edited = edit_yaml(text, change)
    if b"\r\n" in data:
        edited = edited.replace("\n", "\r\n")
    return edited.encode()
