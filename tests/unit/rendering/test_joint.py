"""The page in front of several chapters, and measures numbered through all of them."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from coherence_kit.model.assessment import Assessment
from coherence_kit.rendering.data.assessment import assessments_data
from coherence_kit.rendering.measure_numbers import number_measures
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.pdf import render_pdf
from coherence_kit.rendering.report.report import ReportView, build_report
from coherence_kit.rendering.report.variants import VARIANTS
from coherence_kit.rendering.workbook.chapters import parts_of
from tests.builders import a_measure, a_question, a_questionnaire, a_section, assessed

DATE = dt.date(2026, 6, 30)
pytestmark = pytest.mark.quick


def chapter(*measures: str, **answers: Any) -> Assessment:
    """A result of one section, with measures that move its question `a`."""
    section = a_section("one", *[a_question(name, target=3) for name in ("a", "b")])
    found = [a_measure(name, {"a": 3}) for name in measures]
    given: dict[str, Any] = {"a": 1, "b": 2, **answers}
    return assessed(a_questionnaire(section), *found, **given)


def built(*chapters: Assessment) -> ReportView:
    return build_report(chapters, date=DATE)


def test_measures_are_numbered_through_the_chapters_and_one_of_two_has_one_number() -> None:
    numbered = number_measures([chapter("do", "extra"), chapter("other", "do")])
    told = [{name: (one.number, one.chapters) for name, one in each.items()} for each in numbered]
    assert told == [
        {"do": ("M1", (1, 2)), "extra": ("M2", (1,))},
        {"do": ("M1", (1, 2)), "other": ("M3", (2,))},
    ]


def test_measures_of_one_id_that_say_other_things_have_numbers_of_their_own() -> None:
    section = a_section("one", a_question("a", target=3))
    other = a_measure("do", {"a": 3}).model_copy(
        update={"text": a_measure("else", {"a": 3}).text.model_copy(update={"root": {"en": "No."}})}
    )
    numbered = number_measures([chapter("do"), assessed(a_questionnaire(section), other, a=1)])
    assert [one["do"].number for one in numbered] == ["M1", "M2"]


def test_every_output_calls_a_measure_by_the_same_number() -> None:
    chapters = [chapter("do", "extra"), chapter("other", "do")]
    report = built(*chapters)
    rows = [[row.number for row in one.actions.rows] for one in report.chapters]
    data = [[one["number"] for one in each["measures"]] for each in assessments_data(chapters)]
    parts = parts_of(chapters, language="en")
    sheets = [list(part.context.measure_numbers.values()) for part in parts.chapters]
    assert [sorted(each) for each in rows] == [["M1", "M2"], ["M1", "M3"]]
    assert [sorted(each) for each in data] == [sorted(each) for each in rows]
    assert sheets == [["M1", "M2"], ["M1", "M3"]]


def test_results_of_other_countries_are_numbered_by_themselves() -> None:
    here = chapter("do", "extra")
    moved = here.submission.model_copy(update={"country": "FR"})
    there = replace(here, submission=moved)
    data = assessments_data([here, there])
    assert [[one["number"] for one in each["measures"]] for each in data] == [["M1", "M2"]] * 2


def test_a_measure_of_two_chapters_is_told_in_full_once_and_names_both() -> None:
    page = render_html([chapter("do"), chapter("do")], date=DATE, for_print=True)
    assert len(re.findall(r'class="measure[^"]*" id="', page)) == 1
    assert page.count('id="c1-m-m1"') == 1
    assert 'href="#c1-m-m1">M1</a>' in page.split('id="c2-measures"')[1]
    assert page.count("Also recommended by") >= 2
    assert "In full in" in page


def test_a_plan_has_a_row_to_fill_in_for_each_measure_once() -> None:
    first, second = (one.plan for one in built(chapter("do"), chapter("other", "do")).chapters)
    assert [row.number for row in first.rows] == ["M1"]
    assert len(first.rows[0].moves) == 2
    assert [row.number for row in second.rows] == ["M2"]
    assert "M1" in second.elsewhere


def test_a_report_of_one_chapter_has_no_joint_page() -> None:
    assert built(chapter("do")).joint is None
    assert 'id="joint"' not in render_html([chapter("do")], date=DATE, for_print=True)


def test_the_page_has_a_row_for_each_and_no_figure_of_several() -> None:
    chapters = [chapter("do"), chapter("other", a=3, b=4)]
    joint = built(*chapters).joint
    assert joint is not None
    assert [row.strip.score for row in joint.rows] == [one.root.text for one in chapters]
    texts = (
        str(joint.headline),
        str(joint.lead),
        *(text for ask in joint.asks for text in ask.texts),
    )
    assert not [text for text in texts if re.search(r"\d\.\d(?! “)", text)]


def test_gaps_and_measures_are_counted_over_the_chapters_each_measure_once() -> None:
    joint = built(chapter("do", "extra"), chapter("do")).joint
    assert joint is not None
    assert joint.headline == "Two questionnaires: four gaps, and two measures to close them"
    [shared] = [one for one in joint.measures if one.number == "M1"]
    assert shared.chapters == "1, 2"
    assert shared.points.count("; ") == 1


def test_a_chapter_with_too_few_answers_names_what_to_collect_and_no_measure() -> None:
    joint = built(chapter("do"), chapter("other", a=None, b=None)).joint
    assert joint is not None
    assert [one.number for one in joint.measures] == ["M1"]
    assert joint.has_few
    assert any("answers are missing" in text for text in joint.asks[0].texts)


@pytest.mark.slow
@pytest.mark.parametrize("number", [2, 3, 5, 8])
def test_the_brief_of_several_chapters_has_two_pages(number: int) -> None:
    chapters = [chapter(*(f"do-{place}-{each}" for each in range(6))) for place in range(number)]
    pdf = render_pdf(chapters, date=DATE, variant=VARIANTS["brief"])
    with pikepdf.open(io.BytesIO(pdf.data)) as opened:
        assert len(opened.pages) == 2
