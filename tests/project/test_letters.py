"""The questionnaire in letters that its page shows is filled in through a form and scored."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coherence_kit.cli import main
from tests.project.markdown import CHECKOUT, Page

PAGE = Page(CHECKOUT / "docs" / "authoring" / "letters.md")
FILE = "content/my-letters.yaml"
(LETTERS,) = (block.text for block in PAGE.blocks if block.file == FILE)
ANSWERS = {
    "licences.rule": "order",
    "licences.inspected": "60",
    "contracts.copy": "arrival",
    "contracts.pay": "law",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "content"
    made.mkdir()
    (made / "my-letters.yaml").write_text(LETTERS, encoding="utf-8")
    return made


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_questionnaire_has_no_problem(folder: Path) -> None:
    assert run("check", folder, "--strict").exit_code == 0


def test_its_form_is_filled_in_and_worked_through(folder: Path, tmp_path: Path) -> None:
    form = tmp_path / "form.yaml"
    assert run("form", "my-letters", "-o", form, "-Q", folder).exit_code == 0
    text = form.read_text(encoding="utf-8")
    for question, answer in ANSWERS.items():
        asked = f"  {question}:\n    answer:"
        assert asked in text
        text = text.replace(asked, f"{asked} {answer}")
    form.write_text(text, encoding="utf-8")
    scored = run("score", form, "-Q", folder, "--explain", "contracts").stdout
    assert "the line “A C” of the table for 2 letters = B" in scored
    assert "published as the letter C+" in scored


def test_a_hole_in_its_table_is_named(folder: Path) -> None:
    line = "D A: C, "
    assert line in LETTERS
    (folder / "my-letters.yaml").write_text(LETTERS.replace(line, ""), encoding="utf-8")
    printed = run("check", folder).stderr
    assert "questionnaire.table-hole" in printed
    assert "D A" in printed
