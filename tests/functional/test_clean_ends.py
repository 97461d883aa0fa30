"""How a run ends whatever happens around it: one line, the right code, nothing half written."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from coherence_kit import content
from tests.faulty.examples import QUESTIONNAIRES

COHERENCE = (sys.executable, "-m", "coherence_kit")
VELMORA = (
    content.folder("questionnaires")
    / "submissions"
    / "illustrative"
    / "velmora-2026-illustrative.yaml"
)
SMALL = """\
format: coherence-kit/submission/1
questionnaire: {id: small, version: "1.2"}
country: GHA
date: 2026-06-30
answers: {law.in-force: yes, exchange.rule: 1, exchange.seat: joint-office}
"""
"""A submission of which a report is made in a fifth of the time that Velmora's takes."""
KNOWS_SMALL = ("-Q", QUESTIONNAIRES)
FULL = Path("/dev/full")
LONG_ENOUGH = 60
"""Seconds after which a run that should have ended is taken for one that hangs."""


def in_shell(line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ("bash", "-o", "pipefail", "-c", f"{sys.executable} -m coherence_kit {line}"),
        capture_output=True,
        text=True,
        check=False,
        timeout=LONG_ENOUGH,
    )


@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")
@pytest.mark.parametrize(
    "command", ["--help", "--version", f"score {VELMORA}", "score --help", "rules", "nonsense"]
)
def test_a_full_disk_behind_the_output_is_told_in_one_line(command: str) -> None:
    done = in_shell(f"{command} >/dev/full")
    assert "Traceback" not in done.stderr
    if command == "nonsense":
        assert done.returncode == 2
        return
    assert done.returncode == 1
    assert done.stderr == (
        "Error: what was to be printed could not be written (No space left on device).\n"
    )


@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")
def test_messages_that_cannot_be_printed_change_no_result() -> None:
    assert in_shell("check /nowhere.yaml 2>/dev/full").returncode == 1
    assert in_shell("nonsense 2>/dev/full").returncode == 2
    done = in_shell(f"score {VELMORA} 2>/dev/full")
    assert done.returncode == 0
    assert "Velmora" in done.stdout


@pytest.mark.parametrize("command", ["--help", f"score {VELMORA}"])
def test_a_closed_output_is_told_in_one_line(command: str) -> None:
    done = in_shell(f"{command} >&-")
    assert done.returncode == 1
    assert done.stderr == (
        "Error: what was to be printed could not be written (Bad file descriptor).\n"
    )


def test_closed_messages_change_no_result() -> None:
    assert in_shell("check /nowhere.yaml 2>&-").returncode == 1
    assert in_shell(f"score {VELMORA} 2>&-").returncode == 0


@pytest.mark.parametrize("command", ["--help", "show intragovernmental", "rules --format json"])
def test_a_reader_that_has_seen_enough_ends_the_run_quietly(command: str) -> None:
    done = in_shell(f"{command} | head -c 1")
    assert (done.returncode, done.stderr, len(done.stdout)) == (0, "", 1)


