"""Charts of many submissions: rows of intervals, panels of bars and dots, bars of counts."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest

from coherence_kit.charts import (
    DEFAULT_PALETTE,
    Bar,
    PanelSize,
    RowSize,
    Tick,
    Zone,
    count_bar,
    highest_pile,
    interval_row,
    pile_height,
    spread_bars,
    spread_dots,
)

Read = Callable[[str], Element]
LEVELS = [Zone(0, 40), Zone(40, 70), Zone(70, 100)]
SIZE = RowSize(64, 4.5, 4)
PANEL = PanelSize(83, 20)
P = DEFAULT_PALETTE


def rects(svg: Element, fill: str) -> list[tuple[float, float]]:
    """Left edge and width of the rectangles of a colour."""
    return [
        (float(rect.get("x", "")), float(rect.get("width", "")))
        for rect in svg.findall("rect")
        if rect.get("fill") == fill
    ]


def test_rows_have_their_marks_at_the_same_places_on_one_axis(read: Read) -> None:
    svg = read(interval_row(levels=LEVELS, value=50, low=25, high=100, size=SIZE, alt="a"))
    (circle,) = svg.findall("circle")
    assert float(circle.get("cx", "")) == 32
    assert rects(svg, P.band) == [(17.5, 43.5)]


def test_bands_of_levels_have_the_full_height_and_join_from_row_to_row(read: Read) -> None:
    svg = read(interval_row(levels=LEVELS, value=50, low=50, high=50, size=SIZE, alt="a"))
    bands = [rect for rect in svg.findall("rect") if rect.get("fill") == P.zone]
    assert len(bands) == 3
    assert {(band.get("y"), band.get("height")) for band in bands} == {("0", "4.5")}
    (first, width), _, (last, rest) = rects(svg, P.zone)
    assert (first, last + rest) == (0, 64)
    assert width == pytest.approx(3 + 58 * 0.4 - 0.25, abs=0.001)


def test_a_row_without_a_result_is_a_broken_outline_without_a_dot(read: Read) -> None:
    svg = read(interval_row(levels=[], value=None, low=20, high=90, size=SIZE, alt="a"))
    assert svg.findall("circle") == []
    assert rects(svg, P.band) == []
    assert [path.get("stroke") for path in svg.findall("path")] == [P.ink]


def test_a_row_without_any_figure_has_bands_alone(read: Read) -> None:
    svg = read(interval_row(levels=[], value=None, low=None, high=None, size=SIZE, alt="a"))
    assert [node.tag for node in svg] == ["title", "rect"]


def test_bars_are_as_tall_as_their_counts_and_bear_them(read: Read) -> None:
    svg = read(spread_bars([Bar(4, "4"), Bar(0, "0"), Bar(2, "2")], [], PANEL, "a"))
    bars = [rect for rect in svg.findall("rect") if rect.get("fill") == P.accent]
    tall, short = (float(bar.get("height", "")) for bar in bars)
    assert tall == pytest.approx(2 * short, abs=0.002)
    assert [text.text for text in svg.findall("text")] == ["4", "2"]


def test_one_among_thousands_is_seen(read: Read) -> None:
    svg = read(spread_bars([Bar(100_000, "100"), Bar(1, "0.0")], [], PANEL, "a"))
    heights = [float(rect.get("height", "")) for rect in svg.findall("rect")[1:]]
    assert min(heights) == 0.3


def test_no_result_leaves_an_empty_panel(read: Read) -> None:
    for svg in (read(spread_bars([], [], PANEL, "a")), read(spread_dots([], [], PANEL, "a"))):
        assert [node.tag for node in svg] == ["title", "rect", "path"]


def test_there_is_a_dot_for_each_figure_and_none_covers_another(read: Read) -> None:
    points = [10, 10, 10.2, 50, 55, 100]
    svg = read(spread_dots(points, [Tick(0, "0")], PANEL, "a"))
    places = [(float(dot.get("cx", "")), float(dot.get("cy", ""))) for dot in svg.findall("circle")]
    assert len(places) == len(points)
    assert len(set(places)) == len(points)
    assert len({x for x, _ in places}) == 4


def test_a_pile_stays_in_its_panel(read: Read) -> None:
    svg = read(spread_dots([50] * 40, [], PANEL, "a"))
    assert min(float(dot.get("cy", "")) - 0.95 for dot in svg.findall("circle")) >= 0
    assert highest_pile([50] * 40, PANEL.width) == 40
    assert pile_height(40) > PANEL.height


def test_parts_of_a_count_follow_each_other_in_their_shares(read: Read) -> None:
    svg = read(count_bar(filled=5, pale=3, outlined=2, whole=20, width=40, alt="a"))
    assert rects(svg, P.zone) == [(0, 40)]
    assert rects(svg, P.accent) == [(0, 10)]
    ((pale, width),) = rects(svg, P.band)
    assert (pale, width) == pytest.approx((10.15, 5.7))
    ((outline, _),) = rects(svg, P.paper)
    assert outline == pytest.approx(16.15)


def test_parts_of_a_count_cannot_be_more_than_the_whole() -> None:
    with pytest.raises(ValueError, match="more than 3"):
        count_bar(filled=2, outlined=2, whole=3, width=40, alt="a")


def test_right_to_left_a_count_begins_at_the_right(read: Read) -> None:
    svg = read(count_bar(filled=5, whole=20, width=40, alt="a", mirrored=True))
    assert rects(svg, P.accent) == [(30, 10)]


def test_right_to_left_bars_stand_in_the_mirror(read: Read) -> None:
    bars = [Bar(4, "4"), Bar(1, "1")]
    there, back = (
        rects(read(spread_bars(bars, [], PANEL, "a", mirrored=way)), P.accent)
        for way in (False, True)
    )
    for (x, width), (other, same) in zip(there, back, strict=True):
        assert x + width + other == pytest.approx(83, abs=0.003)
        assert width == same
