"""Languages by their names, and what a form or a report says of texts that lack in its language."""

from __future__ import annotations

from collections.abc import Iterable

from coherence_kit.words.catalogue import Words


def language_name(words: Words, tag: str) -> str:
    """A language as another one calls it: `anglais`; its tag where that is not known."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(tag.replace("-", "_")).get_display_name(words.locale)
    except (UnknownLocaleError, ValueError):
        return tag
    return name or tag


def texts_in(words: Words, tags: Iterable[str]) -> str:
    """That the texts of a questionnaire are there in these languages alone."""
    return words.say(
        "The questions are not available in the language of this form. They are in: {languages}.",
        languages=words.enumerate([language_name(words, tag) for tag in tags], "unit"),
    )
