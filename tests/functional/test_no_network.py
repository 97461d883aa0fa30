"""No command opens a connection: every one of them is run where none can be opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from coherence_kit import content
from coherence_kit.cli import COMMANDS, main
from tests.offline import offline

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]

VELMORA = (
    content.folder("questionnaires")
    / "submissions"
    / "illustrative"
    / "velmora-2026-illustrative.yaml"
)
ROUND = content.folder("questionnaires") / "submissions" / "rounds" / "velmora-2026"
NAME = "intragovernmental"
# {} stands for a folder of its own; what a line makes the lines below it may read.
LINES = (
    "--help",
    "doctor",
    "questionnaires",
    f"show {NAME}",
    "rules",
    "sources",
    "schema questionnaire",
    "completion bash",
    "new questionnaire own -o {}/own.yaml",
    f"form {NAME} -o {{}}/form.yaml",
    f"form {NAME} --from {VELMORA} -o {{}}/form.xlsx",
    f"form {NAME} -o {{}}/form.html",
    "form sdg-10-7-2 -o {}/form.pdf",
    "check {}/form.xlsx",
    "collect {0}/form.xlsx -o {0}/collected",
    "status {0}/form.xlsx {0}/form.html -o {0}/status.html",
    f"score {VELMORA}",
    f"compare {VELMORA} {VELMORA} -o {{}}/moved.html",
    f"robustness {VELMORA}",
    f"report {VELMORA} -o {{}}/report.html",
    f"batch {VELMORA} -o {{}}/batch --reports html",
    f"merge {ROUND}/round.yaml {ROUND} -o {{}}/merged.yaml",
    "verify {demo}/ghana-2007-documented.pdf",
)


def test_no_command_opens_a_connection(tmp_path: Path, demo: Path) -> None:
    """The demo is made where none can be opened, too."""
    with offline() as opened:
        for line in LINES:
            words = line.format(tmp_path, demo=demo).split()
            result = CliRunner().invoke(main, words)
            assert (result.exit_code, opened) == (0, []), (line, result.output)
    assert {line.split()[0] for line in LINES} - {"--help"} == set(COMMANDS) - {"demo"}
