"""The archive that a workbook is, looked at before anything in it is unpacked.

It may come from anyone.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import IO, TYPE_CHECKING

from coherence_kit.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PARTS = 2_000
LARGEST_CONTENT = 512 * 1024 * 1024
"""Bytes that all parts may have once unpacked; a sheet of a million rows has 30 to 200 million."""
HIGHEST_RATIO = 200
"""How often smaller a part may be packed; sheets reach 10 to 80, a bomb a thousand."""
_SMALL = 1024 * 1024  # a small part may be packed as it likes
_CHUNK = 64 * 1024

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
_PLAIN_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_IS_ENCRYPTED = 0x1
_OTHER_KINDS = {
    "xl/workbook.bin": "a workbook in the binary form of Excel (.xlsb)",
    "word/document.xml": "a document of a word processor",
    "ppt/presentation.xml": "a presentation",
    "Index/Document.iwa": "a document of Numbers, Pages or Keynote",
}
_CONTENT = "content.xml"
_CONTENT_TYPES = "[Content_Types].xml"  # which every workbook of Excel has, and no OpenDocument
_MANIFEST = "META-INF/manifest.xml"
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What reading a damaged archive raises."""


class Archive:
    """The parts of a workbook, which have passed the checks."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        """Keep the open file and the names of its parts.

        Names are told apart without regard to case, as office programs do. Some programs put
        backslashes between the folders.
        """
        self._zipped = zipped
        self.names: dict[str, zipfile.ZipInfo] = {}
        self._twice: set[str] = set()
        for entry in zipped.infolist():
            name = part_name(entry.filename).lower()
            if name in self.names:
                self._twice.add(name)
            self.names[name] = entry

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.lower() in self.names

    def open(self, name: str) -> IO[bytes]:
        """A part, to be read piece by piece.

        Raises:
            KeyError: there is none.
            BadZipFile: there are two, and one program reads this, another that.

        """
        if name.lower() in self._twice:
            raise zipfile.BadZipFile("two parts of the archive have this name")
        return self._zipped.open(self.names[name.lower()])

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part in pieces."""
        with self.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk


def part_name(stated: str) -> str:
    """The path of a part, whichever strokes divide it: `xl/workbook.xml`."""
    return posixpath.normpath(stated.replace("\\", "/")).lstrip("/")


def open_archive(data: bytes, source: str) -> Archive:
    """A workbook's parts.

    Raises:
        ProblemsFound: it is no workbook, it is locked or broken, or it would unpack
            to more than anybody filled in.

    """
    if not data:
        raise _refused("workbook.empty", source)
    if data.startswith(_OLD_OFFICE):
        code = "workbook.encrypted" if _ENCRYPTED_PART in data else "workbook.other-kind"
        raise _refused(
            code,
            source,
            what="a workbook of an old kind (.xls) or a document of another office program",
        )
    if not data.startswith(b"PK"):
        raise _refused("workbook.other-kind", source, what="no workbook but another kind of file")
    try:
        zipped = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGE as error:
        raise _refused("workbook.broken", source, reason=_reason_of(error)) from error
    entries = zipped.infolist()
    _check_size(entries, source)
    if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
        raise _refused("workbook.encrypted", source)
    if any(entry.compress_type not in _PLAIN_PACKINGS for entry in entries):
        raise _refused("workbook.broken", source, reason="its parts are packed in an unusual way")
    archive = Archive(zipped)
    if is_open_document(archive) and archive.has(_CONTENT_TYPES):
        raise _refused(
            "workbook.broken", source, reason="it holds two documents of different kinds"
        )
    for name, what in _OTHER_KINDS.items():
        if archive.has(name) and not archive.has("xl/workbook.xml"):
            raise _refused("workbook.other-kind", source, what=what)
    _check_open_document(archive, source)
    return archive


def is_open_document(archive: Archive) -> bool:
    """Whether it is a document of LibreOffice or OpenOffice rather than a workbook of Excel."""
    return archive.has(_CONTENT)


def _check_open_document(archive: Archive, source: str) -> None:
    """Of these documents only a spreadsheet without a password can be read."""
    if not is_open_document(archive):
        return
    try:
        kind = b"".join(archive.chunks("mimetype")) if archive.has("mimetype") else b""
        manifest = b"".join(archive.chunks(_MANIFEST)) if archive.has(_MANIFEST) else b""
    except DAMAGE as error:
        raise _refused("workbook.broken", source, reason=_reason_of(error)) from error
    if not kind.strip().startswith(_SPREADSHEET):
        raise _refused("workbook.other-kind", source, what="a text of LibreOffice")
    if b"encryption-data" in manifest:
        raise _refused("workbook.encrypted", source)


def _check_size(entries: list[zipfile.ZipInfo], source: str) -> None:
    """By what the list of parts says, which is all that is ever unpacked."""
    if len(entries) > MOST_PARTS:
        raise _refused(
            "workbook.bomb", source, what=f"{len(entries):,} parts", limit=f"{MOST_PARTS:,} parts"
        )
    total = sum(entry.file_size for entry in entries)
    if total > LARGEST_CONTENT:
        limit = f"{LARGEST_CONTENT // 1024**2} MiB"
        raise _refused(
            "workbook.bomb",
            source,
            what=f"{total // 1024**2:,} MiB once it is unpacked",
            limit=limit,
        )
    for entry in entries:
        if entry.file_size > _SMALL and entry.file_size > HIGHEST_RATIO * max(
            entry.compress_size, 1
        ):
            what = (
                f"a part that grows {entry.file_size // max(entry.compress_size, 1):,} times when "
                "it is unpacked"
            )
            raise _refused(
                "workbook.bomb", source, what=what, limit=f"parts that grow {HIGHEST_RATIO} times"
            )


def _reason_of(error: Exception) -> str:
    return str(error) or type(error).__name__


def _refused(code: str, source: str, **params: str) -> ProblemsFound:
    return ProblemsFound([Problem(code, source, params=params)])
