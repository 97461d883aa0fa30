"""What is no file is refused before it is opened: nothing waits for it, and nothing reads on."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from click.testing import CliRunner, Result

from coherence_kit.cli import main

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")

SECONDS = 20
FORM = "format: coherence-kit/submission/1\nquestionnaire: {id: sdg-10-7-2, version: '1.0'}\n"
COMMANDS = {
    "check": ["check", "{}"],
    "score": ["score", "{}"],
    "status": ["status", "{}"],
    "collect": ["collect", "{}", "-o", "out"],
    "batch": ["batch", "{}", "-o", "out"],
    "report": ["report", "{}", "-o", "out.html"],
    "robustness": ["robustness", "{}"],
    "form": ["form", "sdg-10-7-2", "--from", "{}", "-o", "form.yaml"],
    "verify": ["verify", "{}"],
}


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Work in an empty folder, and end what waits for a pipe."""

    def end(_number: int, _frame: FrameType | None) -> None:
        pytest.fail("the command waits")

    monkeypatch.chdir(tmp_path)
    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def made(kind: str, ending: str) -> str:
    """The name of something that is no file."""
    name = f"ghana{ending}"
    if kind == "pipe":
        os.mkfifo(name)
    elif kind == "link to a pipe":
        os.mkfifo("pipe")
        Path(name).symlink_to("pipe")
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(name)
    else:
        Path(name).symlink_to("/dev/zero")
    return name


@pytest.mark.parametrize("ending", [".yaml", ".xlsx", ".html", ".json", ""])
@pytest.mark.parametrize("kind", ["pipe", "link to a pipe", "socket", "device"])
def test_check_names_it(kind: str, ending: str) -> None:
    name = made(kind, ending)
    result = run("check", name)
    assert result.exit_code == 1
    assert f"{name}: error file.no-file" in result.stderr
    assert "save what comes out of it to a file first" in result.stderr.lower()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_names_it(command: str) -> None:
    name = made("pipe", ".pdf" if command == "verify" else ".yaml")
    result = run(*(word.format(name) for word in COMMANDS[command]))
    assert result.exit_code == 1
    told = result.output + "".join(path.read_text() for path in Path().glob("out/problems.csv"))
    assert "file.no-file" in told


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/stdin", "/dev/fd/0"])
def test_devices_and_what_other_programs_write_are_named(name: str) -> None:
    if not Path(name).exists():
        pytest.skip("there is no such device")
    reading, writing = os.pipe()
    before = os.dup(0)
    os.dup2(reading, 0)
    try:
        result = run("score", name)
    finally:
        os.dup2(before, 0)
        for number in (before, reading, writing):
            os.close(number)
    assert result.exit_code == 1
    assert f"{name}: error file.no-file" in result.stderr


@pytest.mark.parametrize("command", ["check", "status", "collect", "batch"])
def test_in_a_folder_it_stops_no_other_file(command: str) -> None:
    Path("round").mkdir()
    Path("round/togo.yaml").write_text(FORM)
    os.mkfifo("round/ghana.yaml")
    os.mkfifo("round/notes")
    result = run(*(word.format("round") for word in COMMANDS[command]))
    assert result.exit_code == 1
    told = result.output + "".join(path.read_text() for path in Path().glob("out/problems.csv"))
    assert told.count("file.no-file") == 1
    assert "notes" in told
    if command in {"collect", "batch"}:
        assert "togo" in "".join(
            path.read_text() for path in Path("out").iterdir() if path.is_file()
        )


@pytest.mark.parametrize("kind", ["pipe", "link to a pipe", "device"])
def test_among_questionnaires_it_is_named_and_the_others_are_used(kind: str) -> None:
    Path("togo.yaml").write_text(FORM)
    Path("content").mkdir()
    os.chdir("content")
    made(kind, ".yaml")
    os.chdir("..")
    result = run("score", "togo.yaml", "-Q", "content")
    assert result.exit_code == 0
    assert f"{Path('content/ghana.yaml')}: error file.no-file" in result.stderr


def test_nothing_is_collected_over_it() -> None:
    Path("togo.yaml").write_text(FORM)
    Path("out").mkdir()
    os.mkfifo("out/togo.yaml")
    result = run("collect", "togo.yaml", "-o", "out")
    assert result.exit_code == 1
    assert Path("out/togo.yaml").is_fifo()


def test_a_pipe_that_took_the_place_of_a_file_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As with a log of the system, which looks like a file and hands on what comes."""
    monkeypatch.setattr("coherence_kit.loading.documents._no_file", lambda _: "")
    os.mkfifo("log.yaml")
    assert "error file.empty" in run("check", "log.yaml").stderr
    writing = os.open("log.yaml", os.O_RDWR)  # somebody who may write, and does not
    try:
        assert "error file.empty" in run("check", "log.yaml").stderr
    finally:
        os.close(writing)
