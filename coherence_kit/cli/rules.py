"""`coherence rules`."""

from __future__ import annotations

import click

from coherence_kit.cli import console, options


@click.command()
@options.output_format("text", "json")
def command(output_format: str) -> None:
    """List the aggregation rules with their formulas.

    Each says whether it is monotone, what it needs, and what it does with what is
    missing; then how answers score.

    \b
    Example:
      coherence rules
      coherence rules --format json
    """
    from coherence_kit.rendering.terminal.rules import rules_json, rules_text

    console.result(rules_json() if output_format == "json" else rules_text())
