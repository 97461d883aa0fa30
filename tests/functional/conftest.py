"""The command as a person calls it, and a small questionnaire that is quick to load."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from click.testing import CliRunner, Result

from coherence_kit.cli import main
from tests.faulty.examples import QUESTIONNAIRES

Run: TypeAlias = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """`coherence` with these words."""

    def call(*words: str | Path) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words])

    return call


@pytest.fixture
def run_small() -> Run:
    """`coherence` with these words and the folder of the questionnaire `small`."""

    def call(*words: str | Path) -> Result:
        return CliRunner().invoke(main, [*(str(word) for word in words), "-Q", str(QUESTIONNAIRES)])

    return call


Write: TypeAlias = Callable[..., Path]


@pytest.fixture
def submission(tmp_path: Path) -> Write:
    """Write a submission to `small` with these lines after its head."""

    def write(text: str = "", name: str = "ghana.yaml", country: str = "GHA", version: str = "1.2") -> Path:
        path = tmp_path / name
        head = f'format: coherence-kit/submission/1\nquestionnaire: {{id: small, version: "{version}"}}\n'
        path.write_text(f"{head}country: {country}\n{text}", encoding="utf-8")
        return path

    return write


ANSWERED = "answers:\n  law.in-force: yes\n  exchange.rule: 1\n  exchange.seat: joint-office\n"
