"""`coherence status`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coherence_kit.cli import console, options
from coherence_kit.errors import EXIT_PROBLEMS, WrongUseError

if TYPE_CHECKING:
    from coherence_kit.api.kit import Kit
    from coherence_kit.model.round_status import RoundStatus
    from coherence_kit.problems import Problem
    from coherence_kit.workflow.status import Inquiry


@click.command()
@click.argument("files", metavar="[FILE...]", nargs=-1, type=options.FilePath())
@click.option(
    "--round",
    "round_file",
    type=options.FilePath(),
    metavar="ROUND",
    help="Say how far this round has come; the files are what was sent in for it, if anything.",
)
@click.option(
    "--today",
    type=options.Day(),
    help="Day to hold the deadline of the round against; by the clock if not given.",
)
@click.option(
    "--format",
    "wanted",
    type=click.Choice(("text", "csv", "html")),
    help="Form of the output; without it the ending of -o says, else it is text.",
)
@click.option(
    "-o",
    "--output",
    type=options.FilePath(),
    metavar="FILE",
    help="Write the table or the page to a file.",
)
@click.option("--all", "every", is_flag=True, help="Leave nothing out of the text.")
@options.for_excel
@options.language("the text or the page")
@options.questionnaire_folders
@options.max_size
@click.pass_context
def command(  # noqa: PLR0913, PLR0917  (one parameter for each option)
    ctx: click.Context,
    files: tuple[Path, ...],
    round_file: Path | None,
    today: dt.date | None,
    wanted: str | None,
    output: Path | None,
    *,
    every: bool,
    excel: bool,
    language: str | None,
    folders: tuple[Path, ...],
    max_size: int,
) -> None:
    """Say who has answered how much, and what is missing.

    Of each file: how many of the questions asked are dealt with (answered, not known or not
    applicable), which are to do and who can answer them, and which answers somebody has to look at
    again: they lack a document, are to be re-checked, or are queried or changed by a reviewer. A
    file with wrong answers is counted without those. The table has a line for each file, and below
    it one for each thing that a question needs. Files, and folders of them, may be of several
    countries, respondents and questionnaires.

    Of a round it says who has sent nothing and since when that is due, who has answered how much of
    what it is asked, which questions nobody has answered or is asked, which are disputed and wait
    for a decision, and which files are left out and why. A broken file stops nothing.

    \b
    Example:
      coherence status ghana.yaml
      coherence status round-2026/ -o missing.csv
      coherence status round-2026/*.xlsx -o status.html
      coherence status inbox/ --round velmora-2026.round.yaml -o status.html
    """
    from coherence_kit.api.kit import Kit
    from coherence_kit.problems import exit_code_of
    from coherence_kit.workflow.excel import expect_file
    from coherence_kit.workflow.status import status_format

    kind = status_format(wanted, output)
    expect_file(kind, output, excel=excel)
    kit = Kit(folders, max_size=options.bytes_of(max_size))
    if round_file is not None:
        day = today or options.today()
        found = kit.round_status(round_file, files, today=day, language=language)
        told = _give_round(found, kind, output, every=every, excel=excel)
        ctx.exit(exit_code_of(told))
    _expect_files(files, today)
    inquiry = _give_files(kit, files, language, kind, output, every=every, excel=excel)
    code = exit_code_of([*inquiry.problems, *inquiry.notes])
    ctx.exit(code or (EXIT_PROBLEMS if inquiry.problems else 0))


def _expect_files(files: Sequence[Path], today: dt.date | None) -> None:
    """Without a round there is nothing to say of no files, and no deadline."""
    if not files:
        msg = "Missing argument 'FILE...': name what was sent in, or a round with --round."
        raise WrongUseError(msg)
    if today is not None:
        msg = "--today is the day to hold the deadline of a round against: name one with --round."
        raise WrongUseError(msg)


def _give_files(  # noqa: PLR0913  (what the command was called with)
    kit: Kit,
    files: Sequence[Path],
    language: str | None,
    kind: str,
    output: Path | None,
    *,
    every: bool,
    excel: bool,
) -> Inquiry:
    from coherence_kit.workflow.status import read_status, render_status, write_status

    inquiry = read_status(kit.workspace, files, language)
    if output is None:
        console.result(render_status(inquiry, kind, every=every))
    else:
        write_status(inquiry, kind, output, excel=excel)
    _tell(output, [*inquiry.problems, *inquiry.notes])
    return inquiry


def _give_round(
    found: RoundStatus, kind: str, output: Path | None, *, every: bool, excel: bool
) -> Sequence[Problem]:
    from coherence_kit.workflow.round_status import render_round_status, write_round_status

    if output is None:
        console.result(render_round_status(found, kind, every=every))
    else:
        write_round_status(found, kind, output, excel=excel)
    told = [*found.problems, *found.notes]
    _tell(output, told)
    return told


def _tell(output: Path | None, told: Sequence[Problem]) -> None:
    if output is not None:
        console.say(f"Wrote {console.named(output)}.")
    if told:
        console.show_problems(told)
