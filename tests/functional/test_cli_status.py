from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from coherence_kit import content
from tests.functional.conftest import ANSWERED, Run, Write
from tests.shipped import shipped_submissions

SUBMISSIONS = content.folder("questionnaires") / "submissions"
VELMORA = SUBMISSIONS / "illustrative" / "velmora-2026-illustrative.yaml"
HEAD = 'format: coherence-kit/submission/1\nquestionnaire: {id: small, version: "1.2"}\n'
BAD = {
    "empty": b"",
    "binary": bytes(range(256)),
    "not UTF-8": HEAD.encode() + b"country: \xff\n",
    "a list": b"- 1\n- 2\n",
    "no YAML": b"answers: [1, 2\n",
    "another kind": b"format: coherence-kit/measures/1\nid: m\n",
    "unknown questionnaire": HEAD.replace("small", "smal").encode(),
    "another version": HEAD.replace("1.2", "7.0").encode(),
    "wrong answer": HEAD.encode() + b"answers:\n  exchange.rule: 9\n",
    "unknown question": HEAD.encode() + b"answers:\n  exchange.rul: 1\n",
    "an alias": HEAD.encode() + b"answers:\n  exchange.rule: &a 1\n  exchange.seat: *a\n",
    "thirty thousand brackets": b"[" * 30_000,
}


def test_the_text_names_respondent_figures_and_what_is_missing(run: Run) -> None:
    result = run("status", VELMORA)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Velmora · First round, 2026 · 2026-06-30\n" in result.stdout
    assert "(intragovernmental 2.0)" in result.stdout
    assert re.search(r"\d+ of \d+ dealt with \(\d+ answered", result.stdout)
    assert "\nWithout an answer (" in result.stdout
    assert "         Who: the office that signs aid agreements" in result.stdout
    lines = result.stdout.splitlines()
    assert max(len(line) for line in lines if line != str(VELMORA)) <= 100


@pytest.mark.parametrize(
    ("command", "options"),
    [("status", []), ("score", []), ("score", ["--explain", "2"]), ("robustness", [])],
)
def test_every_semicolon_and_colon_in_french_has_its_space(
    run: Run, command: str, options: list[str]
) -> None:
    own = SUBMISSIONS / "illustrative" / "velmora-2026-aggregation-rules.yaml"
    ask = own if options == [] else VELMORA
    text = run(command, ask, "--lang", "fr", *options).stdout.replace(str(ask), "")
    french = re.sub(r"\n +(Qui|Preuve|Inconnu) :[^\n]*(\n {9}[^\n]*)*", "", text)
    assert re.findall(r"[\w)];|\bélément[a-z]*:", french) == []
    assert re.search("[\u00a0\u202f][;:] ", french)
    assert not re.search(r"^ *part ", french, re.MULTILINE)


def test_files_may_be_of_several_questionnaires(run: Run) -> None:
    paths = shipped_submissions()
    result = run("status", *paths)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{len(paths)} files")
    assert all(path.name in result.stdout for path in paths)


@pytest.mark.parametrize("command", ["status", "score", "robustness", "check"])
def test_a_path_of_any_length_is_printed_in_one_line(
    command: str, run_small: Run, submission: Write, tmp_path: Path
) -> None:
    folder = tmp_path.joinpath(*["a-folder of the well-kept records-office"] * 5)
    folder.mkdir(parents=True)
    path = submission(ANSWERED + "  exchange.gone: 1\n" * (command == "check"))
    path = path.rename(folder / path.name)
    printed = run_small(command, path).output
    assert [line for line in printed.splitlines() if line.startswith(str(path))]


@pytest.mark.parametrize("data", BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_named_and_never_stops_the_others(
    data: bytes, run_small: Run, submission: Write, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(data)
    result = run_small("status", bad, submission(ANSWERED))
    assert result.exit_code == 1
    assert "3 of 4 dealt with (3 answered)" in result.stdout
    assert re.search(r"\nbad.yaml .*  [1-9]", result.stdout)
    assert "bad.yaml" in result.stderr
    assert "error" in result.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        "law.in-force: perhaps",
        "law.in-force: *x",
        "law.in-forc: yes",
        "law.in-force: {answer: yes, evidence: 1}",
    ],
)
def test_a_file_with_a_wrong_answer_is_counted_with_the_others(
    wrong: str, run_small: Run, submission: Write, tmp_path: Path
) -> None:
    target = tmp_path / "status.csv"
    path = submission(f"answers:\n  {wrong}\n  exchange.seat: joint-office\n")
    result = run_small("status", path, "-o", target)
    assert result.exit_code == 1
    (row,) = [
        row
        for row in csv.DictReader(io.StringIO(target.read_text("utf-8")))
        if row["line"] == "file"
    ]
    answered = "2" if "evidence" in wrong else "1"
    assert (row["answered"], row["problems"]) == (answered, "1")


