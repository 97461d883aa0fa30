"""`coherence form`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coherence_kit.cli import console, options
from coherence_kit.errors import WrongUseError
from coherence_kit.i18n import plural
from coherence_kit.problems import command_line, exit_code_of

if TYPE_CHECKING:
    from coherence_kit.workflow.round_forms import RoundForms

_NEXT = {
    ".xlsx": "Fill it in with a spreadsheet program; coherence collect turns it into a submission.",
    ".html": (
        "Open it in a browser, also without network; coherence collect turns what it saves into a "
        "submission."
    ),
    ".pdf": "It is for printing and for meetings.",
}


_NO_ID = "Name the questionnaire, such as intragovernmental, or a round with --round."
_KIND_OF_ONE = "--kind is for the forms of a round; of one form the ending of the file says which."
_SHORT_IN_ROUND = (
    "--short is for a single form; in a round each respondent is asked what the round file says."
)
_PROFILE_IN_ROUND = (
    "--profile is for a single form; in a round whoever leads context.profiles says which it is."
)
_KINDS = ("xlsx", "html", "yaml", "pdf")


@click.command()
@options.optional_questionnaire_id
@options.output_file("form.yaml, form.xlsx, form.html or form.pdf; with --round a folder")
@click.option(
    "--round",
    "round_file",
    type=options.FilePath(),
    metavar="ROUND",
    help="Write the forms of a round: for each respondent its own, with what it is asked.",
)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(_KINDS),
    multiple=True,
    help="Kind of the forms of a round; may be given several times. xlsx if not given.",
)
@options.language("the form")
@click.option(
    "--from",
    "sources",
    type=options.FilePath(),
    metavar="SUBMISSION",
    multiple=True,
    help="Go on with these answers. Given several times, one form has what all of them say; of a "
    "round each form has those of its respondent.",
)
@click.option(
    "--new-round", is_flag=True, help="Carry the answers over, each marked to be re-checked."
)
@click.option(
    "--short", is_flag=True, help="Ask the questions of the short form alone; keep other answers."
)
@click.option(
    "--profile",
    "profiles",
    metavar="ID",
    multiple=True,
    help="Who answers, such as origin or local-authority: leave out what it is not asked. May be "
    "given several times.",
)
@options.questionnaire_folders
@options.max_size
@click.pass_context
def command(  # noqa: PLR0913, PLR0917  (one parameter for each option)
    ctx: click.Context,
    questionnaire_id: str | None,
    output: Path,
    round_file: Path | None,
    kinds: tuple[str, ...],
    language: str | None,
    sources: tuple[Path, ...],
    new_round: bool,  # noqa: FBT001  (click passes flags so)
    short: bool,  # noqa: FBT001
    profiles: tuple[str, ...],
    folders: tuple[Path, ...],
    max_size: int,
) -> None:
    """Write a form of a questionnaire to fill in.

    The ending of the file says which: a YAML file, a workbook, a page for the browser that
    works offline, or a PDF to print.

    With --round every respondent gets a form of its own into a folder, with the questions that the
    round asks it, numbered as in the whole questionnaire. The ID may then be left out.

    \b
    Example:
      coherence form intragovernmental -o ghana-2026.xlsx
      coherence form multistakeholder --short -o ghana-short.html
      coherence form places --profile local-authority -o town.xlsx
      coherence form intragovernmental --from ghana-2026.yaml --new-round -o ghana-2028.html
      coherence form intragovernmental --from finance.xlsx --from labour.xlsx -o ghana.xlsx
      coherence form --round velmora-2026.round.yaml --kind xlsx --kind html -o forms
    """
    from coherence_kit.api.kit import Kit

    kit = Kit(folders, max_size=options.bytes_of(max_size))
    if round_file is not None:
        if short:
            raise WrongUseError(_SHORT_IN_ROUND)
        if profiles:
            raise WrongUseError(_PROFILE_IN_ROUND)
        written = kit.round_forms(
            round_file,
            output,
            kinds=kinds or _KINDS[:1],
            language=language,
            source=sources,
            new_round=new_round,
            questionnaire=questionnaire_id,
        )
        _tell_of_round(written)
        ctx.exit(exit_code_of(written.problems))
    if questionnaire_id is None:
        raise WrongUseError(_NO_ID)
    if kinds:
        raise WrongUseError(_KIND_OF_ONE)
    notes = kit.form(
        questionnaire_id,
        output,
        language=language,
        source=sources,
        new_round=new_round,
        short=short,
        profiles=profiles,
    )
    if notes:
        console.show_problems(notes)
    needed = kit.workspace.library.folders_of_user(questionnaire_id)
    checking = command_line("check", output, folders=needed)
    usual = f"Fill it in with any text editor; {checking} says what is wrong with it."
    console.say(f"Wrote {console.named(output)}. {_NEXT.get(output.suffix.lower(), usual)}")


def _tell_of_round(written: RoundForms) -> None:
    """Each form with whose it is and what it asks, and what is to be done with them."""
    for form in written.forms:
        of = f"all {form.whole}" if form.asked == form.whole else f"{form.asked} of {form.whole}"
        asked = f"{of} {plural(form.whole, 'question', 'questions')} of {form.questionnaire}"
        console.say(f"Wrote {console.named(form.path)}: {form.respondent.entity}, {asked}.")
    if written.forms:
        console.say(
            "Send each to its respondent. What comes back coherence collect turns into "
            "submissions, and coherence merge into one answer."
        )
    if written.problems:
        console.show_problems(written.problems)
