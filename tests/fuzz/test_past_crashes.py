"""What once crashed the kit, hung it, or made it say something wrong ends in an ordinary way.

A file that `make fuzz` has found goes into `crashes/TARGET`, once what it found is mended, under a
name that says what is wrong with it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.table import TARGETS

HERE = Path(__file__).parent
CRASHES = sorted(path for path in (HERE / "crashes").glob("*/*") if path.is_file())

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("past crashes")]


@pytest.fixture(scope="module")
def endings() -> dict[str, list[str] | None]:
    """What each file ends with: nothing, or a fault."""
    command = [sys.executable, "-m", "tests.fuzz.replay", *map(str, CRASHES)]
    made = subprocess.run(
        command, cwd=HERE.parents[1], capture_output=True, text=True, timeout=600, check=True
    )
    return {line["file"]: line["fault"] for line in map(json.loads, made.stdout.splitlines())}


@pytest.mark.parametrize("path", CRASHES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_it_ends_in_an_ordinary_way(path: Path, endings: dict[str, list[str] | None]) -> None:
    fault = endings[str(path)]
    assert fault is None, "\n".join(fault or [])


def test_every_file_is_for_a_target() -> None:
    assert {path.parent.name for path in CRASHES} <= TARGETS.keys()
