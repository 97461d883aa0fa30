"""Conversion by sum: each letter is worth a number.

The sum of a group says which letter comes out.

A short form of a conversion table for many parts, for which a line for each set of letters would be
long: `{name: conversion-table, by: sum, tables: {2: {D: 0, C: 2, A: 5}}}`
gives C from a sum of 2 on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from coherence_kit.model.base import parse_number
from coherence_kit.model.letters import PLUS, LetterScale
from coherence_kit.model.rubric import RuleSpec

Scores = Iterable[Fraction]


def is_by_sum(spec: RuleSpec | None) -> bool:
    """Whether a rule is a conversion table that goes by sums."""
    return spec is not None and spec.by == "sum"


def worth_of(spec: RuleSpec, letters: LetterScale) -> tuple[Fraction, ...]:
    """What each grade is worth, lowest first.

    Letters that are not stated count 0, 1, 2 … from the lowest up, and one with a
    plus lies half-way to the next; so `worth: {D: 0, C: 0, B: 1, A: 1}` counts
    the parts that have at least B.
    """
    stated = spec.worth or {}
    whole = [stated.get(letter, Fraction(place)) for place, letter in enumerate(letters.order)]
    found: list[Fraction] = []
    for letter, own, above in zip(letters.order, whole, [*whole[1:], whole[-1]], strict=True):
        found.append(own)
        if letter != letters.order[-1]:
            found.append(stated.get(letter + PLUS, (own + above) / 2))
    return tuple(found)


def sum_of(spec: RuleSpec, letters: LetterScale) -> Callable[[Scores], Fraction]:
    """A function from scores, which are places of letters, to what they are worth together."""
    worth = worth_of(spec, letters)
    return lambda scores: sum((worth[letters.rank(score)] for score in scores), Fraction(0))


def limits_of(spec: RuleSpec, count: int) -> list[tuple[Fraction, str]]:
    """Of the table for so many parts the least sum of each letter, smallest first; numbers only.

    Raises:
        KeyError: there is no table for so many.

    """
    table = (spec.tables or {})[count]
    return sorted((parse_number(least), letter) for letter, least in table.items())


def convert(spec: RuleSpec, letters: LetterScale) -> Callable[[Sequence[Fraction]], Fraction]:
    """A function from the scores of the parts to that of the letter which their sum reaches.

    It raises KeyError where no table is for so many parts, or its lowest
    letter begins above the sum.
    """
    sum_up = sum_of(spec, letters)
    tables = {
        count: [(least, letters.score(letter)) for least, letter in limits_of(spec, count)]
        for count in spec.tables or {}
    }

    def converted(scores: Sequence[Fraction]) -> Fraction:
        total = sum_up(scores)
        reached = [score for least, score in tables[len(scores)] if least <= total]
        if not reached:
            raise KeyError(total)
        return reached[-1]

    return converted
