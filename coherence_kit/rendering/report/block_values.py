"""What the templates of a brand may print of a report: texts as the report has them, and counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from coherence_kit.documents.own_templates import Value
from coherence_kit.rendering.brand import Brand
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.cover import (
    date_text,
    questionnaire_title,
    respondent,
    version,
)
from coherence_kit.rendering.report.interval_rows import strip_row
from coherence_kit.rendering.report.look import Look, look_of, with_blocks

_COUNTS = ("gaps", "measures", "answered", "questions")


def look_for(
    brand: Brand, frames: Sequence[ChapterContext], date: dt.date | None, *, for_print: bool
) -> Look:
    """The brand in the language of a report, with what it says of this report in its own words.

    Raises:
        ProblemsFound: one of its blocks writes too much.

    """
    words = frames[0].words
    look = look_of(brand, words, for_print=for_print)
    if not brand.blocks:
        return look
    values = _values(frames, date=date_text(frames, date), publisher=look.publisher)
    return with_blocks(look, brand, values, words, for_print=for_print)


def _values(frames: Sequence[ChapterContext], *, date: str, publisher: str) -> Mapping[str, Value]:
    """The values by the names of :mod:`coherence_kit.rendering.own_blocks`.

    What belongs to a chapter stands at the top too: texts where there is one chapter, else empty,
    and counts of all chapters together. A result has its interval with it, always.
    """
    first = frames[0]
    chapters = [_chapter(context) for context in frames]
    single = chapters[0] if len(chapters) == 1 else dict.fromkeys(chapters[0], "")
    counts = {name: sum(int(one[name]) for one in chapters) for name in _COUNTS}
    return {
        **single,
        **counts,
        "country": " ".join(first.country.split()),
        "round": _round(first),
        "date": str(date),
        "publisher": str(publisher),
        "language": str(first.words.language),
        "chapters": chapters,
    }


def _round(context: ChapterContext) -> str:
    return str(context.printable(context.assessment.submission.round, is_name=True))


def _chapter(context: ChapterContext) -> dict[str, str | int]:
    a = context.assessment
    row = None if a.root.low is None or a.is_by_question else strip_row(context, a.root_id)
    score = str(row.score) if row else ""
    interval = str(row.interval) if row else ""
    return {
        "title": str(questionnaire_title(context)),
        "version": str(version(context)),
        "answered_by": str(respondent(context)),
        "result": f"{score} ({interval})" if score else interval,
        "target": str(row.target) if row else "",
        "gaps": len(a.gaps),
        "measures": len(a.recommendations),
        "answered": a.counts.answered,
        "questions": a.counts.asked,
    }
