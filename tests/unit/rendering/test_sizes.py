"""Lengths stand once: the style sheet reads what the texts are measured by."""

from __future__ import annotations

import re
from dataclasses import fields

from coherence_kit import content
from coherence_kit.charts import CHART_WIDTH
from coherence_kit.documents.geometry import Type, css_properties
from coherence_kit.forms.paper.sizes import SIZES as PAPER
from coherence_kit.rendering.report.sizes import COLUMNS, SIZES, style

CSS = "".join(
    (content.folder("report_templates") / "report" / name).read_text(encoding="utf-8")
    for name in ("report.css", "brand.css.jinja")
)
PAGES = "".join(
    path.read_text(encoding="utf-8")
    for path in sorted((content.folder("report_templates") / "report").glob("*.jinja"))
)
COLOURS = {"ink", "muted", "accent", "line", "band", "hair", "zone", "paper"}


def names_of_lengths() -> set[str]:
    names = set()
    for field in fields(SIZES):
        name = field.name.replace("_", "-")
        is_type = isinstance(getattr(SIZES, field.name), Type)
        names |= {f"{name}-size", f"{name}-line"} if is_type else {name}
    return names


def test_every_length_that_the_style_sheet_reads_is_stated() -> None:
    read = set(re.findall(r"var\(--([a-z0-9-]+)\)", CSS)) - COLOURS
    assert read <= names_of_lengths()
    assert names_of_lengths() - read <= {"page-width", "heading-line", "axis-step"}
    assert set(re.findall(r"--([a-z0-9-]+):", style())) == names_of_lengths()


def test_every_length_of_the_printed_form_is_stated() -> None:
    css = (content.folder("report_templates") / "paper" / "paper.css").read_text(encoding="utf-8")
    read = set(re.findall(r"var\(--([a-z0-9-]+)\)", css)) - COLOURS
    assert read <= set(re.findall(r"--([a-z0-9-]+):", css_properties(PAPER)))


def test_every_column_of_the_templates_has_its_width() -> None:
    used = set(re.findall(r'<col class="((?:w|no)\d*)"', PAGES))
    assert used <= set(COLUMNS)
    assert not re.search(r"^\.w\d+ \{", CSS, re.MULTILINE)


def test_the_chart_of_the_result_is_as_wide_as_the_text() -> None:
    assert SIZES.text_width == CHART_WIDTH
