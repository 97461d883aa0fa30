"""Chapters of a report with the voices beside them read question by question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from coherence_kit.analysis.rounds.partners import partner_places, partners
from coherence_kit.model.assessment import Assessment


def with_partners(chapters: Iterable[Assessment], voices: Sequence[Assessment]) -> list[Assessment]:
    """The chapters, each with the questions that it shares with voices; as they are without any."""
    if not voices:
        return list(chapters)
    return [replace(chapter, partners=partners(chapter, voices)) for chapter in chapters]


def lettered_order(chapters: Iterable[Assessment], voices: Sequence[Assessment]) -> list[int]:
    """The places of voices, those of partners that share a question with a chapter first.

    Partners have letters in the order of their voices, so that the letters on the pages beside the
    government follow each other; who shares nothing stands in the annex alone. An order that has
    been taken before stays as it is.

    Args:
        chapters: as they are with the voices beside them.
        voices: what stands beside.

    """
    sharing = {
        partner.place
        for chapter in chapters
        if chapter.partners is not None
        for partner in chapter.partners.partners
    }
    whose = partner_places(voices)
    return sorted(range(len(voices)), key=lambda place: whose[place] not in sharing)
