"""Opening a PDF that may come from anyone, within limits.

qpdf mends what is damaged and goes on; two programs may then read two documents from one file. What
needs mending is therefore refused.
"""

from __future__ import annotations

import contextlib
import io
import logging
from typing import TYPE_CHECKING, Any, Final

from coherence_kit.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

# What qpdf says of a file goes to whoever asks for it, and never onto a terminal by itself.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())

# Bytes that one compressed part of a PDF may have. The list of objects is such a part: 0.1
# MB for a report of 18 pages.
_LARGEST_PART: Final = 64 * 1024 * 1024

# The ways of packing whose memory can be limited; LZW grows a byte to thousands without any limit.
_LIMITED_FILTERS: Final = frozenset(
    {"/FlateDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode"}
)
_TOO_LARGE: Final = "limit exceeded"  # qpdf has no error of its own for it
_DAMAGED: Final = "it is damaged, or of another kind"


class PartTooLargeError(Exception):
    """A part of a PDF has more bytes than it may have when it is unpacked."""


@contextlib.contextmanager
def open_pdf(data: bytes, source: str) -> Iterator[pikepdf.Pdf]:
    """A PDF for reading; while it is open no part of it is unpacked without a limit.

    Args:
        data: the PDF.
        source: the file as the user named it, for messages.

    Raises:
        ProblemsFound: it is no PDF, it is locked, or something in it is damaged or of another kind
            than expected, be it found out at once or while it is open.

    """
    import pikepdf

    try:
        with (
            _at_most(_LARGEST_PART),
            pikepdf.open(
                io.BytesIO(data), attempt_recovery=False, suppress_warnings=True
            ) as document,
        ):
            if document.is_encrypted:
                raise unreadable(source, "it is locked, if only against changes")
            yield document
            if any(_TOO_LARGE not in warning for warning in document.get_warnings()):
                raise unreadable(source, _DAMAGED)
    except pikepdf.PasswordError:
        raise unreadable(source, "it is locked with a password") from None
    # qpdf reports damage as PdfError, or leaves an object of an unexpected kind to stumble over.
    except (
        pikepdf.PdfError,
        RuntimeError,
        TypeError,
        ValueError,
        LookupError,
        AttributeError,
        ArithmeticError,
    ) as error:
        raise unreadable(source, _DAMAGED) from error


def unreadable(source: str, reason: str) -> ProblemsFound:
    """That a file is no PDF that the kit can read, for this reason."""
    return ProblemsFound([Problem("pdf.unreadable", source, params={"reason": reason})])


def is_bounded(stream: pikepdf.Object) -> bool:
    """Whether all the ways in which a part of a PDF is packed can be unpacked within a limit."""
    import pikepdf

    filters = stream.get("/Filter", pikepdf.Array())
    names = filters if isinstance(filters, pikepdf.Array) else [filters]
    return _LIMITED_FILTERS.issuperset(map(str, names))


def unpacked(stream: pikepdf.Object, largest: int) -> bytes:
    """A part of a PDF as it was before it was packed.

    Raises:
        PartTooLargeError: it has more bytes than `largest`.

    """
    import pikepdf

    with _at_most(largest):
        try:
            content = stream.read_bytes()
        except pikepdf.PdfError as error:
            if _TOO_LARGE in str(error):
                raise PartTooLargeError from None
            raise
    if len(content) > largest:
        raise PartTooLargeError
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
