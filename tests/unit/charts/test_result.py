from collections.abc import Callable
from itertools import pairwise, product
from xml.etree.ElementTree import Element

import pytest

from coherence_kit.charts import DEFAULT_PALETTE, Figure, Zone, result_chart
from coherence_kit.charts.labels import Label

Read = Callable[[str], Element]
LEVELS = (Zone(0, 40), Zone(40, 70), Zone(70, 100))
ABOVE, BELOW = "4", "17.9"
POINTS = (0.0, 0.4, 3.0, 11.0, 50.0, 53.0, 90.0, 97.0, 99.9, 100.0)


def figure(points: float) -> Figure:
    text = f"{points:.1f}"
    return Figure(points, text, width(text))


def width(text: str) -> float:
    """Of figures in the semibold of the report, in parts of its size."""
    return sum(0.25 if sign == "." else 0.513 for sign in text)


def draw(
    value: float | None,
    low: float,
    high: float,
    target: float | None = None,
    *,
    mirrored: bool = False,
) -> str:
    return result_chart(
        levels=LEVELS,
        value=None if value is None else figure(value),
        low=figure(low),
        high=figure(high),
        target=None if target is None else figure(target),
        alt="alt",
        mirrored=mirrored,
    )


def place(points: float) -> float:
    return 3 + points / 100 * 166


def printed(svg: Element, baseline: str) -> list[tuple[str | None, float]]:
    """Figures on a baseline with their places, from left to right."""
    texts = [text for text in svg.findall("text") if text.get("y") == baseline]
    return sorted(((text.text, float(text.get("x", ""))) for text in texts), key=lambda one: one[1])


def test_each_level_is_a_zone_with_gaps_between(read: Read) -> None:
    zones = [
        rect
        for rect in read(draw(50, 50, 50)).findall("rect")
        if rect.get("fill") == DEFAULT_PALETTE.zone
    ]
    edges = [(float(zone.get("x", "")), float(zone.get("width", ""))) for zone in zones]
    assert [(zone.get("y"), zone.get("height")) for zone in zones] == [("7", "7")] * 3
    assert edges[0][0] == 3
    assert sum(edges[-1]) == pytest.approx(169)
    for ((left, width), (right, _)), limit in zip(pairwise(edges), (40, 70), strict=True):
        assert left + width == pytest.approx(place(limit) - 0.4)
        assert right == pytest.approx(place(limit) + 0.4)


def test_without_levels_the_track_is_one_piece(read: Read) -> None:
    chart = result_chart(
        levels=[], value=None, low=figure(50), high=figure(50), target=None, alt=""
    )
    (track,) = read(chart).findall("rect")
    assert (track.get("x"), track.get("width")) == ("3", "166")


def test_the_dot_and_its_figure_stand_at_the_score(read: Read) -> None:
    svg = read(draw(51.2, 43.7, 60.2))
    (dot,) = svg.findall("circle")
    assert (dot.get("cx"), dot.get("r")) == ("87.992", "2.5")
    assert printed(svg, ABOVE) == [("51.2", 87.992)]


def test_every_figure_is_set_in_the_typeface_of_the_report(read: Read) -> None:
    texts = read(draw(51.2, 43.7, 60.2, 73.9)).findall("text")
    assert [text.get("font-family") for text in texts] == [
        "'Report Text', 'Source Sans 3', sans-serif"
    ] * 4
    looks = {
        text.text: (text.get("font-size"), text.get("font-weight"), text.get("fill"))
        for text in texts
    }
    assert looks["51.2"] == ("3.9", "600", DEFAULT_PALETTE.accent)
    assert looks["73.9"] == ("3.9", "600", DEFAULT_PALETTE.ink)
    assert looks["43.7"] == looks["60.2"] == ("3.3", "400", DEFAULT_PALETTE.ink)


def test_the_target_stands_above_beside_a_score_that_is_far(read: Read) -> None:
    svg = read(draw(51.2, 43.7, 60.2, 73.9))
    assert [text for text, _ in printed(svg, ABOVE)] == ["51.2", "73.9"]
    assert dict(printed(svg, BELOW)) == pytest.approx(
        {"43.7": place(43.7), "60.2": place(60.2)}, abs=0.001
    )


@pytest.mark.parametrize(
    ("millimetres", "row"), [(13.1, ABOVE), (12.9, BELOW), (0, BELOW), (-12.9, BELOW)]
)
def test_the_target_goes_below_where_the_score_is_near(
    read: Read, millimetres: float, row: str
) -> None:
    target = 50 + millimetres / 1.66
    svg = read(draw(50, 10, 90, target))
    assert dict(printed(svg, row))[f"{target:.1f}"] == pytest.approx(86 + millimetres, abs=0.001)


