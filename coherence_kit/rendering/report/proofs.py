"""What a question asks for as proof of an answer."""

from __future__ import annotations

from coherence_kit.questions import kind_of
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.words import ended
from coherence_kit.words import in_a_row


def proof_of(context: ChapterContext, question_id: str, key: str) -> str:
    """The documents that a question asks for with an answer; an empty text if for none.

    The key of several boxes is that of each with commas between, as measures name them.
    """
    question = context.question(question_id)
    kind = kind_of(question)
    keys = key.split(", ") if kind.keys else kind.proof_keys
    asked = (question.evidence[one] for one in keys if one in question.evidence)
    return in_a_row(ended(context.localize(text)) for text in asked)
