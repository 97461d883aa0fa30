"""Stakeholders beside a government, for tests."""

from __future__ import annotations

from dataclasses import replace

from coherence_kit.model.assessment import Assessment
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import Answer, AnswerValue, Respondent
from tests.builders import assessed


def a_voice(questionnaire: Questionnaire, name: str, **answers: AnswerValue | Answer) -> Assessment:
    """What a stakeholder of this name has answered."""
    found = assessed(questionnaire, **answers)
    stated = found.submission.model_copy(update={"respondent": Respondent(entity=name or None)})
    return replace(found, submission=stated)
