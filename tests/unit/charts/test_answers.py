from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest

from coherence_kit.charts import DEFAULT_PALETTE, AnswerCounts, answer_squares

Read = Callable[[str], Element]


def filled(svg: Element) -> list[Element]:
    return [rect for rect in svg.findall("rect") if rect.get("fill") == DEFAULT_PALETTE.accent]


def strokes(svg: Element) -> list[str | None]:
    return [path.get("stroke") for path in svg.findall("path")]


def size(svg: Element) -> tuple[float, float]:
    width, height = (svg.get(name, "").removesuffix("mm") for name in ("width", "height"))
    return float(width), float(height)


def test_there_is_one_square_for_each_question(read: Read) -> None:
    svg = read(answer_squares(AnswerCounts(18, 3, 2, 1), "alt"))
    squares = filled(svg)
    assert len(squares) == 18
    assert [square.get("x") for square in squares[:3]] == ["0", "5.05", "10.1"]
    assert {(square.get("width"), square.get("height")) for square in squares} == {("4.2", "4.2")}
    assert [text.text for text in svg.findall("text")] == ["?"] * 3
    ink, line, muted = DEFAULT_PALETTE.ink, DEFAULT_PALETTE.line, DEFAULT_PALETTE.muted
    assert strokes(svg) == [ink, ink, ink, line, line, muted]


@pytest.mark.parametrize("total", [1, 24, 25])
def test_up_to_25_squares_have_their_full_size(read: Read, total: int) -> None:
    svg = read(answer_squares(AnswerCounts(answered=total), "alt"))
    assert size(svg) == pytest.approx((total * 5.05 - 0.85, 4.2))


@pytest.mark.parametrize("total", [26, 33, 40])
def test_more_squares_shrink_to_the_column(read: Read, total: int) -> None:
    svg = read(answer_squares(AnswerCounts(answered=total - 3, unknown=3), "alt"))
    assert len(filled(svg)) == total - 3
    width, height = size(svg)
    assert width == pytest.approx(127)
    assert height < 4.2
    assert filled(svg)[0].get("width") == svg.get("height", "").removesuffix("mm")


def test_type_does_not_shrink_with_its_square(read: Read) -> None:
    for total in (10, 40):
        svg = read(answer_squares(AnswerCounts(answered=total - 1, unknown=1), "alt"))
        assert [text.get("font-size") for text in svg.findall("text")] == ["3"]


def test_over_40_questions_are_one_bar_with_a_part_for_each_state(read: Read) -> None:
    svg = read(answer_squares(AnswerCounts(40, 12, 9, 5), "alt"))
    assert size(svg) == (127, 4.2)
    assert len(filled(svg)) == 1
    assert strokes(svg) == [DEFAULT_PALETTE.ink, DEFAULT_PALETTE.line, DEFAULT_PALETTE.muted]
    assert float(filled(svg)[0].get("width", "")) == pytest.approx(
        (127 - 3 * 0.85) * 40 / 66, abs=0.001
    )


def test_carried_answers_have_a_sign_of_their_own(read: Read) -> None:
    svg = read(answer_squares(AnswerCounts(answered=1, unknown=1, unanswered=1, carried=2), "alt"))
    assert [text.text for text in svg.findall("text")] == ["?", "…", "…"]
    ink, line = DEFAULT_PALETTE.ink, DEFAULT_PALETTE.line
    assert strokes(svg) == [ink, ink, ink, line]


def test_a_part_without_questions_is_left_out(read: Read) -> None:
    svg = read(answer_squares(AnswerCounts(answered=41), "alt"))
    assert [rect.get("width") for rect in svg.findall("rect")] == ["127"]
    assert svg.findall("path") == []


def test_a_small_part_has_room_for_its_sign(read: Read) -> None:
    svg = read(answer_squares(AnswerCounts(500, 1, 1, 1), "alt"))
    grounds = [rect for rect in svg.findall("rect") if rect.get("fill") == "#FFFFFF"]
    assert len(grounds) == 2
    assert all(float(ground.get("width", "")) > 2 for ground in grounds)
    assert size(svg)[0] == pytest.approx(127)


@pytest.mark.parametrize("counts", [AnswerCounts(3, 0, 1, 0), AnswerCounts(40, 12, 9, 5)])
def test_right_to_left_it_begins_at_the_right(read: Read, counts: AnswerCounts) -> None:
    plain, mirrored = (read(answer_squares(counts, "alt", mirrored=way)) for way in (False, True))
    width, _ = size(plain)
    for one, other in zip(plain.findall("rect"), mirrored.findall("rect"), strict=True):
        right = float(other.get("x", "")) + float(other.get("width", ""))
        assert float(one.get("x", "")) + right == pytest.approx(width, abs=0.003)


def test_no_questions_leave_an_empty_row(read: Read) -> None:
    svg = read(answer_squares(AnswerCounts(), "alt"))
    assert size(svg) == (127, 4.2)
    assert [node.tag for node in svg] == ["title"]
