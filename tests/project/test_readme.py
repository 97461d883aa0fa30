"""The README's worked example is what the kit does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from coherence_kit.cli import COMMANDS, main

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    text: str
    (text,) = [block for kind, block in BLOCKS if kind == "yaml"]
    monkeypatch.chdir(tmp_path)
    Path("ghana.yaml").write_text(text, encoding="utf-8")
    return text


def test_it_opens_with_the_two_commands() -> None:
    assert [line.split()[:2] for line in BLOCKS[0][1].splitlines()] == [
        ["make", "demo"],
        ["make", "test"],
    ]


def test_every_command_is_named() -> None:
    assert [name for name in COMMANDS if f"coherence {name}" not in README and name != "demo"] == []


def test_the_example_scores_as_it_says(example: str) -> None:
    printed = CliRunner().invoke(main, ["score", "ghana.yaml"]).stdout
    (line,) = [
        line for _, block in BLOCKS for line in block.splitlines() if line.startswith("Result")
    ]

    assert line in printed


def test_the_mistake_is_told_as_it_says(example: str) -> None:
    Path("ghana.yaml").write_text(example.replace("focal-point:", "focalpoint:"), encoding="utf-8")
    printed = CliRunner().invoke(main, ["check", "ghana.yaml"]).stderr
    (shown,) = [block for _, block in BLOCKS if "error submission.unknown-question" in block]

    assert shown.strip() in printed
