"""Who answered, in a few words: one body, or how many of those that a round asked."""

from __future__ import annotations

from coherence_kit.model.submission import Submission
from coherence_kit.words import Words


def answered_by(words: Words, submission: Submission) -> str:
    """The body that answers; of a round how many have; empty where nobody is named."""
    if not submission.respondents:
        return submission.answered_by or ""
    return words.count(
        "{answered} of {n} office asked",
        "{answered} of {n} offices asked",
        len(submission.respondents),
        answered=words.number(len(submission.bodies)),
    )
