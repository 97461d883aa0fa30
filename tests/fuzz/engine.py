"""The process that tries files: atheris chooses them by the parts of the kit that they reach.

It is started by `tests.fuzz.campaign` with the name of a target, seconds and a folder, and may be
ended by any run; what it has found lies in the folder then.
"""

from __future__ import annotations

import contextlib
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import atheris

from tests.fuzz.findings import save
from tests.fuzz.notes import LARGEST, Notes, open_notes

if TYPE_CHECKING:  # the kit is imported where it is watched
    from tests.fuzz.targets.target import Target

_SLOWER = 2.5  # how much longer a run takes while it is watched


def main(name: str, seconds: int, folder: Path) -> None:
    """Try files of a target for some seconds; it does not return."""
    with atheris.instrument_imports(include=["coherence_kit"]):
        from tests.fuzz.table import target_of

        target = target_of(name)
        for file, data in target.seeds().items():  # loads all that is imported on demand
            path = folder / file
            path.write_bytes(data)
            with contextlib.suppress(Exception):  # it is tried and judged again
                target.run(path)
            path.unlink()
    with open_notes(folder / "notes") as notes:
        _fuzz(target, seconds, folder, notes)


def _fuzz(target: Target, seconds: int, folder: Path, notes: Notes) -> None:
    from tests.fuzz.faults import judge
    from tests.fuzz.limits import SECONDS

    known: set[str] = set()

    def try_one(data: bytes) -> None:
        path = folder / f"tried{target.suffix_of(data)}"
        path.write_bytes(data)
        notes.begin(data)
        fault = judge(lambda: target.run(path), seconds=SECONDS * _SLOWER)
        notes.end()
        if fault is not None and fault.key not in known:
            known.add(fault.key)
            save(folder / "suspects", data, target.suffix_of(data))

    def change(data: bytes, most: int, seed: int) -> bytes:
        changed = target.change(
            data, random.Random(seed), lambda part: atheris.Mutate(part, min(most, LARGEST))
        )
        return changed[:most]

    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LARGEST}",
        "-len_control=0",
        "-timeout=100000",
        "-rss_limit_mb=0",
        "-malloc_limit_mb=0",
        "-reload=0",
        "-detect_leaks=0",
        "-print_final_stats=1",
        f"-artifact_prefix={folder}/",  # what it finds slow by the clock; it has no say here
    ]
    folders = [str(folder / "corpus"), str(folder / "seeds")]
    atheris.Setup([sys.argv[0], *options, *folders], try_one, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
