"""What stands where a result goes: an earlier one is replaced, and nothing else ever is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from click.testing import CliRunner, Result

from coherence_kit.cli import main
from tests.faulty.examples import QUESTIONNAIRES
from tests.workbooks import changed

SUBMISSION = (
    'format: coherence-kit/submission/1\nquestionnaire: {id: small, version: "1.2"}\n'
    "country: GHA\nround: One\ndate: 2026-06-30\n"
    "answers: {law.in-force: yes, exchange.rule: 1, exchange.seat: joint-office}\n"
)
THEIRS = b"somebody's work\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with one submission."""
    (tmp_path / "ghana.yaml").write_text(SUBMISSION, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(words: str) -> Result:
    return CliRunner().invoke(
        main,
        [
            *words.split(),
            *([] if words.startswith("new questionnaire") else ["-Q", str(QUESTIONNAIRES)]),
        ],
    )


# The command, and a file that it writes.
WRITING = [
    ("report ghana.yaml -o r.html", "r.html"),
    ("report ghana.yaml -o r.json", "r.json"),
    ("report ghana.yaml -o r.xlsx", "r.xlsx"),
    ("report ghana.yaml -o r.pdf", "r.pdf"),
    ("status ghana.yaml -o s.html", "s.html"),
    ("status ghana.yaml -o s.csv", "s.csv"),
    ("form small -o f.yaml", "f.yaml"),
    ("form small -o f.xlsx", "f.xlsx"),
    ("form small -o f.html", "f.html"),
    ("form small -o f.pdf", "f.pdf"),
    ("new questionnaire mine -o q.yaml", "q.yaml"),
    ("new measures small -o m.yaml", "m.yaml"),
    ("new submission small -o n.yaml", "n.yaml"),
    ("batch ghana.yaml -o out", "out/scores.csv"),
    ("batch ghana.yaml -o out", "out/problems.csv"),
    ("batch ghana.yaml -o out --reports html", "out/reports/ghana.html"),
    ("collect ghana.yaml -o out", "out/ghana.yaml"),
]
each_command = pytest.mark.parametrize(("command", "written"), WRITING)


@each_command
def test_an_earlier_result_is_replaced(command: str, written: str, here: Path) -> None:
    assert run(command).exit_code == 0
    first = (here / written).read_bytes()
    again = run(command)
    assert again.exit_code == 0, again.output
    assert (here / written).read_bytes() == first


@each_command
def test_an_empty_file_is_as_good_as_none(command: str, written: str, here: Path) -> None:
    (here / written).parent.mkdir(parents=True, exist_ok=True)
    (here / written).touch()
    assert run(command).exit_code == 0
    assert (here / written).stat().st_size


@each_command
def test_what_is_no_earlier_result_stays(command: str, written: str, here: Path) -> None:
    (here / written).parent.mkdir(parents=True, exist_ok=True)
    (here / written).write_bytes(THEIRS)
    result = run(command)
    assert result.exit_code == 1, result.output
    assert (here / written).read_bytes() == THEIRS
    told = result.stderr + (
        (here / "out" / "problems.csv").read_text("utf-8") if "reports" in written else ""
    )
    assert ("output.mended" if "collect" in command else "output.taken") in told
    assert "move this file away" in told or "move the file away" in told


@each_command
@pytest.mark.parametrize("there", [True, False], ids=["to a file", "to nothing"])
def test_nothing_is_written_through_a_planted_link(
    command: str, written: str, there: bool, here: Path
) -> None:
    target = here / "theirs"
    if there:
        target.write_bytes(THEIRS)
    (here / written).parent.mkdir(parents=True, exist_ok=True)
    (here / written).symlink_to(target)
    result = run(command)
    assert result.exit_code == 1, result.output
    assert (target.read_bytes() == THEIRS) if there else not target.exists()
    assert (here / written).is_symlink()


def test_no_folder_below_the_one_that_was_named_may_be_a_link(here: Path) -> None:
    (here / "theirs").mkdir()
    (here / "out").mkdir()
    (here / "out" / "reports").symlink_to(here / "theirs")
    result = run("batch ghana.yaml -o out --reports html")
    assert result.exit_code == 1
    assert list((here / "theirs").iterdir()) == []
    assert "output.link" in (here / "out" / "problems.csv").read_text("utf-8")
    assert (here / "out" / "scores.csv").read_text("utf-8").count("\n") == 2


def test_the_folder_that_was_named_may_be_a_link(here: Path) -> None:
    (here / "disk").mkdir()
    (here / "out").symlink_to(here / "disk")
    assert run("batch ghana.yaml -o out --reports html").exit_code == 0
    assert (here / "disk" / "reports" / "ghana.html").is_file()


@pytest.mark.parametrize("second", ["same", "hard link", "link to the folder"])
def test_a_report_does_not_take_the_place_of_its_submission_under_any_name(
    second: str, here: Path
) -> None:
    assert run("form small --from ghana.yaml -o form.html").exit_code == 0
    before = (here / "form.html").read_bytes()
    output = "form.html"
    if second == "hard link":
        os.link(here / "form.html", here / "report.html")
        output = "report.html"
    if second == "link to the folder":
        (here / "again").symlink_to(here)
        output = "again/form.html"
    for command in (f"report form.html -o {output}", f"status form.html -o {output}"):
        result = run(command)
        assert result.exit_code == 2, result.output
        assert "is read too" in result.stderr
        assert (here / "form.html").read_bytes() == before


def test_a_batch_does_not_take_the_place_of_a_form_that_it_reads(here: Path) -> None:
    (here / "out" / "reports").mkdir(parents=True)
    assert run("form small --from ghana.yaml -o out/reports/ghana.html").exit_code == 0
    before = (here / "out" / "reports" / "ghana.html").read_bytes()
    result = run("batch out -o out --reports html")
    assert result.exit_code in {0, 1}
    assert (here / "out" / "reports" / "ghana.html").read_bytes() == before


def test_a_table_that_is_no_result_is_told_of_before_anything_is_scored(here: Path) -> None:
    (here / "out").mkdir()
    (here / "out" / "scores.small.csv").write_bytes(THEIRS)
    result = run("batch ghana.yaml -o out --reports html")
    assert result.exit_code == 1
    assert "scores.small.csv: error output.taken" in result.stderr
    assert [path.name for path in (here / "out").rglob("*")] == ["scores.small.csv"]


def test_a_starter_in_which_somebody_has_written_stays(here: Path) -> None:
    assert run("new questionnaire mine -o q.yaml").exit_code == 0
    changed = (here / "q.yaml").read_text("utf-8") + "# mine\n"
    (here / "q.yaml").write_text(changed, encoding="utf-8")
    result = run("new questionnaire mine -o q.yaml")
    assert (result.exit_code, "output.taken" in result.stderr) == (1, True)
    assert (here / "q.yaml").read_text("utf-8") == changed


def test_a_form_takes_the_place_of_no_questionnaire(here: Path) -> None:
    own = (QUESTIONNAIRES / "small.yaml").read_bytes()
    (here / "small.yaml").write_bytes(own)
    result = run("form small -o small.yaml")
    assert (result.exit_code, "output.taken" in result.stderr) == (1, True)
    assert (here / "small.yaml").read_bytes() == own


@pytest.mark.parametrize("name", ["gnp\u202efdp.yaml", "a\x1b[2J.yaml", "a\nb.yaml"])
def test_no_sign_that_acts_gets_into_a_name_that_the_kit_gives(name: str, here: Path) -> None:
    (here / "round").mkdir()
    (here / "round" / name).write_text(SUBMISSION, encoding="utf-8")
    assert run("batch round -o out --reports html").exit_code == 0
    assert run("collect round -o collected").exit_code == 0
    made = [
        path.name for folder in ("out/reports", "collected") for path in (here / folder).iterdir()
    ]
    assert len(made) == 2
    assert all(part.isprintable() for part in made)


# --- what somebody has added to an earlier result -------------------------------------------------


def note_on_a_page(path: Path) -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[0, 0, 20, 20],
            Contents="Is it so?",
        )
        page = document.pages[0]
        notes = page.obj.get("/Annots", pikepdf.Array())
        page.obj.Annots = pikepdf.Array([*notes, document.make_indirect(note)])
        document.save(path)


