"""Which files a batch works on, in which order, and under which names their reports go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath


@dataclass(frozen=True, slots=True)
class Job:
    """One file: as it was named or found, and the name for what is made of it, without a suffix."""

    path: Path
    name: str


def plan(sources: Iterable[Path], files_in: Callable[[Path], Iterable[Path]]) -> list[Job]:
    """The jobs of files and folders, each file once.

    They are in the order of the sources, and of names within a folder.

    Args:
        sources: files, and folders to look through.
        files_in: the files of a folder that are to be worked on, sorted.

    """
    jobs: list[Job] = []
    seen: set[Path] = set()
    taken: set[str] = set()
    for source in sources:
        for path in files_in(source) if source.is_dir() else [source]:
            if path.resolve() in seen:
                continue
            seen.add(path.resolve())
            inner = path.relative_to(source) if source.is_dir() else Path(path.name)
            jobs.append(
                Job(path, _free_name(PurePosixPath(inner.with_suffix("").as_posix()), taken))
            )
    return jobs


def _free_name(wanted: PurePosixPath, taken: set[str]) -> str:
    """A name that no other job has.

    Capitals and small letters count as alike, since some disks do not tell them apart.
    """
    name, number = str(wanted), 1
    while name.casefold() in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name.casefold())
    return name
