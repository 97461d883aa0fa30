"""The profile: every section's figures, and all questions at once."""

from __future__ import annotations

from dataclasses import dataclass

from coherence_kit.rendering.view.frame import Frame
from coherence_kit.rendering.view.headlines import profile_headline
from coherence_kit.rendering.view.strips import StripRow, strip_row
from coherence_kit.rendering.view.tiles import TileMap, tile_map


@dataclass(frozen=True, slots=True)
class Profile:
    """Rows of the sections, the whole last; `whole` is None where the questionnaire has no figure for it."""

    headline: str
    sections: tuple[StripRow, ...]
    whole: StripRow | None
    map: TileMap


def profile(frame: Frame) -> Profile:
    """The profile of a chapter."""
    return Profile(
        headline=profile_headline(frame),
        sections=tuple(strip_row(frame, section) for section in frame.top_sections),
        whole=None if frame.assessment.root.low is None else strip_row(frame, frame.assessment.root_id),
        map=tile_map(frame),
    )
