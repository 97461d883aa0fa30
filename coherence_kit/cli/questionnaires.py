"""`coherence questionnaires`."""

from __future__ import annotations

from pathlib import Path

import click

from coherence_kit.cli import console, options
from coherence_kit.i18n import plural


@click.command()
@options.questionnaire_folders
def command(folders: tuple[Path, ...]) -> None:
    """List the questionnaires.

    \b
    Example:
      coherence questionnaires
      coherence questionnaires -Q my-questionnaires
    """
    from coherence_kit.api.kit import Kit

    kit = Kit(folders)
    for name, questionnaire in kit.questionnaires.items():
        questions, measures = len(list(questionnaire.questions())), len(kit.measures(name))
        counts = [
            (len(questionnaire.sections), "section"),
            (questions, "question"),
            (measures, "measure"),
        ]
        counted = ", ".join(
            f"{number} {plural(number, word, word + 's')}" for number, word in counts
        )
        console.result(f"{name} {questionnaire.version}")
        console.result(f"    {questionnaire.title}")
        console.result(f"    {counted}")
