"""Whatever happens to a file, a command ends with 0 or 1 and says in which line something is wrong.

2,500 seeded changes to files that ship with the kit, and to one with every type of question: of the
text, as a hand or a broken transfer makes them, and of the values, as somebody makes them who has
misunderstood what belongs where.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings

from coherence_kit import content
from coherence_kit.cli import main
from coherence_kit.loading.documents import compose_document
from coherence_kit.workflow import check as checking
from coherence_kit.workflow import score as assessing
from tests.changes import Dice, changed_text, changed_values
from tests.faulty.examples import QUESTIONNAIRES

pytestmark = pytest.mark.slow

# Changes a test makes; `make laws` makes many more.
IS_LAWS = settings().max_examples >= 1000
CHUNK = 250 if IS_LAWS else 50


def _shipped(folder: str, *names: str) -> str:
    return content.folder(folder).joinpath(*names).read_text(encoding="utf-8")


def _a_few_questions() -> str:
    """The questionnaire with its first four questions and a section that has none of its own."""
    head = _shipped("questionnaires", "intragovernmental.yaml").split("\n  - id: ")[:5]
    return "\n  - id: ".join(head) + "\n"


def _a_few_measures() -> str:
    """The catalogue with its first three measures, which then need no others."""
    head = _shipped("questionnaires", "measures", "intragovernmental.yaml").split("\n- id: ")[:4]
    return re.sub(r"(prerequisites|helped_by): .*", r"\1: []", "\n- id: ".join(head)) + "\n"


# name: (file, tests of CHUNK changes each)
SOURCES: dict[str, tuple[Callable[[], str], int]] = {
    "velmora": (
        lambda: _shipped(
            "questionnaires", "submissions", "illustrative", "velmora-2026-illustrative.yaml"
        ),
        10,
    ),
    "ghana": (lambda: _shipped("questionnaires", "submissions", "ghana-2007-documented.yaml"), 8),
    "questionnaire": (_a_few_questions, 10),
    "kinds": (lambda: QUESTIONNAIRES.joinpath("kinds.yaml").read_text(encoding="utf-8"), 10),
    "measures": (_a_few_measures, 7),
    "seeds": (lambda: _shipped("seeds", "undp.yaml"), 3),
    "relations": (lambda: _shipped("seeds", "relations.yaml"), 2),
}
CHANGES = CHUNK * sum(chunks for _, chunks in SOURCES.values())
assert (12_500 if IS_LAWS else 2_500) == CHANGES


def _mutants(name: str, chunk: int) -> Iterator[bytes]:
    text = SOURCES[name][0]()
    value = json.dumps(compose_document(text.encode(), name).value)
    for number in range(CHUNK):
        dice = Dice(f"{name} {chunk} {number}")
        yield changed_text(text, dice) if number % 2 else changed_values(json.loads(value), dice)


# What the commands say


@pytest.fixture(scope="module")
def workspace() -> assessing.Workspace:
    """The shipped content, loaded once."""
    shared = assessing.open_workspace()
    shared.instrument("intragovernmental")
    return shared


@pytest.fixture
def commands(workspace: assessing.Workspace, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    for module in (assessing, checking):
        monkeypatch.setattr(module, "open_workspace", lambda *_, **__: workspace)
    return CliRunner()


def _expect_an_ending(commands: CliRunner, path: Path, *command: str) -> str:
    result = commands.invoke(main, [*command, str(path)])
    assert result.exit_code in {0, 1}, f"{result.stderr}\n{path.read_bytes()!r}"
    return result.stdout


@pytest.mark.parametrize(
    ("name", "chunk"), [(name, i) for name, (_, chunks) in SOURCES.items() for i in range(chunks)]
)
def test_a_changed_file_is_used_or_its_problems_are_named_with_their_lines(
    name: str, chunk: int, commands: CliRunner, tmp_path: Path
) -> None:
    path = tmp_path / f"{name}.yaml"
    for mutant in _mutants(name, chunk):
        path.write_bytes(mutant)
        problems = json.loads(_expect_an_ending(commands, path, "check", "--format", "json"))
        assert [
            problem for problem in problems if problem["line"] < 1 or problem["column"] < 1
        ] == [], mutant
        assert [
            problem for problem in problems if not problem["found"] or "{" in problem["cure"][:1]
        ] == [], mutant
        _expect_an_ending(commands, path, "check")
        if name in {"velmora", "ghana"}:
            _expect_an_ending(commands, path, "score")
