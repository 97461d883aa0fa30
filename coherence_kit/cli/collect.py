"""`coherence collect`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from coherence_kit.cli import console, options
from coherence_kit.i18n import plural
from coherence_kit.problems import exit_code_of, has_errors

if TYPE_CHECKING:
    from coherence_kit.workflow.collect import Collected
    from coherence_kit.workflow.score import Workspace


@click.command()
@options.submissions
@options.output_folder
@click.option(
    "--round",
    "round_file",
    type=options.FilePath(),
    metavar="ROUND",
    help="Round whose meeting was held: the files are its sheets, and the decisions in them are "
    "added to it.",
)
@options.questionnaire_folders
@options.max_size
@click.pass_context
def command(  # noqa: PLR0913, PLR0917  (one parameter for each option)
    ctx: click.Context,
    submissions: tuple[Path, ...],
    output: Path,
    round_file: Path | None,
    folders: tuple[Path, ...],
    max_size: int,
) -> None:
    """Turn filled forms back into submissions.

    Workbooks, saved pages and YAML files, or folders of them; each becomes a YAML file in the
    folder. A form with faults is written too, with everything that was typed in it, and every fault
    is named by its cell or line. A collected file that was changed by hand since is left as it is.

    With --round the files are sheets of coherence merge --meeting, filled in. The file of the round
    is written into the folder with the decisions added, all else as it stands; nothing is written
    while a cell is wrong.

    \b
    Example:
      coherence collect ghana.xlsx togo.html -o submissions
      coherence collect inbox/ -o submissions
      coherence collect sheet.xlsx --round velmora-2026.round.yaml -o decided
    """
    from coherence_kit.api.kit import Kit
    from coherence_kit.workflow.collect import collect

    workspace = Kit(folders, max_size=options.bytes_of(max_size)).workspace
    if round_file is not None:
        _collect_decisions(ctx, workspace, submissions, round_file, output)
    collected = collect(workspace, submissions, output, today=options.today())
    for form in collected.forms:
        console.say(f"{console.named(form.source)}: {_outcome(form)}")
    if collected.problems:
        console.show_problems(collected.problems)
    ctx.exit(exit_code_of(collected.problems))


def _outcome(form: Collected) -> str:
    if form.written is not None:
        return f"wrote {console.named(form.written)}"
    return "read, but not written" if form.is_read else "nothing could be read"


def _collect_decisions(
    ctx: click.Context,
    workspace: Workspace,
    sheets: tuple[Path, ...],
    round_file: Path,
    output: Path,
) -> NoReturn:
    """Sheets of a meeting into the round file."""
    from coherence_kit.workflow.meeting import collect_decisions

    collected = collect_decisions(workspace, sheets, round_file, output)
    for sheet, many in collected.sheets:
        console.say(f"{console.named(sheet)}: {many} {plural(many, 'decision', 'decisions')}")
    if collected.written is not None:
        console.say(f"Wrote {console.named(collected.written)}.")
    elif not has_errors(collected.problems):
        console.say("Nothing is new; the round file has these decisions already.")
    if collected.problems:
        console.show_problems(collected.problems)
    ctx.exit(exit_code_of(collected.problems))
