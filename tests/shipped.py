"""The submissions that ship with the kit, also those of folders below, such as rounds."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from coherence_kit import content
from coherence_kit.workflow.intake import take_in_submissions
from coherence_kit.workflow.score import Workspace, open_workspace


def shipped_submissions() -> list[Path]:
    """Every submission, in the order of names; other kinds of file beside them are left out."""
    return [*take_in_submissions(content.folder("questionnaires") / "submissions").files]


@cache
def shared_workspace() -> Workspace:
    """One for all tests of a process that only read what ships: it is loaded once for all."""
    return open_workspace()
