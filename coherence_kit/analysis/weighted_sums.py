"""The sums behind a weighted arithmetic mean, so that a reader can check it with a pencil."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.analysis.explain import Explanation, Term


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of weight times score.

    `value` has a weight of its own, and is None where nothing is answered.
    """

    weight: Fraction
    low: Fraction
    high: Fraction
    value_weight: Fraction
    value: Fraction | None


def weighted_sums(part: Explanation) -> Sums | None:
    """The sums of a group whose rule is the arithmetic mean; None for any other rule."""
    there = [term for term in part.terms if term.low is not None]
    if part.node.rule_name != "arithmetic-mean" or not there:
        return None
    known = [term for term in there if term.value is not None or part.missing_is_lowest]
    return Sums(
        weight=_total(there, "weight"),
        low=_total(there, "low"),
        high=_total(there, "high"),
        value_weight=_total(known, "weight"),
        value=_total(known, "low" if part.missing_is_lowest else "value") if known else None,
    )


def _total(terms: list[Term], name: str) -> Fraction:
    if name == "weight":
        return sum((term.weight for term in terms), Fraction(0))
    return sum((term.weight * (getattr(term, name) or 0) for term in terms), Fraction(0))
