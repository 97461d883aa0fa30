"""Every code of the catalogue has a faulty file, and the text that is printed for it is
the one that was read through.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from coherence_kit.problems import CATALOGUE
from tests.faulty.examples import ELSEWHERE, HERE, SCORED, Example, examples, printed, wanted_codes
from tests.faulty.rounds import MERGED

EXAMPLES = examples()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    empty = tmp_path / "folder"
    empty.mkdir()
    return empty


def test_every_code_has_one_faulty_file() -> None:
    assert sorted(example.code for example in EXAMPLES) == sorted(wanted_codes())


def test_every_expected_text_belongs_to_a_faulty_file() -> None:
    assert sorted(path.stem for path in HERE.glob("*.txt")) == [
        example.code for example in EXAMPLES
    ]


@pytest.mark.parametrize("prefix", ELSEWHERE)
def test_what_is_left_to_other_tests_exists_and_is_tested_there(prefix: str) -> None:
    tests = [path for path in HERE.parent.rglob("test_*.py") if path.parent != HERE]
    codes = [code for code in CATALOGUE if code.startswith(prefix)]
    assert codes
    assert [
        code for code in codes if not any(f'"{code}"' in path.read_text("utf-8") for path in tests)
    ] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_what_is_printed_is_what_was_accepted(example: Example, folder: Path) -> None:
    assert printed(example, folder) == example.expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_one_fault_is_one_problem(example: Example, folder: Path) -> None:
    if example.code in SCORED or example.code in MERGED:
        told = re.findall(r": (error|warning|note) (\S+)$", printed(example, folder), re.MULTILINE)
        assert told == [(CATALOGUE[example.code].severity, example.code)]
    else:
        problems = json.loads(printed(example, folder, "--format", "json"))
        assert [problem["code"] for problem in problems] == [example.code]
        assert problems[0]["severity"] == CATALOGUE[example.code].severity


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_a_message_has_place_rule_and_cure_in_whole_sentences(example: Example) -> None:
    first, *rest = example.expected.read_text(encoding="utf-8").splitlines()
    assert example.code in first
    rule, cure = rest[-4], rest[-3]
    assert rule.startswith("  Rule: ")
    assert cure.startswith("  Cure: ")
    for line in (rest[-5], rule, cure):
        assert line.endswith((".", "?"))
        assert (
            re.search(r"\{\w*\}", line) is None
        )  # a parameter that was not filled in; {key: value} is an example
        assert "None" not in line
