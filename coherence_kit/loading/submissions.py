"""Submissions: the file, then each answer typed by its question."""

from __future__ import annotations

from collections.abc import Mapping

from coherence_kit.loading.countries import country_name, is_country, likely_code
from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.schema_problems import validate, validate_rest
from coherence_kit.model.base import split_version
from coherence_kit.model.conditions import tests
from coherence_kit.model.questionnaire import Question, Questionnaire
from coherence_kit.model.submission import (
    Answer,
    AnswerEntry,
    AnswerValue,
    GivenAnswer,
    Header,
    NotApplicableAnswer,
    Submission,
    SubmissionFile,
    UnknownAnswer,
)
from coherence_kit.problems import did_you_mean, has_errors
from coherence_kit.scoring.answers import QUESTION_TYPES, parse_answer
from coherence_kit.scoring.states import State, question_states, stated
from coherence_kit.scoring.tree import Tree


def load_submission_file(document: Document) -> SubmissionFile | None:
    """The file by itself, its answers still text; None with the problems added.

    If only parts of it are wrong, the rest is returned, so that :func:`bind` can look at that as well.
    """
    if has_errors(document.problems):
        return None
    file = validate(document, SubmissionFile)
    if file is None and isinstance(document.value, Mapping):
        return validate_rest(document, SubmissionFile, "answers")
    return file


def bind(document: Document, file: SubmissionFile, questionnaire: Questionnaire, tree: Tree) -> Submission | None:
    """Type every answer by its question; None with the problems added. Warnings may be added either way."""
    _check_country(document, file)
    if not _check_version(document, file, questionnaire):
        return None  # of another version every question may be unknown
    answers = bind_answers(document, file.answers, questionnaire, ("answers",))
    if has_errors(document.problems):
        return None
    header = {name: getattr(file, name) for name in Header.model_fields}
    submission = Submission.model_construct(answers=answers, **header)
    _check_conditions(document, submission, tree)
    check_not_applicable(document, submission.answers, tree, ("answers",))
    return None if has_errors(document.problems) else submission


def bind_answers(
    document: Document, entries: Mapping[str, AnswerEntry], questionnaire: Questionnaire, place: PathLike
) -> dict[str, Answer]:
    """Answers typed by their questions, without those that say nothing; each wrong one is a problem of the document.

    `place` leads to the answers in the file.
    """
    questions = {question.id: question for question in questionnaire.questions()}
    answers = {}
    for question_id, entry in entries.items():
        question = questions.get(question_id)
        if question is None:
            params = {
                "id": question_id,
                "questionnaire": questionnaire.id,
                "hint": did_you_mean(question_id, questions),
            }
            document.report_key("submission.unknown-question", (*place, question_id), **params)
            continue
        answer = _typed(document, question, entry, (*place, question_id))
        if answer != Answer():
            answers[question_id] = answer
    return answers


def check_not_applicable(document: Document, answers: Mapping[str, Answer], tree: Tree, place: PathLike) -> None:
    """Nothing is said not to apply where the questionnaire forbids that; `place` leads to the answers in the file."""
    for question_id, answer in answers.items():
        node = tree.nodes[question_id]
        if answer.not_applicable is not None and node.settings.not_applicable == "forbidden":
            document.report("submission.not-applicable", (*place, question_id), id=question_id)


def _check_version(document: Document, file: SubmissionFile, questionnaire: Questionnaire) -> bool:
    """Whether the answers can be read by this questionnaire."""
    stated_major, stated_minor = split_version(file.questionnaire.version)
    major, minor = split_version(questionnaire.version)
    params = {"version": file.questionnaire.version, "known": questionnaire.version, "id": questionnaire.id}
    path = ("questionnaire", "version")
    if stated_major != major or stated_minor > minor:
        document.report("submission.version", path, **params)
        return False
    if stated_minor < minor:
        document.report("submission.older-version", path, **params)
    return True


def _check_country(document: Document, file: SubmissionFile) -> None:
    if file.country is not None and not is_country(file.country):
        code = likely_code(file.country)
        hint = f' Did you mean "{code}" ({country_name(code)})?' if code else ""
        document.report("submission.country", ("country",), value=file.country, hint=hint)


def _typed(document: Document, question: Question, entry: AnswerEntry, place: PathLike) -> Answer:
    raw = entry.answer if isinstance(entry, GivenAnswer) else None
    return Answer.model_construct(
        value=None if raw is None else _typed_value(document, question, raw, place),
        not_applicable=entry.not_applicable if isinstance(entry, NotApplicableAnswer) else None,
        is_unknown=isinstance(entry, UnknownAnswer),
        unknown=entry.unknown if isinstance(entry, UnknownAnswer) else None,
        comment=entry.comment,
        evidence=entry.evidence,
        review=entry.review,
    )


def _typed_value(document: Document, question: Question, raw: object, path: PathLike) -> AnswerValue | None:
    try:
        return parse_answer(question, raw)
    except (ValueError, TypeError):
        keys = ("yes", "no") if question.type == "boolean" else QUESTION_TYPES[question.type].keys(question)
        allowed = ", ".join(keys) or {"date": "a date such as 2026-06-30"}.get(question.type, "one text")
        place = (*path, "answer") if isinstance(document.at(path), dict) else path
        shown = f'"{raw}"' if isinstance(raw, str) else "a list"
        hint = did_you_mean(raw, keys) if isinstance(raw, str) else ""
        document.report("submission.answer", place, value=shown, id=question.id, known=allowed, hint=hint)
        return None


def _check_conditions(document: Document, submission: Submission, tree: Tree) -> None:
    """An answer to a question that is not asked, or not yet, is kept and printed but does not count."""
    states = question_states(tree, submission)
    for question_id, answer in submission.answers.items():
        if stated(answer) is State.UNANSWERED:
            continue
        code = {State.NOT_ASKED: "submission.not-asked", State.OPEN: "submission.open"}.get(states[question_id])
        question = tree.nodes[question_id].question
        if code and question and question.depends_on:
            needed = " and ".join(dict.fromkeys(f'"{test.question}"' for test in tests(question.depends_on)))
            document.report_key(code, ("answers", question_id), id=question_id, needed=needed)
