"""How much of what several chapters ask for has room on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coherence_kit.documents import text_fit
from coherence_kit.documents.geometry import Type
from coherence_kit.documents.text_widths import Face
from coherence_kit.rendering.report.joint_measures import JointMeasure
from coherence_kit.rendering.report.joint_rows import JointRow
from coherence_kit.rendering.report.measures import NextStep
from coherence_kit.rendering.report.minister_blocks import Ask
from coherence_kit.rendering.report.sizes import COLUMNS, SIZES

_HAIR = 0.2
_ROW = 2 * SIZES.glance_row + _HAIR
_HEADING = SIZES.facts_above + SIZES.rule.mm + SIZES.facts_rule_below + SIZES.heading.line.mm
_HEAD = 2 * SIZES.glance_head_row + SIZES.small.line.mm + _HAIR  # of a table, with one line
_KEY = SIZES.note_above + SIZES.small.line.mm + 1.3  # of the marks
_SECOND = 72.0  # headings, heads and notes of the second page
_SLACK = 3.0  # columns are a little narrower than their widths say
_NAME = (
    SIZES.text_width
    - SIZES.strip_width
    - sum(COLUMNS[name] for name in ("no6", "w15", "w21", "w13", "w14"))
)
_STRIP = 9.0  # the height of a strip
_MEASURE = (
    COLUMNS["w12"],
    COLUMNS["w15"],
    COLUMNS["w38"],
    COLUMNS["w25"],
    COLUMNS["w16"],
    COLUMNS["w14"],
)


def room_of_first(headline: str, lead: str, rows: Sequence[JointRow], asks: Sequence[Ask]) -> float:
    """Millimetres that the page in front leaves for measures."""
    used = _height(headline, lead, rows, asks)
    return SIZES.glance_height - SIZES.glance_slack - _SLACK - used


def room_of_rest(steps: Sequence[NextStep]) -> float:
    """What the second page of the brief has beside its headings and the way forward."""
    return SIZES.text_height - _SECOND - sum(map(_step_height, steps))


@dataclass(frozen=True, slots=True)
class _Rows:
    """How a table is set: its type, what a cell has at its end, what a row has beside its text."""

    kind: Type
    end: float
    beside: float


_DENSE = _Rows(SIZES.glance_table, SIZES.glance_cell_end, _ROW)
_WIDE = _Rows(SIZES.table, 3, 2 * 1.3 + _HAIR)


def fitting_first(measures: Sequence[JointMeasure], room: float) -> list[JointMeasure]:
    """The first measures that have room together on the page in front."""
    return _fitting(measures, room, _DENSE)


def fitting_rest(measures: Sequence[JointMeasure], room: float) -> list[JointMeasure]:
    """The same on the second page of the brief, where rows are wider."""
    return _fitting(measures, room, _WIDE)


def _fitting(measures: Sequence[JointMeasure], room: float, rows: _Rows) -> list[JointMeasure]:
    chosen = []
    for measure in measures:
        room -= _measure_height(measure, rows)
        if room < 0:
            break
        chosen.append(measure)
    return chosen


def _height(headline: str, lead: str, rows: Sequence[JointRow], asks: Sequence[Ask]) -> float:
    """Millimetres of all but the measures."""
    title = text_fit.height(headline, SIZES.text_width, SIZES.glance_title, face=Face.SERIF_BOLD)
    said = text_fit.height(lead, SIZES.text_width, SIZES.glance_lead)
    head = SIZES.eyebrow.line.mm + SIZES.eyebrow_below + title + SIZES.glance_title_below + said
    results = _HEAD + sum(map(_result_height, rows)) + _KEY
    ends = _HEADING + _HEAD + SIZES.small.line.mm + sum(map(_ends_height, rows))
    column = SIZES.text_width / max(len(asks), 1) - SIZES.asks_end
    asked = max(
        (
            sum(text_fit.height(text, column, SIZES.asks) + SIZES.ask_below for text in ask.texts)
            for ask in asks
        ),
        default=0.0,
    )
    above = SIZES.asks_above + SIZES.rule.mm + SIZES.asks_rule_below
    foot = above + SIZES.side_heading.line.mm + asked
    notes = 3 * SIZES.small.line.mm + 2 * SIZES.stand_above
    return head + results + ends + _HEADING + _HEAD + foot + notes


def _result_height(row: JointRow) -> float:
    column = _NAME - SIZES.glance_cell_end
    name = text_fit.height(row.name, column, SIZES.glance_table, face=Face.SANS_BOLD)
    return max(_STRIP, name + text_fit.height(row.level, column, SIZES.glance_table)) + _HAIR


def _ends_height(row: JointRow) -> float:
    column = (SIZES.text_width - COLUMNS["no"] - COLUMNS["w28"] - COLUMNS["w21"]) / 3
    column -= SIZES.glance_cell_end

    def lines(text: str) -> int:
        return text_fit.line_count(text, column, SIZES.glance_table)

    ends = [one for one in (row.nearest, row.furthest) if one is not None]
    gap = lines(f"{row.gap.standing.number} {row.gap.label}") if row.gap else 1
    most = max([2, gap, *(lines(end.name) + 1 for end in ends)])
    return most * SIZES.glance_table.line.mm + _ROW


def _measure_height(measure: JointMeasure, rows: _Rows) -> float:
    what = SIZES.text_width - sum(_MEASURE)
    lines = max(
        text_fit.line_count(text, width - rows.end, rows.kind, face=face)
        for text, width, face in (
            (measure.label, what, Face.SANS_BOLD),
            (measure.lead, COLUMNS["w38"], Face.SANS),
            (measure.by_when, COLUMNS["w25"], Face.SANS),
        )
    )
    return lines * rows.kind.line.mm + rows.beside


def _step_height(step: NextStep) -> float:
    what = SIZES.text_width - COLUMNS["no"] - COLUMNS["w50"] - COLUMNS["w20"] - _WIDE.end
    lines = text_fit.line_count(step.what, what, SIZES.table, face=Face.SANS_BOLD)
    return lines * SIZES.table.line.mm + _WIDE.beside
