"""How far a run has come, for whoever watches it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from coherence_kit.batch.records import counted, problems_of
from coherence_kit.batch.run import Told
from coherence_kit.problems import Problem

What = Literal["score", "report"]


@dataclass(frozen=True, slots=True)
class Progress:
    """One half of a run on its way.

    Args:
        what: is done with each submission.
        done: submissions so far, of `total`; this grows by the rows of tables as they are met.
        failed: of these, those that came to nothing.
        source: the last one, as the tables name it; empty before the first.
        is_reused: whether an earlier run had done it.
        has_failed: whether it came to nothing.
        problems: what there is to say about it.

    """

    what: What
    done: int
    total: int
    failed: int = 0
    source: str = ""
    is_reused: bool = False
    has_failed: bool = False
    problems: tuple[Problem, ...] = ()


class Watch:
    """Counts what is done, and tells each time."""

    def __init__(self, told: Callable[[Progress], object]) -> None:
        self._told = told
        self._now = Progress("score", 0, 0)
        self.reused = 0

    def begin(self, what: What, total: int) -> None:
        """A half of a run begins."""
        self._now = Progress(what, 0, total)
        self._told(self._now)

    def note(self, told: Told) -> None:
        """A job is done."""
        before, problems = self._now, problems_of(told.record)
        done, failed = counted(told.record)
        self.reused += told.is_reused
        self._now = Progress(
            before.what,
            before.done + done,
            before.total + (done if told.is_of_table else 0),
            before.failed + failed,
            told.source,
            told.is_reused,
            bool(failed),
            problems,
        )
        self._told(self._now)
