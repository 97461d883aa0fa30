from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest

from coherence_kit.charts import (
    DEFAULT_PALETTE,
    gain_bar,
    key_dot,
    key_interval,
    key_target,
    key_too_few,
)

Read = Callable[[str], Element]


@pytest.mark.parametrize(("points", "width"), [(3.8, "15.5"), (1.9, "7.75"), (0.38, "1.55")])
def test_the_bar_has_its_share_of_the_greatest_gain(read: Read, points: float, width: str) -> None:
    (bar,) = read(gain_bar(points, 3.8, "alt")).findall("rect")
    assert (bar.get("x"), bar.get("width"), bar.get("height")) == ("0", width, "2.4")
    assert bar.get("fill") == DEFAULT_PALETTE.accent


@pytest.mark.parametrize("greatest", [0, 3.8])
def test_no_gain_no_bar(read: Read, greatest: float) -> None:
    assert read(gain_bar(0, greatest, "alt")).findall("rect") == []


def test_right_to_left_the_bar_begins_at_the_right(read: Read) -> None:
    (bar,) = read(gain_bar(1.9, 3.8, "alt", mirrored=True)).findall("rect")
    assert (bar.get("x"), bar.get("width")) == ("7.75", "7.75")


@pytest.mark.parametrize(("points", "greatest"), [(4, 3.8), (-1, 3.8), (1, 0)])
def test_a_gain_beyond_the_greatest_is_refused(points: float, greatest: float) -> None:
    with pytest.raises(ValueError, match="lies outside"):
        gain_bar(points, greatest, "alt")


def test_the_key_shows_the_marks_of_the_charts(read: Read) -> None:
    assert [node.tag for node in read(key_dot("dot"))] == ["title", "circle"]
    assert [rect.get("fill") for rect in read(key_interval("bar")).findall("rect")] == [
        DEFAULT_PALETTE.band
    ]
    assert [path.get("stroke") for path in read(key_too_few("outline")).findall("path")] == [
        DEFAULT_PALETTE.ink
    ]
    assert [path.get("fill") for path in read(key_target("tick")).findall("path")] == [
        DEFAULT_PALETTE.ink
    ]
