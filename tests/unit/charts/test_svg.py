import math

import pytest

from coherence_kit.charts.axis import Axis
from coherence_kit.charts.svg import element, escaped, number


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (3, "3"),
        (100.0, "100"),
        (29.1, "29.1"),
        (1 / 3, "0.333"),
        (2.9996, "3"),
        (0.0004, "0"),
        (-0.0004, "0"),
        (-1.25, "-1.25"),
        (1e-9, "0"),
        (120.0, "120"),
    ],
)
def test_coordinates_have_at_most_three_decimals_and_no_trailing_zeros(
    value: float, printed: str
) -> None:
    assert number(value) == printed


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_coordinate_that_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        number(value)


def test_markup_is_escaped() -> None:
    assert escaped('<script>&"') == "&lt;script&gt;&amp;&quot;"


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_characters_that_xml_forbids_are_replaced(sign: str) -> None:
    assert escaped(f"a{sign}b") == "a\ufffdb"


def test_other_characters_stay() -> None:
    assert escaped("tab\tline\nÅ 漢 \U0001f600") == "tab\tline\nÅ 漢 \U0001f600"


def test_an_element_writes_names_with_hyphens_and_quotes_values() -> None:
    assert element("path", stroke_width=0.50, fill='"') == '<path stroke-width="0.5" fill=\'"\'/>'
    assert element("g", element("rect"), x=1) == '<g x="1"><rect/></g>'


@pytest.mark.parametrize(("points", "x"), [(0, 3), (25, 17.5), (50, 32), (100, 61)])
def test_the_axis_runs_from_0_to_100_between_its_paddings(points: float, x: float) -> None:
    assert Axis(64, 3).x(points) == x
    assert Axis(64, 3, mirrored=True).x(points) == 64 - x


@pytest.mark.parametrize("points", [-0.1, 100.1, math.nan])
def test_nothing_stands_off_the_axis(points: float) -> None:
    with pytest.raises(ValueError, match="outside 0 to 100"):
        Axis(64, 3).x(points)


def test_an_interval_has_its_lowest_first() -> None:
    assert Axis(64, 3).span(0, 50) == (3, 29)
    assert Axis(64, 3, mirrored=True).span(0, 50) == (32, 29)
    with pytest.raises(ValueError, match="cannot run"):
        Axis(64, 3).span(50, 40)


def test_a_mirrored_piece_keeps_its_distance_from_the_start_edge() -> None:
    assert Axis(64, 3).left(10, 4) == 10
    assert Axis(64, 3, mirrored=True).left(10, 4) == 50
