"""`coherence robustness`."""

from __future__ import annotations

from pathlib import Path

import click

from coherence_kit.cli import console, options
from coherence_kit.errors import EXIT_PROBLEMS, WrongUseError
from coherence_kit.problems import exit_code_of


@click.command()
@options.submissions
@options.output_format("text", "json")
@click.option("--rank", is_flag=True, help="Print the places of several submissions as well.")
@options.language("the text")
@options.questionnaire_folders
@options.max_size
@click.pass_context
def command(  # noqa: PLR0913, PLR0917  (one parameter for each option)
    ctx: click.Context,
    submissions: tuple[Path, ...],
    output_format: str,
    rank: bool,  # noqa: FBT001  (a flag)
    language: str | None,
    folders: tuple[Path, ...],
    max_size: int,
) -> None:
    """Show how sure a result is.

    Tries other rules, other weights, one question less and every answer that is missing. Of several
    submissions of one questionnaire it says how often their order turns.

    \b
    Example:
      coherence robustness ghana.yaml
      coherence robustness round-2026/*.yaml --format json > sureness.json
    """
    from coherence_kit.api.kit import Kit
    from coherence_kit.rendering.data.robustness import robustness_json
    from coherence_kit.rendering.terminal.robustness import robustness_text
    from coherence_kit.workflow.language import chosen_language, languages_of
    from coherence_kit.workflow.robustness import study_files

    if rank and len(submissions) == 1:
        msg = (
            "--rank puts submissions in order, and there is one only. Give two or more, or leave "
            "--rank out."
        )
        raise WrongUseError(msg)
    workspace = Kit(folders, max_size=options.bytes_of(max_size)).workspace
    studied = study_files(workspace, submissions)
    if output_format == "json":
        console.result(robustness_json(studied.assessments, studied.orders, rank=rank))
    elif studied.assessments:
        chosen = chosen_language(language, languages_of(studied.assessments))
        text = robustness_text(studied.assessments, studied.orders, rank=rank, language=chosen)
        console.result(text)
    notes = [
        *workspace.remarks(),
        *(note for assessment in studied.assessments for note in assessment.notes),
    ]
    if studied.problems or notes:
        console.show_problems([*studied.problems, *notes])
    if studied.problems:
        ctx.exit(exit_code_of(studied.problems) or EXIT_PROBLEMS)
