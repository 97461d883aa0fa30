"""The files that a brand names: those in its own folder, and below it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.limits import MIB
from coherence_kit.problems import did_you_mean

ReadFile = Callable[[str, str, PathLike, int], bytes | None]
"""A file of a brand, by what it is for, the name and place at which the brand names it, and how
many bytes it may have; None with the problem added."""


def files_beside(document: Document, brand: Path) -> ReadFile:
    """What reads the files that a brand names: those in its own folder, and below it."""

    def read(_role: str, name: str, path: PathLike, largest: int) -> bytes | None:
        if _leads_out(name, brand.parent):
            document.report("brand.outside", path, value=name)
            return None
        file = brand.parent / name
        try:
            state = file.stat()
            if not stat.S_ISREG(state.st_mode):
                document.report("brand.no-file", path, value=name, hint=_neighbour(file))
                return None
            if state.st_size > largest:
                size = f"{state.st_size / MIB:.1f} MiB"
                limit = f"{largest // MIB} MiB"
                document.report("brand.too-large", path, value=name, size=size, limit=limit)
                return None
            return file.read_bytes()
        except (OSError, ValueError):
            document.report("brand.no-file", path, value=name, hint=_neighbour(file))
            return None

    return read


def _leads_out(name: str, folder: Path) -> bool:
    """Whether a name is that of a file outside a folder, on whatever system and by a link too."""
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).drive or "\\" in name:
        return True
    if ".." in PurePosixPath(name).parts:
        return True
    try:
        inside = Path(os.path.realpath(folder / name))
    except (OSError, ValueError):
        return False  # it cannot be read either, which is told
    return not inside.is_relative_to(os.path.realpath(folder))


def _neighbour(file: Path) -> str:
    try:
        return did_you_mean(file.name, sorted(entry.name for entry in file.parent.iterdir()))
    except (OSError, ValueError):
        return ""
