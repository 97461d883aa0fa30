"""The command as a process: what only an operating system can try."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coherence_kit import content
from tests.functional.conftest import Write

COHERENCE = (sys.executable, "-m", "coherence_kit")
VELMORA = (
    content.folder("questionnaires")
    / "submissions"
    / "illustrative"
    / "velmora-2026-illustrative.yaml"
)


def process(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        (*COHERENCE, *words), env={**os.environ, **environment}, capture_output=True, check=False
    )


def test_the_module_is_the_command() -> None:
    done = process("--help")
    assert done.returncode == 0
    assert done.stdout.startswith(b"Usage: ")
    assert done.stderr == b""


def test_a_reader_that_goes_away_is_no_fault() -> None:
    line = f"{sys.executable} -m coherence_kit show intragovernmental | head -1"
    done = subprocess.run(
        ("bash", "-o", "pipefail", "-c", line), capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1
    assert done.returncode == 0


@pytest.mark.parametrize(
    "environment",
    [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
    ids=["C", "C and nothing made of it"],
)
def test_results_are_utf_8_in_every_locale(environment: dict[str, str]) -> None:
    done = process("score", VELMORA, **environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == process("score", VELMORA).stdout
    assert "Velmora · First round" in done.stdout.decode()


def test_an_encoding_asked_for_is_kept_and_nothing_fails() -> None:
    done = process("score", VELMORA, PYTHONIOENCODING="latin-1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Velmora · First round" in done.stdout.decode("latin-1")
    assert rb"\u2026 and 12 others" in done.stdout


def test_a_path_that_is_no_text_is_shown_and_nothing_fails(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/gh\xe9na.yaml")
    Path(name).write_text("format: x\n")
    done = process("check", name)
    assert done.returncode == 1
    assert b"na.yaml:1:9: error schema.format" in done.stderr


@pytest.mark.parametrize(
    "environment", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["pipe", "NO_COLOR", "dumb"]
)
def test_a_pipe_gets_no_escape_codes(environment: dict[str, str], submission: Write) -> None:
    done = process("check", submission("answers: []\n"), **environment)
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout + done.stderr


def test_score_loads_nothing_that_renders_or_compares_names() -> None:
    """So that a result is there in a third of a second."""
    program = (
        "import sys, json\n"
        "from coherence_kit.cli import main\n"
        f"main(['score', {str(VELMORA)!r}], standalone_mode=False)\n"
        "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})), file=sys.stderr)\n"
    )
    done = subprocess.run(
        (sys.executable, "-c", program), capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(done.stderr))
    assert (
        loaded & {"weasyprint", "jinja2", "rapidfuzz", "fontTools", "uharfbuzz", "pikepdf"} == set()
    )
    assert "ruamel" in loaded


def test_help_loads_click_and_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from coherence_kit.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)\n"
    )
    done = subprocess.run(
        (sys.executable, "-c", program), capture_output=True, text=True, check=True
    )
    assert (
        set(done.stderr.split()) & {"pydantic", "ruamel", "pycountry", "weasyprint", "jinja2"}
        == set()
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_disk_behind_the_output_is_no_fault_of_the_kit() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            (*COHERENCE, "score", VELMORA), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert b"could not be written (No space left on device)" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_name_that_is_no_utf_8_stops_nothing(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path / "round")
    os.mkdir(folder)  # noqa: PTH102  (a path of bytes)
    for name in (b"gh\xe4na.yaml", b"togo.yaml"):
        with open(os.path.join(folder, name), "wb") as file:  # noqa: PTH118, PTH123  (likewise)
            file.write(VELMORA.read_bytes())
    done = process("batch", os.fsdecode(folder), "-o", str(tmp_path / "out"), "--reports", "html")
    assert done.returncode == 0, done.stderr
    assert b"2 of 2 submissions scored" in done.stdout
    assert r"gh\xe4na.yaml" in (tmp_path / "out" / "scores.csv").read_text("utf-8")
    status = process("status", os.fsdecode(folder), "-o", str(tmp_path / "status.csv"))
    assert status.returncode == 0, status.stderr
