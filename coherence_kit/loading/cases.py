"""Cases: answers to a questionnaire, and what is expected of them.

The file is read first, then the answers of each case are typed by their questions, and what it
expects is looked up in the questionnaire.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.schema_problems import validate
from coherence_kit.loading.submissions import bind_answers, check_not_applicable
from coherence_kit.model.base import parse_id
from coherence_kit.model.cases import NO_FIGURES, Case, CasesFile, Expectation, Figures
from coherence_kit.model.questionnaire import Question, Questionnaire
from coherence_kit.model.submission import (
    FORMAT,
    Answer,
    EvidenceItem,
    QuestionnaireRef,
    Submission,
)
from coherence_kit.problems import did_you_mean, has_errors
from coherence_kit.questions import kind_of
from coherence_kit.questions.matrix import is_matrix
from coherence_kit.scoring.tree import Tree

_DOCUMENT = EvidenceItem(title="Document")


@dataclass(frozen=True, slots=True)
class LoadedCases:
    """The id of the questionnaire, and the cases by their place in the file's list.

    Entries that do not have the form of a case are left out.
    """

    questionnaire: str
    cases: Mapping[int, Case]


@dataclass(frozen=True, slots=True)
class BoundCase:
    """A case whose answers fit the questionnaire; `place` leads to what it expects in the file."""

    name: str
    place: PathLike
    submission: Submission
    expect: Expectation


def load_cases(document: Document) -> LoadedCases | None:
    """The file by itself, its answers still text; None with the problems added.

    If only some cases are wrong the others are returned, so that a slip in one does
    not hide what the others show.
    """
    if has_errors(document.problems):
        return None
    file = validate(document, CasesFile)
    if file is not None:
        return LoadedCases(file.questionnaire, dict(enumerate(file.cases)))
    return _sound_cases(document)


def _sound_cases(document: Document) -> LoadedCases | None:
    written = document.value.get("cases")
    try:
        questionnaire = parse_id(document.value.get("questionnaire"))
    except ValueError:
        return None
    if not isinstance(written, list):
        return None
    sound = {}
    for number, case in enumerate(written):
        try:
            sound[number] = Case.model_validate(case)
        except ValidationError:
            continue
    return LoadedCases(questionnaire, sound)


def bind_cases(
    document: Document,
    loaded: LoadedCases,
    questionnaire: Questionnaire,
    tree: Tree,
    measures: Collection[str],
) -> Iterator[BoundCase]:
    """The cases that fit the questionnaire; of the others the problems are added.

    Args:
        document: the file.
        loaded: its cases.
        questionnaire: the one they are about.
        tree: the same, laid out.
        measures: ids of the measures for it.

    """
    first: dict[str, int] = {}
    for number, case in loaded.cases.items():
        place = ("cases", number)
        earlier = first.setdefault(case.name.casefold(), number)
        if earlier != number:
            line = document.line_of(("cases", earlier, "name"))
            document.report(
                "cases.duplicate-name", (*place, "name"), name=case.name, first_line=line
            )
        before = len(document.problems)
        _check_fill(document, case, questionnaire, place)
        answers = bind_answers(document, case.answers, questionnaire, tree, (*place, "answers"))
        check_not_applicable(document, answers, tree, (*place, "answers"))
        _check_expected_ids(document, case.expect, tree, measures, (*place, "expect"))
        if case.expect.is_empty:
            document.report("cases.nothing-expected", (*place, "expect"), name=case.name)
        if not has_errors(document.problems[before:]):
            answers.update(_filled(case, questionnaire))
            yield BoundCase(
                case.name, (*place, "expect"), _submission(answers, questionnaire), case.expect
            )


def _submission(answers: Mapping[str, Answer], questionnaire: Questionnaire) -> Submission:
    answered = QuestionnaireRef(id=questionnaire.id, version=questionnaire.version)
    return Submission.model_validate(
        {"format": FORMAT, "questionnaire": answered, "answers": answers}
    )


def _to_fill(case: Case, questionnaire: Questionnaire) -> Iterator[tuple[Question, str]]:
    """Each question that the case fills without listing it, with the text of the answer.

    A case fills the questions of a type, and the rows of a matrix.
    """
    matrix_of = _matrix_of_row(questionnaire)
    for question in questionnaire.questions():
        column = case.fill.rows.get(matrix_of.get(question.id, ""))
        value = case.fill.of_type(question.type) if column is None else column
        if value is not None and question.id not in case.answers:
            yield question, value if isinstance(value, str) else str(value).lower()


def _matrix_of_row(questionnaire: Questionnaire) -> dict[str, str]:
    return {
        row.id: group.id
        for group in questionnaire.all_sections()
        if is_matrix(group)
        for row in group.children
    }


def _filled(case: Case, questionnaire: Questionnaire) -> dict[str, Answer]:
    evidence = (_DOCUMENT,) if case.fill.evidence else ()
    return {
        question.id: Answer(value=kind_of(question).parse(text), evidence=evidence)
        for question, text in _to_fill(case, questionnaire)
    }


def _check_fill(
    document: Document, case: Case, questionnaire: Questionnaire, place: PathLike
) -> None:
    """What fills has to be an answer to every question that it fills.

    Of each type, and of each matrix, the first question that lacks the answer is named.
    """
    matrix_of = _matrix_of_row(questionnaire)
    matrices = list(dict.fromkeys(matrix_of.values()))
    for name in case.fill.rows:
        _check_id(document, "matrix", name, matrices, (*place, "fill", "rows", name))
    told: set[PathLike] = set()
    for question, text in _to_fill(case, questionnaire):
        keys = kind_of(question).keys
        matrix = matrix_of.get(question.id)
        here = (question.type,) if matrix is None else ("rows", matrix)
        if text not in keys and here not in told:
            told.add(here)
            params = {"value": text, "id": question.id, "known": ", ".join(keys)}
            document.report("cases.fill", (*place, "fill", *here), **params)


def _check_expected_ids(
    document: Document, expect: Expectation, tree: Tree, measures: Collection[str], place: PathLike
) -> None:
    """Whatever is expected exists."""
    questions = list(tree.asking_order)
    for index, name in enumerate(expect.gaps or ()):
        _check_id(document, "question", name, questions, (*place, "gaps", index))
    for index, name in enumerate(expect.measures or ()):
        _check_id(document, "measure", name, measures, (*place, "measures", index))
    _check_levels(document, expect, tree, tree.root, place)
    _check_level(document, expect.programme.level, tree, tree.root, (*place, "programme", "level"))
    for name, figures in expect.nodes.items():
        if _check_id(document, "section or question", name, tree.nodes, (*place, "nodes", name)):
            _check_levels(document, figures, tree, name, (*place, "nodes", name))


def _check_levels(
    document: Document, figures: Figures, tree: Tree, node: str, place: PathLike
) -> None:
    for key in ("level", "level_low", "level_high"):
        _check_level(document, getattr(figures, key), tree, node, (*place, key))


def _check_level(
    document: Document, level: str | None, tree: Tree, node: str, place: PathLike
) -> None:
    if level is not None and level not in NO_FIGURES:
        levels = [known.id for known in tree.nodes[node].settings.levels]
        _check_id(document, "level", level, levels, place)


def _check_id(
    document: Document, what: str, name: str, known: Collection[str], place: PathLike
) -> bool:
    """Whether an id is known.

    One that is not known is reported at the id, be it a key or a value.
    """
    if name in known:
        return True
    report = document.report_key if place[-1] == name else document.report
    report("cases.unknown-id", place, what=what, id=name, hint=did_you_mean(name, known))
    return False
