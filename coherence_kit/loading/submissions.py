"""Submissions: the file, then each answer typed by its question."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePath

from pydantic import ValidationError

from coherence_kit.i18n import plural
from coherence_kit.loading.answer_wording import wrong_parts
from coherence_kit.loading.countries import (
    country_name,
    is_country,
    is_user_assigned,
    likely_codes,
)
from coherence_kit.loading.country_names import NAMED_BY_USERS
from coherence_kit.loading.documents import PAGES, WORKBOOKS, Document, PathLike
from coherence_kit.loading.doubts import Given, report_doubts
from coherence_kit.loading.reported_errors import ANSWERS, ReportedErrors
from coherence_kit.loading.schema_problems import validate, validate_rest
from coherence_kit.loading.unseen import unseen_params
from coherence_kit.model.base import LocalizedText, split_version
from coherence_kit.model.conditions import Condition, tests
from coherence_kit.model.empty_words import says_nothing
from coherence_kit.model.merging import follows, pooled
from coherence_kit.model.questionnaire import Question, Questionnaire, Section
from coherence_kit.model.roles import ROLES
from coherence_kit.model.submission import (
    UNANSWERED,
    Answer,
    AnswerEntry,
    AnswerValue,
    DoesNotApply,
    HasAnswer,
    Header,
    IsUnknown,
    Review,
    SaidEntry,
    Submission,
    SubmissionFile,
)
from coherence_kit.problems import command_line, did_you_mean, has_errors, nearest
from coherence_kit.questions import kind_of
from coherence_kit.questions.matrix import is_matrix
from coherence_kit.questions.shapes import Shape
from coherence_kit.questions.typed import SaidState, denial_typed, plain_words
from coherence_kit.questions.typed_numbers import unmistakable
from coherence_kit.scoring.review import apply_reviews
from coherence_kit.scoring.states import State, question_states, stated
from coherence_kit.scoring.tree import Tree

_MOST_NAMED = 5
# Which kind of form is written for somebody who has sent this kind of file.
_FORM_OF = dict.fromkeys(WORKBOOKS, ".xlsx") | dict.fromkeys(PAGES, ".html")
MOST_HINTED = 50
_PART = 3  # where in the place of a validation error the part of an answer stands


def load_submission_file(document: Document) -> SubmissionFile | None:
    """The file by itself, its answers still text; None with the problems added.

    If only parts of it are wrong, those that could not be read among them, the rest is returned, so
    that :func:`bind` can look at that as well.
    """
    if has_errors(document.problems) and document.kind != "submission":
        return None
    told, before = ReportedErrors(document), list(document.problems)
    document.problems = []
    file = validate(document, SubmissionFile)
    if file is None and isinstance(document.value, Mapping):
        file = _rest(document)
    document.problems = [*before, *told.without_follow_ups(document.problems)]
    return file


def _rest(document: Document) -> SubmissionFile | None:
    """What remains of a submission without the keys in which something is wrong.

    Of an answer the wrong part alone is left out if that is enough.
    """
    answers = document.value.get(ANSWERS)
    if not isinstance(answers, Mapping):
        return validate_rest(document, SubmissionFile, ANSWERS)
    entries = {
        name: dict(entry) if isinstance(entry, Mapping) else entry
        for name, entry in answers.items()
    }
    try:
        SubmissionFile.model_validate(document.value)
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            place = fault["loc"]
            # behind the id stands which kind of answer it was taken for
            if (
                place[:1] == (ANSWERS,)
                and len(place) > _PART
                and isinstance(entries.get(place[1]), dict)
            ):
                entries[place[1]].pop(place[_PART], None)
    lean = Document(document.source, written_out={**document.value, ANSWERS: entries})
    return validate_rest(lean, SubmissionFile, ANSWERS)


def bind(  # noqa: PLR0913  (two of them have defaults)
    document: Document,
    file: SubmissionFile,
    questionnaire: Questionnaire,
    tree: Tree,
    *,
    of_any_version: bool = False,
    folders: Sequence[Path] = (),
) -> Submission | None:
    """Type every answer by its question; None with the problems added.

    Warnings may be added either way.

    Of another version every question may be another one, so it is refused, unless the answers are
    only carried into a new round, where each is looked at again. `folders` are those of the
    user's that a command about the questionnaire has to name.
    """
    submission = bind_readable(
        document, file, questionnaire, tree, of_any_version=of_any_version, folders=folders
    )
    return None if has_errors(document.problems) else submission


def bind_readable(  # noqa: PLR0913  (two of them have defaults)
    document: Document,
    file: SubmissionFile,
    questionnaire: Questionnaire,
    tree: Tree,
    *,
    of_any_version: bool = False,
    folders: Sequence[Path] = (),
) -> Submission | None:
    """As :func:`bind`, but with the answers that are right where others are wrong.

    None only if the answers are to another version.
    """
    told, before = ReportedErrors(document), len(document.problems)
    check_country(document, file.country, file.country_name)
    _check_offices(document, file)
    _check_country_box(document, file)
    if not of_any_version and not _check_version(document, file, questionnaire, folders):
        return None
    answers = bind_answers(document, file.answers, questionnaire, tree, (ANSWERS,))
    header = {name: getattr(file, name) for name in Header.model_fields}
    submission = Submission.model_construct(answers=answers, **header)
    check_not_applicable(document, submission.answers, tree, (ANSWERS,))
    _check_respondents(document, submission)
    document.problems[before:] = told.without_follow_ups(document.problems[before:])
    _tell_maps_of_rows(document, questionnaire)
    _report_unseen(document, submission, questionnaire)
    counted = apply_reviews(submission, questionnaire)
    given = Given(
        submission=counted,
        states=question_states(tree, counted),
        places=_places(file, questionnaire),
        spoiled=_spoiled(document, questionnaire, tree),
    )
    _check_conditions(document, given, tree)
    before = len(document.problems)
    report_doubts(document, given, questionnaire, tree)
    document.problems[before:] = told.without_follow_ups(document.problems[before:])
    _check_rechecks(document, submission)
    return submission


def _check_respondents(document: Document, submission: Submission) -> None:
    """Of merged answers everybody that is named is a respondent, and somebody said each of them."""
    ids = [one.id for one in submission.respondents]
    sent = {one.id for one in submission.respondents if one.has_answered}
    for place, name in enumerate(ids):
        if name in ids[:place]:
            what = f'the respondent "{name}" is listed twice'
            document.report("submission.respondents", ("respondents", place, "id"), what=what)
    for name, answer in submission.answers.items():
        here = (ANSWERS, name)
        unknown = [one for one in answer.said if one not in sent]
        unknown += [one for one in answer.not_asked_of if one not in answer.said]
        unknown += [answer.lead] if answer.lead is not None and answer.lead not in ids else []
        if unknown:
            what = f'the answer to "{name}" names "{unknown[0]}", which has sent nothing'
            document.report_key("submission.respondents", here, what=what)
        elif ids and not answer.said and answer.decision is None:
            what = f'nobody has said the one to "{name}"'
            document.report_key("submission.respondents", here, what=what)


def _places(file: SubmissionFile, questionnaire: Questionnaire) -> dict[str, PathLike]:
    """Where each answer stands in the file, by the id that its question has now."""
    renamed = {
        questionnaire.renamed[written]: (ANSWERS, written)
        for written in file.answers
        if written in questionnaire.renamed
    }
    return {**renamed, **{written: (ANSWERS, written) for written in file.answers}}


def _spoiled(document: Document, questionnaire: Questionnaire, tree: Tree) -> frozenset[str]:
    """The questions whose answers are wrong or lost.

    All of them where it cannot be told which one is.
    """
    told = ReportedErrors(document)
    names = {questionnaire.renamed.get(name, name) for name in told.questions}
    return frozenset(
        tree.asking_order if told.elsewhere or not names <= tree.nodes.keys() else names
    )


def bind_answers(
    document: Document,
    entries: Mapping[str, AnswerEntry],
    questionnaire: Questionnaire,
    tree: Tree,
    place: PathLike,
) -> dict[str, Answer]:
    """Answers typed by their questions, without those that say nothing.

    Each wrong one is a problem of the document.

    `place` leads to the answers in the file.
    """
    questions = {question.id: question for question in questionnaire.questions()}
    matrices = _matrices(questionnaire)
    answers = {}
    for written, entry in entries.items():
        here = (*place, written)
        question_id = _present_id(document, written, questionnaire, questions, entries, here)
        question = questions.get(question_id)
        if question_id in matrices:
            _report_matrix(document, matrices[question_id], here)
        elif question is None:
            _report_unknown(document, written, questionnaire, questions, here)
        else:
            answer = typed_by_question(document, question, entry, here, tree)
            if answer is not None and entry.said:
                answer = _with_what_was_said(document, question, entry, answer, here, tree)
            if answer is not None and not answer.is_empty:
                answers[question_id] = answer
    return answers


def typed_by_question(
    document: Document,
    question: Question,
    entry: AnswerEntry | SaidEntry,
    place: PathLike,
    tree: Tree,
) -> Answer | None:
    """An entry typed by its question; None, which is told, where it lacks its reason."""
    answer = _typed_answer(document, question, entry, place)
    if answer is None:
        _report_reason(document, tree, question.id, place)
    return answer


def _with_what_was_said(  # noqa: PLR0913, PLR0917  (a place needs its parts)
    document: Document,
    question: Question,
    entry: AnswerEntry,
    answer: Answer,
    place: PathLike,
    tree: Tree,
) -> Answer:
    """A merged answer with that of each respondent; what counts has to follow from them."""
    said: dict[str, Answer] = {}
    before = len(document.problems)
    for name, one in entry.said.items():
        here = (*place, "said", name)
        typed = typed_by_question(document, question, one, here, tree)
        if typed is not None:
            said[name] = typed
            check_one_not_applicable(document, question.id, typed, tree, here)
    more = {
        "said": said,
        "lead": entry.lead,
        "not_asked_of": entry.not_asked_of,
        "decision": entry.decision,
    }
    whole = answer.model_copy(update=more)
    whole = whole.model_copy(update={"evidence": pooled((answer, *said.values()))})
    if not has_errors(document.problems[before:]) and not follows(whole):
        document.report("submission.not-as-said", place, id=question.id)
    return whole


def _present_id(  # noqa: PLR0913, PLR0917  (a place needs its parts)
    document: Document,
    written: str,
    questionnaire: Questionnaire,
    questions: Mapping[str, Question],
    entries: Mapping[str, AnswerEntry],
    here: PathLike,
) -> str:
    """The id that a question has now.

    An id of an earlier version that was renamed is followed.
    """
    new = questionnaire.renamed.get(written)
    if written in questions or new is None or new in entries:
        return written
    document.report_key("submission.renamed-question", here, id=written, new=new)
    return new


def _report_unknown(
    document: Document,
    written: str,
    questionnaire: Questionnaire,
    questions: Mapping[str, Question],
    here: PathLike,
) -> None:
    if written in questionnaire.removed or written in questionnaire.renamed:
        document.report_key("submission.removed-question", here, id=written)
        return
    # whoever has fifty wrong ids has the wrong questionnaire, and each guess is
    # as long as the questionnaire
    is_one_of_few = len(document.problems) < MOST_HINTED
    hint = (
        (_likely_row(written, questionnaire) or did_you_mean(written, questions))
        if is_one_of_few
        else ""
    )
    document.report_key(
        "submission.unknown-question", here, id=written, questionnaire=questionnaire.id, hint=hint
    )


def _matrices(questionnaire: Questionnaire) -> dict[str, Section]:
    return {group.id: group for group in questionnaire.all_sections() if is_matrix(group)}


def _tell_maps_of_rows(document: Document, questionnaire: Questionnaire) -> None:
    """Keys that no answer has are, below a matrix, its rows, and are told as such."""
    for name, matrix in _matrices(questionnaire).items() if document.problems else ():
        path = (ANSWERS, name)
        others = [problem for problem in document.problems if problem.path[:2] != path]
        if len(others) < len(document.problems):
            document.problems = others
            _report_matrix(document, matrix, path)


def _report_matrix(document: Document, matrix: Section, path: PathLike) -> None:
    rows = [row for row in matrix.children if not isinstance(row, Section)]
    texts = {
        "id": matrix.id,
        "known": _listed_ids(rows),
        "row": rows[0].id,
        "answer": kind_of(rows[0]).labels[-1].spelt,
    }
    document.report_key("submission.matrix", path, **texts)


def _likely_row(name: str, questionnaire: Questionnaire) -> str:
    """The row that an unknown one of a matrix was meant to be, or all of them."""
    above, _, row = name.rpartition(".")
    matrix = _matrices(questionnaire).get(above)
    if matrix is None:
        return ""
    meant = nearest(row, [child.id.removeprefix(f"{above}.") for child in matrix.children])
    return (
        f' Did you mean "{above}.{meant}"?'
        if meant
        else f" The rows of {above} are {_listed_ids(matrix.children)}."
    )


def _listed_ids(nodes: Iterable[Question | Section]) -> str:
    return ", ".join(node.id for node in nodes)


def check_not_applicable(
    document: Document, answers: Mapping[str, Answer], tree: Tree, place: PathLike
) -> None:
    """The same of all answers of a file.

    `place` leads to the answers in the file.
    """
    for question_id, answer in answers.items():
        check_one_not_applicable(document, question_id, answer, tree, (*place, question_id))


def check_one_not_applicable(
    document: Document, question_id: str, answer: Answer, tree: Tree, place: PathLike
) -> None:
    """Nothing may be said not to apply where the questionnaire forbids that."""
    forbids = tree.nodes[question_id].settings.not_applicable == "forbidden"
    if answer.not_applicable is not None and forbids:
        document.report("submission.not-applicable", place, id=question_id)


def _check_version(
    document: Document, file: SubmissionFile, questionnaire: Questionnaire, folders: Sequence[Path]
) -> bool:
    """Whether the answers can be read by this questionnaire."""
    stated_major, stated_minor = split_version(file.questionnaire.version)
    major, minor = split_version(questionnaire.version)
    params = {
        "version": file.questionnaire.version,
        "known": questionnaire.version,
        "id": questionnaire.id,
    }
    path = ("questionnaire", "version")
    if stated_major != major or stated_minor > minor:
        cure = document.cure_of_version or _carrying_over(document, questionnaire.id, folders)
        document.report("submission.version", path, cure=cure, **params)
        return False
    if stated_minor < minor:
        document.report("submission.older-version", path, **params)
    return True


def _carrying_over(document: Document, questionnaire_id: str, folders: Sequence[Path]) -> str:
    """How to make a form of the version here out of a submission to another one, by a command.

    Renamed ids are followed.
    """
    suffix = PurePath(document.source).suffix.lower()
    new = f"NEW{_FORM_OF.get(suffix, '.yaml')}"
    words = ("form", questionnaire_id, "--from", document.source, "--new-round", "-o", new)
    return (
        "carry the answers into a form of the version here, each marked to be re-checked: "
        f"{command_line(*words, folders=folders)}"
    )


def check_country(document: Document, country: str | None, named: LocalizedText | None) -> None:
    """The country that a file states is one, and is not called by the name of another."""
    if country is not None and not is_country(country):
        codes = [f'"{code}" ({country_name(code)})' for code in likely_codes(country)]
        hint = f" Did you mean {' or '.join(codes)}?" if codes else ""
        document.report("submission.country", ("country",), value=country, hint=hint)
    elif country is not None:
        _check_country_name(document, country, named)


def _check_offices(document: Document, file: SubmissionFile) -> None:
    """Offices are named by the roles that lead measures."""
    for role in file.offices:
        if role not in ROLES:
            hint = did_you_mean(role, ROLES)
            texts = {"role": role, "known": ", ".join(ROLES), "hint": hint}
            document.report_key("submission.unknown-role", ("offices", role), **texts)


def _check_country_box(document: Document, file: SubmissionFile) -> None:
    """Each figure of the country box says what it is of, and where it is from."""
    for place, figure in enumerate(file.country_box.figures if file.country_box else ()):
        if figure.missing:
            texts = {
                "label": f'"{figure.label}"' if figure.label else f"no. {place + 1}",
                "missing": " and no ".join(figure.missing),
                "cure": " and ".join(f"{key}:" for key in figure.missing),
            }
            here = ("country_box", "figures", place)
            document.report("submission.country-figure", here, **texts)


def _check_country_name(document: Document, country: str, named: LocalizedText | None) -> None:
    """A code that the standard leaves to users has a name, and no other has that of another one."""
    code = country.partition("-")[0]
    names = [] if named is None else [*named.root.values()]
    if is_user_assigned(code) and code not in NAMED_BY_USERS:
        # whoever uses such a code says what it is called
        if all(says_nothing(name) or name.strip() in {code, country} for name in names):
            document.report("submission.country-unnamed", ("country",), country=country)
        return
    for text in names:
        meant = likely_codes(text, ())  # by English and other known names, read at once
        if meant and code not in meant:
            texts = {"value": text, "country": country, "known": country_name(country)}
            document.report("submission.country-name", ("country_name",), **texts)


def _typed_answer(
    document: Document, question: Question, entry: AnswerEntry | SaidEntry, place: PathLike
) -> Answer | None:
    """An entry by its question.

    None where "not applicable" is typed in the place of the answer, where no reason can stand.
    """
    stated = entry.answer if isinstance(entry, HasAnswer) else None
    raw = _as_number(document, question, stated, place)
    value = None if raw is None else _read(question, raw)
    if value is SaidState.NOT_APPLICABLE:
        return None
    if value is None and raw is not None:
        _report_answer(document, question, raw, place)
    elif value is not None:
        _report_remark(document, question, raw, place)
    own_review = (*place, "review")
    review = _typed_review(document, question, entry.review, own_review)
    left = None if _denies_state(document, question, entry, place) else entry
    typed = {
        "value": None if isinstance(value, SaidState) else value,
        "not_applicable": left.not_applicable if isinstance(left, DoesNotApply) else None,
        "is_unknown": value is SaidState.UNKNOWN or isinstance(left, IsUnknown),
        "unknown": left.unknown if isinstance(left, IsUnknown) else None,
        "comment": entry.comment,
        "evidence": entry.evidence,
        "review": review,
        "reviewed": None if review is None else _reviewed(document, question, review, own_review),
        "recheck": entry.recheck,
    }
    return UNANSWERED.model_copy(update=typed)  # a third of what building it from nothing takes


def _typed_review(
    document: Document, question: Question, review: Review | None, place: PathLike
) -> Review | None:
    """A review whose own answer, where it is a number of the file, can only be read as that."""
    if review is None:
        return None
    answer = _as_number(document, question, review.answer, (*place, "answer"))
    return review if answer is review.answer else review.model_copy(update={"answer": answer})


def _as_number(document: Document, question: Question, raw: object, place: PathLike) -> object:
    """An answer; one that the file has as a number, and not as a text, can only be read as that.

    `place` leads to it, or to the entry that it is the answer of.
    """
    if not isinstance(raw, str) or kind_of(question).shape is not Shape.QUANTITY:
        return raw
    as_number = unmistakable(raw)
    is_in_doubt = as_number != raw and document.is_plain(_place_of_answer(document, place))
    return as_number if is_in_doubt else raw


def _denies_state(
    document: Document, question: Question, entry: AnswerEntry | SaidEntry, place: PathLike
) -> bool:
    """Whether a no stands where the reason for having no answer belongs, which is told."""
    if isinstance(entry, DoesNotApply):
        key, reason, said = "not_applicable", entry.not_applicable, "it does apply"
    elif isinstance(entry, IsUnknown):
        key, reason, said = "unknown", entry.unknown or "", "the answer is known"
    else:
        return False
    if not denial_typed(plain_words(reason)):
        return False
    texts = {"id": question.id, "key": key, "value": reason, "said": said}
    document.report("submission.state-denied", (*place, key), **texts)
    return True


def _report_reason(document: Document, tree: Tree, question: str, path: PathLike) -> None:
    """Tell that "not applicable" was typed in the place of the answer."""
    place = _place_of_answer(document, path)
    if tree.nodes[question].settings.not_applicable == "forbidden":
        document.report("submission.not-applicable", place, id=question)
        return
    typed = document.at(place)
    shown = typed[0] if isinstance(typed, list) else typed
    cure = document.place_of_reason(question, (*path, "not_applicable"))
    document.report("submission.reason-missing", place, value=shown, id=question, cure=cure)


def _place_of_answer(document: Document, path: PathLike) -> PathLike:
    return (*path, "answer") if isinstance(document.at(path), dict) else path


def _reviewed(
    document: Document, question: Question, review: Review, place: PathLike
) -> AnswerValue | None:
    """The reviewer's own answer, or None.

    A verdict that changes an answer has to say to which one.
    """
    if review.answer is not None:
        value = _read(question, review.answer)
        if value is not None and not isinstance(value, SaidState):
            _report_remark(document, question, review.answer, place)
            return value
        _report_answer(document, question, review.answer, place)  # it has no state of its own
    elif review.verdict == "changed":
        document.report("submission.review-answer", (*place, "verdict"), id=question.id)
    return None


def _read(question: Question, raw: object) -> AnswerValue | SaidState | None:
    """What somebody has answered, or said of there being no answer; None of anything else."""
    kind = kind_of(question)
    try:
        return kind.read(raw)
    except (ValueError, TypeError):
        return kind.state_typed(raw)


def _report_remark(document: Document, question: Question, raw: object, path: PathLike) -> None:
    """Tell of words beside an answer that are not part of it."""
    kind = kind_of(question)
    remark = kind.remark(raw)
    if remark:
        texts = {"value": str(raw), "id": question.id, "answer": str(kind.read(raw))}
        place = _place_of_answer(document, path)
        document.report("submission.remark", place, remark=remark, **texts)


def _report_answer(document: Document, question: Question, raw: object, path: PathLike) -> None:
    place = _place_of_answer(document, path)
    for part in wrong_parts(question, raw, place):
        texts = {
            "part": part.part,
            "value": part.shown,
            "id": question.id,
            "known": part.known,
            "hint": part.hint,
        }
        document.report("submission.answer", part.path, cure=part.cure, **texts)


def _report_unseen(
    document: Document, submission: Submission, questionnaire: Questionnaire
) -> None:
    """What counts and stands in no visible cell of a workbook, in one warning for each sheet."""
    sheets: dict[str, list[PathLike]] = {}
    for path, cell in document.unseen.items():
        if _counts(path, submission, questionnaire):
            sheets.setdefault(cell.rpartition("!")[0], []).append(path)
    for name, paths in sheets.items():
        questions = {path[1] for path in paths if path[0] == ANSWERS}
        entries = sum(path[0] != ANSWERS for path in paths)
        params = unseen_params(name, len(questions), entries)
        document.report("workbook.unseen", paths[0], **params)


def _counts(path: PathLike, submission: Submission, questionnaire: Questionnaire) -> bool:
    """Whether what a path of a file leads to has become a part of the submission."""
    if path[0] != ANSWERS:
        return getattr(submission, str(path[0]), None) is not None
    written = str(path[1])
    return questionnaire.renamed.get(written, written) in submission.answers


def _check_rechecks(document: Document, submission: Submission) -> None:
    """What was carried over from an earlier round and not confirmed yet, in one warning."""
    carried = [name for name, answer in submission.answers.items() if answer.is_carried]
    if carried:
        many = f"{len(carried)} {plural(len(carried), 'answer is', 'answers are')}"
        named = ", ".join(carried[:_MOST_NAMED]) + (", …" if len(carried) > _MOST_NAMED else "")
        document.report_key("submission.recheck", (ANSWERS, carried[0]), many=many, ids=named)


def _depends(question: Question | None, deciding: Collection[str]) -> bool:
    """Whether the answer to one of these decides whether a question is asked."""
    if question is None or question.depends_on is None:
        return False
    return any(test.question in deciding for test in tests(question.depends_on))


def _check_conditions(document: Document, given: Given, tree: Tree) -> None:
    """An answer to a question that is not asked, or not yet, does not count.

    It is kept and printed.

    Whether a question is asked that depends on one of the spoiled ones
    shows only when those are right.
    """
    undecided = set(given.spoiled)
    for question_id in tree.asking_order if undecided else ():
        if _depends(tree.nodes[question_id].question, undecided):
            undecided.add(question_id)
    for question_id, answer in given.submission.answers.items():
        question = tree.nodes[question_id].question
        said = stated(answer)
        if said is State.UNANSWERED or _depends(question, undecided):
            continue
        if said is State.CARRIED and given.states[question_id] is State.OPEN:
            continue  # that nobody has looked at it yet is told of all such answers at once
        code = {State.NOT_ASKED: "submission.not-asked", State.OPEN: "submission.open"}.get(
            given.states[question_id]
        )
        if code and question:
            report_condition(document, question, code, given.places[question_id])


def report_condition(document: Document, question: Question, code: str, place: PathLike) -> None:
    """Warn of an answer to a question that is not asked, or not yet, as the code says."""
    if question.depends_on:
        document.report_key(code, place, **condition_params(question, question.depends_on))


def condition_params(question: Question, condition: Condition) -> dict[str, str]:
    """What such a warning says of a question and its condition."""
    needed = dict.fromkeys(f'"{test.question}"' for test in tests(condition))
    return {"id": question.id, "needed": " and ".join(needed)}
