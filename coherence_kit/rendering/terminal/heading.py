"""What stands above the text on one submission."""

from __future__ import annotations

from coherence_kit.analysis.explain import label_of
from coherence_kit.model.assessment import Assessment
from coherence_kit.problems import one_line
from coherence_kit.rendering.country import country_text
from coherence_kit.rendering.short_form import short_form_text
from coherence_kit.words import Words, in_a_row, on_one_line, words_of


def title_line(assessment: Assessment, language: str) -> str:
    """The questionnaire: its title, id and version, and whether it is its short form."""
    questionnaire = assessment.questionnaire
    title = label_of(assessment, assessment.root_id, language)
    named = f"{title} ({questionnaire.id} {questionnaire.version})"
    return in_a_row((named, short_form_text(words_of(language), assessment)), " · ")


def heading(assessment: Assessment, language: str) -> list[str]:
    """Country, round and date; the questionnaire; the file."""
    submission = assessment.submission
    day = submission.date.isoformat() if submission.date else None
    about = (country_text(assessment, language), submission.round, day)
    lines = [
        " · ".join(on_one_line(part) for part in about if part),
        title_line(assessment, language),
        one_line(assessment.source),
    ]
    return [line for line in lines if line]


def standing(assessment: Assessment, words: Words) -> list[str]:
    """What is to be known of answers that are no self-assessment, as no line or one."""
    if assessment.submission.is_documented:
        return [words.say("Documented: compiled from documents, not a self-assessment.")]
    if assessment.submission.is_illustrative:
        return [words.say("Illustrative: the answers are invented.")]
    return []
