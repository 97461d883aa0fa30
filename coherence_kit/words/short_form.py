"""What is said of a form that asks a part, in forms, results and reports alike."""

from __future__ import annotations

from collections.abc import Sequence

from coherence_kit.words.catalogue import Words


def is_short_form(words: Words, asked: int, whole: int) -> str:
    """`Short form: 12 of 43 questions`."""
    return words.count(
        "Short form: {n} of {whole} questions",
        "Short form: {n} of {whole} questions",
        asked,
        whole=words.number(whole),
    )


def is_part(words: Words, asked: int, whole: int) -> str:
    """`Asked: 5 of 22 questions`, of what a respondent is asked."""
    return words.count(
        "Asked: {n} of {whole} questions",
        "Asked: {n} of {whole} questions",
        asked,
        whole=words.number(whole),
    )


def are_yours(words: Words, asked: int, whole: int) -> str:
    """`5 of 22 questions are yours`, as its form tells a respondent."""
    return words.count(
        "{n} of {whole} questions is yours.",
        "{n} of {whole} questions are yours.",
        asked,
        whole=words.number(whole),
    )


def decide_only(words: Words, numbers: Sequence[str]) -> str:
    """Which of them are asked for the sake of others; empty where none is."""
    if not numbers:
        return ""
    return words.count(
        "Question {numbers} belongs to others too: the answer decides whether some of yours are "
        "asked.",
        "Questions {numbers} belong to others too: the answers decide whether some of yours are "
        "asked.",
        len(numbers),
        numbers=words.enumerate(numbers),
    )


def are_of_profiles(words: Words, profiles: Sequence[str], asked: int, whole: int) -> str:
    """`11 of 21 questions, for: country of origin`."""
    return words.count(
        "{n} of {whole} questions, for: {profiles}",
        "{n} of {whole} questions, for: {profiles}",
        asked,
        whole=words.number(whole),
        profiles=words.enumerate(profiles),
    )
