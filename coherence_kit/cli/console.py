"""The only module that prints: problems, tables, progress, faults. Results go to standard output, talk to standard error."""

from __future__ import annotations

import json
import platform
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from coherence_kit import __version__
from coherence_kit.errors import KitError
from coherence_kit.i18n import plural
from coherence_kit.problems import Problem, ProblemsFound, Severity, clip

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
LONGEST_LINE = 100


def result(text: str) -> None:
    """What a command was asked for."""
    click.echo(text, nl=not text.endswith("\n"))


def say(text: str) -> None:
    """What a person wants to know about the run."""
    click.echo(text, err=True)


def show_kit_error(error: KitError) -> None:
    """The message of an ending that the kit foresaw."""
    if isinstance(error, ProblemsFound):
        show_problems(error.problems)
    else:
        say(f"{click.style('Error:', fg='red')} {error}")


def show_problems(problems: Iterable[Problem], *, files: int | None = None) -> None:
    """Problems like a compiler's, sorted, with the line they stand in; a count at the end."""
    found = list(problems)
    for problem in found:
        say(problem_text(problem))
    say(summary(found, files=files))


def problem_text(problem: Problem) -> str:
    """A problem in words: place, what was found, the rule, the cure."""
    place = clip(problem.source) if problem.line == 0 else f"{clip(problem.source)}:{problem.line}:{problem.column}"
    severity = click.style(problem.severity.value, fg=COLOURS[problem.severity], bold=True)
    lines = [f"{place}: {severity} {problem.code}"]
    if problem.path:
        lines.append("  in " + " › ".join(clip(part) for part in problem.path))
    lines += _excerpt(problem)
    found, rule, cure = problem.sentences
    lines += [f"  {_sentence(found)}", f"  Rule: {_sentence(rule)}", f"  Cure: {_sentence(cure)}"]
    return "\n".join(lines) + "\n"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def _excerpt(problem: Problem) -> list[str]:
    """The line of the file with a caret, where it is short enough to help."""
    if problem.line == 0:
        return []
    try:
        lines = Path(problem.source).read_text(encoding="utf-8-sig").splitlines()
        line = lines[problem.line - 1]
    except (OSError, UnicodeDecodeError, IndexError):
        return []
    if not line.strip() or len(line) > LONGEST_LINE or not line.replace("\t", "").isprintable():
        return []
    margin = f"  {problem.line} | "
    spaces = "".join("\t" if char == "\t" else " " for char in line[: problem.column - 1])
    return [margin + line, " " * (len(margin) - 2) + "| " + spaces + "^"]


def summary(problems: Iterable[Problem], *, files: int | None = None) -> str:
    """Count by severity, such as `3 errors, 1 warning in 2 files`."""
    found = list(problems)
    counts = []
    for severity in Severity:
        number = sum(problem.severity is severity for problem in found)
        if number:
            counts.append(f"{number} {plural(number, severity.value, severity.value + 's')}")
    where = len({problem.source for problem in found}) if files is None else files
    named = f"{where} {plural(where, 'file', 'files')}"
    return f"{', '.join(counts)} in {named}." if counts else f"No problems in {named}."


def problems_json(problems: Iterable[Problem]) -> str:
    """Problems as JSON, one object each."""
    return (
        json.dumps(
            [
                {
                    "code": problem.code,
                    "severity": problem.severity.value,
                    "source": problem.source,
                    "line": problem.line,
                    "column": problem.column,
                    "path": list(problem.path),
                    "params": dict(problem.params),
                    **dict(zip(("found", "rule", "cure"), problem.sentences, strict=True)),
                }
                for problem in problems
            ],
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


@contextmanager
def progress(label: str) -> Iterator[Callable[[str], None]]:
    """Say on a terminal, on one line that is written over, which step is being done; nothing anywhere else.

    The steps differ too much in length for a bar that would not lie.
    """
    started = time.monotonic()
    visible = sys.stderr.isatty()

    def step(what: str) -> None:
        if visible:
            elapsed = time.monotonic() - started
            click.echo(f"\r\x1b[2K{label}: {clip(what)} ({elapsed:.0f} s)", nl=False, err=True)

    try:
        yield step
    finally:
        if visible:
            click.echo("\r\x1b[2K", nl=False, err=True)


def show_fault(error: Exception) -> None:
    """A fault of the kit: say so, and print a log that can be pasted into a report of it."""
    trace = "".join(traceback.format_exception(error))
    say(
        "This is a fault of coherence-kit, not of your files. Please report it with the lines below.\n\n"
        f"- coherence-kit {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"- command: {' '.join(clip(word) for word in sys.argv[1:]) or '(none)'}\n\n```\n{trace}```"
    )
