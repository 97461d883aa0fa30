"""`coherence schema`."""

from __future__ import annotations

import click

from coherence_kit.cli import console


@click.command()
@click.argument(
    "kind",
    type=click.Choice(
        [
            "questionnaire",
            "submission",
            "measures",
            "mapping",
            "round",
            "columns",
            "plan",
            "brand",
            "sources",
            "cases",
            "assessment",
            "comparison",
        ]
    ),
)
def command(kind: str) -> None:
    """Print the JSON Schema of a kind of file, for editors.

    Of an assessment and a comparison it describes what coherence score and coherence compare print
    with --format json.

    \b
    Example:
      coherence schema submission > submission.schema.json
    """
    from coherence_kit.rendering.data.schema import schema_json

    console.result(schema_json(kind))
