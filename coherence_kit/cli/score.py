"""`coherence score`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coherence_kit.cli import console, options
from coherence_kit.errors import EXIT_PROBLEMS
from coherence_kit.problems import Problem, ProblemsFound, exit_code_of, faults_told, shown_path

if TYPE_CHECKING:
    from coherence_kit.api.assessments import Assessment
    from coherence_kit.api.kit import Kit


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
@click.option(
    "--lens",
    "document",
    metavar="DOCUMENT",
    help="Only the questions that cite this source document, named by its id in the register, "
    "section by section and without a figure for the whole.",
)
@options.language("the text")
@options.questionnaire_folders
@options.max_size
@click.pass_context
def command(  # noqa: PLR0913, PLR0917  (one parameter for each option)
    ctx: click.Context,
    submissions: tuple[Path, ...],
    output_format: str,
    node: str | None,
    document: str | None,
    language: str | None,
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
      coherence score ghana.yaml --lens iom
    """
    from coherence_kit.api.kit import Kit
    from coherence_kit.rendering.data.assessment import assessments_json
    from coherence_kit.workflow.agreement import with_agreement
    from coherence_kit.workflow.language import chosen_language, languages_of

    kit = Kit(folders, max_size=options.bytes_of(max_size))
    assessments, problems = _assess(kit, submissions)
    chosen = chosen_language(language, languages_of(each.model for each in assessments))
    explanations = [each.explain(node, chosen) for each in assessments] if node is not None else []
    models = [assessment.model for assessment in assessments]
    lenses = [each.lens(document) for each in assessments] if document is not None else []
    if output_format == "json":
        steps = [each.steps for each in explanations]
        agreed = [with_agreement(model) for model in models]
        console.result(assessments_json(agreed, steps, [lens.model for lens in lenses]))
    elif explanations or lenses:
        seen = [lens.summary(chosen) for lens in lenses]
        console.result("\n".join([*map(str, explanations), *seen]))
    elif assessments:
        console.result("\n".join(each.summary(chosen) for each in assessments))
    notes = [
        *kit.remarks,
        *(note for assessment in assessments for note in assessment.notes),
    ]
    if problems or notes:
        console.show_problems([*problems, *notes])
    if problems:
        ctx.exit(exit_code_of(problems) or EXIT_PROBLEMS)


def _assess(kit: Kit, paths: Iterable[Path]) -> tuple[list[Assessment], list[Problem]]:
    """What can be assessed, and the problems of the rest: one never stops the others."""
    assessments: list[Assessment] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            with faults_told(shown_path(path)):
                assessments.append(kit.assess(path))
        except ProblemsFound as found:
            problems.extend(found.problems)
    return assessments, problems
