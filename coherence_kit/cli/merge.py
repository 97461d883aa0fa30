"""`coherence merge`."""

from __future__ import annotations

from pathlib import Path

import click

from coherence_kit.cli import console, options
from coherence_kit.problems import exit_code_of


@click.command()
@click.argument("round_file", metavar="ROUND", type=options.FilePath())
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=options.FilePath())
@options.output_file("merged.yaml, or a folder where several questionnaires are answered")
@options.questionnaire_folders
@options.max_size
@click.pass_context
def command(  # noqa: PLR0913, PLR0917  (one parameter for each option)
    ctx: click.Context,
    round_file: Path,
    files: tuple[Path, ...],
    output: Path,
    folders: tuple[Path, ...],
    max_size: int,
) -> None:
    """Merge the answers of a round, with their differences kept.

    Question by question a decision counts, else what all agree on, else the answer of whoever leads
    the question, and the question is disputed. Nothing is averaged, and every answer stays in the
    file. What stakeholders answer is not merged: it stands beside the government's in the report.

    \b
    Example:
      coherence merge velmora-2026.round.yaml inbox/ -o velmora-2026.yaml
    """
    from coherence_kit.api.kit import Kit
    from coherence_kit.workflow.rounds import write_merged

    workspace = Kit(folders, max_size=options.bytes_of(max_size)).workspace
    written = write_merged(workspace, round_file, files, output)
    for path, said in written.files:
        console.say(f"Wrote {console.named(path)}: {said}")
    if written.notes:
        console.show_problems(written.notes)
    ctx.exit(exit_code_of(written.notes))
