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
    return filled_in(tmp_path)


def filled_in(folder: Path) -> Path:
    """The same in any folder."""
    draft, target = folder / "draft.yaml", folder / "ghana.xlsx"
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


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF report of such a form, to be read only."""
    form = filled_in(tmp_path_factory.mktemp("hidden"))
    target = form.with_name("out.pdf")
    made = run(["report", str(form), "-o", str(target)])
    assert made.exit_code == 0, made.output
    return target


@pytest.mark.xdist_group("hidden answers")
def test_a_pdf_says_it_and_can_be_verified(report: Path, tmp_path: Path) -> None:
    text = tmp_path / "out.txt"
    subprocess.run(["pdftotext", "-layout", report, text], check=True)
    said = " ".join(text.read_text(encoding="utf-8").split())
    assert SAYS in said
    assert "1 answer stands in no visible cell of the form; annex B names the sheet." in said
    assert verify(report).problems == ()


@pytest.mark.xdist_group("hidden answers")
def test_a_pdf_that_no_longer_says_it_is_refused(report: Path, tmp_path: Path) -> None:
    forged = tmp_path / "out.pdf"
    with pikepdf.open(report) as document:
        stream = document.attachments["report.json"].get_file().obj
        recipe = json.loads(stream.read_bytes())
        assert len(recipe["unseen"]) == 1
        stream.write(json.dumps(recipe | {"unseen": []}).encode())
        del stream.Params.CheckSum
        document.save(forged)

    found = {problem.code for problem in verify(forged).problems}
    assert found & {"verify.page", "verify.page-count"}  # the lines may have made one page more
