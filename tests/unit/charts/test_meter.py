from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest

from coherence_kit.charts import DEFAULT_PALETTE, MarkState, state_meter, step_meter

Read = Callable[[str], Element]
FILLED, GAP, BEYOND = "filled", "gap", "beyond"


def kinds(svg: Element) -> list[str]:
    """Kind of each square in the order in which they are drawn."""
    by_stroke = {None: FILLED, DEFAULT_PALETTE.ink: GAP, DEFAULT_PALETTE.hair: BEYOND}
    return [by_stroke[rect.get("stroke")] for rect in svg.findall("rect")]


@pytest.mark.parametrize(
    ("step", "target", "steps", "squares"),
    [
        (1, 3, 5, [FILLED, GAP, GAP, BEYOND]),
        (2, 3, 5, [FILLED, FILLED, GAP, BEYOND]),
        (0, 2, 5, [GAP, GAP, BEYOND, BEYOND]),
        (4, 4, 5, [FILLED] * 4),
        (3, 2, 5, [FILLED, FILLED, FILLED, BEYOND]),
        (0, None, 5, [BEYOND] * 4),
        (0, 1, 2, [GAP]),
        (2, 5, 7, [FILLED, FILLED, GAP, GAP, GAP, BEYOND]),
    ],
)
def test_squares_are_filled_to_the_step_and_outlined_to_the_target(
    read: Read, step: int, target: int | None, steps: int, squares: list[str]
) -> None:
    assert kinds(read(step_meter(step=step, target=target, steps=steps, alt="alt"))) == squares


def test_filled_squares_stand_side_by_side(read: Read) -> None:
    rects = read(step_meter(step=4, target=4, steps=5, alt="alt")).findall("rect")
    assert [rect.get("x") for rect in rects] == ["0", "3.65", "7.3", "10.95"]
    assert {(rect.get("width"), rect.get("height"), rect.get("fill")) for rect in rects} == {
        ("3.1", "3.1", DEFAULT_PALETTE.accent)
    }


def test_an_outlined_square_is_as_large_as_a_filled_one(read: Read) -> None:
    outlined = read(step_meter(step=1, target=2, steps=3, alt="alt")).findall("rect")[1]
    line = float(outlined.get("stroke-width", ""))
    assert line == 0.4
    assert float(outlined.get("width", "")) + line == pytest.approx(3.1)
    assert float(outlined.get("x", "")) - line / 2 == pytest.approx(3.65)


def test_a_long_scale_shrinks_to_its_column(read: Read) -> None:
    svg = read(step_meter(step=4, target=8, steps=11, alt="alt"))
    assert (svg.get("width"), svg.get("height")) == ("17mm", "3.1mm")
    assert len(kinds(svg)) == 10
    assert float(svg.findall("rect")[0].get("width", "")) < 1.6


def test_right_to_left_it_fills_from_the_right(read: Read) -> None:
    rects = read(step_meter(step=1, target=3, steps=5, alt="alt", mirrored=True)).findall("rect")
    assert [rect.get("x") for rect in rects[:2]] == ["10.95", "7.5"]
    assert kinds(read(step_meter(step=1, target=3, steps=5, alt="alt", mirrored=True)))[0] == FILLED


@pytest.mark.parametrize(
    ("state", "colour"),
    [
        (MarkState.UNKNOWN, DEFAULT_PALETTE.ink),
        (MarkState.UNANSWERED, DEFAULT_PALETTE.line),
        (MarkState.OPEN, DEFAULT_PALETTE.line),
    ],
)
def test_a_missing_answer_is_a_row_of_broken_outlines(
    read: Read, state: MarkState, colour: str
) -> None:
    svg = read(state_meter(state, steps=5, alt="alt"))
    outlines = svg.findall("path")
    assert [outline.get("stroke") for outline in outlines] == [colour] * 4
    assert all(outline.get("d", "").count("M") >= 4 for outline in outlines)
    assert {rect.get("fill") for rect in svg.findall("rect")} == {"#FFFFFF"}


def test_not_applicable_is_a_row_of_dashes(read: Read) -> None:
    svg = read(state_meter(MarkState.NOT_APPLICABLE, steps=5, alt="alt"))
    (dashes,) = svg.findall("path")
    assert dashes.get("d", "").count("M") == 4
    assert svg.findall("rect") == []


def test_no_two_states_look_alike() -> None:
    states = (MarkState.UNKNOWN, MarkState.UNANSWERED, MarkState.NOT_APPLICABLE)
    looks = {state_meter(state, steps=5, alt="alt") for state in states}
    looks.add(step_meter(step=0, target=None, steps=5, alt="alt"))
    assert len(looks) == 4


def test_an_answer_needs_its_step() -> None:
    with pytest.raises(ValueError, match="step_meter"):
        state_meter(MarkState.ANSWERED, steps=5, alt="alt")


@pytest.mark.parametrize(("step", "target", "steps"), [(5, 3, 5), (-1, 3, 5), (1, 5, 5), (0, 0, 1)])
def test_a_step_off_the_scale_is_refused(step: int, target: int, steps: int) -> None:
    with pytest.raises(ValueError, match=r"not on a scale|two or more"):
        step_meter(step=step, target=target, steps=steps, alt="alt")
