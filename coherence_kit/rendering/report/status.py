"""What kind of report this is: whose words it prints, and whether the country exists."""

from __future__ import annotations

from coherence_kit.loading.countries import is_user_assigned
from coherence_kit.model.assessment import Assessment
from coherence_kit.words import Words


def tags(words: Words, assessment: Assessment) -> tuple[str, ...]:
    """What the title page has to say first."""
    found = []
    if assessment.submission.is_documented:
        found.append(_documented(words))
    if _is_invented(assessment):
        found.append(words.say("Illustrative report: the country is invented"))
    return tuple(found)


def foot_line(words: Words, assessment: Assessment) -> str:
    """The foot of every page."""
    said = []
    if assessment.submission.is_documented:
        said.append(f"{_documented(words)}.")
        if _is_invented(assessment):
            said.append(words.say("The country is invented."))
            return " ".join(said)
    elif _is_invented(assessment):
        said.append(words.say("Illustrative: the country is invented."))
    return " ".join((*said, words.say("A stock-taking, not a ranking.")))


def _documented(words: Words) -> str:
    return words.say("Documented: compiled from the source documents, not a self-assessment")


def _is_invented(assessment: Assessment) -> bool:
    country = assessment.submission.country
    return country is not None and is_user_assigned(country)
