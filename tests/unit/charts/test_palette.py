from dataclasses import FrozenInstanceError, replace

import pytest

from coherence_kit.charts import (
    DEFAULT_PALETTE,
    Palette,
    contrast,
    step_colour,
    strip_chart,
    text_on_step,
)
from coherence_kit.charts.colour import mix
from coherence_kit.charts.palette import LEAST_CONTRAST

SCALES = range(2, 14)


def test_contrast_runs_from_1_to_21() -> None:
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize(
    ("colour", "ratio"),
    [("ink", 16.5), ("muted", 7.4), ("accent", 9.1), ("line", 3.6), ("band", 1.8)],
)
def test_the_default_colours_have_their_stated_contrast_on_white(colour: str, ratio: float) -> None:
    assert contrast(getattr(DEFAULT_PALETTE, colour), "#FFFFFF") == pytest.approx(ratio, abs=0.06)


def test_a_mixture_keeps_its_ends() -> None:
    assert mix("#0B4F60", "#FFFFFF", 0) == "#0B4F60"
    assert mix("#0B4F60", "#FFFFFF", 1) == "#FFFFFF"


def test_a_scale_as_long_as_the_ramp_has_the_ramp() -> None:
    assert (
        tuple(step_colour(DEFAULT_PALETTE, step, 5) for step in range(5)) == DEFAULT_PALETTE.steps
    )
    assert (
        tuple(text_on_step(DEFAULT_PALETTE, step, 5) for step in range(5))
        == DEFAULT_PALETTE.on_steps
    )


def test_a_shorter_scale_picks_from_the_ramp() -> None:
    picked = [step_colour(DEFAULT_PALETTE, step, 3) for step in range(3)]
    assert picked == [DEFAULT_PALETTE.steps[0], DEFAULT_PALETTE.steps[2], DEFAULT_PALETTE.steps[4]]


@pytest.mark.parametrize("count", SCALES)
def test_the_ends_of_every_scale_are_the_ends_of_the_ramp(count: int) -> None:
    assert step_colour(DEFAULT_PALETTE, 0, count) == DEFAULT_PALETTE.steps[0]
    assert step_colour(DEFAULT_PALETTE, count - 1, count) == DEFAULT_PALETTE.steps[-1]


@pytest.mark.parametrize("count", SCALES)
def test_every_step_is_darker_than_the_one_below(count: int) -> None:
    on_white = [
        contrast(step_colour(DEFAULT_PALETTE, step, count), "#FFFFFF") for step in range(count)
    ]
    assert on_white == sorted(set(on_white))


@pytest.mark.parametrize("count", SCALES)
def test_the_digit_on_every_step_can_be_read(count: int) -> None:
    for step in range(count):
        text, fill = (
            text_on_step(DEFAULT_PALETTE, step, count),
            step_colour(DEFAULT_PALETTE, step, count),
        )
        assert contrast(text, fill) >= LEAST_CONTRAST


@pytest.mark.parametrize(("step", "count"), [(0, 1), (5, 5), (-1, 5)])
def test_a_step_off_its_scale_has_no_colour(step: int, count: int) -> None:
    with pytest.raises(ValueError, match="not on a scale"):
        step_colour(DEFAULT_PALETTE, step, count)


@pytest.mark.parametrize("colour", ["teal", "#FFF", '#0B4F60"/>', "#0B4F60\n", ""])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        Palette(accent=colour)
    with pytest.raises(ValueError, match="not a colour"):
        Palette(steps=(colour, *DEFAULT_PALETTE.steps[1:]))


def test_a_ramp_needs_a_text_colour_on_each_step() -> None:
    with pytest.raises(ValueError, match="text colour"):
        Palette(steps=("#FFFFFF", "#000000"))


def test_a_palette_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        DEFAULT_PALETTE.accent = "#000000"  # type: ignore[misc]


def test_a_brand_colours_the_marks() -> None:
    brand = replace(DEFAULT_PALETTE, accent="#5B2A6E")
    chart = strip_chart(value=50, low=40, high=60, target=None, alt="", palette=brand)
    assert "#5B2A6E" in chart
    assert DEFAULT_PALETTE.accent not in chart
