"""The second page of a report in brief: what to do, as much as has room on one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from coherence_kit.documents import text_fit
from coherence_kit.documents.text_widths import Face
from coherence_kit.rendering.report.actions import ActionRow, Actions
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.gaps import GapRow
from coherence_kit.rendering.report.measures import NextStep
from coherence_kit.rendering.report.sizes import COLUMNS, SIZES
from coherence_kit.rendering.report.words import capital

_CELL_END = 3  # of every cell but the last
_ROW = 2 * 1.3 + 0.2  # above and below its text, with its rule
_HEADS = 72.0  # headline in two lines, heads of both tables and the notes below them
_WHO, _BY = COLUMNS["w50"], COLUMNS["w20"]  # of the steps that come next
_LEAD, _WHEN = COLUMNS["w44"], COLUMNS["w28"]
_NUMBER, _POINTS, _METER = COLUMNS["no"], COLUMNS["w14"], COLUMNS["w28"]

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Todo:
    """Measures, or where there are none the gaps; `more` says how many have no room."""

    headline: str
    rows: tuple[ActionRow, ...]
    gaps: tuple[GapRow, ...]
    more: str


def todo(context: ChapterContext, plan: Actions, steps: Sequence[NextStep]) -> Todo:
    """What has room beside the steps that come next."""
    room = SIZES.text_height - _HEADS - sum(map(_step_height, steps))
    rows = _fitting(plan.rows, _row_height, room)
    gaps = _fitting(() if plan.rows else plan.gaps, _gap_height, room)
    return Todo(
        headline=plan.headline,
        rows=rows,
        gaps=gaps,
        more=_more(context, len(plan.rows) - len(rows), len(plan.gaps) - len(gaps)),
    )


def _more(context: ChapterContext, measures: int, gaps: int) -> str:
    """What has no room here."""
    words = context.words
    if measures:
        said = words.counted(
            "{n} further measure is in the main report.",
            "{n} further measures are in the main report.",
            measures,
        )
    elif gaps:
        said = words.counted(
            "{n} further gap is in the main report.",
            "{n} further gaps are in the main report.",
            gaps,
        )
    else:
        return ""
    return capital(said)


def _fitting(rows: Sequence[R], height: Callable[[R], float], room: float) -> tuple[R, ...]:
    """The first rows that have room together."""
    taken = 0.0
    for place, row in enumerate(rows):
        taken += height(row)
        if taken > room:
            return tuple(rows[:place])
    return tuple(rows)


def _row_height(row: ActionRow) -> float:
    what = SIZES.text_width - _NUMBER - _LEAD - _WHEN - _POINTS - _CELL_END
    when = f"{row.by_when} {row.after}"
    return _height(
        (row.what, what, Face.SANS_BOLD), (row.lead, _LEAD, Face.SANS), (when, _WHEN, Face.SANS)
    )


def _gap_height(row: GapRow) -> float:
    what = SIZES.text_width - _NUMBER - _METER - _POINTS - _CELL_END
    label = f"{row.standing.label}. {row.now}"
    return _height((label, what, Face.SANS_BOLD))


def _step_height(step: NextStep) -> float:
    what = SIZES.text_width - _NUMBER - _WHO - _BY - _CELL_END
    return _height(
        (f"{step.what} {step.detail}", what, Face.SANS_BOLD), (step.who, _WHO, Face.SANS)
    )


def _height(*cells: tuple[str, float, Face]) -> float:
    """Of a row with these cells, each a text with the width of its column and its face."""
    lines = (
        text_fit.line_count(text, width - _CELL_END, SIZES.table, face=face)
        for text, width, face in cells
    )
    return max(lines) * SIZES.table.line.mm + _ROW
