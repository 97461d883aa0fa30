"""`coherence new`."""

from __future__ import annotations

from pathlib import Path

import click

from coherence_kit.cli import console, options
from coherence_kit.problems import command_line


@click.command()
@click.argument(
    "kind",
    type=click.Choice(["questionnaire", "measures", "mapping", "round", "columns", "submission"]),
)
@options.questionnaire_id
@options.output_file("new.yaml")
@options.questionnaire_folders
def command(kind: str, questionnaire_id: str, output: Path, folders: tuple[Path, ...]) -> None:
    """Write a commented file to start from, valid at once.

    ID is the id of the new questionnaire or mapping, or of the questionnaire that the measures, the
    round, the columns of a table or the submission are for. Beside a YAML file lies its JSON
    Schema, which the first line names for editors that complete and check while typing.

    \b
    Example:
      coherence new questionnaire my-country -o my-country.yaml
      coherence new measures intragovernmental -o our-measures.yaml
      coherence new mapping national-goals -o content/national-goals.yaml
      coherence new round intragovernmental -o ghana-2026.round.yaml
      coherence new columns intragovernmental -o census.columns.yaml
      coherence new submission intragovernmental -o ghana-2026.yaml
    """
    from coherence_kit.workflow.new import (
        write_columns,
        write_mapping,
        write_measures,
        write_questionnaire,
        write_round,
        write_submission,
    )

    if kind == "questionnaire":
        write_questionnaire(questionnaire_id, output)
    elif kind == "measures":
        write_measures(questionnaire_id, output, folders)
    elif kind == "mapping":
        write_mapping(questionnaire_id, output, folders)
    elif kind == "round":
        write_round(questionnaire_id, output, folders)
    elif kind == "columns":
        write_columns(questionnaire_id, output, folders)
    else:
        write_submission(questionnaire_id, output, folders)
    checking = command_line("check", output, folders=folders)
    console.say(
        f"Wrote {console.named(output)}. {checking} says whether it still fits after your changes."
    )
