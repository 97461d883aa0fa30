"""Options and arguments that several commands share, each defined once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from coherence_kit.loading.limits import MAX_SIZE, MIB

F = TypeVar("F", bound=Callable[..., Any])


class FilePath(click.Path):
    """A path as an argument or option.

    Whether it can be read is the loader's business, so that the message is one of the kit's.
    """

    def __init__(self) -> None:
        super().__init__(path_type=Path)


class Day(click.ParamType[dt.date]):
    """A calendar day, YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """Refuse anything else with an example."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.fail(
                f'"{value}" is no date; write it as year-month-day, such as 2026-06-30.', param, ctx
            )


def today() -> dt.date:
    """The day by the clock of this machine, for warnings alone: no result depends on it."""
    return dt.datetime.now().astimezone().date()


def questionnaire_folders(function: F) -> F:
    """-Q: folders whose questionnaires come before the shipped ones."""
    return click.option(
        "-Q",
        "--questionnaires",
        "folders",
        multiple=True,
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        envvar="COHERENCE_QUESTIONNAIRES",
        help="Folder with further questionnaires and measures; may be given several times.",
    )(function)


def columns_file(function: F) -> F:
    """--columns: what foreign names and codes in tables of submissions mean."""
    return click.option(
        "--columns",
        type=FilePath(),
        metavar="FILE",
        help="What the columns and codes of tables of submissions mean (coherence new columns).",
    )(function)


def max_size(function: F) -> F:
    """--max-size: for files that are large and right."""
    return click.option(
        "--max-size",
        type=click.IntRange(min=1),
        default=MAX_SIZE // MIB,
        show_default=True,
        metavar="MIB",
        help="Largest file to read, in MiB.",
    )(function)


def output_format(*formats: str) -> Callable[[F], F]:
    """--format, the first one being the default."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="Form of the output.",
    )


def _complete_questionnaire(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[str]:
    from coherence_kit.api.kit import Kit

    return [name for name in Kit().questionnaires if name.startswith(incomplete)]


def questionnaire_id(function: F) -> F:
    """The id of a questionnaire, completed by the shell."""
    return click.argument("questionnaire_id", metavar="ID", shell_complete=_complete_questionnaire)(
        function
    )


def optional_questionnaire_id(function: F) -> F:
    """The same where another option may stand for it; None if it is not given."""
    return click.argument(
        "questionnaire_id", metavar="[ID]", required=False, shell_complete=_complete_questionnaire
    )(function)


submissions = click.argument(
    "submissions", metavar="SUBMISSION...", nargs=-1, required=True, type=FilePath()
)


def bytes_of(mib: int) -> int:
    """MiB to bytes."""
    return mib * MIB


def output_file(example: str) -> Callable[[F], F]:
    """-o: the file to write."""
    return click.option(
        "-o",
        "--output",
        required=True,
        type=FilePath(),
        metavar="FILE",
        help=f"File to write, such as {example}.",
    )


output_folder = click.option(
    "-o", "--output", required=True, type=FilePath(), metavar="DIR", help="Folder to write to."
)


def for_excel(command: F) -> F:
    """`--excel`: a table in CSV as Excel opens it with a click."""
    return click.option(
        "--excel",
        is_flag=True,
        help="CSV for Excel: byte order mark, separator and decimal sign of --lang.",
    )(command)


def language(what: str) -> Callable[[F], F]:
    """`--lang CODE`: the language of what is written or printed."""
    return click.option(
        "--lang",
        "language",
        metavar="CODE",
        help=f"Language of {what}: en, fr, or one of the questionnaire; English if not given.",
    )
