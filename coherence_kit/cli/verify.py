"""`coherence verify`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coherence_kit.cli import console, options
from coherence_kit.errors import EXIT_PROBLEMS
from coherence_kit.i18n import plural

if TYPE_CHECKING:
    from coherence_kit.workflow.embedded_questionnaires import Questioned
    from coherence_kit.workflow.verify import Verdict


@click.command()
@click.argument("report", metavar="REPORT.pdf", type=options.FilePath())
@click.option(
    "--figures-only",
    is_flag=True,
    help="Leave the pages out, such as those of another release of the kit.",
)
@options.questionnaire_folders
@click.pass_context
def command(
    ctx: click.Context, report: Path, folders: tuple[Path, ...], *, figures_only: bool
) -> None:
    """Check that a PDF report is what the kit makes of what it carries.

    The submission inside the report is scored again with the questionnaire inside it, and the
    report is made again and compared in all that a reader is shown. A questionnaire that goes by
    the name of one of the kit's, or of one in a folder given with -Q, has to have its content.

    \b
    Example:
      coherence verify ghana-2026.pdf
      coherence verify ghana-2024.pdf --figures-only
    """
    from coherence_kit.workflow.verify import verify

    with console.progress("Verifying") as step:
        step(report.name)
        verdict = verify(report, folders=folders, figures_only=figures_only)
    if verdict.problems:
        console.show_problems(verdict.problems)
        ctx.exit(EXIT_PROBLEMS)
    number = verdict.submissions
    console.result(
        f"{console.named(report)}: all {verdict.figures} figures follow from the "
        f"{plural(number, 'submission', f'{number} submissions')} inside."
    )
    for questioned in verdict.questionnaires:
        console.result(_said_of(questioned))
    console.result(_said_of_pages(verdict))
    if verdict.typefaces:
        named = " and ".join(verdict.typefaces)
        console.result(
            f"It is set in a typeface that its brand brings, {named}: its letters and figures look "
            "as that draws them, which the kit does not know."
        )


def _said_of(questioned: Questioned) -> str:
    """Whether the questions and rules are known, or taken from the report itself."""
    named = f"The questionnaire {questioned.id} {questioned.version}"
    if questioned.standing == "own":
        return (
            f"{named} is not one of the kit's: its questions and rules are those that the report "
            "carries. With -Q and its folder they are compared."
        )
    if questioned.standing == "other-version":
        return (
            f"{named} is not the version known here ({questioned.known_version}): its questions "
            "and rules are those that the report carries."
        )
    own = questioned.own_measures
    measures = f", but for {own} of its measures" if own else ""
    return f"{named} has the content that is known by this name{measures}."


def _said_of_pages(verdict: Verdict) -> str:
    pages = f"{verdict.pages} {plural(verdict.pages or 0, 'page', 'pages')}"
    if verdict.pages is None:
        return "Its pages were not compared: nothing is said of what they print."
    if verdict.is_as_written:
        return f"The file with its {pages} is, byte for byte, what the kit makes of it."
    return (
        f"All that its {pages} show and all that the file offers is what the kit makes of it; "
        "another program has written the file anew."
    )
