"""`coherence sources`."""

from __future__ import annotations

from pathlib import Path

import click

from coherence_kit.cli import console, options


@click.command()
@click.argument("unit", required=False)
@click.option(
    "--mapping",
    "mapping_id",
    metavar="ID",
    help="Instead of the units the items of another framework, such as sdg, gcm, mgi or pcsd, with "
    "the questions that bear on each.",
)
@options.output_format("text", "json")
@options.questionnaire_folders
def command(
    unit: str | None, mapping_id: str | None, output_format: str, folders: tuple[Path, ...]
) -> None:
    """Show where the source units are asked, and which measures rest on them.

    \b
    Example:
      coherence sources
      coherence sources iom-1a-focal-point
      coherence sources --mapping gcm
    """
    from coherence_kit.api.kit import Kit
    from coherence_kit.errors import WrongUseError
    from coherence_kit.rendering.terminal.mappings import framework_json, framework_text
    from coherence_kit.rendering.terminal.sources import coverage_json, coverage_text, unit_text
    from coherence_kit.workflow.sources import coverage, mapped_framework, unit_coverage

    workspace = Kit(folders).workspace
    if mapping_id is not None:
        if unit is not None:
            msg = "Give a source unit or --mapping, not both."
            raise WrongUseError(msg)
        framework = mapped_framework(workspace, mapping_id)
        as_json = output_format == "json"
        console.result(framework_json(framework) if as_json else framework_text(framework))
        return
    units = coverage(workspace) if unit is None else (unit_coverage(workspace, unit),)
    if output_format == "json":
        console.result(coverage_json(units))
    else:
        console.result(coverage_text(units) if unit is None else unit_text(units[0]))
