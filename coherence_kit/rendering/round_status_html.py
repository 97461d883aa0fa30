"""How far a round has come, as one page that needs no network and runs nothing.

It can be sent to everybody who is asked: contacts of respondents are not on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from coherence_kit.model.round_status import (
    DisputedQuestion,
    OpenQuestion,
    QuestionnaireStatus,
    RespondentStatus,
    RoundStatus,
)
from coherence_kit.model.rounds import Kind
from coherence_kit.rendering.round_status_words import (
    AWAITED,
    BETWEEN,
    DISPUTED,
    GLUE,
    KINDS,
    NOBODY_ANSWERED,
    NOBODY_ASKED,
    OUTSIDE,
    about_lead,
    apart,
    asked_of,
    figures,
    has_several_forms,
    heading_of_silent,
    kind_name,
    name_of_round,
    named,
    needs,
    open_groups,
    summary,
    title,
    until_decided,
    who_decides,
    who_said,
    why_left_out,
)
from coherence_kit.rendering.squares import squares
from coherence_kit.rendering.status_page import status_page
from coherence_kit.rendering.status_words import flat, progress
from coherence_kit.words import Words, message, words_of

TEMPLATE = "status/round.html.jinja"
_HEADS = (
    message("Dealt with"),
    message("To do"),
    message("Look again"),
    message("Problems"),
    message("Signed off"),
)
_MOST_KEPT_TOGETHER = 12
"""Answers to one question that are kept on one page of paper."""


@dataclass(frozen=True, slots=True)
class _Silent:
    name: str
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A form in the table of respondents; the name stands before the first one alone."""

    name: str
    title: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    answer: str
    who: str


@dataclass(frozen=True, slots=True)
class _Dispute:
    number: str
    label: str
    apart: str
    said: tuple[_Said, ...]
    notes: tuple[str, ...]
    is_long: bool


@dataclass(frozen=True, slots=True)
class _Awaited:
    number: str
    label: str
    who: str


@dataclass(frozen=True, slots=True)
class _Group:
    """Questions, and who is asked them, if anybody is."""

    questions: str
    asked: str


@dataclass(frozen=True, slots=True)
class _Open:
    heading: str
    groups: tuple[_Group, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A questionnaire with all who answer it."""

    title: str
    squares: Markup
    in_words: str
    disputed: tuple[_Dispute, ...]
    awaited: tuple[_Awaited, ...]
    outside: str
    open: tuple[_Open, ...]


@dataclass(frozen=True, slots=True)
class _Need:
    title: str
    said: str


@dataclass(frozen=True, slots=True)
class _Respondent:
    name: str
    needs: tuple[_Need, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """The government, or stakeholders."""

    anchor: str
    heading: str
    silent: tuple[_Silent, ...]
    rows: tuple[_Row, ...]
    has_titles: bool
    parts: tuple[_Part, ...]
    respondents: tuple[_Respondent, ...]


@dataclass(frozen=True, slots=True)
class _LeftOut:
    source: str
    why: str


def round_status_html(status: RoundStatus) -> str:
    """The page: the round in sentences, the government, stakeholders, files that were left out."""
    words = words_of(status.language)
    told = [kind for kind in KINDS if _is_told(status, kind)]
    contents = {
        "title": title(words, status),
        "name": name_of_round(status),
        "summary": summary(words, status),
        "focal_point": status.focal_point,
        "as_of": words.date(status.today) if status.today else "",
        "silent_heading": heading_of_silent(words, status),
        "heads": tuple(map(words.say, _HEADS)),
        "blocks": tuple(_block(words, status, kind) for kind in told),
        "disputed_heading": words.say(DISPUTED),
        "until_decided": until_decided(words, status),
        "awaited_heading": words.say(AWAITED),
        "outside_heading": words.say(OUTSIDE),
        "left_out": tuple(_LeftOut(one.source, why_left_out(one)) for one in status.left_out),
    }
    return status_page(TEMPLATE, words, contents)


def _is_told(status: RoundStatus, kind: Kind) -> bool:
    return bool(status.of_kind(kind)) or any(part.kind == kind for part in status.questionnaires)


def _block(words: Words, status: RoundStatus, kind: Kind) -> _Block:
    respondents = status.of_kind(kind)
    several = has_several_forms(status, kind)
    heard = [one for one in respondents if one.has_sent]
    needed = (_respondent(words, status, one, several=several) for one in heard)
    return _Block(
        anchor=kind,
        heading=kind_name(words, kind),
        silent=tuple(
            _Silent(one.entity, tuple(map(_glued, asked_of(words, one, by_title=several))))
            for one in respondents
            if not one.has_sent
        ),
        rows=tuple(_rows(words, heard)),
        has_titles=several,
        parts=tuple(
            _part(words, part, several=several)
            for part in status.questionnaires
            if part.kind == kind
        ),
        respondents=tuple(one for one in needed if one.needs),
    )


def _rows(words: Words, heard: Sequence[RespondentStatus]) -> Iterable[_Row]:
    for one in heard:
        for place, form in enumerate(one.forms):
            name = "" if place else one.entity
            yield _Row(name, flat(form.status.title), figures(words, form))


def _part(words: Words, part: QuestionnaireStatus, *, several: bool) -> _Part:
    in_words = progress(words, part.tally)
    lists = ((NOBODY_ANSWERED, part.unanswered), (NOBODY_ASKED, part.unasked))
    return _Part(
        title=flat(part.title) if several else "",
        squares=squares(part.tally, f"{in_words}.") if part.tally.total else Markup(),
        in_words=in_words if part.tally.total else "",
        disputed=tuple(_dispute(words, one) for one in part.disputed),
        awaited=tuple(
            _Awaited(
                one.question.number,
                flat(one.question.label),
                who_decides(words, one.to_decide),
            )
            for one in part.awaited
        ),
        outside=_glued(BETWEEN.join(map(named, part.outside))),
        open=tuple(
            _open(words, part, heading, questions) for heading, questions in lists if questions
        ),
    )


def _dispute(words: Words, dispute: DisputedQuestion) -> _Dispute:
    return _Dispute(
        number=dispute.question.number,
        label=flat(dispute.question.label),
        apart=apart(words, dispute),
        said=tuple(
            _Said(flat(said.answer), who_said(words, said, dispute.lead)) for said in dispute.said
        ),
        notes=tuple(
            filter(None, (about_lead(words, dispute), who_decides(words, dispute.to_decide)))
        ),
        is_long=sum(len(said.respondents) for said in dispute.said) > _MOST_KEPT_TOGETHER,
    )


def _open(
    words: Words, part: QuestionnaireStatus, heading: str, questions: Sequence[OpenQuestion]
) -> _Open:
    groups = open_groups(words, part, questions)
    return _Open(
        f"{words.say(heading)} ({len(questions)})",
        tuple(_Group(_glued(gathered), asked) for gathered, asked in groups),
    )


def _respondent(
    words: Words, status: RoundStatus, one: RespondentStatus, *, several: bool
) -> _Respondent:
    return _Respondent(
        one.entity,
        tuple(
            _Need(
                flat(form.status.title) if several and not place else "",
                _glued(words.say("{heading}: {text}", heading=heading, text=questions))
                if questions
                else heading,
            )
            for form in one.forms
            if form.is_sent
            for place, (heading, questions) in enumerate(
                needs(words, form, status.asked_alone(one, form))
            )
        ),
    )


def _glued(text: str) -> str:
    return text.replace(GLUE, "\u00a0")
