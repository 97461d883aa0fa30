"""Whose answer counts where a reviewer has changed one, by the questionnaire's rubric."""

from __future__ import annotations

from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import Answer, Submission


def apply_reviews(submission: Submission, questionnaire: Questionnaire) -> Submission:
    """The submission with the answers that count.

    A changed one keeps what the respondent gave beside it.
    """
    if questionnaire.rubric.scored != "reviewer":
        return submission
    changed = {
        name: _changed(answer)
        for name, answer in submission.answers.items()
        if answer.reviewed is not None
    }
    if not changed:
        return submission
    return submission.model_copy(update={"answers": {**submission.answers, **changed}})


def _changed(answer: Answer) -> Answer:
    if answer.review is None or answer.review.verdict != "changed":
        return answer
    return answer.model_copy(
        update={
            "value": answer.reviewed,
            "given": answer.value,
            "not_applicable": None,
            "is_unknown": False,
        }
    )
