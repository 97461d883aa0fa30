"""A target fuzzed for some time: starts the engine as often as it ends, judges what it suspects."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.apart import run_apart, smaller
from tests.fuzz.faults import Fault
from tests.fuzz.notes import Notes, open_notes
from tests.fuzz.table import target_of
from tests.fuzz.targets.target import Target

_FOR_THE_END = 0.2  # share of the time in which findings are looked at once more
_LEAST = 8  # seconds for which it is worth to start the engine again
_LONGEST_RUN = 60.0  # seconds by the clock; one that takes no time of the processor may sleep
_LOOK = 0.1
_COVERAGE = re.compile(rb"\bcov: (\d+)")


@dataclass(frozen=True, slots=True)
class Finding:
    """A file with which something goes wrong, as small as it could be made."""

    path: Path
    fault: Fault


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a target: runs, the seconds they took, branches of the kit that were reached."""

    runs: int
    seconds: float
    coverage: int
    findings: tuple[Finding, ...]
    failure: str = ""


def fuzz(name: str, folder: Path, seconds: float) -> Outcome:
    """Fuzz a target; it is over after so many seconds.

    What is found lies in the folder, and what reached something new in it too, for the next time.
    """
    started = time.monotonic()
    until = started + seconds
    target = target_of(name)
    _prepare(target, folder)
    fuzzing_until = until - _FOR_THE_END * seconds
    with open_notes(folder / "notes") as notes:
        failure = _watch(target, folder, notes, fuzzing_until)
        runs, spent = notes.runs, time.monotonic() - started
    findings = tuple(_judge_all(target, folder, until))
    return Outcome(runs, spent, _coverage(folder / "log.txt"), findings, failure)


def _prepare(target: Target, folder: Path) -> None:
    for inside in ("seeds", "suspects"):
        shutil.rmtree(folder / inside, ignore_errors=True)
    for inside in ("seeds", "suspects", "corpus", "findings"):
        (folder / inside).mkdir(parents=True, exist_ok=True)
    for left in ("notes", "log.txt"):
        (folder / left).unlink(missing_ok=True)
    for name, data in target.seeds().items():
        (folder / "seeds" / name).write_bytes(data)


def _watch(target: Target, folder: Path, notes: Notes, until: float) -> str:
    """Start the engine until the time is over; a run that ends it is a suspect.

    What it says if it ends of its own is returned.
    """
    while (left := until - time.monotonic()) > _LEAST or notes.runs == 0:
        with (folder / "log.txt").open("ab") as log:
            command = [sys.executable, "-m", "tests.fuzz.engine", target.name]
            engine = subprocess.Popen(
                [*command, str(max(1, int(left))), str(folder)], stdout=log, stderr=log
            )
            _wait(engine, notes, until)
        unfinished = notes.unfinished
        if unfinished is not None and time.monotonic() < until:
            _suspect(target, folder, unfinished)
        elif engine.returncode not in {0, -9}:
            return (folder / "log.txt").read_text(errors="replace")[-2000:]
        notes.end()
    return ""


def _wait(engine: subprocess.Popen[bytes], notes: Notes, until: float) -> None:
    """Until it ends, the time is over, or one run lasts too long."""
    run, since = notes.runs, time.monotonic()
    while engine.poll() is None:
        time.sleep(_LOOK)
        now = time.monotonic()
        if notes.runs != run:
            run, since = notes.runs, now
        if now > until + 1 or now - since > _LONGEST_RUN:
            engine.kill()
            engine.wait()


def _suspect(target: Target, folder: Path, data: bytes) -> None:
    from tests.fuzz.findings import save

    save(folder / "suspects", data, target.suffix_of(data))


def _coverage(log: Path) -> int:
    found = _COVERAGE.findall(log.read_bytes())
    return max(map(int, found), default=0)


def _judge_all(target: Target, folder: Path, until: float) -> list[Finding]:
    """The suspects that are at fault also where nobody watches, one for each fault."""
    from tests.fuzz.findings import save

    found: dict[str, tuple[bytes, Fault]] = {}
    for path in sorted((folder / "suspects").iterdir()):
        data = path.read_bytes()
        fault = run_apart(target, data, folder)
        if fault is not None and (fault.key not in found or len(data) < len(found[fault.key][0])):
            found[fault.key] = data, fault
    findings = []
    for place, (data, fault) in enumerate(found.values()):
        share = (until - time.monotonic()) / (len(found) - place)
        small = smaller(target, data, fault, folder, time.monotonic() + share)
        path = save(folder / "findings", small, target.suffix_of(small))
        path.with_suffix(".txt").write_text(f"{fault.key}\n\n{fault.told}", encoding="utf-8")
        findings.append(Finding(path, fault))
    return findings
