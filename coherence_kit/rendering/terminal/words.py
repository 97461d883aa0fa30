"""Words and figures that several outputs of a terminal share."""

from __future__ import annotations

from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.questionnaire import ScaleQuestion
from coherence_kit.model.submission import AnswerValue
from coherence_kit.rendering.terminal.tables import NO_FIGURE
from coherence_kit.scoring.answers import answer_key


def covered(node: NodeResult) -> str:
    """The share of a group that is answered, in per cent."""
    return NO_FIGURE if node.coverage_text is None else f"{node.coverage_text} %"


def answer_text(assessment: Assessment, question_id: str) -> str:
    """An answer in a word: `step 2`, `yes`, an option's id, the boxes that are ticked."""
    value = assessment.submission.answer(question_id).value
    if isinstance(assessment.questions[question_id], ScaleQuestion):
        return f"step {value}"
    return "" if value is None else in_a_word(value)


def in_a_word(value: AnswerValue) -> str:
    """The same of a value whose question has no steps."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return answer_key(value) or "none"
