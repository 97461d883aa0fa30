"""The files that a PDF carries, read back: the counterpart of `pdf.write_pdf`.

The PDF may come from anyone, so that nothing in it is trusted.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
from typing import TYPE_CHECKING, Any

from coherence_kit.documents.attached import LARGEST_ATTACHMENT, MOST_ATTACHMENTS
from coherence_kit.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

# Bytes that one compressed part of a PDF may have. The list of objects is such a part: 0.1
# MB for a report of 18 pages.
_LARGEST_PART = 64 * 1024 * 1024

# The ways of packing whose memory can be limited; LZW grows a byte to thousands without any limit.
_LIMITED_FILTERS = frozenset(
    {"/FlateDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode"}
)


def read_attachments(data: bytes, *, source: str = "") -> dict[str, bytes]:
    """The attachments of a PDF by name, sorted.

    The names are the PDF's word: they say which file is meant, never where one may be written.

    Args:
        data: the PDF.
        source: the file as the user named it, for messages.

    Raises:
        ProblemsFound: it is no PDF, it is locked, it carries nothing or
            too much (`LARGEST_ATTACHMENT`).

    """
    import pikepdf

    with _at_most(_LARGEST_PART):
        try:
            with pikepdf.open(io.BytesIO(data)) as document:
                found = _read_attachments(document, source)
        except pikepdf.PasswordError:
            raise _problem(
                "pdf.unreadable", source, reason="it is locked with a password"
            ) from None
        # qpdf reports damage as PdfError, or leaves an object of an
        # unexpected kind to stumble over.
        except (
            pikepdf.PdfError,
            RuntimeError,
            TypeError,
            ValueError,
            LookupError,
            AttributeError,
        ) as error:
            raise _problem(
                "pdf.unreadable", source, reason="it is damaged, or of another kind"
            ) from error
    if not found:
        raise _problem("pdf.no-attachments", source)
    return dict(sorted(found.items()))


def _read_attachments(document: pikepdf.Pdf, source: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for key, specification in document.attachments.items():
        # Other programs may list a file under a key of their own.
        name = specification.filename or key
        if name in found:
            raise _problem("pdf.unreadable", source, reason=f'it carries two files named "{name}"')
        if len(found) == MOST_ATTACHMENTS:
            raise _problem(
                "pdf.unreadable", source, reason=f"it carries more than {MOST_ATTACHMENTS} files"
            )
        file = specification.get_file()
        content = _unpacked(file.obj, name, source)
        if file.md5 and file.md5 != hashlib.md5(content, usedforsecurity=False).digest():
            raise _problem("pdf.unreadable", source, reason=f'the file "{name}" in it is damaged')
        found[name] = content
    return found


def _unpacked(stream: pikepdf.Object, name: str, source: str) -> bytes:
    import pikepdf

    filters = stream.get("/Filter", pikepdf.Array())
    names = filters if isinstance(filters, pikepdf.Array) else [filters]
    if not _LIMITED_FILTERS.issuperset(map(str, names)):
        raise _problem(
            "pdf.unreadable", source, reason=f'the file "{name}" in it is packed in an uncommon way'
        )
    too_large = _problem(
        "pdf.attachment-too-large", source, name=name, limit=f"{LARGEST_ATTACHMENT // 1024**2} MiB"
    )
    with _at_most(LARGEST_ATTACHMENT):
        try:
            content = stream.read_bytes()
        except pikepdf.PdfError as error:
            if "limit exceeded" in str(error):  # qpdf has no error of its own for it
                raise too_large from None
            raise
    if len(content) > LARGEST_ATTACHMENT:
        raise too_large
    return content


@contextlib.contextmanager
def _at_most(largest: int) -> Iterator[None]:
    """Limit the bytes to which any part of a PDF is unpacked.

    The limit holds for the whole process, so the one from before is set again at the end.
    """
    from pikepdf.settings import set_qpdf_limits

    before: dict[str, Any] = set_qpdf_limits(
        flate_max_memory=largest, run_length_max_memory=largest
    )
    try:
        yield
    finally:
        set_qpdf_limits(**before)


def _problem(code: str, source: str, **params: str) -> ProblemsFound:
    return ProblemsFound([Problem(code, source, params=params)])
