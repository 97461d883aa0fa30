"""Whether a result may be written where something stands already.

One rule for every command: an earlier result of the same command is replaced. Whatever else stands
there stays, be it a file that is read as well, a link that somebody laid, or somebody's work; so
does an earlier result to which somebody has added something.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from coherence_kit.documents.safe_write import expect_no_link
from coherence_kit.errors import WrongUseError
from coherence_kit.problems import (
    Problem,
    ProblemsFound,
    faults_told,
    one_line,
    shown_path,
)

_BEGINNING = 65_536
"""Bytes in which a result of the kit says what it is."""
Identity = int
"""A file whatever it is called: its number and that of its device, as one number."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """How an earlier result of a command is known.

    Args:
        what: what it is, as a message names it: `report`.
        is_it: whether a file is one.
        added: what somebody has added to one, in a few words; empty for nothing. None where that
            cannot be told from the result itself.

    """

    what: str
    is_it: Callable[[Path], bool]
    added: Callable[[Path], str] | None = None


def beginning_with(path: Path, mark: Callable[[bytes], object]) -> bool:
    """Whether the beginning of a file, without a byte order mark, is one of the kit's."""
    with path.open("rb") as stream:
        return bool(mark(stream.read(_BEGINNING).removeprefix(b"\xef\xbb\xbf")))


def _identity(stated: os.stat_result) -> Identity:
    return (stated.st_dev << 64) | stated.st_ino


def identities(paths: Iterable[Path]) -> frozenset[Identity]:
    """What tells files apart whatever they are called: behind links, under a second name."""
    found = set()
    for path in paths:
        try:
            stated = path.stat()
        except (OSError, ValueError):
            continue  # reading it will say what is wrong
        found.add(_identity(stated))
    return frozenset(found)


def expect_own_place(
    output: Path,
    earlier: Earlier,
    *,
    read: frozenset[Identity] = frozenset(),
    below: Path | None = None,
) -> None:
    """A result can be written without taking the place of anything but an earlier one.

    Args:
        output: the file to write.
        earlier: how an earlier result is known; an empty file is as good as none.
        read: the files that are read for it, as :func:`identities` has them.
        below: the folder that was named by the user, in which nothing may be a link.

    Raises:
        WrongUseError: it is one of the files that are read.
        ProblemsFound: it is a link or lies behind one, it is something else, or somebody has added
            something to it.

    """
    expect_no_link(output, below=below)
    try:
        stated = output.stat()
    except (OSError, ValueError):
        return  # nothing is there, or writing will say what keeps it from being written
    if _identity(stated) in read:
        msg = (
            f"{one_line(shown_path(output))} is read too, and the {earlier.what} would take its "
            "place. Choose another name with -o."
        )
        raise WrongUseError(msg)
    if not output.is_file() or not stated.st_size:
        return
    params = {"what": earlier.what}
    if not _is_earlier(output, earlier):
        raise ProblemsFound([Problem("output.taken", shown_path(output), params=params)])
    added = earlier.added(output) if earlier.added is not None else ""
    if added:
        params["added"] = added
        raise ProblemsFound([Problem("output.added", shown_path(output), params=params)])


def _is_earlier(path: Path, earlier: Earlier) -> bool:
    """Whether it is known as one; what cannot be read is not."""
    try:
        with faults_told(shown_path(path)):
            return earlier.is_it(path)
    except ProblemsFound:
        return False
