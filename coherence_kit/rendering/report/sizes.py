"""The lengths of the report that its style sheet and what has to fit on its pages share."""

from __future__ import annotations

from dataclasses import dataclass

from coherence_kit.charts import AXIS_MARKS, CHART_HEIGHT, STRIP_PADDING, STRIP_WIDTH
from coherence_kit.documents.geometry import Mm, PageSizes, Pt, Type, css_properties, points

COLUMNS = {
    "no6": 6, "no": 9, "w9": 9, "w12": 12, "w13": 13, "w14": 14, "w15": 15, "w16": 16, "w18": 18,
    "w20": 20, "w21": 21, "w24": 24, "w25": 25, "w26": 26, "w28": 28, "w30": 30, "w32": 32,
    "w36": 36, "w38": 38, "w42": 42, "w44": 44.5, "w50": 50, "w58": 58, "w66": 66,
    "w70": 70,
}  # fmt: skip
"""Widths of columns in millimetres, by their class."""


@dataclass(frozen=True)
class ReportSizes(PageSizes):
    """Lengths of the report: first what several pages share, then single pages."""

    small: Type = points(8.5, 11)
    gutter: Mm = Mm(6)
    deep_number: Mm = Mm(13)
    rule: Pt = Pt(1)
    eyebrow: Type = points(9.5, 13)
    eyebrow_below: Mm = Mm(0.5)
    heading: Type = points(12, 15.5)
    side_heading: Type = points(10, 13.5)
    note_above: Mm = Mm(1.5)
    chart_height: Mm = Mm(CHART_HEIGHT)
    strip_width: Mm = Mm(STRIP_WIDTH)
    axis_step: Mm = Mm((STRIP_WIDTH - 2 * STRIP_PADDING) / (len(AXIS_MARKS) - 1))

    glance_top: Mm = Mm(19)
    glance_bottom: Mm = Mm(15.5)
    masthead: Mm = Mm(8)
    masthead_type: Type = points(12, 15.5)
    glance_slack: Mm = Mm(1.5)
    glance_title: Type = points(18.5, 23)
    glance_title_below: Mm = Mm(2.5)
    figure: Type = points(46, 42)
    glance_lead: Type = points(10, 13.5)
    glance_lead_below: Mm = Mm(0.8)
    chart_above: Mm = Mm(1.5)
    zone_start: Mm = Mm(1)
    answers_above: Mm = Mm(2.2)
    answers_note_above: Mm = Mm(0.8)
    facts_column: Mm = Mm(64)
    facts_above: Mm = Mm(3)
    facts_rule_below: Mm = Mm(1.5)
    glance_table: Type = points(8.5, 11)
    glance_row: Mm = Mm(0.9)
    glance_head_row: Mm = Mm(0.8)
    glance_cell_end: Mm = Mm(2)
    asks_above: Mm = Mm(2.5)
    asks_rule_below: Mm = Mm(1.2)
    asks: Type = points(8.5, 11)
    asks_end: Mm = Mm(5)
    ask_below: Mm = Mm(0.5)
    stand_above: Mm = Mm(0.8)

    cover_slack: Mm = Mm(1)
    country_large: Type = points(46, 50)
    country_medium: Type = points(32, 36)
    country_small: Type = points(24, 29)
    country_tiny: Type = points(18, 23)
    cover_band: Pt = Pt(3)
    cover_band_above: Mm = Mm(6)
    cover_band_below: Mm = Mm(14)
    cover_publisher_above: Mm = Mm(2)
    cover_kind: Type = points(12, 16)
    cover_kind_above: Mm = Mm(9)
    cover_kind_below: Mm = Mm(2)
    cover_tag_inside: Mm = Mm(1)
    cover_tag_below: Mm = Mm(3)
    cover_title: Type = points(21, 27)
    cover_title_width: Mm = Mm(120)
    cover_title_above: Mm = Mm(4)
    cover_map_above: Mm = Mm(26)
    tile: Mm = Mm(8.6)
    tile_gap: Mm = Mm(1.2)
    tile_label_end: Mm = Mm(3)
    dense: Type = points(8.5, 9.4)
    dense_map_above: Mm = Mm(9)
    dense_label: Mm = Mm(40)
    dense_tile: Mm = Mm(5.4)
    dense_tile_gap: Mm = Mm(0.6)
    cover_foot: Type = points(9.5, 12.5)
    cover_foot_inside: Mm = Mm(2)

    @property
    def glance_height(self) -> float:
        """Between the running lines of the minister's page."""
        return self.page_height - self.glance_top - self.glance_bottom

    @property
    def cover_height(self) -> float:
        """Between the margins of the title page, which are all as wide as those at the sides."""
        return self.page_height - 2 * self.side - self.cover_slack


SIZES = ReportSizes()


def style() -> str:
    """The lengths and the columns, for the head of the style sheet."""
    columns = " ".join(f".{name} {{ width: {width:g}mm }}" for name, width in COLUMNS.items())
    return f"{css_properties(SIZES)}\n{columns}"
