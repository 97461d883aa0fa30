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

from coherence_kit import content
from tests.functional.conftest import Run
from tests.functional.test_schema import as_editors_read

MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
SHIPPED = content.folder("questionnaires") / "submissions"
BEGUN = {
    "questionnaire": ["my-country"],
    "measures": ["intragovernmental"],
    "mapping": ["our-goals"],
    "round": ["intragovernmental"],
    "columns": ["intragovernmental"],
    "submission": ["intragovernmental"],
    "brand": ["our-ministry"],
    "plan": ["--from", str(SHIPPED / "illustrative" / "velmora-2026-illustrative.yaml")],
}
"""What each kind of file is begun from."""


def faults_in_an_editor(path: Path) -> list[str]:
    """What an editor with the YAML language server underlines: a schema is
    looked for beside the file.
    """
    named = MODELINE.match(path.read_text(encoding="utf-8"))
    assert named is not None
    schema: dict[str, Any] = json.loads((path.parent / named[1]).read_text(encoding="utf-8"))
    plain = as_editors_read(path)
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(plain)]


@pytest.mark.parametrize("kind", BEGUN)
def test_an_editor_checks_a_new_file_by_the_schema_beside_it(
    kind: str, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "deep" / "new.yaml"
    assert run("new", kind, *BEGUN[kind], "-o", path).exit_code == 0
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


def entries_of(path: Path) -> dict[str, dict[str, object]]:
    """The measures of a plan, as an editor reads them."""
    found: dict[str, dict[str, object]] = as_editors_read(path)["measures"]
    return found


def test_a_plan_lists_what_is_recommended_and_is_valid_at_once(run: Run, tmp_path: Path) -> None:
    path, source = tmp_path / "velmora.plan.yaml", BEGUN["plan"][1]
    said = run("new", "plan", "--from", source, "-o", path)
    (assessment,) = json.loads(run("score", source, "--format", "json").stdout)
    entries = entries_of(path)
    assert {*entries} == {item["id"] for item in assessment["measures"]}
    assert f"with {len(entries)} measures" in said.output
    keys = ["lead", "start", "due", "status", "cost", "note"]
    assert [*entries.values()] == [dict.fromkeys(keys)] * len(entries)
    assert "  # M1 Check drafts before they are adopted\n" in path.read_text(encoding="utf-8")
    assert run("check", path).exit_code == 0


def test_a_plan_of_several_chapters_lists_a_measure_of_both_once(run: Run, tmp_path: Path) -> None:
    path, folder = tmp_path / "plan.yaml", SHIPPED / "illustrative"
    chapters = [folder / f"tamoa-2026{name}.yaml" for name in ("-small-administration", "")]
    given = [text for one in chapters for text in ("--from", str(one))]
    assert run("new", "plan", *given, "-o", path).exit_code == 0
    found = json.loads(run("score", *map(str, chapters), "--format", "json").stdout)
    every = [item["id"] for assessment in found for item in assessment["measures"]]
    assert len({*every}) < len(every)
    assert {*entries_of(path)} == {*every}
    assert run("check", path).exit_code == 0


def test_a_plan_that_was_filled_in_is_not_written_over(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    assert run("new", "plan", *BEGUN["plan"], "-o", path).exit_code == 0
    assert run("new", "plan", *BEGUN["plan"], "-o", path).exit_code == 0
    filled = path.read_text(encoding="utf-8").replace("lead:\n", "lead: Cabinet Office\n", 1)
    path.write_text(filled, encoding="utf-8")
    assert run("new", "plan", *BEGUN["plan"], "-o", path).exit_code == 1
    assert path.read_text(encoding="utf-8") == filled


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["plan"], "name it with --from"),
        (["plan", "intragovernmental", *BEGUN["plan"]], "takes no ID"),
        (["round", "intragovernmental", *BEGUN["plan"]], "--from belongs to a plan"),
        (["round", "intragovernmental", "--plan", "p.yaml"], "--plan belongs to a plan"),
        (["round"], "Missing argument 'ID'"),
        (["plan", *BEGUN["plan"], *BEGUN["plan"]], "answer intragovernmental"),
        (
            ["plan", *BEGUN["plan"], "--from", str(SHIPPED / "illustrative/velmora-2028.yaml")],
            "of one country and one round",
        ),
        (
            ["plan", "--from", str(SHIPPED / "illustrative/velmora-2026-sdg-17-14-1.yaml")],
            "No measure is recommended",
        ),
    ],
)
def test_what_a_plan_cannot_begin_from_is_wrong_use(
    words: list[str], told: str, run: Run, tmp_path: Path
) -> None:
    result = run("new", *words, "-o", tmp_path / "new.yaml")
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())
    assert [*tmp_path.iterdir()] == []
