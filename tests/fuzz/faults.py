"""What is a fault of a run, and what is an ordinary ending."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import coherence_kit
from coherence_kit.errors import EXIT_FAULT, KitError
from coherence_kit.problems import Problem, ProblemsFound
from tests.fuzz.limits import SECONDS, TookTooLongError, limited

_KIT = str(Path(coherence_kit.__file__).parent)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: what kind, where in the kit it showed, and all that is known of it."""

    kind: str
    where: str
    told: str

    @property
    def key(self) -> str:
        """What two findings of one fault have in common."""
        return f"{self.kind} {self.where}"


class BrokenLawError(Exception):
    """A run has ended, and with something that must not be; the text says what."""


def judge(run: Callable[[], None], *, seconds: float = SECONDS) -> Fault | None:
    """Run within the limits; None for an ordinary ending."""
    try:
        with limited(seconds):
            run()
    except TookTooLongError as error:
        return _fault("time", error)
    except MemoryError as error:
        return _fault("memory", error)
    except KitError as error:
        return _kit_fault(error)
    except Exception as error:  # noqa: BLE001  (each is one that a command would end with 3 for)
        return _fault(type(error).__name__, error)
    return None


def _kit_fault(error: KitError) -> Fault | None:
    if error.exit_code == EXIT_FAULT:
        return _fault(type(error).__name__, error)
    try:
        expect_plain_words(error.problems if isinstance(error, ProblemsFound) else ())
        _expect_plain("the message", str(error).split("\n"))
    except BrokenLawError as broken:
        return _fault("words", broken.with_traceback(error.__traceback__))
    return None


def expect_plain_words(problems: Iterable[Problem]) -> None:
    """Every problem can be printed, and nothing in it moves a cursor or turns a line around.

    Raises:
        BrokenLawError: one cannot.

    """
    for problem in problems:
        _expect_plain(problem.code, [problem.place, *str(problem).split("\n"), *problem.sentences])


def _expect_plain(what: str, lines: Iterable[str]) -> None:
    for line in lines:
        odd = [char for char in line if not char.isprintable()]
        if odd:
            raise BrokenLawError(f"{what} holds U+{ord(odd[0]):04X}: {line!a}")


def _fault(kind: str, error: BaseException) -> Fault:
    """Where it showed is the innermost line of the kit; of time and memory the module alone.

    A run is ended by the clock wherever it happens to be.
    """
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if frame.filename.startswith(_KIT)] or frames[-1:]
    where = "nowhere"
    if inside:
        place = Path(inside[-1].filename)
        where = place.relative_to(_KIT).as_posix() if place.is_relative_to(_KIT) else place.name
        if kind not in {"time", "memory"}:
            where += f":{inside[-1].name}"
    told = "".join(traceback.format_exception(error))
    if isinstance(error, BrokenLawError):
        where = str(error).split(":")[0]
    return Fault(kind, where, told)
