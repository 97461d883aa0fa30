"""`python -m coherence_kit` is the command `coherence`."""

from __future__ import annotations

import gc
import signal
from typing import Final

from coherence_kit.cli import main

_GARBAGE: Final = 250_000
"""Objects after which Python looks for garbage: what a command loads stays until it ends."""


def run() -> None:
    """The command in a process that is its own, which it ends."""
    gc.set_threshold(_GARBAGE, *gc.get_threshold()[1:])
    try:
        main()
    finally:
        # All is written and said. While Python takes itself apart nobody can stop anything any
        # more, and whether there is garbage in what goes with the process need not be looked for.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        gc.freeze()


if __name__ == "__main__":
    run()
