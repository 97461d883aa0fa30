"""Batches of small submissions, each in a process of its own that can be ended at any moment."""

from __future__ import annotations

import fcntl
import json
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from click.testing import CliRunner

from coherence_kit.cli import main

QUESTIONNAIRE = """\
format: coherence-kit/questionnaire/1
id: two
version: "1.0"
title: Two questions
origin: {title: Example, publisher: Example, edition: "1"}
sections:
- id: law
  title: Law
  questions:
  - {id: law.passed, type: boolean, label: Passed, text: Is there a law?}
  - {id: law.funded, type: boolean, label: Funded, text: Is there money for it?}
"""
LONG_ENOUGH = 40
"""Seconds after which a run that should have ended is taken for one that hangs."""
_MOST_TOLD = 1 << 20
"""Bytes that a run may print without anybody reading it; a file would have the limits of a run."""
Results: TypeAlias = dict[str, bytes]


def submission(number: int = 0) -> str:
    """A submission, another one for each number."""
    return (
        'format: coherence-kit/submission/1\nquestionnaire: {id: two, version: "1.0"}\n'
        f'country: GHA\nround: "{number}"\ndate: 2026-06-30\n'
        f"answers: {{law.passed: {'yes' if number % 2 else 'no'}}}\n"
    )


@dataclass
class Ended:
    """A run that has ended."""

    exit_code: int | None
    stdout: str
    stderr: str


@dataclass
class Place:
    """A folder with a questionnaire, submissions, and results."""

    root: Path
    out: Path = field(init=False)
    source: Path = field(init=False)

    def __post_init__(self) -> None:
        """Make the folders."""
        self.out, self.source = self.root / "out", self.root / "source"
        self.source.mkdir(parents=True)
        (self.root / "q").mkdir()
        (self.root / "q" / "two.yaml").write_text(QUESTIONNAIRE, "utf-8")

    def write(self, count: int) -> None:
        """Submissions, `000.yaml` and so on."""
        for number in range(count):
            (self.source / f"{number:03}.yaml").write_text(submission(number), "utf-8")

    def start(self, *words: str | Path, **options: Any) -> Running:
        """`coherence batch` with these words, the questionnaire and a folder for results."""
        _read_all()
        known = ("-Q", self.root / "q")
        output = () if "-o" in words else ("-o", self.out)
        return Running(self.root, ["batch", *map(str, (*words, *output, *known))], **options)

    def run(self, *words: str | Path, **options: Any) -> Ended:
        """:meth:`start`, to its end."""
        return self.start(*words, **options).end()

    def results(self, out: Path | None = None) -> Results:
        """What a run has written, by name, without what is no result."""
        folder = out or self.out
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and ".coherence" not in path.relative_to(folder).parts
        }

    def keys(self) -> list[str]:
        """The key of each whole line of the journal."""
        path = self.out / ".coherence" / "journal.jsonl"
        data = path.read_bytes() if path.exists() else b""
        return [line[:64].decode() for line in data.split(b"\n")[:-1]]

    def temporary(self) -> list[str]:
        """Files that were begun and have not taken their places."""
        return [path.name for path in self.out.rglob(".coherence-*.tmp")]

    def codes(self) -> dict[str, list[str]]:
        """The codes of problems.csv, by the name of the file."""
        import csv

        found: dict[str, list[str]] = {}
        with (self.out / "problems.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.setdefault(Path(row["source"]).name, []).append(row["code"])
        return found


@cache
def _read_all() -> None:
    """Load once what a batch loads, so that the copies of this process begin in no time."""
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        place.write(1)
        words = ["batch", place.source, "-o", place.out, "--reports", "html", "--jobs", "1"]
        result = CliRunner().invoke(main, [*map(str, words), "-Q", str(place.root / "q")])
        assert result.exit_code == 0, result.output


class Running:
    """A run in a process group of its own, made as a copy of this process.

    Args:
        cwd: where it runs.
        words: of the command.
        before: called in its process first.
        most_bytes: that it may write into one file.
        user: the number of the user it runs as.

    """

    def __init__(
        self,
        cwd: Path,
        words: list[str],
        *,
        before: Callable[[], object] = lambda: None,
        most_bytes: int | None = None,
        user: int | None = None,
    ) -> None:
        self._reading, writing = [], []
        for _ in range(2):
            read, write = os.pipe()
            fcntl.fcntl(read, fcntl.F_SETPIPE_SZ, _MOST_TOLD)
            os.set_blocking(read, False)
            self._reading.append(read)
            writing.append(write)

        def be() -> None:
            os.setpgid(0, 0)
            os.chdir(cwd)
            for number, end in enumerate(writing, start=1):
                os.dup2(end, number)
            sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            signal.signal(signal.SIGINT, signal.default_int_handler)
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            before()
            if most_bytes is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
            if user is not None:
                os.setgroups([])
                os.setgid(user)
                os.setuid(user)
            main(words)

        process = multiprocessing.get_context("fork").Process(target=be)
        process.start()
        for end in writing:
            os.close(end)
        self._process = process
        self.pid = process.pid or 0

    def kill(self, number: signal.Signals, *, group: bool = False) -> None:
        """Send it a signal, or its whole group."""
        if group:
            os.killpg(self.pid, number)
        else:
            os.kill(self.pid, number)

    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._process.is_alive()

    def workers(self) -> list[int]:
        """The processes that it has begun."""
        path = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        try:
            return [int(pid) for pid in path.read_text().split()]
        except OSError:
            return []

    def wait_until(self, is_so: Callable[[], object]) -> None:
        """Let it run until something is so."""
        started = time.monotonic()
        while not is_so() and self.is_running() and time.monotonic() - started < LONG_ENOUGH:
            time.sleep(0.002)
        assert is_so(), self.end()

    def end(self) -> Ended:
        """Wait for its end."""
        started = time.monotonic()
        # not with join, which would wait for its workers as well
        while self.is_running() and time.monotonic() - started < LONG_ENOUGH:
            time.sleep(0.01)
        if hangs := self.is_running():
            os.killpg(self.pid, signal.SIGKILL)
            self._process.join()
        stdout, stderr = map(_read, self._reading)
        assert not hangs, stderr
        return Ended(self._process.exitcode, stdout, stderr)


def _read(pipe: int) -> str:
    """All that was written into a pipe so far, which is closed then."""
    found = b""
    try:
        while part := os.read(pipe, _MOST_TOLD):
            found += part
    except BlockingIOError:
        pass
    os.close(pipe)
    return found.decode("utf-8", "replace")


def is_gone(pid: int) -> bool:
    """Whether a process has ended, be it that nobody has asked how."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def logged(path: Path) -> list[dict[str, Any]]:
    """The lines of a log."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
