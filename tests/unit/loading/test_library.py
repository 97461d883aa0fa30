from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from coherence_kit import content
from coherence_kit.loading.library import Library, open_library
from coherence_kit.problems import ProblemsFound
from tests.faulty.examples import QUESTIONNAIRES

MEASURES = """\
format: coherence-kit/measures/1
id: {id}
version: "1.0"
questionnaire: small
measures:
- id: write-rule
  label: {label}
  text: Write a rule.
  fires_when: {{question: exchange.rule, step: [0]}}
  raises: {{question: exchange.rule, to: 1}}
  why: Requests are forgotten.
  first_steps: [{{actor: Ministry, action: drafts, product: the draft}}]
  lead_role: labour
  effort: {{days: 10}}
  horizon: short
"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders that both hold `small` and measures for it."""
    both = tmp_path / "first", tmp_path / "second"
    for folder in both:
        shutil.copytree(QUESTIONNAIRES, folder)
        (folder / "measures.yaml").write_text(MEASURES.format(id=folder.name, label=folder.name))
    return both


def library(*folders: Path) -> Library:
    return Library(folders, content.folder("seeds"))


def test_what_ships_is_known() -> None:
    assert "intragovernmental" in open_library().index()


def test_the_first_folder_counts_and_the_others_are_noted(folders: tuple[Path, Path]) -> None:
    first, second = folders
    entry = library(first, second).questionnaire("small")
    assert entry.path == first / "small.yaml"
    assert [(note.code, note.source, note.params["other"]) for note in entry.notes] == [
        ("questionnaire.shadowed", str(first / "small.yaml"), str(second / "small.yaml"))
    ]


def test_of_two_measures_with_one_id_the_first_folders_counts(folders: tuple[Path, Path]) -> None:
    assert [str(measure.label) for measure in library(*folders).measures("small")] == ["first"]
    assert len(library(*folders).catalogues("small")) == 2


def test_a_folder_by_two_names_is_one_folder(folders: tuple[Path, Path], tmp_path: Path) -> None:
    first, _ = folders
    (tmp_path / "link").symlink_to(first)
    found = library(first, tmp_path / "link", first / ".." / "first")
    assert found.questionnaire("small").notes == ()
    assert len(found.catalogues("small")) == 1


@pytest.mark.parametrize(
    "head",
    [
        "format: coherence-kit/questionnaire/1\nid: small\n",
        "format: \"coherence-kit/questionnaire/1\"\nid: 'small'  # ours\n",
        '"format": coherence-kit/questionnaire/1\n"id": "small"\n',
        "\ufeffformat: coherence-kit/questionnaire/1\nid: small\n",
        "# " + "a long licence " * 10_000 + "\nformat: coherence-kit/questionnaire/1\nid: small\n",
    ],
    ids=["plain", "quoted", "keys quoted", "marked", "after a long comment"],
)
def test_a_questionnaire_is_known_however_its_head_is_written(head: str, tmp_path: Path) -> None:
    text = (QUESTIONNAIRES / "small.yaml").read_text(encoding="utf-8").split("id: small\n", 1)[1]
    (tmp_path / "own.yaml").write_text(head + text, encoding="utf-8")
    assert library(tmp_path).questionnaire("small").questionnaire.id == "small"


def test_a_questionnaire_with_errors_is_refused_with_all_of_them(tmp_path: Path) -> None:
    text = (QUESTIONNAIRES / "small.yaml").read_text(encoding="utf-8")
    (tmp_path / "small.yaml").write_text(
        text.replace("score: 50", "score: 500").replace("score: 0", "score: -1")
    )
    with pytest.raises(ProblemsFound) as caught:
        library(tmp_path).questionnaire("small")
    assert [problem.code for problem in caught.value.problems] == ["schema.value", "schema.value"]


@pytest.mark.parametrize("rest", ["measures: [\n", "measures: 3\n", "mesures: []\n"])
def test_measures_with_errors_are_never_passed_over(rest: str, folders: tuple[Path, Path]) -> None:
    head = MEASURES.format(id="x", label="x").split("measures:\n")[0]
    (folders[0] / "measures.yaml").write_text(head + rest)
    with pytest.raises(ProblemsFound):
        library(*folders).measures("small")


def test_measures_for_other_questionnaires_are_left_alone(folders: tuple[Path, Path]) -> None:
    (folders[0] / "measures.yaml").write_text(
        "format: coherence-kit/measures/1\nquestionnaire: other\nmeasures: [\n"
    )
    assert [str(measure.label) for measure in library(*folders).measures("small")] == ["second"]


def test_an_unknown_id_is_a_key_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="small"):
        library(tmp_path).questionnaire("small")


def test_a_broken_register_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("format: coherence-kit/sources/1\nid: broken\n")
    with pytest.raises(ProblemsFound):
        Library((), tmp_path).register()


def test_the_register_has_every_unit_by_its_id() -> None:
    register = open_library().register()
    assert register["iom-1a-information"].kind == "approach"
    assert all(unit.id == name for name, unit in register.items())


def test_a_questionnaire_in_json_is_found(tmp_path: Path) -> None:
    text = {
        "format": "coherence-kit/questionnaire/1",
        "id": "in-json",
        "version": "1.0",
        "title": "In JSON",
        "origin": {"title": "In JSON", "publisher": "Us", "edition": "First"},
        "sections": [
            {
                "id": "s",
                "title": "S",
                "questions": [{"id": "s.a", "type": "boolean", "label": "A", "text": "A?"}],
            }
        ],
    }
    for name, indent in (("line.yaml", None), ("lines.yaml", 2)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / name).write_text(json.dumps(text, indent=indent), encoding="utf-8")
        assert open_library([folder]).questionnaire("in-json").questionnaire.version == "1.0"
