"""The colours of a brand: steps and band follow from one accent, and can be read."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coherence_kit.charts import (
    ACCENT_CONTRAST,
    DEFAULT_PALETTE,
    branded,
    contrast,
    darkened,
    step_colour,
    text_on_step,
)
from coherence_kit.charts.colour import _luminance

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")
SATURATED = [f"#{''.join(pair)}" for pair in itertools.product(("00", "FF"), repeat=3)]


def lightness(colour: str) -> float:
    """L* of CIE, by which equal steps look equally far apart in grey."""
    light = _luminance(colour)
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


def test_the_accent_of_the_kit_gives_the_palette_of_the_kit() -> None:
    assert branded(DEFAULT_PALETTE.accent) == DEFAULT_PALETTE
    assert branded("#0b4f60") == DEFAULT_PALETTE


@given(COLOURS)
def test_the_nearest_shade_of_any_colour_passes_and_a_lighter_one_does_not(colour: str) -> None:
    shade = darkened(colour, ACCENT_CONTRAST)
    assert contrast(shade, "#FFFFFF") >= ACCENT_CONTRAST
    assert darkened(shade, ACCENT_CONTRAST) == shade
    if shade != colour:  # no darker than it has to be: two hundredths are less than one can see
        assert contrast(shade, "#FFFFFF") < ACCENT_CONTRAST + 0.2


@given(COLOURS.map(lambda colour: darkened(colour, ACCENT_CONTRAST)))
def test_every_step_of_every_accent_can_be_told_and_read(accent: str) -> None:
    palette = branded(accent)
    shades = [lightness(fill) for fill in palette.steps]
    assert all(upper - lower >= 9 for upper, lower in itertools.pairwise(shades))
    assert palette.steps[-1] == palette.accent == accent
    for count in range(2, 8):
        for step in range(count):
            fill, text = step_colour(palette, step, count), text_on_step(palette, step, count)
            assert contrast(fill, text) >= 4.5


@pytest.mark.parametrize("colour", SATURATED)
def test_the_brightest_colours_give_ramps_too(colour: str) -> None:
    palette = branded(darkened(colour, ACCENT_CONTRAST))
    assert len({*palette.steps}) == 5
    assert contrast(palette.steps[3], "#FFFFFF") >= 4.6


def test_what_is_not_of_the_brand_stays_as_it_is() -> None:
    palette = branded("#6A1B4D")
    for name in ("ink", "muted", "line", "hair", "zone", "paper"):
        assert getattr(palette, name) == getattr(DEFAULT_PALETTE, name)