def test_the_same_answers_in_two_files_are_told(
    run_small: Run, submission: Write, tmp_path: Path
) -> None:
    first = submission(ANSWERED)
    second = submission(f"# the same\n{ANSWERED}", "again.yaml")
    assert f"It says the same as {first}" in run_small("status", first, second).stderr
    assert (
        f"It says the same as {first}"
        in run_small("collect", first, second, "-o", tmp_path / "out").stderr
    )
    blank = [submission("", name) for name in ("one.yaml", "two.yaml")]
    assert run_small("status", *blank).stderr == ""


def test_a_missing_file_is_a_problem_too(run_small: Run, submission: Write, tmp_path: Path) -> None:
    result = run_small("status", tmp_path / "none.yaml", submission(ANSWERED))
    assert result.exit_code == 1
    assert "Cannot be read (1)" in result.stdout
    assert "file.missing" in result.stderr.split()


def test_a_folder_stands_for_the_submissions_in_it(
    run_small: Run, submission: Write, tmp_path: Path
) -> None:
    path = submission(ANSWERED)
    result = run_small("status", path.parent, path)
    assert result.exit_code == 0
    assert result.stdout == run_small("status", path).stdout
    (tmp_path / "empty").mkdir()
    assert run_small("status", tmp_path / "empty").exit_code == 2


def test_a_file_over_the_size_is_refused(run_small: Run, submission: Write) -> None:
    path = submission("answers: {}\n#" + "x" * 1024 * 1024)
    assert run_small("status", path, "--max-size", "1").exit_code == 1
    assert run_small("status", path).exit_code == 0


def test_an_empty_draft_is_fine_and_lists_every_question(run_small: Run, submission: Write) -> None:
    result = run_small("status", submission(), "--all")
    assert result.exit_code == 0
    assert result.stdout.startswith("Respondent not stated\nGhana\n")
    assert "0 of 4 dealt with; 4 to do (" in result.stdout
    assert "Not signed off." in result.stdout


def test_the_table_goes_to_standard_output_or_to_a_file(
    run_small: Run, submission: Write, tmp_path: Path
) -> None:
    path, target = submission(), tmp_path / "missing.csv"
    shown = run_small("status", path, "--format", "csv").stdout
    assert run_small("status", path, "-o", target).stderr == f"Wrote {target}.\n"
    assert target.read_bytes().decode() == shown
    rows = list(csv.DictReader(io.StringIO(shown)))
    assert [row["needs"] for row in rows] == ["", *["answer"] * 4]
    assert (rows[0]["line"], rows[0]["asked"], rows[0]["to_do"]) == ("file", "4", "4")


def test_the_ending_of_the_file_says_the_format(
    run_small: Run, submission: Write, tmp_path: Path
) -> None:
    target = tmp_path / "status.html"
    assert run_small("status", submission(ANSWERED), "-o", target).exit_code == 0
    assert target.read_text(encoding="utf-8").lstrip().startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    "words", [("-o", "status.docx"), ("-o", "status"), ("--format", "text", "-o", "status.csv")]
)
def test_what_cannot_be_written_is_wrong_use(
    words: tuple[str, ...], run_small: Run, submission: Write
) -> None:
    result = run_small("status", submission(ANSWERED), *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "a table ends with .csv, a page with .html" in result.stderr


def test_a_broken_file_stands_on_the_page_with_its_problems(
    run_small: Run, submission: Write, tmp_path: Path
) -> None:
    broken, target = (
        submission("answers:\n  exchange.rule: 9\n", "broken.yaml"),
        tmp_path / "status.html",
    )
    assert run_small("status", broken, "-o", target).exit_code == 1
    assert "Line 5" in target.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_a_problem(
    run_small: Run, submission: Write, tmp_path: Path
) -> None:
    result = run_small("status", submission(ANSWERED), "-o", tmp_path / "ghana.yaml" / "status.csv")
    assert result.exit_code == 1
    assert "output." in result.stderr


def test_without_a_file_it_is_wrong_use(run: Run) -> None:
    assert run("status").exit_code == 2
