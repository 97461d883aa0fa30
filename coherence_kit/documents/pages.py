"""The pages of a PDF as it draws them, for comparing two reports."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass

from coherence_kit.problems import Problem, ProblemsFound

_DAY = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Pages:
    """What a PDF draws, page by page, which program made it, its date and its language."""

    drawn: tuple[bytes, ...]
    producer: str
    date: dt.date
    language: str


def read_pages(data: bytes, source: str) -> Pages:
    """The drawing instructions of each page, unpacked.

    Raises:
        ProblemsFound: it is no PDF, or one without a date of making.

    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            producer = str(document.docinfo.get("/Producer", ""))
            made = _DAY.match(str(document.docinfo.get("/CreationDate", "")))
            language = str(document.Root.get("/Lang", ""))
            drawn = tuple(page.Contents.read_bytes() for page in document.pages)
    except (
        pikepdf.PdfError,
        pikepdf.PasswordError,
        AttributeError,
        TypeError,
        RuntimeError,
    ) as error:
        reason = "it is damaged, or of another kind"
        raise ProblemsFound(
            [Problem("pdf.unreadable", source, params={"reason": reason})]
        ) from error
    if made is None:
        reason = "it does not say when it was made"
        raise ProblemsFound([Problem("pdf.unreadable", source, params={"reason": reason})])
    year, month, day = (int(part) for part in made.groups())
    return Pages(drawn, producer, dt.date(year, month, day), language)
