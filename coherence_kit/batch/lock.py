"""That one batch alone writes into a folder, and whether the last one there came to its end.

The lock is the operating system's: it is gone with the process that holds it. A note beside it says
who writes since when, and stays behind where a run was killed or stopped.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from coherence_kit.documents.safe_write import expect_no_link, told_of, write_file
from coherence_kit.errors import WrongUseError
from coherence_kit.problems import shown_path

FOLDER: Final = ".coherence"
"""In the folder of results: what is no result."""
_NOTE: Final = "unfinished.json"


@contextmanager
def alone_in(output: Path) -> Iterator[Path]:
    """Hold the folder of results; gives the folder in it for what is no result.

    Raises:
        WrongUseError: another batch writes there; the text says which, since when.
        ProblemsFound: the folder cannot be written.

    """
    from filelock import FileLock, Timeout

    own = output / FOLDER
    with told_of(own):
        own.mkdir(parents=True, exist_ok=True)
    expect_no_link(own)
    lock = FileLock(own / "lock", timeout=0)
    with told_of(own):
        try:
            lock.acquire()
        except Timeout:  # an OSError, of which the system has said nothing
            msg = (
                f"Another batch writes into {shown_path(output)}{_who(own)}. Wait until it is "
                "done, or choose another folder with -o."
            )
            raise WrongUseError(msg) from None
    try:
        yield own
    finally:
        lock.release()


def unfinished(own: Path) -> dict[str, str] | None:
    """What is noted of a run that did not come to its end; None where the last one did."""
    try:
        noted = json.loads((own / _NOTE).read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in noted.items()} if isinstance(noted, dict) else {}


def begin(own: Path, **noted: str) -> None:
    """Note who writes, until :func:`finish`."""
    write_file(own / _NOTE, json.dumps(noted).encode())


def finish(own: Path) -> None:
    """The run came to its end."""
    (own / _NOTE).unlink(missing_ok=True)


def _who(own: Path) -> str:
    """Which process it is, as far as it has said so."""
    noted = unfinished(own) or {}
    parts = [
        f"process {noted['process']}" if "process" in noted else "",
        f"on {noted['machine']}" if "machine" in noted else "",
        f"since {noted['since']}" if "since" in noted else "",
    ]
    said = " ".join(part for part in parts if part)
    return f" ({said})" if said else ""
