"""What kind of report this is: whose words it prints, and whether the country exists."""

from __future__ import annotations

from coherence_kit.loading.countries import is_user_assigned
from coherence_kit.model.assessment import Assessment

DOCUMENTED = "Documented: compiled from the source documents, not a self-assessment"
ILLUSTRATIVE = "Illustrative report: the country is invented"
NOT_A_RANKING = "A stock-taking, not a ranking."


def tags(assessment: Assessment) -> tuple[str, ...]:
    """What the title page has to say first."""
    found = []
    if assessment.submission.is_documented:
        found.append(DOCUMENTED)
    if assessment.submission.country and is_user_assigned(assessment.submission.country):
        found.append(ILLUSTRATIVE)
    return tuple(found)


def foot_line(assessment: Assessment) -> str:
    """The foot of every page."""
    shown = tags(assessment)
    if DOCUMENTED in shown and len(shown) > 1:
        return f"{DOCUMENTED}. The country is invented."
    if DOCUMENTED in shown:
        return f"{DOCUMENTED}. {NOT_A_RANKING}"
    return f"Illustrative: the country is invented. {NOT_A_RANKING}" if shown else NOT_A_RANKING
