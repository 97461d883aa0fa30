"""`coherence sources`."""

from __future__ import annotations

from pathlib import Path

import click

from coherence_kit.cli import console, options


@click.command()
@click.argument("unit", required=False)
@options.output_format("text", "json")
@options.questionnaire_folders
def command(unit: str | None, output_format: str, folders: tuple[Path, ...]) -> None:
    """Show where the source units are asked, and which measures rest on them.

    \b
    Example:
      coherence sources
      coherence sources iom-1a-focal-point
    """
    from coherence_kit.api.kit import Kit
    from coherence_kit.rendering.terminal.sources import coverage_json, coverage_text, unit_text
    from coherence_kit.workflow.sources import coverage, unit_coverage

    workspace = Kit(folders).workspace
    units = coverage(workspace) if unit is None else (unit_coverage(workspace, unit),)
    if output_format == "json":
        console.result(coverage_json(units))
    else:
        console.result(coverage_text(units) if unit is None else unit_text(units[0]))
