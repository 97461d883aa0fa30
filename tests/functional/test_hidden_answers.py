"""Answers that stand in no visible cell are named by every command that counts them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner, Result

from coherence_kit.cli import main
from coherence_kit.workflow.verify import verify
from tests.workbooks import changed, row_of

ID, QUESTION = "sdg-10-7-2", "rights.health-care"
SAYS = "1 answer stands in no visible cell of the sheet"


def run(words: list[str]) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A form of a shipped questionnaire with one answer, the row of which is hidden."""
    draft, target = tmp_path / "draft.yaml", tmp_path / "ghana.xlsx"
    draft.write_text(
        f"format: coherence-kit/submission/1\nquestionnaire: {{id: {ID}, version: '1.0'}}\n"
        f"country: GHA\ndate: 2026-06-30\nanswers: {{{QUESTION}: legal-status-only}}\n"
    )
    written = run(["form", ID, "--from", str(draft), "-o", str(target)])
    assert written.exit_code == 0, written.output

    def hide(workbook: Any) -> None:
        sheet = workbook.worksheets[1]
        sheet.row_dimensions[row_of(sheet, QUESTION)].hidden = True

    target.write_bytes(changed(target.read_bytes(), hide))
    return target


@pytest.mark.parametrize(
    "command",
    [
        ["check", "{}"],
        ["score", "{}"],
        ["status", "{}"],
        ["collect", "{}", "-o", "out"],
        ["report", "{}", "-o", "out.html"],
        ["batch", "{}", "-o", "out"],
    ],
    ids=lambda command: command[0],
)
def test_every_command_names_it(
    command: list[str], filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(filled.parent)
    result = run([word.format(filled) for word in command])
    told = [result.output, *(path.read_text() for path in Path().glob("out/problems.csv"))]
    assert any(SAYS in text for text in told), told
    if command[0] == "report":
        assert SAYS in Path("out.html").read_text(encoding="utf-8")


def test_a_pdf_says_it_and_can_be_verified(filled: Path) -> None:
    report, text = filled.with_name("out.pdf"), filled.with_name("out.txt")
    made = run(["report", str(filled), "-o", str(report)])
    assert made.exit_code == 0, made.output
    subprocess.run(["pdftotext", "-layout", report, text], check=True)
    said = " ".join(text.read_text(encoding="utf-8").split())
    assert SAYS in said
    assert "1 answer stands in no visible cell of the form; annex B names the sheet." in said
    assert verify(report).problems == ()


def test_a_pdf_that_no_longer_says_it_is_refused(filled: Path) -> None:
    report = filled.with_name("out.pdf")
    run(["report", str(filled), "-o", str(report)])

    with pikepdf.open(report, allow_overwriting_input=True) as document:
        stream = document.attachments["report.json"].get_file().obj
        recipe = json.loads(stream.read_bytes())
        assert len(recipe["unseen"]) == 1
        stream.write(json.dumps(recipe | {"unseen": []}).encode())
        del stream.Params.CheckSum
        document.save(report)

    assert {problem.code for problem in verify(report).problems} >= {"verify.page"}
