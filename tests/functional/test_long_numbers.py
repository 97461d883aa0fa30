"""Wherever a number stands in a file it may have 34 digits and an exponent; more are refused."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.functional.conftest import Run

HEAD = """\
format: coherence-kit/questionnaire/1
id: long
version: "1.0"
title: Long numbers
origin: {title: Example, publisher: Example, edition: "1"}
"""
# every place of a number, marked with <> around one that is right there
EVERY_PLACE = f"""{HEAD}rubric:
  rule: {{name: power-mean, exponent: <1.5>, floor: <0.5>}}
  min_coverage: <0.25>
  publish: {{max: <80.5>, decimals: 3}}
  levels: [{{id: low, from: 0, label: Low}}, {{id: high, from: <40.5>, label: High}}]
sections:
- id: a
  title: A
  weight: <2.5>
  rubric: {{rule: {{name: sum-of-points, cap: <2.25>}}}}
  questions:
  - id: a.share
    type: number
    label: Share
    text: What share?
    points: <1.25>
    smallest: <-1.5>
    largest: <99.5>
    goalposts: {{low: <0.1>, high: <0.9>}}
    target: {{value: <0.7>, reason: A plan.}}
  - id: a.fee
    type: number
    label: Fee
    text: What fee?
    points: {{value: <1.5>, reason: It counts.}}
    thresholds: [{{score: 0}}, {{from: <2.5>, score: <50.5>}}, {{from: 5, score: 100}}]
- id: b
  title: B
  questions:
  - id: b.choice
    type: choice
    label: Choice
    text: Which?
    weight: <0.75>
    options: [{{id: x, text: X, score: 0}}, {{id: y, text: Y, score: <33.3>}},
     {{id: z, text: Z, score: 100}}]
  - id: b.boxes
    type: multiple-choice
    label: Boxes
    text: Which?
    scoring: {{name: points, cap: <1.5>}}
    options: [{{id: x, text: X, points: <0.5>}}, {{id: y, text: Y, points: 1}}]
"""
PLACES = len(re.findall("<", EVERY_PLACE))


def with_digits(text: str, digits: int) -> str:
    """The file with every marked number lengthened to so many digits by zeros and a 1."""

    def lengthened(match: re.Match[str]) -> str:
        number = match[1]
        there = len(number.strip("-").replace(".", "").lstrip("0"))
        return f"{number}{'0' * (digits - there - 1)}1"

    return re.sub("<(.*?)>", lengthened, text)


def check(run: Run, folder: Path, text: str) -> list[dict[str, str]]:
    path = folder / "long.yaml"
    path.write_text(text, encoding="utf-8")
    problems: list[dict[str, str]] = json.loads(run("check", path, "--format", "json").stdout)
    return problems


def test_every_number_of_a_questionnaire_may_have_34_digits(run: Run, tmp_path: Path) -> None:
    assert check(run, tmp_path, with_digits(EVERY_PLACE, 34)) == []


def test_35_digits_are_too_many_in_every_place_and_the_limit_is_told(
    run: Run, tmp_path: Path
) -> None:
    problems = check(run, tmp_path, with_digits(EVERY_PLACE, 35))
    assert len(problems) == PLACES
    assert {problem["code"] for problem in problems} == {"schema.value"}
    assert [problem for problem in problems if "at most 34 digits" not in problem["rule"]] == []


@pytest.mark.parametrize("spelt", ["25e-1", "2.5E+0", "0.25e1", "250e-2", "2.50000"])
def test_an_exponent_is_another_spelling_of_the_same_number(
    spelt: str, run: Run, tmp_path: Path
) -> None:
    """The file is then the same questionnaire, with the same content hash."""
    (tmp_path / "x.yaml").write_text(
        'format: coherence-kit/submission/1\nquestionnaire: {id: long, version: "1.0"}\n'
        "answers: {a.share: 0.3, a.fee: 3, b.choice: y, b.boxes: [x]}\n",
        encoding="utf-8",
    )
    results = []
    for weight in ("2.5", spelt):
        text = EVERY_PLACE.replace("weight: <2.5>", f"weight: {weight}")
        (tmp_path / "long.yaml").write_text(with_digits(text, 10), encoding="utf-8")
        scored = run("score", tmp_path / "x.yaml", "-Q", tmp_path, "--format", "json")
        results.append(json.loads(scored.stdout))
    assert results[0] == results[1]
