"""What of a submission can be read and is doubtful: each a warning, and none changes a score.

Reasons and documents that say nothing, dates that cannot be read or meant, sections left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from coherence_kit.i18n import plural
from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.reported_errors import ANSWERS
from coherence_kit.model.addresses import (
    LONGEST_ADDRESS,
    address_in,
    meant_address,
    web_address,
)
from coherence_kit.model.days import days_meant, read_date
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import Answer, EvidenceItem, Submission
from coherence_kit.questions import kind_of
from coherence_kit.scoring.states import LEFT_STATES, State
from coherence_kit.scoring.tree import Tree

_OLDEST_DOCUMENT: Final = 1945
"""Year; what is in force is seldom older, and a slip of the keyboard often is."""
_OLDEST_SUBMISSION: Final = 2000
_DAY: Final = len("2025-03-12")
_OLDEST_ANSWER: Final = 1900
_YEARS_AHEAD: Final = 50
"""Of the submission; a day that is the answer to a question may be one that is planned."""
_LATEST_ANSWER: Final = 2099
"""Year, where the submission has none."""


@dataclass(frozen=True, slots=True)
class Given:
    """Answers as they count, with what is known of them.

    Args:
        submission: where a reviewer's answer counts, with that.
        states: of every question, by id.
        places: where each answer stands in the file, by the id of its question.
        spoiled: the questions of whose answers something is an error.

    """

    submission: Submission
    states: Mapping[str, State]
    places: Mapping[str, PathLike]
    spoiled: frozenset[str]


def report_doubts(
    document: Document, given: Given, questionnaire: Questionnaire, tree: Tree
) -> None:
    """Warn of all that is doubtful, whatever day it is."""
    date = given.submission.date
    _check_date(document, date)
    is_meant = date is not None and date.year >= _OLDEST_SUBMISSION
    day = date.isoformat() if date is not None and is_meant else ""
    for name, answer in given.submission.answers.items():
        is_left = given.states[name] is State.NOT_APPLICABLE and name not in given.spoiled
        if is_left and answer.has_empty_reason:
            place = (*given.places[name], "not_applicable")
            params = {"id": name, "value": answer.not_applicable}
            document.report("submission.empty-reason", place, **params)
        question = tree.nodes[name].question
        if question is not None and kind_of(question).is_date:
            _check_answered_day(document, name, answer.value, date, given.places[name])
        for one, where in _with_evidence(answer, given.places[name]):
            _check_documents(document, name, one, day, (*where, "evidence"))
    for section, left in _left_sections(tree, given.states, tree.root):
        if not given.spoiled.isdisjoint(left):
            continue
        titles = {one.id: str(one.title) for one in questionnaire.all_sections()}
        many = f"{len(left)} {plural(len(left), 'question', 'questions')}"
        place = given.places[left[0]]
        document.report_key(
            "submission.section-left-out", place, section=titles[section], many=many
        )


def _with_evidence(answer: Answer, place: PathLike) -> Iterator[tuple[Answer, PathLike]]:
    """The answers whose documents stand in the file, with their places: of merged ones each."""
    if not answer.said:
        yield answer, place
    for name, one in answer.said.items():
        yield one, (*place, "said", name)


def _places_of_documents(document: Document, answer: Answer, place: PathLike) -> list[PathLike]:
    """Where the documents of an answer stand, without those of which nothing is said.

    There are none where one was wrong: the answer is then read without them.
    """
    items = document.at(place) if answer.evidence else []
    return [
        (*place, number)
        for number, item in enumerate(items)
        if any(said is not None for said in item.values())
    ]


def report_future_date(document: Document, today: dt.date) -> None:
    """Warn of a submission that is dated later than today, unless it says that it is invented.

    Where it has no date that can be meant, its documents are held against today instead.
    """
    typed = document.at(("date",))
    if document.at(("standing",)) == "illustrative":
        return
    read = read_date(typed) if isinstance(typed, str) else None
    if read is None or len(read) < _DAY or int(read[:4]) < _OLDEST_SUBMISSION:
        _check_documents_today(document, today)
    elif read > today.isoformat():
        document.report("submission.date-ahead", ("date",), value=read)


def _check_documents_today(document: Document, today: dt.date) -> None:
    answers = document.at((ANSWERS,))
    for name in answers if isinstance(answers, Mapping) else ():
        items = document.at((ANSWERS, name, "evidence"))
        for number in range(len(items)) if isinstance(items, list) else ():
            place = (ANSWERS, name, "evidence", number, "date")
            typed = document.at(place)
            read = read_date(typed) if isinstance(typed, str) else None
            if read is not None and read > today.isoformat()[: len(read)]:
                document.report("submission.document-to-come", place, value=read)


def _check_date(document: Document, date: dt.date | None) -> None:
    typed = document.at(("date",))
    if date is not None and date.year < _OLDEST_SUBMISSION:
        document.report("submission.date-old", ("date",), value=date.isoformat())
    elif date is None and isinstance(typed, str) and typed.strip():
        params = _unread(typed, "year-month-day, such as 2026-06-30")
        document.report("submission.date", ("date",), value=typed, **params)


def _check_answered_day(
    document: Document, name: str, day: object, answered: dt.date | None, place: PathLike
) -> None:
    """Of a day that is the answer to a question: whether a slip of the keyboard is likelier."""
    if not isinstance(day, str):
        return
    year = answered.year if answered else 0
    latest = year + _YEARS_AHEAD if year >= _OLDEST_SUBMISSION else _LATEST_ANSWER
    if not _OLDEST_ANSWER <= int(day[:4]) <= latest:
        where = (*place, "answer") if isinstance(document.at(place), dict) else place
        document.report("submission.answer-date", where, id=name, value=day)


def may_be_doubtful(day: str) -> bool:
    """Whether a day that is an answer is warned of, for some date of its submission."""
    return not _OLDEST_ANSWER <= int(day[:4]) <= _OLDEST_SUBMISSION + _YEARS_AHEAD


def _unread(typed: str, spelling: str) -> dict[str, str]:
    """Why a date cannot be read, and how it should be written."""
    meant = days_meant(typed)
    if len(meant) > 1:
        either = " or ".join(meant)
        return {"why": f"which can be {either}", "cure": f"write {either}, whichever is meant"}
    is_too_short = bool(meant) and len(meant[0]) < _DAY
    why = "which names no day" if is_too_short else "which cannot be read as one"
    return {"why": why, "cure": f"write it as {spelling}"}


def _check_documents(
    document: Document, name: str, answer: Answer, answered: str, place: PathLike
) -> None:
    """Of each document that an answer names, whether it can be found, and its date.

    `answered` is the day of the submission, and an empty text where it has none that can be meant.
    """
    doubts = [list(_doubts_of(item, name, answered)) for item in answer.evidence]
    if not any(doubts):
        return
    for where, found in zip(_places_of_documents(document, answer, place), doubts, strict=True):
        for code, part, params in found:
            document.report(code, (*where, part), **params)


def _no_address(typed: str) -> dict[str, str]:
    """Why what was typed is no address of the web, and what to do about it."""
    if meant := meant_address(typed):
        return {"why": "which lacks https:// in front", "cure": f"write {meant}"}
    if len(typed) > LONGEST_ADDRESS:
        why = f"which has more than {LONGEST_ADDRESS:,} characters"
        return {"why": why, "cure": "write the address of the page that leads to the document"}
    if "@" in typed.partition("://")[2].partition("/")[0]:
        return {
            "why": "which has a name before its host",
            "cure": "write it without what stands before the @",
        }
    if found := address_in(typed):
        return {
            "why": "which has something beside an address",
            "cure": f"write {found} alone, and the rest under title: or reference:",
        }
    return {
        "why": "which is no address of the web",
        "cure": "write an address such as https://www.example.org/decree-12; what else helps to "
        "find the document, such as a file or a shelf mark, stands under reference:",
    }


_Doubt = tuple[str, str, dict[str, str | None]]
"""A code, the part of a document that it is about, and what the message says."""


def _doubts_of(item: EvidenceItem, name: str, answered: str) -> Iterator[_Doubt]:
    if item.says_nothing:
        part = "reference" if item.title is None else "title"
        yield "submission.empty-document", part, {"id": name, "value": item.title or item.reference}
    if item.url is not None and not web_address(item.url):
        yield "submission.document-address", "url", {"value": item.url, **_no_address(item.url)}
    if item.date is None:
        return
    read = read_date(item.date)
    if read is None:
        why = _unread(item.date, "year, year-month or year-month-day: 2025, 2025-03, 2025-03-12")
        yield "submission.document-date", "date", {"value": item.date, **why}
    elif int(read[:4]) < _OLDEST_DOCUMENT:
        yield "submission.document-old", "date", {"value": read}
    elif answered and read > answered[: len(read)]:  # of a day as of a month or a year
        yield "submission.document-ahead", "date", {"value": read, "date": answered}


def _left_sections(
    tree: Tree, states: Mapping[str, State], group: str
) -> Iterator[tuple[str, list[str]]]:
    """Each highest section of which no scored question is left, with those that do not apply.

    A matrix is one thing that is asked, and no section.
    """
    for child in tree.nodes[group].children:
        node = tree.nodes[child]
        if node.question is not None or node.kind == "matrix":
            continue
        below = list(dict.fromkeys(_scored_below(tree, child)))
        left = [name for name in below if states[name] is State.NOT_APPLICABLE]
        if left and all(states[name] in LEFT_STATES for name in below):
            yield child, left
        else:
            yield from _left_sections(tree, states, child)


def _scored_below(tree: Tree, name: str) -> Iterator[str]:
    node = tree.nodes[name]
    if node.question is not None:
        if node.scored:
            yield node.shares or name
        return
    for child in node.children:
        yield from _scored_below(tree, child)
