"""What every strategy that draws a questionnaire works with.

A section, a matrix and a question are drawn as maps, as the builders take them, so that conditions
and conversion tables can be added once everything else is known.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeVar

from hypothesis import strategies as st

from coherence_kit.questions import KINDS
from tests.builders import levels

Drawn = dict[str, Any]
Value = TypeVar("Value")

# Numbers as a file can have them.
WEIGHTS = [Fraction(1), Fraction(2), Fraction(1, 2), Fraction(5, 4), Fraction(5)]
CAPS = [Fraction(1), Fraction(5, 2), Fraction(4), Fraction(3, 10)]
FLOORS = [Fraction(0), Fraction(1), Fraction(10), Fraction(333, 10)]
EXPONENTS = [
    Fraction(2),
    Fraction(-1),
    Fraction(1, 2),
    Fraction(-5, 2),
    Fraction(7),
    Fraction(-1, 4),
]
LIMITS = ["25", "40", "66.7", "75", "100"]
_SOME_LIMITS = st.sets(st.sampled_from(LIMITS), max_size=3)

OF_NUMBERS = [
    "arithmetic-mean",
    "geometric-mean",
    "harmonic-mean",
    "power-mean",
    "power-mean",
    "minimum",
    "maximum",
    "sum-of-points",
    "sum-of-points",
    "sum-of-points",
    "any-n-of",
    "any-n-of",
]
OF_LETTERS = ["weakest-link", "conversion-table"]
# Every type that the kit has; one that the reference does not know fails the laws.
SCORED_KINDS = [name for name, kind in KINDS.items() if kind.is_scored]
UNSCORED_KINDS = [name for name, kind in KINDS.items() if not kind.is_scored]


@dataclass
class Shape:
    """How large a questionnaire may become, and what it has already."""

    questions: int
    depth: int
    most_steps: int
    most_parts: int
    most_sections: int
    letters: Drawn | None = None
    drawn: list[Drawn] = field(default_factory=list)
    asked: int = 0
    sections: int = 0

    @property
    def room(self) -> int:
        """How many more questions may be asked."""
        return max(0, self.questions - self.asked)


@functools.cache
def _whole_numbers(first: int, last: int) -> st.SearchStrategy[int]:
    """Each strategy is made once, since making one takes longer than drawing from it."""
    return st.integers(first, last)


def number_from(draw: st.DrawFn, first: int, last: int) -> int:
    return draw(_whole_numbers(first, last))


@functools.cache
def _orders(number: int) -> st.SearchStrategy[list[int]]:
    return st.permutations(range(number))


def in_any_order(draw: st.DrawFn, values: Sequence[Value]) -> list[Value]:
    return [values[place] for place in draw(_orders(len(values)))]


@functools.cache
def _places(number: int, fewest: int, most: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.sampled_from(range(number)), min_size=fewest, max_size=most, unique=True)


def some_of(draw: st.DrawFn, values: Sequence[Value], fewest: int, most: int) -> list[Value]:
    """So many of these, none of them twice, in any order."""
    return [values[place] for place in draw(_places(len(values), fewest, most))]


def one_of(draw: st.DrawFn, *values: Any) -> Any:
    return values[number_from(draw, 0, len(values) - 1)]


def one_in(draw: st.DrawFn, many: int) -> bool:
    """Whether something that is rather rare is there; shrinks to no."""
    return number_from(draw, 1, many) == many


def weight(draw: st.DrawFn, group: Mapping[str, Any]) -> Drawn:
    """The weight of a part of a group, or its points where they are summed."""
    sums = group["rule"]["name"] == "sum-of-points"
    return {"points" if sums else "weight": one_of(draw, *WEIGHTS)}


def counts(part: Mapping[str, Any]) -> bool:
    """Whether a part enters the figure of its group."""
    kind = part.get("kind", "section")
    return kind not in UNSCORED_KINDS and part.get("weight") != 0


def rule(draw: st.DrawFn, works_on: str, *, may_be_of_boxes: bool = False) -> Drawn:
    """A rule of numbers, of letters or of neither; its parameters are
    added once its parts are known.
    """
    # few sections hold boxes only, so where one may, it often counts them
    of_numbers = (
        [*OF_NUMBERS, *["share-of-boxes"] * (len(OF_NUMBERS) // 2)]
        if may_be_of_boxes
        else OF_NUMBERS
    )
    return {
        "name": one_of(
            draw, *{"nothing": ["none"], "letters": OF_LETTERS, "numbers": of_numbers}[works_on]
        )
    }


def add_parameters(draw: st.DrawFn, stated: Drawn, parts: list[Drawn]) -> None:
    """Those that a rule over these parts needs or may have."""
    name = stated["name"]
    if name == "sum-of-points" and one_of(draw, False, True):
        stated["cap"] = one_of(draw, *CAPS)
    if name == "power-mean":
        stated["exponent"] = one_of(draw, *EXPONENTS)
    needs_floor = name in {"geometric-mean", "harmonic-mean"} or stated.get("exponent", 0) < 0
    if needs_floor or (name == "power-mean" and one_of(draw, False, True)):
        stated["floor"] = one_of(draw, *FLOORS)
    if name == "any-n-of":
        stated["n"] = number_from(draw, 1, max(1, sum(map(counts, parts))))


def settings(draw: st.DrawFn) -> Drawn:
    """What a rubric may state beside its rule."""
    rubric: Drawn = {}
    if one_of(draw, False, True):
        rubric["not_applicable"] = one_of(draw, "exclude", "target", "target", "forbidden")
    if one_in(draw, 4):
        rubric["missing"] = one_of(draw, "lowest", "interval")
    if one_in(draw, 4):
        rubric["min_coverage"] = one_of(
            draw, Fraction(0), Fraction(1, 2), Fraction(9, 10), Fraction(1)
        )
    if one_in(draw, 8):
        rubric |= {
            "evidence": one_of(draw, "cap", "cap", "none"),
            "evidence_from": number_from(draw, -1, 2),
        }
        if one_of(draw, False, True):
            rubric["evidence_cap"] = number_from(draw, -2, 3)
    if one_in(draw, 4):
        rubric["levels"] = levels(0, *sorted(draw(_SOME_LIMITS), key=Fraction))
        for level in rubric["levels"][1:]:
            if one_in(draw, 3):
                level["every_part"] = one_of(draw, 1, 25, 50, 100)
    if one_in(draw, 4):
        rubric["publish"] = {
            "max": one_of(draw, 1, 3, 80, 100),
            "decimals": number_from(draw, 0, 3),
        }
    return rubric
