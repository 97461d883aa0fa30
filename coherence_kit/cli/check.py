"""`coherence check`."""

from __future__ import annotations

from pathlib import Path

import click

from coherence_kit.cli import console, options
from coherence_kit.errors import EXIT_PROBLEMS


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=options.FilePath())
@click.option("--strict", is_flag=True, help="Let warnings fail as errors do.")
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="Every problem of a file, not only the first of each kind of warning and 200 in all.",
)
@options.output_format("text", "json")
@options.columns_file
@options.questionnaire_folders
@options.max_size
@click.pass_context
def command(  # noqa: PLR0913  (one parameter for each option)
    ctx: click.Context,
    paths: tuple[Path, ...],
    *,
    strict: bool,
    every: bool,
    output_format: str,
    columns: Path | None,
    folders: tuple[Path, ...],
    max_size: int,
) -> None:
    """Validate files of the kit and name every problem.

    Questionnaires, measures, cases, submissions, rounds, plans and source registers, single files
    or whole folders; filled forms and workbooks of results with a plan; tables of submissions
    (.csv, .xlsx, .ods, .parquet) row by row. Errors come first.

    \b
    Example:
      coherence check mine.yaml
      coherence check my-questionnaires/ --strict
      coherence check municipalities.csv --columns census.columns.yaml
    """
    from coherence_kit.api.kit import Kit
    from coherence_kit.problems import Severity, exit_code_of

    kit = Kit(folders, max_size=options.bytes_of(max_size))
    checked = kit.check(paths, today=options.today(), columns=columns)
    if output_format == "json":
        console.result(console.problems_json(checked.problems, every=every))
    else:
        console.show_problems(checked.problems, files=len(checked.files), every=every)
    warned = any(problem.severity is Severity.WARNING for problem in checked.problems)
    ctx.exit(exit_code_of(checked.problems) or (EXIT_PROBLEMS if strict and warned else 0))
