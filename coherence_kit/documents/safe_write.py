"""The only place that writes files: a file is there whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import re
import stat
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from coherence_kit.problems import Problem, ProblemsFound, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import BinaryIO

_log = logging.getLogger(__name__)

_CODES = {
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "output.no-rights"),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "output.no-room"),
    **dict.fromkeys((errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, errno.ELOOP), "output.name"),
    **dict.fromkeys((errno.EEXIST, errno.ENOTDIR), "output.not-a-folder"),
    errno.EISDIR: "output.folder",
    errno.ENODEV: "output.no-file",
}

_TEMPORARY = re.compile(r"\.coherence-[0-9a-f]{16}\.tmp")


def write_file(path: Path, data: bytes) -> None:
    """Write one file; folders that are missing are made.

    Raises:
        ProblemsFound: it could not be written; what stood there before is untouched.

    """
    write_files({path: data})


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files that belong together; folders that are missing are made.

    All are written beside their places first and moved there only when every one is on the disk.
    Moving needs no room, so that little but a pulled plug can come in between.

    Raises:
        ProblemsFound: one could not be written; what stood in their places before is untouched.
            (Should moving itself fail half way, the files moved by then stay, each of them whole.)

    """
    staged: list[tuple[Path, Path, Path]] = []
    try:
        for path, data in files.items():
            with told_of(path):
                place = _checked_place(path)
                temporary = _temporary(place.parent)
                staged.append((path, place, temporary))
                _write(temporary, data, place)
        for path, place, temporary in staged:
            with told_of(path):
                temporary.replace(place)
            _log.info("wrote %s (%d bytes)", path, len(files[path]))
    finally:
        for _, _, temporary in staged:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def replaced_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write piece by piece, which takes its place only when it is whole.

    Raises:
        ProblemsFound: it could not be written; what stood there before is untouched.

    """
    with replaced_files([path]) as (file,), told_of(path):
        yield file


@contextlib.contextmanager
def replaced_files(paths: Sequence[Path]) -> Iterator[list[BinaryIO]]:
    """Files that belong together, to write piece by piece, in the order of their paths.

    They take their places when every one is whole. Whoever writes into one tells of it with
    :func:`told_of`, since it is not known here which one that is.

    Raises:
        ProblemsFound: one could not be written; what stood in their places before is untouched.

    """
    staged: list[tuple[Path, Path, Path]] = []
    try:
        with contextlib.ExitStack() as stack:
            files: list[BinaryIO] = []
            for path in paths:
                with told_of(path):
                    place = _checked_place(path)
                    temporary = _temporary(place.parent)
                    staged.append((path, place, temporary))
                    files.append(stack.enter_context(_written_whole(temporary, path)))
            yield files
        for path, place, temporary in staged:
            with told_of(path):
                _keep_mode(temporary, place)
        for path, place, temporary in staged:
            with told_of(path):
                temporary.replace(place)
            _log.info("wrote %s", path)
    finally:
        for _, _, temporary in staged:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def _written_whole(temporary: Path, path: Path) -> Iterator[BinaryIO]:
    """A file that is on the disk at the end, unless something has gone wrong before."""
    file = temporary.open("xb")
    try:
        yield file
        with told_of(path):
            file.flush()
            os.fsync(file.fileno())
    finally:
        with contextlib.suppress(OSError):  # what it still holds has no room either
            file.close()


def remove_file(path: Path) -> None:
    """Remove a file, if it is there, under the rules by which it could be written.

    Raises:
        ProblemsFound: it may not be removed, or is a link or a folder.

    """
    with told_of(path):
        _checked_place(path).unlink(missing_ok=True)


@contextlib.contextmanager
def appended_file(path: Path) -> Iterator[BinaryIO]:
    """A file to which lines are added as they come, behind those that it has.

    Raises:
        ProblemsFound: it cannot be written.

    """
    with told_of(path):
        # without a buffer: what could not be written must not be tried again
        file = _checked_place(path).open("ab", buffering=0)
    with file:
        yield file


def append_whole(file: BinaryIO, data: bytes, path: Path) -> None:
    """Add to an :func:`appended_file` all of this, or nothing.

    Raises:
        ProblemsFound: there is no room.

    """
    with told_of(path):
        end = file.seek(0, os.SEEK_END)
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[file.write(rest) :]
        except OSError:
            file.truncate(end)
            raise


def expect_room(folder: Path) -> None:
    """Make a folder if it is missing, and find out at once whether anything can be written there.

    Raises:
        ProblemsFound: nothing can.

    """
    probe = _temporary(folder)
    with told_of(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            probe.touch(exist_ok=False)
        finally:
            probe.unlink(missing_ok=True)


def remove_temporary(folder: Path, *, recursive: bool = False) -> None:
    """Remove what commands have begun to write in a folder that were killed before its end.

    Nobody may write there at the same time.
    """
    for above, folders, names in os.walk(folder):
        for name in filter(_TEMPORARY.fullmatch, names):
            with contextlib.suppress(OSError):
                Path(above, name).unlink()
        if not recursive:
            folders.clear()


def _temporary(folder: Path) -> Path:
    """Where a file is written first; the name has a length of its own, so that any name fits."""
    return folder / f".coherence-{os.urandom(8).hex()}.tmp"


def expect_no_link(path: Path, *, below: Path | None = None) -> None:
    """Nothing is written through a link, which anyone may have laid.

    Args:
        path: the file to write.
        below: a folder above it that the user named, which may be a link; what lies between may
            not.

    Raises:
        ProblemsFound: it is one.

    """
    above = () if below is None else takewhile(lambda part: part != below, path.parents)
    for part in (path, *above):
        with told_of(path):
            if part.is_symlink() and not _leads_to_a_device(part):
                params = {"target": shown_path(part.readlink())}
                raise ProblemsFound([Problem("output.link", shown_path(part), params=params)])


def _leads_to_a_device(path: Path) -> bool:
    """As /dev/stdout does, of which there is something else to say."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _checked_place(path: Path) -> Path:
    """Where the file goes: in a folder that is there now, and over no link."""
    with contextlib.suppress(FileNotFoundError):
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(mode):  # moving a file there would replace the device
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        if not os.access(path, os.W_OK):  # moving would not ask
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    expect_no_link(path)
    # the name itself is not followed, should a link be laid there in the meantime
    place = Path(os.path.realpath(path.parent)) / path.name
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def _write(temporary: Path, data: bytes, place: Path) -> None:
    with temporary.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    _keep_mode(temporary, place)


def _keep_mode(temporary: Path, place: Path) -> None:
    """Who may read and write stays as it was for the file that stands there."""
    with contextlib.suppress(FileNotFoundError):
        temporary.chmod(stat.S_IMODE(place.stat().st_mode))


@contextlib.contextmanager
def told_of(path: Path) -> Iterator[None]:
    """Turn what the system says into a problem of this file."""
    try:
        yield
    except ValueError as error:  # a null character or half a character in the name
        raise ProblemsFound(
            [Problem("output.name", shown_path(path), params={"reason": str(error)})]
        ) from error
    except OSError as error:
        code = _CODES.get(error.errno or 0, "output.failed")
        params = {"reason": error.strerror or type(error).__name__}
        if code == "output.not-a-folder":
            params["part"] = _file_above(path)
        raise ProblemsFound([Problem(code, shown_path(path), params=params)]) from error


def _file_above(path: Path) -> str:
    """The first part of the path that is a file though a folder is meant."""
    return next(
        (shown_path(part) for part in (*reversed(path.parents), path) if part.is_file()), ""
    )
