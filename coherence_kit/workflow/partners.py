"""Chapters of a report with the voices beside them read question by question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from coherence_kit.analysis.rounds.partners import partners
from coherence_kit.model.assessment import Assessment


def with_partners(chapters: Iterable[Assessment], voices: Sequence[Assessment]) -> list[Assessment]:
    """The chapters, each with the questions that it shares with voices; as they are without any."""
    if not voices:
        return list(chapters)
    return [replace(chapter, partners=partners(chapter, voices)) for chapter in chapters]
