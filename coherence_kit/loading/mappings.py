"""Mappings: the file is read, then its questions are looked up in their questionnaires."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from coherence_kit.loading.documents import Document
from coherence_kit.loading.schema_problems import validate
from coherence_kit.model.mapping import FrameworkMapping, MappedQuestion
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.problems import did_you_mean, has_errors

FindQuestionnaire = Callable[[str], Questionnaire | None]
"""A questionnaire by its id; None for one that cannot be looked into."""


@dataclass(frozen=True, slots=True)
class MappingEntry:
    """A loaded mapping with the file it came from."""

    mapping: FrameworkMapping
    path: Path
    document: Document = field(repr=False)


def load_mapping(document: Document) -> FrameworkMapping | None:
    """The mapping by itself, its questions not looked up yet; None with the problems added."""
    if has_errors(document.problems):
        return None
    mapping = validate(document, FrameworkMapping)
    if mapping is None:
        return None
    _check_items(document, mapping)
    _check_lines(document, mapping)
    return None if has_errors(document.problems) else mapping


def _check_items(document: Document, mapping: FrameworkMapping) -> None:
    """Every item stands there once: blanks and capitals tell no numbers apart."""
    first: dict[str, int] = {}
    for place, item in enumerate(mapping.items):
        earlier = first.setdefault(" ".join(item.number.split()).casefold(), place)
        if earlier != place:
            line = document.line_of(("items", earlier, "number"))
            document.report(
                "mapping.duplicate-item",
                ("items", place, "number"),
                number=item.number,
                first_line=line,
            )


def _check_lines(document: Document, mapping: FrameworkMapping) -> None:
    """Every question stands there once, and every item that it bears on is in the list."""
    known = [item.number for item in mapping.items]
    first: dict[str, int] = {}
    for place, line in enumerate(mapping.questions):
        earlier = first.setdefault(line.question, place)
        if earlier != place:
            document.report(
                "mapping.duplicate-question",
                ("questions", place, "question"),
                id=line.question,
                first_line=document.line_of(("questions", earlier, "question")),
            )
        _check_bears(document, line, place, known)


def _check_bears(
    document: Document, line: MappedQuestion, place: int, known: Collection[str]
) -> None:
    for number in line.bears:
        if number not in known:
            path = ("questions", place, "bears", number)
            hint = did_you_mean(number, known)
            document.report_key("mapping.unknown-item", path, number=number, hint=hint)


def check_questions(
    document: Document, mapping: FrameworkMapping, known: Collection[str], find: FindQuestionnaire
) -> None:
    """Every question that is named exists.

    Args:
        document: the file.
        mapping: what it says.
        known: ids of the questionnaires that there are.
        find: one of them.

    """
    for place, line in enumerate(mapping.questions):
        path = ("questions", place, "question")
        if line.questionnaire not in known:
            document.report(
                "mapping.unknown-questionnaire",
                path,
                id=line.questionnaire,
                known=", ".join(sorted(known)) or "none",
                hint=did_you_mean(line.questionnaire, known),
            )
            continue
        questionnaire = find(line.questionnaire)
        if questionnaire is not None:
            _check_question(document, line, path, questionnaire)


def _check_question(
    document: Document,
    line: MappedQuestion,
    path: tuple[str | int, ...],
    questionnaire: Questionnaire,
) -> None:
    ids = [question.id for question in questionnaire.questions()]
    if line.id in ids:
        return
    renamed = questionnaire.renamed.get(line.id)
    hint = f' It is called "{renamed}" now.' if renamed in ids else did_you_mean(line.id, ids)
    params = {"id": line.id, "questionnaire": questionnaire.id, "hint": hint}
    document.report("mapping.unknown-question", path, **params)


def fit(
    entry: MappingEntry, questionnaire: Questionnaire, borrowed: Collection[str]
) -> tuple[FrameworkMapping, bytes] | None:
    """A mapping for one questionnaire, with the file that says it; None if it says nothing of it.

    What it says of a question that the questionnaire borrows from another counts as said of it.

    Args:
        entry: the mapping.
        questionnaire: the one in use.
        borrowed: ids of the questionnaires that it takes questions from.

    """
    mapping, ids = entry.mapping, {question.id for question in questionnaire.questions()}
    own = [line for line in mapping.questions if line.questionnaire == questionnaire.id]
    told = {line.id for line in own}
    taken = [
        line
        for line in mapping.questions
        if line.questionnaire in borrowed and line.id in ids - told
    ]
    if not any(line.id in ids for line in (*own, *taken)):
        return None
    if not taken:
        return mapping, entry.document.data
    moved = {line.question: f"{questionnaire.id}/{line.id}" for line in taken}
    fitting = mapping.model_copy(
        update={
            "questions": tuple(
                line.model_copy(update={"question": moved.get(line.question, line.question)})
                for line in mapping.questions
            )
        }
    )
    value = entry.document.value
    written = [
        {**line, "question": moved.get(line["question"], line["question"])}
        for line in value["questions"]
    ]
    text = json.dumps({**value, "questions": written}, ensure_ascii=False, indent=1)
    return fitting, text.encode()
