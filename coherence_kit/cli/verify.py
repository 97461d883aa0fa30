"""`coherence verify`."""

from __future__ import annotations

from pathlib import Path

import click

from coherence_kit.cli import console, options
from coherence_kit.errors import EXIT_PROBLEMS
from coherence_kit.i18n import plural


@click.command()
@click.argument("report", metavar="REPORT.pdf", type=options.FilePath())
@click.pass_context
def command(ctx: click.Context, report: Path) -> None:
    """Check that the figures of a PDF report follow from what it carries.

    The submission inside the report is scored again with the questionnaire inside it,
    and the pages are laid out again.

    \b
    Example:
      coherence verify ghana-2026.pdf
    """
    from coherence_kit.workflow.verify import verify

    with console.progress("Verifying") as step:
        step(report.name)
        verdict = verify(report)
    if verdict.problems:
        console.show_problems(verdict.problems)
        ctx.exit(EXIT_PROBLEMS)
    number = verdict.submissions
    console.result(
        f"{report}: all {verdict.figures} figures follow from the "
        f"{plural(number, 'submission', f'{number} submissions')} inside."
    )
    if verdict.pages is None:
        console.result(
            "The pages were made by another version of the kit or of WeasyPrint and were not "
            "compared."
        )
    else:
        console.result(f"All {verdict.pages} pages are what the kit makes of it.")
