"""`coherence score`."""

from __future__ import annotations

from pathlib import Path

import click

from coherence_kit.cli import console, options
from coherence_kit.errors import EXIT_PROBLEMS


@click.command()
@options.submissions
@options.output_format("text", "json")
@click.option(
    "--explain",
    "node",
    metavar="NODE",
    help="Work the figure of this section or question, named by its number or id, through, up to "
    "the top.",
)
@options.questionnaire_folders
@options.max_size
@click.pass_context
def command(  # noqa: PLR0913, PLR0917  (one parameter for each option)
    ctx: click.Context,
    submissions: tuple[Path, ...],
    output_format: str,
    node: str | None,
    folders: tuple[Path, ...],
    max_size: int,
) -> None:
    """Score submissions and print the assessment.

    \b
    Example:
      coherence score ghana.yaml
      coherence score *.yaml --format json > scores.json
      coherence score ghana.yaml --explain 2.3
      coherence score ghana.yaml --explain planning
    """
    from coherence_kit.rendering.data.assessment import assessments_json
    from coherence_kit.rendering.terminal.explanation import explanation_text
    from coherence_kit.rendering.terminal.score import assessment_text
    from coherence_kit.workflow.score import assess_files, explain_node, open_workspace

    workspace = open_workspace(folders, max_size=options.bytes_of(max_size))
    assessments, problems = assess_files(workspace, submissions)
    chains = [explain_node(assessment, node) for assessment in assessments] if node else []
    if output_format == "json":
        console.result(assessments_json(assessments, chains))
    elif chains:
        console.result("\n".join(explanation_text(chain) for chain in chains))
    elif assessments:
        console.result("\n".join(assessment_text(assessment) for assessment in assessments))
    notes = [
        *workspace.remarks(),
        *(note for assessment in assessments for note in assessment.notes),
    ]
    if problems or notes:
        console.show_problems([*problems, *notes])
    if problems:
        ctx.exit(EXIT_PROBLEMS)
