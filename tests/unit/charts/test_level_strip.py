"""The level strip: where its marks stand, and what is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from coherence_kit.charts import Zone, level_strip

Read = Callable[[str], Element]
LEVELS = [Zone(0, 40), Zone(40, 70), Zone(70, 100)]


def a_strip(**changed: Any) -> str:
    stated: dict[str, Any] = {"levels": LEVELS, "value": 50, "low": 25, "high": 75, "alt": "alt"}
    return level_strip(**{**stated, **changed})


def rectangles(svg: Element) -> list[tuple[float, float]]:
    return [(float(box.get("x", "")), float(box.get("width", ""))) for box in svg.findall("rect")]


def test_levels_are_parted_at_their_limits_and_reach_to_both_edges(read: Read) -> None:
    """58 mm are 100 points: 40 lies at 26.2 mm, 70 at 43.6.

    Each gap is 0.7 wide around its limit.
    """
    *zones, _bar = rectangles(read(a_strip()))
    assert [round(edge, 2) for zone in zones for edge in zone] == [
        0,
        25.85,
        26.55,
        16.7,
        43.95,
        20.05,
    ]


def test_without_levels_the_track_is_one_piece(read: Read) -> None:
    track, _bar = rectangles(read(a_strip(levels=[])))
    assert track == (0, 64)


def test_the_bar_runs_from_low_to_high_and_the_dot_is_the_score(read: Read) -> None:
    svg = read(a_strip())
    assert rectangles(svg)[-1] == (17.5, 29)
    (dot,) = svg.findall("circle")
    assert dot.get("cx") == "32"


def test_where_nothing_moves_there_is_the_dot_alone(read: Read) -> None:
    svg = read(a_strip(low=50, high=50))
    assert len(rectangles(svg)) == len(LEVELS)
    assert len(svg.findall("circle")) == 1


def test_too_little_answered_is_a_broken_outline_without_a_dot(read: Read) -> None:
    svg = read(a_strip(value=None))
    assert svg.findall("circle") == []
    assert svg.findall("path")[-1].get("fill") == "none"


def test_mirrored_every_mark_stands_at_the_same_distance_from_the_other_edge(read: Read) -> None:
    plain, mirrored = (rectangles(read(a_strip(mirrored=mirrored))) for mirrored in (False, True))
    assert len(plain) == len(mirrored)
    for (x, width), flipped in zip(plain, mirrored, strict=True):
        assert flipped == pytest.approx((64 - x - width, width), abs=0.001)
