"""The profile: every section's figures, and all questions at once."""

from __future__ import annotations

from dataclasses import dataclass

from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.headlines import profile_headline
from coherence_kit.rendering.report.heatmap import TileMap, tile_map
from coherence_kit.rendering.report.interval_rows import StripRow, strip_row


@dataclass(frozen=True, slots=True)
class Profile:
    """Rows of the sections, the whole last; `whole` is None where the questionnaire has no figure for it."""

    headline: str
    sections: tuple[StripRow, ...]
    whole: StripRow | None
    map: TileMap


def profile(context: ChapterContext) -> Profile:
    """The profile of a chapter."""
    return Profile(
        headline=profile_headline(context),
        sections=tuple(strip_row(context, section) for section in context.top_sections),
        whole=None
        if context.assessment.root.low is None
        else strip_row(context, context.assessment.root_id),
        map=tile_map(context),
    )
