"""The files of a folder that people mean, without what programs leave beside them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from pathlib import Path

from coherence_kit.problems import is_file, is_folder, is_link, real_path

YAML = (".yaml", ".yml")
"""Endings of YAML files, in small letters; a name may have them in capitals."""
_LEFT_BY_PROGRAMS = frozenset(
    {
        *("__macosx", "thumbs.db", "desktop.ini", "icon\r"),
        # folders of deleted files, and of the previews of network disks
        *("$recycle.bin", "system volume information", "lost+found", "#recycle", "@eadir"),
    }
)
_ENDINGS_OF_COPIES = ("~", "#", ".bak", ".orig", ".swp", ".swo", ".tmp", ".part", ".crdownload")
_SCHEMA = ".schema.json"


def files_below(
    folder: Path, *, unreadable: Callable[[OSError], object] | None = None
) -> list[Path]:
    """Every file below a folder that somebody put there, in the order of names.

    Left out are hidden files and folders, what a Mac packs beside each file (`._name`,
    `__MACOSX`), locks and copies of office programs and editors (`~$name`, `name~`, `name.bak`),
    and schemas that the kit itself puts beside files. A link to a folder is followed, but no folder
    counts twice.

    Args:
        folder: where to look.
        unreadable: told of each folder that cannot be looked into; the others are none the less.

    """
    found: list[Path] = []
    top = real_path(folder)
    seen: set[Path] = set()
    waiting = deque([folder])
    while waiting:
        links: list[Path] = []
        for above, folders, names in os.walk(waiting.popleft(), onerror=unreadable):
            place = real_path(Path(above))
            if place in seen:
                folders.clear()
                continue
            seen.add(place)
            folders[:] = [name for name in folders if not is_left_by_a_program(name)]
            links += [Path(above, name) for name in folders if is_link(Path(above, name))]
            found += [Path(above, name) for name in names if not is_left_by_a_program(name)]
        # one that leads to what it lies in has no end, and more in it than anybody means
        waiting += [link for link in sorted(links) if not top.is_relative_to(real_path(link))]
    # a link that leads nowhere, or a pipe, was put there too, and reading it says what is wrong
    return sorted(path for path in found if not is_folder(path))


def yaml_files(path: Path) -> list[Path]:
    """Every YAML file below a folder, in the order of names; a file as it is."""
    if is_file(path):
        return [path]
    return [found for found in files_below(path) if found.suffix.lower() in YAML]


def is_left_by_a_program(name: str) -> bool:
    """Whether a file or a folder of this name was put there by a program, and not by a person."""
    plain = name.casefold()
    return (
        plain.startswith((".", "~$"))
        or plain.endswith((*_ENDINGS_OF_COPIES, _SCHEMA))
        or plain in _LEFT_BY_PROGRAMS
    )
