"""A submission as plain values, in the shape and order of a file.

A form is filled with it, and collecting writes it.

Every scalar is a text, as everywhere in files of the kit. Nothing that says nothing is kept.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from coherence_kit.loading.yaml.writer import WithoutQuotes
from coherence_kit.model.base import LocalizedText
from coherence_kit.model.country_box import CountryBox
from coherence_kit.model.submission import (
    FORMAT,
    Answer,
    AnswerValue,
    MergedRespondent,
    Review,
    Submission,
)
from coherence_kit.questions.answers import answer_key

Plain = dict[str, Any]
OF_THE_ROUND = ("round", "date", "signed_off")
"""What a submission says of its round, and a new round says anew."""


def as_plain(submission: Submission) -> Plain:
    """The submission as a file would have it; answers in the order given."""
    respondent = submission.respondent
    stated: Plain = {
        "format": FORMAT,
        "questionnaire": _kept(dict(submission.questionnaire)),
        "country": submission.country,
        "country_name": in_languages(submission.country_name),
        "round": submission.round,
        "date": submission.date.isoformat() if submission.date else None,
        "standing": None if submission.standing == "self-assessment" else submission.standing,
        "respondent": None if respondent is None else _kept(dict(respondent)),
        "signed_off": submission.signed_off,
        "respondents": [_respondent(one) for one in submission.respondents] or None,
        "offices": dict(submission.offices) or None,
        "country_box": _country_box(submission.country_box),
        "short": "true" if submission.short else None,
        "asked": list(submission.asked) or None,
        "answers": {
            name: entry
            for name, answer in submission.answers.items()
            if (entry := plain_entry(answer))
        },
    }
    return _kept(stated)


def _country_box(box: CountryBox | None) -> Plain | None:
    """As a file has it, figures as the maps that they are."""
    if box is None:
        return None
    figures = [
        _kept(
            {
                "label": in_languages(one.label),
                "value": in_languages(one.value),
                "source": in_languages(one.source),
                "year": one.year,
            }
        )
        for one in box.figures
    ]
    return _kept({"text": in_languages(box.text), "figures": figures or None})


def for_new_round(draft: Plain) -> Plain:
    """The same answers for another round.

    Each is to be looked at again, and what belongs to the old round is gone.
    """
    return {
        **{key: value for key, value in draft.items() if key not in OF_THE_ROUND},
        "answers": {name: _carried(entry) for name, entry in draft.get("answers", {}).items()},
    }


def _carried(entry: Plain) -> Plain:
    kept = {key: value for key, value in entry.items() if key != "review"}
    is_said = not {"answer", "not_applicable", "unknown"}.isdisjoint(entry)
    return {**kept, "recheck": "true"} if is_said else kept


def plain_entry(answer: Answer) -> Plain:
    """An answer as a file has it, with all that stands beside it."""
    value = answer.value
    entry: Plain = {}
    if isinstance(value, tuple):
        entry["answer"] = list(value)
    elif value is not None:
        entry["answer"] = _text(value)
    if answer.not_applicable is not None:
        entry["not_applicable"] = answer.not_applicable
    if answer.is_unknown:
        entry["unknown"] = answer.unknown or None
    # the documents of several respondents stand with what each of them said
    own = () if answer.said else answer.evidence
    evidence = [_kept(dict(item)) for item in own]
    more = {
        "comment": answer.comment,
        "evidence": evidence or None,
        "review": _review(answer.review),
        "recheck": "true" if answer.recheck else None,
        "lead": answer.lead,
        "said": {name: plain_entry(one) for name, one in answer.said.items()} or None,
        "not_asked_of": list(answer.not_asked_of) or None,
        "decision": None if answer.decision is None else _kept(dict(answer.decision)),
    }
    return {**entry, **_kept(more)}


def _respondent(respondent: MergedRespondent) -> Plain:
    date = respondent.date.isoformat() if respondent.date else None
    return _kept({**dict(respondent), "date": date})


def _text(value: AnswerValue) -> str:
    if isinstance(value, bool):
        return {True: "yes", False: "no"}[value]
    key = answer_key(value)
    return WithoutQuotes(key) if isinstance(value, Fraction) else key


def _review(review: Review | None) -> Plain | None:
    return None if review is None else _kept(dict(review))


def in_languages(text: LocalizedText | None) -> Any:  # noqa: ANN401  (a text, or a map of language to text)
    """A text as a file would have it: alone, or by language; None for None."""
    if text is None:
        return None
    return next(iter(text.root.values())) if set(text.root) == {"und"} else dict(text.root)


def _kept(stated: Plain) -> Plain:
    """Without what is None."""
    return {key: value for key, value in stated.items() if value is not None}
