"""`coherence new`."""

from __future__ import annotations

from pathlib import Path

import click

from coherence_kit.cli import console, options
from coherence_kit.errors import WrongUseError
from coherence_kit.problems import command_line

_PLAN = "plan"


@click.command()
@click.argument(
    "kind",
    type=click.Choice(
        ["questionnaire", "measures", "mapping", "round", "columns", "submission", _PLAN, "brand"]
    ),
)
@options.optional_questionnaire_id
@click.option(
    "--from",
    "submissions",
    type=options.FilePath(),
    metavar="SUBMISSION",
    multiple=True,
    help="Of a plan: the submission whose measures it lists; one for each questionnaire.",
)
@click.option(
    "--plan",
    "earlier",
    type=options.FilePath(),
    metavar="PLAN",
    help="Of a plan: that of an earlier round, of which is kept what is still open.",
)
@options.output_file("new.yaml")
@options.questionnaire_folders
@options.max_size
def command(  # noqa: PLR0913  (one parameter for each option)
    kind: str,
    questionnaire_id: str | None,
    submissions: tuple[Path, ...],
    earlier: Path | None,
    output: Path,
    *,
    folders: tuple[Path, ...],
    max_size: int,
) -> None:
    """Write a commented file to start from, valid at once.

    ID is the id of the new questionnaire, mapping or brand, or of the questionnaire that the
    measures, the round, the columns of a table or the submission are for. A plan has none: it lists
    what is recommended for the submissions named with --from. Beside a YAML file lies its JSON
    Schema, which the first line names for editors that complete and check while typing.

    \b
    Example:
      coherence new questionnaire my-country -o my-country.yaml
      coherence new measures intragovernmental -o our-measures.yaml
      coherence new mapping national-goals -o content/national-goals.yaml
      coherence new round intragovernmental -o ghana-2026.round.yaml
      coherence new columns intragovernmental -o census.columns.yaml
      coherence new submission intragovernmental -o ghana-2026.yaml
      coherence new plan --from ghana-2026.yaml -o ghana-2026.plan.yaml
      coherence new plan --from ghana-2028.yaml --plan ghana-2026.plan.yaml -o ghana-2028.plan.yaml
      coherence new brand our-ministry -o brand/our-ministry.yaml
    """
    _expect_what_it_takes(kind, questionnaire_id, submissions, earlier)
    many = ""
    if kind == _PLAN:
        from coherence_kit.workflow.new import write_plan

        size = options.bytes_of(max_size)
        listed = write_plan(submissions, output, folders, earlier=earlier, max_size=size)
        many = f" with {listed} {'measure' if listed == 1 else 'measures'}"
    elif questionnaire_id is not None:
        _write(kind, questionnaire_id, output, folders)
    checking = command_line("check", output, folders=folders)
    console.say(
        f"Wrote {console.named(output)}{many}. {checking} says whether it still fits after your "
        "changes."
    )


def _expect_what_it_takes(
    kind: str, questionnaire_id: str | None, submissions: tuple[Path, ...], earlier: Path | None
) -> None:
    """A plan begins from submissions, and everything else from an id."""
    if kind == _PLAN and not submissions:
        msg = (
            "A plan lists what is recommended for a submission: name it with --from SUBMISSION, as "
            "in coherence new plan --from ghana-2026.yaml -o ghana-2026.plan.yaml."
        )
        raise WrongUseError(msg)
    if kind == _PLAN and questionnaire_id is not None:
        msg = (
            f'A plan takes no ID, and "{questionnaire_id}" is given: its measures are those that '
            "are recommended for the submissions named with --from."
        )
        raise WrongUseError(msg)
    if kind != _PLAN and (submissions or earlier):
        given = "--from" if submissions else "--plan"
        msg = f"{given} belongs to a plan; a file of the kind {kind} begins from an ID."
        raise WrongUseError(msg)
    if kind != _PLAN and questionnaire_id is None:
        raise click.UsageError("Missing argument 'ID'.")


def _write(kind: str, questionnaire_id: str, output: Path, folders: tuple[Path, ...]) -> None:
    from coherence_kit.workflow.new import (
        write_brand,
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
    elif kind == "brand":
        write_brand(questionnaire_id, output)
    else:
        write_submission(questionnaire_id, output, folders)
