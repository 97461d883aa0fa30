"""Faults that the kit finds in people's files, as data.

A problem holds a code, a place and parameters; the catalogue gives each code its words. Only `cli`
and `rendering` put a problem into words.
"""

from coherence_kit.problems.catalogue import CATALOGUE, JSON_CURES, SYNTAX_CURES, Severity
from coherence_kit.problems.commands import command_line
from coherence_kit.problems.paths import told_apart
from coherence_kit.problems.problem import (
    Problem,
    ProblemsFound,
    as_sentence,
    clip,
    did_you_mean,
    has_errors,
    nearest,
    shown_path,
)

__all__ = [
    "CATALOGUE",
    "JSON_CURES",
    "SYNTAX_CURES",
    "Problem",
    "ProblemsFound",
    "Severity",
    "as_sentence",
    "clip",
    "command_line",
    "did_you_mean",
    "has_errors",
    "nearest",
    "shown_path",
    "told_apart",
]
