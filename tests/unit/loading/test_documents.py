"""Files that tell by their first lines what they are, and those that many readers share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coherence_kit import content
from coherence_kit.analysis.instrument import prepare
from coherence_kit.loading.documents import Document, peek, read_content, read_document
from coherence_kit.loading.folders import yaml_files
from coherence_kit.loading.library import open_library
from coherence_kit.loading.schema_problems import validate
from coherence_kit.model.questionnaire import Questionnaire


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (b"id: law", {"id": "law"}),
        (b"\xef\xbb\xbfid: law\n", {"id": "law"}),
        (b"# about\r\nid: law\r\nversion: 1.2\r\n", {"id": "law", "version": "1.2"}),
        (b"\"id\": 'law'\n'version': \"1.2\"\n", {"id": "law", "version": "1.2"}),
        (b"id:\tlaw\nformat:coherence-kit/x/1", {"id": "law", "format": "coherence-kit/x/1"}),
        (b"title: x\n\n\nid: law\n", {"id": "law"}),
        (b"id: first\nid: second\n", {"id": "first"}),
        (
            b"questionnaire: law\n" + b"# long\n" * 5000 + b"id: late\n",
            {"questionnaire": "law", "id": "late"},
        ),
        (b'{"id": "law", "sections": [{"id": "inner"}]}', {"id": "law"}),
    ],
)
def test_the_keys_of_the_outermost_map_are_seen(data: bytes, seen: dict[str, str]) -> None:
    assert peek(data) == seen


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b" id: law",
        b"- id: law",
        b"valid: law",
        b"ids: law",
        b"questionnaire: {id: law}",
        b"title: id: law",
        b"id:\nlaw",
        b"title: x\rid: law",
    ],
)
def test_what_stands_further_in_is_not_seen(data: bytes) -> None:
    assert peek(data) == {}


def test_content_is_composed_once_and_each_reader_has_problems_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "law.yaml"
    path.write_text("id: law\n", encoding="utf-8")
    first, second = read_content(path), read_content(path)
    assert first.composed is second.composed
    fresh = read_document(path)
    assert (second.value, second.problems) == (fresh.value, fresh.problems)
    first.report("schema.key", ("id",), key="id")
    assert second.problems == read_content(path).problems == fresh.problems != first.problems
    assert second.problems != []
    second.report("schema.key", ("id",), key="id")  # told to the first one only so far
    assert second.problems == first.problems


def test_content_that_was_changed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "law.yaml"
    for name in ("law", "wal", "law"):  # as long as before, and within the same moment
        path.write_text(f"id: {name}\n", encoding="utf-8")
        assert read_content(path).value == {"id": name}
    path.unlink()
    assert read_content(path).value is None


MADE_OF_OTHERS = """\
format: coherence-kit/questionnaire/1
id: some-of-both
version: "1.0"
title: {en: Some of both}
scale: {id: five, steps: [0, 1, 2, 3, 4]}
sections:
- id: core
  title: {en: Core}
  questions:
  - use: intragovernmental/coordination.focal-point
  - use: multistakeholder/stakeholders.roles
"""


SMALL_QUESTIONNAIRE = MADE_OF_OTHERS.replace("Some of both", "Small").replace(
    """  - use: intragovernmental/coordination.focal-point
  - use: multistakeholder/stakeholders.roles
""",
    "  - {id: core.one, type: boolean, label: {en: One}, text: {en: Is there one?}}\n",
)


def test_nobody_changes_the_content_that_is_shared(tmp_path: Path) -> None:
    """Not even for a questionnaire whose measures do without some that they need elsewhere."""
    (tmp_path / "some.yaml").write_text(MADE_OF_OTHERS, encoding="utf-8")
    library = open_library([tmp_path])
    for name in library.index():
        prepare(library.questionnaire(name).questionnaire, library.measures(name), (), ())
        library.mappings(name)
    library.documents()
    compared = 0
    for folder in map(content.folder, ("questionnaires", "seeds")):
        for path in yaml_files(folder):
            shared, own = read_content(path), read_document(path)
            assert shared.value == own.value
            assert shared.models == {
                model: model.model_validate(own.value) for model in shared.models or ()
            }
            compared += len(shared.models or ())
    assert compared


def test_a_model_of_shared_content_is_made_once_and_that_of_a_file_for_each(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL_QUESTIONNAIRE, encoding="utf-8")

    def made(read: Callable[[Path], Document]) -> Questionnaire | None:
        return validate(read(path), Questionnaire)

    assert made(read_content) is made(read_content)
    assert made(read_document) is not made(read_document)
    path.write_text(SMALL_QUESTIONNAIRE.replace("1.0", "1.1"), encoding="utf-8")
    other = made(read_content)
    assert other is not None
    assert other.version == "1.1"


def test_content_that_borrows_has_the_model_of_what_is_written_out(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL_QUESTIONNAIRE, encoding="utf-8")
    as_written = validate(read_content(path), Questionnaire)
    document = read_content(path)
    document.replace_value({**document.value, "version": "1.2"})
    written_out = validate(document, Questionnaire)
    assert as_written is not None
    assert written_out is not None
    assert (as_written.version, written_out.version) == ("1.0", "1.2")
    assert validate(read_content(path), Questionnaire) is as_written


def test_wrong_content_is_told_each_time(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL_QUESTIONNAIRE.replace("title:", "titel:", 1), encoding="utf-8")
    for _ in range(2):
        document = read_content(path)
        assert validate(document, Questionnaire) is None
        assert {"schema.unknown-key"} <= {problem.code for problem in document.problems}
