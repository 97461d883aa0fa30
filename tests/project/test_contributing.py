"""What CONTRIBUTING shows can be done by following it, without touching code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coherence_kit.cli import main

CONTRIBUTING = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
LETTERS = next(
    block
    for block in re.findall(r"```yaml\n(.*?)```", CONTRIBUTING, re.DOTALL)
    if "id: my-letters" in block
)
ANSWERS = {
    "licences.rule": "order",
    "licences.inspected": "60",
    "contracts.copy": "arrival",
    "contracts.pay": "law",
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "my-letters.yaml").write_text(LETTERS, encoding="utf-8")
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_questionnaire_in_letters_has_no_problem(content: Path) -> None:
    assert run("check", content, "--strict").exit_code == 0


def test_it_is_filled_in_and_worked_through(content: Path, tmp_path: Path) -> None:
    form = tmp_path / "form.yaml"
    assert run("form", "my-letters", "-o", form, "-Q", content).exit_code == 0
    text = form.read_text(encoding="utf-8")
    for question, answer in ANSWERS.items():
        text = text.replace(f"  {question}:\n    answer:", f"  {question}:\n    answer: {answer}")
    form.write_text(text, encoding="utf-8")
    scored = run("score", form, "-Q", content, "--explain", "contracts").stdout
    # C and A give B by the table; licences are C and B, so C+; the lowest of C+ and B, with B higher, stays C+
    assert "the line “A C” of the table for 2 = B" in scored
    assert "published as the letter C+" in scored


def test_a_table_with_a_hole_is_named(content: Path) -> None:
    (content / "my-letters.yaml").write_text(LETTERS.replace("D A: C, ", ""), encoding="utf-8")
    printed = run("check", content).stderr
    assert "questionnaire.table-hole" in printed
    assert "D A" in printed