def test_a_reader_that_has_seen_enough_changes_no_exit_code(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    answers = "".join(f"  unknown.{number}: 1\n" for number in range(2000))
    text = VELMORA.read_text(encoding="utf-8")
    wrong.write_text(text.replace("answers:\n", f"answers:\n{answers}", 1), encoding="utf-8")
    for command in (f"check {wrong} --all --format json", f"check {wrong} --all 2>&1"):
        assert in_shell(f"{command} | head -c 1").returncode == 1


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder that a batch takes some time for."""
    folder = tmp_path / "round"
    folder.mkdir()
    for number in range(600):
        (folder / f"{number:03}.yaml").write_text(SMALL, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("number", "code", "line"),
    [
        (signal.SIGTERM, 143, "Ended from outside; nothing is half written.\n"),
        (signal.SIGINT, 130, "Interrupted; nothing is half written.\n"),
    ],
)
@pytest.mark.parametrize("reports", [(), ("--reports", "html"), ("--reports", "pdf")])
def test_a_batch_that_is_ended_leaves_nothing_half_written(  # noqa: PLR0917  (what is tried)
    number: signal.Signals,
    code: int,
    line: str,
    reports: tuple[str, ...],
    many: Path,
    tmp_path: Path,
) -> None:
    out, scratch = tmp_path / "out", tmp_path / "scratch"
    scratch.mkdir()
    with subprocess.Popen(
        (*COHERENCE, "batch", many, "-o", out, *reports, *KNOWS_SMALL),
        env={**os.environ, "TMPDIR": str(scratch), "XDG_CACHE_HOME": str(tmp_path / "cache")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            _wait_until(lambda: _has_begun(out, reports), process)
            process.send_signal(number)
            stdout, stderr = process.communicate(timeout=LONG_ENOUGH)
        finally:
            process.kill()
    assert (process.returncode, stdout) == (code, "")
    assert stderr.endswith(f"Go on with --resume.\n{line}" if reports else line)
    left = [path for path in out.rglob("*") if path.is_file() and path.parent.name != ".coherence"]
    made = [path for path in left if path.suffix in {".html", ".pdf"}]
    assert {path.name for path in left if path not in made} <= {"scores.csv", "problems.csv"}
    assert all(path.read_bytes()[-8:].rstrip().endswith((b"</html>", b"%%EOF")) for path in made)
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
def test_an_ending_that_comes_when_all_is_said_changes_nothing(number: str) -> None:
    program = (
        "import atexit, os, signal, sys\n"
        "from coherence_kit.__main__ import run\n"
        f"atexit.register(os.kill, os.getpid(), signal.{number})\n"
        "sys.argv = ['coherence', '--version']\n"
        "run()\n"
    )
    words = (sys.executable, "-c", program)
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("coherence-kit, version ")


def test_an_ending_that_python_throws_away_is_asked_for_again() -> None:
    program = (
        "import gc, os, signal, time\n"
        "from coherence_kit.cli import questionnaires, main\n"
        "def end(phase, info):\n"
        "    gc.callbacks.clear()\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "    time.sleep(0)\n"
        "def command(**words):\n"
        "    gc.callbacks.append(end)\n"
        "    gc.collect()\n"
        "    time.sleep(60)\n"
        "questionnaires.command.callback = command\n"
        "main(['questionnaires'])\n"
    )
    done = subprocess.run(
        (sys.executable, "-c", program),
        capture_output=True,
        text=True,
        check=False,
        timeout=LONG_ENOUGH,
    )
    assert (done.returncode, done.stdout) == (143, "")
    assert done.stderr == "Ended from outside; nothing is half written.\n"


def _has_begun(out: Path, reports: tuple[str, ...]) -> bool:
    """Whether the first report, or the folder, is there."""
    return any(out.rglob(f"*.{reports[-1]}")) if reports else out.exists()


def _wait_until(is_so: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    started = time.monotonic()
    while not is_so() and process.poll() is None and time.monotonic() - started < LONG_ENOUGH:
        time.sleep(0.01)
    assert process.poll() is None, process.communicate()


def no_room() -> None:
    """Let the process write no byte into any file."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


@pytest.mark.parametrize(
    "words",
    [
        ("report", "../small.yaml", "-o", "r.pdf", *KNOWS_SMALL),
        ("report", "../small.yaml", "-o", "r.html", *KNOWS_SMALL),
        ("form", "intragovernmental", "-o", "f.xlsx"),
        ("form", "intragovernmental", "-o", "f.pdf"),
        ("batch", "../small.yaml", "-o", "out", "--reports", "pdf", *KNOWS_SMALL),
        ("collect", VELMORA, "-o", "out"),
    ],
    ids=lambda words: f"{words[0]} {words[3]}",
)
def test_a_disk_without_room_is_no_fault_of_the_kit(
    words: tuple[str | Path, ...], tmp_path: Path
) -> None:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    here = tmp_path / "here"
    here.mkdir()
    done = subprocess.run(
        (*COHERENCE, *words),
        cwd=here,
        env={**os.environ, "TMPDIR": str(here), "XDG_CACHE_HOME": str(here / "cache")},
        preexec_fn=no_room,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONG_ENOUGH,
    )
    assert done.returncode in {1, 2}, done.stderr
    assert "Traceback" not in done.stderr
    assert "File too large" in done.stderr or "can be written" in done.stderr
    with contextlib.suppress(FileNotFoundError):
        assert [path for path in here.rglob("*") if path.is_file() and path.stat().st_size] == []


def test_without_a_folder_for_temporary_files_a_report_says_so_or_does_without(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").touch()
    source = tmp_path / "small.yaml"
    source.write_text(SMALL, encoding="utf-8")
    done = subprocess.run(
        (*COHERENCE, "report", source, "-o", tmp_path / "r.pdf", *KNOWS_SMALL),
        env={
            **os.environ,
            "TMPDIR": str(tmp_path / "file"),
            "XDG_CACHE_HOME": str(tmp_path / "file"),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=LONG_ENOUGH,
    )
    assert done.returncode == 0, done.stderr  # there is another folder that will do
    assert (tmp_path / "r.pdf").is_file()
