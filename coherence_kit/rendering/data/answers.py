"""Answers as JSON, with everything that was typed beside them; a contact is none of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, cast

from coherence_kit.model.submission import Answer, AnswerValue, Decision, EvidenceItem, Review
from coherence_kit.rendering.data.answers_shape import (
    AnswerData,
    DecisionData,
    DocumentData,
    OneSaidData,
    ReviewData,
)

_DOCUMENT = ("title", "reference", "date", "page")
_DECISION = ("by", "date", "note")
_LARGEST_WHOLE = 2**53  # that every reader of JSON takes as it is


def answers_data(answers: Mapping[str, Answer]) -> dict[str, AnswerData]:
    """What was answered, by the id of the question, in the order of the submission."""
    return {
        name: cast("AnswerData", {**_said(answer), **_of_a_round(answer)})
        for name, answer in answers.items()
    }


def _said(answer: Answer) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if answer.value is not None:
        found["value"] = _plain(answer.value)
    if answer.given is not None:
        found["given"] = _plain(answer.given)
    if answer.not_applicable is not None:
        found["not_applicable"] = answer.not_applicable
    if answer.is_unknown:
        found["unknown"] = answer.unknown
    if answer.comment:
        found["comment"] = answer.comment
    if answer.evidence:
        found["evidence"] = [cast("DocumentData", _told(one, _DOCUMENT)) for one in answer.evidence]
    if answer.review is not None:
        found["review"] = _review(answer.review, answer.reviewed)
    if answer.recheck:
        found["recheck"] = True
    return found


def _of_a_round(answer: Answer) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if answer.said:
        found["said"] = {name: cast("OneSaidData", _said(one)) for name, one in answer.said.items()}
    if answer.lead is not None:
        found["lead"] = answer.lead
    if answer.not_asked_of:
        found["not_asked_of"] = list(answer.not_asked_of)
    if answer.decision is not None:
        found["decision"] = cast("DecisionData", _told(answer.decision, _DECISION))
    return found


def _review(review: Review, reviewed: AnswerValue | None) -> ReviewData:
    found = _told(review, ("by", "verdict"))
    if reviewed is not None:
        found["answer"] = _plain(reviewed)
    return cast("ReviewData", {**found, **_told(review, ("note",))})


def _told(part: EvidenceItem | Decision | Review, names: Iterable[str]) -> dict[str, Any]:
    """Those fields of a part in which something stands."""
    found = {name: getattr(part, name) for name in names}
    return {name: value for name, value in found.items() if value}


def _plain(value: AnswerValue) -> bool | float | str | list[str]:
    """A value as JSON has it."""
    if isinstance(value, Fraction):
        is_whole = value.denominator == 1 and abs(value) <= _LARGEST_WHOLE
        return int(value) if is_whole else float(value)
    return list(value) if isinstance(value, tuple) else value
