"""Assessments of merged answers in memory, as those of a round are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import prepare
from coherence_kit.analysis.rounds.merge import merge_answer
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.measures import Measure
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.rounds import WithoutLead
from coherence_kit.model.submission import Answer, AnswerValue, Decision, MergedRespondent
from coherence_kit.scoring.tree import build_tree
from coherence_kit.workflow.agreement import with_agreement
from tests.builders import a_submission

Given = Mapping[str, AnswerValue | Answer]


def decided(value: AnswerValue, **stated: str) -> Answer:
    """An answer that was decided on."""
    return Answer(value=value, decision=Decision.model_validate(stated))


def commented(value: AnswerValue, comment: str) -> Answer:
    """An answer with a comment."""
    return Answer(value=value, comment=comment)


def a_round(
    questionnaire: Questionnaire,
    given: Mapping[str, Given],
    *measures: Measure,
    leads: Mapping[str, str] | None = None,
    decisions: Mapping[str, Answer] | None = None,
    not_asked: Iterable[tuple[str, str]] = (),
    silent: Iterable[str] = (),
    without_lead: WithoutLead = "none",
) -> Assessment:
    """What respondents answered, merged, with how far they agree.

    `leads` are respondents by question, `not_asked` respondents with questions that they answered
    all the same. The respondent `x` is called Ministry X.
    """
    nodes = build_tree(questionnaire).nodes
    not_asked = set(not_asked)
    answers = {}
    for question in questionnaire.questions():
        said = {
            name: one if isinstance(one, Answer) else Answer(value=one)
            for name, mine in given.items()
            if (one := mine.get(question.id)) is not None
        }
        answers[question.id] = merge_answer(
            said,
            asked=[name for name in said if (name, question.id) not in not_asked],
            lead=(leads or {}).get(question.id),
            decided=(decisions or {}).get(question.id),
            node=nodes[question.id],
            without_lead=without_lead,
        )
    respondents = [
        MergedRespondent(
            id=name,
            entity=f"Ministry {name.upper()}",
            date=dt.date(2026, 6, place) if place else None,
            sha256="0" * 64 if place else None,
        )
        for name, place in [
            *((name, place % 28 + 1) for place, name in enumerate(given)),
            *((name, 0) for name in silent),
        ]
    ]
    submission = a_submission(answers).model_copy(update={"respondents": tuple(respondents)})
    return with_agreement(assess(prepare(questionnaire, measures), submission))
