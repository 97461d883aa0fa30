"""`coherence batch`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from coherence_kit.cli import console, options
from coherence_kit.i18n import plural


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=options.FilePath())
@options.output_folder
@click.option(
    "--reports",
    type=click.Choice(["pdf", "html"]),
    help="Make a report of each submission as well.",
)
@click.option(
    "--nodes",
    "every_node",
    is_flag=True,
    help="A column of the tables for every section and question, not only for the first rank.",
)
@options.questionnaire_folders
@options.max_size
@click.pass_context
def command(  # noqa: PLR0913  (one parameter for each option)
    ctx: click.Context,
    sources: tuple[Path, ...],
    output: Path,
    reports: Literal["pdf", "html"] | None,
    *,
    every_node: bool,
    folders: tuple[Path, ...],
    max_size: int,
) -> None:
    """Score folders of submissions into tables, with a report of each.

    Submissions are YAML files, filled workbooks and saved forms.
    A submission with errors never stops the others; what is wrong with it stands in problems.csv.

    \b
    Example:
      coherence batch round-2026/ -o results
      coherence batch round-2026/ -o results --nodes
      coherence batch round-2026/ late.yaml -o results --reports pdf
    """
    from coherence_kit.api.kit import Kit
    from coherence_kit.problems import FAULT, exit_code_of

    kit = Kit(folders, max_size=options.bytes_of(max_size))
    with console.bar("Scoring") as bar:
        batch = kit.batch(sources, output, reports=reports, every_node=every_node, progress=bar)
    for outcome in batch.outcomes:
        if outcome.line is None:
            name = console.named(outcome.job.path)
            console.say(f"{name}: not scored; {console.summary(outcome.problems)}")
    faults = [problem for problem in batch.problems if problem.code == FAULT]
    if faults or batch.remarks:
        console.show_problems([*faults, *batch.remarks])
    number = len(batch.outcomes)
    console.result(
        f"{batch.scored} of {number} {plural(number, 'submission', 'submissions')} scored."
    )
    for path in batch.files:
        console.result(f"    {console.named(path)}")
    ctx.exit(exit_code_of([*batch.problems, *batch.remarks]))
