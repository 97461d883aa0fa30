"""The profile: every section's figures, and all questions at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.headlines import profile_headline
from coherence_kit.rendering.report.heatmap import TileMap, tile_map
from coherence_kit.rendering.report.interval_rows import StripRow, axis_texts, strip_row
from coherence_kit.rendering.report.moved import rounds_of


@dataclass(frozen=True, slots=True)
class Profile:
    """Rows of the sections, the whole last; `whole` is None where there is no figure for it.

    There are no rows where each question stands for itself.

    `axis` is what the marks of their strips stand for; `has_few` is whether one has too few answers
    for a score; `before` is what the mark of an earlier
    round stands for, and empty where none is drawn.
    """

    headline: str
    sections: tuple[StripRow, ...]
    whole: StripRow | None
    axis: tuple[str, ...]
    has_few: bool
    map: TileMap
    before: str


def profile(context: ChapterContext) -> Profile:
    """The profile of a chapter."""
    has_whole = context.assessment.root.low is not None
    sections = () if context.assessment.is_by_question else context.top_sections
    rows = (*sections, *((context.assessment.root_id,) if has_whole else ()))
    return Profile(
        headline=profile_headline(context),
        sections=tuple(strip_row(context, section) for section in sections),
        whole=strip_row(context, context.assessment.root_id) if has_whole else None,
        axis=axis_texts(map(context.node, rows)),
        has_few=any(context.node(name).text is None for name in rows),
        map=tile_map(context),
        before=_before(context, rows),
    )


def _before(context: ChapterContext, rows: Sequence[str]) -> str:
    comparison = context.comparison
    if comparison is None or all(context.before(name) is None for name in rows):
        return ""
    return context.words.say("score in {round}", round=rounds_of(context, comparison)[0])
