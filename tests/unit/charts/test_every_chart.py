"""What holds for every chart."""

import ast
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

import coherence_kit.charts as package
from coherence_kit.charts import (
    AnswerCounts,
    Bar,
    Figure,
    MarkState,
    PanelSize,
    RowSize,
    Tick,
    Zone,
    answer_squares,
    count_bar,
    gain_bar,
    interval_row,
    interval_scale,
    key_dot,
    key_interval,
    key_target,
    key_too_few,
    level_strip,
    result_chart,
    spread_bars,
    spread_dots,
    state_meter,
    step_meter,
    strip_chart,
)

Read = Callable[[str], Element]
Draw = Callable[[str], str]


def a_strip(alt: str) -> str:
    return strip_chart(value=45, low=40.9, high=50, target=72.7, alt=alt)


def a_level_strip(alt: str) -> str:
    return level_strip(
        levels=[Zone(0, 40), Zone(40, 70), Zone(70, 100)], value=53.4, low=48.6, high=57.6, alt=alt
    )


def a_result(alt: str) -> str:
    low, value, high, target = (Figure(at, str(at), 1.8) for at in (43.7, 51.2, 60.2, 73.9))
    levels = [Zone(0, 40), Zone(40, 70), Zone(70, 100)]
    return result_chart(levels=levels, value=value, low=low, high=high, target=target, alt=alt)


def a_meter(alt: str) -> str:
    return step_meter(step=1, target=3, steps=5, alt=alt)


def a_state_meter(alt: str) -> str:
    return state_meter(MarkState.UNKNOWN, steps=5, alt=alt)


def some_squares(alt: str) -> str:
    return answer_squares(AnswerCounts(18, 3, 2, 1), alt)


def a_gain_bar(alt: str) -> str:
    return gain_bar(2.7, 3.8, alt)


LEVELS = [Zone(0, 40), Zone(40, 70), Zone(70, 100)]
TICKS = [Tick(0, "0"), Tick(100, "100")]
PANEL = PanelSize(53.5, 20)


def an_interval_row(alt: str) -> str:
    size = RowSize(64, 4.5, 4)
    return interval_row(levels=LEVELS, value=45, low=40.9, high=50, size=size, alt=alt)


def a_scale(alt: str) -> str:
    return interval_scale(TICKS, 64, alt)


def some_bars(alt: str) -> str:
    return spread_bars([Bar(3, "3"), Bar(0, "0"), Bar(12, "12")], TICKS, PANEL, alt, levels=LEVELS)


def some_dots(alt: str) -> str:
    return spread_dots([12, 50, 51], TICKS, PANEL, alt, levels=LEVELS)


def a_count_bar(alt: str) -> str:
    return count_bar(filled=3, pale=2, outlined=1, whole=10, width=50, alt=alt)


SIZES: dict[Draw, tuple[str, str]] = {
    a_strip: ("64", "9"),
    a_level_strip: ("64", "7"),
    a_result: ("172", "19"),
    a_meter: ("14.05", "3.1"),
    a_state_meter: ("14.05", "3.1"),
    some_squares: ("120.35", "4.2"),
    a_gain_bar: ("15.5", "2.4"),
    an_interval_row: ("64", "4.5"),
    a_scale: ("64", "3.6"),
    some_bars: ("53.5", "20"),
    some_dots: ("53.5", "20"),
    a_count_bar: ("50", "2.8"),
    key_dot: ("3", "3"),
    key_interval: ("8.8", "3.2"),
    key_too_few: ("8.8", "3.2"),
    key_target: ("1.8", "4.8"),
}
every_chart = pytest.mark.parametrize("draw", SIZES, ids=lambda draw: draw.__name__)


@every_chart
def test_its_title_comes_first_and_it_is_an_image(draw: Draw, read: Read) -> None:
    svg = read(draw("Planning: score 45.0"))
    assert svg.get("role") == "img"
    assert svg[0].tag == "title"
    assert svg[0].text == "Planning: score 45.0"


@every_chart
def test_one_unit_is_one_millimetre(draw: Draw, read: Read) -> None:
    svg = read(draw("alt"))
    width, height = SIZES[draw]
    assert (svg.get("width"), svg.get("height")) == (f"{width}mm", f"{height}mm")
    assert svg.get("viewBox") == f"0 0 {width} {height}"


@every_chart
@pytest.mark.parametrize("words", ['<script>&"', "]]></title><b>", "'; DROP", "تخطيط", "a\tb"])
def test_words_cannot_break_out_of_the_title(draw: Draw, read: Read, words: str) -> None:
    svg = read(draw(words))
    assert svg[0].text == words
    assert len(svg[0]) == 0


@every_chart
def test_words_change_nothing_but_the_title(draw: Draw) -> None:
    assert draw("Kowan").replace("Kowan", "Tiwoni") == draw("Tiwoni")


@every_chart
def test_the_same_input_gives_the_same_bytes(draw: Draw) -> None:
    assert draw("alt") == draw("alt")


@every_chart
def test_nothing_in_it_depends_on_the_page(draw: Draw) -> None:
    chart = draw("alt")
    for word in ("currentColor", "var(", "class=", "style=", "href", "id="):
        assert word not in chart


def test_figures_are_printed_only_in_the_result_chart_and_where_many_are_counted(
    read: Read,
) -> None:
    for draw in SIZES:
        printed = {text.text for text in read(draw("alt")).findall("text")}
        counts = draw in {a_scale, some_bars, some_dots}
        assert draw is a_result or counts or printed <= {"?", "…"}


def test_the_package_imports_nothing_but_itself_and_the_standard_library() -> None:
    standard = {"collections", "dataclasses", "enum", "itertools", "math", "re", "typing", "xml"}
    for module in Path(package.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.split(".")[0] in standard or name.startswith("coherence_kit.charts"), (
                    module.name,
                    name,
                )
