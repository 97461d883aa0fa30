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
    from coherence_kit.workflow.score import open_workspace

    workspace = open_workspace(folders)
    for name in sorted(workspace.library.index()):
        questionnaire = workspace.entry(name).questionnaire
        questions, measures = (
            len(list(questionnaire.questions())),
            len(workspace.library.measures(name)),
        )
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
