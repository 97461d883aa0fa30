"""Nothing in a file, nor in a name that was typed, acts on a terminal or turns its lines round."""

from __future__ import annotations

import json
import logging
import zipfile
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from coherence_kit.cli import console, main
from coherence_kit.problems import shown

ACTS = "\u202egnp\u2066x\u2028y\u200b\u200f"  # what a text of YAML may hold unseen
TYPED = "\x1b[2J\x1b]8;;http://x\x07\r\u202e"  # and what may be typed, or be in a name
IN_A_NAME = TYPED.replace("/", ":")
GENUINE = "می‌خواهم وزارة 👩‍👧"
QUESTIONNAIRE = f"""\
format: coherence-kit/questionnaire/1
id: odd
version: "1.0"
title: {{en: "Title {ACTS} {GENUINE}"}}
scale: {{id: s, steps: [0, 1, 2], hint: {{en: "Hint {ACTS}"}}}}
sections:
- id: first
  title: {{en: "Section {ACTS} {GENUINE}"}}
  questions:
  - id: first.one
    type: scale
    label: {{en: "Label {ACTS} {GENUINE}"}}
    text: {{en: "Text {ACTS}?"}}
    steps: {{0: {{en: "None {ACTS}."}}, 1: {{en: "Some {ACTS}."}}, 2: {{en: "All {ACTS}."}}}}
    target: {{value: 2, reason: {{en: "Reason {ACTS}"}}}}
"""
SUBMISSION = f"""\
format: coherence-kit/submission/1
questionnaire: {{id: odd, version: "1.0"}}
country: XKX
country_name: "Land {ACTS}"
round: "Round {ACTS} {GENUINE}"
date: 2026-06-30
respondent: {{entity: "Ministry {ACTS}", role: "Role {ACTS}"}}
answers:
  first.one: {{answer: 1, comment: "Comment {ACTS}", evidence: [{{title: "Paper {ACTS}"}}]}}
"""


@pytest.fixture
def odd(tmp_path: Path) -> tuple[Path, Path]:
    """A folder with a questionnaire, and a submission to it, with such signs in every text."""
    (tmp_path / "q").mkdir()
    (tmp_path / "q" / "odd.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    path = tmp_path / "odd.yaml"
    path.write_text(SUBMISSION, encoding="utf-8")
    return tmp_path / "q", path


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [*map(str, words)], color=True)


def expect_nothing_acts(result: Result) -> None:
    """The kit colours a few words; nothing else acts."""
    plain = click.unstyle(result.output)
    assert shown(plain) == plain
    assert result.exit_code in {0, 1, 2}, result.output


@pytest.mark.parametrize(
    "words",
    [
        "check FILE",
        "check FILE --format json",
        "check q/odd.yaml",
        "score FILE",
        "score FILE --format json",
        "score FILE --explain first.one",
        "score FILE -v",
        "robustness FILE",
        "robustness FILE --format json",
        "status FILE",
        "status FILE --format csv",
        "status FILE --format html",
        "show odd",
        "questionnaires",
        "report FILE -o out/r.html",
        "batch FILE -o out",
        "collect FILE -o out",
        "form odd --from FILE -o out/f.yaml",
    ],
)
def test_no_text_of_a_file_acts(
    words: str, odd: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, path = odd
    monkeypatch.chdir(path.parent)
    result = run(*words.replace("FILE", path.name).split(), "-Q", folder)
    expect_nothing_acts(result)
    if words in {"show odd", "score FILE"}:
        assert GENUINE in result.stdout


def test_json_is_exact(odd: tuple[Path, Path]) -> None:
    folder, path = odd
    (assessment,) = json.loads(run("score", path, "--format", "json", "-Q", folder).stdout)
    assert assessment["submission"]["round"] == f"Round {ACTS} {GENUINE}"


@pytest.mark.parametrize(
    "words",
    [
        (TYPED,),
        ("check", TYPED),
        ("check", "x.yaml", "--format", TYPED),
        ("check", "x.yaml", f"--{TYPED}"),
        ("check", "x.yaml", "-Q", TYPED),
        ("show", TYPED),
        ("score", "x.yaml", "--lang", TYPED),
        ("report", "x.yaml", "-o", TYPED),
        ("report", "x.yaml", "-o", "r.pdf", "--date", TYPED),
        ("form", "intragovernmental", "-o", TYPED),
        ("form", TYPED, "-o", "x.yaml"),
        ("new", "questionnaire", TYPED, "-o", "x.yaml"),
        ("sources", TYPED),
        ("schema", TYPED),
        ("verify", TYPED),
        ("batch", TYPED, "-o", TYPED),
    ],
    ids=repr,
)
def test_no_word_that_was_typed_acts(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    expect_nothing_acts(result)
    assert result.exit_code
    assert "Error" in click.unstyle(result.stderr) or "error" in result.stderr


@pytest.mark.parametrize("command", ["check", "score", "status", "batch", "collect", "robustness"])
def test_no_name_of_a_file_acts(command: str, odd: tuple[Path, Path], tmp_path: Path) -> None:
    folder, path = odd
    named = tmp_path / "round" / f"a{IN_A_NAME}\nError: all is lost\u2028.yaml"
    named.parent.mkdir()
    named.write_bytes(path.read_bytes())
    (named.parent / f"b{IN_A_NAME}.txt").write_text("not ours")
    out = ("-o", tmp_path / "out") if command in {"batch", "collect"} else ()
    what = named if command in {"score", "robustness"} else named.parent
    result = run(command, what, *out, "-v", "-Q", folder)
    expect_nothing_acts(result)
    assert not any(line.startswith("Error: all is lost") for line in result.output.splitlines())


def test_no_member_of_an_archive_acts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"xl/{TYPED}.xml", b"<a")
        archive.writestr("xl/workbook.xml", f"<{ACTS}>".encode())
    expect_nothing_acts(run("check", path))


def test_no_exception_and_no_line_of_the_log_acts(capsys: pytest.CaptureFixture[str]) -> None:
    console.show_fault(ValueError(f"wrong: {TYPED}{ACTS}"))
    with console.told_of_files():
        logging.getLogger("coherence_kit.x").info("reading %s", f"{TYPED}\n{ACTS}")
    told = capsys.readouterr().err
    assert shown(told) == told
    assert told.count("[U+202E]") == 4
    assert told.splitlines()[-1].startswith("reading [U+001B][2J")


def test_the_line_of_progress_holds_no_sign_that_acts(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with console.progress("Making") as step:
        step(f"a{TYPED}{ACTS}")
    drawn = click.unstyle(capsys.readouterr().err.replace("\r", ""))
    assert shown(drawn) == drawn


def test_pages_hold_no_sign_that_turns_them_round(odd: tuple[Path, Path], tmp_path: Path) -> None:
    folder, path = odd
    for name, words in {
        "r.html": ("report", path),
        "s.html": ("status", path),
        "f.html": ("form", "odd", "--from", path),
    }.items():
        assert run(*words, "-o", tmp_path / name, "-Q", folder).exit_code == 0
        page = (tmp_path / name).read_text("utf-8")
        assert not set(page) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u009b")
    form = tmp_path / "f.html"
    again = run("collect", form, "-o", tmp_path / "again", "-Q", folder)
    assert again.exit_code == 0, again.output
    (one, other) = (
        json.loads(run("score", file, "--format", "json", "-Q", folder).stdout)[0]
        for file in (path, tmp_path / "again" / "f.yaml")
    )
    assert one["submission"]["sha256"] == other["submission"]["sha256"]
