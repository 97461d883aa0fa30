"""`coherence form`."""

from __future__ import annotations

from pathlib import Path

import click

from coherence_kit.cli import console, options


@click.command()
@options.questionnaire_id
@options.output_file("form.yaml")
@options.questionnaire_folders
def command(questionnaire_id: str, output: Path, folders: tuple[Path, ...]) -> None:
    """Write an empty form of a questionnaire to fill in.

    \b
    Example:
      coherence form intragovernmental -o ghana-2026.yaml
    """
    from coherence_kit.workflow.forming import write_form

    write_form(questionnaire_id, output, folders)
    console.say(
        f"Wrote {output}. Fill it in with any text editor; coherence check {output} says what is wrong with it."
    )
