"""`python -m tests.fuzz.replay FILE...`: each in a process of its own, a line of JSON each."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from tests.fuzz.apart import run_apart
from tests.fuzz.table import TARGETS, target_of


def target_named_by(path: Path) -> str | None:
    """The target that a file is for, as one of its folders says; None if none does."""
    return next((part for part in reversed(path.parts) if part in TARGETS), None)


def main(paths: list[Path]) -> None:
    """Try the files and print what each ends with: a key and the whole, or null."""
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            target = target_of(target_named_by(path) or "")
            fault = run_apart(target, path.read_bytes(), Path(folder))
            told = None if fault is None else [fault.key, fault.told]
            print(json.dumps({"file": str(path), "fault": told}), flush=True)


if __name__ == "__main__":
    main([Path(word) for word in sys.argv[1:]])
