"""What a form or a report says of texts that are not there in its language."""

from __future__ import annotations

from coherence_kit.words.catalogue import Words


def questions_stand_in(words: Words, language: str) -> str:
    """That a questionnaire has no text in the language of the words, and in which it stands."""
    return words.say(
        "The questions stand in {language}: the questionnaire has no text in {own}.",
        language=words.language_name(language),
        own=words.language_name(words.language),
    )
