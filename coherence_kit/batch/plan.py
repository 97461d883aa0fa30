"""Which files a batch works on, in which order, and under which names their reports go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from coherence_kit.problems import plain_name, real_path, shown_path, told_apart


@dataclass(frozen=True, slots=True)
class Job:
    """One file: as it was named or found, and the name for what is made of it, without a suffix."""

    path: Path
    name: str


def plan(sources: Iterable[Path], files_in: Callable[[Path], Iterable[Path]]) -> list[Job]:
    """The jobs of files and folders, each file once.

    They are in the order of the sources, and of names within a folder. What is made of a file has
    its name, below the folders in which it lies in its source; of files that would share a name,
    each has as many of its own folders before it as tell them apart.

    Args:
        sources: files, and folders to look through.
        files_in: the files of a folder that are to be worked on, sorted.

    """
    found = list(_found(sources, files_in))
    times = Counter(inner.casefold() for _, inner in found)
    apart = told_apart([shown_path(real_path(path)) for path, _ in found])
    taken: set[str] = set()
    jobs: list[Job] = []
    for (path, inner), longer in zip(found, apart, strict=True):
        wanted = inner if times[inner.casefold()] == 1 else longer
        name = plain_name(PurePosixPath(wanted).with_suffix("").as_posix())
        jobs.append(Job(path, _free_name(name, taken)))
    return jobs


def _found(
    sources: Iterable[Path], files_in: Callable[[Path], Iterable[Path]]
) -> Iterator[tuple[Path, str]]:
    """Each file, and its path within the source that it was found in."""
    seen: set[Path] = set()
    for source in sources:
        for path in files_in(source) if source.is_dir() else [source]:
            place = real_path(path)
            if place in seen:
                continue
            seen.add(place)
            inner = path.relative_to(source) if source.is_dir() else Path(path.name)
            yield path, inner.as_posix()


def _free_name(wanted: str, taken: set[str]) -> str:
    """A name that no other job has.

    Capitals and small letters count as alike, since some disks do not tell them apart.
    """
    name, number = wanted, 1
    while name.casefold() in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name.casefold())
    return name
