"""`coherence merge`."""

from __future__ import annotations

from pathlib import Path

import click

from coherence_kit.cli import console, options
from coherence_kit.problems import exit_code_of


@click.command()
@click.argument("round_file", metavar="ROUND", type=options.FilePath())
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=options.FilePath())
@click.option(
    "-o",
    "--output",
    type=options.FilePath(),
    metavar="FILE",
    help="File to write, such as merged.yaml, or a folder where several questionnaires are "
    "answered; may be left out with --meeting.",
)
@click.option(
    "--meeting",
    "sheets",
    multiple=True,
    type=options.FilePath(),
    metavar="FILE",
    help="Sheet of the disputed questions for the meeting that decides them: .pdf to print, .xlsx "
    "to fill in and collect; may be given several times.",
)
@options.language("the sheets")
@options.questionnaire_folders
@options.max_size
@click.pass_context
def command(  # noqa: PLR0913, PLR0917  (one parameter for each option)
    ctx: click.Context,
    round_file: Path,
    files: tuple[Path, ...],
    output: Path | None,
    sheets: tuple[Path, ...],
    language: str | None,
    folders: tuple[Path, ...],
    max_size: int,
) -> None:
    """Merge the answers of a round, with their differences kept.

    Question by question a decision counts, else what all agree on, else the answer of whoever leads
    the question, and the question is disputed. Nothing is averaged, and every answer stays in the
    file. What stakeholders answer is not merged: it stands beside the government's in the report.

    A sheet for the meeting has the disputed questions, the widest first, with what each office
    answers, says and names, and room for the decision. coherence collect --round reads the workbook
    back into the round file.

    \b
    Example:
      coherence merge velmora-2026.round.yaml inbox/ -o velmora-2026.yaml
      coherence merge velmora-2026.round.yaml inbox/ --meeting sheet.pdf --meeting sheet.xlsx
    """
    from coherence_kit.api.kit import Kit
    from coherence_kit.workflow.meeting import make_sheets
    from coherence_kit.workflow.rounds import merged_files, write_merged

    if output is None and not sheets:
        msg = "Name the file to write with -o, or a sheet for the meeting with --meeting."
        raise click.UsageError(msg)
    workspace = Kit(folders, max_size=options.bytes_of(max_size)).workspace
    merged = merged_files(workspace, round_file, files)
    made = make_sheets(merged, sheets, language)
    if output is not None:
        for path, said in write_merged(workspace, merged, output).files:
            console.say(f"Wrote {console.named(path)}: {said}")
    made.write()
    for path, _ in made.files:
        console.say(f"Wrote {console.named(path)}: {made.said}")
    notes = (*merged.notes, *made.notes)
    if notes:
        console.show_problems(notes)
    ctx.exit(exit_code_of(notes))
