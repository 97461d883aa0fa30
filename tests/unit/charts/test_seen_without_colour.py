"""Whoever sees no colours, or some of them otherwise, reads the same charts."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coherence_kit.charts import (
    ACCENT_CONTRAST,
    DEFAULT_PALETTE,
    AnswerCounts,
    MarkState,
    Palette,
    answer_squares,
    branded,
    contrast,
    darkened,
    key_dot,
    key_interval,
    key_previous,
    key_target,
    key_too_few,
    letter_mark,
    state_meter,
    step_colour,
    step_meter,
    text_on_step,
)
from tests.sight import SIGHTS, lightness, seen, seen_pixels

APART, APART_OF_A_BRAND = 9.0, 7.0
"""L* between two steps of the ramp; fields side by side are told apart from about 2 on."""
READ = 3.5
"""Contrast of a digit on its step as others see it; as printed it is 4.5."""
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")
BRANDS = COLOURS.map(lambda colour: branded(darkened(colour, ACCENT_CONTRAST)))


@pytest.mark.parametrize("sight", SIGHTS)
def test_what_has_no_colour_looks_the_same_to_everybody(sight: str) -> None:
    for grey in ("#000000", "#484848", "#FFFFFF"):
        assert lightness(seen(grey, sight)) == pytest.approx(lightness(grey), abs=0.5)


def test_some_colours_are_not_told_apart_by_everybody() -> None:
    """A red and a green of a traffic light, and a blue and a green: what the kit does without."""
    assert distance("#C02020", "#20A020") > 3 * distance("#C02020", "#20A020", "without green")
    assert distance("#2060E0", "#209090") > 1.5 * distance("#2060E0", "#209090", "without blue")


def distance(one: str, other: str, sight: str = "as printed") -> float:
    """How far apart the channels of two colours are."""
    pair = np.array([[int(c[at : at + 2], 16) for at in (1, 3, 5)] for c in (one, other)])
    first, second = seen_pixels(pair.astype(np.uint8), sight).astype(float)
    return float(np.abs(first - second).max())


def expect_steps_apart(palette: Palette, least: float) -> None:
    for sight in SIGHTS:
        shades = [lightness(seen(fill, sight)) for fill in palette.steps]
        apart = [upper - lower for upper, lower in itertools.pairwise(shades)]
        assert min(apart) >= least, (sight, palette.accent, apart)


def expect_digits_read(palette: Palette) -> None:
    for sight, count in itertools.product(SIGHTS, (2, 3, 5)):
        for step in range(count):
            fill, text = step_colour(palette, step, count), text_on_step(palette, step, count)
            assert contrast(seen(fill, sight), seen(text, sight)) >= READ, (sight, palette.accent)


def expect_marks_seen(palette: Palette) -> None:
    """Dots, ends of intervals, targets and outlines stand out from paper and from the band."""
    for sight in SIGHTS:
        paper, band = seen(palette.paper, sight), seen(palette.band, sight)
        for mark in (palette.accent, palette.ink, palette.muted, palette.line):
            assert contrast(seen(mark, sight), paper) >= 3
        assert contrast(seen(palette.accent, sight), band) >= 3


def test_the_palette_of_the_kit_needs_no_colour() -> None:
    expect_steps_apart(DEFAULT_PALETTE, APART)
    expect_digits_read(DEFAULT_PALETTE)
    expect_marks_seen(DEFAULT_PALETTE)


@given(BRANDS)
def test_neither_does_that_of_any_brand(palette: Palette) -> None:
    expect_steps_apart(palette, APART_OF_A_BRAND)
    expect_digits_read(palette)
    expect_marks_seen(palette)


# --- marks ----------------------------------------------------------------------------------------


def shape(chart: str) -> str:
    """A chart in which all colours but that of paper are one."""
    found = re.sub(r"<title>.*?</title>", "", chart)
    return re.sub(r"#(?!FFFFFF)[0-9A-Fa-f]{6}", "ink", found)


def test_marks_of_a_chart_differ_by_their_shapes() -> None:
    keys = (key_dot, key_interval, key_previous, key_target, key_too_few)
    assert len({shape(key("x")) for key in keys}) == len(keys)


def test_what_an_answer_is_shows_by_shape() -> None:
    words_tell = MarkState.CARRIED  # its meter is that of an unknown one, with words beside it
    states = [
        one for one in MarkState if one not in {MarkState.ANSWERED, MarkState.OPEN, words_tell}
    ]
    meters = {shape(state_meter(state, steps=5, alt="x")) for state in states}
    filled = {shape(step_meter(step=step, target=3, steps=5, alt="x")) for step in range(5)}
    assert len(meters | filled) == len(states) + 5


def test_squares_of_answers_differ_by_more_than_colour() -> None:
    names = ("answered", "unknown", "unanswered", "not_applicable", "carried")
    drawn = {
        shape(answer_squares(AnswerCounts(**{one: int(one == name) for one in names}), "x"))
        for name in names
    }
    assert len(drawn) == len(names)


def test_letters_tell_respondents_apart() -> None:
    assert len({shape(letter_mark(letter, "x")) for letter in "ABCDEFGH"}) == 8
    assert shape(letter_mark("A", "x", filled=True)) != shape(letter_mark("A", "x"))
