"""`coherence collect`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coherence_kit.cli import console, options
from coherence_kit.problems import exit_code_of

if TYPE_CHECKING:
    from coherence_kit.workflow.collect import Collected


@click.command()
@options.submissions
@options.output_folder
@options.questionnaire_folders
@options.max_size
@click.pass_context
def command(
    ctx: click.Context,
    submissions: tuple[Path, ...],
    output: Path,
    folders: tuple[Path, ...],
    max_size: int,
) -> None:
    """Turn filled forms back into submissions.

    Workbooks, saved pages and YAML files, or folders of them; each becomes a YAML file in the
    folder. A form with faults is written too, with everything that was typed in it, and every fault
    is named by its cell or line. A collected file that was changed by hand since is left as it is.

    \b
    Example:
      coherence collect ghana.xlsx togo.html -o submissions
      coherence collect inbox/ -o submissions
    """
    from coherence_kit.api.kit import Kit
    from coherence_kit.workflow.collect import collect

    workspace = Kit(folders, max_size=options.bytes_of(max_size)).workspace
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
