"""`coherence doctor`."""

from __future__ import annotations

import click

from coherence_kit.cli import console
from coherence_kit.errors import EXIT_PROBLEMS


@click.command()
@click.pass_context
def command(ctx: click.Context) -> None:
    """Say whether this machine can make reports, and what mends it.

    \b
    Example:
      coherence doctor
    """
    from coherence_kit.workflow.doctor import examine

    findings = examine()
    width = max(len(finding.name) for finding in findings)
    for finding in findings:
        mark = (
            console.Coloured("ok     ", "green")
            if finding.found
            else console.Coloured("missing", "red")
        )
        console.result(mark, f"  {finding.name:{width}}  {finding.detail}".rstrip())
        if not finding.found:
            why = "needed" if finding.needed else finding.without
            console.result(f"         {why}: {finding.cure}")
    if any(finding.needed and not finding.found for finding in findings):
        console.result(
            "\nPDF reports cannot be made here yet. HTML and JSON reports and everything else work."
        )
        ctx.exit(EXIT_PROBLEMS)
    if all(finding.found for finding in findings):
        console.result("\nEverything that reports need is here.")
    else:
        console.result("\nReports can be made here; what is missing above makes them better.")
