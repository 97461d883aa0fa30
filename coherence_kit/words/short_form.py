"""What is said of a short form, in forms, results and reports alike."""

from __future__ import annotations

from coherence_kit.words.catalogue import Words


def is_short_form(words: Words, asked: int, whole: int) -> str:
    """`Short form: 12 of 43 questions`."""
    return words.count(
        "Short form: {n} of {whole} questions",
        "Short form: {n} of {whole} questions",
        asked,
        whole=words.number(whole),
    )
