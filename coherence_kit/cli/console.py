"""The only module that prints: problems, tables, progress, faults.

Results go to standard output, all else to standard error. All of it passes `_printed`, so that
nothing in a file, or in a name that was typed, acts on the terminal or turns its lines round.
"""

from __future__ import annotations

import io
import logging
import platform
import sys
import time
import traceback
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import click

from coherence_kit import __version__
from coherence_kit.cli.streams import let_go
from coherence_kit.documents.json_text import json_text
from coherence_kit.errors import KitError
from coherence_kit.i18n import plural
from coherence_kit.problems import (
    FAULT,
    Problem,
    ProblemsFound,
    Severity,
    as_sentence,
    clip,
    is_file,
    one_line,
    replaced,
    shortened,
    shown,
    shown_path,
)
from coherence_kit.problems.problem import LONGEST_PATH

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
LONGEST_LINE = 100
REPLACED = "\ufffd"  # stands for what cannot be shown
MOST_REPLACED = 8
MOST_OF_A_KIND = 3  # warnings of one code in one file, unless all are wanted


class Coloured(NamedTuple):
    """A word that the kit prints in a colour; escape codes in a text are never its own."""

    text: str
    colour: str
    bold: bool = False


def result(*parts: str | Coloured) -> None:
    """What a command was asked for.

    A reader that has seen enough (`| head`) ends nothing: the exit code still has to tell how the
    run came out.
    """
    text = _printed(parts)
    try:
        click.echo(text, nl=not text.endswith("\n"))
    except BrokenPipeError:
        let_go(sys.stdout)


def say(*parts: str | Coloured) -> None:
    """What a person wants to know about the run; nothing where nobody can be told."""
    with suppress(OSError):
        click.echo(_printed(parts), err=True)


def _printed(parts: Iterable[str | Coloured]) -> str:
    """What goes to the terminal: signs that act or hide stand as their codes."""
    return "".join(
        click.style(shown(part.text), fg=part.colour, bold=part.bold or None)
        if isinstance(part, Coloured)
        else shown(part)
        for part in parts
    )


def named(path: Path) -> str:
    """The name of a file on one line, whatever signs it is made of."""
    return one_line(shown_path(path))


def show_wrong_words(error: click.ClickException) -> None:
    """What click has to say of the words of a call, which may be names of files."""
    text = io.StringIO()
    error.show(text)
    say(text.getvalue().rstrip("\n"))


def show_kit_error(error: KitError) -> None:
    """The message of an ending that the kit foresaw."""
    if isinstance(error, ProblemsFound):
        show_problems(error.problems)
    else:
        say(Coloured("Error:", "red"), f" {one_line(str(error))}")


def show_problems(
    problems: Iterable[Problem], *, files: int | None = None, every: bool = False
) -> None:
    """Problems like a compiler's, errors first, with the line they stand in; a count at the end.

    Of warnings and notes of one kind in one file only the first are shown, unless `every` one is
    wanted: an error must not be lost among them. The list of a file ends after some hundred.
    """
    order = list(Severity)
    everything = sorted(problems, key=lambda problem: order.index(problem.severity))
    found, left = (everything, {}) if every else _first_of_each_kind(everything)
    found = found if every else shortened(found)
    # a file that was not even read for its size, or a device, has no problem in a line
    with_lines = {problem.source for problem in found if problem.line}
    source = ""
    lines: Sequence[str] = ()
    for problem in found:
        if problem.source != source:
            source, lines = (
                problem.source,
                _lines_of_file(problem.source) if problem.source in with_lines else (),
            )
        say(*_problem_parts(problem, lines))
    for (name, code), others in left.items():
        say(f"{one_line(name)}: {_many_more(code, others)}\n")
    say(summary(everything, files=files))
    if any(problem.code == FAULT for problem in everything):
        say(f"\nTo quote in a report of the fault:\n\n{_about_this_run()}")


_OF_AN_OUTPUT = "output."
"""Codes of what is said of a file that is written: `coherence check` writes none."""

_OfAKind = dict[tuple[str, str], list[Problem]]


