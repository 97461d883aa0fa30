"""Where the answer of a reviewer counts, every command works with it, not only the score."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import coherence_kit as ck
from tests.functional.conftest import Run

QUESTIONNAIRE = """\
format: coherence-kit/questionnaire/1
id: reviewed
version: "1.0"
title: The reviewer's answer counts
origin: {title: Example, publisher: Nobody, edition: "2026"}
rubric:
  scored: reviewer
  levels: [{id: low, label: Low, from: 0}, {id: high, label: High, from: 50}]
sections:
- id: part
  title: Part
  questions:
  - {id: part.one, type: boolean, label: One, text: Is it so?}
  - {id: part.two, type: boolean, label: Two, text: Is it written down?}
  - id: part.three
    type: boolean
    label: Three
    text: Is it done?
    depends_on: {question: part.one, in: [true]}
"""
ANSWERS = """\
format: coherence-kit/submission/1
questionnaire: {{id: reviewed, version: "1.0"}}
country: GHA
answers:
  part.one:
    answer: {given}
    review: {{by: A. Reviewer, verdict: changed, answer: {changed}, note: The law was repealed.}}
  part.two: yes
  part.three: yes
"""


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """A folder with a questionnaire of which the reviewer's answers count."""
    tmp_path.joinpath("reviewed.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    return tmp_path


def answered(folder: Path, given: str, changed: str) -> Path:
    path = folder / "ghana.yaml"
    path.write_text(ANSWERS.format(given=given, changed=changed), encoding="utf-8")
    return path


CASES = [("yes", "no", 50.0), ("no", "yes", 100.0), ("yes", "yes", 100.0)]


@pytest.mark.parametrize(("given", "changed", "value"), CASES)
def test_robustness_varies_the_result_that_is_printed(
    run: Run, reviewed: Path, given: str, changed: str, value: float
) -> None:
    path = answered(reviewed, given, changed)
    found = run("robustness", path, path, "-Q", reviewed, "--format", "json")
    assert found.exit_code == 0
    [scored] = json.loads(run("score", path, "-Q", reviewed, "--format", "json").stdout)
    results = [entry["results"][0] for entry in json.loads(found.stdout) if "results" in entry]
    assert {result["value"] for result in results} == {scored["score"]["value"]} == {value}


@pytest.mark.parametrize(("given", "changed", "value"), CASES)
def test_the_library_studies_the_answers_that_count(
    reviewed: Path, given: str, changed: str, value: float
) -> None:
    path = answered(reviewed, given, changed)
    assessment = ck.open(reviewed).assess(path, robustness=True).model
    assert assessment.robustness is not None
    assert assessment.robustness.roots[0].value == assessment.root.value == value
    assert assessment.submission.answer("part.one").given is (given == "yes")


@pytest.mark.parametrize(
    ("given", "changed", "told"),
    [("yes", "no", ["submission.not-asked"]), ("no", "yes", []), ("yes", "yes", [])],
)
def test_a_warning_says_what_is_not_asked_by_the_answer_that_counts(
    run: Run, reviewed: Path, given: str, changed: str, told: list[str]
) -> None:
    path = answered(reviewed, given, changed)
    problems = json.loads(run("check", path, "-Q", reviewed, "--format", "json").stdout)
    assert [problem["code"] for problem in problems] == told
