"""`coherence form`."""

from __future__ import annotations

from pathlib import Path

import click

from coherence_kit.cli import console, options
from coherence_kit.problems import command_line

_NEXT = {
    ".xlsx": "Fill it in with a spreadsheet program; coherence collect turns it into a submission.",
    ".html": (
        "Open it in a browser, also without network; coherence collect turns what it saves into a "
        "submission."
    ),
    ".pdf": "It is for printing and for meetings.",
}


@click.command()
@options.questionnaire_id
@options.output_file("form.yaml, form.xlsx, form.html or form.pdf")
@options.language("the form")
@click.option(
    "--from",
    "sources",
    type=options.FilePath(),
    metavar="SUBMISSION",
    multiple=True,
    help="Go on with these answers. Given several times, one form has what all of them say.",
)
@click.option(
    "--new-round", is_flag=True, help="Carry the answers over, each marked to be re-checked."
)
@click.option(
    "--short", is_flag=True, help="Ask the questions of the short form alone; keep other answers."
)
@options.questionnaire_folders
@options.max_size
def command(  # noqa: PLR0913, PLR0917  (one parameter for each option)
    questionnaire_id: str,
    output: Path,
    language: str | None,
    sources: tuple[Path, ...],
    new_round: bool,  # noqa: FBT001  (click passes flags so)
    short: bool,  # noqa: FBT001
    folders: tuple[Path, ...],
    max_size: int,
) -> None:
    """Write a form of a questionnaire to fill in.

    The ending of the file says which: a YAML file, a workbook, a page for the browser that
    works offline, or a PDF to print.

    \b
    Example:
      coherence form intragovernmental -o ghana-2026.xlsx
      coherence form multistakeholder --short -o ghana-short.html
      coherence form intragovernmental --from ghana-2026.yaml --new-round -o ghana-2028.html
      coherence form intragovernmental --from finance.xlsx --from labour.xlsx -o ghana.xlsx
    """
    from coherence_kit.api.kit import Kit

    kit = Kit(folders, max_size=options.bytes_of(max_size))
    notes = kit.form(
        questionnaire_id,
        output,
        language=language,
        source=sources,
        new_round=new_round,
        short=short,
    )
    if notes:
        console.show_problems(notes)
    needed = kit.workspace.library.folders_of_user(questionnaire_id)
    checking = command_line("check", output, folders=needed)
    usual = f"Fill it in with any text editor; {checking} says what is wrong with it."
    console.say(f"Wrote {console.named(output)}. {_NEXT.get(output.suffix.lower(), usual)}")
