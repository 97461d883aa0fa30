"""The chapters of a report beside each other: what they are called, and what they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coherence_kit.charts import DEFAULT_PALETTE, Palette
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.beside import ALONE, Beside
from coherence_kit.rendering.measure_numbers import number_measures
from coherence_kit.rendering.report.context import ChapterContext, make_context
from coherence_kit.rendering.report.cover import chapter_names
from coherence_kit.rendering.report.moves import moved_questions


def make_frames(
    assessments: Sequence[Assessment],
    *,
    language: str,
    palette: Palette = DEFAULT_PALETTE,
    for_print: bool = True,
    beside: Beside = ALONE,
) -> list[ChapterContext]:
    """One chapter for each assessment, with measures numbered through all of them."""
    numbered = number_measures(assessments)
    frames = [
        make_context(
            assessment,
            language=language,
            place=place,
            palette=palette,
            for_print=for_print,
            beside=beside,
            measures=measures,
        )
        for place, (assessment, measures) in enumerate(
            zip(assessments, numbered, strict=True), start=1
        )
    ]
    names = tuple(chapter_names(frames))
    named = [replace(context, chapters=names) for context in frames]
    return [replace(context, elsewhere=_elsewhere(context, named)) for context in named]


def _elsewhere(
    context: ChapterContext, frames: Sequence[ChapterContext]
) -> Mapping[str, tuple[str, ...]]:
    """What the measures of a chapter move in others, for those that stand in full in it."""
    found: dict[str, list[str]] = {}
    for other in frames:
        for item in other.assessment.recommendations:
            is_told_here = other.first_told(item.id) == context.place
            if other.place == context.place or not is_told_here:
                continue
            found.setdefault(item.id, []).extend(
                context.words.say("{chapter}: {text}", chapter=other.name, text=move)
                for move in moved_questions(other, item)
            )
    return {name: tuple(moves) for name, moves in found.items()}
