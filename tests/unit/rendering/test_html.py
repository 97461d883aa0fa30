"""The report as HTML.

Whatever people type comes out as that text; headings, ids and links are in order.
"""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from coherence_kit.model.submission import Answer, EvidenceItem, Respondent, Review
from coherence_kit.rendering.report.html import render_html
from tests.builders import (
    UNKNOWN,
    a_measure,
    a_question,
    a_questionnaire,
    a_section,
    assessed,
    levels,
    proved,
)

DATE = dt.date(2026, 6, 30)
HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% include 'x' %}",
    "</style><b>bold</b></title>",
    "=cmd|'/c calc'!A1",
    "../../x",
    "<img src=x onerror=y>",
    '" onclick="x',
]


class Page(HTMLParser):
    """Text, tags and attributes of a page, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def named(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


def questions(names: str) -> list[Any]:
    return [a_question(name, target=3) for name in names]


def an_assessment(**answers: Any) -> Any:
    sections = (
        a_section("one", *questions("ab")),
        a_section("two", *questions("cd"), a_question("note", "text")),
    )
    measures = (a_measure("m", {"a": 3}), a_measure("n", {"c": 3}))
    return assessed(a_questionnaire(*sections, levels=levels(0, 40, 70)), *measures, **answers)


def page_of(*assessments: Any, for_print: bool = True) -> Page:
    return Page(render_html(assessments, date=DATE, for_print=for_print))


def test_headings_go_down_without_a_skip() -> None:
    page = page_of(an_assessment(a=1, b=proved(3), c=1, d=UNKNOWN))
    ranks = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert ranks.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(ranks))


@pytest.mark.parametrize("chapters", [1, 2])
def test_ids_are_unique_and_every_link_leads_somewhere(chapters: int) -> None:
    page = page_of(*[an_assessment(a=1, b=3, c=1)] * chapters)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {str(link["href"]).removeprefix("#") for link in page.named("a")}
    assert targets <= set(ids)


def test_every_header_cell_says_what_it_heads_and_every_picture_what_it_shows() -> None:
    html = render_html([an_assessment(a=1, b=3, c=1)], date=DATE, for_print=True)
    page = Page(html)
    assert {cell.get("scope") for cell in page.named("th")} <= {"row", "col", "colgroup"}
    assert html.count("<svg") == len(re.findall(r"<svg[^>]*><title>[^<]+</title>", html))


@pytest.mark.parametrize("for_print", [True, False])
def test_nothing_is_loaded_and_nothing_runs(*, for_print: bool) -> None:
    html = render_html([an_assessment(a=1)], date=DATE, for_print=for_print)
    assert not Page(html).named("script", "img", "link", "iframe", "object")
    assert not [
        url
        for url in re.findall(r"url\(\"?([^)\"]*)", html)
        if not url.startswith("font:" if for_print else "data:font/woff;base64,")
    ]
    assert "@font-face" in html


def test_the_screen_has_no_page_numbers_to_point_to() -> None:
    assert 'class="page"' not in render_html([an_assessment(a=1, c=1)], date=DATE, for_print=False)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_comes_out_as_typed(text: str) -> None:
    review = Review(by=text, verdict="query", note=text)
    answer = Answer(
        value=1, comment=text, evidence=(EvidenceItem(title=text, reference=text),), review=review
    )
    assessment = an_assessment(
        a=answer, b=Answer(is_unknown=True, unknown=text), c=Answer(not_applicable=text), note=text
    )
    named = an_assessment(a=1, b=UNKNOWN, c=1)
    told = {"respondent": Respondent(entity="Ministry X", role="Focal point")}
    object.__setattr__(named, "submission", named.submission.model_copy(update=told))
    honest = page_of(named)
    object.__setattr__(assessment, "country_name", text)
    submission = assessment.submission.model_copy(
        update={"round": text, "respondent": Respondent(entity=text, role=text)}
    )
    object.__setattr__(assessment, "submission", submission)
    page = page_of(assessment)
    assert page.text.count(text) >= 8
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in honest.tags} | {"b"} - {"b"}
    assert "onclick" not in {name for _, attributes in page.tags for name in attributes}


def test_text_in_a_script_without_a_face_is_printed_by_number_and_noted() -> None:
    page = page_of(an_assessment(a=Answer(value=1, comment="\u202eabc བད")))
    assert "Comment. abc [U+0F56][U+0F51]" in page.text
    assert "stand as their codes (U+0F51, U+0F56)" in page.text


def test_a_browser_gets_every_character_as_typed_and_none_is_noted() -> None:
    typed = "\u202eabc བད \u200b\uf0b7"
    html = render_html(
        [an_assessment(a=Answer(value=1, comment=typed))], date=DATE, for_print=False
    )
    # but for what would turn the page round
    shown = typed.removeprefix("\u202e")
    assert f'<bdi dir="ltr">{shown}</bdi>' in html
    assert "U+" not in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)


def test_the_same_assessment_gives_the_same_page() -> None:
    assert render_html([an_assessment(a=1)], date=DATE, for_print=True) == render_html(
        [an_assessment(a=1)], date=DATE, for_print=True
    )
