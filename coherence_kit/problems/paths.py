"""Paths as people read them in a list: as short as tells them apart."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath

from coherence_kit.problems.unseen import replaced

_LINE_ENDS = re.compile(r"[\n\t]")


def real_path(path: Path) -> Path:
    """A path behind all links, whether there is such a file or not.

    A link that leads to itself, or a name that no file can have, stays what it is: reading it says
    what is wrong.
    """
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return path.absolute()


def real_paths(paths: Iterable[Path]) -> Iterator[Path]:
    """:func:`real_path` of each file of a folder: links above them are followed once."""
    above: dict[Path, Path] = {}
    for path in paths:
        if path.name in {"", ".."} or is_link(path):
            yield real_path(path)
            continue
        if path.parent not in above:
            above[path.parent] = real_path(path.parent)
        yield above[path.parent] / path.name


def is_file(path: Path) -> bool:
    """Whether a path leads to a file; of a name that no file can have it does not.

    A `Path` itself raises an error where a name is too long or holds a sign that none may.
    """
    return os.path.isfile(path)  # noqa: PTH113  (for what it does not raise)


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder, as :func:`is_file`."""
    return os.path.isdir(path)  # noqa: PTH112  (likewise)


def is_there(path: Path) -> bool:
    """Whether a path leads to anything, as :func:`is_file`."""
    return os.path.exists(path)  # noqa: PTH110  (likewise)


def is_link(path: Path) -> bool:
    """Whether a path is a link, as :func:`is_file`."""
    return os.path.islink(path)  # noqa: PTH114  (likewise)


def plain_name(name: str) -> str:
    """A name of a file, or of one below folders, as the kit may give it to another one.

    A hyphen stands for signs that act on a terminal, turn a name round or cannot be seen.
    """
    return _LINE_ENDS.sub("-", replaced(name, lambda _sign: "-"))


def told_apart(sources: Sequence[str]) -> list[str]:
    """The name of each file; of files with one name as many of their folders as tell them apart.

    Args:
        sources: paths as they are printed; one given twice stays alike.

    """
    parts = [_parts(PurePath(source)) for source in sources]
    taken = [1] * len(parts)
    while True:
        tails = ["/".join(path[-count:]) for path, count in zip(parts, taken, strict=True)]
        times = Counter(tail.casefold() for tail in tails)
        alike = [
            place
            for place, tail in enumerate(tails)
            if times[tail.casefold()] > 1 and taken[place] < len(parts[place])
        ]
        if not alike:
            return tails
        for place in alike:
            taken[place] += 1


def _parts(path: PurePath) -> tuple[str, ...]:
    """Without the root, so that what is made of them lies below another folder."""
    return path.relative_to(path.anchor).parts
