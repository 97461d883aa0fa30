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
    claimed: 75.0
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
    assert "mine.cases.yaml:23:15: error cases.differs" in result.stderr
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


FIGURE = re.compile(
    r'(?m)\b(?:value|claimed|low|high|coverage): ("[0-9.]+"|"?[A-D][+*]?"?|[a-z ]+?)(?=$|[,}])'
)
BOUNDS = """\
format: coherence-kit/cases/1
id: mine
questionnaire: intragovernmental
cases:
# capacity: training 25 without a document, 75 claimed; analysis 25; preconditions 50 with one
# row unproved: (5·50 + 0)/6 = 41.67 proved; (2·25 + 25 + 83.33)/5 = 31.67, claimed 275/5 = 55
- name: Capacity alone
  fill: {rows: {capacity.preconditions: on-paper}, evidence: true}
  answers:
    capacity.training: 3
    capacity.analysis: 1
    capacity.preconditions.will: on-paper
  expect:
    value: insufficient data
    level_low: beginning
    level_high: complete
    programme: {value: insufficient data, level: insufficient data}
    nodes:
      capacity: {claimed: "55.0", level: beginning, level_low: beginning, level_high: in-use}
# everything at 50, and after its measures at 68.8 (the first of the shipped cases)
- name: All at 50
  fill:
    scale: 2
    boolean: yes
    rows: {capacity.preconditions: on-paper, rights.conventions-ratified: one}
    evidence: true
  answers:
    rights.conventions-ratified.maritime: {answer: all, evidence: [{title: Register}]}
    rights.conventions-ratified.protocols: none
  expect:
    coverage: 100
    programme: {value: 68.8, level: complete}
"""


@pytest.mark.parametrize(
    ("old", "new", "what", "expected", "found"),
    [
        (
            'claimed: "55.0"',
            'claimed: "31.7"',
            'the value as claimed of "capacity"',
            "31.7",
            "55.0",
        ),
        (
            "    level_low: beginning",
            "    level_low: in-use",
            "the level of the lower bound",
            "in-use",
            "beginning",
        ),
        (
            "level_high: in-use",
            "level_high: complete",
            'the level of the upper bound of "capacity"',
            "complete",
            "in-use",
        ),
        (
            "programme: {value: insufficient data",
            "programme: {value: 50.0",
            "the value after the programme",
            "50.0",
            "insufficient data",
        ),
        ("value: 68.8", "value: 67.7", "the value after the programme", "67.7", "68.8"),
        (
            "68.8, level: complete",
            "68.8, level: in-use",
            "the level after the programme",
            "in-use",
            "complete",
        ),
    ],
)
def test_what_is_claimed_the_levels_of_the_bounds_and_the_programme_are_compared(
    old: str, new: str, what: str, expected: str, found: str, *, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "bounds.cases.yaml"
    path.write_text(BOUNDS, encoding="utf-8")
    assert differences(run, path) == []
    change(path, old, new)
    (problem,) = differences(run, path)
    params = problem["params"]
    assert (params["what"], params["expected"], params["found"]) == (what, expected, found)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_case_comes_out_and_every_figure_in_it_is_compared(
    path: Path, run: Run, tmp_path: Path
) -> None:
    assert differences(run, path) == []
    wrong = tmp_path / path.name
    figures = list(FIGURE.finditer(_body(path)))
    assert len(figures) > 12
    wrong.write_text(_with_wrong(figures), encoding="utf-8")
    assert len(differences(run, wrong, "--all")) == len(figures)


def _with_wrong(figures: list[re.Match[str]]) -> str:
    """The text with these figures replaced."""
    text = figures[0].string
    for figure in reversed(figures):
        text = f"{text[: figure.start(1)]}wrong{text[figure.end(1) :]}"
    return text


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
    assert problem["params"]["what"] == f"the {key} from no. 2 on"
    assert problem["params"]["expected"] != problem["params"]["found"]
    assert sorted(problem["params"]["expected"].split(", ")) == sorted(
        problem["params"]["found"].split(", ")
    )


def test_where_none_is_expected_the_first_ones_that_came_out_are_named(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "bounds.cases.yaml"
    path.write_text(BOUNDS.replace("coverage: 100", "measures: []"), encoding="utf-8")
    (problem,) = differences(run, path)
    assert (problem["params"]["what"], problem["params"]["expected"]) == ("measures", "none")
    assert problem["params"]["found"].split(", ") == [
        "coordination.decide-and-follow-up",
        "evidence.add-migration-module",
        "effects.require-replies",
    ]


def test_a_list_that_expects_more_than_comes_out_names_what_is_lacking(
    run: Run, tmp_path: Path
) -> None:
    (shipped,) = (path for path in SHIPPED if path.name == "multistakeholder.cases.yaml")
    path = tmp_path / shipped.name
    shutil.copy(shipped, path)
    change(path, "gaps: [finance.matching]", "gaps: [finance.matching, finance.institutions]")
    (problem,) = differences(run, path)
    assert problem["params"]["what"] == "the gaps from no. 2 on"
    assert problem["params"]["found"] == "none"
    assert problem["params"]["expected"] == "finance.institutions"


@pytest.mark.parametrize(
    "questionnaire",
    ["intragovernmental", "multistakeholder", "remittances", "diaspora", "places"],
)
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