def note_on_a_cell(workbook: Any) -> None:
    workbook.worksheets[1]["F5"].comment = openpyxl.comments.Comment("Is it so?", "A reader")


def sheet_of_ones_own(workbook: Any) -> None:
    workbook.create_sheet("Notes")["A1"] = "ours"


def text_beside(workbook: Any) -> None:
    workbook.worksheets[1]["Z5"] = "ours"


def untouched(_workbook: Any) -> None:
    """Opened and saved."""


@pytest.mark.parametrize(
    ("command", "written"),
    [
        ("report ghana.yaml -o r.pdf", "r.pdf"),
        ("form small -o f.pdf", "f.pdf"),
        ("batch ghana.yaml -o out --reports pdf", "out/reports/ghana.pdf"),
    ],
)
def test_a_note_on_a_page_stays_where_it_is(command: str, written: str, here: Path) -> None:
    assert run(command).exit_code == 0
    note_on_a_page(here / written)
    noted = (here / written).read_bytes()
    result = run(command)
    tables = (path.read_text("utf-8") for path in here.glob("out/problems.csv"))
    assert (result.exit_code, (here / written).read_bytes()) == (1, noted)
    assert "output.added" in "".join([result.output, *tables])
    (here / written).unlink()
    assert run(command).exit_code == 0


@pytest.mark.parametrize("add", [note_on_a_cell, sheet_of_ones_own, text_beside])
def test_what_was_added_to_a_form_stays(add: Callable[[Any], None], here: Path) -> None:
    command = "form small -o f.xlsx"
    assert run(command).exit_code == 0
    (here / "f.xlsx").write_bytes(changed((here / "f.xlsx").read_bytes(), add))
    added = (here / "f.xlsx").read_bytes()
    result = run(command)
    assert (result.exit_code, (here / "f.xlsx").read_bytes()) == (1, added)
    assert "output.added" in result.output
    assert run("form small -o another.xlsx").exit_code == 0


def test_a_form_that_another_program_saved_is_replaced(here: Path) -> None:
    command = "form small -o f.xlsx"
    assert run(command).exit_code == 0
    first = (here / "f.xlsx").read_bytes()
    (here / "f.xlsx").write_bytes(changed(first, untouched))
    assert run(command).exit_code == 0
    assert (here / "f.xlsx").read_bytes() == first
