"""Figures of a node from its explanation alone.

Plain data go in, figures come out, and nothing of the kit is imported.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

Item = tuple[Fraction, Fraction]
Data = dict[str, Any]
PLACES = 12


def figures(node: Data) -> Data:
    """`low`, `value`, `high` and `coverage` of an explained node; None where it has none."""
    return of_question(node) if "scoring" in node else of_group(node)


def nothing() -> Data:
    return dict.fromkeys(("low", "value", "claimed", "high", "coverage"))


# --- questions ------------------------------------------------------------------------------------


def of_question(node: Data) -> Data:
    state = node["state"]
    if (
        not node["scored"]
        or state == "not_asked"
        or (state == "not_applicable" and node["target"] is None)
    ):
        return nothing()
    if state == "not_applicable":
        # that it counts as its target, rather than leaves, is what its figures say
        counted = None if node["low"] is None else Fraction(node["target"])
        return nothing() if counted is None else full(counted, counted)
    if state in {"unknown", "unanswered", "open", "carried"}:
        return {
            "low": Fraction(0),
            "value": None,
            "claimed": None,
            "high": Fraction(100),
            "coverage": Fraction(0),
        }
    claimed = score(node)
    low = claimed if node["unproved"] is None else min(claimed, Fraction(node["unproved"]))
    return full(low, claimed)


def full(low: Fraction, high: Fraction) -> Data:
    return {"low": low, "value": low, "claimed": high, "high": high, "coverage": Fraction(1)}


def score(node: Data) -> Fraction:  # noqa: PLR0911  (one for each way of scoring)
    how, answer = node["scoring"], node["answer"]
    by = how["by"]
    if by == "step":
        first, last = Fraction(how["from"]), Fraction(how["to"])
        return Fraction(100) * (Fraction(how["place"]) - first) / (last - first)
    if by == "boolean":
        return Fraction(100 if answer == "true" else 0)
    if by == "option":
        return Fraction(how["options"][answer])
    if by == "letter":
        return place(node, how["options"][answer])
    if by in {"share", "points", "any-n-of"}:
        enough = Fraction(how["enough"])
        return (
            100
            * min(enough, sum((Fraction(how["points"][box]) for box in answer), Fraction(0)))
            / enough
        )
    if by == "goalposts":
        return between(how, Fraction(answer))
    assert by == "thresholds"
    reached = [
        item
        for item in how["classes"]
        if item["from"] is None or Fraction(answer) >= Fraction(item["from"])
    ]
    return (
        place(node, reached[-1]["letter"])
        if "letter" in reached[-1]
        else Fraction(reached[-1]["score"])
    )


def place(node: Data, letter: str) -> Fraction:
    grades = node["letters"]["grades"]
    return Fraction(
        100 * grades.index(node["letters"]["counts_as"].get(letter, letter)), len(grades) - 1
    )


def between(how: Data, answer: Fraction) -> Fraction:
    low, high = Fraction(how["low"]), Fraction(how["high"])
    kept = max(min(low, high), min(max(low, high), answer))
    if how["scale"] == "linear":
        return 100 * (kept - low) / (high - low)
    if kept in {low, high}:
        return Fraction(100 if kept == high else 0)
    return settled(lambda: (decimal(kept / low).ln() / decimal(high / low).ln()) * 100)


# --- groups ---------------------------------------------------------------------------------------


def of_group(node: Data) -> Data:
    there = [item for item in node["inputs"] if item["low"] is not None]
    if node["rule"] == "none" or not there:
        return nothing()
    weights = [Fraction(item["weight"]) for item in there]
    coverage = sum(
        (w * Fraction(i["coverage"]) for w, i in zip(weights, there, strict=True)), Fraction(0)
    ) / sum(weights)
    if node["rule"] == "conversion-table":
        low, high, value, claimed = by_table(node, there)
    else:
        low = min(aggregate(node, items(kept, "low")) for kept in with_or_without(there))
        high = max(aggregate(node, items(kept, "high")) for kept in with_or_without(there))
        value = within(node, items(there, "value"), low, high)
        claimed = within(node, items(there, "claimed"), low, high)
        if node["missing_is_lowest"]:
            counted = [{**i, "claimed": i["claimed"] or i["low"]} for i in there]
            claimed = within(node, items(counted, "claimed"), low, high)
    return {
        "low": low,
        "value": low if node["missing_is_lowest"] else value,
        # only what is shown is said to be claimed
        "claimed": claimed if node["shown"] else None,
        "high": high,
        "coverage": coverage,
    }


def within(node: Data, known: list[Item], low: Fraction, high: Fraction) -> Fraction | None:
    return min(max(aggregate(node, known), low), high) if known else None


def with_or_without(there: Sequence[Data]) -> Iterator[list[Data]]:
    """The inputs, whichever of those leave that can."""
    for kept in itertools.product(
        *([True, False] if item["can_leave"] else [True] for item in there)
    ):
        if any(kept):
            yield list(itertools.compress(there, kept))


def items(there: Sequence[Data], figure: str) -> list[Item]:
    return [
        (Fraction(item["weight"]), Fraction(item[figure]))
        for item in there
        if item[figure] is not None
    ]


def by_table(
    node: Data, there: Sequence[Data]
) -> tuple[Fraction, Fraction, Fraction | None, Fraction | None]:
    made = by_sum(node) if node["parameters"]["by"] == "sum" else by_lines(node)
    futures = [
        [Fraction(score) for score in item["can_become"]] + [None] * item["can_leave"]
        for item in there
    ]
    cases = {
        tuple(sorted(s for s in case if s is not None)) for case in itertools.product(*futures)
    } - {()}
    results = [made(case) for case in cases]
    is_complete = all(item["state"] in {"answered", "not_applicable", "scored"} for item in there)
    value, claimed = (
        made(tuple(sorted(score for _, score in items(there, figure)))) if is_complete else None
        for figure in ("value", "claimed")
    )
    return min(results), max(results), value, claimed


def by_lines(node: Data) -> Callable[[tuple[Fraction, ...]], Fraction]:
    lines = {
        tuple(sorted(place(node, letter) for letter in key.split())): place(node, result)
        for table in node["parameters"]["tables"].values()
        for key, result in table.items()
    }
    return lambda case: lines[case]


def by_sum(node: Data) -> Callable[[tuple[Fraction, ...]], Fraction]:
    worth = {place(node, letter): Fraction(w) for letter, w in node["parameters"]["worth"].items()}

    def made(case: tuple[Fraction, ...]) -> Fraction:
        total = sum((worth[score] for score in case), Fraction(0))
        table = node["parameters"]["tables"][str(len(case))]
        return max(place(node, name) for name, least in table.items() if Fraction(least) <= total)

    return made


def aggregate(node: Data, given: list[Item]) -> Fraction:
    stated = node["parameters"]
    floor = None if stated["floor"] is None else Fraction(stated["floor"])
    floored = [(w, s if floor is None else max(s, floor)) for w, s in given]
    scores, weight = [s for _, s in floored], sum((w for w, _ in floored), Fraction(0))
    rules: dict[str, Callable[[], Fraction]] = {
        "arithmetic-mean": lambda: sum((w * s for w, s in floored), Fraction(0)) / weight,
        "minimum": lambda: min(scores),
        "maximum": lambda: max(scores),
        "share-of-boxes": lambda: sum(scores, Fraction(0)) / len(scores),
        "harmonic-mean": lambda: (
            Fraction(0) if 0 in scores else weight / sum((w / s for w, s in floored), Fraction(0))
        ),
        "geometric-mean": lambda: power(floored, weight, Fraction(0)),
        "power-mean": lambda: power(floored, weight, Fraction(stated["exponent"] or 0)),
        "sum-of-points": lambda: capped(
            floored, Fraction(stated["cap"]) if stated["cap"] else weight
        ),
        "any-n-of": lambda: capped([(Fraction(1), s) for s in scores], Fraction(stated["n"] or 0)),
        "weakest-link": lambda: weakest(node, scores),
    }
    return rules[node["rule"]]()


def capped(given: list[Item], cap: Fraction) -> Fraction:
    enough = min(cap, sum((w for w, _ in given), Fraction(0)))
    return 100 * min(enough, sum((w * s for w, s in given), Fraction(0)) / 100) / enough


def weakest(node: Data, scores: list[Fraction]) -> Fraction:
    grades, lowest = node["letters"]["grades"], min(scores)
    name = grades[int(lowest * (len(grades) - 1) / 100)]
    return place(node, name + "+") if max(scores) > lowest and not name.endswith("+") else lowest


def power(given: list[Item], weight: Fraction, exponent: Fraction) -> Fraction:
    """The power mean, at exponent 0 the geometric one."""
    scores = [s for _, s in given]
    if len(set(scores)) == 1:
        return scores[0]
    if exponent <= 0 and 0 in scores:
        return Fraction(0)
    if exponent == 0:
        return settled(
            lambda: sum((decimal(w / weight) * decimal(s).ln() for w, s in given), Decimal(0)).exp()
        )
    r = decimal(exponent)

    def calculate() -> Decimal:
        raised = sum((decimal(w / weight) * decimal(s) ** r for w, s in given if s), Decimal(0))
        return raised ** (1 / r)

    return settled(calculate)


def settled(calculate: Callable[[], Decimal]) -> Fraction:
    with localcontext() as context:
        context.prec = 55
        return Fraction(round(calculate(), PLACES))


def decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator
