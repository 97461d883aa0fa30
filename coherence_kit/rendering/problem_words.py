"""Problems in words, where a single line has to do."""

from __future__ import annotations

from coherence_kit.problems import Problem, as_sentence


def in_one_line(problem: Problem) -> str:
    """What was found and the cure; the place stands beside it."""
    found, _, cure = problem.sentences
    return f"{as_sentence(found)} {as_sentence(cure)}"
