"""`coherence status`."""

from __future__ import annotations

from pathlib import Path

import click

from coherence_kit.cli import console, options
from coherence_kit.errors import EXIT_PROBLEMS


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=options.FilePath())
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
@options.language("the text or the page")
@options.questionnaire_folders
@options.max_size
@click.pass_context
def command(  # noqa: PLR0913, PLR0917  (one parameter for each option)
    ctx: click.Context,
    files: tuple[Path, ...],
    wanted: str | None,
    output: Path | None,
    every: bool,  # noqa: FBT001  (click passes flags so)
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

    \b
    Example:
      coherence status ghana.yaml
      coherence status round-2026/ -o missing.csv
      coherence status round-2026/*.xlsx -o status.html
    """
    from coherence_kit.api.kit import Kit
    from coherence_kit.problems import exit_code_of
    from coherence_kit.workflow.status import (
        read_status,
        render_status,
        status_format,
        write_status,
    )

    kind = status_format(wanted, output)
    workspace = Kit(folders, max_size=options.bytes_of(max_size)).workspace
    inquiry = read_status(workspace, files, language)
    if output is None:
        console.result(render_status(inquiry, kind, every=every))
    else:
        write_status(inquiry, kind, output)
        console.say(f"Wrote {console.named(output)}.")
    if inquiry.problems or inquiry.notes:
        console.show_problems([*inquiry.problems, *inquiry.notes])
    code = exit_code_of([*inquiry.problems, *inquiry.notes])
    ctx.exit(code or (EXIT_PROBLEMS if inquiry.problems else 0))
