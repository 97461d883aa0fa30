"""What ships is listed and shown; what is written is valid at once."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from coherence_kit import content
from coherence_kit.loading.documents import read_document
from coherence_kit.loading.folders import yaml_files
from tests.functional.conftest import Run


def test_questionnaires_are_listed_with_version_and_size(run_small: Run) -> None:
    lines = run_small("questionnaires").stdout.splitlines()
    assert lines[::3] == sorted(lines[::3])
    assert "intragovernmental 2.0" in lines[::3]
    assert all(
        re.fullmatch(r"    \d+ sections?, \d+ questions, \d+ measures", line)
        for line in lines[2::3]
    )
    at = lines.index("small 1.2")
    assert lines[at + 1 : at + 3] == [
        "    A small questionnaire",
        "    2 sections, 4 questions, 0 measures",
    ]


def test_show_prints_every_question_with_its_answers(run_small: Run) -> None:
    text = run_small("show", "small").stdout
    for part in (
        "Is a law on migration in force?",
        "By rule and in use",
        "one-ministry",
        "iom-1a-information",
    ):
        assert part in text


@pytest.mark.parametrize(
    "command", [("show",), ("form", "-o", "f.yaml"), ("new", "measures", "-o", "f.yaml")]
)
def test_an_unknown_questionnaire_is_wrong_use_with_a_suggestion(
    command: tuple[str, ...], run_small: Run
) -> None:
    result = run_small(*command, "smal")
    assert result.exit_code == 2
    assert 'no questionnaire "smal". Known: ' in result.stderr
    assert 'Did you mean "small"?' in result.stderr


@pytest.mark.parametrize("kind", ["questionnaire", "measures", "submission"])
@pytest.mark.parametrize("name", ["intragovernmental", "small"])
def test_a_new_file_passes_check_at_once(
    kind: str, name: str, run_small: Run, tmp_path: Path
) -> None:
    path = tmp_path / "new.yaml"
    written = run_small("new", kind, "my-country" if kind == "questionnaire" else name, "-o", path)
    assert (written.exit_code, written.stdout) == (0, "")
    assert str(path) in written.stderr
    checked = run_small("check", path, "--strict")
    assert (checked.exit_code, checked.stderr) == (0, "No problems in 1 file.\n")


@pytest.mark.parametrize("name", ["first", "first.exchange", "null", "true", "1.0", "x" * 120])
def test_a_new_questionnaire_passes_check_whatever_its_id(
    name: str, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "new.yaml"
    assert run("new", "questionnaire", name, "-o", path).exit_code == 0
    assert run("check", path, "--strict").stderr == "No problems in 1 file.\n"
    assert run("form", name, "-o", tmp_path / "form.yaml", "-Q", path.parent).exit_code == 0


@pytest.mark.parametrize("name", ["", "A", "a b", "a_b", "../x", "é", "x" * 121])
def test_what_is_no_id_is_wrong_use(name: str, run: Run, tmp_path: Path) -> None:
    result = run("new", "questionnaire", name, "-o", tmp_path / "new.yaml")
    assert result.exit_code == 2
    assert "is no id" in result.stderr


def test_a_new_questionnaire_can_be_answered_and_scored(run: Run, tmp_path: Path) -> None:
    own, form = tmp_path / "own" / "mine.yaml", tmp_path / "form.yaml"
    own.parent.mkdir()
    for command in (
        ("new", "questionnaire", "mine", "-o", own),
        ("form", "mine", "-o", form, "-Q", own.parent),
    ):
        assert run(*command).exit_code == 0
    form.write_text(
        form.read_text().replace("first.in-force:\n    answer:", "first.in-force:\n    answer: yes")
    )
    assert run("score", form, "-Q", own.parent).exit_code == 0


@pytest.mark.parametrize("name", ["intragovernmental", "small"])
def test_a_form_passes_check_and_has_insufficient_data(
    name: str, run_small: Run, tmp_path: Path
) -> None:
    path = tmp_path / "form.yaml"
    written = run_small("form", name, "-o", path)
    assert (written.exit_code, written.stdout) == (0, "")
    assert run_small("check", path, "--strict").stderr == "No problems in 1 file.\n"
    assert "insufficient data" in run_small("score", path).stdout


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_form_filled_in_as_its_own_text_says_is_valid(
    language: str, run_small: Run, tmp_path: Path
) -> None:
    path = tmp_path / "form.yaml"
    run_small("form", "small", "--lang", language, "-o", path)
    lines = path.read_text(encoding="utf-8").splitlines()
    how_to = {
        line[6:].split(":")[0]: line[6:] for line in lines if re.match(r"#     [a-z_]+:", line)
    }
    start = lines.index("#     evidence:")
    item = lines[start + 1][2:]
    text = "\n".join(lines)
    filled = [how_to["answer"], how_to["comment"], how_to["evidence"], item.strip()]
    block = "\n".join(f"    {line}" for line in filled)
    text = text.replace(
        "  law.in-force:\n    answer:\n", f"  law.in-force:\n    answer:\n    {how_to['unknown']}\n"
    )
    text = text.replace(
        "  exchange.rule:\n    answer:\n    comment:\n    evidence:", f"  exchange.rule:\n{block}"
    )
    path.write_text(text, encoding="utf-8")
    result = run_small("check", path)
    assert [line for line in result.stderr.splitlines() if ": error" in line] == []
    assert "warning submission.open" in result.stderr


def test_a_form_of_an_unknown_kind_is_wrong_use(run_small: Run, tmp_path: Path) -> None:
    result = run_small("form", "small", "-o", tmp_path / "form.docx")
    assert result.exit_code == 2
    assert '"form.docx" ends with none of .yaml, .yml, .xlsx, .html, .pdf' in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_a_problem_and_leaves_nothing(
    run_small: Run, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    result = run_small("form", "small", "-o", tmp_path / "file" / "form.yaml")
    assert result.exit_code == 1
    assert "error output." in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


# Schemas


def _references(schema: Any) -> list[str]:
    if isinstance(schema, list):
        return [found for part in schema for found in _references(part)]
    if not isinstance(schema, dict):
        return []
    own = [schema["$ref"]] if isinstance(schema.get("$ref"), str) else []
    return own + [found for part in schema.values() for found in _references(part)]


@pytest.mark.parametrize("kind", ["questionnaire", "submission", "measures", "sources"])
def test_a_schema_says_which_one_it_is_and_refers_only_to_itself(kind: str, run: Run) -> None:
    result = run("schema", kind)
    assert (result.exit_code, result.stderr) == (0, "")
    schema = json.loads(result.stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {reference.rpartition("/")[0] for reference in _references(schema)} == {"#/$defs"}
    assert {reference.rpartition("/")[2] for reference in _references(schema)} <= set(
        schema["$defs"]
    )


@pytest.mark.parametrize(
    "path", yaml_files(content.folder("questionnaires")), ids=lambda path: path.stem
)
def test_a_schema_knows_the_keys_of_the_shipped_files(path: Path, run: Run) -> None:
    document = read_document(path)
    schema = json.loads(run("schema", document.kind).stdout)
    assert set(document.value) <= set(schema["properties"])
    assert set(schema["required"]) <= set(document.value)
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(shell: str, run: Run) -> None:
    result = run("completion", shell)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "_COHERENCE_COMPLETE" in result.stdout
