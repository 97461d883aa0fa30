"""Problems in words, where a single line has to do."""

from __future__ import annotations

from coherence_kit.problems import Problem


def as_sentence(text: str) -> str:
    """With a capital at the start and a stop at the end."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def in_one_line(problem: Problem) -> str:
    """What was found and the cure; the place stands beside it."""
    found, _, cure = problem.sentences
    return f"{as_sentence(found)} {as_sentence(cure)}"
