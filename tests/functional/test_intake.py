"""Folders as offices send them: who is read, who is told of, who is nobody's file."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from coherence_kit.cli import main
from coherence_kit.loading.yaml.events import compose
from coherence_kit.workflow.intake import take_in_kit_files, take_in_submissions

SUBMISSION = """format: coherence-kit/submission/1
questionnaire: {id: intragovernmental, version: "2.0"}
country: GHA
round: First round, 2026
date: 2026-06-30
respondent: {entity: Planning office}
answers:
  coordination.focal-point: 2
"""


def a_round(folder: Path) -> Path:
    """What a desk officer found in a mailbox."""
    folder.mkdir(exist_ok=True)
    (folder / "ghana.yaml").write_text(SUBMISSION)
    (folder / "TOGO.YAML").write_text(SUBMISSION.replace("GHA", "TGO"))
    data = compose(SUBMISSION.encode()).value
    assert isinstance(data, dict)
    (folder / "mali.JSON").write_text(json.dumps({**data, "country": "MLI"}))
    (folder / "niger.json").write_text(json.dumps({**data, "country": "NER"}).replace("/", "\\/"))
    (folder / "._ghana.yaml").write_bytes(b"\0\5\x16\7")
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "._ghana.yaml").write_bytes(b"\0\5\x16\7")
    (folder / "ghana.yaml~").write_text("draft")
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7")
    (folder / "notes.docx").write_bytes(b"PK")
    (folder / "package.json").write_text('{"name": "else"}')
    (folder / "list.csv").write_text("country,contact\nGHA,planning\n")
    return folder


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [*map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_no_country_vanishes_for_the_ending_of_its_file(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "round")
    code, said, told = run("batch", folder, "-o", tmp_path / "out")
    with (tmp_path / "out" / "scores.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert sorted(row["country"] for row in rows) == ["GHA", "MLI", "NER", "TGO"]
    assert "4 of 4 submissions scored" in said
    assert code == 0
    named = "list.csv, notes.docx, package.json, scan.pdf"
    assert told.count(f"4 files are no submissions: {named}") == 1
    assert "._ghana" not in told
    assert "ghana.yaml~" not in told


@pytest.mark.parametrize(
    "command",
    [
        lambda folder, out: ("collect", folder, "-o", out),
        lambda folder, _out: ("status", folder),
        lambda folder, _out: ("check", folder),
    ],
    ids=["collect", "status", "check"],
)
def test_every_command_that_takes_folders_names_what_it_passed_over(
    tmp_path: Path, command: Callable[[Path, Path], tuple[str | Path, ...]]
) -> None:
    folder = a_round(tmp_path / "round")
    code, _said, told = run(*command(folder, tmp_path / "out"))
    assert code == 0
    assert told.count("list.csv, notes.docx, package.json, scan.pdf") == 1


def test_of_many_files_the_first_are_named(tmp_path: Path) -> None:
    for number in range(1, 31):
        (tmp_path / f"scan {number:02}.pdf").write_bytes(b"%PDF")
    (note,) = take_in_submissions(tmp_path).notes
    assert note.params["many"] == "30 files are no submissions"
    assert note.params["names"].endswith("scan 10.pdf, and 20 more")


def test_the_round_beside_what_was_sent_in_for_it_is_no_news(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "round")
    begun = "format: coherence-kit/{}/1\nid: x\n"
    (folder / "round.yaml").write_text(begun.format("round"), encoding="utf-8")
    (folder / "mapping.yaml").write_text(begun.format("mapping"), encoding="utf-8")
    intake = take_in_submissions(folder)
    assert folder / "round.yaml" not in intake.files
    (note,) = intake.notes
    assert "mapping.yaml" in note.params["names"]
    assert "round.yaml" not in note.params["names"]


def test_a_folder_without_a_submission_says_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF")
    code, _said, told = run("batch", tmp_path, "-o", tmp_path / "out")
    assert code == 2
    assert "There is no submission" in told
    assert "In it: scan.pdf." in told


def test_results_that_lie_in_the_folder_are_no_news(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "round")
    out = folder / "results"
    for _turn in range(2):
        _code, said, told = run("batch", folder, "-o", out)
        assert "4 of 4" in said
        assert "scores.csv, " not in told
        assert "problems.csv, " not in told


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("form.csv", "utf-8"),
        ("form.csv", "utf-8-sig"),
        ("form.CSV", "cp1252"),
        ("form.txt", "utf-16"),
        ("form.tsv", "utf-8"),
    ],
)
def test_a_sheet_saved_as_text_is_told_of_with_its_cure(
    tmp_path: Path, name: str, encoding: str
) -> None:
    separator = "," if name.endswith(("csv", "CSV")) else "\t"
    rows = [["coherence-kit:start", "", "label"], ["#", "", "Cycle"]]
    text = "\r\n".join(separator.join(row) for row in rows)
    (tmp_path / name).write_bytes(text.encode(encoding))
    (tmp_path / "ghana.yaml").write_text(SUBMISSION)
    code, said, told = run("batch", tmp_path, "-o", tmp_path / "out")
    assert code == 1
    assert "1 of 2 submissions scored" in said
    code, _said, told = run("check", tmp_path / name)
    assert code == 1
    assert "one sheet of a form in a workbook (CSV)" in told
    assert "save it as a workbook (.xlsx or .ods)" in told


def test_a_folder_below_that_cannot_be_looked_into_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_round(tmp_path / "round")
    (folder / "closed").mkdir()
    walk = os.walk

    def walking(top: Path, onerror: Callable[[OSError], object] | None = None) -> object:
        if onerror is not None:
            onerror(PermissionError(13, "Permission denied", str(folder / "closed")))
        return walk(top)

    monkeypatch.setattr("coherence_kit.loading.folders.os.walk", walking)
    code, _said, told = run("batch", folder, "-o", tmp_path / "out")
    assert code == 1
    assert "closed: error file.unreadable" in told


def test_content_of_the_kit_is_none_of_the_submissions(tmp_path: Path) -> None:
    (tmp_path / "ghana.yaml").write_text(SUBMISSION)
    (tmp_path / "own.yaml").write_text("format: coherence-kit/measures/1\nid: own\n")
    intake = take_in_submissions(tmp_path)
    assert [path.name for path in intake.files] == ["ghana.yaml"]
    assert intake.notes[0].params["names"] == "own.yaml"
    assert len(take_in_kit_files(tmp_path).files) == 2


def test_a_file_and_a_link_to_it_are_one(tmp_path: Path) -> None:
    (tmp_path / "ghana.yaml").write_text(SUBMISSION)
    (tmp_path / "link.yaml").symlink_to(tmp_path / "ghana.yaml")
    _code, said, _told = run("status", tmp_path)
    assert said.count("Ghana") == 1
    (tmp_path / "togo.yaml").symlink_to(tmp_path / "gone.yaml")
    code, said, told = run("batch", tmp_path, "-o", tmp_path / "out")
    assert code == 1
    assert "1 of 2 submissions scored" in said
    assert "togo.yaml: not scored" in told


def test_a_submission_that_windows_called_a_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "togo.yaml.txt").write_text(SUBMISSION)
    (tmp_path / "notes.txt").write_text("format: a4")
    intake = take_in_submissions(tmp_path)
    assert [path.name for path in intake.files] == ["togo.yaml.txt"]
    _code, said, _told = run("batch", tmp_path, "-o", tmp_path / "out")
    assert "1 of 1 submission scored" in said


@pytest.mark.parametrize("said", ["Documented", "DOCUMENTED ", "documented"])
def test_a_standing_is_read_however_it_is_written(tmp_path: Path, said: str) -> None:
    path = tmp_path / "ghana.yaml"
    path.write_text(SUBMISSION.replace("round:", f'standing: "{said}"\nround:'))
    code, said_of_it, _told = run("score", path)
    assert code == 0
    assert "Documented: compiled from documents" in said_of_it


def test_a_cure_that_points_to_the_rule_stands_beside_it_in_the_table(tmp_path: Path) -> None:
    (tmp_path / "ghana.yaml").write_text(SUBMISSION.replace("point: 2", "point: nine"))
    run("batch", tmp_path, "-o", tmp_path / "out")
    table = (tmp_path / "out" / "problems.csv").read_text(encoding="utf-8-sig")
    assert "is one of 0, 1, 2, 3, 4. Choose one of them." in table
