"""An editor that follows the first line of a new file finds the schema, without
network, and the file fits it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.functional.conftest import Run
from tests.functional.test_schema import as_editors_read

MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
NAMES = {
    "questionnaire": "my-country",
    "measures": "intragovernmental",
    "mapping": "our-goals",
    "round": "intragovernmental",
    "columns": "intragovernmental",
    "submission": "intragovernmental",
}


def faults_in_an_editor(path: Path) -> list[str]:
    """What an editor with the YAML language server underlines: a schema is
    looked for beside the file.
    """
    named = MODELINE.match(path.read_text(encoding="utf-8"))
    assert named is not None
    schema: dict[str, Any] = json.loads((path.parent / named[1]).read_text(encoding="utf-8"))
    plain = as_editors_read(path)
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(plain)]


@pytest.mark.parametrize("kind", NAMES)
def test_an_editor_checks_a_new_file_by_the_schema_beside_it(
    kind: str, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "deep" / "new.yaml"
    assert run("new", kind, NAMES[kind], "-o", path).exit_code == 0
    assert faults_in_an_editor(path) == []
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\nformat:", "\nfromat:", 1), encoding="utf-8")
    assert faults_in_an_editor(path) != []


def test_only_an_earlier_schema_is_replaced(run: Run, tmp_path: Path) -> None:
    beside = tmp_path / "questionnaire.schema.json"
    for stands, kept in (
        ('{"title": "coherence-kit questionnaire"}', False),
        ('{"title": "Our own"}', True),
        ("no JSON", True),
    ):
        beside.write_text(stands)
        assert run("new", "questionnaire", "mine", "-o", tmp_path / "mine.yaml").exit_code == 0
        assert (beside.read_text() == stands) is kept


def test_no_schema_lies_beside_a_form_that_is_no_yaml(run: Run, tmp_path: Path) -> None:
    assert run("new", "submission", "intragovernmental", "-o", tmp_path / "f.html").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["f.html"]


def test_the_line_for_editors_stays_when_a_form_is_continued(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    assert run("new", "submission", "intragovernmental", "-o", first).exit_code == 0
    assert run("form", "intragovernmental", "--from", first, "-o", second).exit_code == 0
    assert MODELINE.match(second.read_text(encoding="utf-8"))


@pytest.mark.parametrize("words", [("-v", "score"), ("score", "-v"), ("-v", "score", "--verbose")])
def test_verbose_says_once_what_is_read_from_where(
    words: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    said = run("new", "submission", "intragovernmental", "-o", path, "-v").stderr
    assert f"wrote {path} (" in said
    result = run(*words, path)
    assert result.stderr.count(f"reading {path} (") == 1
    assert "questionnaire intragovernmental 2.0 is " in result.stderr
    assert result.stdout == run("score", path).stdout
    assert "reading" not in run("score", path).stderr
