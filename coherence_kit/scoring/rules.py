"""Aggregation rules. A new rule is one function and one entry of the table.

A rule takes (weight, score) pairs of the children that count, at least one, scores 0 to 100,
and returns a score. The engine lifts a monotone rule to bounds by calling it on the
children's lows and on their highs; that is right where a child that leaves does what some
score of it would do. Any other rule says so (`is_monotone=False`) and gets its bounds by
trying out every case (`scoring.outcomes`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from coherence_kit.model.letters import LetterScale
from coherence_kit.model.rubric import RuleSpec
from coherence_kit.questions.exact import decimal, settled
from coherence_kit.scoring.letter_sums import convert, is_by_sum
from coherence_kit.words import message

Item = tuple[Fraction, Fraction]
Combine = Callable[[Sequence[Item]], Fraction]
Weigh = Callable[[Sequence[Item]], tuple[Fraction, Fraction]]


class ValueKind(StrEnum):
    """What a rule works on, and gives."""

    NUMBERS = "numbers"
    LETTERS = "letters"
    NOTHING = "nothing"


FixedParts = Callable[[RuleSpec, Sequence[Fraction]], Sequence[Fraction] | None]


def _none_fixed(_spec: RuleSpec, _weights: Sequence[Fraction]) -> None:
    """What a part moves depends on the other answers."""
    return


def _as_weighted(_spec: RuleSpec, weights: Sequence[Fraction]) -> Sequence[Fraction]:
    return weights


def _in_points(spec: RuleSpec, points: Sequence[Fraction]) -> Sequence[Fraction] | None:
    """Points weigh what they are, unless the cap is reached before all of them are there."""
    return points if spec.cap is None or spec.cap >= sum(points) else None


def _alike(_spec: RuleSpec, weights: Sequence[Fraction]) -> Sequence[Fraction]:
    return [Fraction(1)] * len(weights)


def _alike_if_all_count(spec: RuleSpec, weights: Sequence[Fraction]) -> Sequence[Fraction] | None:
    return _alike(spec, weights) if (spec.n or 1) >= len(weights) else None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with what `coherence rules` and the reports say of it.

    Args:
        make: the parameters and the letters of the questionnaire to a function from
            (weight, score) pairs to a score.
        title: its name in a sentence.
        formula: in symbols: w weights, p points, s scores 0 to 100.
        missing: what a missing child does.
        parameters: those it may be given.
        needed: those of them it has to be given.
        needs_points: children carry points instead of weights.
        fixed_parts: the parameters and the weights (or points) of the children to what each weighs
            whatever the answers are; None where that depends on the answers.
        weighs: weights of children move the figure.
        is_monotone: a better child never makes the group worse.
        measure: numbers or letters.

    """

    make: Callable[[RuleSpec, LetterScale | None], Combine]
    title: str
    formula: str
    missing: str
    parameters: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    needs_points: bool = False
    fixed_parts: FixedParts = _none_fixed
    weighs: bool = False
    is_monotone: bool = True
    measure: ValueKind = ValueKind.NUMBERS


def _simple(combine: Combine) -> Callable[[RuleSpec, LetterScale | None], Combine]:
    """A rule without parameters."""
    return lambda _spec, _letters: combine


def _arithmetic_mean(items: Sequence[Item]) -> Fraction:
    return weighed(items)[1]


