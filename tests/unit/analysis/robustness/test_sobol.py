"""The estimators against functions whose indices are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from coherence_kit.analysis.robustness.rules import Floats
from coherence_kit.analysis.robustness.sobol import BASE, jansen, variance_of

NAMES = ("x1", "x2", "x3")


def ishigami(x: Floats) -> Floats:
    """Of Ishigami and Homma (1990), with a = 7 and b = 0.1, over three inputs from −π to π."""
    result: Floats = np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])
    return result


def known_indices() -> dict[str, tuple[float, float]]:
    """First and total indices, by the integrals."""
    a, b = 7, 0.1
    alone = (1 + b * math.pi**4 / 5) ** 2 / 2, a**2 / 8, 0.0
    both = 8 * b**2 * math.pi**8 / 225  # of x1 and x3 together
    variance = sum(alone) + both
    joint = (both, 0.0, both)
    return {
        name: (own / variance, (own + more) / variance)
        for name, own, more in zip(NAMES, alone, joint, strict=True)
    }


def samples(base: int, seed: int) -> tuple[Floats, Floats]:
    first, second = np.random.default_rng(seed).uniform(-math.pi, math.pi, (2, 3, base))
    return first, second


def mixed(first: Floats, second: Floats, place: int) -> Floats:
    taken = first.copy()
    taken[place] = second[place]
    return taken


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("base", [BASE, 1 << 17])
def test_the_indices_of_the_ishigami_function_come_out(base: int, seed: int) -> None:
    """Each within four of its own standard errors.

    One estimate in 15,000 would lie outside by chance.
    """
    first, second = samples(base, seed)
    figures = {name: ishigami(mixed(first, second, place)) for place, name in enumerate(NAMES)}
    found = jansen(ishigami(first), ishigami(second), figures)
    for name, (alone, total) in known_indices().items():
        assert found[name].first == pytest.approx(alone, abs=4 * found[name].error)
        assert found[name].total == pytest.approx(total, abs=4 * found[name].error)


def test_the_error_shrinks_with_the_root_of_the_sample() -> None:
    """At the base of the kit it is below 6 per cent of the variance, with 64
    times as many an eighth of that.
    """
    errors = []
    for base in (BASE, 64 * BASE):
        first, second = samples(base, 1)
        figures = {name: ishigami(mixed(first, second, place)) for place, name in enumerate(NAMES)}
        errors.append(
            max(item.error for item in jansen(ishigami(first), ishigami(second), figures).values())
        )
    assert errors[0] < 0.06
    assert errors[1] == pytest.approx(errors[0] / 8, rel=0.15)


def test_of_a_sum_each_part_has_its_share_of_the_variance() -> None:
    """Of x1 + 2·x2 with equal variances: 1/5 and 4/5, alone as with the other."""
    first, second = samples(1 << 17, 3)

    def weighed(x: Floats) -> Floats:
        total: Floats = x[0] + 2 * x[1]
        return total

    figures = {"x1": weighed(mixed(first, second, 0)), "x2": weighed(mixed(first, second, 1))}
    found = jansen(weighed(first), weighed(second), figures)
    assert (found["x1"].first, found["x1"].total) == pytest.approx((0.2, 0.2), abs=0.02)
    assert (found["x2"].first, found["x2"].total) == pytest.approx((0.8, 0.8), abs=0.02)


def test_what_changes_nothing_has_no_share_and_no_error() -> None:
    first, second = samples(BASE, 2)
    found = jansen(ishigami(first), ishigami(second), {"idle": ishigami(first)})["idle"]
    assert (found.first, found.total, found.error) == (0, 0, 0)


def test_an_estimate_below_0_is_not_clipped() -> None:
    """The first index of x3 is 0, so that about every second estimate of it is negative."""
    estimates = []
    for seed in range(20):
        first, second = samples(BASE, seed)
        figures = {"x3": ishigami(mixed(first, second, 2))}
        estimates.append(jansen(ishigami(first), ishigami(second), figures)["x3"].first)
    assert min(estimates) < 0 < max(estimates)


def test_without_variance_there_are_no_shares() -> None:
    same = np.full(8, 40.0)
    assert variance_of(same, same) == 0
    with pytest.raises(ValueError, match="no variance"):
        jansen(same, same, {"rule": same})
