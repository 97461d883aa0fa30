"""Questions and matrices of every type, as maps; their answers reach both ends."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tests.property.drawing import (
    CAPS,
    SCORED_KINDS,
    UNSCORED_KINDS,
    WEIGHTS,
    Drawn,
    Shape,
    add_parameters,
    in_any_order,
    number_from,
    one_in,
    one_of,
    rule,
    settings,
    some_of,
    weight,
)

if TYPE_CHECKING:
    from hypothesis import strategies as st

HALF_STEP = {"id": "partly", "text": "Only for some"}
SCORES = [Fraction(0), Fraction(20), Fraction(50), Fraction(667, 10), Fraction(100)]
STARTS = [Fraction(-5), Fraction(0), Fraction(5, 2), Fraction(7), Fraction(100)]
POSTS = [Fraction(1), Fraction(20), Fraction(5, 2), Fraction(1000), Fraction(-40), Fraction(0)]
# How options and classes of numbers may be graded below a group that works on this.
GRADED = {
    "numbers": ["scores", "scores", "both"],
    "letters": ["letters", "letters", "both"],
    "nothing": ["letters", "scores", "both"],
}


def a_drawn_question(draw: st.DrawFn, shape: Shape, group: Drawn, *, may_be_free: bool) -> Drawn:
    """A question or a matrix below a group.

    One that is free weighs nothing, needs no points, whatever the rule
    above it, and may be of any type.
    """
    shape.asked += 1
    works_on = group["works_on"]
    is_summed = group["rule"]["name"] == "sum-of-points"
    is_free = may_be_free and one_in(draw, 2 if is_summed else 3)
    kind = one_of(draw, *(SCORED_KINDS if is_free else _kinds(works_on, group["rule"]["name"])))
    question: Drawn = {"id": f"q{len(shape.drawn) + 1}", "kind": kind}
    question |= {"weight": 0} if is_free else weight(draw, group)
    shape.drawn.append(question)
    if kind in UNSCORED_KINDS:
        return question
    if kind == "matrix":
        _add_rows(draw, shape, question, works_on)
    else:
        targets = _add_answers(draw, shape, question, "nothing" if is_free else works_on)
        if one_of(draw, False, True):
            question["target"] = one_of(draw, *targets)
    # boxes are often ticked so that none of those with evidence is among them
    if kind != "scale" and not one_in(draw, 30 if kind == "multiple-choice" else 6):
        possible = keys(question)
        spared = one_of(
            draw, None, *possible[: 1 if kind == "multiple-choice" else len(possible) // 2]
        )
        question["evidence"] = {key: "A document" for key in possible if key != spared}
    if one_in(draw, 5):
        question["not_applicable"] = one_of(draw, "exclude", "target", "target", "forbidden")
    return question


def _kinds(works_on: str, name: str) -> list[str]:
    """The types of what counts below a rule."""
    if name == "share-of-boxes":
        return ["boolean"] * 4 + UNSCORED_KINDS
    if works_on == "letters":
        return ["choice", "choice", "choice", "number", "matrix", *UNSCORED_KINDS]
    return [
        *SCORED_KINDS * 2,
        *["scale", "boolean", "multiple-choice"] * 3,
        *["number", "matrix"] * 2,
        *UNSCORED_KINDS,
    ]


def keys(question: Drawn) -> list[str]:
    """How answers are spelled where a condition waits for them or a document is demanded."""
    if question["kind"] == "boolean":
        return ["false", "true"]
    if question["kind"] == "number":
        return ["any"]
    if question["kind"] == "scale":
        flagged = (
            question["half_step"].get("steps", question["steps"][1:])
            if "half_step" in question
            else ()
        )
        return [*map(str, question["steps"]), *(f"{step}-partly" for step in flagged)]
    return list(question["boxes"] if "boxes" in question else question["options"])


def _add_rows(draw: st.DrawFn, shape: Shape, matrix: Drawn, works_on: str) -> None:
    """A matrix is a group with a rule of its own.

    Below a group without figures it may work on anything.
    """
    either = ["numbers", "letters"] if shape.letters else ["numbers"]
    own = one_of(draw, *(either if works_on == "nothing" else [works_on] * 3), "nothing")
    # a matrix has evidence and not_applicable for its rows; those of its rubric stand in the rubric
    matrix |= {"works_on": own, "rule": rule(draw, own), "rubric": settings(draw)}
    matrix["options"] = _options(draw, shape, own)
    columns = list(matrix["options"])
    if one_of(draw, False, True):
        matrix["target"] = one_of(draw, *columns)
    many = number_from(draw, 1, min(3, shape.most_parts, shape.room + 1))
    shape.asked += many - 1
    matrix["rows"] = []
    for place in range(many):
        row: Drawn = {"id": f"r{place + 1}"}
        row |= {"weight": 0} if place and one_in(draw, 2) else weight(draw, matrix)
        if one_in(draw, 3):
            row["target"] = one_of(draw, *columns)
        matrix["rows"].append(row)
    add_parameters(draw, matrix["rule"], [{**row, "kind": "choice"} for row in matrix["rows"]])


def _add_answers(draw: st.DrawFn, shape: Shape, question: Drawn, works_on: str) -> list[Any]:
    """Draw the steps, options, boxes or classes of a question; what may be its target."""
    match question["kind"]:
        case "boolean":
            return [False, True]
        case "scale":
            return _add_steps(draw, shape, question)
        case "multiple-choice":
            return _add_boxes(draw, shape, question)
        case "number" if works_on != "letters" and not one_in(draw, 3):
            return _add_goalposts(draw, question)
        case "number":
            return _add_thresholds(draw, shape, question, works_on)
        case "choice":
            question["options"] = _options(draw, shape, works_on)
            return list(question["options"])
        case kind:
            msg = f"nothing says how questions of type {kind} are drawn"
            raise NotImplementedError(msg)


def _add_steps(draw: st.DrawFn, shape: Shape, question: Drawn) -> list[int]:
    first = number_from(draw, -2, 1)
    steps = range(first, first + number_from(draw, 2, shape.most_steps))
    question["steps"] = steps
    if not one_in(draw, 5):
        question["half_step"] = dict(HALF_STEP)
        if one_of(draw, False, True):
            question["half_step"]["steps"] = tuple(
                sorted(some_of(draw, steps[1:], 1, len(steps) - 1))
            )
    return list(steps)


def _add_boxes(draw: st.DrawFn, shape: Shape, question: Drawn) -> list[Any]:
    boxes = [
        f"b{place}" for place in range(number_from(draw, 2, min(4, max(2, shape.most_steps - 1))))
    ]
    name = one_of(draw, "share", "points", "any-n-of")
    question |= {"scoring": {"name": name}, "boxes": dict.fromkeys(boxes)}
    if name == "points":
        first, *others = boxes
        question["boxes"] = {
            first: one_of(draw, *WEIGHTS),
            **{box: one_of(draw, *WEIGHTS, 0) for box in others},
        }
        if one_of(draw, False, True):
            question["scoring"]["cap"] = one_of(draw, *CAPS)
    if name == "any-n-of":
        question["scoring"]["n"] = number_from(draw, 1, len(boxes))
    return subsets(boxes)


def subsets(boxes: list[str]) -> list[tuple[str, ...]]:
    """Every way of ticking boxes."""
    return [some for many in range(len(boxes) + 1) for some in itertools.combinations(boxes, many)]


def _add_goalposts(draw: st.DrawFn, question: Drawn) -> list[Fraction]:
    scale = one_of(draw, "linear", "logarithmic")
    low, high = in_any_order(draw, [post for post in POSTS if post > 0 or scale == "linear"])[:2]
    question["goalposts"] = {"low": low, "high": high, "scale": scale}
    if one_of(draw, False, True):
        question |= {
            "smallest": min(low, high) - one_of(draw, 0, 50),
            "largest": max(low, high) + one_of(draw, 0, 50),
        }
    return [low, high, (low + high) / 2]


def _add_thresholds(
    draw: st.DrawFn, shape: Shape, question: Drawn, works_on: str
) -> list[Fraction]:
    graded = _gradings(draw, shape, works_on)
    starts = sorted(in_any_order(draw, STARTS)[: len(graded) - 1])
    question["thresholds"] = [
        {**start, **dict(zip(("score", "letter"), grading, strict=True))}
        for start, grading in zip([{}, *({"from": start} for start in starts)], graded, strict=True)
    ]
    if one_of(draw, False, True):
        question |= {
            "smallest": starts[0] - one_of(draw, 1, 50),
            "largest": starts[-1] + one_of(draw, 0, 50),
        }
    return [starts[0] - 1, *starts]


def _options(draw: st.DrawFn, shape: Shape, works_on: str) -> Drawn:
    """Ids of options with their score, their letter, or both."""
    graded = _gradings(draw, shape, works_on)
    return {
        f"o{place}": letter if score is None else score if letter is None else (score, letter)
        for place, (score, letter) in enumerate(graded)
    }


def _gradings(
    draw: st.DrawFn, shape: Shape, works_on: str
) -> list[tuple[Fraction | None, str | None]]:
    """Score and letter of two options or more, in any order; they reach both ends."""
    between = number_from(draw, 2, min(4, shape.most_steps)) - 2
    scores: list[Fraction | None] = [
        Fraction(0),
        Fraction(100),
        *(one_of(draw, *SCORES) for _ in range(between)),
    ]
    nothing: list[None] = [None] * len(scores)
    by = one_of(draw, *GRADED[works_on]) if shape.letters else "scores"
    if by == "scores" or shape.letters is None:
        return in_any_order(draw, list(zip(scores, nothing, strict=True)))
    order = shape.letters["order"]
    every = [*order, *shape.letters["counts_as"]]
    lowest = one_of(draw, *(letter for letter in every if letter.startswith(order[0])))
    letters = [lowest, order[-1], *(one_of(draw, *every) for _ in range(between))]
    graded = zip(nothing if by == "letters" else scores, in_any_order(draw, letters), strict=True)
    return in_any_order(draw, list(graded))
