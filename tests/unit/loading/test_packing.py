"""A library that is sent elsewhere says there what it says here, without its files."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from coherence_kit.loading.library import Library, open_library
from coherence_kit.problems import Problem, ProblemsFound

QUESTIONNAIRE = """\
format: coherence-kit/questionnaire/1
id: own
version: "1.0"
title: {en: Own}
sections:
  - id: one
    title: {en: One}
    questions:
      - {id: first, type: boolean, label: First, text: "Is there one?"}
"""


def problems_of(library: Library, name: str) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as raised:
        library.questionnaire(name)
    return raised.value.problems


def sent(library: Library) -> Library:
    again: Library = pickle.loads(pickle.dumps(library.packed()))  # noqa: S301  (our own)
    return again


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A questionnaire, one with errors, two with one id, and one in the place of a shipped one."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "own.yaml").write_text(QUESTIONNAIRE)
    (folder / "faulty.yaml").write_text(QUESTIONNAIRE.replace("own", "faulty").replace("bool", "x"))
    for name in ("a", "b"):
        (folder / f"{name}.yaml").write_text(QUESTIONNAIRE.replace("own", "twice"))
    (folder / "other.yaml").write_text(QUESTIONNAIRE.replace("own", "intergovernmental"))
    return folder


def test_what_it_has_and_what_is_wrong_are_the_same_without_the_files(folder: Path) -> None:
    here = open_library([folder])
    there = sent(here)
    own, faulty, twice = (
        here.questionnaire("own"),
        problems_of(here, "faulty"),
        problems_of(here, "twice"),
    )
    shutil.rmtree(folder)

    assert there.index() == here.index()
    assert there.questionnaire("own") == own
    assert problems_of(there, "faulty") == faulty
    assert problems_of(there, "twice") == twice
    assert {problem.code for problem in twice} == {"folder.same-id"}


def test_what_ships_is_known_as_such(folder: Path) -> None:
    here = open_library([folder])
    there = sent(here)
    told = {name: here.folders_of_user(name) for name in here.index()}
    shutil.rmtree(folder)

    assert {name: there.folders_of_user(name) for name in there.index()} == told
    assert told["own"] == (folder,)
    assert told["sdg-10-7-2"] == ()


@pytest.mark.parametrize("name", ["intragovernmental", "sdg-10-7-2"])
def test_measures_mappings_and_sources_go_with_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = open_library()
    there = sent(here)
    monkeypatch.setattr("coherence_kit.loading.library.read_content", None)  # no file is read

    catalogues, mappings, units = there.catalogues(name), there.mappings(name), there.register()

    monkeypatch.undo()
    assert catalogues == here.catalogues(name)
    assert mappings == here.mappings(name)
    assert units == here.register()
    assert units


def test_a_file_that_cannot_be_read_is_told_there_too(folder: Path) -> None:
    here = open_library([folder])
    here.index()
    (folder / "own.yaml").unlink()
    there = sent(here)

    assert problems_of(there, "own") == problems_of(here, "own")
    assert {problem.code for problem in problems_of(there, "own")} == {"file.missing"}
