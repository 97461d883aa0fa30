"""Start-up: `coherence --help` against importing click alone, each in a new process."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.timing import Ratio, compare


def measure() -> Ratio:
    """At most 2.5 times: the overview needs click and nothing else."""

    def run(*arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)

    return compare(
        "coherence --help / python -c 'import click'",
        lambda: run("-m", "coherence_kit", "--help"),
        lambda: run("-c", "import click"),
        rounds=15,
        wanted="at most 2.5",
    )
