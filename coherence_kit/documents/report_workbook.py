"""How workbooks that hold results are known, so that nobody takes one for a filled form.

Each has a property of the document, which other programs keep. Of a report the first cell of a
sheet, whose row is hidden, is a mark as well; the cell behind it says how many sheets there are, so
that one more is seen to be somebody's own.
"""

from __future__ import annotations

import re
from typing import BinaryIO, Final
from zipfile import BadZipFile, ZipFile

PROPERTY: Final = "coherence-kit"
RESULTS, TABLES = "results", "tables"
"""What the property says of a report, and of the tables of a batch."""
MARK: Final = "coherence-kit:report"

_PARTS: Final = ("docProps/custom.xml", "meta.xml")
"""Where a workbook of Excel has its properties, and one of LibreOffice."""
_SAID: Final = re.compile(
    rb'name="coherence-kit"[^>]*>(?:<vt:lpwstr[^>]*>)?(?:' + f"{RESULTS}|{TABLES}".encode() + rb")<"
)
_LONGEST_PART: Final = 65_536


def holds_results(file: BinaryIO) -> bool:
    """Whether a workbook is one that the kit has written its results into.

    One that cannot be opened is not: whoever reads it says what is wrong.
    """
    try:
        with ZipFile(file) as archive:
            names = set(archive.namelist()).intersection(_PARTS)
            return any(_says_so(archive, name) for name in names)
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return False


def _says_so(archive: ZipFile, name: str) -> bool:
    with archive.open(name) as part:
        return _SAID.search(part.read(_LONGEST_PART)) is not None
