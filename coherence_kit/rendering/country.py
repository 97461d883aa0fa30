"""The name of the country of an assessment, in the language of what is printed."""

from __future__ import annotations

from coherence_kit.loading.countries import country_name
from coherence_kit.model.assessment import Assessment
from coherence_kit.words import words_of


def country_text(assessment: Assessment, language: str) -> str:
    """The country as the submission names it, else by its code; words for one that is not stated."""
    submission, said = assessment.submission, assessment.country_name
    named, code = submission.country_name, submission.country
    if named is not None and said == str(named):
        return named.in_language(language, assessment.questionnaire.languages)
    if code and said == country_name(code):
        return country_name(code, language=language)
    return said or words_of(language).say("Country not stated")
