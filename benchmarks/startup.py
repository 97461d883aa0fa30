"""Start-up in new processes: the overview against click, the library against pydantic."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.timing import Ratio, compare


def measure() -> Ratio:
    """At most 2.5 times: the overview needs click and nothing else."""
    return compare(
        "coherence --help / python -c 'import click'",
        lambda: _run("-m", "coherence_kit", "--help"),
        lambda: _run("-c", "import click"),
        rounds=15,
        wanted="at most 2.5",
    )


def measure_library() -> Ratio:
    """At most 1 time: names of the library are loaded when they are used."""
    return compare(
        "import coherence_kit / import pydantic",
        lambda: _run("-c", "import coherence_kit"),
        lambda: _run("-c", "import pydantic"),
        rounds=15,
        wanted="at most 1.0",
    )


def measure_opening() -> Ratio:
    """At most 1 time: a kit that is open has read nothing yet."""
    return compare(
        "coherence_kit.open() / from pydantic import BaseModel",
        lambda: _run("-c", "import coherence_kit; coherence_kit.open()"),
        lambda: _run("-c", "from pydantic import BaseModel"),
        rounds=15,
        wanted="at most 1.0",
    )


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
