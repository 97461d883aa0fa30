from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from coherence_kit import content
from coherence_kit.loading.documents import read_document
from coherence_kit.loading.folders import yaml_files
from tests.faulty.examples import QUESTIONNAIRES
from tests.functional.conftest import Run

SHIPPED = yaml_files(content.folder("questionnaires") / "cases")

SMALL = """\
format: coherence-kit/cases/1
id: mine
questionnaire: small
cases:
# law 100; exchange (50 + 50)/2 = 50; the whole 75
- name: A law, and a rule that nobody uses
  fill: {boolean: yes}
  answers: {exchange.rule: 1, exchange.seat: one-ministry}
  expect:
    value: 75.0
    coverage: 100
    gaps: []
    nodes: {exchange: {value: 50.0}, law.amended: {value: not scored}}
# law 0, so exchange.rule is not asked and leaves; exchange.seat has no answer
- name: No law
  answers: {law.in-force: no, exchange.rule: 2}
  expect:
    value: insufficient data
    low: 0.0
    high: 50.0
    level: insufficient data
    coverage: 50
    nodes: {exchange.rule: {low: not asked}, exchange: {value: insufficient data, high: 100.0}}
"""


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "expert" / "mine.cases.yaml"
    path.parent.mkdir()
    path.write_text(SMALL, encoding="utf-8")
    return path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def differences(run: Run, path: Path, *options: str | Path) -> list[dict[str, Any]]:
    result = run("check", path, "--format", "json", *options)
    problems: list[dict[str, Any]] = json.loads(result.stdout)
    assert {problem["code"] for problem in problems} <= {"cases.differs"}
    assert result.exit_code == (1 if problems else 0)
    return problems


def test_cases_that_come_out_have_no_problem(run_small: Run, cases: Path) -> None:
    result = run_small("check", cases, "--strict")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "No problems in 1 file.\n")


def test_a_wrong_expectation_ends_with_1_and_names_both_values_at_its_line(
    run_small: Run, cases: Path
) -> None:
    change(cases, "value: 75.0", "value: 76.0")
    result = run_small("check", cases)
    assert result.exit_code == 1
    assert "mine.cases.yaml:10:12: error cases.differs" in result.stderr
    assert "expects 76.0 as the value; what comes out is 75.0." in result.stderr
    assert '"A law, and a rule that nobody uses"' in result.stderr


def test_an_experts_file_in_a_folder_is_picked_up_with_the_questionnaire_beside_it(
    run: Run, cases: Path
) -> None:
    shutil.copy(QUESTIONNAIRES / "small.yaml", cases.parent / "small.yaml")
    change(cases, "coverage: 50", "coverage: 60")
    result = run("check", cases.parent.parent)
    assert result.exit_code == 1
    assert "mine.cases.yaml:22:15: error cases.differs" in result.stderr
    assert "expects 60 as the coverage in per cent; what comes out is 50." in result.stderr


@pytest.mark.parametrize(
    ("old", "new", "expected", "found"),
    [
        ("value: insufficient data\n", "value: 0.0\n", "0.0", "insufficient data"),
        (
            "level: insufficient data",
            "level: not applicable",
            "not applicable",
            "insufficient data",
        ),
        ("low: 0.0\n", "low: 0\n", "0", "0.0"),
        ("high: 50.0\n", "high: 100.0\n", "100.0", "50.0"),
        ("{low: not asked}", "{low: 0.0}", "0.0", "not asked"),
        ("{value: not scored}", "{value: 0.0}", "0.0", "not scored"),
        ("gaps: []", "gaps: [exchange.rule]", "exchange.rule", "none"),
    ],
)
def test_every_kind_of_expectation_is_compared(
    old: str, new: str, expected: str, found: str, *, run_small: Run, cases: Path
) -> None:
    change(cases, old, new)
    (problem,) = differences(run_small, cases)
    assert (problem["params"]["expected"], problem["params"]["found"]) == (expected, found)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_case_comes_out_and_every_figure_in_it_is_compared(
    path: Path, run: Run, tmp_path: Path
) -> None:
    assert differences(run, path) == []
    wrong = tmp_path / path.name
    text, changed = re.subn(
        r'(?m)\b(value|low|high|coverage): (?:"[0-9.]+"|"?[A-D][+*]?"?|[a-z ]+?)(?=$|[,}])',
        r"\1: wrong",
        _body(path),
    )
    wrong.write_text(text, encoding="utf-8")
    assert changed > 12
    assert len(differences(run, wrong)) == changed


def _body(path: Path) -> str:
    """A file without its comments, which hold figures as well."""
    return re.sub(r"(?m)^#.*\n", "", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", ["gaps", "measures"])
def test_of_gaps_and_measures_the_first_one_that_differs_is_pointed_at(
    key: str, run: Run, tmp_path: Path
) -> None:
    (path,) = (path for path in SHIPPED if path.name == "intragovernmental.cases.yaml")
    lines = path.read_text(encoding="utf-8").splitlines()
    place = lines.index(f"    {key}:") + 2
    lines[place], lines[place + 1] = lines[place + 1], lines[place]
    wrong = tmp_path / path.name
    wrong.write_text("\n".join(lines), encoding="utf-8")
    (problem,) = differences(run, wrong)
    assert (problem["line"], problem["path"][-2:]) == (place + 1, [key, "no. 2"])
    assert problem["params"]["what"] == f"the first {key}"
    assert sorted(problem["params"]["expected"].split(", ")) == sorted(
        problem["params"]["found"].split(", ")
    )


@pytest.mark.parametrize("questionnaire", ["intragovernmental", "multistakeholder"])
def test_each_questionnaire_ships_with_ten_cases_or_more(questionnaire: str) -> None:
    (document,) = (read_document(path) for path in SHIPPED if path.stem == f"{questionnaire}.cases")
    assert document.value["questionnaire"] == questionnaire
    assert len(document.value["cases"]) >= 10


def test_a_broken_questionnaire_is_told_and_its_cases_are_not_run(run: Run, cases: Path) -> None:
    text = (QUESTIONNAIRES / "small.yaml").read_text(encoding="utf-8")
    (cases.parent / "small.yaml").write_text(
        text.replace("score: 50", "score: 500"), encoding="utf-8"
    )
    change(cases, "value: 75.0", "value: 76.0")
    found = json.loads(run("check", cases.parent, "--format", "json").stdout)
    assert [problem["code"] for problem in found] == ["schema.value"]


def test_cases_are_no_submission(run_small: Run, cases: Path) -> None:
    result = run_small("score", cases)
    assert result.exit_code == 1
    assert "error schema.kind" in result.stderr


def test_the_schema_of_cases_knows_their_keys(run: Run) -> None:
    schema = json.loads(run("schema", "cases").stdout)
    assert set(schema["required"]) == {"format", "id", "questionnaire", "cases"}
    assert set(schema["$defs"]["Case"]["properties"]) == {"name", "fill", "answers", "expect"}