def weighed(items: Sequence[Item]) -> tuple[Fraction, Fraction]:
    """The sum of the weights, and the arithmetic mean.

    Exact, over one common denominator: six times faster than adding fractions one by one.
    """
    parts = [(weight.as_integer_ratio(), score.as_integer_ratio()) for weight, score in items]
    below_weights = math.lcm(*[below for (_, below), _ in parts])
    below_scores = math.lcm(*[below for _, (_, below) in parts])
    total = products = 0
    for (weight, below_weight), (score, below_score) in parts:
        whole = weight * (below_weights // below_weight)
        total += whole
        products += whole * score * (below_scores // below_score)
    return Fraction(total, below_weights), Fraction(products, total * below_scores)


def _floored(items: Sequence[Item], spec: RuleSpec) -> list[Item]:
    floor = spec.floor or Fraction(0)
    return [(weight, max(score, floor)) for weight, score in items]


def _all_alike(items: Sequence[Item]) -> bool:
    return all(score == items[0][1] for _, score in items)


def _geometric_mean(spec: RuleSpec, _letters: LetterScale | None) -> Combine:
    def combine(items: Sequence[Item]) -> Fraction:
        floored = _floored(items, spec)
        if _all_alike(floored):
            return floored[0][1]
        if any(score == 0 for _, score in floored):
            return Fraction(0)
        total = decimal(sum((weight for weight, _ in floored), Fraction(0)))

        def calculate() -> Decimal:
            return (
                sum((decimal(w) * decimal(s).ln() for w, s in floored), Decimal(0)) / total
            ).exp()

        return settled(calculate)

    return combine


def _harmonic_mean(spec: RuleSpec, _letters: LetterScale | None) -> Combine:
    def combine(items: Sequence[Item]) -> Fraction:
        floored = _floored(items, spec)
        if any(score == 0 for _, score in floored):
            return Fraction(0)
        total = sum((weight for weight, _ in floored), Fraction(0))
        return total / sum((weight / score for weight, score in floored), Fraction(0))

    return combine


def _power_mean(spec: RuleSpec, _letters: LetterScale | None) -> Combine:
    exponent = Fraction(1) if spec.exponent is None else spec.exponent

    def combine(items: Sequence[Item]) -> Fraction:
        floored = _floored(items, spec)
        if _all_alike(floored):
            return floored[0][1]
        if exponent < 0 and any(score == 0 for _, score in floored):
            return Fraction(0)
        total = decimal(sum((weight for weight, _ in floored), Fraction(0)))

        def calculate() -> Decimal:
            power = decimal(exponent)
            # 0 to a positive power is 0 and adds nothing
            raised = (decimal(w) * (power * decimal(s).ln()).exp() for w, s in floored if s > 0)
            return ((sum(raised, Decimal(0)) / total).ln() / power).exp()

        return settled(calculate)

    return combine


def _minimum(items: Sequence[Item]) -> Fraction:
    return min(score for _, score in items)


def _maximum(items: Sequence[Item]) -> Fraction:
    return max(score for _, score in items)


def _reached(items: Sequence[Item], cap: Fraction | None) -> Fraction:
    most = sum((points for points, _ in items), Fraction(0))
    limit = most if cap is None else min(cap, most)
    reached = sum((points * score for points, score in items), Fraction(0)) / 100
    return 100 * min(limit, reached) / limit


def _sum_of_points(spec: RuleSpec, _letters: LetterScale | None) -> Combine:
    return lambda items: _reached(items, spec.cap)


def _any_n_of(spec: RuleSpec, _letters: LetterScale | None) -> Combine:
    enough = Fraction(spec.n or 1)
    return lambda items: _reached([(Fraction(1), score) for _, score in items], enough)


def _share_of_boxes(items: Sequence[Item]) -> Fraction:
    return sum((score for _, score in items), Fraction(0)) / len(items)


def _weakest_link(_spec: RuleSpec, letters: LetterScale | None) -> Combine:
    def combine(items: Sequence[Item]) -> Fraction:
        lowest = _minimum(items)
        return lowest if lowest == _maximum(items) or letters is None else letters.with_plus(lowest)

    return combine


def _conversion_table(spec: RuleSpec, letters: LetterScale | None) -> Combine:
    if letters is None:
        msg = "a conversion table needs the letters of its questionnaire"
        raise ValueError(msg)
    if is_by_sum(spec):
        converted = convert(spec, letters)
        return lambda items: converted([score for _, score in items])

    def ranks(scores: Iterable[Fraction]) -> tuple[int, ...]:
        return tuple(sorted(letters.rank(score) for score in scores))

    by_ranks: dict[tuple[int, ...], Fraction] = {}
    for table in (spec.tables or {}).values():
        for key, result in table.items():
            by_ranks[ranks(map(letters.score, key.split()))] = letters.score(result)
    return lambda items: by_ranks[ranks(score for _, score in items)]


def _no_figure(_items: Sequence[Item]) -> Fraction:
    msg = "a profile has no figure of its own"
    raise ValueError(msg)


_LEFT_OUT = "left out of the value, the weights of the others renormalised; 0 in low, 100 in high"
_FLOOR = frozenset({"floor"})
_FLOORED_MEAN = (
    "left out of the value, the weights of the others renormalised; the floor in low, 100 in high"
)

RULES: dict[str, Rule] = {
    "arithmetic-mean": Rule(
        make=_simple(_arithmetic_mean),
        title=message("weighted arithmetic mean"),
        fixed_parts=_as_weighted,
        weighs=True,
        formula=message("Σ w·s / Σ w"),
        missing=_LEFT_OUT,
    ),
    "geometric-mean": Rule(
        make=_geometric_mean,
        title=message("weighted geometric mean"),
        fixed_parts=_as_weighted,
        weighs=True,
        formula=message("(Π max(s, floor)^w)^(1 / Σ w)"),
        missing=_FLOORED_MEAN,
        parameters=_FLOOR,
        needed=_FLOOR,
    ),
    "harmonic-mean": Rule(
        make=_harmonic_mean,
        title=message("weighted harmonic mean"),
        fixed_parts=_as_weighted,
        weighs=True,
        formula=message("Σ w / Σ (w / max(s, floor))"),
        missing=_FLOORED_MEAN,
        parameters=_FLOOR,
        needed=_FLOOR,
    ),
    "power-mean": Rule(
        make=_power_mean,
        title=message("weighted power mean"),
        fixed_parts=_as_weighted,
        weighs=True,
        formula=message("(Σ w·max(s, floor)^r / Σ w)^(1/r), with r the exponent"),
        missing=_FLOORED_MEAN,
        parameters=frozenset({"exponent", "floor"}),
        needed=frozenset({"exponent"}),
    ),
    "minimum": Rule(
        make=_simple(_minimum),
        title=message("minimum"),
        formula=message("min s"),
        missing="left out of the value; low is 0",
    ),
    "maximum": Rule(
        make=_simple(_maximum),
        title=message("maximum"),
        formula=message("max s"),
        missing="left out of the value; high is 100",
    ),
    "sum-of-points": Rule(
        make=_sum_of_points,
        title=message("sum of points with a cap"),
        formula=message(
            "100·min(c, Σ p·s/100) / c, with c = min(cap, Σ p of the children still there)"
        ),
        missing="left out of the value, with its points; 0 in low, its points in full in high",
        parameters=frozenset({"cap"}),
        needs_points=True,
        fixed_parts=_in_points,
    ),
    "any-n-of": Rule(
        make=_any_n_of,
        title=message("any n of"),
        formula=message("100·min(m, Σ s/100) / m, with m = min(n, number of children still there)"),
        missing="left out of the value; counts nothing in low and one in high",
        parameters=frozenset({"n"}),
        needed=frozenset({"n"}),
        fixed_parts=_alike_if_all_count,
    ),
    "share-of-boxes": Rule(
        make=_simple(_share_of_boxes),
        title=message("share of boxes ticked"),
        formula=message("Σ s / number of boxes still there"),
        missing="left out of the value; not ticked in low, ticked in high",
        fixed_parts=_alike,
    ),
    "weakest-link": Rule(
        make=_weakest_link,
        title=message("weakest link with a plus"),
        formula=message(
            "the lowest letter, with + if any other is higher; the top letter has no +"
        ),
        missing="left out of the value; the lowest letter in low, the top one in high",
        measure=ValueKind.LETTERS,
    ),
    "conversion-table": Rule(
        make=_conversion_table,
        title=message("conversion table"),
        formula=message(
            "the letter that the table states for these letters, in any order; with by: sum the "
            "best letter whose least sum is reached, a letter being worth 0, 1, 2 … from the "
            "lowest up or what worth states"
        ),
        missing=(
            "no value; low and high are the lowest and the highest letter over everything it can "
            "still become"
        ),
        parameters=frozenset({"tables", "by", "worth"}),
        needed=frozenset({"tables"}),
        is_monotone=False,
        measure=ValueKind.LETTERS,
    ),
    "none": Rule(
        make=_simple(_no_figure),
        title=message("no overall figure"),
        formula=message("none: each part stands for itself"),
        missing="nothing: there is no figure",
        measure=ValueKind.NOTHING,
    ),
}


def gives_figures(rule: RuleSpec | None) -> bool:
    """Whether a group with this rule has figures of its own."""
    return rule is not None and RULES[rule.name].measure is not ValueKind.NOTHING
