"""Assessments of a round that say how far its respondents agree.

The measure itself is imported when it is taken: it brings NumPy with it, which scores do not need.
"""

from __future__ import annotations

from dataclasses import replace

from coherence_kit.model.assessment import Assessment


def with_agreement(assessment: Assessment) -> Assessment:
    """The assessment with how far respondents agree; as it is where it is that of one."""
    if len(assessment.submission.respondents) < 2:  # noqa: PLR2004  (one agrees with itself)
        return assessment
    from coherence_kit.analysis.rounds.agreement import agreement

    return replace(assessment, agreement=agreement(assessment))
