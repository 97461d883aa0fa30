"""Sobol indices by the estimators of Jansen (1999).

They say what share of the variance rests on which inputs.

Two independent samples a and b of all inputs; a third, mixed, is a with the inputs
in question taken from b. Then

    first = 1 − mean (f(b) − f(mixed))² / 2V        what these inputs explain alone
    total = mean (f(a) − f(mixed))² / 2V            what they take part in

with V the variance of f over a and b together. Nothing is clipped here: an estimate may come out
below 0 or above 1, and says by how much it is off. What is printed lies between.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from coherence_kit.analysis.robustness.roots import DECIMALS
from coherence_kit.analysis.robustness.rules import Floats
from coherence_kit.model.robustness import Indices

BASE = 1_024
_NOTHING = 1e-12


def variance_of(a: Floats, b: Floats) -> float:
    """The variance over both samples.

    It is 0 where no figure differs from another, or where one is not there (NaN).
    """
    both = np.concatenate([a, b])
    spread = float(np.ptp(both))
    return float(np.var(both)) if spread > _NOTHING else 0.0  # no spread of NaN is greater


def jansen(a: Floats, b: Floats, mixed: Mapping[str, Floats]) -> dict[str, Indices]:
    """The indices of each group of inputs, by its name.

    Args:
        a: figures of the first sample.
        b: figures of the second.
        mixed: name of the inputs to the figures of the first sample with
            these inputs of the second.

    Raises:
        ValueError: nothing varies, so that there are no shares of it.

    """
    variance = variance_of(a, b)
    if not variance:
        msg = "there is no variance to divide"
        raise ValueError(msg)
    return {name: _indices(a, b, figures, variance) for name, figures in mixed.items()}


def _indices(a: Floats, b: Floats, mixed: Floats, variance: float) -> Indices:
    if np.array_equal(a, mixed):
        return Indices(0.0, 0.0, 0.0)  # these inputs change nothing: no estimate is needed
    others, own = (b - mixed) ** 2 / (2 * variance), (a - mixed) ** 2 / (2 * variance)
    error = max(float(np.std(squares)) for squares in (others, own)) / math.sqrt(len(a))
    figures = 1 - float(np.mean(others)), float(np.mean(own)), error
    return Indices(*(round(figure, DECIMALS) for figure in figures))