def _first_of_each_kind(problems: Sequence[Problem]) -> tuple[list[Problem], _OfAKind]:
    """What is shown, and what is left out, by file and code."""
    shown: list[Problem] = []
    kinds: _OfAKind = {}
    for problem in problems:
        kind = kinds.setdefault((problem.source, problem.code), [])
        kind.append(problem)
        if problem.severity is Severity.ERROR or len(kind) <= MOST_OF_A_KIND:
            shown.append(problem)
    left = {
        name: kind[MOST_OF_A_KIND:]
        for name, kind in kinds.items()
        if kind[0].severity is not Severity.ERROR and len(kind) > MOST_OF_A_KIND
    }
    return shown, left


def _many_more(code: str, others: Sequence[Problem]) -> str:
    """How many of a kind are left out, and where they stand."""
    number, severity = len(others), others[0].severity.value
    what = f"{number} more {plural(number, severity, severity + 's')} {code}"
    lines = sorted({problem.line for problem in others if problem.line})
    if lines:
        what += (
            f" in line {lines[0]}" if len(lines) == 1 else f" in lines {lines[0]} to {lines[-1]}"
        )
    if code.startswith(_OF_AN_OUTPUT):
        return what
    return f"{what}; coherence check --all shows {plural(number, 'it', 'each')}"


def problem_text(problem: Problem, lines: Sequence[str] = ()) -> str:
    """A problem in words: place, what was found, the rule, the cure.

    Its line is shown too if the lines of the file are given.
    """
    return "".join(
        part.text if isinstance(part, Coloured) else part for part in _problem_parts(problem, lines)
    )


def _problem_parts(problem: Problem, lines: Sequence[str]) -> tuple[str | Coloured, ...]:
    severity = Coloured(problem.severity.value, COLOURS[problem.severity], bold=True)
    return f"{problem.place}: ", severity, f" {problem.code}\n{_problem_body(problem, lines)}"


def _problem_body(problem: Problem, lines: Sequence[str]) -> str:
    text = []
    if problem.path:
        text.append("  in " + " › ".join(clip(part) for part in problem.path))
    text += _excerpt(problem, lines)
    found, rule, cure = problem.sentences
    text += [
        f"  {as_sentence(found)}",
        f"  Rule: {as_sentence(rule)}",
        f"  Cure: {as_sentence(cure)}",
    ]
    return "\n".join(text) + "\n"


def _excerpt(problem: Problem, lines: Sequence[str]) -> list[str]:
    """The line of the problem, or the part of it around the place, with a caret below the place."""
    is_of_table = problem.cell  # a row has as many cells as there are questions
    if is_of_table or not 0 < problem.line <= len(lines) or not lines[problem.line - 1].strip():
        return []
    line, place = _around(lines[problem.line - 1], problem.column - 1)
    text = "".join(map(_seen, replaced(line, lambda _sign: REPLACED)))
    if text.count(REPLACED) > MOST_REPLACED:
        return []  # no text at all, or one in another encoding
    margin = f"  {problem.line} | "
    spaces = "".join("\t" if char == "\t" else " " * _width(char) for char in text[:place])
    return [margin + text, " " * (len(margin) - 2) + "| " + spaces + "^"]


