"""No text of a report is set in less than 8.5 points but the figures of an axis."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from coherence_kit import content
from coherence_kit.charts import answers, letter
from coherence_kit.documents.geometry import Type
from coherence_kit.documents.text_widths import MM_PER_POINT
from coherence_kit.rendering.report.sizes import SIZES

pytestmark = pytest.mark.quick

SMALLEST = 8.5
FONT = re.compile(r"font(?:-size)?:\s*(?:\d00 )?([\d.]+)pt")


def test_the_style_sheet_sets_nothing_smaller() -> None:
    text = (content.folder("report_templates") / "report" / "report.css").read_text("utf-8")
    sizes = [float(size) for size in FONT.findall(text)]
    assert len(sizes) > 10
    assert min(sizes) >= SMALLEST


def test_the_types_that_are_measured_are_no_smaller() -> None:
    types = {field.name: getattr(SIZES, field.name) for field in fields(SIZES)}
    small = [
        name for name, kind in types.items() if isinstance(kind, Type) and kind.size < SMALLEST
    ]
    assert small == []


def test_signs_in_squares_and_letters_in_circles_are_no_smaller() -> None:
    assert answers._TYPE / MM_PER_POINT >= SMALLEST
    assert letter._TYPE / MM_PER_POINT >= SMALLEST