def test_the_target_stays_above_where_no_score_is_shown(read: Read) -> None:
    assert [text for text, _ in printed(read(draw(None, 14.3, 92.9, 50)), ABOVE)] == ["50.0"]


@pytest.mark.parametrize(("millimetres", "outwards"), [(11.1, False), (10.9, True)])
def test_lowest_and_highest_are_set_outwards_where_they_are_near(
    read: Read, millimetres: float, *, outwards: bool
) -> None:
    low, high = 50.0, 50 + millimetres / 1.66
    (_, left), (_, right) = printed(read(draw(52, low, high)), BELOW)
    assert (left < place(low) - 2) is outwards
    assert (right > place(high) + 2) is outwards


def test_equal_lowest_and_highest_are_not_printed_beside_the_score(read: Read) -> None:
    svg = read(draw(51.2, 51.2, 51.2))
    assert [text.text for text in svg.findall("text")] == ["51.2"]


def test_equal_lowest_and_highest_are_printed_once_where_no_score_is_shown(read: Read) -> None:
    ((text, x),) = printed(read(draw(None, 51.2, 51.2)), BELOW)
    assert text == "51.2"
    assert x == pytest.approx(place(51.2), abs=0.001)


@pytest.mark.parametrize("mirrored", [False, True])
def test_no_two_figures_overlap_and_none_leaves_the_chart(read: Read, *, mirrored: bool) -> None:
    triples = [
        (low, value, high) for low, value, high in product(POINTS, repeat=3) if low <= value <= high
    ]
    for (low, value, high), target in product(triples, POINTS):
        svg = read(draw(value, low, high, target, mirrored=mirrored))
        for row in (ABOVE, BELOW):
            spans = [span_of(text) for text in svg.findall("text") if text.get("y") == row]
            spans.sort()
            assert all(one[1] < other[0] for one, other in pairwise(spans))
            assert all(left >= -0.001 and right <= 172.001 for left, right in spans)


def span_of(text: Element) -> tuple[float, float]:
    x, size = float(text.get("x", "")), float(text.get("font-size", ""))
    half = Label(x, x, "", size, 600, "", width(text.text or "")).half
    return x - half, x + half


@pytest.mark.parametrize("target", [49.0, 50.5, 53.0])
def test_figures_below_stand_in_the_order_of_their_marks(read: Read, target: float) -> None:
    row = [float(text or "") for text, _ in printed(read(draw(51.2, 50, 52.4, target)), BELOW)]
    assert row == sorted(row)


def test_too_few_answers_leave_a_broken_outline_and_the_target(read: Read) -> None:
    svg = read(draw(None, 14.3, 92.9, 73.7))
    assert svg.findall("circle") == []
    assert DEFAULT_PALETTE.band not in {rect.get("fill") for rect in svg.findall("rect")}
    (outline,) = [path for path in svg.findall("path") if path.get("stroke") == DEFAULT_PALETTE.ink]
    assert outline.get("d", "").count("M") > 100
    assert [text for text, _ in printed(svg, BELOW)] == ["14.3", "92.9"]


def test_an_interval_narrower_than_its_own_ends_is_left_out(read: Read) -> None:
    fills = {rect.get("fill") for rect in read(draw(50, 50, 50.2)).findall("rect")}
    assert fills == {DEFAULT_PALETTE.zone}


def test_right_to_left_every_mark_and_figure_is_mirrored(read: Read) -> None:
    plain, mirrored = (
        read(draw(51.2, 43.7, 60.2, 73.9)),
        read(draw(51.2, 43.7, 60.2, 73.9, mirrored=True)),
    )
    for one, other in zip(plain.findall("text"), mirrored.findall("text"), strict=True):
        assert one.text == other.text
        assert float(one.get("x", "")) + float(other.get("x", "")) == pytest.approx(172, abs=0.002)
    for one, other in zip(plain.findall("rect"), mirrored.findall("rect"), strict=True):
        right = float(other.get("x", "")) + float(other.get("width", ""))
        assert float(one.get("x", "")) + right == pytest.approx(172, abs=0.002)


def test_a_figure_is_printed_as_it_is_given(read: Read) -> None:
    chart = result_chart(
        levels=LEVELS,
        value=Figure(51.24, "51,2", 1.8),
        low=Figure(51, "<&", 1.2),
        high=Figure(90, "90", 1.1),
        target=None,
        alt="",
    )
    assert {text.text for text in read(chart).findall("text")} == {"51,2", "<&", "90"}
