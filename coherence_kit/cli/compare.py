"""`coherence compare`."""

from __future__ import annotations

from pathlib import Path

import click

from coherence_kit.cli import console, options
from coherence_kit.problems import exit_code_of


@click.command()
@click.argument("old", metavar="OLD", type=options.FilePath())
@click.argument("new", metavar="NEW", type=options.FilePath())
@options.output_format("text", "json", "csv")
@click.option(
    "-o",
    "--output",
    type=options.FilePath(),
    metavar="FILE",
    help="File to write, such as moved.pdf (or .html, .csv, .json); its ending says the form.",
)
@click.option(
    "--plan",
    "plans",
    type=options.FilePath(),
    metavar="PLAN",
    multiple=True,
    help="What the country made of the measures of OLD, to say what became of each.",
)
@options.for_excel
@options.language("the text")
@options.questionnaire_folders
@options.max_size
@click.pass_context
def command(  # noqa: PLR0913  (one parameter for each option)
    ctx: click.Context,
    old: Path,
    new: Path,
    output_format: str,
    output: Path | None,
    *,
    plans: tuple[Path, ...],
    excel: bool,
    language: str | None,
    folders: tuple[Path, ...],
    max_size: int,
) -> None:
    """Say what has moved between two rounds, as far as the answers prove it.

    OLD and NEW are submissions of one country to one questionnaire. Something has risen or fallen
    only where what the two rounds allow does not overlap; else the answers prove no change. Of
    another major version only the questions that are the same are compared: name the folder that
    has it with -Q.

    \b
    Example:
      coherence compare ghana-2026.yaml ghana-2028.yaml
      coherence compare ghana-2026.yaml ghana-2028.yaml --plan ghana-2026.plan.yaml
      coherence compare ghana-2026.yaml ghana-2028.yaml -o moved.pdf --lang fr
      coherence compare ghana-2026.yaml ghana-2028.yaml --format csv > moved.csv
      coherence compare ghana-2022.yaml ghana-2028.yaml -Q questionnaires-2022
    """
    from coherence_kit.api.kit import Kit
    from coherence_kit.rendering.data.comparison import comparison_csv, comparison_json
    from coherence_kit.rendering.terminal.comparison import comparison_text
    from coherence_kit.workflow.compare import compare_files, language_of, write_comparison
    from coherence_kit.workflow.excel import expect_file

    workspace = Kit(folders, max_size=options.bytes_of(max_size)).workspace
    if output is not None:
        with console.progress("Comparing") as step:
            written = write_comparison(
                workspace,
                old,
                new,
                output,
                plans=plans,
                language=language,
                excel=excel,
                step=step,
            )
        notes = [*workspace.remarks(), *written.notes]
        if notes:
            console.show_problems(notes)
        for message in written.messages:
            console.say(message)
        console.say(f"Wrote {console.named(written.path)}.")
        ctx.exit(exit_code_of(notes))
    expect_file(output_format, output, excel=excel)
    compared = compare_files(workspace, old, new, plans)
    chosen, _ = language_of(compared.comparison, language)
    match output_format:
        case "json":
            console.result(comparison_json(compared.comparison))
        case "csv":
            console.result(comparison_csv(compared.comparison, chosen))
        case _:
            console.result(comparison_text(compared.comparison, chosen))
    notes = [*workspace.remarks(), *compared.notes]
    if notes:
        console.show_problems(notes)
    ctx.exit(exit_code_of(notes))