def _lines_of_file(source: str) -> tuple[str, ...]:
    """The lines of a file as the loader counts them; none if it cannot be read, or is none."""
    from coherence_kit.loading.documents import read_file
    from coherence_kit.loading.limits import MAX_SIZE

    if not is_file(Path(source)):
        return ()
    try:
        text = read_file(Path(source), max_size=MAX_SIZE).decode(errors="replace").lstrip("\ufeff")
    except ProblemsFound:
        return ()
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _around(line: str, place: int) -> tuple[str, int]:
    """At most LONGEST_LINE characters of a line around a place, and where in them the place is."""
    if len(line) <= LONGEST_LINE:
        return line, place
    start = max(0, min(place - LONGEST_LINE // 2, len(line) - LONGEST_LINE))
    part = line[start : start + LONGEST_LINE]
    before, after = "…" if start else "", "…" if start + LONGEST_LINE < len(line) else ""
    return before + part + after, place - start + len(before)


def _seen(char: str) -> str:
    """A sign that looks like a blank, or like none, is not shown as if it were a plain one."""
    is_plain = char.isprintable() or char == "\t" or unicodedata.category(char) == "Cf"
    return char if is_plain else REPLACED


def _width(char: str) -> int:
    """Columns that a terminal takes for a character.

    A Chinese one takes two, an accent that is a character of its own none, nor does a joiner.
    """
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def summary(problems: Iterable[Problem], *, files: int | None = None) -> str:
    """Count by severity, such as `3 errors, 1 warning in 2 of 10 files`.

    `files` is how many were looked at.
    """
    found = list(problems)
    counts = []
    for severity in Severity:
        number = sum(problem.severity is severity for problem in found)
        if number:
            counts.append(f"{number} {plural(number, severity.value, severity.value + 's')}")
    where = len({problem.source for problem in found})
    total = max(where, files or 0)
    named = (
        f"{total} {plural(total, 'file', 'files')}"
        if total == where or not where
        else f"{where} of {total} files"
    )
    return f"{', '.join(counts) or 'No problems'} in {named}."


def problems_json(problems: Iterable[Problem], *, every: bool = False) -> str:
    """Problems as JSON, one object each; of a file with many a note counts the rest.

    Nothing is left out if `every` one is wanted.
    """
    return json_text(
        [
            {
                "code": problem.code,
                "severity": problem.severity.value,
                "source": problem.source,
                "line": problem.line,
                "column": problem.column,
                **({"cell": problem.cell} if problem.cell else {}),
                "path": list(problem.path),
                "params": dict(problem.params),
                **dict(zip(("found", "rule", "cure"), problem.sentences, strict=True)),
            }
            for problem in (problems if every else shortened(problems))
        ]
    )


@contextmanager
def progress(label: str) -> Iterator[Callable[[str], None]]:
    """Say on a terminal which step is being done, on one line that is written over.

    Nothing is said where standard error is no terminal.

    The steps differ too much in length for a bar that would not lie.
    """
    started = time.monotonic()
    visible = sys.stderr.isatty()

    def step(what: str) -> None:
        if visible:
            elapsed = time.monotonic() - started
            _write_over(f"{label}: {clip(what)} ({elapsed:.0f} s)")

    try:
        yield step
    finally:
        if visible:
            _write_over("")


def _write_over(text: str) -> None:
    """Put a text in the place of the line that the cursor is on."""
    with suppress(OSError):
        click.echo(f"\r\x1b[2K{shown(text)}", nl=False, err=True)


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar with the time that remains, on a terminal; nothing anywhere else.

    Say before the first step and after each how many are done, and of how many.
    """
    with ExitStack() as stack:
        shown: list[Callable[[int], None]] = []

        def step(_done: int, total: int) -> None:
            if shown:
                shown[0](1)
                return
            drawn = click.progressbar(
                length=total, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
            )
            shown.append(stack.enter_context(drawn).update)

        yield step


class _ToStandardError(logging.Handler):
    """Prints a line for each record of what is read and written."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print the message of a record, on one line."""
        say(clip(record.getMessage(), 2 * LONGEST_PATH))


@contextmanager
def told_of_files() -> Iterator[None]:
    """Say on standard error which files are read, used and written while this is open."""
    log, handler = logging.getLogger("coherence_kit"), _ToStandardError()
    if log.isEnabledFor(logging.INFO):  # asked for twice, before and after the name of the command
        yield
        return
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.setLevel(before)
        log.removeHandler(handler)


def show_fault(error: Exception) -> None:
    """A fault of the kit: say so, and print a log that can be pasted into a report of it."""
    trace = "".join(traceback.format_exception(error))
    say(
        "This is a fault of coherence-kit, not of your files. Please report it with the lines "
        f"below.\n\n{_about_this_run()}\n\n```\n{trace}```"
    )


def _about_this_run() -> str:
    """The versions, the machine and the command, as a report of a fault quotes them."""
    command = " ".join(clip(word) for word in sys.argv[1:]) or "(none)"
    machine = f"Python {platform.python_version()}, {platform.platform()}"
    return f"- coherence-kit {__version__}, {machine}\n- command: {command}"
