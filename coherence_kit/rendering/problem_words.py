"""Problems in words, where a single line has to do."""

from __future__ import annotations

from coherence_kit.problems import Problem, as_sentence


def in_one_line(problem: Problem) -> str:
    """What was found and the cure, with the rule that a cure points to, without the place."""
    found, rule, cure = map(as_sentence, problem.sentences)
    return f"{found} {rule} {cure}" if "one of them" in cure else f"{found} {cure}"
