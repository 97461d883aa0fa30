"""`coherence demo`."""

from __future__ import annotations

from pathlib import Path

import click

from coherence_kit.cli import console, options


@click.command()
@click.option(
    "-o",
    "--output",
    type=options.FilePath(),
    default="coherence-demo",
    show_default=True,
    metavar="DIR",
    help="Folder to write to.",
)
def command(output: Path) -> None:
    """Do the whole main job on the submissions shipped with the kit.

    Each is checked, scored and made into a PDF report; the figures lie beside it as JSON. Of the
    two rounds what the offices sent is merged first, and the second one shows what has moved,
    and what became of the measures that were planned after the first.

    \b
    Example:
      coherence demo -o demo
    """
    from coherence_kit.rendering.terminal.score import result_line
    from coherence_kit.workflow.report import make_demo

    with console.progress("Demo") as step:
        reports = make_demo(output, step=step)
    for report in reports:
        if report.notes:
            console.show_problems(report.notes)
        for message in report.messages:
            console.say(message)
        for assessment in report.assessments:
            console.result(result_line(assessment))
        console.result(f"    {console.named(report.path)}")
