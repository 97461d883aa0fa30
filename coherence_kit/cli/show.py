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

    At the end stand the effective weights of sections and questions, and how the
    weight is shared by the source documents that the questions cite.

    \b
    Example:
      coherence show intragovernmental | less
    """
    from coherence_kit.api.kit import Kit
    from coherence_kit.rendering.terminal.questionnaire import questionnaire_text

    kit = Kit(folders)
    documents = kit.workspace.library.documents()
    console.result(questionnaire_text(kit.questionnaires[questionnaire_id], documents))
