from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from coherence_kit import content
from tests.faulty.examples import QUESTIONNAIRES
from tests.functional.conftest import ANSWERED, Run, Write


def test_a_valid_file_ends_with_0_and_says_so(run_small: Run, submission: Write) -> None:
    result = run_small("check", submission(ANSWERED))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "No problems in 1 file.\n")


def test_problems_end_with_1_and_stand_in_standard_error(run_small: Run, submission: Write) -> None:
    result = run_small("check", submission("answers:\n  exchange.rule: 9\n"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "ghana.yaml:5:18: error submission.answer" in result.stderr
    assert result.stderr.endswith("\n1 error in 1 file.\n")


def test_all_problems_of_all_files_are_told_sorted_by_file_and_line(
    run_small: Run, submission: Write
) -> None:
    second = submission(
        "answers:\n  law.in-forc: yes\n  exchange.rule: {anwser: 1}\n", "b.yaml", country="Ghana"
    )
    first = submission("answers:\n  exchange.seat: two\n", "a.yaml")
    found = json.loads(run_small("check", second, first, "--format", "json").stdout)
    assert [
        (Path(problem["source"]).name, problem["line"], problem["code"]) for problem in found
    ] == [
        ("a.yaml", 5, "submission.answer"),
        ("b.yaml", 3, "submission.country"),
        ("b.yaml", 5, "submission.unknown-question"),
        ("b.yaml", 6, "schema.unknown-key"),
    ]


def test_json_says_the_same_as_the_text(run_small: Run, submission: Write) -> None:
    path = submission("answers:\n  exchange.rule: 9\n")
    result = run_small("check", path, "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    assert json.loads(result.stdout) == [
        {
            "code": "submission.answer",
            "severity": "error",
            "source": str(path),
            "line": 5,
            "column": 18,
            "path": ["answers", "exchange.rule"],
            "params": {
                "part": "answer",
                "value": '"9"',
                "id": "exchange.rule",
                "known": "one of 0, 1, 2",
                "cure": "choose one of them",
                "hint": "",
            },
            "found": 'the answer is "9"',
            "rule": 'an answer to "exchange.rule" is one of 0, 1, 2',
            "cure": "choose one of them.",
        }
    ]


def test_json_of_a_valid_file_is_an_empty_list(run_small: Run, submission: Write) -> None:
    assert run_small("check", submission(), "--format", "json").stdout == "[]\n"


def test_a_warning_fails_only_if_strict(run_small: Run, submission: Write) -> None:
    path = submission("answers:\n  exchange.rule: 1\n")
    assert "warning submission.open" in run_small("check", path).stderr
    assert run_small("check", path).exit_code == 0
    assert run_small("check", path, "--strict").exit_code == 1


def test_a_note_never_fails(run_small: Run, submission: Write) -> None:
    result = run_small("check", submission(version="1.0"), "--strict")
    assert "note submission.older-version" in result.stderr
    assert result.exit_code == 0


def test_of_a_folder_every_yaml_file_is_checked_and_its_questionnaires_are_known(
    run: Run, submission: Write, tmp_path: Path
) -> None:
    shutil.copytree(QUESTIONNAIRES, tmp_path / "questionnaires")
    submission(ANSWERED)
    submission("answers:\n  exchange.rule: 9\n", "broken.yml")
    (tmp_path / "notes.txt").write_text("[")
    result = run("check", tmp_path)
    assert "broken.yml:5:18: error submission.answer" in result.stderr
    assert result.stderr.endswith("1 error, 1 note in 2 of 4 files.\n")


def test_a_questionnaire_beside_the_files_that_answer_it_is_known(
    run: Run, submission: Write
) -> None:
    assert run("check", QUESTIONNAIRES / "small.yaml", submission(ANSWERED)).exit_code == 0


def test_only_the_files_named_are_read(run: Run, submission: Write, tmp_path: Path) -> None:
    """The folder of a questionnaire may be somebody's whole disk."""
    shutil.copy(QUESTIONNAIRES / "small.yaml", tmp_path / "small.yaml")
    (tmp_path / "other.yaml").write_text("format: coherence-kit/questionnaire/1\nid: small\n")
    assert run("check", tmp_path / "small.yaml").stderr == "No problems in 1 file.\n"


def test_what_ships_has_no_problem(run: Run) -> None:
    result = run("check", content.folder("questionnaires"), content.folder("seeds"), "--strict")
    assert result.exit_code == 0, result.stderr


@pytest.mark.parametrize("command", ["check", "score"])
def test_a_folder_before_the_shipped_ones_is_noted_with_both_files(
    command: str, run: Run, tmp_path: Path
) -> None:
    text = (
        content.folder("questionnaires")
        .joinpath("intragovernmental.yaml")
        .read_text(encoding="utf-8")
    )
    own = tmp_path / "own.yaml"
    own.write_text(
        text.replace("id: intragovernmental", "id: intragovernmental  # ours", 1), encoding="utf-8"
    )
    form = content.folder("questionnaires") / "submissions" / "ghana-2007-documented.yaml"
    result = run(command, form, "-Q", tmp_path)
    assert result.exit_code == 0
    assert f"{own}: note questionnaire.shadowed" in result.stderr
    assert str(content.folder("questionnaires") / "intragovernmental.yaml") in result.stderr


def test_a_folder_given_twice_shadows_nothing(run: Run, submission: Write) -> None:
    folders = [
        QUESTIONNAIRES,
        QUESTIONNAIRES / ".." / "questionnaires",
        content.folder("questionnaires"),
    ]
    options = [word for folder in folders for word in ("-Q", folder)]
    assert run("score", submission(ANSWERED), *options).stderr == ""


def test_folders_may_come_from_the_environment(
    run: Run, submission: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COHERENCE_QUESTIONNAIRES", str(QUESTIONNAIRES))
    assert run("check", submission(ANSWERED)).exit_code == 0


def test_a_broken_catalogue_of_measures_is_not_passed_over(
    run: Run, submission: Write, tmp_path: Path
) -> None:
    folder = tmp_path / "own"
    shutil.copytree(QUESTIONNAIRES, folder)
    (folder / "measures.yaml").write_text(
        "format: coherence-kit/measures/1\nquestionnaire: small\nmeasures: [\n"
    )
    result = run("score", submission(ANSWERED), "-Q", folder)
    assert "measures.yaml:3:11: error yaml.syntax" in result.stderr
    assert result.exit_code == 1


def test_a_larger_limit_lets_a_large_file_pass(run_small: Run, submission: Write) -> None:
    path = submission(ANSWERED + "#" * 1_100_000)
    assert "error file.too-large" in run_small("check", path, "--max-size", "1").stderr
    assert run_small("check", path, "--max-size", "2").exit_code == 0


def test_the_limit_holds_for_questionnaires_too(
    run: Run, submission: Write, tmp_path: Path
) -> None:
    folder = tmp_path / "own"
    shutil.copytree(QUESTIONNAIRES, folder)
    with (folder / "small.yaml").open("a", encoding="utf-8") as file:
        file.write("#" * 1_100_000)
    assert (
        "error file.too-large"
        in run("score", submission(ANSWERED), "-Q", folder, "--max-size", "1").stderr
    )
    assert run("score", submission(ANSWERED), "-Q", folder, "--max-size", "2").exit_code == 0


def test_a_folder_without_rights_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("os.scandir", refuse)
    result = run("check", tmp_path)
    assert f"{tmp_path}: error file.unreadable" in result.stderr
    assert "Permission denied" in result.stderr


def test_a_folder_without_files_of_the_kit_is_a_warning(run: Run, tmp_path: Path) -> None:
    assert "warning folder.empty" in run("check", tmp_path).stderr
    assert run("check", tmp_path).exit_code == 0
