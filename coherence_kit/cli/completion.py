"""`coherence completion`."""

from __future__ import annotations

import click

from coherence_kit.cli import console


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that makes the shell complete commands.

    \b
    Example:
      coherence completion bash >> ~/.bashrc
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        ctx.fail(f"click has no completion for {shell}")
    console.result(found(ctx.find_root().command, {}, "coherence", "_COHERENCE_COMPLETE").source())
