"""Faults that the kit finds in people's files, as data.

A problem holds a code, a place and parameters; the catalogue gives each code its words. Only `cli`
and `rendering` put a problem into words.
"""

from coherence_kit.problems.catalogue import CATALOGUE, FAULT, JSON_CURES, SYNTAX_CURES, Severity
from coherence_kit.problems.commands import command_line
from coherence_kit.problems.faults import fault_at, faults_told
from coherence_kit.problems.paths import (
    is_file,
    is_folder,
    is_link,
    is_there,
    plain_name,
    real_path,
    real_paths,
    told_apart,
)
from coherence_kit.problems.problem import (
    Problem,
    ProblemsFound,
    as_sentence,
    clip,
    did_you_mean,
    exit_code_of,
    has_errors,
    nearest,
    one_line,
    shown_path,
)
from coherence_kit.problems.shortening import shortened
from coherence_kit.problems.unseen import code_of, replaced, shown

__all__ = [
    "CATALOGUE",
    "FAULT",
    "JSON_CURES",
    "SYNTAX_CURES",
    "Problem",
    "ProblemsFound",
    "Severity",
    "as_sentence",
    "clip",
    "code_of",
    "command_line",
    "did_you_mean",
    "exit_code_of",
    "fault_at",
    "faults_told",
    "has_errors",
    "is_file",
    "is_folder",
    "is_link",
    "is_there",
    "nearest",
    "one_line",
    "plain_name",
    "real_path",
    "real_paths",
    "replaced",
    "shortened",
    "shown",
    "shown_path",
    "told_apart",
]
