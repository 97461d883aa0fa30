"""Figures on every scale that a questionnaire may publish on: limits, axes, gains, sums."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from html import unescape
from typing import Any

import pytest

from coherence_kit.documents.geometry import Pt
from coherence_kit.documents.text_widths import Face, text_width
from coherence_kit.i18n import gain_text, limit_text
from coherence_kit.model.assessment import Assessment
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.report import build_report
from coherence_kit.rendering.report.sizes import SIZES
from coherence_kit.rendering.terminal.score import assessment_text
from tests.builders import a_measure, a_question, a_questionnaire, a_section, assessed, levels

DATE = dt.date(2026, 6, 30)
SCALES: dict[str, tuple[Any, int]] = {
    "0 to 1": ("1", 3),
    "0 to 3": ("3", 2),
    "0 to 80": ("80", 1),
    "0 to 100": ("100", 1),
}


def published(maximum: Any, decimals: int) -> Assessment:
    sections = (
        a_section("one", a_question("a", target=3), a_question("b", target=3)),
        a_section("two", a_question("c", target=3), a_question("d", target=3)),
    )
    questionnaire = a_questionnaire(
        *sections,
        levels=levels(0, "40", "62.5", 100),
        publish={"max": maximum, "decimals": decimals},
    )
    return assessed(questionnaire, a_measure("m", {"a": 2}), a=1, b=3, c=2, d=3)


def texts(page: str) -> list[str]:
    """What a page prints, piece by piece."""
    pieces = re.sub(r"<title>.*?</title>|<[^>]+>", "\n", page).split("\n")
    return [" ".join(unescape(piece).split()) for piece in pieces if piece.strip()]


def minister_page(maximum: Any, decimals: int) -> str:
    page = render_html([published(maximum, decimals)], date=DATE, for_print=True)
    glance = page[page.index('class="part glance"') : page.index('id="contents"')]
    return "\n".join(texts(glance.partition(">")[2]))


GOLDENS = {
    "0 to 1": ("0.563", "0.750", "0 to under 0.4", "0.4 to under 0.625", "0.125", "0.063", "0.188"),
    "0 to 3": ("1.69", "2.25", "0 to under 1.2", "1.2 to under 1.875", "0.38", "0.19", "0.56"),
    "0 to 80": ("45.0", "60.0", "0 to under 32", "32 to under 50", "10.0", "5.0", "15.0"),
    "0 to 100": ("56.3", "75.0", "0 to under 40", "40 to under 62.5", "12.5", "6.3", "18.8"),
}


@pytest.mark.parametrize("scale", SCALES)
def test_the_ministers_page_prints_every_figure_on_the_published_scale(scale: str) -> None:
    page = minister_page(*SCALES[scale])
    result, target, first, second, gap, step, all_gaps = GOLDENS[scale]
    maximum, _ = SCALES[scale]
    assert f"The result is\n{result}\nof {maximum}; the target is {target}." in page
    assert f"Level 1: {first}\nLevel 2: {second}\nLevel 3: " in page
    assert f" to under {maximum}; Level 4 {maximum}\n" in page
    assert f"→ 3\n{gap}\n" in page
    assert f"→ 3\n{step}\n" in page
    assert f"It adds {step} of the {all_gaps} points that closing all gaps would add." in page
    assert f"“Level 3” begins {step} points higher." in page


@pytest.mark.parametrize("scale", SCALES)
def test_the_marks_of_a_strip_are_named_on_the_scale_of_its_rows(scale: str) -> None:
    maximum, decimals = SCALES[scale]
    chapter = build_report([published(maximum, decimals)], date=DATE).chapters[0]
    expected = tuple(
        limit_text(Fraction(25 * k), scale_maximum=Fraction(maximum)) for k in range(5)
    )
    assert expected[-1] == maximum
    assert chapter.profile.axis == expected


def test_rows_on_different_scales_share_an_axis_in_per_cent() -> None:
    one = a_section("one", a_question("a"), publish={"max": 10, "decimals": 0})
    two = a_section("two", a_question("b"), publish={"max": 5, "decimals": 0})
    chapter = build_report([assessed(a_questionnaire(one, two), a=1, b=1)], date=DATE).chapters[0]
    assert chapter.profile.axis == ("0 %", "25 %", "50 %", "75 %", "100 %")


def test_gains_on_screen_are_on_the_scale_of_the_scores() -> None:
    screen = assessment_text(published("1", 3))
    assert re.search(r"1\.1 a .* 0\.125\n", screen)
    assert re.search(r"\nm +now .* 0\.063\n", screen)


def test_the_gain_that_annex_b_works_out_comes_to_what_it_says() -> None:
    method = build_report([published("80", 1)], date=DATE).chapters[0].method
    factors, _, result = method.gain.partition(": ")[2].partition(" (")
    assert factors == "50 points × 1 ÷ 2 × 1 ÷ 2 × 80 ÷ 100"
    assert result.endswith(" = 10.0. Equal gains: the wider gap first, then the lighter measure.")


def test_a_smallest_coverage_between_two_per_cents_is_printed_in_full() -> None:
    stated = a_questionnaire(*(a_question(name) for name in "abcd"), min_coverage="0.625")
    glance = build_report([assessed(stated, a=2)], date=DATE).chapters[0].glance
    assert "answers for at least 62.5 % of the weight" in glance.lead


@pytest.mark.parametrize(
    ("value", "maximum", "decimals", "said"),
    [("0", 1, 3, "0.000"), ("0.04", 100, 1, "0.04"), ("1.9", 3, 1, "0.1"), ("1", 3, 0, "0.03")],
)
def test_a_gain_never_reads_as_none(value: str, maximum: int, decimals: int, said: str) -> None:
    text = gain_text(Fraction(value), scale_maximum=Fraction(maximum), decimals=decimals)
    assert text == said


@pytest.mark.parametrize(("decimals", "is_smaller"), [(1, False), (2, False), (6, True)])
def test_a_long_result_is_set_as_small_as_its_column_asks(
    decimals: int, *, is_smaller: bool
) -> None:
    glance = build_report([published("100", decimals)], date=DATE).chapters[0].glance
    assert bool(glance.figure_size) == is_smaller
    size = Pt(float(glance.figure_size.removesuffix("pt") or SIZES.figure.size))
    width = text_width(glance.figure, size, Face.SERIF_BOLD)
    assert width <= SIZES.side_head - SIZES.gutter + 0.1
