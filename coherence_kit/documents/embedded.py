"""The files that a PDF carries, read back: the counterpart of `pdf.write_pdf`.

The PDF may come from anyone, so that nothing in it is trusted.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from coherence_kit.documents.attached import (
    LARGEST_ATTACHMENT,
    LARGEST_TOTAL,
    MOST_ATTACHMENTS,
    is_plain_name,
)
from coherence_kit.documents.pdf_reading import (
    PartTooLargeError,
    is_bounded,
    open_pdf,
    unpacked,
    unreadable,
)
from coherence_kit.problems import Problem, ProblemsFound, clip

if TYPE_CHECKING:
    import pikepdf

_MIB: Final = 1024 * 1024


def read_attachments(data: bytes, *, source: str = "") -> dict[str, bytes]:
    """The attachments of a PDF by name, sorted.

    The names are the PDF's word: they say which file is meant, never where one may be written.

    Args:
        data: the PDF.
        source: the file as the user named it, for messages.

    Raises:
        ProblemsFound: it is no PDF, it is locked, it carries nothing or
            too much (`LARGEST_ATTACHMENT`, `LARGEST_TOTAL`, `MOST_ATTACHMENTS`).

    """
    with open_pdf(data, source) as document:
        found = _read_attachments(document, source)
    if not found:
        raise ProblemsFound([Problem("pdf.no-attachments", source)])
    return dict(sorted(found.items()))


def _read_attachments(document: pikepdf.Pdf, source: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    room = LARGEST_TOTAL
    for key, specification in document.attachments.items():
        # Other programs may list a file under a key of their own.
        name = specification.filename or key
        if not is_plain_name(name):
            raise unreadable(source, f'it carries a file with the name "{clip(name)}"')
        if name in found:
            raise unreadable(source, f'it carries two files named "{clip(name)}"')
        if len(found) == MOST_ATTACHMENTS:
            raise unreadable(source, f"it carries more than {MOST_ATTACHMENTS} files")
        file = specification.get_file()
        content = _unpacked(file.obj, name, min(LARGEST_ATTACHMENT, room), source)
        if file.md5 and file.md5 != hashlib.md5(content, usedforsecurity=False).digest():
            raise unreadable(source, f'the file "{clip(name)}" in it is damaged')
        found[name] = content
        room -= len(content)
    return found


def _unpacked(stream: pikepdf.Object, name: str, largest: int, source: str) -> bytes:
    if not is_bounded(stream):
        raise unreadable(source, f'the file "{clip(name)}" in it is packed in an uncommon way')
    try:
        return unpacked(stream, largest)
    except PartTooLargeError:
        params = {
            "name": clip(name),
            "limit": f"{LARGEST_ATTACHMENT // _MIB} MiB",
            "total": f"{LARGEST_TOTAL // _MIB} MiB",
        }
        raise ProblemsFound([Problem("pdf.attachment-too-large", source, params=params)]) from None
