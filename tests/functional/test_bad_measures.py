"""Measures that do not fit their questionnaire: one message a mistake, with a cure that works."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.functional.conftest import Run

QUESTIONNAIRE = """\
format: coherence-kit/questionnaire/1
id: small
version: "1.0"
title: Small
origin: {title: Example, publisher: Example, edition: "1"}
sections:
- id: part
  title: Part
  questions:
  - {id: share, type: number, label: Share, text: What share?, goalposts: {low: 0, high: 80}}
  - id: step
    type: scale
    label: Step
    text: Which step?
    scale: {id: three, steps: [0, 1, 2]}
    steps: {0: None, 1: Some, 2: All}
  - {id: name, type: text, label: Name, text: What is its name?}
  - id: rows
    type: matrix
    label: Rows
    text: Which?
    columns: [{id: no, text: No, score: 0}, {id: all, text: All, score: 100}]
    rows: [{id: law, label: Law}, {id: use, label: Use}]
"""
MEASURES = """\
format: coherence-kit/measures/1
id: small-measures
version: "1.0"
questionnaire: small
measures:
- id: act
  label: Act
  text: Do it by the end of the year.
  fires_when: {FIRES}
  raises: {RAISES}
  why: Nobody does it.
  first_steps: [{actor: Clerk, action: Drafts it., product: a draft}]
  lead_role: labour
  effort: {days: 10}
  horizon: short
"""


def check(run: Run, folder: Path, fires: str, raises: str) -> list[dict[str, Any]]:
    (folder / "small.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    text = MEASURES.replace("{FIRES}", f"{{{fires}}}").replace("{RAISES}", f"{{{raises}}}")
    (folder / "measures.yaml").write_text(text, encoding="utf-8")
    problems: list[dict[str, Any]] = json.loads(run("check", folder, "--format", "json").stdout)
    return problems


@pytest.mark.parametrize(
    ("fires", "raises", "cure"),
    [
        ("question: share, step: 40", "question: share, to: 60", "write above: or below: with"),
        ("question: share, below: 40", "question: share, to: lots", "write digits"),
        (
            "question: share, below: 40",
            "question: share, to: 60.00000000000000000000000000000000001",
            "write at most 34 digits, and an exponent of at most 99",
        ),
        ("question: step, step: 3", "question: step, to: 2", "choose one of them"),
        ("question: share, below: 40", "question: name, to: x", "name a question that has a score"),
        ("question: rows, option: no", "question: rows.law, to: all", "rows.law, rows.use"),
    ],
)
def test_a_measure_that_names_no_answer_is_told_once_with_a_cure_that_works(
    run: Run, tmp_path: Path, fires: str, raises: str, cure: str
) -> None:
    (problem,) = check(run, tmp_path, fires, raises)
    assert cure in problem["cure"]
