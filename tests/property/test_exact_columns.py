"""Columns of exact fractions against fractions one by one, however long their numbers are."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coherence_kit.analysis.many.exact import Exact, Items, summed, whole
from coherence_kit.i18n import half_up, with_point

NUMBERS = st.one_of(
    st.integers(0, 20), st.integers(0, 2**40), st.integers(2**52, 2**54), st.integers(0, 2**200)
)
FIGURES = st.builds(
    lambda part, of: Fraction(100 * min(part, of), of), NUMBERS, NUMBERS.map(lambda one: one + 1)
)
COLUMNS = st.lists(st.one_of(FIGURES, FIGURES, FIGURES, st.none()), min_size=1, max_size=6)
SCALES = st.sampled_from([Fraction(1), Fraction(3, 100), Fraction(4, 5), Fraction(10**9 + 7)])


def double(figure: Fraction | None) -> float | None:
    return None if figure is None else float(figure)


@given(COLUMNS)
def test_fractions_come_back_as_they_were(column: list[Fraction | None]) -> None:
    exact = Exact.from_fractions(column)
    assert exact.fractions() == column
    assert [exact.at(row) for row, one in enumerate(column) if one is not None] == [
        one for one in column if one is not None
    ]


@given(COLUMNS, SCALES)
def test_the_nearest_double_is_that_of_the_fraction(
    column: list[Fraction | None], scale: Fraction
) -> None:
    found = Exact.from_fractions(column).nearest(scale).tolist()
    expected = [None if one is None else float(one * scale) for one in column]
    assert [None if np.isnan(one) else one for one in found] == expected


@given(COLUMNS, SCALES, st.integers(0, 6))
def test_a_rounded_figure_is_the_one_that_is_printed(
    column: list[Fraction | None], scale: Fraction, decimals: int
) -> None:
    rounded = Exact.from_fractions(column).rounded(scale * 10**decimals).tolist()
    for number, figure in zip(rounded, column, strict=True):
        assert with_point(number, decimals) == half_up((figure or 0) * scale, decimals)


@given(COLUMNS, FIGURES)
def test_limits_are_reached_where_the_fraction_reaches_them(
    column: list[Fraction | None], limit: Fraction
) -> None:
    exact = Exact.from_fractions(column)
    for border in (limit, *(one for one in column if one is not None)):
        found = exact.reaches(border).tolist()
        assert found == [one is not None and one >= border for one in column]


@given(st.lists(st.tuples(FIGURES, FIGURES, FIGURES), min_size=1, max_size=6))
def test_figures_are_kept_between_bounds(rows: list[tuple[Fraction, Fraction, Fraction]]) -> None:
    value, one, other = (Exact.from_fractions(column) for column in zip(*rows, strict=True))
    low = [min(first, second) for _, first, second in rows]
    high = [max(first, second) for _, first, second in rows]
    found = value.between(Exact.from_fractions(low), Exact.from_fractions(high))
    assert found.fractions() == [
        min(max(row[0], below), above) for row, below, above in zip(rows, low, high, strict=True)
    ]
    is_less = [first < second for _, first, second in rows]
    assert one.is_less_than(other).tolist() == is_less


@given(st.lists(st.tuples(FIGURES, FIGURES, FIGURES), min_size=1, max_size=6))
def test_the_parts_of_a_group_stand_over_one_denominator(
    rows: Sequence[tuple[Fraction, Fraction, Fraction]],
) -> None:
    columns = list(zip(*rows, strict=True))
    items = Items.of([Exact.from_fractions(column) for column in columns])
    below = np.broadcast_to(items.below, len(rows)).tolist()
    for place, column in enumerate(columns):
        above = items.above[place].tolist()
        found = [Fraction(one, under) for one, under in zip(above, below, strict=True)]
        assert found == list(column)


@given(
    st.lists(NUMBERS.map(lambda one: one + 1), min_size=1, max_size=4).flatmap(
        lambda weights: st.tuples(
            st.just(weights),
            st.lists(
                st.lists(NUMBERS, min_size=2, max_size=2),
                min_size=len(weights),
                max_size=len(weights),
            ),
        )
    )
)
def test_weighted_sums_are_as_long_as_they_have_to_be(
    drawn: tuple[list[int], list[list[int]]],
) -> None:
    weights, rows = drawn
    numbers = whole([number for row in rows for number in row]).reshape(len(rows), 2)
    assert summed(whole(weights), numbers).tolist() == [
        sum(weight * row[place] for weight, row in zip(weights, rows, strict=True))
        for place in range(2)
    ]
