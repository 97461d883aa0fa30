"""A name that is longer than a system allows is a problem of the user's, wherever it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faulty.examples import QUESTIONNAIRES
from tests.functional.conftest import Run, Write

COMMANDS = (
    "check {long}",
    "score {long}",
    "score {good} -Q {long}",
    "status {long}",
    "robustness {long}",
    "verify {long}",
    "compare {long} {good}",
    "compare {good} {long}",
    "collect {long} -o {out}",
    "collect {good} -o {long}",
    "batch {long} -o {out}",
    "batch {good} -o {long}",
    "batch {good} -o {out} --log {long}",
    "batch {good} -o {out} --columns {long}",
    "form small -o {long}",
    "form small --from {long} -o {out}",
    "new plan --from {long} -o {out}",
    "new plan --from {good} -o {long}",
    "merge {long} {good} -o {out}",
    "report {long} -o {out}.html",
    "report {good} -o {long}.html",
    "report {good} -o {out}.html --brand {long}",
    "report {good} -o {out}.html --plan {long}",
    "report {good} -o {out}.html --previous {long}",
    "report {good} -o {out}.docx --template {long}",
    "report {good} -o {out}.html --round {long}",
)


@pytest.mark.parametrize("name", ["a" * 300 + ".yaml", "/".join(["a" * 200] * 25) + ".yaml"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_name_too_long_is_told(
    command: str, name: str, run: Run, submission: Write, tmp_path: Path
) -> None:
    good = submission("answers: {}\n")
    words = command.format(long=tmp_path / name, good=good, out=tmp_path / "out").split()
    takes_folders = words[0] != "merge" and "-Q" not in words
    result = run(*words, *(("-Q", QUESTIONNAIRES) if takes_folders else ()))
    assert result.exit_code in {1, 2}, result.output
    assert "Traceback" not in result.output
