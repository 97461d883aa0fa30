"""A fault of the kit at one file of several, told as a problem of that file.

Files come from strangers, and a kit without a fault there is not. What nobody foresaw must cost the
one file its result and no other file anything.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Final

from coherence_kit.errors import KitError
from coherence_kit.problems.problem import Problem, ProblemsFound, clip

_MOST_FRAMES: Final = 6
_LONGEST_MESSAGE: Final = 160
_PACKAGE: Final = "coherence_kit"


@contextmanager
def faults_told(source: str) -> Iterator[None]:
    """Turn whatever is raised while a file is worked on into a problem of the file.

    What the kit raises on purpose stays, and so does what ends the program, such as Ctrl-C.

    Args:
        source: the file, as it is shown.

    Raises:
        ProblemsFound: something else was raised, be it for want of memory.

    """
    try:
        yield
    except (KitError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        # Panics of the libraries written in Rust are no `Exception`.
        raise ProblemsFound([fault_at(source, error)]) from error


def fault_at(source: str, error: BaseException) -> Problem:
    """The problem that tells of a fault, with what a report of it has to quote."""
    params = {"error": _named(error), "trace": _short_trace(error)}
    return Problem("kit.fault", source, params=params)


def _named(error: BaseException) -> str:
    """The kind of exception and its message, on one line."""
    try:
        message = clip(str(error), _LONGEST_MESSAGE)
    except Exception:  # noqa: BLE001  (an exception that cannot say what it is)
        message = ""
    name = type(error).__name__
    return f"{name}: {message}" if message else name


def _short_trace(error: BaseException) -> str:
    """Where it was raised and what called that, the innermost first: `forms/draft.py:12 in f`."""
    frames = [
        f"{_in_package(frame.f_code.co_filename)}:{line} in {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    return " < ".join(reversed(frames[-_MOST_FRAMES:]))


def _in_package(file: str) -> str:
    """A module without what is above the package: no path of this machine."""
    parts = PurePath(file).parts
    if _PACKAGE in parts:
        at = len(parts) - parts[::-1].index(_PACKAGE)
        return "/".join(parts[at:])
    return parts[-1]
