"""The command `coherence`: parse, call, print.

Nothing here computes, and only this package knows click.

Commands are imported when they are run: `coherence --help` needs click alone. Endings: 0 fine, 1
problems in the user's files, 2 wrong use, 3 a fault of ours (with a log to paste), 130 interrupted,
143 ended from outside.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from functools import partial
from typing import Any

import click

from coherence_kit import __version__
from coherence_kit.cli.endings import exit_code_of_run, kept_from_click

# command: (module under coherence_kit.cli, line in the overview; a test compares it
# with the command's own help)
COMMANDS = {
    "demo": "Do the whole main job on the submissions shipped with the kit.",
    "questionnaires": "List the questionnaires.",
    "show": "Print a questionnaire as text.",
    "rules": "List the aggregation rules with their formulas.",
    "new": "Write a commented file to start from, valid at once.",
    "form": "Write a form of a questionnaire to fill in.",
    "collect": "Turn filled forms back into submissions.",
    "check": "Validate files of the kit and name every problem.",
    "status": "Say who has answered how much, and what is missing.",
    "merge": "Merge the answers of a round, with their differences kept.",
    "compare": "Say what has moved between two rounds, as far as the answers prove it.",
    "score": "Score submissions and print the assessment.",
    "robustness": "Show how sure a result is.",
    "report": "Make a gap report with recommended measures.",
    "batch": "Score submissions into tables, with a report of each.",
    "sources": "Show where the source units are asked, and which measures rest on them.",
    "verify": "Check that a PDF report is what the kit makes of what it carries.",
    "schema": "Print the JSON Schema of a kind of file, for editors.",
    "doctor": "Say whether this machine can make reports, and what mends it.",
    "completion": "Print the script that makes the shell complete commands.",
}


def _widen(stream: io.TextIOWrapper) -> None:
    """Write UTF-8 into files and pipes, which is what the kit reads.

    A terminal shows what it cannot print as an escape.
    """
    if stream.isatty() or "PYTHONIOENCODING" in os.environ:
        stream.reconfigure(errors="backslashreplace")
    else:
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _say_what_is_read(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:  # noqa: FBT001  (click's signature)
    """Show on standard error what is read from where and what is written.

    It goes on until the command ends.
    """
    if wanted:
        from coherence_kit.cli.console import told_of_files

        ctx.find_root().with_resource(told_of_files())


# Of the group and of every command, so that it may stand before or after the name of the command.
_VERBOSE = click.Option(
    ["-v", "--verbose"],
    is_flag=True,
    expose_value=False,
    callback=_say_what_is_read,
    help="Say on standard error what is read from where, and what is written.",
)


class KitGroup(click.Group):
    """A group that imports a command when it is asked for, and gives every ending its exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """The commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  (likewise)
        """Import the command's module, which has a function `command`."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"coherence_kit.cli.{cmd_name}")
        command: click.Command = module.command
        if _VERBOSE not in command.params:
            command.params.append(_VERBOSE)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest command suggested."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            from coherence_kit.problems import did_you_mean

            ctx.fail(
                f'There is no command "{name}".{did_you_mean(name, COMMANDS)} coherence --help '
                "lists them."
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (likewise)
        """The overview, without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:  # noqa: ANN401  (click's signature)
        """As click does; help is printed here already."""
        with kept_from_click():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        """As click does."""
        with kept_from_click():
            return super().invoke(ctx)

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  (click's signature)
        """As click does, once the streams can carry every text that a file may hold.

        Every ending has its exit code and its line, whenever it comes.
        """
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                _widen(stream)
        ends_process = kwargs.pop("standalone_mode", True)
        run = partial(super().main, *args, standalone_mode=False, **kwargs)
        return sys.exit(exit_code_of_run(run)) if ends_process else run()


@click.command(
    cls=KitGroup,
    params=[_VERBOSE],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "--version", prog_name="coherence-kit")
def main() -> None:
    """Take stock of policy coherence in migration and development.

    Fill in a questionnaire, score it, and get a gap report with recommended measures.

    \b
    coherence form intragovernmental -o mine.yaml     a form to fill in
    coherence check mine.yaml                         what is wrong with it
    coherence report mine.yaml -o report.pdf          the report

    Exit codes: 0 fine, 1 problems in your files, 2 wrong use, 3 a fault of
    the kit, 130 interrupted, 143 ended from outside.
    """
