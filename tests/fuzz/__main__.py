"""`python -m tests.fuzz`: hostile files against the kit; `make fuzz` starts it."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.apart import run_apart
from tests.fuzz.campaign import Outcome, fuzz
from tests.fuzz.replay import target_named_by
from tests.fuzz.table import TARGETS, target_of

BUILD = Path("build", "fuzz")
_NICE = 10
_MINUTE = 60.0


def main() -> int:
    """Fuzz, or replay one file; 1 if something was found."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--target", choices=TARGETS, help="one of them; all without it")
    parser.add_argument("--minutes", type=float, default=8.0, help="for all targets together")
    parser.add_argument("--replay", type=Path, help="a file to be tried once")
    options = parser.parse_args()
    os.nice(_NICE)
    if options.replay:
        return _replay(options.replay, options.target)
    return _fuzz_all([options.target] if options.target else [*TARGETS], options.minutes)


def _fuzz_all(names: list[str], minutes: float) -> int:
    until = time.monotonic() + minutes * _MINUTE
    print(f"{'target':9} {'runs':>9} {'a second':>9} {'branches':>9} {'findings':>9}", flush=True)
    outcomes = []
    for place, name in enumerate(names):
        seconds = (until - time.monotonic()) / (len(names) - place)
        outcomes.append(fuzz(name, BUILD / name, seconds))
        print(_line(name, outcomes[-1]), flush=True)
    return int(any(outcome.findings or outcome.failure for outcome in outcomes))


def _line(name: str, outcome: Outcome) -> str:
    rate = outcome.runs / max(outcome.seconds, 1)
    lines = [
        f"{name:9} {outcome.runs:9,} {rate:9.1f} {outcome.coverage:9,} {len(outcome.findings):9}"
    ]
    for finding in outcome.findings:
        lines += [f"  {finding.fault.key}", f"    make fuzz REPLAY={finding.path}"]
    if outcome.failure:
        lines.append(f"  the fuzzer itself failed:\n{outcome.failure}")
    return "\n".join(lines)


def _replay(path: Path, named: str | None) -> int:
    """Try a file once; its folder says which target it is for, unless it is named."""
    name = named or target_named_by(path)
    if name is None:
        print(f"{path}: say which target it is for: make fuzz REPLAY={path} TARGET=...")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        fault = run_apart(target_of(name), path.read_bytes(), Path(folder))
    print(f"{path}: {'an ordinary ending' if fault is None else fault.key}")
    if fault is not None:
        print(fault.told)
    return int(fault is not None)


if __name__ == "__main__":
    sys.exit(main())
