"""What kind of report this is: whose words it prints, and whether they are real."""

from __future__ import annotations

from coherence_kit.model.assessment import Assessment
from coherence_kit.rendering.short_form import short_form_text
from coherence_kit.words import Words, in_a_row


def tags(words: Words, assessment: Assessment) -> tuple[str, ...]:
    """What the title page has to say first."""
    found = []
    if assessment.is_draft:
        found.append(words.say("Draft: answers that could not be read are left out"))
    if assessment.submission.is_documented:
        found.append(_documented(words))
    elif assessment.submission.is_illustrative:
        found.append(words.say("Illustrative report: the answers are invented"))
    short = short_form_text(words, assessment)
    return (*found, *filter(None, [short]))


def foot_line(words: Words, assessment: Assessment, own: str = "") -> str:
    """The foot of every page; a brand may have a line of its own in place of the last words."""
    said = []
    if assessment.is_draft:
        said.append(words.say("DRAFT: answers that could not be read are left out."))
    if assessment.submission.is_documented:
        said.append(f"{_documented(words)}.")
    elif assessment.submission.is_illustrative:
        said.append(words.say("Illustrative: the answers are invented."))
    if assessment.submission.short:
        said.append(words.say("Short form."))
    return in_a_row((*said, own or words.say("A stock-taking, not a ranking.")))


def _documented(words: Words) -> str:
    return words.say("Documented: compiled from documents, not a self-assessment")
