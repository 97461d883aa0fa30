"""What each variant of a report has, and that it stands by itself."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from coherence_kit import content
from coherence_kit.errors import WrongUseError
from coherence_kit.model.assessment import Assessment
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.report import build_report
from coherence_kit.rendering.report.variants import FULL, VARIANTS, variant_named
from tests.builders import a_measure, a_question, a_questionnaire, a_section, assessed

DATE = dt.date(2026, 6, 30)
pytestmark = pytest.mark.quick


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    sections = [
        a_section("one", *[a_question(name, target=3) for name in "ab"]),
        a_section("two", *[a_question(name, target=3) for name in "cd"]),
    ]
    return assessed(a_questionnaire(*sections), a_measure("do", {"a": 3}), a=1, b=3, c=2)


def test_the_full_report_has_every_part_of_every_other_but_the_sheet_to_fill_in() -> None:
    others = frozenset[str]().union(*(variant.parts for variant in VARIANTS.values()))
    assert others - VARIANTS[FULL].parts == {"plan"}


def test_every_part_is_a_template() -> None:
    folder = content.folder("report_templates") / "report"
    parts = {part for variant in VARIANTS.values() for part in variant.parts}
    assert [part for part in parts if not (folder / f"{part}.html.jinja").is_file()] == []


def test_the_main_report_and_the_technical_volume_together_are_the_full_one() -> None:
    both = VARIANTS["main"].parts | VARIANTS["annex"].parts
    assert both == VARIANTS[FULL].parts
    assert VARIANTS["main"].parts & VARIANTS["annex"].parts == {"cover", "draft", "contents"}


@pytest.mark.parametrize("name", VARIANTS)
@pytest.mark.parametrize("chapters", [1, 2])
def test_every_link_of_a_variant_leads_to_a_place_in_it(
    assessment: Assessment, name: str, chapters: int
) -> None:
    page = render_html([assessment] * chapters, date=DATE, for_print=True, variant=VARIANTS[name])
    places = set(re.findall(r' id="([^"]+)"', page))
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links <= places
    assert page.count("<h1") == 1


@pytest.mark.parametrize("name", VARIANTS)
def test_the_contents_name_what_is_there_and_nothing_else(
    assessment: Assessment, name: str
) -> None:
    variant = VARIANTS[name]
    report = build_report([assessment], date=DATE, variant=variant)
    page = render_html([assessment], date=DATE, for_print=True, variant=variant)
    places = set(re.findall(r' id="([^"]+)"', page))
    assert {row.anchor for row in report.contents} <= places
    parts = re.findall(r'<section class="part[^"]*" id="(c1-[a-z]+)"', page)
    named = {row.anchor for row in report.contents}
    assert [part for part in parts if part not in named] == []


def test_what_a_variant_calls_itself_stands_in_its_title_and_over_its_pages(
    assessment: Assessment,
) -> None:
    kinds = {
        name: build_report([assessment], date=DATE, variant=variant)
        for name, variant in VARIANTS.items()
    }
    assert kinds["annex"].kind == "Gap report: technical volume"
    assert "technical volume" in kinds["annex"].title
    assert "Gap report in brief" in kinds["brief"].running
    assert kinds["main"].title == kinds[FULL].title


def test_a_variant_that_does_not_exist_is_told_with_those_that_do() -> None:
    with pytest.raises(WrongUseError, match=r'"breif".*main.*Did you mean "brief"'):
        variant_named("breif")
    assert variant_named(None) is VARIANTS[FULL]
