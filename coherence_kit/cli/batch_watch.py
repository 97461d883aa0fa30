"""What is shown while a batch runs, what is said at its end, and the log that is kept of it."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import click

from coherence_kit.cli import console
from coherence_kit.documents.safe_write import append_whole, appended_file
from coherence_kit.errors import EXIT_FINE, EXIT_PROBLEMS
from coherence_kit.i18n import plural
from coherence_kit.problems import FAULT, Problem, ProblemsFound, exit_code_of, one_line

if TYPE_CHECKING:
    from coherence_kit.batch.progress import Progress

_LABELS: Final = {"score": "Scoring", "report": "Reports"}
_NOT: Final = {"score": "not scored", "report": "no report"}
_MOST_NAMED: Final = 20
_MOST_FAULTS: Final = 3


class Watch:
    """Follows a batch: a bar on a terminal, lines in a log, and counts for the end."""

    def __init__(self, stack: ExitStack, log: BinaryIO | None, path: Path) -> None:
        self._stack = stack
        self._log = log
        self._path = path
        self._bar: Any = None
        self._started = 0.0
        self._now: dict[str, Progress] = {}
        self._failed: list[tuple[str, str]] = []
        self.reused = 0
        self.faults: list[Problem] = []
        self.unlogged: tuple[Problem, ...] = ()
        self.exit_code = EXIT_FINE

    def __call__(self, progress: Progress) -> None:
        """One more is done, or a half of the run begins."""
        self._now[progress.what] = progress
        if not progress.source:
            self._begin(progress)
            return
        problems = progress.problems
        self.reused += progress.is_reused
        self.exit_code = max(self.exit_code, exit_code_of(problems))
        self.faults += [one for one in problems if one.code == FAULT]
        if progress.has_failed:
            said = f"{_NOT[progress.what]}; {console.summary(problems)}"
            self._failed.append((progress.source, said))
        self._write(
            "reused" if progress.is_reused else "done",
            what=progress.what,
            source=progress.source,
            problems=[one.code for one in problems],
        )
        self._bar.update(1, progress)

    def _begin(self, progress: Progress) -> None:
        self._started = time.monotonic()
        self._write("begin", what=progress.what, total=progress.total)
        self._bar = self._stack.enter_context(
            click.progressbar(
                length=progress.total,
                label=_LABELS[progress.what],
                file=sys.stderr,
                hidden=not sys.stderr.isatty(),
                item_show_func=self._beside_bar,
            )
        )

    def _beside_bar(self, progress: Progress | None) -> str | None:
        if progress is None:
            return None
        seconds = max(time.monotonic() - self._started, 0.001)
        failed = f", {progress.failed:,} failed" if progress.failed else ""
        return f"{progress.done / seconds:,.1f} a second{failed}"

    def _write(self, event: str, **about: object) -> None:
        if self._log is not None:
            now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
            line = json.dumps({"time": now, "event": event, **about}, ensure_ascii=True)
            try:
                append_whole(self._log, f"{line}\n".encode(), self._path)
            except ProblemsFound as found:  # no reason to give up what is to be scored
                self._log = None
                self.unlogged = found.problems
                self.exit_code = max(self.exit_code, EXIT_PROBLEMS)

    def end(self) -> None:
        """The run is over."""
        done = {what: one.done for what, one in self._now.items()}
        self._write("end", **done, reused=self.reused)

    def stopped(self) -> None:
        """The run was stopped; what is done is kept."""
        scored = self._now.get("score")
        self._write("stopped")
        if scored is not None:
            console.say(
                f"Stopped after {scored.done:,} of {scored.total:,} submissions; what is done is "
                "kept. Go on with --resume."
            )

    def say_failed(self) -> None:
        """Name what came to nothing, in the order of names."""
        for source, what in sorted(self._failed)[:_MOST_NAMED]:
            console.say(f"{one_line(source)}: {what}")
        if more := len(self._failed[_MOST_NAMED:]):
            console.say(f"and {more:,} more, all of them in problems.csv")

    def summary(self) -> str:
        """How many were scored, in a line."""
        scored = self._now["score"]
        number = scored.total
        done = scored.done - scored.failed
        text = f"{done:,} of {number:,} {plural(number, 'submission', 'submissions')} scored."
        reports = self._now.get("report")
        if reports is not None:
            made, wanted = reports.done - reports.failed, reports.total
            text += f" {made:,} of {wanted:,} {plural(wanted, 'report', 'reports')} made."
        if self.reused:
            text += f" {self.reused:,} of these were there already, unchanged."
        return text


@contextmanager
def watching(log: Path | None) -> Iterator[Watch]:
    """Follow a batch, and say at its end what came to nothing.

    Raises:
        ProblemsFound: the log cannot be written.

    """
    from coherence_kit.documents.own_places import expect_own_place
    from coherence_kit.workflow.earlier_results import earlier_log

    with ExitStack() as stack:
        file = None
        if log is not None:
            expect_own_place(log, earlier_log())
            file = stack.enter_context(appended_file(log))
        watch = Watch(stack, file, log or Path())
        try:
            yield watch
        except (KeyboardInterrupt, SystemExit):
            watch.stopped()
            raise
        watch.end()
    watch.say_failed()
    if watch.faults or watch.unlogged:
        console.show_problems((*watch.faults[:_MOST_FAULTS], *watch.unlogged))
