"""What keeps one answer of a file from being read hides no fault
of the others, and is told once.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.functional.conftest import Run
from tests.workbooks import cell_of

HEAD = (
    'format: coherence-kit/submission/1\nquestionnaire: {id: intragovernmental, version: "2.0"}\n'
)


def told(stderr: str) -> list[str]:
    """The problems, each as its place and its code, without the name of the file."""
    lines = [line for line in stderr.splitlines() if ": error " in line or ": warning " in line]
    return [
        line.partition(":")[2].replace(": error ", " ").replace(": warning ", " ") for line in lines
    ]


@pytest.fixture
def form(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "form.xlsx"
    assert run("form", "intragovernmental", "-o", path).exit_code == 0
    return path


def type_into(path: Path, typed: dict[tuple[str, str], object]) -> None:
    workbook = openpyxl.load_workbook(path)
    for (question, column), value in typed.items():
        cell_of(workbook, question, column).value = value
    workbook.save(path)


def test_a_bad_cell_of_a_workbook_hides_no_other_fault(
    run: Run, form: Path, tmp_path: Path
) -> None:
    type_into(
        form,
        {
            ("planning.mainstreaming", "answer"): "=1+1",
            ("planning.policy-stage", "answer"): 9,
            ("planning.one-tool", "answer"): 7,
            ("planning.one-tool", "date"): "2024-13",
            ("planning.monitoring", "answer"): 1,
            ("planning.monitoring", "review.verdict"): "changed",
            ("planning.monitoring", "review.answer"): "=2",
            ("coordination.levels", "review.verdict"): "changed",
        },
    )
    problems = told(run("collect", form, "-o", tmp_path / "out").stderr)
    assert sorted(problem.rpartition(" ")[2] for problem in problems) == [
        "submission.answer",
        "submission.answer",
        "submission.document-date",
        "submission.review-answer",
        "workbook.formula",
        "workbook.formula",
    ]


def test_what_depends_on_a_cell_that_cannot_be_read_is_not_told_as_undecided(
    run: Run, form: Path, tmp_path: Path
) -> None:
    type_into(
        form,
        {("planning.agreements-exist", "answer"): "=1=1", ("planning.agreements", "answer"): 1},
    )
    result = run("collect", form, "-o", tmp_path / "out")
    assert "workbook.formula" in result.stderr
    assert "submission.open" not in result.stderr
    type_into(
        form,
        {("planning.agreements-exist", "answer"): None, ("planning.mainstreaming", "answer"): 9},
    )
    assert "submission.open" in run("collect", form, "-o", tmp_path / "again").stderr


def test_local_faults_of_yaml_hide_no_other_fault(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ghana.yaml"
    answers = (
        "country: Gahna\n"
        "answers:\n"
        "  planning.mainstreaming: 9\n"
        "  planning.policy-stage: {answer: 7, evidence: yes}\n"
        "  planning.policy-stage: 2\n"
        "  planning.one-tool: *x\n"
        "  planning.budget: !b 8\n"
        "  planing.agreements: 2\n"
    )
    path.write_text(HEAD + answers, "utf-8")
    assert told(run("collect", path, "-o", tmp_path / "out").stderr) == [
        "3:10 submission.country",
        "5:27 submission.answer",
        "6:35 submission.answer",
        "6:48 schema.value",
        "7:3 yaml.duplicate-key",
        "8:22 yaml.alias",
        "9:20 yaml.tag",
        "10:3 submission.unknown-question",
    ]


def test_a_page_with_a_fault_of_its_own_is_read_on(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "form.html"
    assert run("form", "intragovernmental", "-o", path).exit_code == 0
    text = path.read_text("utf-8")
    start = text.index('id="answers">')
    answers = '{"planning.mainstreaming": {"answer": "9"},\n "planning.budget": !x {"answer": "2"}}'
    block = (
        '{"format": "coherence-kit/submission/1",\n "questionnaire": {"id": "intragovernmental", '
        '"version": "2.0"},\n'
    )
    end = text.index("</script", start)
    path.write_text(
        f'{text[:start]}id="answers">\n{block} "answers": {answers}}}\n{text[end:]}', "utf-8"
    )
    problems = told(run("collect", path, "-o", tmp_path / "out").stderr)
    assert [problem.partition(" ")[2] for problem in problems] == [
        "submission.answer",
        "page.broken",
    ]


def test_a_file_of_another_kind_with_a_fault_is_not_checked_as_a_submission(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "measures.yaml"
    path.write_text("format: coherence-kit/measures/1\nid: a\nid: b\n", "utf-8")
    assert told(run("score", path).stderr) == ["3:1 yaml.duplicate-key"]
