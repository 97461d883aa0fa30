"""Mappings in folders: whose counts, which belong to a questionnaire, what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coherence_kit import content
from coherence_kit.loading.documents import compose_document
from coherence_kit.loading.library import Library, open_library
from coherence_kit.loading.mappings import load_mapping
from coherence_kit.problems import ProblemsFound
from tests.faulty.examples import QUESTIONNAIRES

MAPPING = """\
format: coherence-kit/mapping/1
id: {id}
version: "1.0"
title: Goals
edition: as adopted
date: 2026
reference: Gazette 12
standing: a programme
made_by: the ministry
items:
- {{number: "1", label: exchange}}
- {{number: "2", label: agreements}}
questions:
- {{question: small/{question}, bears: {{"1": part}}}}
"""
BORROWING = """\
format: coherence-kit/questionnaire/1
id: borrowing
version: "1.0"
title: Borrowing
sections:
- id: all
  title: All
  questions:
  - use: small/exchange.rule
  - use: small/law.in-force
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "content"
    shutil.copytree(QUESTIONNAIRES, made)
    (made / "goals.yaml").write_text(MAPPING.format(id="goals", question="exchange.rule"))
    return made


def library(*folders: Path) -> Library:
    return Library(folders, content.folder("seeds"))


def test_what_ships_is_known_and_fits_its_questionnaires() -> None:
    shipped = open_library()
    assert set(shipped.mapping_ids()) == {"sdg", "gcm", "mgi", "pcsd"}
    found = [mapping.id for mapping, _ in shipped.mappings("multistakeholder")]
    assert found == ["gcm", "mgi", "pcsd", "sdg"]


def test_a_questionnaire_that_no_line_names_has_none(folder: Path) -> None:
    own = library(folder)
    assert [mapping.id for mapping, _ in own.mappings("small")] == ["goals"]
    assert own.mappings("kinds") == []
    with pytest.raises(KeyError):
        own.mappings("nowhere")


def test_the_first_folder_counts_and_the_other_is_noted(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "goals.yaml").write_text(
        MAPPING.format(id="goals", question="exchange.seat").replace("Goals", "Other goals")
    )
    both = library(other, folder)
    assert str(both.mapping("goals").title) == "Other goals"
    (note,) = both.mapping_shadowing("goals")
    assert (note.code, note.source, note.params["other"]) == (
        "mapping.shadowed",
        str(other / "goals.yaml"),
        str(folder / "goals.yaml"),
    )


def test_two_with_one_id_in_one_folder_are_refused(folder: Path) -> None:
    shutil.copy(folder / "goals.yaml", folder / "more.yaml")
    with pytest.raises(ProblemsFound) as found:
        library(folder).mapping("goals")
    assert [problem.code for problem in found.value.problems] == ["folder.same-id"]


def test_a_borrowed_question_bears_on_the_same_items(folder: Path) -> None:
    (folder / "borrowing.yaml").write_text(BORROWING)
    ((mapping, data),) = library(folder).mappings("borrowing")
    assert [line.question for line in mapping.questions] == ["borrowing/exchange.rule"]
    # what a report carries says the same
    assert load_mapping(compose_document(data, "carried")) == mapping


def test_a_mapping_of_ones_own_with_a_question_that_is_not_there_is_refused(folder: Path) -> None:
    (folder / "goals.yaml").write_text(MAPPING.format(id="goals", question="exchange.rules"))
    with pytest.raises(ProblemsFound) as found:
        library(folder).mappings("small")
    assert [problem.code for problem in found.value.problems] == ["mapping.unknown-question"]


def test_a_shipped_mapping_bears_with_a_questionnaire_in_place_of_the_shipped_one(
    folder: Path,
) -> None:
    text = (folder / "small.yaml").read_text().replace("id: small", "id: intragovernmental", 1)
    (folder / "small.yaml").write_text(text)
    (folder / "goals.yaml").unlink()
    shadowed = Library((folder, content.folder("questionnaires")), content.folder("seeds"))
    assert shadowed.mappings("intragovernmental") == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("edition: as adopted\n", "", "schema.missing-key"),
        ("reference: Gazette 12\n", "reference:\n", "schema.empty"),
        ("standing: a programme\n", "", "schema.missing-key"),
        ("date: 2026\n", "date: soon\n", "schema.value"),
        ('bears: {"1": part}', 'bears: {"1": whole}', "schema.choice"),
        ('bears: {"1": part}', "bears: {}", "schema.empty"),
        ('bears: {"1": part}', 'bears: ["1"]', "schema.value"),
        ('bears: {"1": part}', 'bears: {"1": part, "1": same}', "yaml.duplicate-key"),
        ('bears: {"1": part}', 'bears: {"1 ": part}', "mapping.unknown-item"),
        ("small/exchange.rule", "exchange.rule", "schema.value"),
        ("small/exchange.rule", "small/exchange/rule", "schema.value"),
        ("small/exchange.rule", "small/" + "x" * 130, "schema.value"),
        ('{number: "2", label: agreements}', "agreements", "schema.value"),
        ('number: "2"', 'number: ""', "schema.empty"),
        ('number: "2"', 'number: "1"', "mapping.duplicate-item"),
        ("made_by: the ministry\n", "made_by: the ministry\nscore: 5\n", "schema.unknown-key"),
    ],
)
def test_what_is_wrong_is_one_problem(old: str, new: str, code: str) -> None:
    text = MAPPING.format(id="goals", question="exchange.rule")
    assert old in text
    document = compose_document(text.replace(old, new).encode(), "goals.yaml")
    assert load_mapping(document) is None
    assert [problem.code for problem in document.problems] == [code]
