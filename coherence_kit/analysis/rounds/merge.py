"""The answers of a round as one submission (rules 6.16 of the scoring rules).

Question by question: a decision counts; else what all agree on; else the lead's answer, and the
question is disputed. Every answer stays beside what counts, so that nothing is lost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coherence_kit.analysis.instrument import Instrument
from coherence_kit.model.asking import Asking
from coherence_kit.model.fingerprint import fingerprint
from coherence_kit.model.merging import Merged, counting, how_told, pooled
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.rounds import Round, WithoutLead
from coherence_kit.model.selection import conditions_of, deciding
from coherence_kit.model.submission import (
    UNANSWERED,
    Answer,
    MergedRespondent,
    QuestionnaireRef,
    Standing,
    Submission,
)
from coherence_kit.scoring.engine import claim_of
from coherence_kit.scoring.review import apply_reviews
from coherence_kit.scoring.tree import Node


@dataclass(frozen=True, slots=True)
class Received:
    """What a respondent of a round has sent, by its id."""

    respondent: str
    submission: Submission


def merge(
    stated: Round,
    asking: Asking,
    decisions: Mapping[tuple[str, str], Answer],
    instrument: Instrument,
    received: Iterable[Received],
) -> Submission:
    """One submission out of those of a round to one questionnaire.

    The order of the submissions changes nothing.

    Args:
        stated: the round.
        asking: who is asked what in it.
        decisions: typed, by questionnaire and question.
        instrument: the questionnaire, or its short form where all have answered that.
        received: one submission for each respondent that has sent one.

    """
    order = {respondent.id: place for place, respondent in enumerate(stated.respondents)}
    sent = sorted(received, key=lambda one: order[one.respondent])
    counted = [
        Received(one.respondent, apply_reviews(one.submission, instrument.questionnaire))
        for one in sent
    ]
    questionnaire = instrument.questionnaire
    asked = _asked_of(asking, instrument.whole.questionnaire, sent)
    answers = {}
    for question in instrument.whole.questions:
        key = questionnaire.id, question
        said = {
            one.respondent: answer
            for one in counted
            if (answer := one.submission.answer(question)).value is not None or answer != UNANSWERED
        }
        whole = merge_answer(
            said,
            asked=[name for name, questions in asked.items() if question in questions],
            lead=asking.leads.get(key),
            decided=decisions.get(key),
            node=instrument.whole.tree.nodes[question],
            without_lead=stated.without_lead,
        )
        if whole != UNANSWERED:
            answers[question] = whole
    submissions = [one.submission for one in sent]
    return Submission.model_construct(
        format="coherence-kit/submission/1",
        questionnaire=QuestionnaireRef(id=questionnaire.id, version=questionnaire.version),
        country=stated.country,
        country_name=stated.country_name,
        round=stated.round,
        date=stated.date or _latest(submissions),
        standing=_standing(submissions),
        short=bool(submissions) and all(one.short for one in submissions),
        respondents=_respondents(stated, asking, questionnaire.id, sent),
        offices=_offices(submissions),
        country_box=next((one.country_box for one in submissions if one.country_box), None),
        answers=answers,
    )


def _asked_of(
    asking: Asking, questionnaire: Questionnaire, sent: Iterable[Received]
) -> dict[str, set[str]]:
    """The questions that each respondent is asked, with those that decide whether it is asked them.

    The latter stand in its form too.
    """
    conditions, found = conditions_of(questionnaire), {}
    for one in sent:
        own = asking.of(one.respondent, questionnaire.id)
        found[one.respondent] = {*own, *deciding(conditions, own)}
    return found


def merge_answer(  # noqa: PLR0913  (all of them named)
    said: Mapping[str, Answer],
    *,
    asked: Sequence[str],
    lead: str | None,
    decided: Answer | None,
    node: Node,
    without_lead: WithoutLead,
) -> Answer:
    """What counts of several answers to one question, with all of them beside it."""
    if not said and decided is None:
        return UNANSWERED
    whole = Answer.model_construct(
        said=said,
        lead=lead,
        not_asked_of=tuple(name for name in said if name not in asked),
        evidence=pooled(said.values()),
    )
    return whole.model_copy(update=_counting(whole, decided, node, without_lead))


def _counting(
    whole: Answer, decided: Answer | None, node: Node, without_lead: WithoutLead
) -> dict[str, object]:
    """The parts of a merged answer that say what counts."""
    if decided is not None:
        kept = {"value": decided.value, "not_applicable": decided.not_applicable}
        return {**kept, "decision": decided.decision}
    told = counting(whole)
    how = how_told(told)
    if how is None:
        unknown = [one for one in whole.said.values() if one.is_unknown and not one.is_carried]
        reason = next((one.unknown for one in unknown if one.unknown), None)
        return {"is_unknown": True, "unknown": reason} if unknown else {}
    if how is Merged.DISPUTED:
        return {"value": _value_of(told, whole.lead, node, without_lead)}
    first = next(iter(told.values()))
    return {"value": first.value, "not_applicable": first.not_applicable}


def _value_of(
    told: Mapping[str, Answer], lead: str | None, node: Node, without_lead: WithoutLead
) -> object:
    """The value of a disputed question: its lead's, or the one that the rule of the round takes."""
    if lead is not None and lead in told:
        return told[lead].value
    scored = [one for one in told.values() if one.value is not None]
    if without_lead == "none" or not node.scored:
        return None
    ranked = sorted(scored, key=lambda one: claim_of(node, one) or 0)
    return ranked[0 if without_lead == "lowest" else (len(ranked) - 1) // 2].value


def _latest(submissions: Iterable[Submission]) -> dt.date | None:
    return max((one.date for one in submissions if one.date), default=None)


def _standing(submissions: Sequence[Submission]) -> Standing:
    """What the whole is: invented if a part is, compiled from documents only if all parts are."""
    found = {one.standing for one in submissions}
    if "illustrative" in found:
        return "illustrative"
    return "documented" if found == {"documented"} else "self-assessment"


def _respondents(
    stated: Round, asking: Asking, questionnaire: str, sent: Iterable[Received]
) -> tuple[MergedRespondent, ...]:
    """All that were asked something of the questionnaire or have answered it."""
    of = {one.respondent: one.submission for one in sent}
    found = []
    for respondent in stated.respondents:
        submission = of.get(respondent.id)
        if submission is None and (
            respondent.kind == "stakeholder"
            or questionnaire not in asking.questionnaires_of(respondent.id)
        ):
            continue
        told = submission.respondent if submission else None
        found.append(
            MergedRespondent(
                id=respondent.id,
                entity=respondent.entity,
                role=(told.role if told else None) or respondent.role,
                date=submission.date if submission else None,
                signed_off=submission.signed_off if submission else None,
                sha256=fingerprint(submission) if submission else None,
            )
        )
    return tuple(found)


def _offices(submissions: Iterable[Submission]) -> dict[str, str]:
    """The offices by role, as the first respondent names them that names one."""
    found: dict[str, str] = {}
    for one in submissions:
        for role, office in one.offices.items():
            if office is not None:
                found.setdefault(role, office)
    return found
