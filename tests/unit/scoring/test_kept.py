"""Functions that know what the last lists came to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from coherence_kit.scoring.kept import Kept
from coherence_kit.scoring.rules import Item, weighed

ONE = Fraction(1)


def test_a_list_that_is_known_is_not_computed_again() -> None:
    asked: list[list[Item]] = []

    def total(items: Sequence[Item]) -> Fraction:
        asked.append(list(items))
        return sum((figure for _, figure in items), Fraction(0))

    kept = Kept(total)
    lists = [[(ONE, Fraction(figure)), (ONE, Fraction(5))] for figure in range(6)]
    for items in lists:
        assert kept(items) == kept(tuple(items)) == total(items)
    assert len(asked) == 2 * len(lists)  # once by it, and once beside it
    assert kept(lists[0]) == Fraction(5)  # which was so long ago that it is not known any more
    assert asked[-1] == lists[0]


def test_a_list_that_changes_later_is_another_list() -> None:
    kept = Kept(weighed)
    items = [(ONE, Fraction(40))]
    assert kept(items) == (Fraction(1), Fraction(40))
    items.append((Fraction(3), Fraction(80)))
    assert kept(items) == (Fraction(4), Fraction(70))


def test_equal_figures_are_known_though_they_are_other_objects() -> None:
    calls = 0

    def count(_items: Sequence[Item]) -> int:
        nonlocal calls
        calls += 1
        return calls

    kept = Kept(count)
    assert [kept([(Fraction(1, 3), Fraction(50))]) for _ in range(3)] == [1, 1, 1]


def test_weights_and_figures_are_summed_exactly() -> None:
    items = [(Fraction(1, 3), Fraction(200, 7)), (Fraction(5, 6), Fraction(25, 2))]
    total = Fraction(1, 3) + Fraction(5, 6)
    mean = (Fraction(1, 3) * Fraction(200, 7) + Fraction(5, 6) * Fraction(25, 2)) / total
    assert weighed(items) == (total, mean)
