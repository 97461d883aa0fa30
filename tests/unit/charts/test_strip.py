from collections.abc import Callable
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest

from coherence_kit.charts import DEFAULT_PALETTE, strip_chart

Read = Callable[[str], Element]


def draw(
    value: float | None,
    low: float | None,
    high: float | None,
    target: float | None = None,
    *,
    mirrored: bool = False,
) -> str:
    return strip_chart(value=value, low=low, high=high, target=target, alt="alt", mirrored=mirrored)


def with_colour(svg: Element, tag: str, attribute: str, colour: str) -> list[Element]:
    return [node for node in svg.findall(tag) if node.get(attribute) == colour]


@pytest.mark.parametrize("value", [0, 45.0, 63.9, 100])
def test_the_dot_stands_at_its_score(read: Read, value: float) -> None:
    (dot,) = read(draw(value, 0, 100)).findall("circle")
    assert float(dot.get("cx", "")) == pytest.approx(3 + value / 100 * 58, abs=0.0005)
    assert (dot.get("cy"), dot.get("r"), dot.get("fill")) == ("4.5", "1.75", DEFAULT_PALETTE.accent)
    assert (dot.get("stroke"), dot.get("stroke-width")) == ("#FFFFFF", "0.5")


def test_the_dot_is_drawn_last(read: Read) -> None:
    assert read(draw(71, 60, 75, 71.4))[-1].tag == "circle"


def test_a_score_not_shown_has_no_dot(read: Read) -> None:
    assert read(draw(None, 25, 75, 68.8)).findall("circle") == []


def test_the_grid_has_the_full_height_at_every_quarter(read: Read) -> None:
    (grid,) = with_colour(read(draw(None, None, None)), "path", "stroke", DEFAULT_PALETTE.hair)
    d = grid.get("d", "")
    for x in ("3", "17.5", "32", "46.5", "61"):
        assert f"M{x} 0V9" in d
    assert "M3 4.5h58" in d


def test_the_interval_is_a_pale_bar_closed_at_its_ends(read: Read) -> None:
    svg = read(draw(45, 40, 50))
    (bar,) = with_colour(svg, "rect", "fill", DEFAULT_PALETTE.band)
    assert [bar.get(name) for name in ("x", "y", "width", "height")] == ["26.2", "3", "5.8", "3"]
    (ends,) = with_colour(svg, "path", "stroke", DEFAULT_PALETTE.accent)
    assert (ends.get("d"), ends.get("stroke-width")) == ("M26.2 3v3M32 3v3", "0.4")


@pytest.mark.parametrize(("width_mm", "bars"), [(0, 0), (0.39, 0), (0.41, 1)])
@pytest.mark.parametrize("value", [50.0, None])
def test_an_interval_narrower_than_its_own_ends_is_left_out(
    read: Read, width_mm: float, bars: int, value: float | None
) -> None:
    assert len(read(draw(value, 50, 50 + width_mm / 58 * 100)).findall("rect")) == bars


def test_too_few_answers_make_the_bar_a_broken_outline(read: Read) -> None:
    svg = read(draw(None, 25, 75))
    (ground,) = svg.findall("rect")
    assert ground.get("fill") == "#FFFFFF"
    (outline,) = with_colour(svg, "path", "stroke", DEFAULT_PALETTE.ink)
    d = outline.get("d", "")
    assert outline.get("stroke-width") == "0.3"
    assert d.count("M") > 30
    for corner in ("H17.5V", "H46.5V"):  # closed corners at both ends, top and bottom
        assert d.count(corner) == 2


def test_dashes_are_about_one_millimetre_and_gaps_less(read: Read) -> None:
    (outline,) = with_colour(read(draw(None, 25, 75)), "path", "stroke", DEFAULT_PALETTE.ink)
    pieces = outline.get("d", "").split("M")
    top = [
        piece for piece in pieces if " 3H" in piece and "V" not in piece
    ]  # corners turn downwards
    starts_and_ends = [tuple(map(float, piece.split(" 3H"))) for piece in top]
    assert len(starts_and_ends) > 10
    for start, end in starts_and_ends:
        assert end - start == pytest.approx(1, abs=0.1)
    for one, other in pairwise(starts_and_ends):
        assert other[0] - one[1] == pytest.approx(0.7, abs=0.1)


def test_the_target_is_a_black_tick_under_a_triangle(read: Read) -> None:
    (tick,) = with_colour(read(draw(None, None, None, 50)), "path", "fill", DEFAULT_PALETTE.ink)
    d = tick.get("d", "")
    assert d.startswith("M31.1 1.1H32.9")  # 0.9 to both sides, 3.4 above the middle
    assert "L32.275 " in d  # the line is 0.55 wide
    assert "V7.5H31.725" in d  # 3.0 below the middle


def test_no_target_no_tick(read: Read) -> None:
    assert with_colour(read(draw(50, 40, 60)), "path", "fill", DEFAULT_PALETTE.ink) == []


def test_a_section_without_figures_is_an_empty_grid(read: Read) -> None:
    assert [node.tag for node in read(draw(None, None, None))] == ["title", "path"]


def test_right_to_left_zero_is_at_the_right(read: Read) -> None:
    svg = read(draw(10, 0, 25, mirrored=True))
    (dot,) = svg.findall("circle")
    assert dot.get("cx") == "55.2"
    (bar,) = svg.findall("rect")
    assert (bar.get("x"), bar.get("width")) == ("46.5", "14.5")


@pytest.mark.parametrize("figures", [(101, 0, 100), (50, -1, 60), (50, 60, 40)])
def test_impossible_figures_are_refused(figures: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match=r"outside 0 to 100|cannot run"):
        draw(*figures)
