"""`coherence show`."""

from __future__ import annotations

from pathlib import Path

import click

from coherence_kit.cli import console, options


@click.command()
@options.questionnaire_id
@options.questionnaire_folders
def command(questionnaire_id: str, folders: tuple[Path, ...]) -> None:
    """Print a questionnaire as text.

    \b
    Example:
      coherence show intragovernmental | less
    """
    from coherence_kit.api.kit import Kit
    from coherence_kit.rendering.terminal.questionnaire import questionnaire_text

    console.result(questionnaire_text(Kit(folders).questionnaires[questionnaire_id]))
