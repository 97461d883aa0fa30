"""The index of `benchmarks.table_rows` written by hand in Polars: a table in, its scores out.

`python -m benchmarks.polars_index TABLE.csv SCORES.csv`. Weighted means of what is answered in
sections, and of the sections in the whole, with the bounds of what is missing, the share that is
answered, and the class of the result; in doubles, so that a row whose bound is just 40 may come out
as 39.99999999999999, in the class below.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl

SECTIONS, QUESTIONS, STEPS = 5, 7, 4
LIMITS = ((0, "low"), (40, "middle"), (70, "high"))
LEAST_ANSWERED = 0.6


def weight_of_section(section: int) -> float:
    """The weight of a section in the whole."""
    return 1 + section / 2


def weight_of_question(question: int) -> float:
    """The weight of a question in its section."""
    return 1 + question % 3


def _mean(values: list[pl.Expr], weights: list[float]) -> pl.Expr:
    """The weighted mean of what is there."""
    parts = list(zip(values, weights, strict=True))
    above = pl.sum_horizontal([value * weight for value, weight in parts])
    below = pl.sum_horizontal([value.is_not_null() * weight for value, weight in parts])
    return pl.when(below > 0).then(above / below)


def _level(value: pl.Expr) -> pl.Expr:
    found = pl.lit(None, dtype=pl.String)
    for start, name in LIMITS:
        found = pl.when(value >= start).then(pl.lit(name)).otherwise(found)
    return found


def score_table(source: Path, target: Path) -> None:
    """Score every row of a table, in steps whose results are kept."""
    weights = [weight_of_question(question) for question in range(QUESTIONS)]
    names = [f"s{section}" for section in range(SECTIONS)]
    steps: dict[str, list[pl.Expr]] = {"share": [], "mean": [], "low": [], "high": []}
    for name in names:
        answers = [pl.col(f"{name}.q{question}") * (100 / STEPS) for question in range(QUESTIONS)]
        there = [answer.is_not_null().cast(pl.Float64) for answer in answers]
        steps["share"].append(_mean(there, weights))
        steps["mean"].append(_mean(answers, weights))
        steps["low"].append(_mean([answer.fill_null(0) for answer in answers], weights))
        steps["high"].append(_mean([answer.fill_null(100) for answer in answers], weights))
    over = [weight_of_section(section) for section in range(SECTIONS)]
    table = pl.read_csv(source, schema_overrides={"country": pl.String})
    table = table.with_columns(
        expression.alias(f"{name}.{step}")
        for step, expressions in steps.items()
        for name, expression in zip(names, expressions, strict=True)
    )
    table = table.with_columns(
        pl.when(pl.col(f"{name}.share") >= LEAST_ANSWERED).then(pl.col(f"{name}.mean")).alias(name)
        for name in names
    )
    table = table.with_columns(
        _mean([pl.col(f"{name}.share") for name in names], over).alias("coverage"),
        _mean([pl.col(name) for name in names], over).alias("value"),
        _mean([pl.col(f"{name}.low") for name in names], over).alias("low"),
        _mean([pl.col(f"{name}.high") for name in names], over).alias("high"),
    )
    table = table.with_columns(
        pl.when(pl.col("coverage") >= LEAST_ANSWERED)
        .then(pl.col("value").clip(pl.col("low"), pl.col("high")))
        .alias("value")
    )
    table.select(
        "country",
        "round",
        "respondent",
        "value",
        pl.col("value").round(1).alias("text"),
        "low",
        "high",
        _level(pl.col("value")).alias("level"),
        _level(pl.col("low")).alias("level_low"),
        _level(pl.col("high")).alias("level_high"),
        "coverage",
        *names,
    ).write_csv(target)


if __name__ == "__main__":
    score_table(Path(sys.argv[1]), Path(sys.argv[2]))
