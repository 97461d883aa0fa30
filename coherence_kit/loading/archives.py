"""Archives (.zip) with files in them, read one member at a time and never unpacked to the disk."""

from __future__ import annotations

import stat
import zipfile
import zlib
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, Self

from coherence_kit.loading.documents import opened, problem_of_no_file
from coherence_kit.loading.folders import is_left_by_a_program
from coherence_kit.loading.yaml.events import too_large
from coherence_kit.problems import Problem, ProblemsFound, shown_path

ARCHIVES: Final = (".zip",)
_MOST_MEMBERS: Final = 200_000
_MOST_TIMES: Final = 200
"""What is packed may be so many times as large as the archive, beside a MiB for each member."""
# The fourth is what zipfile raises for a way of packing that it does not know.
_FAULTS: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
_IS_ENCRYPTED: Final = 0x1


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name there, with folders, and its size."""

    name: str
    size: int
    number: int


class Archive:
    """An archive, open to be read.

    Args:
        path: the file.

    Raises:
        ProblemsFound: it cannot be read, or holds more than such an archive ever does.

    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._source = shown_path(path)
        if problem := problem_of_no_file(path):
            raise ProblemsFound([problem])
        with ExitStack() as stack:
            try:
                file = stack.enter_context(opened(path))
                self._zip = stack.enter_context(zipfile.ZipFile(file))
            except OSError as error:
                raise ProblemsFound(
                    [Problem("file.unreadable", self._source, params={"reason": _told_by(error)})]
                ) from error
            except (*_FAULTS, ValueError) as error:
                raise ProblemsFound([self._broken(error)]) from error
            self._expect_bounds()
            self._open = stack.pop_all()

    def __enter__(self) -> Self:
        """Itself, to be closed at the end."""
        return self

    def __exit__(self, *_raised: object) -> None:
        """Close the file."""
        self._open.close()

    def _expect_bounds(self) -> None:
        infos = self._zip.infolist()
        most = _MOST_TIMES * self._path.stat().st_size
        unpacked = sum(info.file_size for info in infos)
        if len(infos) > _MOST_MEMBERS or unpacked > most:
            what = f"{len(infos):,} files of together {unpacked:,} bytes"
            raise ProblemsFound([Problem("archive.too-much", self._source, params={"what": what})])

    def members(self) -> list[Member]:
        """Every file that somebody put there, in the order of names.

        Links, which may lead out of the archive, and what programs leave beside files are none.
        """
        found = [
            Member(info.filename, info.file_size, number)
            for number, info in enumerate(self._zip.infolist())
            if not info.is_dir() and not _is_link(info) and not _is_left(info.filename)
        ]
        return sorted(found, key=lambda member: (member.name, member.number))

    def read(self, member: Member, *, max_size: int) -> bytes:
        """The bytes of a member.

        Raises:
            ProblemsFound: it is locked with a password, too large, or broken.

        """
        info = self._zip.infolist()[member.number]
        source = member_source(self._path, member.name)
        if info.flag_bits & _IS_ENCRYPTED:
            raise ProblemsFound([Problem("archive.locked", source)])
        if info.file_size > max_size:
            params = too_large(info.file_size, max_size)
            raise ProblemsFound([Problem("file.too-large", source, params=params)])
        try:
            with self._zip.open(info) as stream:
                data = stream.read(max_size + 1)
        except (*_FAULTS, OSError, ValueError) as error:
            raise ProblemsFound([self._broken(error, source)]) from error
        return data

    def _broken(self, error: Exception, source: str = "") -> Problem:
        return Problem("archive.broken", source or self._source, params={"reason": _told_by(error)})


def is_archive(path: Path) -> bool:
    """Whether a file is one by its name."""
    return path.suffix.lower() in ARCHIVES


def member_source(path: Path, name: str) -> str:
    """How a member is named in a list: as if the archive were a folder."""
    return f"{shown_path(path)}/{shown_path(PurePosixPath(name))}"


def _told_by(error: Exception) -> str:
    words = error.strerror if isinstance(error, OSError) else str(error)
    return words or type(error).__name__


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _is_left(name: str) -> bool:
    parts = (part for part in PurePosixPath(name).parts if part != "..")
    return any(map(is_left_by_a_program, parts))
