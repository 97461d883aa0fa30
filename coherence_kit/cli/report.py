"""`coherence report`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from coherence_kit.cli import console, options
from coherence_kit.rendering.report.variants import FULL, VARIANTS


@click.command()
@options.submissions
@options.output_file("report.pdf (or .docx, .html, .xlsx, .json)")
@click.option(
    "--date", type=options.Day(), help="Date of the report; the submission's if not given."
)
@click.option(
    "--draft",
    is_flag=True,
    help="Report what can be read of a submission with errors; every page says that it is a draft.",
)
@click.option(
    "--round",
    "round_file",
    type=options.FilePath(),
    metavar="ROUND",
    help="The submissions are those of this round: merge them, with their differences shown.",
)
@click.option(
    "--previous",
    type=options.FilePath(),
    metavar="SUBMISSION",
    multiple=True,
    help="Of an earlier round, to show what has moved; one for each questionnaire.",
)
@click.option(
    "--variant",
    type=click.Choice([*VARIANTS]),
    default=FULL,
    show_default=True,
    help="Which parts: "
    + "; ".join(f"{variant.name}, {variant.about}" for variant in VARIANTS.values())
    + ".",
)
@click.option(
    "--plan",
    "plans",
    type=options.FilePath(),
    metavar="PLAN",
    multiple=True,
    help="What the country made of the measures, in this round or the earlier one: a plan "
    "(coherence new plan), or the workbook of results with its action plan filled in.",
)
@click.option(
    "--brand",
    type=options.FilePath(),
    metavar="BRAND",
    help="Logos, colours, parts and words for headings of who hands it over (coherence new brand).",
)
@click.option(
    "--template",
    type=options.FilePath(),
    metavar="FILE.docx",
    help="For a report as .docx: your own document; the report stands where a line of it says "
    "{{ report }}.",
)
@options.language("the report")
@options.questionnaire_folders
@options.max_size
@click.pass_context
def command(  # noqa: PLR0913  (one parameter for each option)
    ctx: click.Context,
    submissions: tuple[Path, ...],
    output: Path,
    date: dt.date | None,
    *,
    draft: bool,
    round_file: Path | None,
    previous: tuple[Path, ...],
    variant: str,
    plans: tuple[Path, ...],
    brand: Path | None,
    template: Path | None,
    language: str | None,
    folders: tuple[Path, ...],
    max_size: int,
) -> None:
    """Make a gap report with recommended measures.

    Several submissions of one country and round become chapters of one report.

    A PDF prints texts of up to seven pages whole, and 200 documents of an answer; of longer ones it
    says what is left out. The submission that it carries, and an HTML report, have everything.

    \b
    Example:
      coherence report ghana-2026.yaml -o ghana-2026.pdf
      coherence report ghana-2026.yaml -o ghana-2026-fr.pdf --lang fr
      coherence report ghana-2026.yaml -o ghana-2026-brief.pdf --variant brief
      coherence report ghana-2026.yaml -o ghana-2026-results.xlsx
      coherence report ghana-2026.yaml -o ghana-2026.docx --template ministry.docx
      coherence report unfinished.xlsx -o draft.pdf --draft
      coherence report --round ghana-2026.round.yaml inbox/ -o ghana-2026.pdf
      coherence report ghana-2026.yaml --plan ghana-2026.plan.yaml -o ghana-2026.pdf
      coherence report ghana-2026.yaml --brand planning.brand.yaml -o ghana-2026.pdf
      coherence report ghana-2028.yaml --previous ghana-2026.yaml -o ghana-2028.pdf
    """
    from coherence_kit.api.kit import Kit
    from coherence_kit.errors import EXIT_PROBLEMS
    from coherence_kit.problems import has_errors

    kit = Kit(folders, max_size=options.bytes_of(max_size))
    with console.progress("Making the report") as step:
        report = kit.report(
            submissions,
            output,
            date=date,
            language=language,
            draft=draft,
            round_file=round_file,
            previous=previous,
            variant=variant,
            plans=plans,
            brand=brand,
            template=template,
            step=step,
        )
    notes = [*kit.remarks, *report.notes]
    if notes:
        console.show_problems(notes)
    for message in report.messages:
        console.say(message)
    console.say(f"Wrote {console.named(report.path)}.")
    if has_errors(report.notes):
        ctx.exit(EXIT_PROBLEMS)
