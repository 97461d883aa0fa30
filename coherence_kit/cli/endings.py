"""How a run ends: every exception, signal and stream that fails has its exit code and its line."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from types import FrameType
from typing import Any, Final

import click

from coherence_kit.cli.streams import let_go
from coherence_kit.errors import (
    EXIT_FAULT,
    EXIT_FINE,
    EXIT_INTERRUPTED,
    EXIT_PROBLEMS,
    EXIT_TERMINATED,
    KitError,
)

# What keeps a command from printing; files are written in one place, which makes a problem of it.
_CANNOT_PRINT = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})


_A_MOMENT: Final = 0.02  # seconds


class _EndedError(SystemExit):
    """The run is over; nothing on the way takes that for a fault."""

    exit_code = EXIT_FINE
    line = ""


class _InterruptedError(_EndedError):
    """Ctrl-C."""

    exit_code = EXIT_INTERRUPTED
    line = "Interrupted; nothing is half written."


class _TerminatedError(_EndedError):
    """SIGTERM: somebody asks the process to end."""

    exit_code = EXIT_TERMINATED
    line = "Ended from outside; nothing is half written."


class _ReaderGoneError(_EndedError):
    """What is left to print has nobody to read it: `| head` has seen enough."""


@contextmanager
def kept_from_click() -> Iterator[None]:
    """Name endings that click would turn into endings of its own."""
    try:
        yield
    except KeyboardInterrupt as error:
        raise _InterruptedError from error
    except BrokenPipeError as error:
        raise _ReaderGoneError from error


def exit_code_of_run(run: Callable[[], object]) -> int:
    """Run, say on standard error what ended it, and give the exit code.

    `run` gives the code of `ctx.exit`, which is what click does where it does not end the process
    itself.
    """
    try:
        with _ended_by_sigterm(), _with_a_stream():
            code = run()
    except _EndedError as ended:
        let_go(sys.stdout)
        _say(ended.line)
        return ended.exit_code
    except Exception as error:  # noqa: BLE001  (the one place that meets our own faults)
        return _code_of_error(error)
    return code if isinstance(code, int) else EXIT_FINE


def _code_of_error(error: Exception) -> int:
    """Say what was wrong."""
    if isinstance(error, OSError) and error.errno in _CANNOT_PRINT:
        let_go(sys.stdout)
        _say(f"Error: what was to be printed could not be written ({error.strerror}).")
        return EXIT_PROBLEMS
    from coherence_kit.cli import console

    if isinstance(error, click.ClickException):
        console.show_wrong_words(error)
        return error.exit_code
    if isinstance(error, KitError):
        console.show_kit_error(error)
        return error.exit_code
    console.show_fault(error)
    return EXIT_FAULT


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """End on SIGTERM as on Ctrl-C, so that what is begun is removed on the way out."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise _TerminatedError

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before, hook = signal.signal(signal.SIGTERM, end), sys.unraisablehook
    sys.unraisablehook = partial(_end_again, hook)
    try:
        yield
    finally:
        sys.unraisablehook = hook
        signal.signal(signal.SIGTERM, before)


def _end_again(hook: Callable[[Any], object], lost: Any) -> None:  # noqa: ANN401  (Python's own type is private)
    """Ask once more where Python has thrown the ending away, as in a callback of its memory."""
    if isinstance(lost.exc_value, _TerminatedError):
        threading.Timer(_A_MOMENT, os.kill, (os.getpid(), signal.SIGTERM)).start()
    else:
        hook(lost)


@contextmanager
def _with_a_stream() -> Iterator[None]:
    """A standard output that says that it was closed (`>&-`); Python has none at all then."""
    if sys.stdout is not None:
        yield
        return
    sys.stdout = _Closed()
    try:
        yield
    finally:
        sys.stdout = None


class _Closed(io.TextIOBase):
    """A stream that was closed before the program began."""

    def write(self, _text: str) -> int:
        """Say what the system would say."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def _say(line: str) -> None:
    with suppress(OSError):
        if line:
            click.echo(line, err=True)
