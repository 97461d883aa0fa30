"""`--excel` of the commands that write one table: `compare` and `status`."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coherence_kit import content
from coherence_kit.cli import main

ILLUSTRATIVE = content.folder("questionnaires") / "submissions" / "illustrative"
ROUND = content.folder("questionnaires") / "submissions" / "rounds" / "velmora-2026"
THEN, NOW = ILLUSTRATIVE / "velmora-2026-illustrative.yaml", ILLUSTRATIVE / "velmora-2028.yaml"
COMMANDS = (
    ("compare", THEN, NOW),
    ("status", THEN, NOW),
    ("status", ROUND, "--round", ROUND / "round.yaml", "--today", "2026-06-30"),
)


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def rows(path: Path, separator: str) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=separator))


@pytest.mark.parametrize("command", COMMANDS, ids=["compare", "status", "round"])
@pytest.mark.parametrize(("language", "separator"), [("fr", ";"), ("en", ",")])
def test_a_table_for_excel_says_the_same_in_the_signs_of_the_language(
    command: tuple[object, ...], language: str, separator: str, tmp_path: Path
) -> None:
    plain, made = tmp_path / "plain.csv", tmp_path / "excel.csv"
    codes = {
        run(*command, "--lang", language, "-o", plain).exit_code,
        run(*command, "--lang", language, "-o", made, "--excel").exit_code,
        run(*command, "--lang", language, "-o", made, "--excel").exit_code,  # in its own place
    }
    assert len(codes) == 1
    assert made.read_bytes().startswith(b"\xef\xbb\xbf")
    heads, *expected = rows(plain, ",")
    assert rows(made, separator)[0] == heads
    changed = set()
    for row, line in zip(rows(made, separator)[1:], expected, strict=True):
        for head, cell, text in zip(heads, row, line, strict=True):
            if cell != text:
                assert cell == text.replace(".", ",")
                changed.add(head)
    figures = {
        "least",
        "by_value",
        *(f"{n}_{t}" for n in ("low", "value", "high") for t in ("then", "now")),
    }
    assert changed == (figures if command[0] == "compare" and language == "fr" else set())


@pytest.mark.parametrize("command", COMMANDS, ids=["compare", "status", "round"])
@pytest.mark.parametrize("more", [(), ("--format", "csv"), ("-o", "a.html")])
def test_what_is_no_file_in_csv_is_not_made_for_excel(
    command: tuple[object, ...], more: tuple[str, ...], tmp_path: Path
) -> None:
    result = run(*command, "--excel", *more)
    assert result.exit_code == 2
    assert "--excel" in result.stderr
    assert not Path("a.html").exists()
