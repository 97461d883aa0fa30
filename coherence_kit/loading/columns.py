"""Files of columns: the file is read, then what it names is looked up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.schema_problems import validate
from coherence_kit.loading.tables.codes import cell_of
from coherence_kit.loading.tables.heads import BESIDE, folded_name
from coherence_kit.model.columns import EVERY_QUESTION, FIELDS, ColumnsFile
from coherence_kit.model.questionnaire import Question, Questionnaire
from coherence_kit.problems import did_you_mean, has_errors
from coherence_kit.questions import kind_of


def load_columns(document: Document) -> ColumnsFile | None:
    """What a file says of columns, not looked up yet; None with the problems added."""
    if has_errors(document.problems):
        return None
    columns = validate(document, ColumnsFile)
    if columns is None:
        return None
    _check_columns(document, columns)
    _check_meanings(document, columns)
    return None if has_errors(document.problems) else columns


def stated_questionnaire(columns: ColumnsFile) -> str:
    """The id of the questionnaire that every row answers; empty where each row says it."""
    return (columns.constants.questionnaire or "").replace("/", " ").split(" ")[0]


def _check_columns(document: Document, columns: ColumnsFile) -> None:
    """No column stands there twice, and no two fill the same."""
    names: dict[str, str] = {}
    filled: dict[str, str] = {}
    for name, key in columns.columns.items():
        earlier = names.setdefault(folded_name(name), name)
        if earlier != name:
            what = f'is the same column as "{earlier}"'
            document.report_key("columns.twice", ("columns", name), value=name, what=what)
        if key is None:
            continue
        earlier = filled.setdefault(folded_name(key), name)
        if earlier != name:
            what = f'fills "{key}", and so does "{earlier}"'
            document.report("columns.twice", ("columns", name), value=name, what=what)


def _check_meanings(document: Document, columns: ColumnsFile) -> None:
    """In every column a code means one thing."""
    stated = {
        "missing": columns.missing,
        "unknown": columns.unknown,
        "not_applicable": tuple(columns.not_applicable),
        f'codes: "{EVERY_QUESTION}"': tuple(columns.codes.get(EVERY_QUESTION, ())),
    }
    under: dict[str, list[str]] = {}
    for name, codes in stated.items():
        for code in codes:
            under.setdefault(code, []).append(name)
    for code, names in under.items():
        if len(names) > 1:
            path: PathLike = (names[0].partition(":")[0],)
            document.report_key("columns.two-meanings", path, value=code, what=" and ".join(names))


def check_names(
    document: Document,
    columns: ColumnsFile,
    questionnaires: Mapping[str, Questionnaire],
    known: Collection[str],
) -> None:
    """What is named is a field or a question, and each code stands for an answer.

    Args:
        document: the file.
        columns: what it says.
        questionnaires: the one that every row answers, if the file says so, else all.
        known: the ids of those that there are.

    """
    wanted = stated_questionnaire(columns)
    if wanted and wanted not in known:
        texts = {"id": wanted, "known": ", ".join(sorted(known))}
        hint = did_you_mean(wanted, known)
        document.report("questionnaire.unknown", ("constants", "questionnaire"), hint=hint, **texts)
        return
    questions: dict[str, list[Question]] = {}
    for questionnaire in questionnaires.values():
        for question in questionnaire.questions():
            questions.setdefault(question.id, []).append(question)
    names = {*questions, *(name for one in questionnaires.values() for name in one.renamed)}
    where = f'"{wanted}"' if wanted else "any questionnaire"
    for path, name in _named(columns):
        if _key(name) not in {*FIELDS, *names}:
            texts = {"id": name, "where": where, "known": ", ".join(FIELDS)}
            hint = did_you_mean(name, [*FIELDS, *names])
            report = document.report if path[0] == "columns" else document.report_key
            report("columns.unknown-key", path, hint=hint, **texts)
    _check_codes(document, columns, questions)


def _named(columns: ColumnsFile) -> Iterator[tuple[PathLike, str]]:
    for name, key in columns.columns.items():
        if key is not None:
            yield ("columns", name), key
    for key in columns.codes:
        if key != EVERY_QUESTION:
            yield ("codes", key), key


def _key(name: str) -> str:
    """What a name stands for, without the word behind a question for what stands beside it."""
    folded = folded_name(name)
    head, _, part = folded.rpartition(" ")
    return head if head and part in BESIDE else folded


def _check_codes(
    document: Document, columns: ColumnsFile, questions: Mapping[str, list[Question]]
) -> None:
    """Of a question every code stands for one of its answers."""
    for name, codes in columns.codes.items():
        kinds = [kind_of(question) for question in questions.get(folded_name(name), ())]
        for code, answer in codes.items():
            raw = list(answer) if isinstance(answer, tuple) else answer
            if not kinds or raw is None:
                continue
            if any(kind.accepts(raw) or kind.state_typed(raw) is not None for kind in kinds):
                continue
            texts = {"value": code, "answer": cell_of(answer) or "", "id": name}
            hint = kinds[0].hint(raw)
            path = ("codes", name, code)
            document.report("columns.code", path, known=kinds[0].known, hint=hint, **texts)
