"""The aggregation rules once more, over many draws at once.

A new rule of `scoring.rules` needs one more entry here.

A rule takes weights and scores with one row for each child and one column for each draw; either may
have a single column that stands for all. A score is NaN where the child has left or has none, and
so is the result where no child is left. Doubles instead of fractions: equal to the engine within
1e-9, which the property tests hold it to.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from coherence_kit.scoring import rules as exact
from coherence_kit.scoring.tree import Node

Floats = NDArray[np.float64]
Ranks = NDArray[np.int64]
Flags = NDArray[np.bool_]
Combine = Callable[[Node, Floats, Floats], Floats]
_NEARLY = 1e-9
"""Letters are places that a double may miss by a hair."""


def combine(node: Node, weights: Floats, scores: Floats) -> Floats:
    """The figure of a group in every draw."""
    if node.rule is None:
        msg = f"{node.id} is no group"
        raise ValueError(msg)
    with np.errstate(divide="ignore", invalid="ignore"):
        return RULES[node.rule.name](node, weights, scores)


# --- numbers --------------------------------------------------------------------------------------


def _there(weights: Floats, scores: Floats) -> tuple[Floats, Floats]:
    """Weights and scores with those that are not there at weight 0."""
    gone = np.isnan(scores)
    if not gone.any():
        return weights, scores
    return np.where(gone, 0.0, weights), np.where(gone, 100.0, scores)


def weighted_mean(weights: Floats, scores: Floats) -> Floats:
    """The mean over what is there; NaN where nothing is."""
    weights, scores = _there(weights, scores)
    with np.errstate(invalid="ignore"):
        mean: Floats = (weights * scores).sum(axis=0) / weights.sum(axis=0)
    return mean


def _arithmetic_mean(_node: Node, weights: Floats, scores: Floats) -> Floats:
    return weighted_mean(weights, scores)


def _floored(node: Node, scores: Floats) -> Floats:
    floor = node.rule.floor if node.rule else None
    return np.maximum(scores, float(floor)) if floor else scores


def _or_zero(mean: Floats, scores: Floats) -> Floats:
    """The mean, 0 wherever one score is."""
    return np.where((scores == 0).any(axis=0), 0.0, mean)


def _geometric_mean(node: Node, weights: Floats, scores: Floats) -> Floats:
    weights, scores = _there(weights, _floored(node, scores))
    logarithms = np.log(np.where(scores > 0, scores, 1.0))
    return _or_zero(np.exp((weights * logarithms).sum(axis=0) / weights.sum(axis=0)), scores)


def _harmonic_mean(node: Node, weights: Floats, scores: Floats) -> Floats:
    weights, scores = _there(weights, _floored(node, scores))
    parts = (weights / np.where(scores > 0, scores, 1.0)).sum(axis=0)
    return _or_zero(weights.sum(axis=0) / parts, scores)


def _power_mean(node: Node, weights: Floats, scores: Floats) -> Floats:
    """The power mean, worked out over ratios so that no power overflows.

    The ratios are those to the greatest score, or to the least for a negative exponent.
    """
    exponent = 1.0 if node.rule is None or node.rule.exponent is None else float(node.rule.exponent)
    weights, scores = _there(weights, _floored(node, scores))
    counted = np.where(weights > 0, scores, np.nan)
    unit = np.fmax.reduce(counted, axis=0) if exponent > 0 else np.fmin.reduce(counted, axis=0)
    ratios = np.expm1(exponent * np.log(scores / np.where(unit > 0, unit, 1.0)))
    shares = np.where(weights > 0, weights * ratios, 0.0).sum(axis=0) / weights.sum(axis=0)
    mean: Floats = np.where(unit > 0, unit * np.exp(np.log1p(shares) / exponent), unit)
    return mean


def _minimum(_node: Node, _weights: Floats, scores: Floats) -> Floats:
    lowest: Floats = np.fmin.reduce(scores, axis=0)
    return lowest


def _maximum(_node: Node, _weights: Floats, scores: Floats) -> Floats:
    highest: Floats = np.fmax.reduce(scores, axis=0)
    return highest


def _reached(weights: Floats, scores: Floats, cap: Fraction | int | None) -> Floats:
    weights, scores = _there(weights, scores)
    most = weights.sum(axis=0)
    limit = most if cap is None else np.minimum(float(cap), most)
    reached: Floats = 100 * np.minimum(limit, (weights * scores).sum(axis=0) / 100) / limit
    return reached


def _sum_of_points(node: Node, weights: Floats, scores: Floats) -> Floats:
    return _reached(weights, scores, node.rule.cap if node.rule else None)


def _any_n_of(node: Node, _weights: Floats, scores: Floats) -> Floats:
    enough = (node.rule.n if node.rule else None) or 1
    return _reached(np.ones((len(scores), 1)), scores, enough)


def _share_of_boxes(_node: Node, _weights: Floats, scores: Floats) -> Floats:
    return weighted_mean(np.ones((len(scores), 1)), scores)


# --- letters --------------------------------------------------------------------------------------


def ranks_of(node: Node, scores: Floats) -> Ranks:
    """How many letters lie below each place; -1 where there is none."""
    top = len(node.letters.grades) - 1 if node.letters else 0
    return np.where(np.isnan(scores), -1, np.floor(scores * top / 100 + _NEARLY)).astype(np.int64)


def _by_cases(node: Node, _weights: Floats, scores: Floats) -> Floats:
    """What a rule over letters makes of every set of letters that occurs.

    Each set is worked out once, by the engine's own rule; NaN where a table has no line for it.

    A table that `check` has accepted says it of every set that can occur,
    but not of one question less.
    """
    cases, where = np.unique(np.sort(ranks_of(node, scores), axis=0), axis=1, return_inverse=True)
    figures = np.array([_case(node, case) for case in cases.T.tolist()])
    found: Floats = figures[where.reshape(-1)]
    return found


def _case(node: Node, ranks: list[int]) -> float:
    if node.letters is None or node.combine is None:
        msg = f"{node.id} has no letters"
        raise ValueError(msg)
    places = [
        (Fraction(1), node.letters.score(node.letters.grades[rank])) for rank in ranks if rank >= 0
    ]
    try:
        return float(node.combine(places)) if places else np.nan
    except KeyError:
        return np.nan


def _weakest_link(node: Node, weights: Floats, scores: Floats) -> Floats:
    """Only the lowest and the highest letter matter, which leaves few cases."""
    return _by_cases(
        node, weights, np.stack([_minimum(node, weights, scores), _maximum(node, weights, scores)])
    )


RULES: dict[str, Combine] = {
    "arithmetic-mean": _arithmetic_mean,
    "geometric-mean": _geometric_mean,
    "harmonic-mean": _harmonic_mean,
    "power-mean": _power_mean,
    "minimum": _minimum,
    "maximum": _maximum,
    "sum-of-points": _sum_of_points,
    "any-n-of": _any_n_of,
    "share-of-boxes": _share_of_boxes,
    "weakest-link": _weakest_link,
    "conversion-table": _by_cases,
}


def gives_numbers(node: Node) -> bool:
    """Whether a group's own rule makes a number of numbers, so that another can take its place."""
    return node.rule is not None and exact.RULES[node.rule.name].measure is exact.ValueKind.NUMBERS
