"""What each variant of a report has, and that it stands by itself."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import pikepdf
import pytest

from coherence_kit import content
from coherence_kit.errors import WrongUseError
from coherence_kit.model.assessment import Assessment
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.pdf import render_pdf
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


def test_the_full_report_has_every_part_of_every_other_but_what_is_a_digest_of_its_own() -> None:
    others = frozenset[str]().union(*(variant.parts for variant in VARIANTS.values()))
    assert others - VARIANTS[FULL].parts == {"plan", "todo"}


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


def many(texts: str, **stated: Any) -> Assessment:
    names = [f"q{place}" for place in range(40)]
    asked = [a_question(name, target=3, label=f"{texts} {name}") for name in names]
    made = [a_measure(f"m-{name}", {name: 3}, label=f"{texts} {name}", **stated) for name in names]
    return assessed(a_questionnaire(*asked), *made, **dict.fromkeys(names, 1))


@pytest.mark.parametrize(
    "texts", ["Do", "A label of some length that takes a line or two in its cell"]
)
def test_in_brief_there_is_as_much_as_has_room_and_the_rest_is_counted(texts: str) -> None:
    chapter = build_report([many(texts)], date=DATE, variant=VARIANTS["brief"]).chapters[0]
    shown = len(chapter.todo.rows)
    assert 5 < shown < 40
    assert chapter.todo.more == f"{40 - shown} further measures are in the main report."


@pytest.mark.parametrize(
    "texts", ["Do", "A label of some length that takes a line or two in its cell"]
)
def test_in_brief_there_are_two_pages(texts: str) -> None:
    pdf = render_pdf([many(texts)], date=DATE, variant=VARIANTS["brief"]).data
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 2
