"""Random questionnaires: the sections, their rules and what they wait for.

`trees` are questionnaires of up to five levels of sections with all rules, types, conditions and
policies; `twigs` are so small that every way of completing a submission can be tried. Everything
shrinks to one section, one question. Both may state what has no effect, which the laws of scoring
allow and `check` refuses; `fitting` ones do not.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.questions import KINDS
from tests.builders import a_matrix, a_question, a_questionnaire, a_section, a_shared
from tests.property.drawing import (
    Drawn,
    Shape,
    add_parameters,
    counts,
    number_from,
    one_in,
    one_of,
    rule,
    settings,
    some_of,
    weight,
)
from tests.property.drawn_fit import made_fit
from tests.property.drawn_questions import a_drawn_question, keys
from tests.property.drawn_shared import share_some
from tests.property.drawn_tables import Tables, parts_of

WITH_KEYS = {name for name, kind in KINDS.items() if kind.shape.is_listed} | {"matrix"}
# What groups below one that works on this may work on.
BELOW = {
    "numbers": ["numbers", "numbers", "numbers", "nothing"],
    "letters": ["letters", "letters", "letters", "nothing"],
    "nothing": ["numbers", "letters", "nothing"],
}


@st.composite
def trees(draw: st.DrawFn) -> Questionnaire:
    """A questionnaire of up to 14 questions under up to five levels of sections."""
    return _questionnaire(draw, _tree())


@st.composite
def twigs(draw: st.DrawFn) -> Questionnaire:
    """A questionnaire of up to 6 questions, most of them with at most 3
    answers, under up to three levels.
    """
    return _questionnaire(draw, _twig())


@st.composite
def fitting(draw: st.DrawFn) -> Questionnaire:
    """A questionnaire of either size that states nothing without effect, as `check` wants it."""
    return _questionnaire(draw, one_of(draw, _tree(), _twig()), fits=True)


def _tree() -> Shape:
    return Shape(questions=14, depth=5, most_steps=7, most_parts=4, most_sections=2)


def _twig() -> Shape:
    return Shape(questions=6, depth=3, most_steps=3, most_parts=3, most_sections=3)


def _questionnaire(draw: st.DrawFn, shape: Shape, *, fits: bool = False) -> Questionnaire:
    works_on = one_of(draw, *["numbers"] * 3, *["letters"] * 2, "nothing")
    if works_on == "letters" or not one_in(draw, 4):
        shape.letters = _letters(draw)
    whole: Drawn = {"works_on": works_on, "rule": rule(draw, works_on), **settings(draw)}
    if not one_in(draw, 10):
        whole |= {
            "evidence": "cap",
            "evidence_from": number_from(draw, -1, 1),
            "evidence_cap": one_of(draw, -2, -2, None, 0),
        }
    whole["sections"] = [
        _section(draw, shape, shape.depth, whole)
        for _ in range(number_from(draw, 1, shape.most_sections))
    ]
    add_parameters(draw, whole["rule"], whole["sections"])
    if fits:
        made_fit(whole)
    share_some(draw, whole)
    _add_conditions(draw, shape)
    if shape.letters is not None:
        Tables(draw, shape.letters).fill(whole)
    stated = {name: value for name, value in whole.items() if name not in {"works_on", "sections"}}
    return a_questionnaire(*map(_built, whole["sections"]), letters=shape.letters, **stated)


def _letters(draw: st.DrawFn) -> Drawn:
    order = one_of(draw, ("C", "B", "A"), ("no", "yes"), ("D", "C", "B", "A"))
    return {
        "order": order,
        "counts_as": {f"{order[0]}*": order[0]} if one_of(draw, False, True) else {},
    }


def _section(draw: st.DrawFn, shape: Shape, depth: int, group: Drawn) -> Drawn:
    shape.sections += 1
    below = [work for work in BELOW[group["works_on"]] if shape.letters or work != "letters"]
    inner = number_from(draw, 0, 2) if depth > 1 and shape.room else 0
    works_on = one_of(draw, *below)
    section: Drawn = {
        "id": f"s{shape.sections}",
        "works_on": works_on,
        **weight(draw, group),
        **settings(draw),
    }
    section["rule"] = rule(draw, works_on, may_be_of_boxes=not inner)
    fewest = 0 if inner and one_in(draw, 3) else 1
    section["questions"] = []
    for _ in range(number_from(draw, fewest, min(shape.most_parts, max(fewest, shape.room)))):
        may_be_free = inner > 0 or any(map(counts, section["questions"]))
        section["questions"].append(a_drawn_question(draw, shape, section, may_be_free=may_be_free))
    section["sections"] = [_section(draw, shape, depth - 1, section) for _ in range(inner)]
    add_parameters(draw, section["rule"], parts_of(section))
    return section


def _add_conditions(draw: st.DrawFn, shape: Shape) -> None:
    """Some questions wait for others.

    All wait for earlier ones, or all for later ones, so that no circle arises.
    """
    order = shape.drawn[::-1] if one_of(draw, False, True) else shape.drawn
    for place, question in enumerate(order):
        known = [other for other in order[:place] if other["kind"] in WITH_KEYS]
        if known and one_in(draw, 2 if question["kind"] == "matrix" else 3):
            question["depends_on"] = _condition(draw, known, depth=2)


def _condition(draw: st.DrawFn, known: list[Drawn], depth: int) -> Drawn:
    shape = one_of(draw, "in", "in", "all", "any") if depth else "in"
    if shape != "in":
        return {
            shape: tuple(_condition(draw, known, depth - 1) for _ in range(number_from(draw, 1, 3)))
        }
    asked = one_of(draw, *known)
    possible = keys(asked)
    wanted = some_of(draw, possible, 1, max(1, len(possible) - 1))
    row = f".{one_of(draw, *asked['rows'])['id']}" if asked["kind"] == "matrix" else ""
    return {"question": asked["id"] + row, "in": tuple(wanted)}


def _built(part: Drawn) -> Any:
    stated = {
        name: value
        for name, value in part.items()
        if name not in {"id", "kind", "question", "questions", "sections", "shared", "works_on"}
    }
    if "question" in part:
        return a_shared(part["question"]["id"], **stated)
    if "kind" not in part:
        parts = [*part["questions"], *part["sections"], *part.get("shared", ())]
        return a_section(part["id"], *map(_built, parts), **stated)
    return (
        a_matrix(part["id"], **stated)
        if part["kind"] == "matrix"
        else a_question(part["id"], part["kind"], **stated)
    )
