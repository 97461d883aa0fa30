"""What every command has in common: help, endings, suggestions."""

from __future__ import annotations

import re

import click
import pytest

from coherence_kit import __version__
from coherence_kit.cli import COMMANDS, main
from coherence_kit.cli import questionnaires as a_command
from coherence_kit.errors import KitError
from tests.functional.conftest import Run, Write


def test_the_version_is_the_packages(run: Run) -> None:
    assert run("--version").stdout == f"coherence-kit, version {__version__}\n"


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_the_overview_lists_every_command(flag: str, run: Run) -> None:
    overview = run(flag).stdout
    assert [
        name for name in COMMANDS if not re.search(rf"^  {name} ", overview, re.MULTILINE)
    ] == []
    for code in (
        "0 fine",
        "1 problems",
        "2 wrong use",
        "3 a fault",
        "130 interrupted",
        "143 ended from outside",
    ):
        assert code in " ".join(overview.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_of_the_overview_is_the_first_line_of_the_commands_help(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.help is not None
    assert command.help.splitlines()[0] == COMMANDS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_has_an_example_that_calls_it(name: str, run: Run) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert re.search(rf"Example:\n(    coherence .*\n)*    coherence {name}\b", result.stdout)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is_for(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_an_unknown_command_is_wrong_use_with_a_suggestion(run: Run) -> None:
    result = run("chek", "x.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert 'There is no command "chek". Did you mean "check"?' in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("score",),
        ("check", "x.yaml", "--format", "xml"),
        ("check", "x.yaml", "--max-size", "0"),
        ("check", "x.yaml", "-Q", "no-such-folder"),
        ("check", "x.yaml", "--stict"),
        ("form", "intragovernmental"),
        ("new", "weather", "x", "-o", "x.yaml"),
        ("schema", "weather"),
        ("completion", "cmd"),
        ("--no-such-option",),
    ],
)
def test_wrong_words_end_with_2_and_print_no_result(words: tuple[str, ...], run: Run) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error" in result.stderr


@pytest.fixture
def ends_with(monkeypatch: pytest.MonkeyPatch, run: Run) -> Run:
    """Run a command whose function raises this."""

    def call(error: BaseException) -> click.testing.Result:
        def fail(**_: object) -> None:
            raise error

        monkeypatch.setattr(a_command.command, "callback", fail)
        return run("questionnaires")

    return call


def test_a_fault_of_ours_ends_with_3_and_a_log_to_paste(ends_with: Run) -> None:
    result = ends_with(ZeroDivisionError("by zero"))
    assert (result.exit_code, result.stdout) == (3, "")
    message, log = result.stderr.split("\n\n", 1)
    assert message == (
        "This is a fault of coherence-kit, not of your files. Please report it with the lines "
        "below."
    )
    assert log.startswith(f"- coherence-kit {__version__}, Python ")
    assert "- command: " in log
    assert re.search(r"```\nTraceback .*ZeroDivisionError: by zero\n```\n$", log, re.DOTALL)


def test_an_error_of_the_kit_is_one_line(ends_with: Run) -> None:
    result = ends_with(KitError("the folder seeds is missing from this installation"))
    assert result.exit_code == 3
    assert result.stderr == "Error: the folder seeds is missing from this installation\n"


def test_an_interruption_ends_with_130(ends_with: Run) -> None:
    result = ends_with(KeyboardInterrupt())
    assert (result.exit_code, result.stdout) == (130, "")
    assert "Interrupted" in result.stderr


def test_memory_that_runs_out_is_told_like_any_fault(ends_with: Run) -> None:
    assert ends_with(MemoryError()).exit_code == 3


def test_no_command_prints_escape_codes_where_there_is_no_terminal(
    run_small: Run, submission: Write
) -> None:
    result = run_small("check", submission("answers:\n  exchange.rule: 9\n"))
    assert "\x1b" not in result.output
