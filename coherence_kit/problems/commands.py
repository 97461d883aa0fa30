"""Commands in the cures of problems, as they can be pasted."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path


def command_line(*words: str | Path, folders: Iterable[Path] = ()) -> str:
    """A command of the kit for a shell, whatever signs the names of files have.

    Args:
        words: the command and what is given to it.
        folders: where a questionnaire of the user's lies, for the option -Q.

    """
    options = [word for folder in folders for word in ("-Q", folder)]
    return shlex.join(["coherence", *map(str, words), *map(str, options)])
