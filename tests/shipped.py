"""The submissions that ship with the kit, also those of folders below, such as rounds."""

from __future__ import annotations

from pathlib import Path

from coherence_kit import content
from coherence_kit.workflow.intake import take_in_submissions


def shipped_submissions() -> list[Path]:
    """Every submission, in the order of names; other kinds of file beside them are left out."""
    return [*take_in_submissions(content.folder("questionnaires") / "submissions").files]
