"""What counts where several respondents of a round answered one question.

A decision counts; else what all agree on; else the question is disputed, and the lead's answer is
its value. "Unknown" gives way to an answer; "not applicable" against an answer is disputed. Nothing
is averaged. Answers that nobody has looked at again since an earlier round do not count, and those
of respondents that were not asked only where the lead has none.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from functools import lru_cache

from coherence_kit.model.submission import Answer, EvidenceItem, Submission

_DOCUMENTS_KEPT = 4096  # of one round, in which many name the same documents


class Merged(enum.StrEnum):
    """How the answer to a question came about."""

    DECIDED = "decided"
    AGREED = "agreed"
    DISPUTED = "disputed"
    SINGLE = "single"


def counting(answer: Answer) -> dict[str, Answer]:
    """What was answered and counts, by respondent.

    "Not applicable" is an answer, "unknown" is none.
    """
    told = {name: one for name, one in answer.said.items() if _is_told(one) and not one.recheck}
    if answer.lead in told:
        return {name: one for name, one in told.items() if name not in answer.not_asked_of}
    return told


def merged(answer: Answer) -> Merged | None:
    """How a merged answer came about; None of one that is not merged, or that nobody gave."""
    if answer.decision is not None:
        return Merged.DECIDED
    return how_told(counting(answer)) if answer.said else None


def how_told(told: Mapping[str, Answer]) -> Merged | None:
    """How answers that count come together while nothing is decided, by respondent."""
    if not told:
        return None
    if len({*map(_what, told.values())}) > 1:
        return Merged.DISPUTED
    return Merged.AGREED if len(told) > 1 else Merged.SINGLE


def is_disputed(answer: Answer) -> bool:
    """Whether respondents differ and nobody has decided."""
    return bool(answer.said) and merged(answer) is Merged.DISPUTED


def value_of_dispute(answer: Answer) -> str | None:
    """The respondent whose answer is the value of a disputed question; None where it has none.

    That is the lead, else the first who said what the rule of the round has chosen.
    """
    told = counting(answer)
    if answer.lead in told:
        return answer.lead
    return next((name for name, one in told.items() if is_as_said(answer, one)), None)


def is_as_said(answer: Answer, one: Answer) -> bool:
    """Whether two answers are the same, comments and documents apart."""
    return _what(answer) == _what(one)


def speaking(answer: Answer) -> Answer:
    """The answer whose words stand for what counts: itself, or that of one of its respondents.

    That is the one whose answer it is, the lead before the others; of what was decided one that
    said the same. Where nobody has, there are no words.
    """
    if not answer.said:
        return answer
    told = counting(answer)
    ranked = sorted(told, key=lambda name: name != answer.lead)
    agreeing = [told[name] for name in ranked if is_as_said(answer, told[name])]
    return next((one for one in agreeing if one.comment), answer)


def follows(answer: Answer) -> bool:
    """Whether what counts of a merged answer is what was decided, or follows from what was said.

    A disputed question has the answer of its lead, or else one that was given, or none.
    """
    how = merged(answer)
    if how is Merged.DECIDED:
        return _is_told(answer)
    told = counting(answer)
    if how is not Merged.DISPUTED:
        return (
            not _is_told(answer) if how is None else is_as_said(answer, next(iter(told.values())))
        )
    if answer.not_applicable is not None:
        return False
    if answer.lead in told:
        return answer.value == told[answer.lead].value
    return answer.value is None or value_of_dispute(answer) is not None


def is_outside(answer: Answer) -> bool:
    """Whether what was decided is something that nobody had answered."""
    if answer.decision is None:
        return False
    return not any(is_as_said(answer, one) for one in counting(answer).values())


def pooled(said: Iterable[Answer]) -> tuple[EvidenceItem, ...]:
    """The documents of several answers, each once, in the order in which they are named."""
    found: dict[tuple[str, ...], list[EvidenceItem]] = {}
    order: list[tuple[tuple[str, ...], int]] = []
    for one in said:
        for item in one.evidence:
            key = _document(item)
            alike = found.setdefault(key, [])
            place = next((at for at, known in enumerate(alike) if _may_be(known, item)), None)
            if place is None:
                order.append((key, len(alike)))
                alike.append(item)
            elif alike[place].url is None:
                alike[place] = item if item.url else alike[place]
    return tuple(found[key][place] for key, place in order)


def named_by(answer: Answer, item: EvidenceItem) -> tuple[str, ...]:
    """The respondents that name a document of a merged answer."""
    wanted = _document(item)
    return tuple(
        name
        for name, one in answer.said.items()
        if any(_document(other) == wanted and _may_be(other, item) for other in one.evidence)
    )


def as_one(submission: Submission) -> Submission:
    """A merged submission as if one respondent had given what counts, with all the documents.

    Of a disputed question without a value nothing is left. The comment is that of whoever's answer
    counts.
    """
    if not submission.respondents:
        return submission
    answers = {
        name: answer.model_copy(
            update={
                "comment": _comment(answer),
                "said": {},
                "lead": None,
                "not_asked_of": (),
                "decision": None,
            }
        )
        for name, answer in submission.answers.items()
    }
    return submission.model_copy(update={"answers": answers, "respondents": ()})


def _comment(answer: Answer) -> str | None:
    """What was said of what counts: with the decision, or by the first whose answer it is."""
    if answer.decision is not None and answer.decision.note:
        return answer.decision.note
    told = counting(answer)
    if answer.lead in told and is_as_said(answer, told[answer.lead]):
        return told[answer.lead].comment
    alike = (one.comment for one in told.values() if is_as_said(answer, one))
    return next((text for text in alike if text), answer.comment)


def _is_told(answer: Answer) -> bool:
    return answer.value is not None or answer.not_applicable is not None


def _what(answer: Answer) -> tuple[str, object]:
    """What was said: an answer, or that the question does not apply, whatever the reason."""
    if answer.not_applicable is not None:
        return "not applicable", None
    return type(answer.value).__name__, answer.value


def _document(item: EvidenceItem) -> tuple[str, ...]:
    """What tells documents apart beside their addresses; capitals and blanks do not."""
    return _plain((item.title, item.reference, item.date, item.page))


def _may_be(one: EvidenceItem, other: EvidenceItem) -> bool:
    """Whether two documents named alike are one: whoever gave no address may mean the same."""
    return one.url is None or other.url is None or _plain((one.url,)) == _plain((other.url,))


@lru_cache(_DOCUMENTS_KEPT)
def _plain(texts: tuple[str | None, ...]) -> tuple[str, ...]:
    return tuple(" ".join((text or "").casefold().split()) for text in texts)
