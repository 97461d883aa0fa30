"""`coherence batch`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final, Literal

import click

from coherence_kit.cli import batch_watch, console, options
from coherence_kit.i18n import plural
from coherence_kit.problems import exit_code_of
from coherence_kit.rendering.report.variants import VARIANTS

_MOST_FILES: Final = 20


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=options.FilePath())
@options.output_folder
@click.option(
    "--reports",
    type=click.Choice(["pdf", "html"]),
    help="Make a report of each submission as well.",
)
@click.option(
    "--variant",
    type=click.Choice([*VARIANTS]),
    help="Which parts the reports have, as of coherence report; all if not given.",
)
@click.option(
    "--brand",
    type=options.FilePath(),
    metavar="BRAND",
    help="How the reports look: logos, colours, words (coherence new brand).",
)
@click.option(
    "--nodes",
    "every_node",
    is_flag=True,
    help="A column for every section and question, and nodes.csv with their bounds and levels.",
)
@click.option("--parquet", is_flag=True, help="The tables of scores in Parquet as well.")
@click.option(
    "--format",
    "table_format",
    type=click.Choice(["csv", "xlsx"]),
    default="csv",
    help="xlsx: all tables as sheets of one workbook as well.",
)
@options.for_excel
@click.option(
    "--overview",
    is_flag=True,
    help="A page over the run, as PDF and HTML: levels, intervals, what is missing; no ranks.",
)
@click.option(
    "--anonymous",
    is_flag=True,
    help="Numbers in place of countries, of those who answered, and of files.",
)
@click.option(
    "--columns",
    type=options.FilePath(),
    metavar="FILE",
    help="What foreign columns and codes of tables mean (coherence new columns).",
)
@click.option("--lang", "language", metavar="CODE", help="Language of the reports, and of --excel.")
@click.option(
    "--date", type=options.Day(), help="Date of the reports; each submission's if not given."
)
@click.option("--jobs", type=int, metavar="N", help="Processes side by side; one on each core.")
@click.option("--timeout", type=float, metavar="SECONDS", help="Give up a file that takes longer.")
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Have the workers of a Dask scheduler do the work; neither --jobs nor --timeout goes with "
    "it.",
)
@click.option("--resume", is_flag=True, help="Go on with a run that did not come to its end.")
@click.option("--force", is_flag=True, help="Do everything again, unchanged or not.")
@click.option(
    "--log",
    type=options.FilePath(),
    metavar="FILE",
    help="Write what is done, as lines of JSON.",
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
    variant: str | None,
    brand: Path | None,
    every_node: bool,
    parquet: bool,
    table_format: Literal["csv", "xlsx"],
    excel: bool,
    overview: bool,
    anonymous: bool,
    columns: Path | None,
    language: str | None,
    date: dt.date | None,
    jobs: int | None,
    timeout: float | None,
    cluster: str | None,
    resume: bool,
    force: bool,
    log: Path | None,
    folders: tuple[Path, ...],
    max_size: int,
) -> None:
    """Score submissions into tables, with a report of each.

    Sources are files, folders, .zip archives, tables and round files. Submissions are YAML files,
    filled workbooks and saved forms, and rows of a table (CSV, Parquet, a workbook that is named);
    of a round the merged answers count.
    A submission with errors never stops the others; what is wrong with it stands in problems.csv.
    What was done before and has not changed is not done again.

    \b
    Example:
      coherence batch round-2026/ -o results
      coherence batch round-2026/ -o results --nodes
      coherence batch round-2026/ -o results --format xlsx
      coherence batch round-2026/ -o results --excel --lang fr
      coherence batch round-2026/ late.yaml -o results --reports pdf
      coherence batch round-2026/ -o results --reports pdf --variant main
      coherence batch round-2026/ -o results --resume
      coherence batch round-2026/ -o results --cluster tcp://10.0.0.5:8786
    """
    from coherence_kit.api.kit import Kit

    kit = Kit(folders, max_size=options.bytes_of(max_size))
    with batch_watch.watching(log) as watch:
        batch = kit.batch(
            sources,
            output,
            columns=columns,
            reports=reports,
            variant=variant,
            brand=brand,
            language=language,
            date=date,
            every_node=every_node,
            parquet=parquet,
            workbook=table_format == "xlsx",
            excel=excel,
            overview=overview,
            anonymous=anonymous,
            jobs=jobs,
            timeout=timeout,
            cluster=cluster,
            resume=resume,
            force=force,
            progress=watch,
        )
    if batch.remarks:
        console.show_problems(batch.remarks)
    console.result(watch.summary())
    for path in batch.files[:_MOST_FILES]:
        console.result(f"    {console.named(path)}")
    if more := len(batch.files[_MOST_FILES:]):
        console.result(f"    and {more:,} more {plural(more, 'file', 'files')}")
    ctx.exit(max(watch.exit_code, exit_code_of(batch.remarks)))
