"""No command opens a connection: every one of them is run where none can be opened."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from coherence_kit import content
from coherence_kit.cli import COMMANDS, main

pytestmark = pytest.mark.slow

VELMORA = content.folder("questionnaires") / "submissions" / "velmora-2026-illustrative.yaml"
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
    f"form {NAME} -o {{}}/form.pdf",
    "check {}/form.xlsx",
    "collect {}/form.xlsx -o {}/collected",
    "status {}/form.xlsx {}/form.html -o {}/status.html",
    f"score {VELMORA}",
    f"robustness {VELMORA}",
    f"report {VELMORA} -o {{}}/report.html",
    f"batch {VELMORA} -o {{}}/batch --reports html",
    "demo -o {}/demo",
    f"verify {{}}/demo/{VELMORA.stem}.pdf",
)


def test_no_command_opens_a_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []

    class Refused(socket.socket):
        def __init__(self, *_: object, **__: object) -> None:
            opened.append(self)
            raise ConnectionRefusedError

    monkeypatch.setattr(socket, "socket", Refused)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **_: opened.append(asked))
    for line in LINES:
        words = line.replace("{}", str(tmp_path)).split()
        result = CliRunner().invoke(main, words)
        assert (result.exit_code, opened) == (0, []), (line, result.output)
    assert {line.split()[0] for line in LINES} - {"--help"} == set(COMMANDS)
